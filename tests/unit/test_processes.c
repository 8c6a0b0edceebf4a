#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "probes/device/cgroup.h"
#include "probes/device/processes.h"
#include "probes/interest.h"
#include "probes/reasons.h"
#include "tests/unit/device_fixture.h"

static void expect_unit(const char *text, const char *want)
{
	struct span unit = { 0 };

	assert_int_equal(cgroup_unit((struct span){ (const uint8_t *)text, strlen(text) }, &unit),
	                 want != NULL);
	assert_int_equal(unit.len, want ? strlen(want) : 0);
	if (want)
		assert_memory_equal(unit.at, want, unit.len);
}

static void the_unit_is_the_last_service_or_scope_of_the_path(void **state)
{
	(void)state;
	expect_unit("0::/system.slice/veyon.service\n", "veyon.service");
	expect_unit("0::/system.slice/veyon.service/worker\n", "veyon.service");
	expect_unit("0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-x-12.scope",
	            "app-x-12.scope");
	expect_unit("0::/\n", NULL);
	expect_unit("0::/system.slice\n", NULL);
	expect_unit("0::/.service\n", NULL);
	expect_unit("", NULL);
	expect_unit("no colon\n", NULL);
}

static void both_versions_of_control_groups_are_read(void **state)
{
	(void)state;
	expect_unit(
		"12:cpu,cpuacct:/other.service\n1:name=systemd:/system.slice/cron.service\n0::/\n",
		"cron.service");
	expect_unit("1:name=systemd:/a.service\n0::/b.service\n", "b.service");
	expect_unit("12:cpu:/other.service\n", NULL);
}

static void no_truncation_reads_past_the_end(void **state)
{
	static const char text[] =
		"1:name=systemd:/system.slice/cron.service\n0::/system.slice/veyon.service\n";

	(void)state;
	for (size_t len = 0; len < sizeof(text); len++) {
		uint8_t *exact = malloc(len ? len : 1);
		struct span unit = { exact, 0 };

		memcpy(exact, text, len);
		cgroup_unit((struct span){ exact, len }, &unit);
		assert_true(unit.at >= exact && unit.at + unit.len <= exact + len);
		free(exact);
	}
}

static void names_program_package_and_unit(void **state)
{
	struct device_fixture fixture;
	const struct observation *fact;

	(void)state;
	device_collect(&fixture, EXAMPLE_LAPTOP, &processes_probe, NULL);
	fact = device_find(&fixture, OBSERVED_PROCESS, "/usr/bin/veyon-server");
	assert_non_null(fact);
	assert_string_equal(fact->actor, "veyon-service");
	assert_string_equal(fact->detail, "veyon.service");
	assert_int_equal(fact->level, LEVEL_ACTIVE);
	fact = device_find(&fixture, OBSERVED_PROCESS, "/opt/example-lessonlook/lessonlook");
	assert_string_equal(fact->actor, "example-lessonlook");
	device_close(&fixture);
}

static void processes_of_one_program_are_one_fact(void **state)
{
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, EXAMPLE_LAPTOP, &processes_probe, NULL);
	assert_int_equal(device_find(&fixture, OBSERVED_PROCESS, "/usr/sbin/example-shield")->count,
	                 2);
	device_close(&fixture);
}

static void a_program_in_bin_is_owned_by_the_package_that_says_usr_bin(void **state)
{
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, EXAMPLE_LAPTOP, &processes_probe, NULL);
	assert_string_equal(device_find(&fixture, OBSERVED_PROCESS, "/usr/bin/dbus-daemon")->actor,
	                    "dbus");
	device_close(&fixture);
}

static void a_kernel_thread_is_no_process_of_ours(void **state)
{
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, EXAMPLE_LAPTOP, &processes_probe, NULL);
	assert_int_equal(fixture.seen.coverages[0].looked_at, 12);
	assert_int_equal(fixture.seen.coverages[0].denied, 0);
	assert_int_equal(fixture.seen.coverages[0].state, COVERAGE_COMPLETE);
	device_close(&fixture);
}

static void the_name_of_a_home_stands_nowhere(void **state)
{
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, EXAMPLE_LAPTOP, &processes_probe, NULL);
	assert_non_null(device_find(&fixture, OBSERVED_PROCESS, "~/.local/bin/tool"));
	device_expect_nowhere(&fixture, "alice");
	device_expect_nowhere(&fixture, "1000");
	device_close(&fixture);
}

static void a_program_whose_file_is_gone_is_named_and_said(void **state)
{
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, "tests/fixtures/deleted", &processes_probe, NULL);
	assert_non_null(device_find(&fixture, OBSERVED_PROCESS, "/opt/tool/watcher"));
	assert_int_equal(device_gap(&fixture, REASON_DELETED_EXECUTABLE)->count, 1);
	assert_int_equal(fixture.seen.coverages[0].state, COVERAGE_COMPLETE);
	device_close(&fixture);
}

static bool keeps_by_package(void *arg, const struct observation *fact)
{
	(void)arg;
	return strcmp(fact->kind == OBSERVED_PACKAGE ? fact->subject
	              : fact->actor                  ? fact->actor
	                                             : "",
	              "veyon-service") == 0;
}

static bool keeps_by_path(void *arg, const struct observation *fact)
{
	(void)arg;
	return strcmp(fact->subject, "/usr/bin/gnome-shell") == 0;
}

static void a_program_is_kept_for_its_package_though_only_that_list_is_read(void **state)
{
	const struct interest interest = { .keep = keeps_by_package };
	struct device_fixture fixture;
	const struct place_count *counts;
	size_t count;

	(void)state;
	device_collect(&fixture, EXAMPLE_LAPTOP, &processes_probe, &interest);
	assert_int_equal(fixture.seen.count, 2); /* veyon-server and veyon-service */
	assert_int_equal(fixture.seen.coverages[0].looked_at, 12);
	assert_int_equal(fixture.seen.coverages[0].seen, 2);
	assert_int_equal(place_tally(&fixture.opener.place, &counts, &count), 0);
	assert_int_equal(counts[0].opened, 12 + 1); /* control groups, one list of files */
	device_close(&fixture);
}

static void a_program_that_is_kept_for_its_path_has_its_owner_too(void **state)
{
	const struct interest interest = { .keep = keeps_by_path };
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, EXAMPLE_LAPTOP, &processes_probe, &interest);
	assert_int_equal(fixture.seen.count, 1);
	assert_string_equal(fixture.seen.items[0].actor, "gnome-shell");
	device_close(&fixture);
}

/* As /proc looks to an ordinary user where it is mounted with hidepid=2: no process 1. */
static void a_table_that_hides_other_users_is_not_seen_whole(void **state)
{
	const struct probe *const table[] = { &processes_probe, NULL };
	struct device_fixture fixture = { 0 };

	(void)state;
	assert_int_equal(place_fixture_open(&fixture.opener, "tests/fixtures/deleted", table, NULL),
	                 0);
	fixture.opener.place.rooted = false;
	observations_init(&fixture.seen, fixture.opener.place.arena, NULL);
	fixture.seen.probe = processes_probe.name;
	assert_int_equal(processes_probe.collect(&fixture.opener.place, &fixture.seen), 0);
	assert_int_equal(fixture.seen.coverages[0].state, COVERAGE_PARTIAL);
	assert_non_null(device_gap(&fixture, REASON_DENIED));
	device_close(&fixture);
}

static void a_disk_without_processes_was_not_looked_at(void **state)
{
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, "tests/fixtures/rpm-laptop", &processes_probe, NULL);
	assert_int_equal(fixture.seen.coverages[0].state, COVERAGE_NOT_RUN);
	assert_string_equal(fixture.seen.coverages[0].reason, REASON_NO_PROCESS_TABLE);
	device_close(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_unit_is_the_last_service_or_scope_of_the_path),
		cmocka_unit_test(both_versions_of_control_groups_are_read),
		cmocka_unit_test(no_truncation_reads_past_the_end),
		cmocka_unit_test(names_program_package_and_unit),
		cmocka_unit_test(processes_of_one_program_are_one_fact),
		cmocka_unit_test(a_program_in_bin_is_owned_by_the_package_that_says_usr_bin),
		cmocka_unit_test(a_kernel_thread_is_no_process_of_ours),
		cmocka_unit_test(the_name_of_a_home_stands_nowhere),
		cmocka_unit_test(a_program_whose_file_is_gone_is_named_and_said),
		cmocka_unit_test(a_program_is_kept_for_its_package_though_only_that_list_is_read),
		cmocka_unit_test(a_program_that_is_kept_for_its_path_has_its_owner_too),
		cmocka_unit_test(a_table_that_hides_other_users_is_not_seen_whole),
		cmocka_unit_test(a_disk_without_processes_was_not_looked_at),
	};

	return cmocka_run_group_tests_name("processes", tests, NULL, NULL);
}
