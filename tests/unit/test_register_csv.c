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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_spreadsheet_is_a_technology_list),
		cmocka_unit_test(refuses_slips_in_the_spreadsheet),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
