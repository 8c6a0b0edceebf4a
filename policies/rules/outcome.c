/* Bounds, exceptions and early sightings: what every rule kind shares when it decides. */
#include "policies/rules/outcome.h"

#include <errno.h>
#include <string.h>

#include "policies/rules/subject.h"

enum status status_bounded(const struct rule *rule, enum status status)
{
	return !rule->adopted && status < rule->bound ? rule->bound : status;
}

enum status status_at_most(const struct rule *rule, enum status status)
{
	return status_bounded(rule, status < rule->result ? rule->result : status);
}

static const char *word_of(struct json_object *row, const char *key)
{
	struct json_object *value = NULL;

	json_object_object_get_ex(row, key, &value);
	return json_object_is_type(value, json_type_string) ? json_object_get_string(value) : NULL;
}

static date date_in(struct json_object *row, const char *key)
{
	const char *text = word_of(row, key);
	date day = DATE_NONE;

	return text && date_parse(text, &day) == 0 ? day : DATE_NONE;
}

static bool names_rule(struct json_object *exception, const struct rule *rule)
{
	struct json_object *rules = NULL;

	if (!json_object_object_get_ex(exception, "rules", &rules) ||
	    !json_object_is_type(rules, json_type_array))
		return false;
	for (size_t i = 0; i < json_object_array_length(rules); i++) {
		const char *id = json_object_get_string(json_object_array_get_idx(rules, i));

		if (id && strcmp(id, rule->id) == 0)
			return true;
	}
	return false;
}

/* No subject: every subject. A product may also be named where the verdict's subject is its row. */
static bool names_subject(struct json_object *exception, const struct verdict *verdict)
{
	static const char prefix[] = "product:";
	const char *subject = word_of(exception, "subject");

	if (!subject || strcmp(subject, verdict->subject) == 0)
		return true;
	return strncmp(subject, prefix, strlen(prefix)) == 0 && verdict->finding &&
	       verdict->finding->product &&
	       strcmp(subject + strlen(prefix), verdict->finding->product->id) == 0;
}

bool exception_is_live(const struct case_file *file, const struct verdict *verdict, date *until)
{
	for (size_t i = 0; i < file->agreement->log_count; i++) {
		struct json_object *exception = NULL;
		date from, last;

		json_object_object_get_ex(file->agreement->log[i], "exception", &exception);
		if (!json_object_is_type(exception, json_type_object) ||
		    !names_rule(exception, verdict->rule) || !names_subject(exception, verdict))
			continue;
		from = date_in(exception, "from");
		last = date_in(exception, "until");
		/* an exception is time-limited: without both ends it suspends nothing */
		if (from == DATE_NONE || last == DATE_NONE || file->on < from || file->on > last)
			continue;
		*until = last;
		return true;
	}
	return false;
}

int verdict_except(const struct case_file *file, struct verdict *verdict)
{
	char day[DATE_TEXT];
	date until;

	if (verdict->status > STATUS_NEEDS_INTERPRETATION ||
	    !words_have(verdict->rule->unless, "exception") ||
	    !exception_is_live(file, verdict, &until))
		return 0;
	date_format(until, day);
	json_object_put(verdict->because.args);
	verdict->because = (struct sentence){ .id = "exception.live" };
	verdict->status = STATUS_EXCEPTED;
	if (sentence_word(&verdict->because, "name",
	                  subject_name(verdict->entry, verdict->finding)) ||
	    sentence_word(&verdict->because, "until", day))
		return -ENOMEM;
	return 0;
}

date entry_seen_before_use(const struct case_file *file, const struct register_entry *entry)
{
	date in_use = entry_date(entry, "in_use_from"), first = DATE_NONE;

	if (in_use == DATE_NONE || entry_field(entry, "pilot"))
		return DATE_NONE;
	for (size_t i = 0; file->findings && i < file->findings->count; i++) {
		const struct finding *finding = &file->findings->items[i];

		if (finding->entry != entry || finding->confidence < CONFIDENCE_PROBABLE ||
		    finding->level < LEVEL_PRESENT || finding->first == DATE_NONE ||
		    finding->first >= in_use)
			continue;
		if (first == DATE_NONE || finding->first < first)
			first = finding->first;
	}
	return first;
}

const char *subject_name(const struct register_entry *entry, const struct finding *finding)
{
	if (entry && entry->name)
		return entry->name;
	return finding && finding->product ? finding->product->name : "";
}
