#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "probes/device/dpkg.h"

static const char status_text[] = "Package: veyon-service\nStatus: install ok installed\nVersion: 4.7.5+repack1-1\n"
				  "Description: classroom\n Package: not-a-field\n .\n more\n\n"
				  "Package: gone\nStatus: deinstall ok config-files\n\n"
				  "package:x11vnc\nSTATUS:\thold ok triggers-awaited \r\n\n\n"
				  "Package: half\nStatus: install ok half-installed\n\n"
				  "Package: ready\nStatus: install reinstreq half-configured";

static struct cursor over(const char *text, size_t len)
{
	return cursor_over((struct span){ (const uint8_t *)text, len });
}

static void expect_next(struct cursor *in, const char *name, bool present)
{
	struct dpkg_package package;

	assert_int_equal(dpkg_next(in, false, &package), 0);
	assert_int_equal(package.name.len, strlen(name));
	assert_memory_equal(package.name.at, name, strlen(name));
	assert_int_equal(package.present, present);
}

static void only_unpacked_packages_are_present(void **state)
{
	struct cursor in = over(status_text, sizeof(status_text) - 1);
	struct dpkg_package package;

	(void)state;
	expect_next(&in, "veyon-service", true);
	expect_next(&in, "gone", false); /* a leftover configuration file */
	expect_next(&in, "x11vnc", true);
	expect_next(&in, "half", false);
	expect_next(&in, "ready", true);
	assert_int_equal(dpkg_next(&in, false, &package), -ENOENT);
	assert_int_equal(dpkg_next(&in, false, &package), -ENOENT);
}

static void reads_the_version(void **state)
{
	struct cursor in = over(status_text, sizeof(status_text) - 1);
	struct dpkg_package package;

	(void)state;
	assert_int_equal(dpkg_next(&in, false, &package), 0);
	assert_memory_equal(package.version.at, "4.7.5+repack1-1", package.version.len);
}

static void a_stanza_without_status_counts_where_files_stand_for_packages(void **state)
{
	static const char text[] = "Package: tzdata\nVersion: 2026a\n";
	struct cursor with = over(text, sizeof(text) - 1), without = with;
	struct dpkg_package package;

	(void)state;
	assert_int_equal(dpkg_next(&with, true, &package), 0);
	assert_true(package.present);
	assert_int_equal(dpkg_next(&without, false, &package), 0);
	assert_false(package.present);
}

static void a_bad_stanza_hurts_only_itself(void **state)
{
	static const char text[] = "Version: 1\nStatus: install ok installed\n\nPackage: a b\n\nPackage: ../x\n\n"
				   "Package: good\nStatus: install ok installed\n";
	struct cursor in = over(text, sizeof(text) - 1);
	struct dpkg_package package;

	(void)state;
	assert_int_equal(dpkg_next(&in, false, &package), -EBADMSG);
	assert_int_equal(dpkg_next(&in, false, &package), -EBADMSG);
	assert_int_equal(dpkg_next(&in, false, &package), -EBADMSG);
	expect_next(&in, "good", true);
}

static void no_truncation_invents_a_package(void **state)
{
	(void)state;
	for (size_t len = 0; len < sizeof(status_text) - 1; len++) {
		struct cursor in = over(status_text, len);
		struct dpkg_package package;
		size_t stanzas = 0;
		int err;

		while ((err = dpkg_next(&in, false, &package)) != -ENOENT) {
			assert_true(err == 0 || err == -EBADMSG);
			assert_true(++stanzas <= 5);
		}
		assert_int_equal(cursor_left(&in), 0);
	}
}

static void lines_come_without_their_ends(void **state)
{
	static const char text[] = "/.\n\n/usr/bin/x11vnc\n/usr/bin/last";
	struct cursor in = over(text, sizeof(text) - 1);
	struct span line;

	(void)state;
	assert_true(dpkg_next_line(&in, &line));
	assert_int_equal(line.len, 2);
	assert_true(dpkg_next_line(&in, &line));
	assert_memory_equal(line.at, "/usr/bin/x11vnc", line.len);
	assert_true(dpkg_next_line(&in, &line));
	assert_memory_equal(line.at, "/usr/bin/last", line.len);
	assert_false(dpkg_next_line(&in, &line));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_unpacked_packages_are_present),
		cmocka_unit_test(reads_the_version),
		cmocka_unit_test(a_stanza_without_status_counts_where_files_stand_for_packages),
		cmocka_unit_test(a_bad_stanza_hurts_only_itself),
		cmocka_unit_test(no_truncation_invents_a_package),
		cmocka_unit_test(lines_come_without_their_ends),
	};

	return cmocka_run_group_tests_name("packages", tests, NULL, NULL);
}
