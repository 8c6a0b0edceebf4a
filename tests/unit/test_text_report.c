/* The summary for the terminal, line by line, and the plain text. */
#include "tests/unit/reading.h"

#include "reports/summary.h"
#include "tests/unit/pieces.h"

static struct text summary_of(struct json_object *disclosure, bool color)
{
	struct text out = { 0 };

	assert_int_equal(summary_write(disclosure, color, &out), 0);
	return out;
}

static void the_example_is_summed_up_in_ten_lines(void **state)
{
	static const char *const lines =
		"EXAMPLE: a fictional school                 nothing left this machine\n"
		"Permission AUTH-2026-11 (example)    Agreement v3, code 7KQM-2XRA-9TBD-41HC\n"
		"Looked at  1 disk image, 1 network recording; 2 of 4 checks complete\n"
		"RAISE    3 Veyon: able to show this screen to others and 2 more; not on the "
		"technology "
		"list\n"
		"           Example LessonLook: withdrawn 31 July 2026, still running\n"
		"           Example LessonMate: 42 of 90 days' notice\n"
		"CHASE    3 a review is 22 days late; 4 documents are not recorded; the yearly "
		"list is 53 "
		"days late\n"
		"DISCUSS  1 learner filter reaches staff (safeguarding box)\n"
		"As agreed 4 | Looked for, not seen 6 | Could not tell 3\n"
		"3 rules were not looked at: R02, R03, R11\n"
		"Blind to 31 connections that hid their name; supplier consoles; who looks\n";
	struct json_object *disclosure = sample();
	struct text out = summary_of(disclosure, false);

	(void)state;
	assert_string_equal(out.at, lines);
	text_free(&out);
	json_object_put(disclosure);
}

static void the_last_line_names_the_report_and_the_status(void **state)
{
	struct text out = { 0 };

	(void)state;
	assert_int_equal(summary_write_report("out/example/disclosure.html", 1, true, &out), 0);
	assert_string_equal(out.at, "Report   out/example/disclosure.html        audit status 1 "
	                            "(something to raise)\n");
	text_free(&out);
	/* a list is no verdict: it raises nothing */
	assert_int_equal(summary_write_report("out/example/disclosure.html", 1, false, &out), 0);
	assert_string_equal(out.at, "Report   out/example/disclosure.html        audit status 1 "
	                            "(something on the list)\n");
	text_free(&out);
}

static void colours_come_only_when_they_are_asked_for(void **state)
{
	struct json_object *disclosure = sample();
	struct text plain = summary_of(disclosure, false), colored = summary_of(disclosure, true);

	(void)state;
	assert_null(strchr(plain.at, '\033'));
	assert_non_null(strstr(colored.at, "\033[1;31mRAISE    3\033[0m Veyon"));
	text_free(&plain);
	text_free(&colored);
	json_object_put(disclosure);
}

static void a_technology_that_is_raised_is_not_chased_as_well(void **state)
{
	struct json_object *disclosure = sample();
	struct text out = summary_of(disclosure, false);
	const char *chase = strstr(out.at, "CHASE");

	(void)state;
	assert_null(strstr(chase, "LessonMate"));
	text_free(&out);
	json_object_put(disclosure);
}

static void a_connection_would_not_be_hidden(void **state)
{
	struct json_object *disclosure = sample();
	struct text out;

	(void)state;
	json_object_object_add(member(disclosure, "self"), "connections", json_object_new_int(1));
	out = summary_of(disclosure, false);
	assert_null(strstr(out.at, "nothing left this machine"));
	text_free(&out);
	json_object_put(disclosure);
}

static void only_a_live_device_is_called_this_device(void **state)
{
	struct json_object *disclosure = sample();
	struct text out;

	(void)state;
	json_object_object_add(disclosure, "agreement", NULL);
	json_object_object_add(disclosure, "places", json_tokener_parse("[{\"kind\":\"device\"}]"));
	out = summary_of(disclosure, false);
	assert_non_null(strstr(out.at, "This device  5 technologies"));
	text_free(&out);
	json_object_object_add(disclosure, "places",
	                       json_tokener_parse("[{\"kind\":\"device\"},{\"kind\":\"device\"}]"));
	out = summary_of(disclosure, false);
	assert_non_null(strstr(out.at, "Seen         5 technologies"));
	text_free(&out);
	json_object_put(disclosure);
}

static void without_an_agreement_there_are_three_lines(void **state)
{
	struct json_object *disclosure = sample();
	struct text out;

	(void)state;
	json_object_object_add(disclosure, "agreement", NULL);
	json_object_object_add(disclosure, "coverage",
	                       json_tokener_parse("[{\"probe\":\"packages\",\"state\":\"partial\","
	                                          "\"looked_at\":2431,\"denied\":3}]"));
	out = summary_of(disclosure, false);
	assert_string_equal(
		out.at,
		"Seen         5 technologies able to monitor staff: Example SafeFilter, Example "
		"FleetManager, Example LessonMate, Example LessonLook, Veyon. A list, not a "
		"verdict.\n"
		"Read         2,431 installed packages; 3 refused: root might be able to read "
		"them\n"
		"             Not seen is not the same as not there.\n");
	text_free(&out);
	json_object_put(disclosure);
}

static void one_thing_that_was_read_is_said_as_one(void **state)
{
	struct json_object *disclosure = sample();
	struct text out;

	(void)state;
	json_object_object_add(disclosure, "agreement", NULL);
	json_object_object_add(
		disclosure, "coverage",
		json_tokener_parse(
			"[{\"probe\":\"schedules\",\"state\":\"complete\",\"looked_at\":1},"
			"{\"probe\":\"hiding\",\"state\":\"complete\",\"looked_at\":9}]"));
	out = summary_of(disclosure, false);
	assert_non_null(strstr(
		out.at, "Read         1 scheduled task, 9 things looked at for signs of hiding\n"));
	text_free(&out);
	json_object_put(disclosure);
}

static void an_agreement_not_in_force_is_said_to_be(void **state)
{
	struct json_object *disclosure = sample();
	struct text out;

	(void)state;
	json_object_object_add(member(disclosure, "agreement"), "in_force",
	                       json_object_new_boolean(false));
	out = summary_of(disclosure, false);
	assert_non_null(strstr(out.at, "not in force"));
	assert_non_null(strstr(out.at, "A list, not a verdict"));
	assert_null(strstr(out.at, "RAISE"));
	text_free(&out);
	json_object_put(disclosure);
}

static void hostile_names_write_no_codes_and_no_lines(void **state)
{
	struct json_object *disclosure = sample();
	struct json_object *veyon = row(member(disclosure, "findings"), 4);
	struct text out;

	(void)state;
	json_object_object_add(veyon, "name",
	                       json_object_new_string("x\033[2J\nRAISE 9 \u202Efdp.exe"));
	out = reported("text", disclosure);
	assert_null(strchr(out.at, '\033'));
	assert_null(strstr(out.at, "\nRAISE 9"));
	assert_null(strstr(out.at, "\u202E"));
	assert_non_null(strstr(out.at, "x[U+001B][2J[U+000A]RAISE 9 [U+202E]fdp.exe"));
	text_free(&out);
	json_object_put(disclosure);
}

static void the_plain_text_holds_every_signed_sentence(void **state)
{
	struct json_object *disclosure = sample();
	struct text out = reported("text", disclosure);

	(void)state;
	assert_non_null(strstr(out.at, "R17  \"Withdrawn technology must be gone.\""));
	assert_non_null(strstr(out.at, "WHAT WE COULD NOT SEE"));
	assert_true(strstr(out.at, "WHAT WE COULD NOT SEE") < strstr(out.at, "FINDINGS"));
	assert_non_null(strstr(out.at, "This report does not say that anyone broke the law"));
	text_free(&out);
	json_object_put(disclosure);
}

static const char four[] = "    - Which data about staff does it record?\n"
			   "    - Who sees it?\n"
			   "    - How long is it kept?\n"
			   "    - Where is the written bar on using it to judge staff?\n";

static struct json_object *verdict_with(struct json_object *disclosure, const char *key)
{
	struct json_object *verdicts = json_object_object_get(disclosure, "verdicts");

	for (size_t i = 0; i < json_object_array_length(verdicts); i++) {
		struct json_object *one = json_object_array_get_idx(verdicts, i);

		if (strcmp(json_object_get_string(json_object_object_get(one, "key")), key) == 0)
			return one;
	}
	fail_msg("no verdict %s", key);
	return NULL;
}

static void assert_four(struct json_object *disclosure, size_t want)
{
	struct text out = reported("text", disclosure);

	assert_int_equal(times(out.at, four), want);
	assert_int_equal(times(out.at, "Who sees it?"), want);
	text_free(&out);
}

/* Whole, in their order, right behind what was to be asked about it, and nowhere else. */
static void what_keeps_learners_safe_is_asked_four_questions(void **state)
{
	struct json_object *disclosure = sample(),
			   *boxed = verdict_with(disclosure, "R10/REG-001/staff-laptop");
	struct text out = reported("text", disclosure);
	const char *seen = strstr(out.at, "Example SafeFilter (web filter) was"),
		   *asked = strstr(out.at, four), *next = strstr(out.at, "\nR15 ");

	(void)state;
	assert_true(seen && asked && next && seen < asked && asked < next);
	assert_true(strncmp(asked + strlen(four), "\nR15 ", 5) == 0);
	text_free(&out);
	assert_four(disclosure, 1);
	json_object_object_del(boxed, "box");
	assert_four(disclosure, 0);
	json_object_object_add(boxed, "box", json_object_new_string("another"));
	assert_four(disclosure, 0);
	json_object_put(disclosure);
}

static void a_question_for_people_may_bring_them_too(void **state)
{
	struct json_object *disclosure = sample(),
			   *boxed = verdict_with(disclosure, "R10/REG-001/staff-laptop"),
			   *other = verdict_with(disclosure, "R15/REG-005");

	(void)state;
	json_object_object_add(other, "template", json_object_new_string("another"));
	assert_four(disclosure, 1);
	json_object_object_add(other, "template", json_object_new_string("safeguarding-boundary"));
	assert_four(disclosure, 2);
	/* boxed and asked: once */
	json_object_object_add(boxed, "template", json_object_new_string("safeguarding-boundary"));
	assert_four(disclosure, 2);
	json_object_put(disclosure);
}

/* The plain text with every run of white space as one space. */
static struct text one_line(struct json_object *disclosure)
{
	struct text words = reported("text", disclosure), out = { 0 };

	for (const char *at = words.at; *at;) {
		size_t word = strcspn(at, " \n");

		text_add_bytes(&out, at, word);
		at += word;
		text_add(&out, *at ? " " : "");
		at += strspn(at, " \n");
	}
	text_free(&words);
	return out;
}

static struct json_object *with_verdicts(const char *verdicts)
{
	struct json_object *disclosure = sample();

	json_object_object_add(disclosure, "verdicts", json_tokener_parse(verdicts));
	return disclosure;
}

static void a_name_is_not_said_twice(void **state)
{
	struct json_object *disclosure = sample();
	struct text out = one_line(disclosure);

	(void)state;
	assert_null(strstr(out.at, "Veyon. Veyon"));
	assert_non_null(strstr(out.at, "- Not on the technology list: Veyon, able to"));
	text_free(&out);
	json_object_put(disclosure);
}

static void an_ability_is_said_in_words_and_one_reason_takes_one_line(void **state)
{
	struct json_object *disclosure = with_verdicts(
		"[{\"id\":\"0a\",\"subject\":\"screen-recording\",\"rule\":\"R05\",\"say\":\"x\","
		"\"status\":\"not-observed\",\"group\":\"not-seen\",\"because\":{\"id\":"
		"\"not-seen.looked\",\"text\":\"Looked for on 1 of 1 device.\"}},"
		"{\"id\":\"0b\",\"subject\":\"keystroke-logging\",\"rule\":\"R05\",\"say\":\"x\","
		"\"status\":\"not-observed\",\"group\":\"not-seen\",\"because\":{\"id\":"
		"\"not-seen.looked\",\"text\":\"Looked for on 1 of 1 device.\"}}]");
	struct text out = one_line(disclosure);

	(void)state;
	assert_non_null(strstr(out.at, "- Looked for, not seen: Able to record the screen or "
	                               "terminal for playback; Able to record what is typed. "
	                               "Looked for on 1 of 1 device. "));
	assert_null(strstr(out.at, "keystroke-logging"));
	text_free(&out);
	json_object_put(disclosure);
}

static void what_was_looked_for_off_the_list_is_not_called_the_list(void **state)
{
	struct json_object *disclosure = with_verdicts(
		"[{\"id\":\"0a\",\"subject\":\"register\",\"rule\":\"R01\",\"say\":\"x\","
		"\"contracts\":[\"CHK01\"],\"status\":\"not-observed\",\"group\":\"not-seen\","
		"\"because\":{\"id\":\"not-seen.looked\",\"text\":\"Looked.\"}},"
		"{\"id\":\"0b\",\"subject\":\"register\",\"rule\":\"R20\",\"say\":\"y\","
		"\"contracts\":[\"CHK21\"],\"status\":\"overdue\",\"group\":\"chase\","
		"\"because\":{\"id\":\"publication.late\",\"text\":\"Late.\"}}]");
	struct text out = one_line(disclosure);

	(void)state;
	assert_non_null(strstr(out.at, "not seen: Anything not on the technology list. Looked."));
	assert_non_null(strstr(out.at, "Date passed: The technology list. Late."));
	text_free(&out);
	json_object_put(disclosure);
}

static void a_list_closes_as_a_list(void **state)
{
	struct json_object *disclosure = sample();
	struct text out;

	(void)state;
	json_object_object_add(disclosure, "agreement", NULL);
	out = one_line(disclosure);
	assert_non_null(strstr(out.at, "This list does not say that anyone broke the law."));
	assert_null(strstr(out.at, "printed beside the finding"));
	text_free(&out);
	json_object_put(disclosure);
}

static void the_json_reporter_gives_the_file_again(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct span bytes = read_file(arena, SAMPLE);
	struct json_object *disclosure = sample();
	struct text out = reported("json", disclosure);

	(void)state;
	assert_string_equal(out.at, (const char *)bytes.at);
	text_free(&out);
	json_object_put(disclosure);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_example_is_summed_up_in_ten_lines),
		cmocka_unit_test(the_last_line_names_the_report_and_the_status),
		cmocka_unit_test(colours_come_only_when_they_are_asked_for),
		cmocka_unit_test(a_technology_that_is_raised_is_not_chased_as_well),
		cmocka_unit_test(a_connection_would_not_be_hidden),
		cmocka_unit_test(only_a_live_device_is_called_this_device),
		cmocka_unit_test(without_an_agreement_there_are_three_lines),
		cmocka_unit_test(one_thing_that_was_read_is_said_as_one),
		cmocka_unit_test(an_agreement_not_in_force_is_said_to_be),
		cmocka_unit_test(hostile_names_write_no_codes_and_no_lines),
		cmocka_unit_test(the_plain_text_holds_every_signed_sentence),
		cmocka_unit_test(what_keeps_learners_safe_is_asked_four_questions),
		cmocka_unit_test(a_question_for_people_may_bring_them_too),
		cmocka_unit_test(a_name_is_not_said_twice),
		cmocka_unit_test(an_ability_is_said_in_words_and_one_reason_takes_one_line),
		cmocka_unit_test(what_was_looked_for_off_the_list_is_not_called_the_list),
		cmocka_unit_test(a_list_closes_as_a_list),
		cmocka_unit_test(the_json_reporter_gives_the_file_again),
	};

	return cmocka_run_group_tests_name("text report", tests, NULL, NULL);
}
