/* What the parties answered, carried from the agreement's log into every later report (model A7),
 * and what of its kept files may not be thrown away (A8). A row dated after the day that is judged
 * was not there on that day. */
#include <string.h>

#include "policies/fields.h"
#include "policies/personal.h"
#include "policies/response.h"
#include "policies/sealing.h"
#include "probes/base/cleanup.h"
#include "reports/disclosure_parts.h"
#include "reports/messages.h"
#include "reports/view.h"

static struct json_object *log_row(const struct builder *builder, size_t index, const char *kind)
{
	return view_object(builder->file->agreement->log[index], kind);
}

static size_t log_rows(const struct builder *builder)
{
	return builder->file->agreement ? builder->file->agreement->log_count : 0;
}

static bool is_of_today(const struct builder *builder, struct json_object *response)
{
	date on = field_date(response, "date");

	return on != DATE_NONE && on <= builder->file->on;
}

/* A party's id says little to a reader: its post, and for whom it speaks. */
static void put_who(struct builder *builder, struct json_object *row, const char *word)
{
	struct json_object *parties = view_array(builder->file->agreement->root, "parties");
	_cleanup_(text_free) struct text who = { 0 };

	for (size_t i = 0; word && i < view_length(parties) && !who.len; i++) {
		struct json_object *party = view_at(parties, i);
		const char *id = view_string(party, "id"),
			   *post = view_string(party, "signatory_post"),
			   *name = view_string(party, "name");

		if (id && !strcmp(id, word) && (post || name))
			text_addf(&who, "%s%s%s", post ? post : "", post && name ? ", " : "",
			          name ? name : "");
	}
	builder->failed |= who.failed;
	part_string(builder, row, "who", who.at ? who.at : word);
}

/* The command refuses what leads to people; a row written by hand may hold one all the same. */
static void put_text(struct builder *builder, struct json_object *row, const char *key,
                     const char *words)
{
	part_string(builder, row, key,
	            words && personal_in(words) != PERSONAL_NOTHING
	                    ? message_label("answers.left-out")
	                    : words);
}

static bool stands_in(struct json_object *rows, const char *id)
{
	for (size_t i = 0; id && i < view_length(rows); i++) {
		const char *other = view_string(view_at(rows, i), "id");

		if (other && !strcmp(other, id))
			return true;
	}
	return false;
}

static bool is_printed(struct json_object *root, struct json_object *response)
{
	const char *finding = view_string(response, "finding");

	return stands_in(view_array(root, "findings"), finding) ||
	       stands_in(view_array(root, "verdicts"), finding) ||
	       stands_in(view_array(root, "questions"), view_string(response, "question")) ||
	       stands_in(view_array(root, "register"), view_string(response, "entry"));
}

static bool is_word(const char *own, const char *word)
{
	return own && !strcmp(own, word);
}

static bool names_finding(const struct builder *builder, const struct sealed_thing *thing,
                          const char *word)
{
	const struct findings *findings = builder->file->findings;

	for (size_t i = 0; findings && i < findings->count; i++) {
		const struct finding *one = &findings->items[i];

		if ((thing->counted ? product_is_personal(one->product) : thing->finding == one) &&
		    (is_word(one->id, word) || is_word(one->key, word)))
			return true;
	}
	return false;
}

static bool names_verdict(const struct builder *builder, const struct sealed_thing *thing,
                          const char *word)
{
	const struct verdicts *verdicts = builder->verdicts;

	for (size_t i = 0; i < verdicts->count; i++) {
		const struct verdict *one = &verdicts->items[i];

		if (one->seal && !strcmp(one->seal->subject, thing->subject) &&
		    (is_word(one->id, word) || is_word(one->key, word) ||
		     is_word(one->subject, word)))
			return true;
	}
	return false;
}

/* The sealed thing that a response is about, by whatever name; NULL: none. */
static const struct sealed_thing *sealed_by(const struct builder *builder, const char *word)
{
	const struct verdicts *verdicts = builder->verdicts;

	for (size_t i = 0; word && verdicts && i < verdicts->sealed_count; i++)
		if (names_finding(builder, &verdicts->sealed[i], word) ||
		    names_verdict(builder, &verdicts->sealed[i], word))
			return &verdicts->sealed[i];
	return NULL;
}

/* What is sealed stays so when somebody answers it: that, by whom and how, and no word more. */
static void put_sealed(struct builder *builder, struct json_object *row,
                       const struct sealed_thing *thing)
{
	part_string(builder, row, "finding", thing->subject);
	part_string(builder, row, "text", message_label("answers.sealed"));
	part_null(builder, row, "document");
}

static struct json_object *response_row(struct builder *builder, struct json_object *root,
                                        struct json_object *response)
{
	struct json_object *row = part_object(builder);
	const struct sealed_thing *thing = sealed_by(builder, view_string(response, "finding"));
	int64_t count = view_integer(response, "count", 0), k = part_k(builder);

	part_string(builder, row, "finding", view_string(response, "finding"));
	part_string(builder, row, "question", view_string(response, "question"));
	part_string(builder, row, "entry", view_string(response, "entry"));
	part_string(builder, row, "party", view_string(response, "party"));
	put_who(builder, row, view_string(response, "party"));
	part_string(builder, row, "date", view_string(response, "date"));
	part_string(builder, row, "position", view_string(response, "position"));
	put_text(builder, row, "text", view_string(response, "text"));
	put_text(builder, row, "document", view_string(response, "document"));
	if (count > 0 && count < k) {
		struct json_object *below = part_object(builder);

		part_number(builder, below, "below", k);
		part_put(builder, row, "count", below);
	} else if (count > 0) {
		part_number(builder, row, "count", count);
	} else {
		part_null(builder, row, "count");
	}
	part_bool(builder, row, "here", is_printed(root, response));
	if (thing)
		put_sealed(builder, row, thing);
	return row;
}

struct json_object *disclosure_responses(struct builder *builder, struct json_object *root)
{
	struct json_object *array = part_array(builder);

	for (size_t i = 0; i < log_rows(builder) && !builder->failed; i++) {
		struct json_object *response = log_row(builder, i, "response");

		if (response && is_of_today(builder, response))
			part_row(builder, array, response_row(builder, root, response));
	}
	return array;
}

/* When it was put to the other side first, how long ago that is, and whether anybody answered. */
void disclosure_put_asked(struct builder *builder, struct json_object *row, const char *question)
{
	date asked = DATE_NONE;
	bool answered = false;

	for (size_t i = 0; i < log_rows(builder); i++) {
		struct json_object *response = log_row(builder, i, "response");
		const char *id = view_string(response, "question"),
			   *position = view_string(response, "position");
		date on = field_date(response, "date");

		if (!id || !position || strcmp(id, question) != 0 ||
		    !is_of_today(builder, response))
			continue;
		if (strcmp(position, response_asked) != 0)
			answered |= strcmp(position, response_staff_report) != 0;
		else if (asked == DATE_NONE || on < asked)
			asked = on;
	}
	part_date(builder, row, "asked_on", asked);
	if (asked != DATE_NONE)
		part_number(builder, row, "asked_days", builder->file->on - asked);
	part_bool(builder, row, "answered", answered);
}

struct json_object *disclosure_holds(struct builder *builder)
{
	struct json_object *array = part_array(builder);

	for (size_t i = 0; i < log_rows(builder); i++) {
		struct json_object *hold = log_row(builder, i, "hold"), *row;

		if (!hold || field_date(hold, "until") < builder->file->on)
			continue;
		row = part_object(builder);
		part_string(builder, row, "reason", view_string(hold, "reason"));
		part_string(builder, row, "by_post", view_string(hold, "by_post"));
		part_string(builder, row, "until", view_string(hold, "until"));
		part_append(builder, array, row);
	}
	return array;
}
