/* The keys of agreement.json and of a row of the technology list (model 2.1, 2.2, amendments A1,
 * A2, A18). */
#include "policies/agreement_read.h"

#include <string.h>

static const char *const agreement_statuses[] = { "draft",     "proposed", "signed",
	                                          "suspended", "ended",    NULL };
static const char *const captures[] = { "none", "metadata", NULL };
static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", NULL };
static const char *const collection_hours[] = { "working", "always", "never", NULL };

const char *const entry_statuses[] = {
	"proposed", "pilot", "in-use", "suspended", "withdrawn", NULL
};
const char *const custom_types[] = { "product-id",
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

static const struct shape extends_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "sha256", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ 0 },
};
static const struct shape head_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "version", SHAPE_WHOLE, 0, NULL, NULL },
	{ "title", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "status", SHAPE_WORD, 0, agreement_statuses, NULL },
	{ "jurisdiction", SHAPE_TEXT, 0, NULL, NULL },
	{ "languages", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "signed_on", SHAPE_DATE, 0, NULL, NULL },
	{ "in_force_from", SHAPE_DATE, SHAPE_NEEDED, NULL, NULL },
	{ "in_force_until", SHAPE_DATE, 0, NULL, NULL },
	{ "supersedes", SHAPE_TEXT, 0, NULL, NULL },
	{ "extends", SHAPE_OBJECT, 0, NULL, extends_shape },
	{ "packs", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "legal_note", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};
static const struct shape definitions_shape[] = { { "*", SHAPE_TEXT, 0, NULL, NULL }, { 0 } };
static const struct shape party_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "role", SHAPE_TEXT, 0, NULL, NULL },
	{ "name", SHAPE_TEXT, 0, NULL, NULL },
	{ "signatory_post", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};

static const struct shape recognise_shape[] = {
	{ "vlan", SHAPE_WHOLE, SHAPE_LIST, NULL, NULL },
	{ "prefix", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ 0 },
};
static const struct shape group_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL }, { "label", SHAPE_TEXT, 0, NULL, NULL },
	{ "covered", SHAPE_FLAG, 0, NULL, NULL },       { "note", SHAPE_TEXT, 0, NULL, NULL },
	{ "audit", SHAPE_TEXT, 0, NULL, NULL },         { 0 },
};
static const struct shape class_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "groups", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "count", SHAPE_WHOLE, 0, NULL, NULL },
	{ "shared", SHAPE_FLAG, 0, NULL, NULL },
	{ "inspect", SHAPE_FLAG, 0, NULL, NULL },
	{ "recognise", SHAPE_OBJECT, 0, NULL, recognise_shape },
	{ 0 },
};
static const struct shape network_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "groups", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "capture", SHAPE_WORD, 0, captures, NULL },
	{ "recognise", SHAPE_OBJECT, 0, NULL, recognise_shape },
	{ 0 },
};
static const struct shape scope_shape[] = {
	{ "technologies", SHAPE_TEXT, 0, NULL, NULL },
	{ "sites", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "staff_count", SHAPE_WHOLE, 0, NULL, NULL },
	{ "groups", SHAPE_OBJECT, SHAPE_LIST, NULL, group_shape },
	{ "device_classes", SHAPE_OBJECT, SHAPE_LIST, NULL, class_shape },
	{ "networks", SHAPE_OBJECT, SHAPE_LIST, NULL, network_shape },
	{ "staff_pages", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "not_covered", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "overlapping_agreements", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "overlap_rule", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};

static const struct shape band_shape[] = {
	{ "days", SHAPE_WORD, SHAPE_LIST | SHAPE_NEEDED, days, NULL },
	{ "from", SHAPE_CLOCK, SHAPE_NEEDED, NULL, NULL },
	{ "to", SHAPE_CLOCK, SHAPE_NEEDED, NULL, NULL },
	{ 0 },
};
static const struct shape term_shape[] = {
	{ "name", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "from", SHAPE_DATE, SHAPE_NEEDED, NULL, NULL },
	{ "to", SHAPE_DATE, SHAPE_NEEDED, NULL, NULL },
	{ "half_term", SHAPE_DATE, SHAPE_LIST, NULL, NULL },
	{ 0 },
};
static const struct shape hours_shape[] = {
	{ "timezone", SHAPE_TEXT, 0, NULL, NULL },
	{ "working", SHAPE_OBJECT, SHAPE_LIST, NULL, band_shape },
	{ "quiet_bands", SHAPE_OBJECT, SHAPE_LIST, NULL, band_shape },
	{ "terms", SHAPE_OBJECT, SHAPE_LIST, NULL, term_shape },
	{ "non_working_days", SHAPE_DATE, SHAPE_LIST, NULL, NULL },
	{ "outside_term", SHAPE_TEXT, 0, NULL, NULL },
	{ "emergency_contact", SHAPE_TEXT, 0, NULL, NULL },
	{ "patterns_for_part_time", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};

static const struct shape question_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "text", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ 0 },
};

static const struct shape change_notice_shape[] = {
	{ "employer_gives", SHAPE_TEXT, 0, NULL, NULL },
	{ "days_ai", SHAPE_WHOLE, 0, NULL, NULL },
	{ "days_other", SHAPE_WHOLE, 0, NULL, NULL },
	{ "pilot", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};
static const struct shape exceptions_shape[] = {
	{ "may_suspend", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "may_not_suspend", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "requires", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "told_to", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};
static const struct shape sensitive_shape[] = {
	{ "applies_to", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "steps", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ 0 },
};
static const struct shape meeting_shape[] = {
	{ "every", SHAPE_TEXT, 0, NULL, NULL },     { "next", SHAPE_DATE, 0, NULL, NULL },
	{ "committee", SHAPE_TEXT, 0, NULL, NULL }, { "facility_time", SHAPE_TEXT, 0, NULL, NULL },
	{ "experts", SHAPE_TEXT, 0, NULL, NULL },   { 0 },
};
static const struct shape publication_shape[] = {
	{ "what", SHAPE_TEXT, 0, NULL, NULL },
	{ "every_days", SHAPE_WHOLE, 0, NULL, NULL },
	{ 0 },
};
static const struct shape study_shape[] = {
	{ "from", SHAPE_DATE, 0, NULL, NULL },
	{ "to", SHAPE_DATE, 0, NULL, NULL },
	{ "published", SHAPE_DATE, 0, NULL, NULL },
	{ 0 },
};
static const struct shape processes_shape[] = {
	{ "change_notice", SHAPE_OBJECT, 0, NULL, change_notice_shape },
	{ "exceptions", SHAPE_OBJECT, 0, NULL, exceptions_shape },
	{ "sensitive_findings", SHAPE_OBJECT, 0, NULL, sensitive_shape },
	{ "incident_report_route", SHAPE_TEXT, 0, NULL, NULL },
	{ "dispute", SHAPE_TEXT, 0, NULL, NULL },
	{ "learner_safeguarding_carve_out", SHAPE_TEXT, 0, NULL, NULL },
	{ "review_meeting", SHAPE_OBJECT, 0, NULL, meeting_shape },
	{ "vendor_information", SHAPE_TEXT, 0, NULL, NULL },
	{ "publication", SHAPE_OBJECT, 0, NULL, publication_shape },
	{ "workload_study", SHAPE_OBJECT, 0, NULL, study_shape },
	{ 0 },
};

const struct shape agreement_shape[] = {
	{ "format", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "agreement", SHAPE_OBJECT, SHAPE_NEEDED, NULL, head_shape },
	{ "definitions", SHAPE_OBJECT, 0, NULL, definitions_shape },
	{ "parties", SHAPE_OBJECT, SHAPE_LIST, NULL, party_shape },
	{ "scope", SHAPE_OBJECT, 0, NULL, scope_shape },
	{ "hours", SHAPE_OBJECT, 0, NULL, hours_shape },
	{ "rules", SHAPE_OBJECT, SHAPE_NEEDED | SHAPE_LIST, NULL, NULL },
	{ "questions", SHAPE_OBJECT, SHAPE_LIST, NULL, question_shape },
	{ "processes", SHAPE_OBJECT, 0, NULL, processes_shape },
	{ 0 },
};

/* --- A row of the technology list --- */

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
