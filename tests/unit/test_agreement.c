/* policies/agreement: the four files, read strictly. */
#include "policies/agreement.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "policies/rules/rule.h"
#include "probes/observation.h"
#include "tests/unit/agreement_bench.h"

static void the_shipped_example_loads(void **state)
{
	struct bench *bench = *state;
	struct agreement agreement = { 0 };
	const struct register_entry *entry;

	assert_loads(bench, &bench->files, &agreement);
	assert_string_equal(agreement.id, "EXA-2026-01");
	assert_int_equal(agreement.version, 3);
	assert_string_equal(agreement.time_zone, "Europe/London");
	assert_int_equal(agreement.rule_count, 23);
	assert_int_equal(agreement.entry_count, 7);
	assert_int_equal(agreement.document_count, 34);
	assert_int_equal(agreement.class_count, 5);
	assert_int_equal(agreement.question_count, 16);
	assert_int_equal(agreement.log_count, 1);
	assert_int_equal(strlen(agreement.check_code), 19);
	assert_int_equal(strlen(agreement.log_sha256), 64);
	assert_non_null(agreement.authorisation);
	entry = agreement_entry(&agreement, "REG-002");
	assert_non_null(entry);
	assert_int_equal(entry->custom_count, 3);
	assert_true(entry->matchable);
	assert_false(agreement_entry(&agreement, "REG-006")->matchable);
	assert_true(agreement_entry(&agreement, "REG-004")->is_ai);
	assert_int_equal(agreement_entry(&agreement, "REG-007")->status, ENTRY_WITHDRAWN);
	assert_false(agreement_class(&agreement, "learner-laptop")->inspect);
	assert_true(agreement_class(&agreement, "staff-laptop")->inspect);
	assert_non_null(agreement_question(&agreement, "Q14"));
	assert_null(agreement_question(&agreement, "Q99"));
	agreement_close(&agreement);
}

static void the_last_publication_is_the_newest_row_of_the_log(void **state)
{
	struct bench *bench = *state;
	struct agreement_files files = bench->files;
	struct agreement agreement = { 0 };
	char day[DATE_TEXT];

	files.log = text(
		"{\"format\":\"daylight-log/"
		"1\",\"publication\":{\"published_on\":\"2025-09-30\"}}\n"
		"{\"format\":\"daylight-log/"
		"1\",\"publication\":{\"published_on\":\"2026-01-02\"}}\n"
		"{\"format\":\"daylight-log/"
		"1\",\"publication\":{\"published_on\":\"2024-09-30\"}}\n"
		"{\"format\":\"daylight-log/"
		"1\",\"hold\":{\"reason\":\"r\",\"by_post\":\"p\",\"until\":\"2027-01-01\"}}\n");
	assert_loads(bench, &files, &agreement);
	date_format(agreement.last_published, day);
	assert_string_equal(day, "2026-01-02");
	agreement_close(&agreement);
	files.log = (struct span){ 0 };
	assert_loads(bench, &files, &agreement);
	assert_int_equal(agreement.last_published, DATE_NONE);
	agreement_close(&agreement);
}

static void a_field_that_is_null_or_empty_is_not_recorded(void **state)
{
	struct bench *bench = *state;
	struct agreement agreement = { 0 };
	const struct register_entry *mate, *shield, *view;

	assert_loads(bench, &bench->files, &agreement);
	mate = agreement_entry(&agreement, "REG-005");
	shield = agreement_entry(&agreement, "REG-004");
	view = agreement_entry(&agreement, "REG-002");
	assert_null(entry_field(mate, "retention_days"));
	assert_non_null(entry_field(view, "retention_days")); /* 0 is a value */
	assert_null(entry_field(mate, "refs.dpia"));
	assert_non_null(entry_field(mate, "refs.workload"));
	assert_null(entry_field(mate, "groups_incidental"));
	assert_null(entry_field(mate, "no.such.path"));
	assert_null(entry_field(view, "ai.human_review"));
	assert_non_null(
		entry_field(shield, "dates.training_offered")); /* "n/a" is a value, but no date */
	assert_int_equal(entry_date(shield, "training_offered"), DATE_NONE);
	assert_int_not_equal(entry_date(shield, "in_use_from"), DATE_NONE);
	agreement_close(&agreement);
}

static void it_is_in_force_from_the_first_to_the_last_day(void **state)
{
	struct bench *bench = *state;
	struct agreement agreement = { 0 };
	struct agreement_files files = bench->files;
	date from, until;

	assert_int_equal(date_parse("2026-09-01", &from), 0);
	assert_int_equal(date_parse("2028-08-31", &until), 0);
	assert_loads(bench, &files, &agreement);
	assert_false(agreement_in_force(&agreement, from - 1));
	assert_true(agreement_in_force(&agreement, from));
	assert_true(agreement_in_force(&agreement, until));
	assert_false(agreement_in_force(&agreement, until + 1));
	agreement_close(&agreement);
	files.agreement = with(bench->arena, files.agreement, "\"status\": \"signed\"",
	                       "\"status\": \"draft\"");
	assert_loads(bench, &files, &agreement);
	assert_false(agreement_in_force(&agreement, from));
	agreement_close(&agreement);
}

static void refuses_slips_in_the_agreement(void **state)
{
	static const struct slip slips[] = {
		{ "daylight-agreement/1", "daylight-agreement/2",
		  "agreement.json:2:13: /format: ", "daylight-agreement/1" },
		{ "\"2026-07-10\"", "\"10-07-2026\"",
		  "agreement.json:10:18: /agreement/signed_on: ", "want YYYY-MM-DD" },
		{ "\"2026-07-10\"", "\"2026-02-30\"",
		  "agreement.json:10:18: /agreement/signed_on: ", "want YYYY-MM-DD" },
		{ "\"supersedes\"", "\"supercedes\"",
		  "agreement.json:13:19: /agreement/supercedes: ", "did you mean \"supersedes\"?" },
		{ "\"rules\"", "\"redlines\"", "agreement.json:", "unknown key \"redlines\"" },
		{ "\"questions\"", "\"observability\": 1, \"questions\"",
		  "agreement.json:", "unknown key" },
		{ "\"version\": 3", "\"version\": 3, \"version\": 4",
		  "agreement.json:5:19: /agreement: ", "stands twice" },
		{ "\"version\": 3", "\"version\": \"3\"",
		  "agreement.json:5:16: /agreement/version: ", "whole number" },
		{ "\"version\": 3", "\"version\": 03", "agreement.json:5:", "leading zero" },
		{ "\"id\": \"R02\"", "\"id\": \"R01\"",
		  "agreement.json:", "the id \"R01\" stands twice" },
		{ "\"id\": \"Q02\"", "\"id\": \"Q01\"",
		  "agreement.json:", "the id \"Q01\" stands twice" },
		{ "\"id\": \"staff-tablet\"", "\"id\": \"staff-laptop\"",
		  "agreement.json:", "stands twice" },
		{ "keystroke-logging", "keystroke-loging",
		  "agreement.json:", "did you mean \"keystroke-logging\"?" },
		{ "NAS-RL-10b", "NAS-RL-10z",
		  "agreement.json:", "there is no clause \"NAS-RL-10z\" (did you mean" },
		{ "\"kind\": \"register\"", "\"kind\": \"registre\"",
		  "agreement.json:", "did you mean \"register\"?" },
		{ "\"kind\": \"register\"", "\"kind\": \"zzzzzzzz\"",
		  "agreement.json:", "want one of: register, prohibit" },
		{ "\"result\": \"undisclosed\"", "\"result\": \"illegal\"",
		  "agreement.json:", "want one of: breach" },
		{ "\"level\": \"present\"", "\"level\": \"used\"",
		  "agreement.json:", "not a word" },
		{ "\"confidence\": \"probable\"", "\"confidence\": \"sure\"",
		  "agreement.json:", "not a word" },
		{ "\"severity\": \"high\"", "\"severity\": \"huge\"",
		  "agreement.json:", "did you mean \"high\"?" },
		{ "\"collector\": \"software-inventory\"", "\"collector\": \"software-inventry\"",
		  "agreement.json:", "did you mean \"software-inventory\"?" },
		{ "\"say\": \"Anything", "\"says\": \"Anything",
		  "agreement.json:", "did you mean \"say\"?" },
		{ "\"text\": \"What is this software for, who asked for it, and when did it "
		  "start?\"",
		  "\"text\": \"\"", "agreement.json:", "must not be empty" },
		{ "\"ask\": [\"Q01\", \"Q02\"]", "\"ask\": [\"Q01\", \"Q77\"]",
		  "agreement.json:", "no question \"Q77\"" },
		{ "\"capability_any\"", "\"capabilty_any\"",
		  "agreement.json:", "did you mean \"capability_any\"?" },
		{ "\"nasuwt-redlines\"", "\"nasuwt-redline\"",
		  "agreement.json:", "no set of clauses" },
		{ "\"timezone\": \"Europe/London\"", "\"timezone\": \"../../etc\"",
		  "agreement.json:", "time zone" },
		{ "\"from\": \"08:00\"", "\"from\": \"8 am\"", "agreement.json:", "HH:MM" },
		{ "\"in_force_from\": \"2026-09-01\",", "",
		  "agreement.json:", "\"in_force_from\" is missing" },
		{ "\"2028-08-31\"", "\"2026-08-31\"", "agreement.json:", "before in_force_from" },
		{ "\"inspect\": false", "\"inspect\": \"no\"", "agreement.json:", "true or false" },
		{ "[\"next_review\", \"sunset\"]", "[\"next_revue\", \"sunset\"]",
		  "agreement.json:", "not a field" },
	};
	struct bench *bench = *state;

	for (size_t i = 0; i < sizeof(slips) / sizeof(*slips); i++) {
		struct agreement_files files = bench->files;

		files.agreement = with(bench->arena, files.agreement, slips[i].from, slips[i].to);
		assert_refused(bench, &files, slips[i].place, slips[i].piece);
	}
}

static void refuses_slips_in_the_technology_list(void **state)
{
	static const struct slip slips[] = {
		{ "\"2026-03-02\"", "\"31-02-2026\"",
		  "register.json:42:25: /register/0/dates/notice_given: ",
		  "\"31-02-2026\" is not a date (want YYYY-MM-DD)" },
		{ "\"notice_given\"", "\"notice_givn\"",
		  "register.json:42:24: /register/0/dates/notice_givn: ",
		  "did you mean \"notice_given\"?" },
		{ "\"id\": \"REG-002\"", "\"id\": \"REG-001\"",
		  "register.json:", "the id \"REG-001\" stands twice" },
		{ "\"id\": \"DOC-DPIA-02\"", "\"id\": \"DOC-DPIA-01\"",
		  "register.json:", "stands twice" },
		{ "\"status\": \"in-use\"", "\"status\": \"used\"",
		  "register.json:", "not a word" },
		{ "\"status\": \"in-use\",", "", "register.json:", "\"status\" is missing" },
		{ "\"web-filtering\"", "\"web-filterin\"",
		  "register.json:", "did you mean \"web-filtering\"?" },
		{ "\"tls-interception:staff-network\"", "\"tls-interceptio:staff-network\"",
		  "register.json:", "did you mean \"tls-interception\"?" },
		{ "\"local:per-user", "\"per-user", "register.json:", "not a word for an ability" },
		{ "\"type\": \"package-name\"", "\"type\": \"package\"",
		  "register.json:", "not a word" },
		{ "\"value\": \"safefilter.example\"", "\"value\": \"com\"",
		  "register.json:", "too broad" },
		{ "\"retention_days\": 90", "\"retention_days\": \"90\"",
		  "register.json:", "whole number" },
		{ "\"retention_days\": 90", "\"retention_days\": -90",
		  "register.json:", "whole number" },
		{ "\"vendor\"", "\"observability\": \"x\", \"vendor\"",
		  "register.json:", "unknown key" },
	};
	struct bench *bench = *state;

	for (size_t i = 0; i < sizeof(slips) / sizeof(*slips); i++) {
		struct agreement_files files = bench->files;

		files.register_json =
			with(bench->arena, files.register_json, slips[i].from, slips[i].to);
		assert_refused(bench, &files, slips[i].place, slips[i].piece);
	}
}

static void refuses_slips_in_the_log(void **state)
{
	static const struct slip slips[] = {
		{ "publication\":", "publicaton\":", "log.jsonl:1:",
		  "did you mean \"publication\"?" },
		{ "daylight-log/1", "daylight-log/9", "log.jsonl:1:1: /0: ", "daylight-log/1" },
		{ "2025-09-30", "2025-09-31", "log.jsonl:1:", "not a date" },
		{ "\"publication\"",
		  "\"hold\":{\"reason\":\"r\",\"by_post\":\"p\",\"until\":\"2027-01-01\"},"
		  "\"publication\"",
		  "log.jsonl:1:", "exactly one" },
		{ "{", "// note\n{", "log.jsonl:1:1: ", "comments are not allowed" },
	};
	struct bench *bench = *state;
	struct agreement_files files = bench->files;

	for (size_t i = 0; i < sizeof(slips) / sizeof(*slips); i++) {
		files.log = with(bench->arena, bench->files.log, slips[i].from, slips[i].to);
		assert_refused(bench, &files, slips[i].place, slips[i].piece);
	}
	files.log = text("{\"format\":\"daylight-log/1\"}");
	assert_refused(bench, &files, "log.jsonl:1:1: /0: ", "exactly one");
	files.log = text("\n{\"format\":\"daylight-log/"
	                 "1\",\"exception\":{\"id\":\"X1\",\"rules\":[\"R99\"],\"reason\":\"r\","
	                 "\"from\":\"2026-01-01\",\"until\":\"2026-01-02\"}}");
	assert_refused(bench, &files, "log.jsonl:2:", "no rule \"R99\"");
}

static void refuses_a_folder_without_or_with_two_technology_lists(void **state)
{
	struct bench *bench = *state;
	struct agreement_files files = bench->files;

	files.register_csv = text("name\nx\n");
	assert_refused(bench, &files, "register.csv: ", "keep one");
	files.register_csv = files.register_json = (struct span){ 0 };
	assert_refused(bench, &files, "register.json: ", "no technology list");
	files = bench->files;
	files.agreement = (struct span){ 0 };
	assert_refused(bench, &files, "agreement.json: ", "none");
}

static void a_result_stronger_than_its_clauses_needs_adopted(void **state)
{
	struct bench *bench = *state;
	struct agreement_files files = bench->files;
	struct agreement agreement = { 0 };

	/* R09 cites clauses that allow needs-interpretation to a prohibit rule */
	files.agreement = with(bench->arena, files.agreement,
	                       "\"result\": \"needs-interpretation\"", "\"result\": \"breach\"");
	assert_refused(bench, &files, "agreement.json:",
	               "/rules/8/result: \"breach\" is stronger than its clauses allow: "
	               "at most \"needs-interpretation\" (NAS-RL-10a allows needs-interpretation");
	assert_refused(bench, &files, "agreement.json:",
	               "ART-EI-2 (as reported, unverified) allows needs-interpretation");
	/* R18 may say incomplete-record, and breach too: NAS-ASS-09 allows it */
	files.agreement = with(bench->arena, bench->files.agreement,
	                       "\"result\": \"incomplete-record\"", "\"result\": \"breach\"");
	assert_loads(bench, &files, &agreement);
	agreement_close(&agreement);
	assert_loads(bench, &bench->files, &agreement);
	assert_int_equal(agreement.rules[4].bound, STATUS_NEEDS_INTERPRETATION); /* R05, adopted */
	assert_int_equal(agreement.rules[4].result, STATUS_BREACH);
	assert_int_equal(agreement.rules[15].bound, STATUS_OVERDUE); /* R16 */
	agreement_close(&agreement);
}

/* NAS-RL-10b allows breach to a prohibit rule (CHK06) and to a register rule (CHK01); a notice rule
 * it does not serve. */
static void the_bound_counts_only_clauses_that_serve_the_kind(void **state)
{
	struct bench *bench = *state;
	struct agreement_files files = bench->files;

	files.agreement = text(
		"{\"format\":\"daylight-agreement/1\",\"agreement\":{\"id\":\"A\",\"title\":\"T\","
		"\"in_force_from\":\"2026-01-01\"},\"rules\":[{\"id\":\"R1\",\"say\":\"S\","
		"\"kind\":\"notice\","
		"\"from\":[\"NAS-RL-10b\"],\"params\":{\"days_other\":28},\"result\":\"breach\"}]"
		"}");
	files.log = (struct span){ 0 };
	assert_refused(bench, &files,
	               "agreement.json:1:", "allows breach but not to this kind of rule");
}

static void three_lines_make_a_rule(void **state)
{
	struct bench *bench = *state;
	struct agreement_files files = { .register_json = bench->files.register_json };
	struct agreement agreement = { 0 };
	const struct rule *rule;

	files.agreement = text("{ // comments are "
	                       "fine\n\"format\":\"daylight-agreement/"
	                       "1\",\"agreement\":{\"id\":\"A\",\"title\":\"T\","
	                       "\"in_force_from\":\"2026-01-01\"},\"rules\":["
	                       "{\"id\":\"R1\",\"say\":\"S\",\"kind\":\"register\"},"
	                       "{\"id\":\"R2\",\"say\":\"S\",\"kind\":\"prohibit\",\"subject\":{"
	                       "\"capability_any\":[\"keystroke-logging\"]}},"
	                       "{\"id\":\"R3\",\"say\":\"S\",\"kind\":\"deadline\"},"
	                       "{\"id\":\"R4\",\"say\":\"S\",\"kind\":\"record\"},"
	                       "{\"id\":\"R5\",\"say\":\"S\",\"kind\":\"ask\"},"
	                       "{\"id\":\"R6\",\"say\":\"S\",\"kind\":\"disclose\"},"
	                       "{\"id\":\"R7\",\"say\":\"S\",\"kind\":\"match-agreed\"},"
	                       "{\"id\":\"R8\",\"say\":\"S\",\"kind\":\"destinations\",\"from\":["
	                       "\"local:our-own\"]},"
	                       "{\"id\":\"R9\",\"say\":\"S\",\"kind\":\"notice\",\"params\":{"
	                       "\"days_other\":28}}]}");
	assert_loads(bench, &files, &agreement);
	rule = &agreement.rules[0];
	assert_int_equal(rule->result, STATUS_UNDISCLOSED);
	assert_int_equal(rule->level, LEVEL_PRESENT);
	assert_int_equal(rule->need_count, 1);
	assert_string_equal(rule->needs[0].collector, "software-inventory");
	assert_int_equal(agreement.rules[1].result, STATUS_NEEDS_INTERPRETATION);
	assert_int_equal(agreement.rules[2].result, STATUS_OVERDUE);
	assert_int_equal(agreement.rules[2].level, -1);
	assert_non_null(json_object_object_get(agreement.rules[2].subject, "fields"));
	assert_int_equal(agreement.rules[4].result, STATUS_ASK);
	assert_int_equal(agreement.rules[5].result, STATUS_DISCLOSE);
	assert_int_equal(agreement.rules[8].result, STATUS_BREACH);
	assert_null(agreement.authorisation);
	agreement_close(&agreement);
}

static void assert_needs(const struct rule *rule, const char *collector)
{
	assert_int_equal(rule->need_count, 1);
	assert_string_equal(rule->needs[0].collector, collector);
}

static void what_a_short_rule_needs_is_what_could_show_it(void **state)
{
	struct bench *bench = *state;
	struct agreement_files files = { .register_json = bench->files.register_json };
	struct agreement agreement = { 0 };

	files.agreement =
		text("{\"format\":\"daylight-agreement/1\",\"agreement\":{\"id\":\"A\","
	             "\"title\":\"T\",\"in_force_from\":\"2026-01-01\"},\"rules\":["
	             "{\"id\":\"R1\",\"say\":\"S\",\"kind\":\"prohibit\",\"subject\":{"
	             "\"transport\":\"clear-text\"}},"
	             "{\"id\":\"R2\",\"say\":\"S\",\"kind\":\"prohibit\",\"subject\":{"
	             "\"capability_any\":[\"tls-interception\"]}},"
	             "{\"id\":\"R3\",\"say\":\"S\",\"kind\":\"destinations\",\"subject\":{"
	             "\"endpoint_category_any\":[\"session-replay\"]}},"
	             "{\"id\":\"R4\",\"say\":\"S\",\"kind\":\"match-agreed\",\"subject\":{"
	             "\"compare\":[\"functions_off\"]}}]}");
	assert_loads(bench, &files, &agreement);
	assert_needs(&agreement.rules[0], "network-metadata");
	assert_needs(&agreement.rules[1], "certificate-check");
	assert_needs(&agreement.rules[2], "scripted-page-visit");
	assert_string_equal(
		json_object_get_string(json_object_object_get(agreement.rules[2].subject, "pages")),
		"staff_pages");
	assert_needs(&agreement.rules[3], "policy-settings");
	agreement_close(&agreement);
}

static void a_changed_byte_changes_the_check_code_and_only_its_file(void **state)
{
	struct bench *bench = *state;
	struct agreement_files files = bench->files;
	struct agreement one = { 0 }, two = { 0 };

	files.register_json = with(bench->arena, files.register_json, "90", "91");
	assert_loads(bench, &bench->files, &one);
	assert_loads(bench, &files, &two);
	assert_string_equal(one.check_code, two.check_code);
	assert_string_not_equal(one.register_sha256, two.register_sha256);
	agreement_close(&two);
	files.agreement = with(bench->arena, files.agreement, "\n", "\n ");
	assert_loads(bench, &files, &two);
	assert_string_not_equal(one.check_code, two.check_code);
	agreement_close(&one);
	agreement_close(&two);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_example_loads),
		cmocka_unit_test(the_last_publication_is_the_newest_row_of_the_log),
		cmocka_unit_test(a_field_that_is_null_or_empty_is_not_recorded),
		cmocka_unit_test(it_is_in_force_from_the_first_to_the_last_day),
		cmocka_unit_test(refuses_slips_in_the_agreement),
		cmocka_unit_test(refuses_slips_in_the_technology_list),
		cmocka_unit_test(refuses_slips_in_the_log),
		cmocka_unit_test(refuses_a_folder_without_or_with_two_technology_lists),
		cmocka_unit_test(a_result_stronger_than_its_clauses_needs_adopted),
		cmocka_unit_test(the_bound_counts_only_clauses_that_serve_the_kind),
		cmocka_unit_test(three_lines_make_a_rule),
		cmocka_unit_test(what_a_short_rule_needs_is_what_could_show_it),
		cmocka_unit_test(a_changed_byte_changes_the_check_code_and_only_its_file),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
