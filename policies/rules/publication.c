/* The yearly list: how long ago it was last published (model CHK21, A1). */
#include "policies/rules/publication.h"

#include <errno.h>
#include <string.h>

#include "policies/fields.h"
#include "policies/rules/outcome.h"
#include "policies/rules/subject.h"

/* The newest publication that had taken place by then; the log may hold later rows. */
static date published_by(const struct agreement *agreement, date on,
                         struct json_object **newest_row)
{
	date newest = DATE_NONE;

	for (size_t i = 0; i < agreement->log_count; i++) {
		struct json_object *row = NULL, *text = NULL;
		date day;

		if (!json_object_object_get_ex(agreement->log[i], "publication", &row) ||
		    !json_object_object_get_ex(row, "published_on", &text) ||
		    !json_object_is_type(text, json_type_string) ||
		    date_parse(json_object_get_string(text), &day))
			continue;
		if (day > on || (newest != DATE_NONE && day < newest))
			continue;
		newest = day;
		*newest_row = row;
	}
	if (newest == DATE_NONE && agreement->last_published <= on)
		newest = agreement->last_published; /* or DATE_NONE */
	return newest;
}

/* params.publish_every_days, else what the agreement's processes say (model A1). */
static bool publication_interval(const struct rule *rule, const struct agreement *agreement,
                                 int64_t *days)
{
	struct json_object *value = agreement->root;

	if (param_number(rule, "publish_every_days", days))
		return true;
	if (!value || !json_object_object_get_ex(value, "processes", &value) ||
	    !json_object_object_get_ex(value, "publication", &value) ||
	    !json_object_object_get_ex(value, "every_days", &value) ||
	    !json_object_is_type(value, json_type_int))
		return false;
	*days = json_object_get_int64(value);
	return true;
}

/* Names of the rows in use that the published list did not show; NULL-terminated, in the arena.
 * None where nobody noted what it showed. NULL on no memory. */
static const char **rows_left_out(const struct case_file *file, struct json_object *row)
{
	struct json_object *shown = field_object(row, "entries");
	const struct agreement *agreement = file->agreement;
	const char **names = arena_take(file->arena, agreement->entry_count + 1, sizeof(*names));
	size_t count = 0;

	for (size_t i = 0; names && list_length(shown) && i < agreement->entry_count; i++) {
		const struct register_entry *entry = &agreement->entries[i];
		bool found = entry->status != ENTRY_IN_USE;

		for (size_t j = 0; !found && j < list_length(shown); j++)
			found = strcmp(json_object_get_string(json_object_array_get_idx(shown, j)),
			               entry->id) == 0;
		if (!found)
			names[count++] = entry->name;
	}
	return names;
}

static int say_publication(const struct case_file *file, int64_t agreed, struct verdict *verdict)
{
	struct json_object *row = NULL;
	date last = published_by(file->agreement, file->on, &row);
	int64_t days = (int64_t)file->on - last;
	const char **left_out = rows_left_out(file, row);

	if (!left_out)
		return -ENOMEM;

	verdict->has_confidence = true;
	verdict->confidence = CONFIDENCE_ON_RECORD;
	if (last == DATE_NONE) {
		verdict->status = status_at_most(verdict->rule, STATUS_INCOMPLETE_RECORD);
		verdict->because.id = "publication.missing";
		verdict->does_not_show = "shows-not.not-done";
		if (sentence_words(&verdict->because, "missing",
		                   (const char *const[]){ "publication", NULL }))
			return -ENOMEM;
		return sentence_number(&verdict->because, "agreed", agreed);
	}
	verdict->status = STATUS_AGREED;
	verdict->because.id = "publication.in-time";
	verdict->does_not_show = "shows-not.quality";
	if (days > agreed) {
		verdict->status = status_bounded(verdict->rule, verdict->rule->result);
		verdict->because.id = "publication.late";
		verdict->does_not_show = "shows-not.not-done";
	} else if (*left_out) {
		verdict->status = status_at_most(verdict->rule, STATUS_INCOMPLETE_RECORD);
		verdict->because.id = "publication.rows-missing";
		verdict->does_not_show = "shows-not.not-done";
	}
	if (sentence_number(&verdict->because, "days", days) ||
	    sentence_number(&verdict->because, "agreed", agreed))
		return -ENOMEM;
	return strcmp(verdict->because.id, "publication.rows-missing") == 0
	               ? sentence_words(&verdict->because, "rows", left_out)
	               : 0;
}

int publication_judge(const struct rule *rule, const struct case_file *file,
                      struct verdict_list *out)
{
	struct verdict *verdict;
	int64_t agreed;
	int error;

	if (!publication_interval(rule, file->agreement, &agreed))
		return verdict_skip(out, rule, "no-interval");
	verdict = verdict_add(out, rule, "register");
	error = verdict ? say_publication(file, agreed, verdict) : -ENOMEM;
	return error ? error : verdict_except(file, verdict);
}
