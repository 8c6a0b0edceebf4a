/* policies/register_csv: a spreadsheet as a technology list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/agreement_bench.h"

#include "probes/base/document_scan.h"

static date day(const char *text)
{
	date out = DATE_NONE;

	assert_int_equal(date_parse(text, &out), 0);
	return out;
}

static void assert_holds(const struct register_entry *entry, const char *path, const char *want)
{
	assert_string_equal(json_object_to_json_string(entry_field(entry, path)), want);
}

/* The one row of that list. */
static const struct register_entry *row_of(struct bench *bench, const char *list,
                                           struct agreement *agreement)
{
	struct agreement_files files = bench->files;

	*agreement = (struct agreement){ 0 };
	files.register_json = (struct span){ 0 };
	files.register_csv = text(list);
	assert_loads(bench, &files, agreement);
	assert_int_equal(agreement->entry_count, 1);
	return &agreement->entries[0];
}

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
	assert_holds(entry, "purposes_ruled_out", "[ \"appraisal\" ]");
	assert_holds(entry, "functions_off", "[ \"screen-recording\" ]");
	assert_holds(entry, "groups_covered", "[ \"learners\" ]");
	assert_holds(entry, "destinations",
	             "[ { \"domain\": \"classview.example\" }, "
	             "{ \"organisation\": \"Tools plc\" } ]");
	assert_int_equal(entry_date(entry, "agreed_on"), day("2026-05-08"));
	assert_int_equal(entry_date(entry, "communicated_to_staff"), day("2026-09-01"));
	assert_int_equal(entry_date(entry, "in_use_from"), day("2026-09-02"));
	assert_int_equal(entry_date(entry, "next_review"), day("2026-10-31"));
	assert_int_equal(json_object_get_int64(entry_field(entry, "retention_days")), 0);
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
		{ "name,supplier\n,\n,x\n", NULL,
		  "register.csv:3:1: /register/0: ", "\"name\" is missing" },
		{ "name,kept\nx,30.5\n", NULL, "register.csv:2:2: ", "whole number of days" },
		{ "name,kept\nx,9999999\n", NULL, "register.csv:2:2: ", "whole number of days" },
		{ "name,kept\nx,30 hours\n", NULL, "register.csv:2:2: ", "whole number of days" },
		{ "name,training_hours\nx,2 weeks\n", NULL,
		  "register.csv:2:2: ", "whole number of hours" },
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

	for (size_t i = 0; i < sizeof(dialects) / sizeof(*dialects); i++) {
		struct agreement agreement;
		const struct register_entry *entry = row_of(*state, dialects[i], &agreement);

		assert_string_equal(entry->name, "X");
		assert_holds(entry, "functions_off", "[ \"screen-recording\" ]");
		assert_holds(entry, "purposes_agreed", "[ \"a\", \"b\" ]");
		assert_int_equal(json_object_get_int64(entry_field(entry, "retention_days")), 30);
		assert_int_equal(entry_date(entry, "agreed_on"), day("2026-09-01"));
		agreement_close(&agreement);
	}
}

static void every_way_to_write_a_day_is_that_day(void **state)
{
	static const char *const days[] = {
		"2026-09-01",          "2026/9/1",    "2026.09.01",     "2026-09-01T00:00:00.000Z",
		"1 Sep. 2026",         "1 sept 2026", "1-SEPTEMBER-26", "1.9.2026",
		"01-09-2026 10:30:00",
	};

	for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++) {
		struct agreement agreement;
		const struct register_entry *entry;
		char list[80];

		snprintf(list, sizeof(list), "name,agreed\nx,%s\n", days[i]);
		entry = row_of(*state, list, &agreement);
		assert_int_equal(entry_date(entry, "agreed_on"), day("2026-09-01"));
		agreement_close(&agreement);
	}
}

static void what_is_no_day_is_none(void **state)
{
	static const char *const cells[] = {
		"2026-09/01",
		"2026-09-01x",
		"2026-09-01x10:00",
		"2026-09",
		"01/09-2026",
		"01/09/2026x",
		"01/09/2026 10:30 PM",
		"1 S 2026",
		"1 Sepx 26",
		"01/09/2026 at lunch",
		"1234",
		"99999",
	};
	struct bench *bench = *state;
	struct agreement_files files = bench->files;

	files.register_json = (struct span){ 0 };
	for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++) {
		char list[80];

		snprintf(list, sizeof(list), "name,agreed\nx,%s\n", cells[i]);
		files.register_csv = text(list);
		assert_refused(bench, &files, "register.csv:2:2: /register/0/dates/agreed_on: ",
		               "is not a date (want");
	}
}

static void what_quotes_hold_is_no_separator_and_no_line(void **state)
{
	static const char *const lists[] = {
		"\"Name (a, b, c, d)\";Supplier;Kept\nX;Y;30\n",
		"\"Name\n(of it)\";Supplier;Kept\nX;Y;30\n",
		"sep=|\nName|Supplier|Kept\nX|Y|30\n",
		"Name, \"Supplier\",Kept\n \"X\",Y, 30\n",
	};

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		struct agreement agreement;
		const struct register_entry *entry = row_of(*state, lists[i], &agreement);

		assert_string_equal(entry->name, "X");
		assert_string_equal(entry->vendor, "Y");
		assert_int_equal(json_object_get_int64(entry_field(entry, "retention_days")), 30);
		agreement_close(&agreement);
	}
}

static void a_line_end_within_a_cell_is_one_space(void **state)
{
	static const char *const ends[] = { "\n", "\r\n", "\r" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		struct agreement agreement;
		const struct register_entry *entry;
		char list[80];

		snprintf(list, sizeof(list), "name,supplier\nx,\"Tools%splc\"\n", ends[i]);
		entry = row_of(*state, list, &agreement);
		assert_string_equal(entry->vendor, "Tools plc");
		agreement_close(&agreement);
	}
}

static void lists_are_parted_by_what_their_words_cannot_hold(void **state)
{
	struct agreement agreement;
	const struct register_entry *entry =
		row_of(*state,
	               "name;for;must stay off;who;data_kinds\n"
	               "x;\"a, b; ;c\";\"Screen recording, local:My Own\";"
	               "\"teachers, leaders\";\"names, addresses\"\n",
	               &agreement);

	assert_holds(entry, "purposes_agreed", "[ \"a, b\", \"c\" ]");
	assert_holds(entry, "functions_off", "[ \"screen-recording\", \"local:My Own\" ]");
	assert_holds(entry, "groups_covered", "[ \"teachers\", \"leaders\" ]");
	assert_holds(entry, "data_kinds", "[ \"names, addresses\" ]");
	agreement_close(&agreement);
}

static void fields_beyond_the_twelve_have_their_types(void **state)
{
	struct agreement agreement;
	const struct register_entry *entry =
		row_of(*state,
	               "name,in use,status,collection_hours,kept,training_hours,ai.is_ai,"
	               "pilot.until,entered_on,changed_on,dates.sunset\n"
	               "x,01/09/2026,Suspended,Always,2 weeks,6 hours,No,"
	               "13/10/2026,14/10/2026,15/10/2026,16/10/2026\n",
	               &agreement);

	assert_int_equal(entry->status, ENTRY_SUSPENDED);
	assert_holds(entry, "collection_hours", "\"always\"");
	assert_int_equal(json_object_get_int64(entry_field(entry, "retention_days")), 14);
	assert_int_equal(json_object_get_int64(entry_field(entry, "training_hours")), 6);
	assert_holds(entry, "ai.is_ai", "false");
	assert_holds(entry, "pilot.until", "\"2026-10-13\"");
	assert_holds(entry, "entered_on", "\"2026-10-14\"");
	assert_holds(entry, "changed_on", "\"2026-10-15\"");
	assert_int_equal(entry_date(entry, "sunset"), day("2026-10-16"));
	agreement_close(&agreement);
	entry = row_of(*state, "name,ai.is_ai,training_hours\nx,YES,1 hour\n", &agreement);
	assert_holds(entry, "ai.is_ai", "true");
	agreement_close(&agreement);
}

static void a_month_by_its_name_reads_in_one_way(void **state)
{
	struct agreement agreement;

	row_of(*state, "name,agreed,told\nx,3 April 2026,04-Mar-26\n", &agreement);
	assert_string_equal(agreement.notes, "");
	agreement_close(&agreement);
}

static void a_date_that_reads_in_two_ways_is_read_day_first_and_said(void **state)
{
	struct bench *bench = *state;
	struct agreement_files files = bench->files;
	struct agreement agreement = { 0 };

	files.register_json = (struct span){ 0 };
	files.register_csv = text("name,agreed,told\nX,03/04/2026,13/04/2026\nY,04/04/2026,\n");
	assert_loads(bench, &files, &agreement);
	assert_int_equal(entry_date(&agreement.entries[0], "agreed_on"), day("2026-04-03"));
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
		{ "\xFE\xFFn", NULL, "register.csv: ", "UTF-16" },
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

static void refuses_a_list_without_end(void **state)
{
	char columns[400] = "name", *huge = calloc(DOCUMENT_BYTES_MAX + 1, 1);
	struct bench *bench = *state;
	struct agreement_files files = bench->files;

	files.register_json = (struct span){ 0 };
	memset(columns + 4, ',', 70);
	files.register_csv = text(columns);
	assert_refused(bench, &files, "register.csv:1:65: ", "too many columns");
	memset(columns, 'n', 220);
	files.register_csv = text(columns);
	assert_refused(bench, &files, "register.csv:1:1: ", "too long a title");
	files.register_csv = (struct span){ (const uint8_t *)huge, DOCUMENT_BYTES_MAX + 1 };
	assert_refused(bench, &files, "register.csv: ", "larger than 64 MiB");
	free(huge);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_spreadsheet_is_a_technology_list),
		cmocka_unit_test(refuses_slips_in_the_spreadsheet),
		cmocka_unit_test(every_spreadsheets_dialect_is_the_same_list),
		cmocka_unit_test(every_way_to_write_a_day_is_that_day),
		cmocka_unit_test(what_is_no_day_is_none),
		cmocka_unit_test(what_quotes_hold_is_no_separator_and_no_line),
		cmocka_unit_test(a_line_end_within_a_cell_is_one_space),
		cmocka_unit_test(lists_are_parted_by_what_their_words_cannot_hold),
		cmocka_unit_test(fields_beyond_the_twelve_have_their_types),
		cmocka_unit_test(a_month_by_its_name_reads_in_one_way),
		cmocka_unit_test(a_date_that_reads_in_two_ways_is_read_day_first_and_said),
		cmocka_unit_test(says_what_a_spreadsheet_did_to_a_cell),
		cmocka_unit_test(refuses_a_list_without_end),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
