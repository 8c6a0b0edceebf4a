/* Short words for a name, a number, a verdict. */
#include "reports/summary_words.h"

#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/escape.h"
#include "reports/messages.h"
#include "reports/view.h"

/* "Example LessonMate (AI lesson planning)" is LessonMate enough without what stands in brackets.
 */
void summary_name(struct text *out, const char *name)
{
	const char *bracket = strstr(name, " (");
	char short_name[128];
	size_t len = bracket && bracket > name ? (size_t)(bracket - name) : strlen(name);

	if (len >= sizeof(short_name))
		len = sizeof(short_name) - 1;
	memcpy(short_name, name, len);
	short_name[len] = '\0';
	escape_plain(out, short_name);
}

void summary_number(struct text *out, const char *id, int64_t number)
{
	_cleanup_(text_free) struct text digits = { 0 };

	text_addf(&digits, "%lld", (long long)number);
	message_say(out, id, "count", digits.at);
}

/* A few words for a verdict; what has none of its own is said by its label. */
void summary_brief(struct text *out, struct json_object *verdict)
{
	struct json_object *because = view_object(verdict, "because"),
			   *args = view_object(because, "args");
	const char *sentence = view_string(because, "id"), *status = view_string(verdict, "status");
	int64_t late = view_integer(args, "days", 0) - view_integer(args, "agreed", 0);
	_cleanup_(text_free) struct text id = { 0 }, words = { 0 };
	struct json_object *copy = NULL;

	text_addf(&id, "brief.%s",
	          scene_is_safeguarding(verdict) ? "safeguarding"
	          : sentence                     ? sentence
	                                         : "");
	if (!id.at || !message_template(id.at)) {
		message_word("status", status ? status : "", out);
		return;
	}
	if (args && json_object_deep_copy(args, &copy, NULL))
		copy = NULL;
	if (copy && late > 0)
		json_object_object_add(copy, "late", json_object_new_int64(late));
	message_render(id.at, copy, &words);
	json_object_put(copy);
	escape_plain(out, words.at ? words.at : "");
}
