/* Checks and writes a row in which somebody answers. */
#include "policies/response.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "policies/fields.h"
#include "policies/personal.h"

const char *const response_asked = "asked", *const response_staff_report = "staff-report";
const char *const response_positions[] = { "asked",    "accepts", "disputes",     "explains",
	                                   "remedied", "refused", "staff-report", NULL };

#define K_LOWEST 5 /* where the agreement's folder holds no permission that says otherwise */

static const char *post_of_parties(const struct agreement *agreement, const char *word)
{
	static const char *const keys[] = { "id", "signatory_post", NULL };
	struct json_object *parties = field_object(agreement->root, "parties");

	for (size_t i = 0; i < field_count(agreement->root, "parties"); i++)
		for (size_t k = 0; keys[k]; k++) {
			const char *known =
				field_text(json_object_array_get_idx(parties, i), keys[k]);

			if (known && strcasecmp(known, word) == 0)
				return known;
		}
	return NULL;
}

static const char *post_of_entries(const struct agreement *agreement, const char *word)
{
	for (size_t i = 0; i < agreement->entry_count; i++) {
		struct json_object *row = agreement->entries[i].row;
		struct json_object *posts = field_object(row, "access_posts");

		for (size_t p = 0; p < field_count(row, "access_posts"); p++) {
			const char *known =
				json_object_get_string(json_object_array_get_idx(posts, p));

			if (known && strcasecmp(known, word) == 0)
				return known;
		}
	}
	return NULL;
}

const char *response_party(const struct agreement *agreement, const char *word)
{
	const char *known = post_of_parties(agreement, word);

	if (!known && agreement->authorisation && agreement->authorisation->given_by_post &&
	    strcasecmp(agreement->authorisation->given_by_post, word) == 0)
		known = agreement->authorisation->given_by_post;
	if (!known)
		known = post_of_entries(agreement, word);
	return known || strcasecmp(word, "staff") != 0 ? known : "staff";
}

static void refuse_party(const struct agreement *agreement, const char *word,
                         struct problem *problem)
{
	struct json_object *parties = field_object(agreement->root, "parties");
	struct text list = { 0 };

	for (size_t i = 0; i < field_count(agreement->root, "parties"); i++) {
		struct json_object *party = json_object_array_get_idx(parties, i);
		const char *post = field_text(party, "signatory_post");

		text_addf(&list, "%s (%s), ", field_text(party, "id"), post ? post : "no post");
	}
	problem_set(problem,
	            "\"%.60s\" is no party and no post of the agreement (want one of: %.300sstaff, "
	            "or a post that the agreement names; never the name of a person)",
	            word, list.at ? list.at : "");
	text_free(&list);
}

static const char *personal_words(enum personal personal)
{
	static const char *const words[] = {
		[PERSONAL_MAILBOX] = "an e-mail address names a person (write the post: this is "
				     "printed in every later report)",
		[PERSONAL_TELEPHONE] = "a telephone number leads to a person (write the post: this "
				       "is printed in every later report)",
		[PERSONAL_HOME] = "a home folder names a person (write ~ for it: this is printed "
				  "in every later report)",
		[PERSONAL_NAME] =
			"\"Mr\", \"Ms\" and the like with a name tell of a person (posts, "
			"never names: this is printed in every later report)",
	};

	return words[personal];
}

static int check_words(const char *what, const char *text, struct problem *problem)
{
	if (!text)
		return 0;
	if (!text_is_utf8(text, strlen(text)))
		problem_set(problem, "%s: not UTF-8 text", what);
	else if (strlen(text) > RESPONSE_TEXT_MAX)
		problem_set(problem,
		            "%s: longer than %d bytes (put the rest into a document, and name it "
		            "with --document)",
		            what, RESPONSE_TEXT_MAX);
	else if (personal_in(text) != PERSONAL_NOTHING)
		problem_set(problem, "%s: %s", what, personal_words(personal_in(text)));
	for (const char *at = text; *at && !problem_found(problem); at++)
		if ((unsigned char)*at < ' ' && *at != '\n' && *at != '\t')
			problem_set(problem, "%s: holds a control character", what);
	return problem_found(problem) ? -EBADMSG : 0;
}

static int check_count(const struct agreement *agreement, const struct response *response,
                       struct problem *problem)
{
	int64_t k = agreement->authorisation ? agreement->authorisation->k_min : K_LOWEST;
	bool staff_report = strcmp(response->position, response_staff_report) == 0;

	if (!staff_report && response->count)
		problem_set(problem, "a count belongs to the position staff-report only");
	else if (staff_report && response->count < k)
		problem_set(problem,
		            "a report by staff needs the number of people who said the same, and "
		            "at least %lld of them, so that nobody can be told from it",
		            (long long)k);
	return problem_found(problem) ? -EBADMSG : 0;
}

static bool may_be_silent(const char *position)
{
	return strcmp(position, "accepts") == 0 || strcmp(position, response_asked) == 0;
}

int response_check(const struct agreement *agreement, const struct response *response, date today,
                   struct problem *problem)
{
	char day[DATE_TEXT];

	if (!response_party(agreement, response->party)) {
		refuse_party(agreement, response->party, problem);
		return -EBADMSG;
	}
	if (response->on > today) {
		date_format(response->on, day);
		problem_set(problem, "the date %s is still to come", day);
		return -EBADMSG;
	}
	if (!response->text && !may_be_silent(response->position)) {
		problem_set(problem, "\"%s\" needs a text that says what", response->position);
		return -EBADMSG;
	}
	if (check_words("the text", response->text, problem) ||
	    check_words("the document", response->document, problem))
		return -EBADMSG;
	return check_count(agreement, response, problem);
}

/* Takes `value` over. */
static void add(struct json_object *object, const char *key, struct json_object *value,
                bool *failed)
{
	if (value && json_object_object_add(object, key, value) == 0)
		return;
	json_object_put(value);
	*failed = true;
}

static void add_text(struct json_object *object, const char *key, const char *value, bool *failed)
{
	if (value)
		add(object, key, json_object_new_string(value), failed);
}

int response_write(const struct response *response, struct text *out)
{
	static const char *const keys[] = { [RESPONSE_TO_FINDING] = "finding",
		                            [RESPONSE_TO_QUESTION] = "question",
		                            [RESPONSE_TO_ENTRY] = "entry" };
	struct json_object *row = json_object_new_object(), *inner = json_object_new_object();
	bool failed = !row || !inner;
	char day[DATE_TEXT];

	date_format(response->on, day);
	if (!failed) {
		add_text(inner, keys[response->about], response->id, &failed);
		add_text(inner, "party", response->party, &failed);
		add_text(inner, "date", day, &failed);
		add_text(inner, "position", response->position, &failed);
		add_text(inner, "text", response->text, &failed);
		add_text(inner, "document", response->document, &failed);
		if (response->count)
			add(inner, "count", json_object_new_int64(response->count), &failed);
		add_text(row, "format", "daylight-log/1", &failed);
		add(row, "response", json_object_get(inner), &failed);
	}
	if (!failed)
		text_addf(out, "%s\n",
		          json_object_to_json_string_ext(
				  row, JSON_C_TO_STRING_SPACED | JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(inner);
	json_object_put(row);
	return failed || out->failed ? -ENOMEM : 0;
}
