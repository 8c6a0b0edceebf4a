/* agent/interview: what is kept of an answer, what is refused and why, in which order questions
 * come, and that saved answers are the same answers again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <errno.h>
#include <unistd.h>

#include "agent/command.h"
#include "agent/interview.h"
#include "policies/fields.h"
#include "policies/starter.h"
#include "tests/unit/agreement_files.h"

struct talk {
	struct interview interview;
	struct work work;
	struct outputs outputs;
	struct catalogue catalogue;
};

static int setup(void **state)
{
	struct talk *talk = calloc(1, sizeof(*talk));
	_cleanup_(fclose_at) FILE *journal = tmpfile();

	talk->work.arena = arena_new(ARENA_LIMIT_DEFAULT);
	load_catalogue(talk->work.arena, &talk->catalogue);
	talk->outputs.fd[OUTPUT_ANSWERS] = dup(fileno(journal));
	talk->work.outputs = &talk->outputs;
	talk->interview.work = &talk->work;
	talk->interview.catalogue = &talk->catalogue;
	talk->interview.answers = json_object_new_object();
	assert_int_equal(date_parse("2026-11-22", &talk->interview.today), 0);
	*state = talk;
	return 0;
}

static int teardown(void **state)
{
	struct talk *talk = *state;

	close(talk->outputs.fd[OUTPUT_ANSWERS]);
	json_object_put(talk->interview.answers);
	arena_free(talk->work.arena);
	free(talk);
	return 0;
}

static const struct question *question(const char *key)
{
	const struct question *lists[] = { interview_questions, interview_columns };

	for (size_t i = 0; i < 2; i++)
		for (const struct question *one = lists[i]; one->key; one++)
			if (strcmp(one->key, key) == 0)
				return one;
	fail_msg("no question %s", key);
	return NULL;
}

static void answer(struct talk *talk, const char *key, const char *text)
{
	json_object_object_add(talk->interview.answers, key, json_object_new_string(text));
}

static void what_is_typed_is_kept_in_one_form(void **state)
{
	static const struct {
		const char *key, *typed, *kept;
	} cases[] = {
		{ "start", "today", "2026-11-22" },
		{ "start", "Today", "2026-11-22" },
		{ "start", "@today", "2026-11-22" },
		{ "start", "01/09/2026", "2026-09-01" },
		{ "end", "", "" },
		{ "laptops", "040", "40" },
		{ "laptops", "999999", "999999" },
		{ "rule.R01", "Y", "yes" },
		{ "rule.R01", "YES", "yes" },
		{ "rule.R01", "n", "no" },
		{ "rule.R01", "No", "no" },
		{ "country", "wales", "GB-WLS" },
		{ "country", "GB-WLS", "GB-WLS" },
		{ "country", "Northern Ireland", "GB-NIR" },
		{ "off", " Screen Recording ;,local:My Own; keystroke-logging",
		  "screen-recording;local:My Own;keystroke-logging" },
		{ "school", "Ysgol Bryn T\xC5\xB7", "Ysgol Bryn T\xC5\xB7" },
		{ "time_zone", "Europe/Belfast", "Europe/Belfast" },
	};
	struct talk *talk = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char kept[INTERVIEW_LINE];
		struct problem problem = { 0 };

		if (interview_check(&talk->interview, question(cases[i].key), cases[i].typed, kept,
		                    &problem) != 0)
			fail_msg("%s \"%s\": %s", cases[i].key, cases[i].typed, problem.text);
		assert_string_equal(kept, cases[i].kept);
	}
}

static void what_is_no_answer_is_refused_with_what_is_wanted(void **state)
{
	static const struct {
		const char *key, *typed, *said;
	} cases[] = {
		{ "start", "31/02/2026", "not a date that exists" },
		{ "start", "", "this is needed" },
		{ "laptops", "1000000", "want a whole number" },
		{ "laptops", "40 or so", "want a whole number" },
		{ "laptops", "-1", "want a whole number" },
		{ "rule.R01", "perhaps", "want yes or no" },
		{ "country", "France",
		  "want one of: England, Wales, Scotland, Northern Ireland, other" },
		{ "off", "screen-recordin", "did you mean screen-recording" },
		{ "off", "zzzzzzzzzz", "daylight catalogue list" },
		{ "school", " ; \xC2\xA0", "this is needed" },
		{ "school", "#NAME?", "spreadsheet's own" },
		{ "school", "\xFF", "not valid UTF-8" },
		{ "school", "a\x1b[Ab", "control character" },
		{ "school", "a\x7F", "control character" },
		{ "time_zone", "../../etc/passwd", "want the name of a time zone" },
	};
	struct talk *talk = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char kept[INTERVIEW_LINE];
		struct problem problem = { 0 };

		assert_int_equal(interview_check(&talk->interview, question(cases[i].key),
		                                 cases[i].typed, kept, &problem),
		                 -EBADMSG);
		if (!strstr(problem.text, cases[i].said))
			fail_msg("%s \"%s\" said: %s", cases[i].key, cases[i].typed, problem.text);
	}
}

static void a_line_has_a_bound(void **state)
{
	struct talk *talk = *state;
	char typed[INTERVIEW_LINE / 2 + 1] = { 0 }, kept[INTERVIEW_LINE];
	struct problem problem = { 0 };

	memset(typed, 'x', INTERVIEW_LINE / 2 - 1);
	assert_int_equal(
		interview_check(&talk->interview, question("school"), typed, kept, &problem), 0);
	typed[INTERVIEW_LINE / 2 - 1] = 'x';
	assert_int_equal(
		interview_check(&talk->interview, question("school"), typed, kept, &problem),
		-EBADMSG);
	assert_string_equal(problem.text, "this is too long");
}

static void an_agreement_ends_after_it_began(void **state)
{
	struct talk *talk = *state;
	struct problem problem = { 0 };
	char kept[INTERVIEW_LINE];

	answer(talk, "start", "2026-09-01");
	assert_int_equal(
		interview_check(&talk->interview, question("end"), "31/08/2026", kept, &problem),
		-EBADMSG);
	assert_string_equal(problem.text, "this is before the day from which it applies");
	assert_int_equal(
		interview_check(&talk->interview, question("end"), "01/09/2026", kept, &problem),
		0);
	assert_int_equal(
		interview_check(&talk->interview, question("review"), "31/08/2026", kept, &problem),
		0);
}

static void a_default_is_what_was_answered_before_or_elsewhere(void **state)
{
	struct talk *talk = *state;
	const struct interview *interview = &talk->interview;

	assert_string_equal(interview_preset(interview, question("school"), "school"), "");
	assert_string_equal(interview_preset(interview, question("start"), "start"), "@today");
	assert_string_equal(interview_preset(interview, question("country"), "country"), "England");
	assert_string_equal(
		interview_preset(interview, question("controller_post"), "controller_post"), "");
	answer(talk, "employer_post", "Head");
	assert_string_equal(
		interview_preset(interview, question("controller_post"), "controller_post"),
		"Head");
	answer(talk, "country", "GB-SCT");
	assert_string_equal(interview_preset(interview, question("country"), "country"), "GB-SCT");
}

/* As the same command does when it is started again. */
static size_t resumed(struct talk *talk)
{
	size_t count = 0;

	json_object_put(talk->interview.answers);
	talk->interview.answers = json_object_new_object();
	assert_int_equal(lseek(talk->outputs.fd[OUTPUT_ANSWERS], 0, SEEK_SET), 0);
	assert_int_equal(interview_resume(&talk->interview, &count), 0);
	return count;
}

static size_t fixed_count(void)
{
	size_t count = 0;

	while (interview_questions[count].key)
		count++;
	return count;
}

static void another_technology_is_asked_for_until_no(void **state)
{
	struct talk *talk = *state;
	size_t first = fixed_count(), each = 1 + STARTER_COLUMNS;
	char key[64];

	assert_non_null(interview_at(&talk->interview, first, key));
	assert_string_equal(key, "technology.0.another");
	assert_non_null(interview_at(&talk->interview, first + 1, key));
	assert_string_equal(key, "technology.0.name");
	answer(talk, "technology.0.another", "no");
	assert_null(interview_at(&talk->interview, first + 1, key));
	assert_null(interview_at(&talk->interview, first + each, key));
	answer(talk, "technology.0.another", "yes");
	assert_non_null(interview_at(&talk->interview, first + each - 1, key));
	assert_string_equal(key, "technology.0.review");
	assert_non_null(interview_at(&talk->interview, first + each, key));
	assert_string_equal(key, "technology.1.another");
	answer(talk, "technology.1.another", "no");
	assert_non_null(interview_at(&talk->interview, first + each, key));
	assert_null(interview_at(&talk->interview, first + each + 1, key));
	assert_null(interview_at(&talk->interview, first + STARTER_TECHNOLOGIES * each, key));
}

static int load(struct talk *talk, const char *text, struct problem *problem)
{
	*problem = (struct problem){ 0 };
	return interview_load(&talk->interview,
	                      (struct span){ (const uint8_t *)text, strlen(text) }, "answers.json",
	                      problem);
}

#define FILE_OF(more)                                                                              \
	"{\"format\":\"daylight-answers/1\",\"answers\":{\"school\":\"S\",\"unions\":\"U\"" more   \
	"}}"

static void a_file_may_hold_text_numbers_and_yes(void **state)
{
	struct talk *talk = *state;
	struct problem problem;

	if (load(talk,
	         FILE_OF(",\"start\":\"1/9/2026\",\"laptops\":40,\"rule.R01\":true,"
	                 "\"rule.R02\":false,\"technologies\":[{\"name\":\"Veyon\",\"kept\":7}]"),
	         &problem) != 0)
		fail_msg("%s", problem.text);
	assert_string_equal(field_text(talk->interview.answers, "laptops"), "40");
	assert_string_equal(field_text(talk->interview.answers, "rule.R01"), "yes");
	assert_string_equal(field_text(talk->interview.answers, "rule.R02"), "no");
	assert_string_equal(field_text(talk->interview.answers, "rule.R03"), "yes");
	assert_string_equal(field_text(talk->interview.answers, "technology.0.kept"), "7");
	assert_string_equal(field_text(talk->interview.answers, "technology.1.another"), "no");
}

static void what_is_wrong_in_a_file_is_named(void **state)
{
	static const char *const cases[][2] = {
		{ FILE_OF(""), "\"start\" is missing (add it: a file has no today)" },
		{ FILE_OF(",\"start\":\"1/9/2026\",\"laptops\":[40]"),
		  "/answers/laptops: want text in double quotes" },
		{ FILE_OF(",\"start\":\"1/9/2026\",\"technologies\":\"none\""),
		  "/answers/technologies: want a list" },
		{ FILE_OF(",\"start\":\"1/9/2026\",\"technologies\":[\"Veyon\"]"),
		  "/answers/technologies/0: want an object" },
		{ FILE_OF(",\"start\":\"1/9/2026\",\"technologies\":[{\"name\":\"x\",\"nam\":1}]"),
		  "/answers/technologies/0/nam: " },
		{ "{\"format\":\"daylight-answers/1\",\"answers\":[]}",
		  "/answers: want an object" },
		{ "{\"format\":\"daylight-answers/1\",\"answer\":{}}", "/answer: " },
		{ "{\"format\":\"daylight-answers/9\",\"answers\":{}}",
		  "/format: want \"format\": \"daylight-answers/1\"" },
	};
	struct talk *talk = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct problem problem;

		assert_int_equal(load(talk, cases[i][0], &problem), -EBADMSG);
		if (!strstr(problem.text, cases[i][1]))
			fail_msg("said: %s\nwant: %s", problem.text, cases[i][1]);
	}
}

static void more_technologies_than_fit_are_refused(void **state)
{
	struct talk *talk = *state;
	struct text file = { 0 };
	struct problem problem;

	text_add(&file, "{\"format\":\"daylight-answers/1\",\"answers\":{\"school\":\"S\","
	                "\"unions\":\"U\",\"start\":\"1/9/2026\",\"technologies\":[");
	for (int i = 0; i < STARTER_TECHNOLOGIES; i++)
		text_addf(&file, "%s{\"name\":\"x\"}", i ? "," : "");
	text_add(&file, "]}}");
	assert_int_equal(load(talk, file.at, &problem), -EBADMSG);
	assert_non_null(strstr(problem.text, "too many (write them into register.csv)"));
	text_free(&file);
}

/* What is written down as it comes is what goes on later, and what the file of answers says. */
static void kept_answers_are_the_same_again(void **state)
{
	struct talk *talk = *state;
	int fd = talk->outputs.fd[OUTPUT_ANSWERS];
	struct text before = { 0 }, after = { 0 };
	struct problem problem;

	assert_int_equal(interview_keep(&talk->interview, "school", "Old \"name\""), 0);
	assert_int_equal(interview_keep(&talk->interview, "school", "Hill Top"), 0);
	assert_int_equal(interview_keep(&talk->interview, "unions", "NASUWT; UNISON"), 0);
	assert_int_equal(interview_keep(&talk->interview, "start", "2026-09-01"), 0);
	assert_int_equal(interview_keep(&talk->interview, "technology.0.another", "yes"), 0);
	assert_int_equal(interview_keep(&talk->interview, "technology.0.name", "Veyon"), 0);
	assert_int_equal(interview_keep(&talk->interview, "technology.1.another", "no"), 0);
	assert_int_equal(interview_write(&talk->interview, &before), 0);
	assert_int_equal(write(fd, "{\"key\":\"country\",\"answer\":\"Nowhere\"}\n", 37), 37);
	assert_int_equal(write(fd, "{\"key\":\"technology.100.name\",\"answer\":\"x\"}\n", 43), 43);
	assert_int_equal(write(fd, "{\"key\":\"none\",\"answer\":\"x\"}\n{\"key\":\"sch", 39), 39);
	assert_int_equal(resumed(talk), 7);
	assert_int_equal(json_object_object_length(talk->interview.answers), 6);
	assert_int_equal(interview_write(&talk->interview, &after), 0);
	assert_string_equal(before.at, after.at);
	/* what comes next is a line of its own */
	assert_int_equal(interview_keep(&talk->interview, "country", "GB-WLS"), 0);
	assert_int_equal(resumed(talk), 8);
	assert_string_equal(field_text(talk->interview.answers, "country"), "GB-WLS");
	assert_int_equal(load(talk, before.at, &problem), 0);
	text_free(&before);
	text_free(&after);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_typed_is_kept_in_one_form),
		TEST(what_is_no_answer_is_refused_with_what_is_wanted),
		TEST(a_line_has_a_bound),
		TEST(an_agreement_ends_after_it_began),
		TEST(a_default_is_what_was_answered_before_or_elsewhere),
		TEST(another_technology_is_asked_for_until_no),
		TEST(a_file_may_hold_text_numbers_and_yes),
		TEST(what_is_wrong_in_a_file_is_named),
		TEST(more_technologies_than_fit_are_refused),
		TEST(kept_answers_are_the_same_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
