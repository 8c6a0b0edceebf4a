/* policies/register_csv: a spreadsheet as a technology list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/agreement_bench.h"

static void a_spreadsheet_is_a_technology_list(void **state)
{
	struct bench *bench = *state;
	struct agreement_files files = bench->files;
	struct agreement agreement = { 0 };
	const struct register_entry *entry;

	files.register_json = (struct span){ 0 };
	files.register_csv =
		text("\xEF\xBB\xBFName,Supplier,for,never for,must stay off,who,where data "
	             "goes,kept,agreed,told,in use,review,match.products\r\n"
	             "\"Class\"\"View\"\"\",\"Tools, plc\",teaching; "
	             "marking,appraisal,screen-recording,learners,classview.example;Tools plc,0,"
	             "2026-05-08,2026-09-01,2026-09-02,2026-10-31,veyon\r\n"
	             ",,,,,,,,,,,,\r\n"
	             "Other,,,,,,,n/a,,,,,\n");
	assert_loads(bench, &files, &agreement);
	assert_int_equal(agreement.entry_count, 2);
	entry = agreement_entry(&agreement, "REG-001");
	assert_string_equal(entry->name, "Class\"View\"");
	assert_string_equal(entry->vendor, "Tools, plc");
	assert_int_equal(entry->status, ENTRY_IN_USE);
	assert_string_equal(entry->products[0], "veyon");
	assert_int_equal(json_object_array_length(entry_field(entry, "purposes_agreed")), 2);
	assert_int_equal(json_object_array_length(entry_field(entry, "destinations")), 2);
	assert_int_equal(json_object_get_int64(entry_field(entry, "retention_days")), 0);
	assert_int_not_equal(entry_date(entry, "next_review"), DATE_NONE);
	assert_int_equal(agreement_entry(&agreement, "REG-002")->status, ENTRY_PROPOSED);
	agreement_close(&agreement);
}

static void refuses_slips_in_the_spreadsheet(void **state)
{
	static const struct slip slips[] = {
		{ "name,colour\nx,red\n", NULL, "register.csv:1:2: ", "unknown column" },
		{ "name,name\nx,y\n", NULL, "register.csv:1:2: ", "stands twice" },
		{ "name,agreed\n\nx,31-02-2026\n", NULL,
		  "register.csv:3:2: /register/0/dates/agreed_on: ", "YYYY-MM-DD" },
		{ "name,must stay off\nx,screen-recordin\n", NULL,
		  "register.csv:2:2: /register/0/functions_off", "did you mean" },
		{ "name\nx,y\n", NULL, "register.csv:2:2: ", "more cells" },
		{ "name\n\"x\n", NULL, "register.csv:2:1: ", "never closed" },
		{ "supplier\nx\n", NULL, "register.csv:2:1: /register/0: ", "\"name\" is missing" },
		{ "name,kept\nx,a month\n", NULL,
		  "register.csv:2:2: /register/0/retention_days: ", "whole number" },
		{ "name\n\xFF\n", NULL, "register.csv: ", "UTF-8" },
		{ "id,name\nA,x\nA,y\n", NULL,
		  "register.csv:3:1: /register/1/id: ", "stands twice" },
	};
	struct bench *bench = *state;
	struct agreement_files files = bench->files;

	files.register_json = (struct span){ 0 };
	for (size_t i = 0; i < sizeof(slips) / sizeof(*slips); i++) {
		files.register_csv = text(slips[i].from);
		assert_refused(bench, &files, slips[i].place, slips[i].piece);
	}
}

/* What a spreadsheet makes of the same list: all of it is read as the same row. */
static void every_spreadsheets_dialect_is_the_same_list(void **state)
{
	static const char *const dialects[] = {
		"name,must stay off,kept,agreed,for\nX,screen-recording,30,2026-09-01,a;b\n",
		"\xEF\xBB\xBFName;Must stay off;Kept;Agreed;For\r\nX;screen-recording;30;"
		"2026-09-01;\"a;b\"\r\n",
		"Name\tMust stay off\tKept\tAgreed\tFor\nX\tscreen-recording\t30\t01/09/2026\ta; b",
		"sep=;\r\nName;Must stay off;Kept;Agreed;For;;\r\nX;screen-recording;30;"
		"1/9/2026;\"a\nb\";;\r\n;;;;;;\r\n",
		"\"Name\",\"Must stay off (functions)\",\"Kept (days)\",\"Agreed "
		"(date)\",\"For:\"\r"
		"\"X\" ,\"Screen recording\",\"30 days\",\"01.09.2026\",\"a\r\nb\"\r",
		"NAME, Must  stay\xC2\xA0off,KEPT,AGREED,FOR\n\xC2\xA0X\xC2\xA0,\"Screen "
		"recording;\",30.0,"
		"1-Sep-26,a;;b\n",
		"name,must stay off,kept,agreed,for\nX,screen-recording,30 Days,1 September "
		"2026,a;b",
		"name,must stay off,kept,agreed,for\nX,screen-recording,30,2026-09-01 "
		"00:00:00,a;b\n",
		"name,must stay off,kept,agreed,for\nX,screen-recording,30,01/09/26,a;b\n",
		"name,must stay off,kept,agreed,for\nX,screen-recording,30,'01/09/2026 00:00,a;b\n",
	};
	struct bench *bench = *state;
	struct agreement_files files = bench->files;

	files.register_json = (struct span){ 0 };
	for (size_t i = 0; i < sizeof(dialects) / sizeof(*dialects); i++) {
		struct agreement agreement = { 0 };
		const struct register_entry *entry;
		date day;

		files.register_csv = text(dialects[i]);
		assert_loads(bench, &files, &agreement);
		assert_int_equal(agreement.entry_count, 1);
		entry = &agreement.entries[0];
		assert_string_equal(entry->name, "X");
		assert_string_equal(json_object_to_json_string(entry_field(entry, "functions_off")),
		                    "[ \"screen-recording\" ]");
		assert_string_equal(
			json_object_to_json_string(entry_field(entry, "purposes_agreed")),
			"[ \"a\", \"b\" ]");
		assert_int_equal(json_object_get_int64(entry_field(entry, "retention_days")), 30);
		assert_int_equal(date_parse("2026-09-01", &day), 0);
		assert_int_equal(entry_date(entry, "agreed_on"), day);
		agreement_close(&agreement);
	}
}

static void a_date_that_reads_in_two_ways_is_read_day_first_and_said(void **state)
{
	struct bench *bench = *state;
	struct agreement_files files = bench->files;
	struct agreement agreement = { 0 };
	date day;

	files.register_json = (struct span){ 0 };
	files.register_csv = text("name,agreed,told\nX,03/04/2026,13/04/2026\nY,04/04/2026,\n");
	assert_loads(bench, &files, &agreement);
	assert_int_equal(date_parse("2026-04-03", &day), 0);
	assert_int_equal(entry_date(&agreement.entries[0], "agreed_on"), day);
	assert_string_equal(agreement.notes,
	                    "register.csv:2:2: \"03/04/2026\" is read day first, as "
	                    "2026-04-03 (write it so to be sure)\n");
	agreement_close(&agreement);
}

static void says_what_a_spreadsheet_did_to_a_cell(void **state)
{
	static const struct slip slips[] = {
		{ "name,agreed\nx,09/13/2026\n", NULL,
		  "register.csv:2:2: /register/0/dates/agreed_on: ", "the day comes first" },
		{ "name,agreed\nx,46266\n", NULL, "register.csv:2:2: ", "2026-09-01 perhaps" },
		{ "name,agreed\nx,########\n", NULL, "register.csv:2:2: ", "too narrow" },
		{ "name,agreed\nx,29/02/2026\n", NULL, "register.csv:2:2: ", "that exists" },
		{ "name,agreed\nx,soon\n", NULL, "register.csv:2:2: ", "DD/MM/YYYY" },
		{ "name,agreed\nx,1/2\n", NULL, "register.csv:2:2: ", "DD/MM/YYYY" },
		{ "name,supplier\nx,#NAME?\n", NULL, "register.csv:2:2: ", "spreadsheet's own" },
		{ "name;kept\nx;6 months\n", NULL,
		  "register.csv:2:2: /register/0/retention_days: ", "30 days" },
		{ "name\t kept\nx\t-1\n", NULL, "register.csv:2:2: ", "whole number" },
		{ "name,ai.is_ai\nx,perhaps\n", NULL, "register.csv:2:2: ", "yes or no" },
		{ "name,supplier\n\"x\"y,z\n", NULL, "register.csv:2:1: ", "behind the closing" },
		{ "name,\nx,y\n", NULL, "register.csv:2:2: ", "more cells" },
		{ "name\n\"a\nb\"\n\"c\n", NULL, "register.csv:4:1: ", "never closed" },
		{ "name\nx\ny\x92s\n", NULL, "register.csv: ", "line 3; save it" },
		{ "\xFF\xFEn", NULL, "register.csv: ", "UTF-16" },
	};
	struct bench *bench = *state;
	struct agreement_files files = bench->files;

	files.register_json = (struct span){ 0 };
	for (size_t i = 0; i < sizeof(slips) / sizeof(*slips); i++) {
		files.register_csv = text(slips[i].from);
		assert_refused(bench, &files, slips[i].place, slips[i].piece);
	}
	files.register_csv = (struct span){ (const uint8_t *)"n\0a\0", 4 };
	assert_refused(bench, &files, "register.csv: ", "UTF-16");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_spreadsheet_is_a_technology_list),
		cmocka_unit_test(refuses_slips_in_the_spreadsheet),
		cmocka_unit_test(every_spreadsheets_dialect_is_the_same_list),
		cmocka_unit_test(a_date_that_reads_in_two_ways_is_read_day_first_and_said),
		cmocka_unit_test(says_what_a_spreadsheet_did_to_a_cell),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
