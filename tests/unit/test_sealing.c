/* Sealed findings: which verdicts are sealed, under which name, and what their seal depends on. */
#include "tests/unit/seen_things.h"

#include "policies/sealing.h"

static const char keys[] = "{\"capability_any\":[\"keystroke-logging\"]}";

static struct rule *routed(struct work *work)
{
	struct rule *rule = work_rule(work, "R1", "prohibit", keys,
	                              "{\"route\":\"sensitive_findings\"}", STATUS_BREACH);

	rule->level = LEVEL_ACTIVE;
	work_rule(work, "R2", "register", keys, "{}", STATUS_UNDISCLOSED)->confidence =
		CONFIDENCE_PROBABLE;
	work_place(work, "d1", NULL);
	return rule;
}

static void see_logger(struct work *work, const char *id)
{
	see_product(work, 0, id, "keystroke-logging", LEVEL_PRESENT)->single_purpose = true;
	see_running_too(work, work->findings.count - 1);
}

static const struct verdict *verdict_of(const struct work *work, const char *key)
{
	for (size_t i = 0; i < work->verdicts.count; i++)
		if (strcmp(work->verdicts.items[i].key, key) == 0)
			return &work->verdicts.items[i];
	fail_msg("no verdict %s", key);
	return NULL;
}

static void all_verdicts_about_a_sealed_finding_are_sealed_with_it(void **state)
{
	struct work *work = *state;

	routed(work);
	see_logger(work, "logger");
	work_judge(work);
	assert_int_equal(work->verdicts.sealed_count, 1);
	assert_string_equal(verdict_of(work, "R1/product:logger")->seal->key,
	                    "R1/sealed-finding-1");
	assert_string_equal(verdict_of(work, "R2/product:logger")->seal->key,
	                    "R2/sealed-finding-1");
	assert_true(finding_is_sealed(&work->verdicts, &work->items[0]));
	/* each rule says it once */
	assert_false(verdict_of(work, "R1/product:logger")->seal->aside);
	assert_false(verdict_of(work, "R2/product:logger")->seal->aside);
	assert_false(verdict_of(work, "R1/product:logger")->seal->counted);
}

static void two_rules_about_one_thing_seal_it_once(void **state)
{
	struct work *work = *state;

	routed(work);
	see_logger(work, "logger");
	work->rules[1].params = work_json(work, "{\"route\":\"sensitive_findings\"}");
	work_judge(work);
	assert_int_equal(work->verdicts.sealed_count, 1);
}

static void another_route_seals_nothing(void **state)
{
	struct work *work = *state;

	routed(work)->params = work_json(work, "{\"route\":\"somewhere-else\"}");
	see_logger(work, "logger");
	work_judge(work);
	assert_int_equal(work->verdicts.sealed_count, 0);
}

/* An exception hides nothing, and opens no seal. */
static void what_is_excepted_is_sealed_too(void **state)
{
	static const char *const unless[] = { "exception", NULL };
	struct work *work = *state;

	routed(work)->unless = unless;
	work->agreement.rule_count = 1;
	see_logger(work, "logger");
	work_log(work, "{\"exception\":{\"id\":\"X1\",\"rules\":[\"R1\"],\"from\":\"2026-01-01\","
	               "\"until\":\"2026-12-31\"}}");
	work_judge(work);
	assert_int_equal(verdict_of(work, "R1/product:logger")->status, STATUS_EXCEPTED);
	assert_non_null(verdict_of(work, "R1/product:logger")->seal);
}

static void other_findings_stay_open(void **state)
{
	struct work *work = *state;

	routed(work);
	see_logger(work, "logger");
	see_product(work, 0, "helper", "remote-control", LEVEL_PRESENT);
	work_rule(work, "R3", "register", "{\"capability_any\":[\"remote-control\"]}", "{}",
	          STATUS_UNDISCLOSED)
		->confidence = CONFIDENCE_PROBABLE;
	work_judge(work);
	assert_null(verdict_of(work, "R3/product:helper")->seal);
	assert_false(finding_is_sealed(&work->verdicts, &work->items[1]));
}

static void the_agreements_process_names_rules_too(void **state)
{
	struct work *work = *state;

	routed(work)->params = work_json(work, "{}");
	see_logger(work, "logger");
	work_judge(work);
	assert_int_equal(work->verdicts.sealed_count, 0);
	work->agreement.root = work_json(
		work, "{\"processes\":{\"sensitive_findings\":{\"applies_to\":[\"R1\"]}}}");
	work_judge(work);
	assert_int_equal(work->verdicts.sealed_count, 1);
}

static void that_nothing_was_seen_needs_no_seal(void **state)
{
	struct work *work = *state;

	routed(work);
	work_judge(work);
	assert_int_equal(work->verdicts.sealed_count, 0);
	assert_null(verdict_of(work, "R1/keystroke-logging")->seal);
}

static void two_things_have_two_numbers_and_ids_of_their_own(void **state)
{
	struct work *work = *state;
	const struct seal *one, *two;

	routed(work);
	see_logger(work, "logger-a");
	see_logger(work, "logger-b");
	work_judge(work);
	one = verdict_of(work, "R1/product:logger-a")->seal;
	two = verdict_of(work, "R1/product:logger-b")->seal;
	assert_string_equal(one->subject, "sealed-finding-1");
	assert_string_equal(two->subject, "sealed-finding-2");
	assert_string_not_equal(one->id, two->id);
	assert_string_not_equal(one->id, verdict_of(work, "R1/product:logger-a")->id);
}

static void questions_for_people_do_not_name_it(void **state)
{
	struct work *work = *state;
	struct json_object *seen;

	routed(work);
	see_logger(work, "logger");
	see_product(work, 0, "helper", "remote-control", LEVEL_PRESENT);
	work_rule(work, "R4", "ask", "{\"register\":\"*\"}", "{}", STATUS_ASK);
	work_judge(work);
	seen = json_object_object_get(verdict_of(work, "R4/register")->because.args, "seen");
	assert_string_equal(json_object_to_json_string_ext(seen, JSON_C_TO_STRING_PLAIN),
	                    "[\"helper\"]");
}

static void a_row_stays_in_the_list_of_what_is_declared(void **state)
{
	struct work *work = *state;
	const struct verdict *listed;

	routed(work);
	work_entry(work, "REG-1", ENTRY_IN_USE, "{\"functions_allowed\":[\"keystroke-logging\"]}");
	see_logger(work, "logger");
	work->items[0].entry = &work->entries[0];
	work_rule(work, "R4", "disclose", keys, "{}", STATUS_DISCLOSE);
	work_judge(work);
	listed = verdict_of(work, "R4/REG-1");
	assert_null(listed->seal);
	assert_null(listed->finding);
	assert_int_equal(listed->listing, LISTING_DECLARED);
	assert_true(listed->has_confidence);
	assert_int_equal(listed->confidence, CONFIDENCE_ON_RECORD);
	assert_string_equal(listed->because.id, "disclose.declared");
	/* what another rule says of the row stays sealed */
	assert_ptr_equal(verdict_of(work, "R1/REG-1")->entry, &work->entries[0]);
	assert_non_null(verdict_of(work, "R1/REG-1")->seal);
}

static void what_stands_on_no_list_is_sealed_on_the_list_of_what_was_seen(void **state)
{
	struct work *work = *state;

	routed(work);
	see_logger(work, "logger");
	work_rule(work, "R4", "disclose", keys, "{}", STATUS_DISCLOSE);
	work_judge(work);
	assert_non_null(verdict_of(work, "R4/product:logger")->seal);
}

static void what_is_sealed_comes_last_of_its_rule(void **state)
{
	struct work *work = *state;

	routed(work);
	see_logger(work, "a-logger");
	see_product(work, 0, "z-logger", "keystroke-logging", LEVEL_PRESENT);
	work->rules[0].params = work_json(work, "{}");
	work->agreement.root = work_json(
		work, "{\"processes\":{\"sensitive_findings\":{\"applies_to\":[\"R9\"]}}}");
	work_rule(work, "R9", "prohibit", "{\"products\":[\"a-logger\"]}", "{}", STATUS_BREACH)
		->level = LEVEL_ACTIVE;
	work_judge(work);
	assert_string_equal(work->verdicts.items[0].key, "R1/product:z-logger");
	assert_string_equal(work->verdicts.items[1].key, "R1/product:a-logger");
}

static void what_is_sealed_stands_in_the_order_of_its_numbers(void **state)
{
	struct work *work = *state;

	work_rule(work, "R0", "prohibit", "{\"products\":[\"z-logger\"]}",
	          "{\"route\":\"sensitive_findings\"}", STATUS_BREACH)
		->level = LEVEL_ACTIVE;
	routed(work);
	see_logger(work, "a-logger");
	see_logger(work, "z-logger");
	work_judge(work);
	assert_string_equal(verdict_of(work, "R0/product:z-logger")->seal->subject,
	                    "sealed-finding-1");
	for (size_t i = 0; i + 1 < work->verdicts.count; i++)
		if (strcmp(work->verdicts.items[i].key, "R1/product:z-logger") == 0)
			assert_string_equal(work->verdicts.items[i + 1].key, "R1/product:a-logger");
	assert_string_equal(work->verdicts.items[1].key, "R1/product:z-logger");
}

static void personal_software_is_one_thing_whatever_the_rules_say(void **state)
{
	struct work *work = *state;

	see_product(work, 0, "tracker-a", "location-tracking", LEVEL_PRESENT)->category =
		"stalkerware";
	see_product(work, 0, "tracker-b", "location-tracking", LEVEL_PRESENT)->category =
		"parental-control";
	work_place(work, "d1", NULL);
	work_rule(work, "R1", "register", "{\"capability_any\":[\"location-tracking\"]}", "{}",
	          STATUS_UNDISCLOSED)
		->confidence = CONFIDENCE_PROBABLE;
	work_judge(work);
	assert_int_equal(work->verdicts.sealed_count, 1);
	assert_true(work->verdicts.sealed[0].counted);
	assert_string_equal(verdict_of(work, "R1/product:tracker-a")->seal->key,
	                    "R1/sealed-finding-1");
	assert_string_equal(verdict_of(work, "R1/product:tracker-b")->seal->key,
	                    "R1/sealed-finding-1");
	assert_int_equal(verdict_of(work, "R1/product:tracker-a")->seal->aside +
	                         verdict_of(work, "R1/product:tracker-b")->seal->aside,
	                 1);
}

/* Of the verdicts of one rule about one thing the strongest stands in the report. */
static void the_strongest_verdict_of_a_rule_stands_for_the_thing(void **state)
{
	struct work *work = *state;

	see_product(work, 0, "tracker-a", "location-tracking", LEVEL_PRESENT)->category =
		"stalkerware";
	see_product(work, 0, "tracker-b", "location-tracking", LEVEL_PRESENT)->category =
		"stalkerware";
	see_running_too(work, 1);
	work_place(work, "d1", NULL);
	work_rule(work, "R1", "register", "{\"capability_any\":[\"location-tracking\"]}", "{}",
	          STATUS_UNDISCLOSED);
	work_judge(work);
	assert_true(verdict_of(work, "R1/product:tracker-b")->status <
	            verdict_of(work, "R1/product:tracker-a")->status);
	assert_true(verdict_of(work, "R1/product:tracker-a")->seal->aside);
	assert_false(verdict_of(work, "R1/product:tracker-b")->seal->aside);
	assert_true(verdict_of(work, "R1/product:tracker-b")->seal->counted);
}

static void a_rule_about_it_makes_no_second_thing_of_personal_software(void **state)
{
	struct work *work = *state;

	see_product(work, 0, "tracker", "keystroke-logging", LEVEL_PRESENT)->category =
		"stalkerware";
	see_running_too(work, 0);
	routed(work);
	work_judge(work);
	assert_int_equal(work->verdicts.sealed_count, 1);
	assert_true(work->verdicts.sealed[0].counted);
}

static void personal_software_is_sealed_without_an_agreement_too(void **state)
{
	struct work *work = *state;

	see_product(work, 0, "tracker", "location-tracking", LEVEL_PRESENT)->category =
		"stalkerware";
	work_place(work, "d1", NULL);
	work->file.agreement = NULL;
	work_judge(work);
	assert_int_equal(work->verdicts.sealed_count, 1);
}

static void a_salt_hangs_on_the_evidence_and_on_the_name(void **state)
{
	struct work *work = *state;
	char one[DIGEST_HEX], again[DIGEST_HEX], other[DIGEST_HEX];
	struct observation fact = { .kind = OBSERVED_PACKAGE,
		                    .probe = "packages",
		                    .subject = "x",
		                    .first = DATE_NONE,
		                    .last = DATE_NONE,
		                    .count = 1 };

	work_place(work, "d1", NULL);
	assert_int_equal(sealing_salt(&work->file, "sealed-finding-1", one), 0);
	assert_int_equal(sealing_salt(&work->file, "sealed-finding-1", again), 0);
	assert_string_equal(one, again);
	assert_int_equal(sealing_salt(&work->file, "sealed-finding-2", other), 0);
	assert_string_not_equal(one, other);
	work->places[0].items = &fact;
	work->places[0].count = 1;
	assert_int_equal(sealing_salt(&work->file, "sealed-finding-1", other), 0);
	assert_string_not_equal(one, other);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_verdicts_about_a_sealed_finding_are_sealed_with_it),
		TEST(two_rules_about_one_thing_seal_it_once),
		TEST(another_route_seals_nothing),
		TEST(what_is_excepted_is_sealed_too),
		TEST(other_findings_stay_open),
		TEST(the_agreements_process_names_rules_too),
		TEST(that_nothing_was_seen_needs_no_seal),
		TEST(two_things_have_two_numbers_and_ids_of_their_own),
		TEST(questions_for_people_do_not_name_it),
		TEST(a_row_stays_in_the_list_of_what_is_declared),
		TEST(what_stands_on_no_list_is_sealed_on_the_list_of_what_was_seen),
		TEST(what_is_sealed_stands_in_the_order_of_its_numbers),
		TEST(what_is_sealed_comes_last_of_its_rule),
		TEST(personal_software_is_one_thing_whatever_the_rules_say),
		TEST(the_strongest_verdict_of_a_rule_stands_for_the_thing),
		TEST(a_rule_about_it_makes_no_second_thing_of_personal_software),
		TEST(personal_software_is_sealed_without_an_agreement_too),
		TEST(a_salt_hangs_on_the_evidence_and_on_the_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
