#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "probes/device/dpkg.h"
#include "probes/device/packages.h"
#include "probes/device/version.h"
#include "probes/interest.h"
#include "probes/reasons.h"
#include "tests/unit/device_fixture.h"

static const char status_text[] =
	"Package: veyon-service\nStatus: install ok installed\nVersion: 4.7.5+repack1-1\n"
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

static const char *major_of(const char *text)
{
	static char major[VERSION_MAJOR_MAX + 1];

	return version_major((struct span){ (const uint8_t *)text, strlen(text) }, major) ? major
	                                                                                  : NULL;
}

static void the_major_version_is_the_first_number_behind_an_epoch(void **state)
{
	(void)state;
	assert_string_equal(major_of("4.7.5+repack1-1"), "4");
	assert_string_equal(major_of("1:12.3-1"), "12");
	assert_string_equal(major_of("12"), "12");
	assert_string_equal(major_of("2026a"), "2026");
	assert_string_equal(major_of("0~git20260101"), "0");
	assert_string_equal(major_of("007.1"), "7");
}

static void what_is_no_major_version_is_left_out(void **state)
{
	static const char *const others[] = {
		"", "v2.1", ":3", "1:", "1:r5", "20260101-1", "12345"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_null(major_of(others[i]));
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
	static const char text[] =
		"Version: 1\nStatus: install ok installed\n\nPackage: a b\n\nPackage: ../x\n\n"
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

static void finds_the_packages_of_the_example_laptop(void **state)
{
	struct device_fixture fixture;
	const struct observation *veyon;

	(void)state;
	device_collect(&fixture, EXAMPLE_LAPTOP, &packages_probe, NULL);
	assert_int_equal(fixture.seen.count, 31);
	veyon = device_find(&fixture, OBSERVED_PACKAGE, "veyon-service");
	assert_non_null(veyon);
	assert_string_equal(veyon->detail, "dpkg");
	assert_string_equal(veyon->version_major, "4");
	assert_int_equal(veyon->level, LEVEL_PRESENT);
	assert_null(device_find(&fixture, OBSERVED_PACKAGE,
	                        "x11vnc")); /* only its configuration is left */
	assert_int_equal(fixture.seen.gap_count, 0);
	assert_int_equal(fixture.seen.coverages[0].state, COVERAGE_COMPLETE);
	assert_int_equal(fixture.seen.coverages[0].looked_at, 31);
	device_close(&fixture);
}

static bool keeps_veyon(void *arg, const struct observation *fact)
{
	(void)arg;
	return strcmp(fact->subject, "veyon-service") == 0;
}

static void counts_what_interest_did_not_keep(void **state)
{
	const struct interest interest = { .keep = keeps_veyon };
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, EXAMPLE_LAPTOP, &packages_probe, &interest);
	assert_int_equal(fixture.seen.count, 1);
	assert_int_equal(fixture.seen.coverages[0].looked_at, 31);
	assert_int_equal(fixture.seen.coverages[0].seen, 1);
	device_close(&fixture);
}

static void reads_rpms_database_once_though_two_paths_lead_to_it(void **state)
{
	struct device_fixture fixture;
	const struct observation *veyon;

	(void)state;
	device_collect(&fixture, "tests/fixtures/rpm-laptop", &packages_probe, NULL);
	assert_int_equal(fixture.seen.count, 3);
	veyon = device_find(&fixture, OBSERVED_PACKAGE, "veyon");
	assert_non_null(veyon);
	assert_string_equal(veyon->detail, "rpm");
	assert_string_equal(veyon->version_major, "4");
	assert_int_equal(veyon->count, 1);
	assert_int_equal(fixture.seen.coverages[0].state, COVERAGE_COMPLETE);
	device_close(&fixture);
}

static void reads_the_database_of_an_image_based_system(void **state)
{
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, "tests/fixtures/rpm-image", &packages_probe, NULL);
	assert_int_equal(fixture.seen.count, 3);
	assert_int_equal(fixture.seen.gap_count, 0);
	device_close(&fixture);
}

static void a_database_in_an_older_form_is_said(void **state)
{
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, "tests/fixtures/rpm-old", &packages_probe, NULL);
	assert_int_equal(fixture.seen.count, 0);
	assert_non_null(device_gap(&fixture, REASON_OLD_PACKAGE_DATABASE));
	assert_int_equal(fixture.seen.coverages[0].state, COVERAGE_PARTIAL);
	device_close(&fixture);
}

static void a_damaged_rpm_database_gives_what_is_whole_and_two_gaps(void **state)
{
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, "tests/fixtures/rpm-damaged", &packages_probe, NULL);
	assert_int_equal(fixture.seen.count, 3);
	assert_non_null(device_gap(&fixture, REASON_MALFORMED));
	assert_non_null(device_gap(&fixture, REASON_WRITE_AHEAD_LOG));
	assert_int_equal(fixture.seen.coverages[0].state, COVERAGE_PARTIAL);
	device_close(&fixture);
}

static void reads_an_image_that_has_one_file_per_package(void **state)
{
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, "tests/fixtures/distroless", &packages_probe, NULL);
	assert_int_equal(fixture.seen.count, 2);
	assert_non_null(device_find(&fixture, OBSERVED_PACKAGE, "tzdata"));
	assert_int_equal(device_gap(&fixture, REASON_MALFORMED)->count, 1);
	device_close(&fixture);
}

static void says_when_there_is_no_package_database(void **state)
{
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, "tests/fixtures/units", &packages_probe, NULL);
	assert_int_equal(fixture.seen.count, 0);
	assert_int_equal(fixture.seen.coverages[0].state, COVERAGE_NOT_RUN);
	assert_string_equal(fixture.seen.coverages[0].reason, REASON_NO_PACKAGE_DATABASE);
	device_close(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_unpacked_packages_are_present),
		cmocka_unit_test(reads_the_version),
		cmocka_unit_test(the_major_version_is_the_first_number_behind_an_epoch),
		cmocka_unit_test(what_is_no_major_version_is_left_out),
		cmocka_unit_test(a_stanza_without_status_counts_where_files_stand_for_packages),
		cmocka_unit_test(a_bad_stanza_hurts_only_itself),
		cmocka_unit_test(no_truncation_invents_a_package),
		cmocka_unit_test(lines_come_without_their_ends),
		cmocka_unit_test(finds_the_packages_of_the_example_laptop),
		cmocka_unit_test(counts_what_interest_did_not_keep),
		cmocka_unit_test(reads_rpms_database_once_though_two_paths_lead_to_it),
		cmocka_unit_test(reads_the_database_of_an_image_based_system),
		cmocka_unit_test(a_database_in_an_older_form_is_said),
		cmocka_unit_test(a_damaged_rpm_database_gives_what_is_whole_and_two_gaps),
		cmocka_unit_test(reads_an_image_that_has_one_file_per_package),
		cmocka_unit_test(says_when_there_is_no_package_database),
	};

	return cmocka_run_group_tests_name("packages", tests, NULL, NULL);
}
