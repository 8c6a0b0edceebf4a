/* Answers as sentences. */
#include "reports/responses.h"

#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/messages.h"
#include "reports/view.h"

static void add_sentence(struct text *out, const char *id, struct json_object *args)
{
	if (out->len)
		text_add(out, " ");
	message_render(id, args, out);
}

static void put_at(struct json_object **object)
{
	json_object_put(*object);
}

static void add_number(struct text *out, const char *id, const char *name,
                       struct json_object *number)
{
	_cleanup_(put_at) struct json_object *args = json_object_new_object();

	if (args && number && json_object_object_add(args, name, json_object_get(number)) == 0)
		add_sentence(out, id, args);
}

void response_line(struct json_object *response, struct text *out)
{
	const char *position = view_string(response, "position"),
		   *who = view_string(response, "who"), *date = view_string(response, "date"),
		   *words = view_string(response, "text"),
		   *document = view_string(response, "document");
	bool asked = position && !strcmp(position, "asked");
	_cleanup_(text_free) struct text label = { 0 };

	message_word("position", position ? position : "", &label);
	if (!who)
		who = view_string(response, "party");
	message_say(out, asked ? "answers.asked" : "answers.said", "position",
	            label.at ? label.at : "", "who", who ? who : "", "date", date ? date : "");
	add_number(out, "answers.staff", "count", view_member(response, "count"));
	if (words) {
		text_add(out, " \"");
		for (; *words; words++) /* a line of theirs goes on in ours */
			text_add_bytes(out, *words == '\n' || *words == '\t' ? " " : words, 1);
		text_add(out, "\"");
	}
	if (document) {
		text_add(out, " ");
		message_say(out, "answers.see", "document", document);
	}
}

bool response_is_to(struct json_object *response, const char *key, const char *id)
{
	const char *to = view_string(response, key);

	return to && id && !strcmp(to, id);
}

/* No verdict before this one speaks of the same finding or row. */
static bool is_first(const struct scene *scene, const char *key, size_t index)
{
	const char *id = view_string(view_at(scene->verdicts, index), key);

	for (size_t i = 0; id && i < index; i++) {
		const char *other = view_string(view_at(scene->verdicts, i), key);

		if (other && !strcmp(other, id))
			return false;
	}
	return id != NULL;
}

bool response_is_beside(const struct scene *scene, struct json_object *response, size_t index)
{
	struct json_object *verdict = view_at(scene->verdicts, index);

	if (response_is_to(response, "finding", view_string(verdict, "id")))
		return true;
	if (response_is_to(response, "finding", view_string(verdict, "finding")))
		return is_first(scene, "finding", index);
	return response_is_to(response, "entry", view_string(verdict, "register")) &&
	       is_first(scene, "register", index);
}

void response_waiting(struct json_object *question, struct text *out)
{
	if (view_string(question, "asked_on") && !view_bool(question, "answered"))
		add_number(out, "answers.no-answer", "days", view_member(question, "asked_days"));
}
