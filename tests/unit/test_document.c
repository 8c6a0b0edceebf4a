/* probes/base/document: one reading of a JSON file, and a place for everything that is wrong in it.
 */
#include "probes/base/document.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "probes/base/document_scan.h"
#include "probes/base/text.h"
#include "tests/unit/pieces.h"

static int parse(const char *text, enum document_kind kind, struct document *out,
                 struct problem *problem)
{
	*problem = (struct problem){ 0 };
	return document_parse("f.json", span_of(text), kind, out, problem);
}

static void assert_accepts(const char *text)
{
	struct document document = { 0 };
	struct problem problem;

	if (parse(text, DOCUMENT_OF_MACHINE, &document, &problem) != 0)
		fail_msg("refused %s: %s", text, problem.text);
	document_close(&document);
}

static void assert_refuses(const char *text, enum document_kind kind, const char *want)
{
	struct document document = { 0 };
	struct problem problem;

	if (parse(text, kind, &document, &problem) != -EBADMSG)
		fail_msg("accepted %s", text);
	if (strncmp(problem.text, want, strlen(want)) != 0)
		fail_msg("%s: said %s, want %s", text, problem.text, want);
	assert_null(document.root);
}

static void accepts_what_rfc_8259_accepts(void **state)
{
	static const char *const texts[] = {
		"{}",
		"[]",
		"null",
		"true",
		"false",
		"0",
		"-0",
		"1.5",
		"-1e5",
		"1E+5",
		"2e-9",
		"\"\"",
		" [ 1 , 2 ] \r\n\t",
		"{\"a\":{\"a\":1},\"b\":{\"a\":1}}",
		"\"\\u00e9\\ud83d\\ude00\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
		"\"caf\xC3\xA9 \xF0\x9F\x98\x80\"",
		"{\"\":1,\" \":2}",
		"999999999999999999",
		"\"\x7f\"",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_accepts(texts[i]);
}

static void refuses_what_json_c_lets_through(void **state)
{
	static const char *const texts[] = {
		"",
		" ",
		"01",
		"-01",
		"1.",
		".5",
		"+1",
		"1e",
		"-",
		"NaN",
		"Infinity",
		"-Infinity",
		"[1,]",
		"{\"a\":1,}",
		"[,1]",
		"[1 2]",
		"{\"a\" 1}",
		"{a:1}",
		"{'a':1}",
		"['a']",
		"TRUE",
		"nul",
		"\"a",
		"\"\t\"",
		"\"\n\"",
		"\"\\x\"",
		"\"\\u12\"",
		"\"\\u0000\"",
		"\"\\ud800\"",
		"\"\\ud800\\u0041\"",
		"\"\\udc00\"",
		"{} {}",
		"1 2",
		"\"\xff\"",
		"\"\xC0\x80\"",
		"\"\xED\xA0\x80\"",
		"\xEF\xBB\xBF{}",
		"[1]x",
		"// a\n1",
		"/* a */ 1",
		"{\"a\":1 /**/}",
		"{",
		"[",
		"[1",
		"{\"a\"",
		"{\"a\":",
		"9999999999999999999",
		"1e999",
		"\"\\",
		"\"\\u",
		"1.0000000000000000000000000000000000000001",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_refuses(texts[i], DOCUMENT_OF_MACHINE, "f.json:");
}

static void refuses_a_nul_byte(void **state)
{
	struct document document = { 0 };
	struct problem problem = { 0 };

	(void)state;
	assert_int_equal(document_parse("f.json", (struct span){ (const uint8_t *)"{}\0", 3 },
	                                DOCUMENT_OF_PEOPLE, &document, &problem),
	                 -EBADMSG);
	problem = (struct problem){ 0 };
	assert_int_equal(document_parse("f.json", (struct span){ (const uint8_t *)"[\"a\0\"]", 6 },
	                                DOCUMENT_OF_PEOPLE, &document, &problem),
	                 -EBADMSG);
}

static void refuses_duplicate_keys_after_unescaping(void **state)
{
	(void)state;
	assert_refuses("{\"a\":1,\n \"a\":2}", DOCUMENT_OF_PEOPLE,
	               "f.json:2:2: the key \"a\" stands twice (first in line 1)");
	assert_refuses("{\"r\":[{\"a\":1},{\"b\":0,\"a\":1,\"c\":[],\"\\u0061\":2}]}",
	               DOCUMENT_OF_MACHINE, "f.json:1:35: /r/1: the key \"a\" stands twice");
	assert_refuses("{\"\":1,\"\":2}", DOCUMENT_OF_MACHINE, "f.json:1:7: ");
	assert_accepts("{\"a\":1,\"A\":2,\"aa\":3}");
}

static void blanks_comments_in_peoples_files_only(void **state)
{
	struct document document = { 0 };
	struct problem problem;
	const char *value = NULL;

	(void)state;
	assert_int_equal(parse("\xEF\xBB\xBF// title\n{ /* caf\xC3\xA9 */ \"a\": // why\r\n\"// no "
	                       "/* comment */\" }//",
	                       DOCUMENT_OF_PEOPLE, &document, &problem),
	                 0);
	assert_int_equal(document_string(&document, document.root, "", "a", &value, &problem), 0);
	assert_string_equal(value, "// no /* comment */");
	document_close(&document);
	assert_refuses("{} /* open", DOCUMENT_OF_PEOPLE,
	               "f.json:1:4: this comment is never closed");
	assert_refuses("/*/", DOCUMENT_OF_PEOPLE, "f.json:1:1: this comment is never closed");
	assert_refuses("{ // a\n}", DOCUMENT_OF_MACHINE, "f.json:1:3: comments are not allowed");
	assert_refuses("{/ 1}", DOCUMENT_OF_PEOPLE, "f.json:1:2: ");
}

static void bounds_depth(void **state)
{
	char deep[2 * (DOCUMENT_DEPTH_MAX + 1) + 1] = { 0 };

	(void)state;
	memset(deep, '[', DOCUMENT_DEPTH_MAX);
	memset(deep + DOCUMENT_DEPTH_MAX, ']', DOCUMENT_DEPTH_MAX);
	assert_accepts(deep);
	memset(deep, '[', DOCUMENT_DEPTH_MAX + 1);
	memset(deep + DOCUMENT_DEPTH_MAX + 1, ']', DOCUMENT_DEPTH_MAX + 1);
	assert_refuses(deep, DOCUMENT_OF_MACHINE, "f.json:1:33: /0/0");
}

static void bounds_the_number_of_values(void **state)
{
	size_t room = DOCUMENT_VALUES_MAX * 2 + 3;
	char *text = malloc(room);
	struct document document = { 0 };
	struct problem problem = { 0 };

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < room; i += 2) {
		text[i] = '1';
		if (i + 1 < room)
			text[i + 1] = ',';
	}
	text[0] = '[';
	text[1] = ' ';
	text[room - 2] = ' ';
	text[room - 1] = ']';
	assert_int_equal(document_parse("f.json", (struct span){ (uint8_t *)text, room },
	                                DOCUMENT_OF_MACHINE, &document, &problem),
	                 -EBADMSG);
	assert_non_null(strstr(problem.text, "too many values"));
	free(text);
}

static void counts_columns_in_characters(void **state)
{
	(void)state;
	assert_refuses("{\n\"\xC3\xA9\xE2\x82\xAC\": 01}", DOCUMENT_OF_MACHINE,
	               "f.json:2:9: /\xC3\xA9\xE2\x82\xAC: a number");
}

static void says_where_a_value_stands(void **state)
{
	struct document document = { 0 };
	struct problem problem;

	(void)state;
	assert_int_equal(parse("{\n  \"register\": [ {}, {\"dates\": {\"a/b~\": \"x\"}} ]\n}",
	                       DOCUMENT_OF_PEOPLE, &document, &problem),
	                 0);
	document_problem(&document, &problem, "/register/1/dates/a~1b~0", "\"%s\" is not a date",
	                 "x");
	assert_string_equal(problem.text,
	                    "f.json:2:40: /register/1/dates/a~1b~0: \"x\" is not a date");
	problem.text[0] = '\0';
	document_problem(&document, &problem, "/register/0/id", "missing");
	assert_string_equal(problem.text, "f.json:2:17: /register/0/id: missing");
	problem.text[0] = '\0';
	document_problem(&document, &problem, "", "nothing");
	assert_string_equal(problem.text, "f.json:1:1: nothing");
	document_close(&document);
}

static void refuses_unknown_keys_with_a_hint(void **state)
{
	static const char *const keys[] = { "format", "rules", NULL };
	struct document document = { 0 };
	struct problem problem;

	(void)state;
	assert_int_equal(parse("{\"format\":1,\"x-note\":2,\"rule\":[]}", DOCUMENT_OF_PEOPLE,
	                       &document, &problem),
	                 0);
	assert_int_equal(document_keys(&document, document.root, "", keys, &problem), -EBADMSG);
	assert_string_equal(problem.text,
	                    "f.json:1:31: /rule: unknown key \"rule\" (did you mean \"rules\"?)");
	document_close(&document);
	assert_int_equal(parse("[]", DOCUMENT_OF_PEOPLE, &document, &problem), 0);
	assert_int_equal(document_keys(&document, document.root, "", keys, &problem), -EBADMSG);
	document_close(&document);
}

static void getters_tell_missing_from_wrong(void **state)
{
	struct document document = { 0 };
	struct problem problem;
	const char *string = NULL;
	struct json_object *array = NULL;
	int64_t number = 7;
	bool flag = false;

	(void)state;
	assert_int_equal(parse("{\"s\":\"x\",\"n\":5,\"f\":1.5,\"b\":true,\"a\":[1],\"z\":null}",
	                       DOCUMENT_OF_PEOPLE, &document, &problem),
	                 0);
	assert_int_equal(document_string(&document, document.root, "", "q", &string, &problem),
	                 -ENOENT);
	assert_int_equal(document_string(&document, document.root, "", "z", &string, &problem),
	                 -ENOENT);
	assert_int_equal(document_string(&document, document.root, "", "n", &string, &problem),
	                 -EBADMSG);
	assert_null(string);
	assert_string_equal(problem.text, "f.json:1:14: /n: want text in double quotes");
	assert_int_equal(
		document_integer(&document, document.root, "", "n", 0, 4, &number, &problem),
		-EBADMSG);
	assert_int_equal(
		document_integer(&document, document.root, "", "f", 0, 4, &number, &problem),
		-EBADMSG);
	assert_int_equal(number, 7);
	assert_int_equal(
		document_integer(&document, document.root, "", "n", 0, 5, &number, &problem), 0);
	assert_int_equal(number, 5);
	assert_int_equal(document_bool(&document, document.root, "", "b", &flag, &problem), 0);
	assert_true(flag);
	assert_int_equal(document_array(&document, document.root, "", "a", &array, &problem), 0);
	assert_int_equal(document_object(&document, document.root, "", "a", &array, &problem),
	                 -EBADMSG);
	document_close(&document);
}

static void reads_json_lines_as_one_list(void **state)
{
	struct document document = { 0 };
	struct problem problem;

	(void)state;
	assert_int_equal(parse("{\"a\":1}\r\n\n 2 \n\"x\"", DOCUMENT_OF_LINES, &document, &problem),
	                 0);
	assert_string_equal(json_object_to_json_string_ext(document.root, JSON_C_TO_STRING_PLAIN),
	                    "[{\"a\":1},2,\"x\"]");
	document_problem(&document, &problem, "/2", "odd");
	assert_string_equal(problem.text, "f.json:4:1: /2: odd");
	document_close(&document);
	assert_int_equal(parse("\n", DOCUMENT_OF_LINES, &document, &problem), 0);
	assert_int_equal(json_object_array_length(document.root), 0);
	document_close(&document);
	assert_refuses("{}\n{\"a\":\n1}", DOCUMENT_OF_LINES, "f.json:2:1: ");
	assert_refuses("{} {}", DOCUMENT_OF_LINES, "f.json:1:4: ");
	assert_refuses("1,2", DOCUMENT_OF_LINES, "f.json:1:2: ");
	assert_refuses("1\n]\n[2", DOCUMENT_OF_LINES, "f.json:2:1: ");
	assert_refuses("1 // x\n", DOCUMENT_OF_LINES, "f.json:1:3: comments");
}

static void refuses_every_truncation(void **state)
{
	static const char text[] = "{\"a\":[1,-2.5e3,\"\\u00e9\",true,null],\"b\":{\"c\":{}}} ";

	(void)state;
	for (size_t len = 0; len + 2 < sizeof(text); len++) {
		struct document document = { 0 };
		struct problem problem = { 0 };
		char *exact = malloc(len ? len : 1); /* so that a sanitizer sees a read beyond it */

		memcpy(exact, text, len);
		assert_int_equal(document_parse("f.json", (struct span){ (uint8_t *)exact, len },
		                                DOCUMENT_OF_MACHINE, &document, &problem),
		                 -EBADMSG);
		assert_true(problem_found(&problem));
		free(exact);
	}
	assert_accepts(text);
}

static void close_accepts_a_zeroed_one(void **state)
{
	struct document document = { 0 };

	(void)state;
	document_close(&document);
	document_close(&document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accepts_what_rfc_8259_accepts),
		cmocka_unit_test(refuses_what_json_c_lets_through),
		cmocka_unit_test(refuses_a_nul_byte),
		cmocka_unit_test(refuses_duplicate_keys_after_unescaping),
		cmocka_unit_test(blanks_comments_in_peoples_files_only),
		cmocka_unit_test(bounds_depth),
		cmocka_unit_test(bounds_the_number_of_values),
		cmocka_unit_test(counts_columns_in_characters),
		cmocka_unit_test(says_where_a_value_stands),
		cmocka_unit_test(refuses_unknown_keys_with_a_hint),
		cmocka_unit_test(getters_tell_missing_from_wrong),
		cmocka_unit_test(reads_json_lines_as_one_list),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(close_accepts_a_zeroed_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
