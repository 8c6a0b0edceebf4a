/* What tells of a person in free text, and what only looks like it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "policies/personal.h"

static void all_are(enum personal wanted, const char *const *texts)
{
	for (; *texts; texts++)
		if (personal_in(*texts) != wanted)
			fail_msg("\"%s\" is %d, not %d", *texts, personal_in(*texts), wanted);
}

static void telephone_numbers_are_known(void **state)
{
	static const char *const texts[] = { "Ring 020 7946 0958", "ring 02079460958.",
		                             "(020) 7946 0958",    "0117-496-0123",
		                             "07700 900123",       "01632 960 001 after four",
		                             "+44 20 7946 0958",   "+44 (0)20 7946 0958",
		                             "(+4420794609580)",   "tel +1-555-010-1234",
		                             "555-010-1234",       "(555) 010-1234",
		                             "555.010.1234",       "06 12 34 56 78",
		                             "0044 20 7946 0958",  NULL };

	(void)state;
	all_are(PERSONAL_TELEPHONE, texts);
}

static void dates_amounts_and_ids_are_none(void **state)
{
	static const char *const texts[] = { "Off since 2026-09-01 12:30:00",
		                             "01.09.2026 12.30 to 14.45",
		                             "01-09-2026 to 02-09-2026",
		                             "01/09/2026 02/09/2026",
		                             "01 09 2026",
		                             "12 500 000 000 bytes",
		                             "600 700 1000 licences",
		                             "REG-0012345678",
		                             "ticket #0207946095",
		                             "invoice 20260901 0001",
		                             "0000012345 6789",
		                             "version 10.0.19045.3803",
		                             "192.168.100.1000",
		                             "3.14159265358979",
		                             "12345678901",
		                             "0.123456789012",
		                             "EXA-2026-01, R05, Q01",
		                             "+12 devices, (90) per cent",
		                             "ISBN 978-0-306-40615-7",
		                             "a5f0207946095c",
		                             "",
		                             NULL };

	(void)state;
	all_are(PERSONAL_NOTHING, texts);
}

static void home_folders_are_known(void **state)
{
	static const char *const texts[] = { "it is in /home/jo/agent",
		                             "/home/jo",
		                             "(/Users/jo.bloggs)",
		                             "file:///home/jo",
		                             "C:\\Users\\jo\\AppData",
		                             "c:/users/jo",
		                             "D:\\Documents and Settings\\jo",
		                             NULL };

	(void)state;
	all_are(PERSONAL_HOME, texts);
}

static void folders_of_nobody_are_none(void **state)
{
	static const char *const texts[] = { "/home/",
		                             "/home/<name>",
		                             "/home/*/.config",
		                             "C:\\Users\\Public\\x",
		                             "/Users/Shared/agent",
		                             "https://portal.example/home/staff",
		                             "the home/school boundary",
		                             "/opt/home/",
		                             "C:\\Users\\%USERNAME%",
		                             NULL };

	(void)state;
	all_are(PERSONAL_NOTHING, texts);
}

static void addresses_of_mailboxes_are_known(void **state)
{
	static const char *const texts[] = { "jo@school.example", "write to j.b+x@a1", NULL },
				 *const none[] = { "@ the annexe", "5 @ 3", "a @b", NULL };

	(void)state;
	all_are(PERSONAL_MAILBOX, texts);
	all_are(PERSONAL_NOTHING, none);
}

static void names_of_persons_are_doubted(void **state)
{
	static const char *const names[] = { "Jo Bloggs",
		                             "Headteacher (Jo Bloggs)",
		                             "Jo Bloggs, Headteacher",
		                             "Mr Bloggs",
		                             "Dr. Bloggs",
		                             "Mary-Ann O'Neill",
		                             "Jo Anne Bloggs",
		                             NULL },
				 *const posts[] = { "Headteacher",
		                                    "Head Teacher",
		                                    "Chief Executive",
		                                    "Branch Secretary",
		                                    "Workplace representative",
		                                    "Data Protection Officer",
		                                    "Chair of Governors",
		                                    "School Business Manager",
		                                    "IT Manager",
		                                    "HR Director",
		                                    "NASUWT Representative",
		                                    "Joint Lead Rep",
		                                    "[post, such as Headteacher]",
		                                    "Executive Principal",
		                                    "Prifathro",
		                                    "",
		                                    NULL };

	(void)state;
	for (const char *const *name = names; *name; name++)
		if (!personal_is_name(*name))
			fail_msg("\"%s\" is no name", *name);
	for (const char *const *post = posts; *post; post++)
		if (personal_is_name(*post))
			fail_msg("\"%s\" is a name", *post);
}

static void titles_with_names_are_known(void **state)
{
	static const char *const names[] = { "Mr John Smith, headteacher, did it",
		                             "asked Mrs. Bloggs",
		                             "(Dr J. Bloggs)",
		                             "Ms O'Neill",
		                             "Miss Jo Bloggs",
		                             "Mx Bloggs said so",
		                             "told by Mr \xC3\x96zil",
		                             NULL };
	static const char *const others[] = { "Miss the deadline",
		                              "Miss DPIA dates",
		                              "on Ms Teams",
		                              "the Mr and Mrs column",
		                              "12 Kings Dr London",
		                              "MR Smith is a make of scanner",
		                              "Dr",
		                              "a Dr's note",
		                              "Mx 10 records",
		                              "MrSmith",
		                              NULL };

	(void)state;
	all_are(PERSONAL_NAME, names);
	all_are(PERSONAL_NOTHING, others);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(telephone_numbers_are_known),
		cmocka_unit_test(dates_amounts_and_ids_are_none),
		cmocka_unit_test(home_folders_are_known),
		cmocka_unit_test(folders_of_nobody_are_none),
		cmocka_unit_test(addresses_of_mailboxes_are_known),
		cmocka_unit_test(titles_with_names_are_known),
		cmocka_unit_test(names_of_persons_are_doubted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
