/* Responses: what may be recorded, how it is carried into the disclosure, and that it never changes
 * a verdict. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "policies/matcher.h"
#include "policies/response.h"
#include "reports/disclosure.h"
#include "reports/view.h"
#include "tests/unit/agreement_bench.h"

static date on_day(const char *text)
{
	date out = DATE_NONE;

	assert_int_equal(date_parse(text, &out), 0);
	return out;
}

/* The shipped example judged by its dates, with `rows` behind its log. */
static struct json_object *disclosed(struct bench *bench, const char *rows)
{
	struct agreement_files files = bench->files;
	struct agreement agreement = { 0 };
	struct findings none = { 0 };
	struct verdicts verdicts = { 0 };
	struct json_object *self = json_object_new_object(), *out = NULL;
	struct run_facts run = { .id = "RUN-1",
		                 .mode = "evaluate",
		                 .edition = "parties",
		                 .complete = true,
		                 .tool_version = "1",
		                 .self = self };
	struct case_file file = { .agreement = &agreement,
		                  .catalogue = &bench->catalogue,
		                  .findings = &none,
		                  .on = on_day("2026-11-22"),
		                  .arena = bench->arena };

	files.log = text(arena_printf(bench->arena, "%.*s\n%s", (int)files.log.len,
	                              (const char *)files.log.at, rows));
	assert_loads(bench, &files, &agreement);
	assert_int_equal(judge(&file, &verdicts), 0);
	assert_int_equal(disclosure_build(&run, &file, &verdicts, &out), 0);
	verdicts_close(&verdicts);
	agreement_close(&agreement);
	json_object_put(self);
	return out;
}

static const char *row_of(struct bench *bench, const char *about, const char *id,
                          const char *position, const char *rest)
{
	return arena_printf(
		bench->arena,
		"{\"format\":\"daylight-log/1\",\"response\":{\"%s\":\"%s\","
		"\"party\":\"employer\",\"date\":\"2026-11-01\",\"position\":\"%s\"%s}}\n",
		about, id, position, rest);
}

static const char *plain(struct json_object *object, const char *key)
{
	return json_object_to_json_string_ext(view_member(object, key), JSON_C_TO_STRING_PLAIN);
}

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 16;
}

/* Rows to every verdict, row and question there is, by chance in number, position and order. */
static const char *random_rows(struct bench *bench, struct json_object *before, uint32_t *seed)
{
	static const char *const lists[] = { "verdicts", "questions", "register" };
	static const char *const about[] = { "finding", "question", "entry" };
	const char *rows = "";

	for (int i = 0; i < 40; i++) {
		size_t kind = next_random(seed) % 3, word = next_random(seed) % 7;
		struct json_object *list = view_array(before, lists[kind]);
		struct json_object *one = view_at(list, next_random(seed) % view_length(list));

		rows = arena_printf(
			bench->arena, "%s%s", rows,
			row_of(bench, about[kind], view_string(one, "id"), response_positions[word],
		               next_random(seed) % 2 ? ",\"text\":\"It is off now.\"" : ""));
	}
	return rows;
}

static void a_response_never_changes_a_verdict(void **state)
{
	struct bench *bench = *state;
	struct json_object *before = disclosed(bench, "");
	uint32_t seed = 1;

	assert_true(view_length(view_array(before, "verdicts")) > 10);
	for (int round = 0; round < 20; round++) {
		struct json_object *after = disclosed(bench, random_rows(bench, before, &seed));

		assert_int_equal(view_length(view_array(after, "responses")), 40);
		assert_string_equal(plain(before, "verdicts"), plain(after, "verdicts"));
		assert_string_equal(plain(before, "findings"), plain(after, "findings"));
		assert_string_equal(plain(before, "register"), plain(after, "register"));
		json_object_put(after);
	}
	json_object_put(before);
}

static struct json_object *question(struct json_object *disclosure, const char *id)
{
	struct json_object *list = view_array(disclosure, "questions");

	for (size_t i = 0; i < view_length(list); i++)
		if (!strcmp(view_string(view_at(list, i), "id"), id))
			return view_at(list, i);
	fail_msg("no question %s", id);
	return NULL;
}

static const char *first_question(struct bench *bench)
{
	struct json_object *tree = disclosed(bench, "");
	const char *id = arena_copy(bench->arena,
	                            view_string(view_at(view_array(tree, "questions"), 0), "id"));

	json_object_put(tree);
	return id;
}

static void a_question_waits_from_the_day_it_was_first_asked(void **state)
{
	struct bench *bench = *state;
	const char *id = first_question(bench);
	const char *rows = row_of(bench, "question", id, "asked", "");
	const char *older = strdup(rows);
	struct json_object *tree, *row;

	memcpy(strstr(older, "2026-11-01"), "2026-10-19", 10);
	tree = disclosed(bench, arena_printf(bench->arena, "%s%s", rows, older));
	row = question(tree, id);
	assert_string_equal(view_string(row, "asked_on"), "2026-10-19");
	assert_int_equal(view_integer(row, "asked_days", -1), 34);
	assert_false(view_bool(row, "answered"));
	json_object_put(tree);
	free((char *)older);
}

static void a_report_by_staff_is_no_answer_and_an_explanation_is_one(void **state)
{
	struct bench *bench = *state;
	const char *id = first_question(bench);
	struct json_object *tree =
		disclosed(bench, row_of(bench, "question", id, "staff-report", ",\"count\":12"));

	assert_false(view_bool(question(tree, id), "answered"));
	json_object_put(tree);
	tree = disclosed(bench, row_of(bench, "question", id, "explains", ",\"text\":\"x\""));
	assert_true(view_bool(question(tree, id), "answered"));
	json_object_put(tree);
}

static void a_row_of_a_later_day_is_not_there_yet(void **state)
{
	struct bench *bench = *state;
	const char *row = row_of(bench, "entry", "REG-001", "accepts", "");
	struct json_object *tree;

	memcpy(strstr((char *)(uintptr_t)row, "2026-11-01"), "2026-11-23", 10);
	tree = disclosed(bench, row);
	assert_int_equal(view_length(view_array(tree, "responses")), 0);
	json_object_put(tree);
}

static void what_a_hand_wrote_into_the_log_names_nobody_in_the_report(void **state)
{
	struct bench *bench = *state;
	struct json_object *tree = disclosed(
		bench,
		arena_printf(bench->arena, "%s%s",
	                     row_of(bench, "entry", "REG-001", "explains",
	                            ",\"text\":\"write to a.canary@school.example\""),
	                     row_of(bench, "entry", "REG-001", "staff-report", ",\"count\":2")));
	struct json_object *rows = view_array(tree, "responses");

	assert_null(strstr(json_object_to_json_string(tree), "canary"));
	assert_string_equal(plain(view_at(rows, 1), "count"), "{\"below\":5}");
	json_object_put(tree);
}

static void a_party_is_printed_by_its_post(void **state)
{
	struct bench *bench = *state;
	struct json_object *tree =
		disclosed(bench, row_of(bench, "entry", "REG-404", "accepts", ""));
	struct json_object *row = view_at(view_array(tree, "responses"), 0);

	assert_non_null(strstr(view_string(row, "who"), "digital committee"));
	assert_false(view_bool(row, "here")); /* there is no such row: it is listed apart */
	json_object_put(tree);
}

static void a_hold_in_force_is_disclosed_and_one_that_is_over_is_not(void **state)
{
	static const char hold[] =
		"{\"format\":\"daylight-log/1\",\"hold\":{\"reason\":\"a dispute\","
		"\"by_post\":\"Branch officer\",\"until\":\"%s\"}}\n";
	struct bench *bench = *state;
	char rows[512];
	struct json_object *tree;

	snprintf(rows, sizeof(rows), hold, "2026-11-22");
	snprintf(rows + strlen(rows), sizeof(rows) - strlen(rows), hold, "2026-11-21");
	tree = disclosed(bench, rows);
	assert_string_equal(plain(view_object(tree, "agreement"), "holds"),
	                    "[{\"reason\":\"a dispute\",\"by_post\":\"Branch officer\",\"until\":"
	                    "\"2026-11-22\"}]");
	json_object_put(tree);
}

static void a_row_that_answers_two_things_is_refused(void **state)
{
	struct bench *bench = *state;
	struct agreement_files files = bench->files;

	files.log = text(row_of(bench, "entry", "REG-001", "accepts", ",\"question\":\"Q01\""));
	assert_refused(bench, &files, "log.jsonl:1:", "exactly one of finding, question, entry");
}

struct refusal {
	struct response response;
	const char *piece;
};

static void what_must_not_be_recorded_is_refused(void **state)
{
	static const struct refusal refusals[] = {
		{ { .party = "Jo Bloggs", .position = "accepts" }, "no party and no post" },
		{ { .party = "employer", .position = "disputes" }, "needs a text" },
		{ { .party = "employer", .position = "explains", .text = "ask jo@school.example" },
		  "e-mail address" },
		{ { .party = "employer",
		    .position = "accepts",
		    .document = "from.jo@school.example" },
		  "e-mail address" },
		{ { .party = "employer", .position = "accepts", .text = "a\033[2Jb" },
		  "control character" },
		{ { .party = "employer", .position = "accepts", .text = "\xff" }, "UTF-8" },
		{ { .party = "employer", .position = "accepts", .count = 7 }, "staff-report only" },
		{ { .party = "staff", .position = "staff-report", .text = "x", .count = 4 },
		  "at least 5" },
	};
	struct bench *bench = *state;
	struct agreement agreement = { 0 };
	date today = on_day("2026-11-22");

	assert_loads(bench, &bench->files, &agreement);
	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++) {
		struct response response = refusals[i].response;
		struct problem problem = { 0 };

		response.on = today;
		assert_int_equal(response_check(&agreement, &response, today, &problem), -EBADMSG);
		if (!strstr(problem.text, refusals[i].piece))
			fail_msg("said: %s", problem.text);
	}
	agreement_close(&agreement);
}

static void what_may_be_recorded_reads_back_as_it_was_written(void **state)
{
	struct bench *bench = *state;
	struct agreement agreement = { 0 };
	struct response response = { .about = RESPONSE_TO_ENTRY,
		                     .id = "REG-002",
		                     .party = "network manager",
		                     .position = "remedied",
		                     .text = "\"off\" since\n1 November \\",
		                     .document = "DOC-1",
		                     .on = on_day("2026-11-22") };
	struct problem problem = { 0 };
	struct text row = { 0 };
	struct json_object *tree, *one;

	assert_loads(bench, &bench->files, &agreement);
	assert_int_equal(response_check(&agreement, &response, response.on, &problem), 0);
	response.on++;
	assert_int_equal(response_check(&agreement, &response, response.on - 1, &problem),
	                 -EBADMSG);
	response.on--;
	agreement_close(&agreement);
	assert_int_equal(response_write(&response, &row), 0);
	assert_ptr_equal(strchr(row.at, '\n'), row.at + row.len - 1);
	tree = disclosed(bench, row.at);
	one = view_at(view_array(tree, "responses"), 0);
	assert_string_equal(view_string(one, "text"), response.text);
	assert_string_equal(view_string(one, "entry"), "REG-002");
	assert_true(view_bool(one, "here"));
	json_object_put(tree);
	text_free(&row);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_response_never_changes_a_verdict, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(a_question_waits_from_the_day_it_was_first_asked,
		                                setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_report_by_staff_is_no_answer_and_an_explanation_is_one, setup, teardown),
		cmocka_unit_test_setup_teardown(a_row_of_a_later_day_is_not_there_yet, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(
			what_a_hand_wrote_into_the_log_names_nobody_in_the_report, setup, teardown),
		cmocka_unit_test_setup_teardown(a_party_is_printed_by_its_post, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_hold_in_force_is_disclosed_and_one_that_is_over_is_not, setup, teardown),
		cmocka_unit_test_setup_teardown(a_row_that_answers_two_things_is_refused, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(what_must_not_be_recorded_is_refused, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(what_may_be_recorded_reads_back_as_it_was_written,
		                                setup, teardown),
	};

	return cmocka_run_group_tests_name("responses", tests, NULL, NULL);
}
