#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "probes/device/schedules.h"
#include "probes/device/services.h"
#include "probes/device/unit_file.h"
#include "probes/interest.h"
#include "probes/reasons.h"
#include "tests/unit/device_fixture.h"

#define UNITS "tests/fixtures/units"

static struct unit_file parsed(const char *text)
{
	struct unit_file unit = { .command_count = 0 };

	unit_file_apply((struct span){ (const uint8_t *)text, strlen(text) }, &unit);
	return unit;
}

static void expect_command(const char *assignment, const char *want)
{
	char text[512];
	struct unit_file unit;

	snprintf(text, sizeof(text), "[Service]\n%s\n", assignment);
	unit = parsed(text);
	assert_int_equal(unit.command_count, 1);
	assert_string_equal(unit.commands[0], want);
}

static void the_program_comes_without_prefixes_quotes_and_arguments(void **state)
{
	(void)state;
	expect_command("ExecStart=/usr/bin/x11vnc -display :0 -rfbauth /etc/secret",
	               "/usr/bin/x11vnc");
	expect_command("ExecStart=-/usr/bin/x11vnc", "/usr/bin/x11vnc");
	expect_command("ExecStart=@/usr/bin/x11vnc vnc", "/usr/bin/x11vnc");
	expect_command("ExecStart=!!/usr/bin/x11vnc", "/usr/bin/x11vnc");
	expect_command("ExecStart=+:-/usr/bin/x11vnc", "/usr/bin/x11vnc");
	expect_command("  ExecStart = \"/opt/with space/tool\" -x", "/opt/with space/tool");
	expect_command("ExecStart=/usr/lib/%p/tool %i", "/usr/lib/%p/tool");
	expect_command("ExecStart=/usr/bin/tool\\\n  -x", "/usr/bin/tool");
	expect_command("ExecStart=\\\n# a comment between\n  /usr/bin/tool", "/usr/bin/tool");
	expect_command("ExecStart=/usr/bin/tool\r", "/usr/bin/tool");
}

static void only_the_service_section_says_what_is_started(void **state)
{
	(void)state;
	assert_int_equal(parsed("[Unit]\nExecStart=/x\n[Install]\nExecStart=/y\n").command_count,
	                 0);
	assert_int_equal(
		parsed("[Service]\n#ExecStart=/x\n;ExecStart=/y\nExecStartPre=/z\n").command_count,
		0);
	assert_int_equal(parsed("ExecStart=/x\n").command_count, 0);
}

static void an_empty_assignment_forgets_what_came_before(void **state)
{
	struct unit_file unit =
		parsed("[Service]\nExecStart=/a\nExecStart=/b\nExecStart=\nExecStart=/c\n");

	(void)state;
	assert_int_equal(unit.command_count, 1);
	assert_string_equal(unit.commands[0], "/c");
}

static void too_many_or_too_long_commands_are_bounded(void **state)
{
	char text[8192] = "[Service]\n", *at = text + strlen(text);

	(void)state;
	for (int i = 0; i < 20; i++)
		at += snprintf(at, 64, "ExecStart=/usr/bin/tool-%d\n", i);
	assert_int_equal(parsed(text).command_count, UNIT_COMMANDS_MAX);
	snprintf(text, sizeof(text), "[Service]\nExecStart=/");
	memset(text + strlen(text), 'x', 5000);
	assert_int_equal(parsed(text).command_count, 0);
}

static void no_truncation_reads_past_the_end(void **state)
{
	static const char text[] =
		"[Unit]\n[Service]\nExecStart=\\\n\"/usr/bin/a b\" c\\\n[Timer]\nUnit=x.service";

	(void)state;
	for (size_t len = 0; len < sizeof(text); len++) {
		uint8_t *exact = malloc(len ? len : 1);
		struct unit_file unit = { .command_count = 0 };

		memcpy(exact, text, len);
		unit_file_apply((struct span){ exact, len }, &unit);
		assert_true(unit.command_count <= 1);
		free(exact);
	}
}

static void the_example_laptop_runs_what_its_control_groups_say(void **state)
{
	struct device_fixture fixture;
	const struct observation *fact;

	(void)state;
	device_collect(&fixture, EXAMPLE_LAPTOP, &services_probe, NULL);
	fact = device_find(&fixture, OBSERVED_SERVICE, "example-lessonlook.service");
	assert_int_equal(fact->level, LEVEL_ACTIVE);
	assert_string_equal(fact->detail, "/opt/example-lessonlook/lessonlook");
	assert_string_equal(fact->actor, "example-lessonlook");
	assert_non_null(device_find(&fixture, OBSERVED_AUTOSTART, "example-lessonlook.service"));
	fact = device_find(&fixture, OBSERVED_SERVICE, "example-classview.service");
	assert_int_equal(fact->level, LEVEL_PRESENT);
	assert_null(device_find(&fixture, OBSERVED_AUTOSTART, "example-classview.service"));
	assert_int_equal(fixture.seen.coverages[0].state, COVERAGE_COMPLETE);
	device_expect_nowhere(&fixture, "alice");
	device_close(&fixture);
}

static void running_services_are_active_and_others_present(void **state)
{
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, UNITS, &services_probe, NULL);
	assert_int_equal(device_find(&fixture, OBSERVED_SERVICE, "plain.service")->level,
	                 LEVEL_ACTIVE);
	assert_int_equal(device_find(&fixture, OBSERVED_SERVICE, "changed.service")->level,
	                 LEVEL_PRESENT);
	assert_int_equal(device_find(&fixture, OBSERVED_SERVICE, "of-users.service")->level,
	                 LEVEL_ACTIVE);
	device_close(&fixture);
}

static void the_folder_of_higher_rank_wins(void **state)
{
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, UNITS, &services_probe, NULL);
	assert_string_equal(device_find(&fixture, OBSERVED_SERVICE, "plain.service")->detail,
	                    "/usr/local/bin/plain");
	device_close(&fixture);
}

static void drop_ins_change_the_program_in_the_order_of_their_names(void **state)
{
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, UNITS, &services_probe, NULL);
	assert_string_equal(device_find(&fixture, OBSERVED_SERVICE, "changed.service")->detail,
	                    "/usr/bin/after");
	device_close(&fixture);
}

static void instances_count_for_their_template_and_name_nobody(void **state)
{
	struct device_fixture fixture;
	const struct observation *fact;

	(void)state;
	device_collect(&fixture, UNITS, &services_probe, NULL);
	fact = device_find(&fixture, OBSERVED_SERVICE, "watch@.service");
	assert_int_equal(fact->level, LEVEL_ACTIVE);
	assert_int_equal(fact->count, 2);
	assert_string_equal(fact->detail, "/usr/bin/watch");
	assert_non_null(device_find(&fixture, OBSERVED_AUTOSTART, "watch@.service"));
	device_expect_nowhere(&fixture, "canary");
	device_close(&fixture);
}

static void a_masked_service_is_present_and_starts_not_by_itself(void **state)
{
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, UNITS, &services_probe, NULL);
	assert_int_equal(device_find(&fixture, OBSERVED_SERVICE, "stopped.service")->level,
	                 LEVEL_PRESENT);
	assert_null(device_find(&fixture, OBSERVED_AUTOSTART, "stopped.service"));
	device_close(&fixture);
}

static void an_alias_is_the_same_service(void **state)
{
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, UNITS, &services_probe, NULL);
	assert_null(device_find(&fixture, OBSERVED_SERVICE, "other-name.service"));
	assert_non_null(device_find(&fixture, OBSERVED_AUTOSTART, "real-name.service"));
	device_close(&fixture);
}

static void every_program_of_a_service_is_a_fact(void **state)
{
	struct device_fixture fixture;
	size_t facts = 0;

	(void)state;
	device_collect(&fixture, UNITS, &services_probe, NULL);
	for (size_t i = 0; i < fixture.seen.count; i++)
		facts += fixture.seen.items[i].kind == OBSERVED_SERVICE &&
		         strcmp(fixture.seen.items[i].subject, "of-users.service") == 0;
	assert_int_equal(facts, 2);
	device_close(&fixture);
}

static void a_service_that_runs_without_a_file_is_seen(void **state)
{
	struct device_fixture fixture;
	const struct observation *fact;

	(void)state;
	device_collect(&fixture, UNITS, &services_probe, NULL);
	fact = device_find(&fixture, OBSERVED_SERVICE, "made-while-running.service");
	assert_non_null(fact);
	assert_int_equal(fact->level, LEVEL_ACTIVE);
	assert_null(fact->detail);
	assert_null(device_find(&fixture, OBSERVED_AUTOSTART, "made-while-running.service"));
	device_close(&fixture);
}

static void a_disk_that_is_not_booted_tells_not_what_runs(void **state)
{
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, "tests/fixtures/switched-off", &services_probe, NULL);
	assert_int_equal(device_find(&fixture, OBSERVED_SERVICE, "veyon.service")->level,
	                 LEVEL_PRESENT);
	assert_non_null(device_find(&fixture, OBSERVED_AUTOSTART, "veyon.service"));
	assert_non_null(device_gap(&fixture, REASON_NO_RUNNING_STATE));
	assert_int_equal(fixture.seen.coverages[0].state, COVERAGE_PARTIAL);
	assert_string_equal(fixture.seen.coverages[0].reason, REASON_NO_RUNNING_STATE);
	device_close(&fixture);
}

static void a_system_without_systemd_was_not_looked_at(void **state)
{
	struct device_fixture fixture;

	(void)state;
	device_collect(&fixture, "tests/fixtures/distroless", &services_probe, NULL);
	assert_int_equal(fixture.seen.coverages[0].state, COVERAGE_NOT_RUN);
	assert_string_equal(fixture.seen.coverages[0].reason, REASON_NOT_SYSTEMD);
	device_close(&fixture);
}

static void a_timer_names_the_service_that_it_starts(void **state)
{
	struct device_fixture fixture;
	const struct observation *fact;

	(void)state;
	device_collect(&fixture, UNITS, &schedules_probe, NULL);
	fact = device_find(&fixture, OBSERVED_SCHEDULE, "nightly.timer");
	assert_string_equal(fact->detail, "nightly.service");
	assert_int_equal(fact->level, LEVEL_PRESENT);
	assert_non_null(device_find(&fixture, OBSERVED_AUTOSTART, "nightly.timer"));
	assert_int_equal(fixture.seen.coverages[0].looked_at, 1);
	assert_int_equal(fixture.seen.coverages[0].seen, 1);
	device_close(&fixture);
}

static void the_timer_of_the_example_laptop_belongs_to_its_package(void **state)
{
	struct device_fixture fixture;
	const struct observation *fact;

	(void)state;
	device_collect(&fixture, EXAMPLE_LAPTOP, &schedules_probe, NULL);
	fact = device_find(&fixture, OBSERVED_SCHEDULE, "example-fleet-agent.timer");
	assert_string_equal(fact->detail, "example-fleet-agent.service");
	assert_string_equal(fact->actor, "example-fleet-agent");
	device_close(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_program_comes_without_prefixes_quotes_and_arguments),
		cmocka_unit_test(only_the_service_section_says_what_is_started),
		cmocka_unit_test(an_empty_assignment_forgets_what_came_before),
		cmocka_unit_test(too_many_or_too_long_commands_are_bounded),
		cmocka_unit_test(no_truncation_reads_past_the_end),
		cmocka_unit_test(the_example_laptop_runs_what_its_control_groups_say),
		cmocka_unit_test(running_services_are_active_and_others_present),
		cmocka_unit_test(the_folder_of_higher_rank_wins),
		cmocka_unit_test(drop_ins_change_the_program_in_the_order_of_their_names),
		cmocka_unit_test(instances_count_for_their_template_and_name_nobody),
		cmocka_unit_test(a_masked_service_is_present_and_starts_not_by_itself),
		cmocka_unit_test(an_alias_is_the_same_service),
		cmocka_unit_test(every_program_of_a_service_is_a_fact),
		cmocka_unit_test(a_service_that_runs_without_a_file_is_seen),
		cmocka_unit_test(a_disk_that_is_not_booted_tells_not_what_runs),
		cmocka_unit_test(a_system_without_systemd_was_not_looked_at),
		cmocka_unit_test(a_timer_names_the_service_that_it_starts),
		cmocka_unit_test(the_timer_of_the_example_laptop_belongs_to_its_package),
	};

	return cmocka_run_group_tests_name("services", tests, NULL, NULL);
}
