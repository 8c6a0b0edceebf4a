/* policies/redlines: rules as lines, and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "policies/fields.h"
#include "policies/redlines.h"
#include "probes/base/text.h"
#include "tests/unit/agreement_bench.h"

static const char five[] = "\xEF\xBB\xBF# what the parties read aloud\r\n"
			   "rule R05 \"Keystroke logging must not run on staff devices.\"\r\n"
			   "  forbid     keystroke-logging\r\n"
			   "  when       active                # capable < present < active\r\n"
			   "  for        teachers, supply, leaders, support-staff\r\n"
			   "  unless     exception\r\n"
			   "  sure       confirmed\r\n"
			   "  needs      software-inventory 90% of devices\r\n"
			   "  then       breach, critical\r\n"
			   "  otherwise  needs-interpretation\r\n"
			   "  from       NAS-RL-10a, ICO-7\r\n"
			   "  ask        Q04\r\n"
			   "  adopted\r\n";

/* Without null members, which mean the same as missing ones. */
static struct json_object *without_nulls(struct json_object *rule)
{
	struct json_object *out = json_object_new_object();

	json_object_object_foreach(rule, key, value)
	{
		if (value)
			json_object_object_add(out, key, json_object_get(value));
	}
	return out;
}

static void assert_same_rules(struct json_object *one, struct json_object *two)
{
	assert_int_equal(json_object_array_length(one), json_object_array_length(two));
	for (size_t i = 0; i < json_object_array_length(one); i++) {
		struct json_object *a = without_nulls(json_object_array_get_idx(one, i));
		struct json_object *b = without_nulls(json_object_array_get_idx(two, i));

		if (!json_object_equal(a, b))
			fail_msg("%s\nbecame\n%s", json_object_to_json_string(a),
			         json_object_to_json_string(b));
		json_object_put(a);
		json_object_put(b);
	}
}

/* To lines and back. */
static void assert_survives(struct json_object *rules)
{
	struct document document = { 0 };
	struct problem problem = { 0 };
	struct text lines = { 0 };

	assert_int_equal(redlines_write(rules, &lines), 0);
	if (redlines_parse("r", text(lines.at), &document, &problem) != 0)
		fail_msg("%s\n%s", problem.text, lines.at);
	assert_same_rules(rules, field_object(document.root, "rules"));
	document_close(&document);
	text_free(&lines);
}

static void the_lines_of_the_model_are_the_example_rule(void **state)
{
	struct bench *bench = *state;
	struct document document = { 0 };
	struct problem problem = { 0 };
	struct agreement agreement = { 0 };
	struct json_object *rules, *own;

	assert_loads(bench, &bench->files, &agreement);
	if (redlines_parse("r", text(five), &document, &problem) != 0)
		fail_msg("%s", problem.text);
	rules = field_object(document.root, "rules");
	assert_int_equal(json_object_array_length(rules), 1);
	own = json_object_array_get_idx(field_object(agreement.root, "rules"), 4);
	json_object_object_add(json_object_array_get_idx(rules, 0), "params",
	                       json_object_new_object()); /* which the example writes out */
	assert_true(json_object_equal(own, json_object_array_get_idx(rules, 0)));
	document_close(&document);
	agreement_close(&agreement);
}

static void the_shipped_example_survives_the_way_to_lines_and_back(void **state)
{
	struct bench *bench = *state;
	struct agreement agreement = { 0 };

	assert_loads(bench, &bench->files, &agreement);
	assert_survives(field_object(agreement.root, "rules"));
	agreement_close(&agreement);
}

static void any_field_survives(void **state)
{
	static const char *const rules[] = {
		"[{\"id\":\"R 1\",\"say\":\"He said \\\"no\\\", \\\\ then\\nleft # all\",\"kind\":"
		"\"ask\"}]",
		"[{\"id\":\"5\",\"say\":\"S\",\"kind\":\"limit\",\"params\":{\"max\":3,\"x\":[1,"
		"2.50,1e5,-7,true,null,\"a\"]}}]",
		"[{\"id\":\"R\",\"say\":\"S\",\"kind\":\"notice\",\"params\":{\"days_ai\":90,"
		"\"days_other\":28},\"needs\":[],\"from\":[],\"subject\":{}}]",
		"[{\"id\":\"R\",\"say\":\"S\",\"kind\":\"register\",\"subject\":{\"capability_"
		"any\":"
		"[],\"any key\":\"true\",\"k\":[\"one\"],\"m\":\"28\",\"d\":\"2026-01-02\","
		"\"o\":{\"a\":{\"b\":[{}]}}},\"adopted\":false}]",
		"[{\"id\":\"R\",\"say\":\"S\",\"kind\":\"prohibit\",\"severity\":\"low\",\"needs\":"
		"[{"
		"\"collector\":\"network-metadata\",\"days\":5,\"attributed_pct\":70},{"
		"\"collector\":"
		"\"policy-settings\",\"devices_pct\":80,\"targets\":3,\"pages_pct\":1,"
		"\"networks_pct\":2,\"depth\":\"deep down\"}],\"networks\":[\"staff vlan\"],"
		"\"x-note\":\"nothing\"}]",
		"[{\"id\":\"R\",\"say\":\"\\u00e4\\u20ac "
		"\\u0001\",\"kind\":\"disclose\",\"groups\":["
		"\"nothing\",\"a,b\",\"null\",\"#x\",\"\"],\"level\":null}]",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
		struct json_object *list = json_tokener_parse(rules[i]);

		assert_non_null(list);
		assert_survives(list);
		json_object_put(list);
	}
}

static void a_rule_of_three_lines_judges_as_its_json_does(void **state)
{
	struct bench *bench = *state;
	struct agreement_files files = bench->files;
	struct agreement one = { 0 }, two = { 0 };
	struct json_object *root = json_tokener_parse((const char *)files.agreement.at);

	files.log = (struct span){ 0 };
	json_object_object_del(root, "processes"); /* which names rules */
	json_object_object_add(
		root, "rules",
		json_tokener_parse("[{\"id\":\"R1\",\"say\":\"S.\",\"kind\":\"record\"}]"));
	files.agreement = text(arena_copy(bench->arena, json_object_to_json_string(root)));
	assert_loads(bench, &files, &one);
	json_object_object_del(root, "rules");
	files.agreement = text(arena_copy(bench->arena, json_object_to_json_string(root)));
	json_object_put(root);
	files.redlines = text("rule R1 \"S.\"\n  fields\n");
	assert_loads(bench, &files, &two);
	assert_ptr_equal(one.rules[0].kind, two.rules[0].kind);
	assert_int_equal(one.rules[0].result, two.rules[0].result);
	assert_int_equal(one.rules[0].severity, two.rules[0].severity);
	assert_true(json_object_equal(one.rules[0].subject, two.rules[0].subject));
	assert_string_not_equal(one.check_code, two.check_code);
	agreement_close(&one);
	agreement_close(&two);
}

/* What is signed is both files: a word changed in the lines changes the code. */
static void the_check_code_covers_the_lines(void **state)
{
	struct bench *bench = *state;
	struct agreement_files files = bench->files;
	struct agreement one = { 0 }, two = { 0 };
	struct json_object *root = json_tokener_parse((const char *)files.agreement.at);

	files.log = (struct span){ 0 };
	json_object_object_del(root, "processes"); /* which names rules */
	json_object_object_del(root, "rules");
	files.agreement = text(arena_copy(bench->arena, json_object_to_json_string(root)));
	json_object_put(root);
	files.redlines = text("rule R1 \"One.\"\n  fields\n");
	assert_loads(bench, &files, &one);
	files.redlines = text("rule R1 \"Two.\"\n  fields\n");
	assert_loads(bench, &files, &two);
	assert_string_not_equal(one.check_code, two.check_code);
	assert_string_not_equal(one.sha256, two.sha256);
	agreement_close(&one);
	agreement_close(&two);
}

static void refuses_slips_in_the_lines(void **state)
{
	static const struct slip slips[] = {
		{ "  forbid x\n", NULL, "r:1:3: ", "below no rule" },
		{ "rul R1 \"S\"\n", NULL, "r:1:1: ", "want rule R01" },
		{ "rule R1\n  ask\n", NULL, "r:1:8: ", "double quotes" },
		{ "rule R1 \"S\n  ask\n", NULL, "r:1:9: ", "not closed" },
		{ "rule R1 \"S\"x\n  ask\n", NULL, "r:1:12: ", "space or a comma" },
		{ "rule R1 \"S\" x\n  ask\n", NULL, "r:1:13: ", "end of the line" },
		{ "rule 5 \"S\"\n  ask\n", NULL, "r:1:6: ", "as text" },
		{ "rule R1 \"S\"\n\nrule R2 \"S\"\n  ask\n", NULL, "r:1:1: ", "no verb" },
		{ "rule R1 \"S\"\n", NULL, "r:1:1: ", "no verb" },
		{ "rule R1 \"S\"\n  forbd x\n", NULL, "r:2:3: ", "did you mean \"forbid\"" },
		{ "rule R1 \"S\"\n  when active\n", NULL, "r:2:3: ", "is no verb" },
		{ "rule R1 \"S\"\n\tforbid x\n\twhne active\n", NULL,
		  "r:3:2: ", "did you mean \"when\"" },
		{ "rule R1 \"S\"\n  forbid x\n  list y\n", NULL, "r:3:3: ", "verb already" },
		{ "rule R1 \"S\"\n  forbid x,\n", NULL, "r:2:12: ", "want a value" },
		{ "rule R1 \"S\"\n  forbid x y\n", NULL, "r:2:12: ", "before this" },
		{ "rule R1 \"S\"\n  forbid , y\n", NULL, "r:2:10: ", "before this comma" },
		{ "rule R1 \"S\"\n  forbid a\"b\n", NULL, "r:2:10: ", "in quotes" },
		{ "rule R1 \"S\"\n  ask Q1\n", NULL, "r:2:7: ", "nothing follows" },
		{ "rule R1 \"S\"\n  list\n  when a\n  when b\n", NULL, "r:4:3: ", "twice" },
		{ "rule R1 \"S\"\n  list\n  about ai true\n  about ai true\n", NULL,
		  "r:4:9: ", "twice" },
		{ "rule R1 \"S\"\n  list\n  about\n", NULL, "r:3:8: ", "name of a field" },
		{ "rule R1 \"S\"\n  list\n  about ai null\n", NULL, "r:3:12: ", "not null" },
		{ "rule R1 \"S\"\n  list\n  with x {\"a\":1,\"a\":2}\n", NULL,
		  "r:3:10: ", "as JSON" },
		{ "rule R1 \"S\"\n  list\n  needs\n", NULL, "r:3:8: ", "looked at" },
		{ "rule R1 \"S\"\n  list\n  needs x 90 apples\n", NULL,
		  "r:3:11: ", "90% of devices" },
		{ "rule R1 \"S\"\n  list\n  needs x 5 days, 6 days\n", NULL, "r:3:19: ", "twice" },
		{ "rule R1 \"S\"\n  list\n  then\n", NULL, "r:3:7: ", "a result" },
		{ "rule R1 \"S\"\n  list\n  adopted maybe\n", NULL, "r:3:3: ", "adopted yes" },
		{ "rule R1 \"S\"\n  list\n  also kind x\n", NULL, "r:3:8: ", "of its own" },
		{ "\xFF", NULL, "r: ", "UTF-8" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(slips) / sizeof(*slips); i++) {
		struct document document = { 0 };
		struct problem problem = { 0 };

		if (redlines_parse("r", text(slips[i].from), &document, &problem) != -EBADMSG)
			fail_msg("taken: %s", slips[i].from);
		if (strncmp(problem.text, slips[i].place, strlen(slips[i].place)) != 0 ||
		    !strstr(problem.text, slips[i].piece))
			fail_msg("said: %s\nwant: %s ... %s", problem.text, slips[i].place,
			         slips[i].piece);
		assert_null(document.root);
	}
}

/* What the lines say wrongly is told by line and column too. */
static void later_checks_name_the_place_in_the_lines(void **state)
{
	static const struct slip slips[] = {
		{ "rule R1 \"S\"\n  forbid keystroke-loging\n", NULL,
		  "redlines.txt:2:10: /rules/0/subject/capability_any/0: ", "keystroke-logging" },
		{ "rule R1 \"S\"\n  fields\n  when ofen\n", NULL,
		  "redlines.txt:3:3: /rules/0/level: ", "is not a word" },
		{ "rule R1 \"S\"\n  fields\n  ask Q99\n", NULL,
		  "redlines.txt:3:7: /rules/0/ask/0: ", "no question" },
		{ "rule R1 \"S\"\n  fields\n  from NAS-RL-10b, NAS-RL-99\n", NULL,
		  "redlines.txt:3:20: /rules/0/from/1: ", "no clause" },
		{ "rule R1 \"S\"\n  fields\nrule R1 \"S\"\n  fields\n", NULL,
		  "redlines.txt:3:6: /rules/1/id: ", "stands twice" },
		{ "rule R1 \"S\"\n  list\n  needs software 5 days\n", NULL,
		  "redlines.txt:3:3: /rules/0/needs/0/collector: ", "software-inventory" },
	};
	struct bench *bench = *state;
	struct agreement_files files = bench->files;
	struct json_object *root = json_tokener_parse((const char *)files.agreement.at);

	files.log = (struct span){ 0 };
	files.redlines = text(slips[0].from);
	assert_refused(bench, &files, "redlines.txt: ", "as well");
	json_object_object_del(root, "rules");
	files.agreement = text(arena_copy(bench->arena, json_object_to_json_string(root)));
	json_object_put(root);
	for (size_t i = 0; i < sizeof(slips) / sizeof(*slips); i++) {
		files.redlines = text(slips[i].from);
		assert_refused(bench, &files, slips[i].place, slips[i].piece);
	}
	files.redlines = (struct span){ 0 };
	assert_refused(bench, &files, "agreement.json:1:1: ", "redlines.txt");
}

/* What JSON takes as {"ai": true}. */
static void kinds_are_listed_by_their_words(void **state)
{
	static const char lines[] = "rule R1 \"S\"\n  list ai, monitoring\n\n"
				    "rule R2 \"S\"\n  list  ai  # all of them\n",
			  json[] = "[{\"id\":\"R1\",\"say\":\"S\",\"kind\":\"disclose\","
				   "\"subject\":{\"ai\":true,\"monitoring\":true}},"
				   "{\"id\":\"R2\",\"say\":\"S\",\"kind\":\"disclose\","
				   "\"subject\":{\"ai\":true}}]";
	struct span bytes = { (const uint8_t *)lines, strlen(lines) };
	struct json_object *wanted = json_tokener_parse(json);
	struct document document = { 0 };
	struct problem problem = { 0 };

	(void)state;
	assert_int_equal(redlines_parse("r", bytes, &document, &problem), 0);
	assert_true(json_object_equal(field_object(document.root, "rules"), wanted));
	assert_survives(field_object(document.root, "rules"));
	json_object_put(wanted);
	document_close(&document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_lines_of_the_model_are_the_example_rule),
		cmocka_unit_test(the_shipped_example_survives_the_way_to_lines_and_back),
		cmocka_unit_test(any_field_survives),
		cmocka_unit_test(kinds_are_listed_by_their_words),
		cmocka_unit_test(a_rule_of_three_lines_judges_as_its_json_does),
		cmocka_unit_test(the_check_code_covers_the_lines),
		cmocka_unit_test(refuses_slips_in_the_lines),
		cmocka_unit_test(later_checks_name_the_place_in_the_lines),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
