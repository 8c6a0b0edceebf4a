/* policies/agreement_parent: what a trust signed, and what a school adds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "policies/fields.h"
#include "policies/rules/exception.h"
#include "policies/rules/rule.h"
#include "probes/base/digest.h"
#include "tests/unit/agreement_bench.h"

static const char trust[] =
	"{\"format\": \"daylight-agreement/1\",\n"
	" \"agreement\": {\"id\": \"TRUST-1\", \"title\": \"The trust\", \"in_force_from\": "
	"\"2026-01-01\", \"packs\": [\"nasuwt-redlines\"]},\n"
	" \"definitions\": {\"in-use\": \"switched on\"},\n"
	" \"questions\": [{\"id\": \"TQ1\", \"text\": \"Who asked for it?\"}],\n"
	" \"rules\": [{\"id\": \"T01\", \"say\": \"Lists are kept.\", \"kind\": \"record\", "
	"\"ask\": "
	"[\"TQ1\"]}]}\n";

static struct agreement_files school_of(struct bench *bench, const char *parent, const char *rest)
{
	struct agreement_files files = { .register_json = bench->files.register_json,
		                         .parent = text(parent) };
	char hex[DIGEST_HEX], *own = arena_take(bench->arena, 4096, 1);

	digest_hex(files.parent, hex);
	snprintf(own, 4096,
	         "{\"format\": \"daylight-agreement/1\",\n"
	         " \"agreement\": {\"id\": \"SCHOOL-1\", \"title\": \"The school\", "
	         "\"in_force_from\": \"2026-02-01\",\n"
	         "  \"extends\": {\"id\": \"TRUST-1\", \"sha256\": \"%s\"}},\n %s}\n",
	         hex, rest);
	files.agreement = text(own);
	return files;
}

#define OWN_RULE                                                                                   \
	"\"rules\": [{\"id\": \"S01\", \"say\": \"Reviews happen.\", \"kind\": \"deadline\"}]"

static void the_trusts_rules_come_first(void **state)
{
	struct bench *bench = *state;
	struct agreement_files files = school_of(bench, trust, OWN_RULE);
	struct agreement agreement = { 0 };

	assert_loads(bench, &files, &agreement);
	assert_int_equal(agreement.rule_count, 2);
	assert_string_equal(agreement.rules[0].id, "T01");
	assert_true(agreement.rules[0].inherited);
	assert_string_equal(agreement.rules[1].id, "S01");
	assert_false(agreement.rules[1].inherited);
	assert_string_equal(agreement.parent_id, "TRUST-1");
	assert_string_equal(agreement_question(&agreement, "TQ1"), "Who asked for it?");
	assert_string_equal(field_text(field_object(agreement.root, "definitions"), "in-use"),
	                    "switched on");
	assert_int_equal(field_count(field_object(agreement.root, "agreement"), "packs"), 1);
	agreement_close(&agreement);
}

/* T01 may be suspended, T02 may not, S01 and S02 as the school says. */
static void who_signed_a_rule_says_whether_it_may_be_suspended(void **state)
{
	static const char protects[] =
		"{\"format\": \"daylight-agreement/1\",\n"
		" \"agreement\": {\"id\": \"TRUST-1\", \"title\": \"T\", \"in_force_from\": "
		"\"2026-01-01\"},\n"
		" \"rules\": [{\"id\": \"T01\", \"say\": \"a\", \"kind\": \"record\", \"unless\": "
		"[\"exception\"]}, {\"id\": \"T02\", \"say\": \"b\", \"kind\": \"record\", "
		"\"unless\": [\"exception\"]}],\n"
		" \"processes\": {\"exceptions\": {\"may_suspend\": [\"T01\"]},\n"
		"  \"dispute\": \"a committee\", \"vendor_information\": \"in a week\"}}\n";
	static const char own[] =
		"\"rules\": [{\"id\": \"S01\", \"say\": \"c\", \"kind\": \"deadline\", \"unless\": "
		"[\"exception\"]}, {\"id\": \"S02\", \"say\": \"d\", \"kind\": \"deadline\", "
		"\"unless\": [\"exception\"]}],\n"
		"\"processes\": {\"exceptions\": {\"may_suspend\": [\"S01\", \"T02\"]}, "
		"\"dispute\": \"the governors\"}";
	static const char *const why[] = { NULL, "may-not-suspend", NULL, "may-not-suspend" };
	struct bench *bench = *state;
	struct agreement_files files = school_of(bench, protects, own);
	struct agreement agreement = { 0 };
	struct json_object *steps;

	assert_loads(bench, &files, &agreement);
	assert_int_equal(agreement.rule_count, 4);
	for (size_t i = 0; i < agreement.rule_count; i++) {
		const char *given = exception_void(&agreement, &agreement.rules[i]);

		if (why[i] ? !given || strcmp(given, why[i]) != 0 : given != NULL)
			fail_msg("%s: %s", agreement.rules[i].id, given ? given : "may");
	}
	steps = field_object(agreement.root, "processes");
	assert_string_equal(field_text(steps, "dispute"), "the governors");
	assert_string_equal(field_text(steps, "vendor_information"), "in a week");
	agreement_close(&agreement);
}

static void a_school_without_parties_is_signed_by_the_trusts(void **state)
{
	struct bench *bench = *state;
	const char *parent = (const char *)with(bench->arena, text(trust), " \"questions\"",
	                                        " \"parties\": [{\"id\": \"trust\", \"role\": "
	                                        "\"employer\"}], \"questions\"")
	                             .at;
	struct agreement_files files = school_of(bench, parent, "\"rules\": []");
	struct agreement agreement;

	assert_loads(bench, &files, &agreement);
	assert_int_equal(list_length(agreement_parties(&agreement)), 1);
	agreement_close(&agreement);
	files = school_of(
		bench, parent,
		"\"rules\": [], \"parties\": [{\"id\": \"school\"}, {\"id\": \"union\"}]");
	assert_loads(bench, &files, &agreement);
	assert_int_equal(list_length(agreement_parties(&agreement)), 2);
	agreement_close(&agreement);
	files = school_of(bench, trust, "\"rules\": []");
	assert_loads(bench, &files, &agreement);
	assert_int_equal(list_length(agreement_parties(&agreement)), 0);
	agreement_close(&agreement);
}

static void the_trusts_rules_may_be_lines(void **state)
{
	struct bench *bench = *state;
	const char *head = "{\"format\": \"daylight-agreement/1\", \"agreement\": {\"id\": "
			   "\"TRUST-1\", \"title\": \"T\", \"in_force_from\": \"2026-01-01\"}}\n";
	const char *lines = "rule T01 \"Lists are kept.\"\n  fields\n";
	char *both = arena_take(bench->arena, 4096, 1);
	struct agreement_files files;
	struct agreement agreement = { 0 };

	snprintf(both, 4096, "%s%s", head, lines);
	files = school_of(bench, both, OWN_RULE);
	files.parent = text(head);
	files.parent_redlines = text(lines);
	assert_loads(bench, &files, &agreement);
	assert_string_equal(agreement.rules[0].id, "T01");
	assert_true(agreement.rules[0].inherited);
	agreement_close(&agreement);
	files.parent_redlines = text("rule T01 \"Lists are lost.\"\n  fields\n");
	assert_refused(bench, &files, "agreement.json:3:42: /agreement/extends/sha256: ",
	               "not the text that this names");
}

static void the_parent_must_be_the_one_that_was_signed(void **state)
{
	struct bench *bench = *state;
	struct agreement_files files = school_of(bench, trust, OWN_RULE);

	files.parent = (struct span){ 0 };
	assert_refused(bench, &files,
	               "agreement.json:3:14: /agreement/extends: ", "a folder \"extends\"");
	files = school_of(bench, trust, OWN_RULE);
	files.parent = with(bench->arena, files.parent, "are kept", "are lost");
	assert_refused(bench, &files, "agreement.json:3:42: /agreement/extends/sha256: ",
	               "not the text that this names");
	files = school_of(bench, trust, OWN_RULE);
	files.agreement = with(bench->arena, files.agreement, "TRUST-1", "TRUST-2");
	assert_refused(bench, &files, "agreement.json:3:21: /agreement/extends/id: ", "TRUST-1");
	files = bench->files;
	files.parent = text(trust);
	assert_refused(bench, &files, "agreement.json:3:16: /agreement: ", "does not say");
}

static void a_school_changes_nothing_of_its_trust(void **state)
{
	struct bench *bench = *state;
	struct agreement_files files = school_of(
		bench, trust,
		"\"rules\": [{\"id\": \"T01\", \"say\": \"None.\", \"kind\": \"deadline\"}]");

	assert_refused(bench, &files, "agreement.json:4:19: /rules/0/id: ", "not changed");
	files = school_of(bench, trust, OWN_RULE ", \"definitions\": {\"in-use\": \"off\"}");
	assert_refused(bench, &files, "agreement.json:4:100: /definitions/in-use: ", "TRUST-1");
	files = school_of(bench, trust,
	                  OWN_RULE ", \"questions\": [{\"id\": \"TQ1\", \"text\": \"No?\"}]");
	assert_refused(bench, &files, "agreement.json:4:95: /questions/0/id: ", "another id");
}

static void mistakes_of_the_parent_are_told_by_its_own_places(void **state)
{
	struct bench *bench = *state;
	char *bad = arena_take(bench->arena, 4096, 1);
	struct agreement_files files;

	snprintf(bad, 4096, "%s",
	         (const char *)with(bench->arena, text(trust), "\"record\"", "\"recrod\"").at);
	files = school_of(bench, bad, OWN_RULE);
	assert_refused(bench, &files, "extends/agreement.json:5:60: /rules/0/kind: ", "record");
	snprintf(bad, 4096, "%s",
	         (const char *)with(bench->arena, text(trust), "\"packs\"",
	                            "\"extends\": {\"id\": \"X\", \"sha256\": \"Y\"}, \"packs\"")
	                 .at);
	files = school_of(bench, bad, OWN_RULE);
	assert_refused(bench, &files, "extends/agreement.json:2:", "third one");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_trusts_rules_come_first),
		cmocka_unit_test(who_signed_a_rule_says_whether_it_may_be_suspended),
		cmocka_unit_test(a_school_without_parties_is_signed_by_the_trusts),
		cmocka_unit_test(the_trusts_rules_may_be_lines),
		cmocka_unit_test(the_parent_must_be_the_one_that_was_signed),
		cmocka_unit_test(a_school_changes_nothing_of_its_trust),
		cmocka_unit_test(mistakes_of_the_parent_are_told_by_its_own_places),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
