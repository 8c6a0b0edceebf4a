#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "probes/base/text.h"
#include "probes/probe.h"
#include "probes/reasons.h"

static void every_probe_says_what_it_reads_and_never_reads(void **state)
{
	(void)state;
	for (size_t i = 0; probes[i]; i++) {
		assert_true(strlen(probes[i]->looks) > 20);
		assert_true(strlen(probes[i]->never) > 20);
		assert_int_equal(probes[i]->looks[strlen(probes[i]->looks) - 1], '.');
		assert_int_equal(probes[i]->never[strlen(probes[i]->never) - 1], '.');
		assert_non_null(probes[i]->areas[0]);
		assert_non_null(probes[i]->globs[0]);
		assert_non_null(probes[i]->collect);
	}
}

static void a_probe_is_found_by_its_name_alone(void **state)
{
	(void)state;
	for (size_t i = 0; probes[i]; i++)
		assert_ptr_equal(probe_find(probes[i]->name), probes[i]);
	assert_null(probe_find("package"));
	assert_null(probe_find(""));
}

/* What may be opened is what the probe says that it reads: nothing that holds a person's things. */
static void no_probe_may_open_homes_or_what_a_process_holds(void **state)
{
	static const char *const forbidden[] = {
		"/home/alice/.bash_history",
		"/root/.ssh/id_rsa",
		"/proc/1/environ",
		"/proc/1/cmdline",
		"/proc/1/fd/3",
		"/proc/1/maps",
		"/etc/shadow",
		"/var/mail/alice",
		"/var/log/auth.log",
		NULL,
	};

	(void)state;
	for (size_t i = 0; probes[i]; i++)
		for (const char *const *glob = probes[i]->globs; *glob; glob++)
			for (const char *const *path = forbidden; *path; path++)
				assert_false(text_matches_glob(*glob, *path));
}

static void reason_words_are_sorted_and_errnos_have_theirs(void **state)
{
	(void)state;
	for (size_t i = 1; reasons[i]; i++)
		assert_true(strcmp(reasons[i - 1], reasons[i]) < 0);
	assert_string_equal(reason_of(-EACCES), REASON_DENIED);
	assert_string_equal(reason_of(-EXDEV), REASON_REFUSED);
	assert_string_equal(reason_of(-EFBIG), REASON_TOO_LARGE);
	assert_string_equal(reason_of(-EBADMSG), REASON_MALFORMED);
	assert_string_equal(reason_of(-EIO), REASON_UNREADABLE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_probe_says_what_it_reads_and_never_reads),
		cmocka_unit_test(a_probe_is_found_by_its_name_alone),
		cmocka_unit_test(no_probe_may_open_homes_or_what_a_process_holds),
		cmocka_unit_test(reason_words_are_sorted_and_errnos_have_theirs),
	};

	return cmocka_run_group_tests_name("probes", tests, NULL, NULL);
}
