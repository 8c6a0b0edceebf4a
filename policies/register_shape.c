/* The keys of a row of the technology list (model 2.2, amendments A2, A18). */
#include <string.h>

#include "policies/agreement_read.h"

static const char *const collection_hours[] = { "working", "always", "never", NULL };
const char *const entry_statuses[] = {
	"proposed", "pilot", "in-use", "suspended", "withdrawn", NULL
};
static const char *const custom_types[] = { "product-id",
	                                    "package-name",
	                                    "bundle-id",
	                                    "extension-id",
	                                    "service-name",
	                                    "process-path",
	                                    "mdm-server",
	                                    "publisher-signature",
	                                    "proxy-host",
	                                    "root-certificate-subject",
	                                    "domain",
	                                    "host",
	                                    NULL };

static const struct shape custom_shape[] = {
	{ "type", SHAPE_WORD, SHAPE_NEEDED, custom_types, NULL },
	{ "value", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ 0 },
};
static const struct shape match_shape[] = {
	{ "products", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "custom", SHAPE_OBJECT, SHAPE_LIST, NULL, custom_shape },
	{ 0 },
};
static const struct shape destination_shape[] = {
	{ "domain", SHAPE_TEXT, 0, NULL, NULL },
	{ "organisation", SHAPE_TEXT, 0, NULL, NULL },
	{ "role", SHAPE_TEXT, 0, NULL, NULL },
	{ "country", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};
static const struct shape roles_shape[] = {
	{ "controller", SHAPE_TEXT, 0, NULL, NULL },
	{ "processors", SHAPE_TEXT, SHAPE_LIST | SHAPE_NA, NULL, NULL },
	{ "sub_processors", SHAPE_TEXT, SHAPE_LIST | SHAPE_NA, NULL, NULL },
	{ 0 },
};
static const struct shape ai_shape[] = {
	{ "is_ai", SHAPE_FLAG, 0, NULL, NULL },
	{ "features", SHAPE_TEXT, SHAPE_LIST | SHAPE_NA, NULL, NULL },
	{ "decisions_about", SHAPE_TEXT, SHAPE_LIST | SHAPE_NA, NULL, NULL },
	{ "human_review", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};
static const struct shape dates_shape[] = {
	{ "proposed", SHAPE_DATE, SHAPE_NA | SHAPE_EMPTY, NULL, NULL },
	{ "notice_given", SHAPE_DATE, SHAPE_NA | SHAPE_EMPTY, NULL, NULL },
	{ "consulted_from", SHAPE_DATE, SHAPE_NA | SHAPE_EMPTY, NULL, NULL },
	{ "consulted_to", SHAPE_DATE, SHAPE_NA | SHAPE_EMPTY, NULL, NULL },
	{ "agreed_on", SHAPE_DATE, SHAPE_NA | SHAPE_EMPTY, NULL, NULL },
	{ "in_use_from", SHAPE_DATE, SHAPE_NA | SHAPE_EMPTY, NULL, NULL },
	{ "communicated_to_staff", SHAPE_DATE, SHAPE_NA | SHAPE_EMPTY, NULL, NULL },
	{ "training_offered", SHAPE_DATE, SHAPE_NA | SHAPE_EMPTY, NULL, NULL },
	{ "last_review", SHAPE_DATE, SHAPE_NA | SHAPE_EMPTY, NULL, NULL },
	{ "next_review", SHAPE_DATE, SHAPE_NA | SHAPE_EMPTY, NULL, NULL },
	{ "sunset", SHAPE_DATE, SHAPE_NA | SHAPE_EMPTY, NULL, NULL },
	{ "withdrawn", SHAPE_DATE, SHAPE_NA | SHAPE_EMPTY, NULL, NULL },
	{ "data_deleted_confirmed", SHAPE_DATE, SHAPE_NA | SHAPE_EMPTY, NULL, NULL },
	{ "substantial_change_agreed_on", SHAPE_DATE, SHAPE_NA | SHAPE_EMPTY, NULL, NULL },
	{ 0 },
};
static const struct shape refs_shape[] = {
	{ "dpia", SHAPE_TEXT, 0, NULL, NULL },
	{ "equality", SHAPE_TEXT, 0, NULL, NULL },
	{ "workload", SHAPE_TEXT, 0, NULL, NULL },
	{ "health_safety", SHAPE_TEXT, 0, NULL, NULL },
	{ "privacy_notice", SHAPE_TEXT, 0, NULL, NULL },
	{ "contract", SHAPE_TEXT, 0, NULL, NULL },
	{ "staff_notice", SHAPE_TEXT, 0, NULL, NULL },
	{ "necessity", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};
static const struct shape pilot_shape[] = {
	{ "until", SHAPE_DATE, 0, NULL, NULL },
	{ "volunteers", SHAPE_WHOLE, 0, NULL, NULL },
	{ 0 },
};
const struct shape baseline_shape[] = {
	{ "observed_on", SHAPE_DATE, 0, NULL, NULL },
	{ "version_major", SHAPE_TEXT, 0, NULL, NULL },
	{ "capabilities", SHAPE_CAPABILITY, SHAPE_LIST, NULL, NULL },
	{ "permissions", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "organisations", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "countries", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ 0 },
};

const struct shape register_row_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "name", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "vendor", SHAPE_TEXT, 0, NULL, NULL },
	{ "status", SHAPE_WORD, SHAPE_NEEDED, entry_statuses, NULL },
	{ "match", SHAPE_OBJECT, 0, NULL, match_shape },
	{ "purposes_agreed", SHAPE_TEXT, SHAPE_LIST | SHAPE_NA, NULL, NULL },
	{ "purposes_ruled_out", SHAPE_TEXT, SHAPE_LIST | SHAPE_NA, NULL, NULL },
	{ "functions_allowed", SHAPE_CAPABILITY, SHAPE_LIST | SHAPE_NA, NULL, NULL },
	{ "functions_off", SHAPE_CAPABILITY, SHAPE_LIST | SHAPE_NA, NULL, NULL },
	{ "groups_covered", SHAPE_TEXT, SHAPE_LIST | SHAPE_NA, NULL, NULL },
	{ "groups_incidental", SHAPE_TEXT, SHAPE_LIST | SHAPE_NA, NULL, NULL },
	{ "device_classes", SHAPE_TEXT, SHAPE_LIST | SHAPE_NA, NULL, NULL },
	{ "networks", SHAPE_TEXT, SHAPE_LIST | SHAPE_NA, NULL, NULL },
	{ "data_kinds", SHAPE_TEXT, SHAPE_LIST | SHAPE_NA, NULL, NULL },
	{ "destinations", SHAPE_OBJECT, SHAPE_LIST | SHAPE_NA, NULL, destination_shape },
	{ "countries_allowed", SHAPE_TEXT, SHAPE_LIST | SHAPE_NA, NULL, NULL },
	{ "retention_days", SHAPE_WHOLE, SHAPE_NA | SHAPE_EMPTY, NULL, NULL },
	{ "access_posts", SHAPE_TEXT, SHAPE_LIST | SHAPE_NA, NULL, NULL },
	{ "roles", SHAPE_OBJECT, 0, NULL, roles_shape },
	{ "collection_hours", SHAPE_WORD, SHAPE_NA | SHAPE_EMPTY, collection_hours, NULL },
	{ "ai", SHAPE_OBJECT, 0, NULL, ai_shape },
	{ "dates", SHAPE_OBJECT, 0, NULL, dates_shape },
	{ "refs", SHAPE_OBJECT, 0, NULL, refs_shape },
	{ "opt_out_route", SHAPE_TEXT, 0, NULL, NULL },
	{ "statutory_note", SHAPE_TEXT, 0, NULL, NULL },
	{ "training_hours", SHAPE_WHOLE, SHAPE_NA, NULL, NULL },
	{ "pilot", SHAPE_OBJECT, 0, NULL, pilot_shape },
	{ "baseline", SHAPE_OBJECT, 0, NULL, baseline_shape },
	{ "entered_by_post", SHAPE_TEXT, 0, NULL, NULL },
	{ "entered_on", SHAPE_DATE, 0, NULL, NULL },
	{ "changed_on", SHAPE_DATE, 0, NULL, NULL },
	{ 0 },
};

bool register_row_has(const char *path)
{
	const struct shape *shape = register_row_shape;
	size_t len = strcspn(path, ".");

	for (; shape->key; shape++) {
		if (strlen(shape->key) != len || strncmp(shape->key, path, len) != 0)
			continue;
		if (!path[len])
			return true;
		for (const struct shape *inner = shape->inner; inner && inner->key; inner++)
			if (strcmp(inner->key, path + len + 1) == 0)
				return true;
	}
	return false;
}
