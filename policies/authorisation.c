/* Reads the permission for an audit and says what stands against reading. */
#include "policies/authorisation.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "policies/shape.h"
#include "policies/shapes.h"
#include "probes/base/text.h"

#define K_DEFAULT 5
#define K_LEAST 3
#define RETENTION_DEFAULT 400

const char *const authorisation_words[] = {
	"packages",
	"home-agents",
	"processes",
	"services",
	"schedules",
	"kernel",
	"holders",
	"extensions-by-policy",
	"extensions-by-person",
	"browser-policy",
	"trust-roots",
	"network-settings",
	"connections",
	"management",
	"remote-access",
	"login-recording",
	"inventory-full",
	"capture-names",
	"logs-names",
	"certificate-checks",
	"page-recordings",
	NULL,
};

static const char *const statuses[] = {
	"draft", "in-force", "suspended", "withdrawn", "ended", NULL
};
static const char *const consent_words[] = { "express", "written", "oral", "implied", NULL };
static const char *const editions[] = { "parties", "staff", "public", NULL };

static const struct shape giver_shape[] = {
	{ "post", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "capacity", SHAPE_TEXT, 0, NULL, NULL },
	{ "consent", SHAPE_TEXT, 0, NULL, NULL },
	{ "date", SHAPE_DATE, 0, NULL, NULL },
	{ 0 },
};
static const struct shape supporter_shape[] = {
	{ "post", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "date", SHAPE_DATE, 0, NULL, NULL },
	{ "view", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};
static const struct shape host_shape[] = {
	{ "allowed", SHAPE_FLAG, 0, NULL, NULL },
	{ "device_classes", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "may_read", SHAPE_WORD, SHAPE_LIST, authorisation_words, NULL },
	{ "must_not_read", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ 0 },
};
static const struct shape network_shape[] = {
	{ "allowed", SHAPE_FLAG, 0, NULL, NULL },
	{ "networks", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "may_read", SHAPE_WORD, SHAPE_LIST, authorisation_words, NULL },
	{ "method", SHAPE_TEXT, 0, NULL, NULL },
	{ "fields", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "never", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "window_days", SHAPE_WHOLE, 0, NULL, NULL },
	{ 0 },
};
static const struct shape visits_shape[] = {
	{ "allowed", SHAPE_FLAG, 0, NULL, NULL },
	{ "account", SHAPE_TEXT, 0, NULL, NULL },
	{ "pages_ref", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};
static const struct shape notice_shape[] = {
	{ "ref", SHAPE_TEXT, 0, NULL, NULL },
	{ "first_shown", SHAPE_DATE, 0, NULL, NULL },
	{ "channels", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "languages", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ 0 },
};
static const struct shape limits_shape[] = {
	{ "pseudonym", SHAPE_TEXT, 0, NULL, NULL },
	{ "k_min", SHAPE_WHOLE, 0, NULL, NULL },
	{ "small_group_rule", SHAPE_TEXT, 0, NULL, NULL },
	{ "no_person_names", SHAPE_FLAG, 0, NULL, NULL },
	{ "sampling", SHAPE_TEXT, 0, NULL, NULL },
	{ "retention_days_raw", SHAPE_WHOLE, 0, NULL, NULL },
	{ "retention_days_results", SHAPE_WHOLE, 0, NULL, NULL },
	{ "auto_delete", SHAPE_FLAG, 0, NULL, NULL },
	{ "report_editions", SHAPE_WORD, SHAPE_LIST, editions, NULL },
	{ 0 },
};
/* What is not recorded is no error here: it stands against reading, and the refusal says so
 * (PR-01). */
const struct shape authorisation_file_shape[] = {
	{ "format", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "status", SHAPE_WORD, SHAPE_EMPTY, statuses, NULL },
	{ "purpose", SHAPE_TEXT, 0, NULL, NULL },
	{ "given_by", SHAPE_OBJECT, SHAPE_LIST, NULL, giver_shape },
	{ "supported_by", SHAPE_OBJECT, SHAPE_LIST, NULL, supporter_shape },
	{ "carried_out_by", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "valid_from", SHAPE_DATE, SHAPE_EMPTY, NULL, NULL },
	{ "valid_until", SHAPE_DATE, SHAPE_EMPTY, NULL, NULL },
	{ "host_inventory", SHAPE_OBJECT, 0, NULL, host_shape },
	{ "network_metadata", SHAPE_OBJECT, 0, NULL, network_shape },
	{ "scripted_page_visits", SHAPE_OBJECT, 0, NULL, visits_shape },
	{ "certificate_checks", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "dpia_ref", SHAPE_TEXT, 0, NULL, NULL },
	{ "notice_to_users", SHAPE_OBJECT, 0, NULL, notice_shape },
	{ "privacy_limits", SHAPE_OBJECT, 0, NULL, limits_shape },
	{ "withdrawal", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};

/* "express, written": closed words, so that nothing is read into a sentence. */
static int check_consent(const struct shape_context *context, const char *consent,
                         const char *pointer)
{
	while (consent && *consent) {
		size_t len = strcspn(consent, ", ");
		char word[24];

		snprintf(word, sizeof(word), "%.*s", (int)(len < 20 ? len : 20), consent);
		if (len && strcmp(word, "and") != 0 && !texts_hold(consent_words, word))
			return shape_refuse_word(context, word, pointer, "word for consent",
			                         consent_words);
		consent += len + strspn(consent + len, ", ");
	}
	return 0;
}

static bool consent_holds(const char *consent, const char *word)
{
	size_t len = strlen(word);

	while (consent && *consent) {
		size_t step = strcspn(consent, ", ");

		if (step == len && strncmp(consent, word, len) == 0)
			return true;
		consent += step + strspn(consent + step, ", ");
	}
	return false;
}

static bool is_system_controller(const char *capacity)
{
	static const char words[] = "system controller";

	return capacity && strncasecmp(capacity, words, sizeof(words) - 1) == 0;
}

/* The first row whose consent is express and written, by a system controller's post; else any row's
 * post. */
static int take_givers(const struct shape_context *context, struct json_object *root,
                       struct arena *arena, struct authorisation *out)
{
	struct json_object *list = field_object(root, "given_by");

	for (size_t i = 0; i < field_count(root, "given_by"); i++) {
		struct json_object *row = json_object_array_get_idx(list, i);
		const char *consent = field_text(row, "consent");
		char at[SHAPE_POINTER], inner[SHAPE_POINTER];
		bool holds;
		int ret;

		shape_index(at, "/given_by", i);
		shape_step(inner, at, "consent");
		ret = check_consent(context, consent, inner);
		if (ret)
			return ret;
		holds = consent_holds(consent, "express") && consent_holds(consent, "written") &&
		        !consent_holds(consent, "implied") &&
		        is_system_controller(field_text(row, "capacity"));
		if (out->consent_express || (out->given_by_post && !holds))
			continue;
		out->given_by_post = arena_copy(arena, field_text(row, "post"));
		if (!out->given_by_post)
			return -ENOMEM;
		out->consent_express = holds;
		out->consent_given = holds ? field_date(row, "date") : DATE_NONE;
	}
	return 0;
}

static const char *kept(struct arena *arena, struct json_object *object, const char *key)
{
	const char *text = field_text(object, key);

	return text ? arena_copy(arena, text) : NULL;
}

/* The words of both blocks together. */
static const char *const *take_words(struct json_object *root, struct arena *arena)
{
	const char *const *host =
		field_texts(field_object(root, "host_inventory"), "may_read", arena);
	const char *const *network =
		field_texts(field_object(root, "network_metadata"), "may_read", arena);
	size_t count = 0;
	const char **all;

	if (!host || !network)
		return NULL;
	for (const char *const *word = host; *word; word++)
		count++;
	for (const char *const *word = network; *word; word++)
		count++;
	all = arena_take(arena, count + 1, sizeof(*all));
	if (!all)
		return NULL;
	count = 0;
	for (; *host; host++)
		all[count++] = *host;
	for (; *network; network++)
		all[count++] = *network;
	return all;
}

static int take_limits(const struct shape_context *context, struct json_object *root,
                       struct authorisation *out)
{
	struct json_object *limits = field_object(root, "privacy_limits");

	out->k_min = field_whole(limits, "k_min", K_DEFAULT);
	out->retention_days_results =
		field_whole(limits, "retention_days_results", RETENTION_DEFAULT);
	if (out->k_min >= K_LEAST)
		return 0;
	document_problem(context->document, context->problem, "/privacy_limits/k_min",
	                 "want at least %d", K_LEAST);
	return -EBADMSG;
}

static int take(const struct shape_context *context, struct json_object *root, struct arena *arena,
                struct authorisation *out)
{
	struct json_object *host = field_object(root, "host_inventory"),
			   *network = field_object(root, "network_metadata");
	struct json_object *notice = field_object(root, "notice_to_users");
	int ret;

	out->id = kept(arena, root, "id");
	out->status = kept(arena, root, "status");
	out->valid_from = field_date(root, "valid_from");
	out->valid_until = field_date(root, "valid_until");
	out->may_read = take_words(root, arena);
	out->device_classes = field_texts(host, "device_classes", arena);
	out->networks = field_texts(network, "networks", arena);
	out->certificate_checks = field_texts(root, "certificate_checks", arena);
	out->host_allowed = field_flag(host, "allowed");
	out->network_allowed = field_flag(network, "allowed");
	out->notice_ref = kept(arena, notice, "ref");
	out->notice_first_shown = field_date(notice, "first_shown");
	out->dpia_ref = kept(arena, root, "dpia_ref");
	if (!out->id || !out->may_read || !out->device_classes || !out->networks ||
	    !out->certificate_checks)
		return -ENOMEM;
	ret = take_limits(context, root, out);
	return ret ? ret : take_givers(context, root, arena, out);
}

int authorisation_load(struct span bytes, const char *name, struct arena *arena,
                       struct document *keep, const struct authorisation **out,
                       struct problem *problem)
{
	struct document document = { 0 };
	struct shape_context context = { .document = &document, .problem = problem };
	struct authorisation *authorisation = arena_take(arena, 1, sizeof(*authorisation));
	const char *format;
	int ret;

	if (!authorisation)
		return -ENOMEM;
	ret = document_parse(name, bytes, DOCUMENT_OF_PEOPLE, &document, problem);
	if (!ret)
		ret = shape_check(&context, document.root, "", authorisation_file_shape);
	format = ret ? NULL : field_text(document.root, "format");
	if (format && strcmp(format, "daylight-authorisation/1") != 0) {
		document_problem(&document, problem, "/format",
		                 "want \"format\": \"daylight-authorisation/1\"");
		ret = -EBADMSG;
	}
	if (!ret)
		ret = take(&context, document.root, arena, authorisation);
	if (!ret && authorisation->valid_until != DATE_NONE &&
	    authorisation->valid_until < authorisation->valid_from) {
		document_problem(&document, problem, "/valid_until",
		                 "this is before valid_from: change one of the two");
		ret = -EBADMSG;
	}
	if (ret) {
		document_close(&document);
		return ret;
	}
	*keep = document;
	*out = authorisation;
	return 0;
}
