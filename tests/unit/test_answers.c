/* The answer sheet: what waits for an answer, with room to write; hostile words stay words. */
#include "tests/unit/reading.h"

#include "reports/view.h"
#include "tests/unit/pieces.h"

static size_t waiting(struct json_object *disclosure)
{
	static const char *const groups[] = { "raise", "chase", "discuss" };
	struct json_object *verdicts = view_array(disclosure, "verdicts");
	size_t count = view_length(view_array(disclosure, "questions"));

	for (size_t i = 0; i < view_length(verdicts); i++)
		for (size_t g = 0; g < 3; g++)
			count += !strcmp(view_string(view_at(verdicts, i), "group"), groups[g]);
	return count;
}

static void each_thing_raised_and_each_question_has_room_for_an_answer(void **state)
{
	struct json_object *disclosure = sample();
	struct text out = reported("answers", disclosure);

	(void)state;
	assert_true(waiting(disclosure) > 3);
	assert_int_equal(times(out.at, "class=\"ruled\""), waiting(disclosure));
	assert_int_equal(times(out.at, "Refuses to answer"), waiting(disclosure));
	text_free(&out);
	json_object_put(disclosure);
}

static void each_finding_stands_with_its_code_sentence_reason_and_question(void **state)
{
	struct json_object *disclosure = sample();
	struct json_object *verdicts = view_array(disclosure, "verdicts");
	struct text out = reported("answers", disclosure);
	size_t seen = 0;

	(void)state;
	for (size_t i = 0; i < view_length(verdicts); i++) {
		struct json_object *one = view_at(verdicts, i);
		bool raised = !strcmp(view_string(one, "group"), "raise");

		assert_true(!raised || strstr(out.at, view_string(one, "id")));
		seen += raised;
	}
	assert_true(seen > 0);
	assert_non_null(strstr(out.at, "What was seen:"));
	assert_non_null(strstr(out.at, "To ask:"));
	assert_non_null(strstr(out.at, "<blockquote"));
	assert_non_null(strstr(out.at, "7KQM-2XRA-9TBD-41HC")); /* compared with paper */
	text_free(&out);
	json_object_put(disclosure);
}

static void hostile_words_stay_words(void **state)
{
	static const char hostile[] = "<script>alert(1)</script>\"'&\033[31m";
	struct json_object *disclosure = sample();
	struct json_object *first = view_at(view_array(disclosure, "verdicts"), 0);
	struct text out;

	(void)state;
	json_object_object_add(first, "say", json_object_new_string(hostile));
	json_object_object_add(first, "question", json_object_new_string(hostile));
	json_object_object_add(first, "group", json_object_new_string("raise"));
	json_object_object_add(first, "id", json_object_new_string(hostile));
	out = reported("answers", disclosure);
	assert_null(strstr(out.at, "<script"));
	assert_null(strchr(out.at, '\033'));
	assert_non_null(strstr(out.at, "&lt;script&gt;"));
	text_free(&out);
	json_object_put(disclosure);
}

static void with_nothing_to_answer_it_says_so(void **state)
{
	struct json_object *disclosure = sample();
	struct text out;

	(void)state;
	json_object_object_add(disclosure, "verdicts", json_object_new_array());
	json_object_object_add(disclosure, "questions", json_object_new_array());
	out = reported("answers", disclosure);
	assert_non_null(strstr(out.at, "nothing that waits for an answer"));
	assert_int_equal(times(out.at, "class=\"ruled\""), 0);
	text_free(&out);
	json_object_put(disclosure);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_thing_raised_and_each_question_has_room_for_an_answer),
		cmocka_unit_test(each_finding_stands_with_its_code_sentence_reason_and_question),
		cmocka_unit_test(hostile_words_stay_words),
		cmocka_unit_test(with_nothing_to_answer_it_says_so),
	};

	return cmocka_run_group_tests_name("answers", tests, NULL, NULL);
}
