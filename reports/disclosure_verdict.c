/* One verdict in full, as it is disclosed, or kept in the annex of sealed findings. */
#include "policies/fields.h"
#include "reports/disclosure_parts.h"

/* A learner-safeguarding tool goes to its own box and is discussed, whatever its status (model
 * A4, 3.1). */
enum group disclosure_group(const struct verdict *verdict)
{
	enum group group = status_group(verdict->status);

	return verdict->safeguarding && group == GROUP_RAISE ? GROUP_DISCUSS : group;
}

/* Who agreed an exception, since when, until when, on which paper; what it covers is not hidden. */
static void put_exception(struct builder *builder, struct json_object *row,
                          const struct verdict *verdict)
{
	static const char *const members[] = { "id",       "reason",          "from",
		                               "until",    "signed_by_posts", "advice_by_post",
		                               "document", "document_sha256", NULL };
	struct json_object *object;

	if (!verdict->exception)
		return;
	object = part_object(builder);
	for (size_t i = 0; members[i]; i++) {
		struct json_object *value = NULL;

		json_object_object_get_ex(verdict->exception, members[i], &value);
		part_shared(builder, object, members[i], value);
	}
	part_bool(builder, object, "takes_effect", !verdict->exception_void);
	part_string(builder, object, "why_not", verdict->exception_void);
	if (!verdict->exception_void) {
		part_string(builder, object, "status", status_word(verdict->without));
		part_sentence(builder, object, "because", verdict->without_because.id,
		              verdict->without_because.args);
	}
	part_put(builder, row, "exception", object);
}

struct json_object *disclosure_open_verdict(struct builder *builder, const struct verdict *verdict)
{
	const struct rule *rule = verdict->rule;
	const char *template = field_text(rule->params, "template");
	struct json_object *row = part_object(builder);

	part_string(builder, row, "id", verdict->id);
	part_string(builder, row, "key", verdict->key);
	part_string(builder, row, "subject", verdict->subject);
	part_string(builder, row, "rule", rule->id);
	part_string(builder, row, "say", rule->say);
	part_words(builder, row, "clauses", rule->from);
	part_words(builder, row, "contracts", disclosure_contracts(builder, rule));
	part_string(builder, row, "status", status_word(verdict->status));
	part_string(builder, row, "group", group_word(disclosure_group(verdict)));
	part_string(builder, row, "severity", severity_word(rule->severity));
	part_string(builder, row, "confidence",
	            verdict->has_confidence ? confidence_word(verdict->confidence) : NULL);
	part_string(builder, row, "finding", verdict->finding ? verdict->finding->id : NULL);
	part_string(builder, row, "register", verdict->entry ? verdict->entry->id : NULL);
	part_sentence(builder, row, "because", verdict->because.id, verdict->because.args);
	part_sentence(builder, row, "does_not_show", verdict->does_not_show, NULL);
	part_string(builder, row, "question", verdict->question);
	part_words(builder, row, "questions", verdict->questions);
	if (verdict->listing)
		part_string(builder, row, "basis", listing_word(verdict->listing));
	put_exception(builder, row, verdict);
	if (template && status_group(verdict->status) <= GROUP_DISCUSS)
		part_string(builder, row, "template", template);
	if (verdict->safeguarding)
		part_string(builder, row, "box", "safeguarding");
	return row;
}
