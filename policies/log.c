/* log.jsonl: what happened since the signature, one row a line, never rewritten (model A1, A7, A8).
 */
#include <errno.h>
#include <string.h>

#include "policies/agreement_read.h"
#include "policies/response.h"
#include "policies/shapes.h"

static const struct shape exception_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "rules", SHAPE_TEXT, SHAPE_LIST | SHAPE_NEEDED, NULL, NULL },
	{ "subject", SHAPE_TEXT, 0, NULL,
	  NULL }, /* of a verdict: "REG-003", "product:..."; none: every subject */
	{ "reason", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "from", SHAPE_DATE, SHAPE_NEEDED, NULL, NULL },
	{ "until", SHAPE_DATE, SHAPE_NEEDED, NULL, NULL },
	{ "signed_by_posts", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "advice_by_post", SHAPE_TEXT, 0, NULL, NULL },
	{ "document", SHAPE_TEXT, 0, NULL, NULL },
	{ "document_sha256", SHAPE_TEXT, 0, NULL, NULL }, /* of the signed paper */
	{ 0 },
};
static const struct shape response_shape[] = {
	{ "finding", SHAPE_TEXT, 0, NULL, NULL },
	{ "question", SHAPE_TEXT, 0, NULL, NULL },
	{ "entry", SHAPE_TEXT, 0, NULL, NULL },
	{ "party", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "date", SHAPE_DATE, SHAPE_NEEDED, NULL, NULL },
	{ "position", SHAPE_WORD, SHAPE_NEEDED, response_positions, NULL },
	{ "text", SHAPE_TEXT, 0, NULL, NULL },
	{ "document", SHAPE_TEXT, 0, NULL, NULL },
	{ "count", SHAPE_WHOLE, 0, NULL, NULL },
	{ 0 },
};
static const struct shape publication_shape[] = {
	{ "what", SHAPE_TEXT, 0, NULL, NULL },
	{ "published_on", SHAPE_DATE, SHAPE_NEEDED, NULL, NULL },
	{ "entries", SHAPE_TEXT, SHAPE_LIST, NULL, NULL }, /* ids of the rows that it showed */
	{ 0 },
};
static const struct shape baseline_row_shape[] = {
	{ "entry", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "agreed_on", SHAPE_DATE, 0, NULL, NULL },
	{ "baseline", SHAPE_OBJECT, SHAPE_NEEDED, NULL, baseline_shape },
	{ 0 },
};
static const struct shape hold_shape[] = {
	{ "reason", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "by_post", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "until", SHAPE_DATE, SHAPE_NEEDED, NULL, NULL },
	{ 0 },
};
const struct shape log_row_shape[] = {
	{ "format", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "exception", SHAPE_OBJECT, 0, NULL, exception_shape },
	{ "response", SHAPE_OBJECT, 0, NULL, response_shape },
	{ "publication", SHAPE_OBJECT, 0, NULL, publication_shape },
	{ "baseline", SHAPE_OBJECT, 0, NULL, baseline_row_shape },
	{ "hold", SHAPE_OBJECT, 0, NULL, hold_shape },
	{ 0 },
};

static int check_kind(const struct shape_context *context, struct json_object *row, const char *at)
{
	const char *format = field_text(row, "format");
	int kinds = 0;

	for (const struct shape *member = log_row_shape + 1; member->key; member++)
		kinds += field_object(row, member->key) != NULL;
	if (strcmp(format, "daylight-log/1") != 0)
		document_problem(context->document, context->problem, at,
		                 "want \"format\": \"daylight-log/1\"");
	else if (kinds != 1)
		document_problem(context->document, context->problem, at,
		                 "want exactly one of exception, response, publication, baseline, "
		                 "hold in a row");
	else
		return 0;
	return -EBADMSG;
}

/* A response answers one thing: with two it would be printed where its writer did not look. */
static int check_target(const struct agreement_reading *reading, struct json_object *row,
                        const char *at)
{
	static const char *const targets[] = { "finding", "question", "entry" };
	struct json_object *response = field_object(row, "response");
	char inner[SHAPE_POINTER];
	int count = 0;

	for (size_t i = 0; i < sizeof(targets) / sizeof(*targets); i++)
		count += field_text(response, targets[i]) != NULL;
	if (!response || count == 1)
		return 0;
	shape_step(inner, at, "response");
	document_problem(&reading->out->documents_open[FILE_LOG], reading->problem, inner,
	                 "want exactly one of finding, question, entry: what it answers");
	return -EBADMSG;
}

static int check_rules(const struct agreement_reading *reading, struct json_object *row,
                       const char *at)
{
	struct json_object *exception = field_object(row, "exception"),
			   *list = field_object(exception, "rules");

	for (size_t i = 0; i < field_count(exception, "rules"); i++) {
		const char *id = json_object_get_string(json_object_array_get_idx(list, i));
		char inner[SHAPE_POINTER];
		size_t r = 0;

		while (r < reading->out->rule_count && strcmp(reading->out->rules[r].id, id) != 0)
			r++;
		if (r < reading->out->rule_count)
			continue;
		shape_step(inner, at, "exception/rules");
		document_problem(&reading->out->documents_open[FILE_LOG], reading->problem, inner,
		                 "the agreement has no rule \"%.60s\"", id);
		return -EBADMSG;
	}
	return 0;
}

static int take_row(struct agreement_reading *reading, struct json_object *row, size_t index)
{
	struct shape_context context = reading_context(reading, FILE_LOG);
	date published;
	char at[SHAPE_POINTER];
	int ret;

	shape_index(at, "", index);
	ret = shape_check(&context, row, at, log_row_shape);
	if (!ret)
		ret = check_kind(&context, row, at);
	if (!ret)
		ret = check_rules(reading, row, at);
	if (!ret)
		ret = check_target(reading, row, at);
	if (ret)
		return ret;
	published = field_date(field_object(row, "publication"), "published_on");
	if (published > reading->out->last_published) /* DATE_NONE is the smallest date */
		reading->out->last_published = published;
	return 0;
}

int log_read(struct agreement_reading *reading, struct span bytes)
{
	struct document *document = &reading->out->documents_open[FILE_LOG];
	struct json_object **rows;
	size_t count;
	int ret;

	if (!bytes.at)
		return 0;
	ret = document_parse("log.jsonl", bytes, DOCUMENT_OF_LINES, document, reading->problem);
	if (ret)
		return ret;
	count = json_object_array_length(document->root);
	rows = arena_take(reading->arena, count + 1, sizeof(struct json_object *));
	if (!rows)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		rows[i] = json_object_array_get_idx(document->root, i);
		ret = take_row(reading, rows[i], i);
		if (ret)
			return ret;
	}
	reading->out->log = rows;
	reading->out->log_count = count;
	return 0;
}
