/* Renders sentences from templates; the tables of each language are in files of their own.
 *
 * A template holds {name}, {name:date}, {name:count:day:days}, {name:noun:day:days} (the noun
 * without its number), {name:span} ("20:00/23:00" as "20:00 to 23:00") and {name:prefix} or
 * {name:prefix:3}, which shows each value (the first three) by its label "prefix.value". Arrays
 * become "a, b and c"; {"below":5} becomes "fewer than 5". */
#include "reports/messages.h"

#include <stdlib.h>
#include <string.h>

#include "probes/base/cleanup.h"
#include "probes/base/date.h"
#include "reports/messages_en.h"
#include "reports/view.h"

#define LIST_MAX 12 /* values that a sentence names before it counts the rest */
#define WORD_MAX 96 /* longest id, argument name or prefix */

static const struct message_table *const tables[] = {
	&messages_en_sentences, &messages_en_brief,   &messages_en_labels,   &messages_en_words,
	&messages_en_page,      &messages_en_answers, &messages_en_schedule, &messages_en_papers,
	&messages_en_forms,     &messages_en_drafts,
};

#define TABLES (sizeof(tables) / sizeof(tables[0]))

static int by_id(const void *id, const void *row)
{
	return strcmp(id, ((const struct message *)row)->id);
}

const char *message_template(const char *id)
{
	for (size_t i = 0; i < TABLES; i++) {
		const struct message_table *table = tables[i];
		const struct message *row =
			bsearch(id, table->rows, table->count, sizeof(*row), by_id);

		if (row)
			return row->text;
	}
	return NULL;
}

const char *message_label(const char *id)
{
	const char *text = message_template(id);

	return text ? text : id;
}

void message_word(const char *prefix, const char *word, struct text *out)
{
	char id[WORD_MAX * 2];
	const char *label = NULL;

	if (strlen(prefix) + strlen(word) + 2 <= sizeof(id)) {
		stpcpy(stpcpy(stpcpy(id, prefix), "."), word);
		label = message_template(id);
	}
	if (label) {
		text_add(out, label);
		return;
	}
	/* a word of the parties' own, such as a device class: "staff-laptop" reads "staff laptop"
	 */
	for (; *word; word++)
		text_add_bytes(out, *word == '-' ? " " : word, 1);
}

void message_date(const char *text, struct text *out)
{
	static const char *const months[] = { "January",   "February", "March",    "April",
		                              "May",       "June",     "July",     "August",
		                              "September", "October",  "November", "December" };
	char day[DATE_TEXT] = "";
	date parsed;

	strncpy(day, text, sizeof(day) - 1);
	if (date_parse(day, &parsed)) {
		text_add(out, text);
		return;
	}
	text_addf(out, "%d %s %.4s", (day[8] - '0') * 10 + day[9] - '0',
	          months[(day[5] - '0') * 10 + day[6] - '0' - 1], day);
}

/* --- rendering ------------------------------------------------------------- */

struct placeholder {
	char name[WORD_MAX], form[WORD_MAX]; /* form: "", "date", "count", "noun" or a prefix */
	char one[WORD_MAX], many[WORD_MAX];
};

static bool parts_of(const char *at, size_t len, struct placeholder *out)
{
	char *const parts[] = { out->name, out->form, out->one, out->many };
	size_t part = 0, used = 0;

	*out = (struct placeholder){ 0 };
	for (size_t i = 0; i < len; i++) {
		if (at[i] == ':') {
			used = 0;
			if (++part == 4)
				return false;
			continue;
		}
		if (used + 1 >= WORD_MAX)
			return false;
		parts[part][used++] = at[i];
	}
	return out->name[0] != '\0';
}

/* "20:00/23:00" is "20:00 to 23:00". */
static void render_span(const char *span, struct text *out)
{
	size_t from = strcspn(span, "/");

	text_add_bytes(out, span, from);
	if (span[from])
		text_addf(out, "%s%s", message_label("word.to"), span + from + 1);
}

static void render_scalar(struct json_object *value, const char *form, struct text *out)
{
	struct json_object *below;

	if (json_object_object_get_ex(value, "below", &below)) {
		text_addf(out, "%s %lld", message_label("word.fewer-than"),
		          (long long)json_object_get_int64(below));
		return;
	}
	if (json_object_object_get_ex(value, "n", &below))
		value = below;
	if (!value || json_object_is_type(value, json_type_object))
		text_add(out, message_label("word.not-recorded"));
	else if (!json_object_is_type(value, json_type_string))
		text_add(out, json_object_get_string(value));
	else if (!strcmp(form, "span"))
		render_span(json_object_get_string(value), out);
	else if (!strcmp(form, "date"))
		message_date(json_object_get_string(value), out);
	else if (*form)
		message_word(form, json_object_get_string(value), out);
	else
		text_add(out, json_object_get_string(value));
}

static void render_list(struct json_object *list, const struct placeholder *holder,
                        struct text *out)
{
	size_t count = json_object_array_length(list), most = LIST_MAX, shown;

	if (holder->one[0] >= '1' && holder->one[0] <= '9')
		most = (size_t)(holder->one[0] - '0');
	shown = count > most ? most : count;

	if (!count)
		text_add(out, message_label("word.none"));
	for (size_t i = 0; i < shown; i++) {
		if (i)
			text_add(out, i + 1 == count ? message_label("word.and") : ", ");
		render_scalar(json_object_array_get_idx(list, i), holder->form, out);
	}
	if (shown < count)
		text_addf(out, "%s%zu %s", message_label("word.and"), count - shown,
		          message_label("word.more"));
}

static void render_count(struct json_object *value, const struct placeholder *holder,
                         struct text *out)
{
	struct json_object *number;
	int64_t count;

	if (json_object_object_get_ex(value, "below", &number)) {
		render_scalar(value, "", out);
		text_addf(out, " %s", holder->many);
		return;
	}
	if (json_object_object_get_ex(value, "n", &number))
		value = number;
	count = json_object_is_type(value, json_type_array)
	                ? (int64_t)json_object_array_length(value)
	                : json_object_get_int64(value);
	if (!strcmp(holder->form, "count")) {
		view_number(count, out);
		text_add(out, " ");
	}
	text_add(out, count == 1 ? holder->one : holder->many);
}

static void render_placeholder(const struct placeholder *holder, struct json_object *args,
                               struct text *out)
{
	struct json_object *value = NULL;

	if (!json_object_is_type(args, json_type_object) ||
	    !json_object_object_get_ex(args, holder->name, &value)) {
		text_addf(out, "[%s]", holder->name);
		return;
	}
	if (!strcmp(holder->form, "count") || !strcmp(holder->form, "noun"))
		render_count(value, holder, out);
	else if (json_object_is_type(value, json_type_array))
		render_list(value, holder, out);
	else
		render_scalar(value, holder->form, out);
}

static void render_template(const char *at, struct json_object *args, struct text *out)
{
	struct placeholder holder;

	while (*at) {
		size_t plain = strcspn(at, "{");
		const char *end;

		text_add_bytes(out, at, plain);
		at += plain;
		end = *at ? strchr(at, '}') : NULL;
		if (!end)
			return text_add(out, at);
		if (parts_of(at + 1, (size_t)(end - at - 1), &holder))
			render_placeholder(&holder, args, out);
		at = end + 1;
	}
}

void message_render(const char *id, struct json_object *args, struct text *out)
{
	const char *template = message_template(id);

	if (!template) {
		text_addf(out, "[%s]", id);
		return;
	}
	render_template(template, args, out);
}

void message_say_pairs(struct text *out, const char *id, const char *const *pairs)
{
	struct json_object *args = message_args(pairs);

	out->failed |= !args;
	message_render(id, args, out);
	json_object_put(args);
}

struct json_object *message_args(const char *const *pairs)
{
	struct json_object *args = json_object_new_object();

	for (; args && *pairs; pairs += 2) {
		struct json_object *value = pairs[1] ? json_object_new_string(pairs[1]) : NULL;

		if (json_object_object_add(args, pairs[0], value) == 0)
			continue;
		json_object_put(value);
		json_object_put(args);
		return NULL;
	}
	return args;
}
