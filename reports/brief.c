/* One line for verdicts of one rule, one status and one reason. */
#include "reports/brief.h"

#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/messages.h"
#include "reports/view.h"

/* The sentence that two verdicts of a rule share, in the same status and for the same reason. */
static const char *shared(struct json_object *left, struct json_object *right)
{
	const char *says = view_sentence(left, "because"), *other = view_sentence(right, "because");
	const char *id = view_string(view_object(left, "because"), "id"),
		   *other_id = view_string(view_object(right, "because"), "id");
	const char *status = view_string(left, "status"),
		   *other_status = view_string(right, "status");
	_cleanup_(text_free) struct text many = { 0 };

	if (!says || !other || !id || !other_id || !status || !other_status ||
	    strcmp(status, other_status) != 0 || strcmp(id, other_id) != 0)
		return NULL;
	if (!strcmp(says, other))
		return says;
	text_addf(&many, "many.%s", id);
	return many.at && message_template(many.at) ? message_label(many.at) : NULL;
}

bool brief_shares(const struct scene *scene, size_t left, size_t right)
{
	return left == right ||
	       shared(view_at(scene->verdicts, left), view_at(scene->verdicts, right));
}

bool brief_said(const struct scene *scene, size_t from, size_t index)
{
	for (size_t i = from; i < index; i++)
		if (brief_shares(scene, i, index))
			return true;
	return false;
}

/* "Example ClassView: record the screen, record sound" where the reason is about functions. */
static void add_name(const struct scene *scene, struct json_object *verdict, const char **last,
                     struct text *names)
{
	const char *function =
		view_string(view_object(view_object(verdict, "because"), "args"), "function");
	const char *name = scene_name(scene, verdict);
	bool again = function && *last && !strcmp(*last, name);

	if (*last)
		text_add(names, again ? ", " : "; ");
	*last = name;
	if (!again)
		scene_subject(scene, verdict, names);
	if (!function)
		return;
	text_add(names, again ? "" : ": ");
	message_word("capability", function, names);
}

const char *brief_line(const struct scene *scene, size_t first, size_t end, struct text *names)
{
	struct json_object *lead = view_at(scene->verdicts, first);
	const char *own = view_sentence(lead, "because"), *says = own, *last = NULL;

	add_name(scene, lead, &last, names);
	for (size_t i = first + 1; i < end; i++) {
		const char *both = shared(lead, view_at(scene->verdicts, i));

		if (!both)
			continue;
		add_name(scene, view_at(scene->verdicts, i), &last, names);
		if (says == own)
			says = both;
	}
	return says;
}

const char *brief_after_name(const char *says, const char *name)
{
	size_t len = name ? strlen(name) : 0;

	if (!says || !len || strncmp(says, name, len) != 0 || !strchr(" ,:.'", says[len]))
		return NULL;
	return says + len;
}

static bool same_rule(struct json_object *left, struct json_object *right)
{
	const char *a = view_string(left, "rule"), *b = view_string(right, "rule");

	return a && b && !strcmp(a, b);
}

size_t brief_rule_end(const struct scene *scene, size_t from)
{
	struct json_object *first = view_at(scene->verdicts, from);
	size_t end = from + 1;

	while (end < view_length(scene->verdicts) &&
	       same_rule(first, view_at(scene->verdicts, end)))
		end++;
	return end;
}
