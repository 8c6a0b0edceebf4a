/* Reports name where each cited clause comes from, how well that is known, and what counts as
 * evidence for it. */
#include "tests/unit/reading.h"

#include <stdlib.h>

#include "tests/unit/pieces.h"

static struct json_object *disclosed(struct reading *reading)
{
	reading_open(reading);
	reading_laptop(reading, "d1");
	return reading_disclose(reading);
}

static struct json_object *by_id(struct json_object *rows, const char *id)
{
	for (size_t i = 0; i < json_object_array_length(rows); i++)
		if (!strcmp(json_object_get_string(member(row(rows, i), "id")), id))
			return row(rows, i);
	return NULL;
}

static void every_clause_is_given_with_its_set_and_provenance(void **state)
{
	struct reading reading;
	struct json_object *all = disclosed(&reading), *verdicts = member(all, "verdicts");
	struct json_object *clauses = member(member(all, "agreement"), "clauses");

	(void)state;
	assert_true(json_object_array_length(verdicts) > 10);
	for (size_t i = 0; i < json_object_array_length(verdicts); i++) {
		struct json_object *ids = member(row(verdicts, i), "clauses");

		for (size_t c = 0; c < json_object_array_length(ids); c++) {
			struct json_object *clause =
				by_id(clauses, json_object_get_string(row(ids, c)));
			const char *set = json_object_get_string(member(clause, "set"));

			assert_true(strlen(set) > 5);
			assert_true(json_object_get_string_len(member(clause, "provenance")) > 5);
		}
	}
	json_object_put(all);
	reading_close(&reading);
}

static void what_is_unverified_says_so_in_the_file(void **state)
{
	struct reading reading;
	struct json_object *all = disclosed(&reading);
	struct json_object *clauses = member(member(all, "agreement"), "clauses");
	size_t unverified = 0;

	(void)state;
	for (size_t i = 0; i < json_object_array_length(clauses); i++) {
		struct json_object *clause = row(clauses, i);
		bool hearsay = !strncmp(json_object_get_string(member(clause, "id")), "ART-", 4);
		const char *note = json_object_get_string(member(clause, "note"));

		unverified += hearsay;
		if (hearsay)
			assert_string_equal(note, "as reported, unverified");
		else
			assert_null(note);
	}
	assert_true(unverified >= 5);
	json_object_put(all);
	reading_close(&reading);
}

/* The item of the list that holds the clause's id ends with its standing. */
static void assert_item(const char *page, const char *id, const char *says)
{
	char code[64];
	const char *at = page, *end;
	char *item;
	bool found;

	snprintf(code, sizeof(code), "<code>%s</code>", id);
	at = strstr(page, code);
	assert_non_null(at);
	end = strstr(at, "</li>");
	item = strndup(at, (size_t)(end - at));
	found = strstr(item, says) != NULL;
	free(item);
	if (!found)
		fail_msg("%s does not say %s", id, says);
}

static void the_page_says_where_a_sentence_comes_from(void **state)
{
	struct reading reading;
	struct json_object *all = disclosed(&reading);
	struct text page = reported("html", all);

	(void)state;
	assert_item(page.at, "ART-EI-3", "<b>as reported, unverified</b>");
	assert_item(page.at, "ART-CTU-2", "<b>as reported, unverified</b>");
	assert_item(page.at, "ICO-7", "ICO: Monitoring workers");
	assert_item(page.at, "ICO-7", "read in part");
	assert_item(page.at, "NAS-S1-24", "(read in full)");
	text_free(&page);
	json_object_put(all);
	reading_close(&reading);
}

static void the_plain_text_says_where_a_sentence_comes_from(void **state)
{
	struct reading reading;
	struct json_object *all = disclosed(&reading);
	struct text page = reported("text", all);
	const char *at = strstr(page.at, "ART-EI-3: Article");

	(void)state;
	assert_non_null(at);
	at = strstr(at, "(as");
	assert_non_null(at);
	assert_memory_equal(at, "(as \n       reported, unverified; second hand", 44);
	assert_non_null(strstr(page.at, "NAS-RL-10b, NAS-S1-24: NASUWT"));
	assert_non_null(strstr(page.at, "ICO-7: ICO: Monitoring workers (read in part"));
	text_free(&page);
	json_object_put(all);
	reading_close(&reading);
}

static void a_shell_says_that_no_text_is_held(void **state)
{
	static const char *const from[] = { "TUC-PPT-0", "local:ours", NULL };
	struct reading reading;
	struct json_object *all;
	struct text page, plain;

	(void)state;
	reading_open(&reading);
	reading_laptop(&reading, "d1");
	for (size_t i = 0; i < reading.agreement.rule_count; i++)
		((struct rule *)&reading.agreement.rules[i])->from = from;
	all = reading_disclose(&reading);
	page = reported("html", all);
	plain = reported("text", all);
	assert_item(page.at, "TUC-PPT-0", "<b>no text of this set is held here</b>");
	assert_non_null(strstr(page.at, "<code>local:ours</code>"));
	assert_non_null(strstr(plain.at, "(no text of this set is held here;"));
	assert_string_equal(json_object_get_string(member(
				    row(member(member(all, "agreement"), "clauses"), 0), "note")),
	                    "no text of this set is held here");
	text_free(&page);
	text_free(&plain);
	json_object_put(all);
	reading_close(&reading);
}

/* --- what counts -------------------------------------------------------------- */

static void every_verdict_rests_on_contracts_that_are_given(void **state)
{
	struct reading reading;
	struct json_object *all = disclosed(&reading), *verdicts = member(all, "verdicts");
	struct json_object *contracts = member(member(all, "agreement"), "contracts");

	(void)state;
	for (size_t i = 0; i < json_object_array_length(verdicts); i++) {
		struct json_object *ids = member(row(verdicts, i), "contracts");
		const char *rule = json_object_get_string(member(row(verdicts, i), "rule"));

		if (strcmp(rule, "R22") != 0) /* a question rests on no evidence */
			assert_true(json_object_array_length(ids) > 0);
		for (size_t c = 0; c < json_object_array_length(ids); c++)
			assert_non_null(by_id(contracts, json_object_get_string(row(ids, c))));
	}
	json_object_put(all);
	reading_close(&reading);
}

static void the_page_folds_what_counts_and_what_does_not(void **state)
{
	struct reading reading;
	struct json_object *all = disclosed(&reading);
	struct text page = reported("html", all);
	struct json_object *contracts = member(member(all, "agreement"), "contracts");
	size_t rules = times(page.at, "<section class=\"redline\">"), behind = 0;

	(void)state;
	assert_true(rules > 8);
	assert_in_range(times(page.at, "<details class=\"contracts\">"), rules - 1, rules);
	assert_true(times(page.at, "What counts</p>") >= rules - 1);
	assert_int_equal(times(page.at, "What counts</p>"),
	                 times(page.at, "What does not count</p>"));
	assert_non_null(strstr(page.at, "A host that many suppliers share."));
	/* on paper each is told once */
	for (size_t i = 0; i < json_object_array_length(contracts); i++) {
		const char *id = json_object_get_string(member(row(contracts, i), "id"));
		char piece[64];

		snprintf(piece, sizeof(piece), "<code>%s</code>", id);
		behind += strstr(page.at, piece) != NULL;
	}
	assert_true(times(page.at, "<div class=\"contract\">") >= behind);
	text_free(&page);
	json_object_put(all);
	reading_close(&reading);
}

static void the_plain_text_ends_with_what_counts(void **state)
{
	struct reading reading;
	struct json_object *all = disclosed(&reading);
	struct text page = reported("text", all);
	const char *at = strstr(page.at, "WHAT COUNTS, AND WHAT DOES NOT");

	(void)state;
	assert_non_null(at);
	assert_non_null(strstr(at, "CHK01  Something able to monitor"));
	assert_non_null(strstr(at, "- A host that many suppliers share."));
	assert_true(strstr(page.at, "FINDINGS") < at);
	text_free(&page);
	json_object_put(all);
	reading_close(&reading);
}

static void hostile_clauses_are_shown_and_do_nothing(void **state)
{
	struct json_object *all = disclosure_of(
		"{\"format\":\"daylight-disclosure/"
		"1\",\"tool\":{},\"run\":{},\"agreement\":{\"clauses\":["
		"{\"id\":\"C\",\"text\":\"<script>\",\"pack\":\"p\",\"set\":\"<b>\\u001b[31m\","
		"\"provenance\":\"</li>\",\"note\":7},{\"id\":\"D\",\"pack\":[]}],\"contracts\":["
		"{\"id\":\"K\",\"title\":\"<img>\",\"counts\":[\"<a>\",7],\"does_not_count\":{}}]},"
		"\"catalogue\":{},\"self\":{},\"places\":[],\"coverage\":[],\"gaps\":[],"
		"\"findings\":[],"
		"\"verdicts\":[{\"rule\":\"R\",\"clauses\":[\"C\",\"D\",\"D\",null,7],"
		"\"contracts\":[\"K\",\"L\",7]}],"
		"\"flows\":[],\"register\":[],\"questions\":[],\"responses\":[],\"changes\":[]}");
	struct text page = reported("html", all), plain = reported("text", all);

	(void)state;
	assert_non_null(strstr(page.at, "&lt;script&gt;"));
	assert_null(strstr(page.at, "<script>"));
	assert_null(strstr(page.at, "<img>"));
	assert_null(strstr(page.at, "<a>"));
	assert_null(strchr(plain.at, '\033'));
	text_free(&page);
	text_free(&plain);
	json_object_put(all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_clause_is_given_with_its_set_and_provenance),
		cmocka_unit_test(what_is_unverified_says_so_in_the_file),
		cmocka_unit_test(the_page_says_where_a_sentence_comes_from),
		cmocka_unit_test(the_plain_text_says_where_a_sentence_comes_from),
		cmocka_unit_test(a_shell_says_that_no_text_is_held),
		cmocka_unit_test(every_verdict_rests_on_contracts_that_are_given),
		cmocka_unit_test(the_page_folds_what_counts_and_what_does_not),
		cmocka_unit_test(the_plain_text_ends_with_what_counts),
		cmocka_unit_test(hostile_clauses_are_shown_and_do_nothing),
	};

	return cmocka_run_group_tests_name("clauses", tests, NULL, NULL);
}
