/* The disclosure: its form, what it suppresses, how it is read back, and the exit status it means.
 */
#include "tests/unit/reading.h"

#include <errno.h>

static void members_stand_in_the_order_of_the_format(void **state)
{
	static const char *const names[] = { "format",    "tool",      "run",      "agreement",
		                             "catalogue", "places",    "coverage", "gaps",
		                             "findings",  "verdicts",  "flows",    "register",
		                             "questions", "responses", "changes",  "self" };
	struct reading reading;
	struct json_object *disclosure;
	size_t i = 0;

	(void)state;
	reading_open(&reading);
	reading_laptop(&reading, "aa");
	disclosure = reading_disclose(&reading);
	json_object_object_foreach(disclosure, key, value)
	{
		(void)value;
		assert_true(i < sizeof(names) / sizeof(*names));
		assert_string_equal(key, names[i++]);
	}
	assert_int_equal(i, sizeof(names) / sizeof(*names));
	json_object_put(disclosure);
	reading_close(&reading);
}

static struct json_object *finding_named(struct json_object *disclosure, const char *name)
{
	struct json_object *findings = member(disclosure, "findings");

	for (size_t i = 0; i < json_object_array_length(findings); i++)
		if (!strcmp(json_object_get_string(member(row(findings, i), "name")), name))
			return row(findings, i);
	fail_msg("no finding %s", name);
	return NULL;
}

static const char *plain(struct json_object *value)
{
	return json_object_to_json_string_ext(value, JSON_C_TO_STRING_PLAIN);
}

static void one_device_shows_its_count_in_full(void **state)
{
	struct reading reading;
	struct json_object *disclosure;

	(void)state;
	reading_open(&reading);
	reading_laptop(&reading, "aa");
	disclosure = reading_disclose(&reading);
	assert_string_equal(plain(member(finding_named(disclosure, "Veyon"), "seen")),
	                    "{\"devices\":{\"n\":1},\"of\":1}");
	assert_false(json_object_object_get_ex(finding_named(disclosure, "Veyon"), "seen_by_class",
	                                       NULL));
	json_object_put(disclosure);
	reading_close(&reading);
}

static void counts_below_k_are_suppressed_among_several_devices(void **state)
{
	struct reading reading;
	struct json_object *disclosure, *finding;
	struct json_object *place;

	(void)state;
	reading_open(&reading);
	reading_laptop(&reading, "aa");
	reading_laptop(&reading, "bb");
	reading_cover(reading_place(&reading, "device", "cc", "staff-laptop"), "packages",
	              COVERAGE_COMPLETE);
	disclosure = reading_disclose(&reading);
	finding = finding_named(disclosure, "Veyon");
	assert_string_equal(plain(member(finding, "seen")), "{\"devices\":{\"below\":5},\"of\":3}");
	assert_false(
		json_object_object_get_ex(row(member(finding, "evidence"), 0), "place", &place));
	json_object_put(disclosure);
	reading_close(&reading);
}

/* Two laptops, the same two facts on each: the list must not count what the number hides. */
static void evidence_does_not_count_what_is_suppressed(void **state)
{
	struct reading reading;
	struct json_object *disclosure, *finding, *alone, *capabilities;
	size_t rows;

	(void)state;
	reading_open(&reading);
	reading_laptop(&reading, "aa");
	alone = reading_disclose(&reading);
	rows = json_object_array_length(member(finding_named(alone, "Veyon"), "evidence"));
	reading_laptop(&reading, "bb");
	disclosure = reading_disclose(&reading);
	finding = finding_named(disclosure, "Veyon");
	assert_int_equal(json_object_array_length(member(finding, "evidence")), rows);
	assert_int_equal(json_object_get_int(member(finding, "evidence_total")), rows);
	capabilities = member(finding, "capabilities");
	for (size_t i = 0; i < json_object_array_length(capabilities); i++) {
		struct json_object *list = member(row(capabilities, i), "evidence");

		assert_true(json_object_array_length(list) <= rows);
		for (size_t j = 0; j < json_object_array_length(list); j++)
			assert_true(json_object_get_int(row(list, j)) < (int)rows);
	}
	json_object_put(alone);
	json_object_put(disclosure);
	reading_close(&reading);
}

static void five_devices_are_no_longer_suppressed(void **state)
{
	static const char *const devices[] = { "aa", "bb", "cc", "dd", "ee" };
	struct reading reading;
	struct json_object *disclosure;

	(void)state;
	reading_open(&reading);
	for (size_t i = 0; i < 5; i++)
		reading_laptop(&reading, devices[i]);
	disclosure = reading_disclose(&reading);
	assert_string_equal(plain(member(finding_named(disclosure, "Veyon"), "seen")),
	                    "{\"devices\":{\"n\":5},\"of\":5}");
	/* nor is their class put together with others */
	assert_string_equal(plain(member(finding_named(disclosure, "Veyon"), "seen_by_class")),
	                    "[{\"device_class\":\"staff-laptop\",\"devices\":{\"n\":5},\"of\":5}]");
	json_object_put(disclosure);
	reading_close(&reading);
}

static void every_verdict_says_why_in_a_whole_sentence(void **state)
{
	struct reading reading;
	struct json_object *disclosure, *verdicts;

	(void)state;
	reading_open(&reading);
	reading_laptop(&reading, "aa");
	disclosure = reading_disclose(&reading);
	verdicts = member(disclosure, "verdicts");
	assert_true(json_object_array_length(verdicts) > 20);
	for (size_t i = 0; i < json_object_array_length(verdicts); i++) {
		struct json_object *because = member(row(verdicts, i), "because");
		const char *text = json_object_get_string(member(because, "text"));

		if (strchr(text, '[') || strchr(text, '{'))
			fail_msg("%s", text);
	}
	json_object_put(disclosure);
	reading_close(&reading);
}

static void rules_that_were_not_looked_at_are_listed(void **state)
{
	struct reading reading;
	struct json_object *disclosure, *rows;
	size_t count = 0;

	(void)state;
	reading_open(&reading);
	disclosure = reading_disclose(&reading);
	rows = member(disclosure, "coverage");
	for (size_t i = 0; i < json_object_array_length(rows); i++) {
		struct json_object *rule;

		if (!json_object_object_get_ex(row(rows, i), "rule", &rule))
			continue;
		assert_string_equal(json_object_get_string(member(row(rows, i), "state")),
		                    "not-run");
		count++;
	}
	assert_int_equal(count, reading.verdicts.skipped_count);
	assert_true(count > 0);
	json_object_put(disclosure);
	reading_close(&reading);
}

static void the_same_input_gives_the_same_bytes(void **state)
{
	struct text texts[2] = { { 0 }, { 0 } };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct reading reading;
		struct json_object *disclosure;

		reading_open(&reading);
		reading_laptop(&reading, "aa");
		disclosure = reading_disclose(&reading);
		assert_int_equal(disclosure_write(disclosure, &texts[i]), 0);
		json_object_put(disclosure);
		reading_close(&reading);
	}
	assert_string_equal(texts[0].at, texts[1].at);
	text_free(&texts[0]);
	text_free(&texts[1]);
}

static void what_is_written_is_read_back_to_the_same_bytes(void **state)
{
	struct reading reading;
	struct json_object *disclosure, *again;
	struct text first = { 0 }, second = { 0 };

	(void)state;
	reading_open(&reading);
	reading_laptop(&reading, "aa");
	disclosure = reading_disclose(&reading);
	assert_int_equal(disclosure_write(disclosure, &first), 0);
	again = disclosure_of(first.at);
	assert_int_equal(disclosure_write(again, &second), 0);
	assert_string_equal(first.at, second.at);
	text_free(&first);
	text_free(&second);
	json_object_put(again);
	json_object_put(disclosure);
	reading_close(&reading);
}

static void the_file_stays_within_its_bound(void **state)
{
	struct reading reading;
	struct json_object *disclosure, *gaps;
	struct text text = { 0 };
	struct finding *many;
	char *subject;

	(void)state;
	reading_open(&reading);
	reading_laptop(&reading, "aa");
	json_object_put(reading_disclose(&reading));
	many = arena_take(reading.arena, 6000, sizeof(*many));
	subject = arena_take(reading.arena, 4096, 1);
	memset(subject, 'x', 4000);
	for (size_t i = 0; i < 6000; i++) {
		many[i] = reading.findings.items[0];
		many[i].key = subject;
	}
	reading.findings = (struct findings){ .items = many, .count = 6000 };
	assert_int_equal(
		disclosure_build(&reading.run, &reading.file, &reading.verdicts, &disclosure), 0);
	assert_int_equal(disclosure_write(disclosure, &text), 0);
	assert_true(text.len <= (size_t)16 << 20);
	gaps = member(disclosure, "gaps");
	assert_string_equal(json_object_get_string(member(
				    row(gaps, json_object_array_length(gaps) - 1), "reason")),
	                    "report-full");
	text_free(&text);
	json_object_put(disclosure);
	reading_close(&reading);
}

/* --- reading back --------------------------------------------------------------- */

static void refused(const char *text, const char *says)
{
	struct json_object *out = NULL;
	struct problem problem = { 0 };
	int error = disclosure_read("d.json", (struct span){ (const uint8_t *)text, strlen(text) },
	                            &out, &problem);

	assert_int_equal(error, -EBADMSG);
	assert_null(out);
	if (!strstr(problem.text, says))
		fail_msg("\"%s\" does not say \"%s\"", problem.text, says);
}

static void refuses_what_is_no_disclosure(void **state)
{
	(void)state;
	refused("[]", "not an object");
	refused("{}", "daylight-disclosure/1");
	refused("{\"format\":\"daylight-disclosure/2\"}", "daylight-disclosure/1");
	refused("{\"format\":7}", "d.json:1");
	refused("{\"format\":\"daylight-disclosure/1\"}", "is missing");
	refused("{\"format\":\"daylight-disclosure/1\",\"format\":\"x\"}", "d.json:1");
	refused("", "d.json:1");
}

static void refuses_members_of_another_shape(void **state)
{
	static const char *const keys[] = { "tool",      "run",      "catalogue", "self",
		                            "places",    "coverage", "gaps",      "findings",
		                            "verdicts",  "flows",    "register",  "questions",
		                            "responses", "changes" };

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		struct json_object *disclosure = sample();
		struct text text = { 0 };

		json_object_object_add(disclosure, keys[i], json_object_new_string("x"));
		assert_int_equal(disclosure_write(disclosure, &text), 0);
		refused(text.at, keys[i]);
		text_free(&text);
		json_object_put(disclosure);
	}
}

static void refuses_rows_that_are_no_objects(void **state)
{
	struct json_object *disclosure = sample();
	struct text text = { 0 };

	(void)state;
	json_object_array_add(member(disclosure, "verdicts"), json_object_new_int(7));
	assert_int_equal(disclosure_write(disclosure, &text), 0);
	refused(text.at, "/verdicts/");
	text_free(&text);
	json_object_put(disclosure);
}

/* --- exit status ----------------------------------------------------------------- */

static int status_with(const char *agreement, const char *coverage, const char *findings,
                       const char *verdicts)
{
	struct text text = { 0 };
	struct json_object *disclosure;
	int status;

	text_addf(
		&text,
		"{\"format\":\"daylight-disclosure/1\",\"tool\":{},\"run\":{},\"agreement\":%s,"
		"\"catalogue\":{},\"places\":[],\"coverage\":[%s],\"gaps\":[],\"findings\":[%s],"
		"\"verdicts\":[%s],\"flows\":[],\"register\":[],\"questions\":[],\"responses\":[],"
		"\"changes\":[],\"self\":{}}",
		agreement, coverage, findings, verdicts);
	disclosure = disclosure_of(text.at);
	status = disclosure_exit_status(disclosure);
	json_object_put(disclosure);
	text_free(&text);
	return status;
}

#define COMPLETE "{\"probe\":\"packages\",\"state\":\"complete\"}"
#define PARTIAL "{\"probe\":\"packages\",\"state\":\"partial\"}"
#define AGREED "{\"group\":\"as-agreed\",\"status\":\"agreed\"}"

static void something_to_raise_chase_or_discuss_is_one(void **state)
{
	(void)state;
	assert_int_equal(status_with("{}", COMPLETE, "", "{\"group\":\"raise\"}"), 1);
	assert_int_equal(status_with("{}", COMPLETE, "", AGREED ",{\"group\":\"chase\"}"), 1);
	assert_int_equal(status_with("{}", PARTIAL, "", "{\"group\":\"discuss\"}"), 1);
}

static void all_as_agreed_is_nought(void **state)
{
	(void)state;
	assert_int_equal(status_with("{}", PARTIAL, "", AGREED), 0);
	assert_int_equal(status_with("{}", COMPLETE, "", ""), 0);
}

static void too_little_looked_at_is_four(void **state)
{
	(void)state;
	assert_int_equal(status_with("{}", COMPLETE, "",
	                             AGREED ",{\"group\":\"could-not-tell\","
	                                    "\"status\":\"insufficient-coverage\"}"),
	                 4);
	assert_int_equal(status_with("null", PARTIAL, "", ""), 4);
	assert_int_equal(status_with("null", "", "", ""), 4);
}

static void without_an_agreement_a_probable_finding_is_one(void **state)
{
	(void)state;
	assert_int_equal(status_with("null", COMPLETE, "{\"confidence\":\"probable\"}", ""), 1);
	assert_int_equal(status_with("null", COMPLETE, "{\"confidence\":\"suspected\"}", ""), 0);
	assert_int_equal(
		status_with("{\"in_force\":false}", COMPLETE, "{\"confidence\":\"confirmed\"}", ""),
		1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_stand_in_the_order_of_the_format),
		cmocka_unit_test(one_device_shows_its_count_in_full),
		cmocka_unit_test(counts_below_k_are_suppressed_among_several_devices),
		cmocka_unit_test(evidence_does_not_count_what_is_suppressed),
		cmocka_unit_test(five_devices_are_no_longer_suppressed),
		cmocka_unit_test(every_verdict_says_why_in_a_whole_sentence),
		cmocka_unit_test(rules_that_were_not_looked_at_are_listed),
		cmocka_unit_test(the_same_input_gives_the_same_bytes),
		cmocka_unit_test(what_is_written_is_read_back_to_the_same_bytes),
		cmocka_unit_test(the_file_stays_within_its_bound),
		cmocka_unit_test(refuses_what_is_no_disclosure),
		cmocka_unit_test(refuses_members_of_another_shape),
		cmocka_unit_test(refuses_rows_that_are_no_objects),
		cmocka_unit_test(something_to_raise_chase_or_discuss_is_one),
		cmocka_unit_test(all_as_agreed_is_nought),
		cmocka_unit_test(too_little_looked_at_is_four),
		cmocka_unit_test(without_an_agreement_a_probable_finding_is_one),
	};

	return cmocka_run_group_tests_name("disclosure", tests, NULL, NULL);
}
