/* What the opener lets through and what it refuses, asked through its socket as a worker would. */
#include "agent/opener.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include <cmocka.h>

#include "agent/privilege.h"
#include "probes/place_message.h"
#include "tests/unit/opener_tree.h"

/* --- The tables --- */

static void opens_what_a_glob_names(void **state)
{
	assert_int_equal(opens(*state, "plain", "/etc/thing/a"), 0);
	assert_int_equal(opens(*state, "plain", "/opt/thing/bin/deep/file"), 0);
	assert_int_equal(opens(*state, "plain", "/home/ann/.config/agent/x.conf"), 0);
}

static void refuses_a_path_outside_the_tables(void **state)
{
	assert_int_equal(opens(*state, "plain", "/etc/passwd"), -EXDEV);
	assert_int_equal(opens(*state, "plain", "/home/ann/.config/agent/notes"), -EXDEV);
	assert_int_equal(opens(*state, "blind", "/etc/thing/a"), -EXDEV);
	assert_int_equal(opens(*state, "nobody-knows", "/etc/thing/a"), -EXDEV);
}

static void refuses_the_deny_list_whatever_the_table_says(void **state)
{
	struct place_listing listing;

	assert_int_equal(opens(*state, "careless", "/etc/passwd"), 0);
	assert_int_equal(opens(*state, "careless", "/etc/shadow"), -EXDEV);
	assert_int_equal(opens(*state, "careless", "/home/ann/.ssh/id_ed25519"), -EXDEV);
	assert_int_equal(opens(*state, "careless", "/home/ann/Documents/diary"), -EXDEV);
	assert_int_equal(lists(*state, "careless", "/home/ann/.ssh", &listing), -EXDEV);
}

static void leaves_denied_entries_out_of_a_listing(void **state)
{
	struct place_listing listing;

	assert_int_equal(lists(*state, "careless", "/home/ann", &listing), 0);
	assert_int_equal(listing.count, 1);
	assert_string_equal(listing.entries[0].name, ".config");
}

static void lists_in_front_of_wildcards_and_shows_only_the_way(void **state)
{
	struct place_listing listing;

	assert_int_equal(lists(*state, "plain", "/home", &listing), 0);
	assert_int_equal(listing.count, 1);
	assert_int_equal(lists(*state, "plain", "/home/ann", &listing), -EXDEV);
	assert_int_equal(lists(*state, "plain", "/home/ann/.config/agent", &listing), 0);
	assert_int_equal(listing.count, 1);
	assert_string_equal(listing.entries[0].name, "x.conf");
	assert_int_equal(lists(*state, "plain", "/home/ann/.config/other", &listing), -EXDEV);
	assert_int_equal(lists(*state, "plain", "/opt/thing/bin", &listing), 0);
	assert_int_equal(lists(*state, "plain", "/opt", &listing), -EXDEV);
	assert_int_equal(lists(*state, "plain", "/", &listing), -EXDEV);
}

static void lets_system_and_time_zone_read_their_own_alone(void **state)
{
	assert_int_equal(opens(*state, "system", "/etc/os-release"), 0);
	assert_int_equal(opens(*state, "system", "/etc/passwd"), -EXDEV);
	assert_int_equal(opens(*state, "time-zone", "/etc/os-release"), -EXDEV);
	if (access("/usr/share/zoneinfo/Etc/UTC", R_OK) != 0) {
		print_message("SKIP: no zone files on this host\n");
		skip();
	}
	/* the tree has none: it is the host's */
	assert_int_equal(opens(*state, "time-zone", "/usr/share/zoneinfo/Etc/UTC"), 0);
}

/* --- PERMIT --- */

static void refuses_a_probe_that_was_not_permitted(void **state)
{
	static const char *const some[] = { "careless", NULL };
	struct tree *tree = *state;

	assert_int_equal(place_permit(&tree->fixture.place, some, NULL, NULL), 0);
	assert_int_equal(opens(tree, "careless", "/etc/thing/a"), 0);
	assert_int_equal(opens(tree, "plain", "/etc/thing/a"), -EXDEV);
}

static void refuses_to_permit_an_unknown_probe(void **state)
{
	static const char *const unknown[] = { "unknown", NULL };
	struct tree *tree = *state;

	assert_int_equal(place_permit(&tree->fixture.place, unknown, NULL, NULL), -EXDEV);
}

static void refuses_to_permit_twice_or_after_the_first_request(void **state)
{
	struct tree *tree = *state;

	assert_int_equal(opens(tree, "system", "/etc/os-release"), 0);
	assert_int_equal(place_permit(&tree->fixture.place, everybody, NULL, NULL), -EPERM);
	assert_int_equal(opens(tree, "plain", "/etc/thing/a"), -EXDEV);
}

static void freezes_once_permitted(void **state)
{
	struct tree *tree = *state;

	assert_int_equal(place_permit(&tree->fixture.place, everybody, NULL, NULL), -EPERM);
	assert_int_equal(opens(tree, "plain", "/etc/thing/a"), 0);
}

static void serves_interest_paths_to_probes_whose_areas_allow_files(void **state)
{
	static const char *const paths[] = { "/etc/passwd", "/home/*/.config/other/*" };
	const struct interest interest = { .paths = paths, .path_count = 2 };
	struct tree *tree = *state;
	size_t left_out = 9;

	assert_int_equal(place_permit(&tree->fixture.place, everybody, &interest, &left_out), 0);
	assert_int_equal(left_out, 0);
	assert_int_equal(opens(tree, "homes", "/etc/passwd"), 0);
	assert_int_equal(opens(tree, "homes", "/home/ann/.config/other/y.conf"), 0);
	assert_int_equal(opens(tree, "plain", "/etc/passwd"), 0);
	assert_int_equal(opens(tree, "plain", "/home/ann/.config/other/y.conf"), -EXDEV);
	assert_int_equal(opens(tree, "blind", "/etc/passwd"), -EXDEV);
}

static void refuses_interest_that_is_denied_or_too_broad(void **state)
{
	static const char *const paths[] = { "/home/*/.ssh/id_*",
		                             "/etc/shadow",
		                             "/dev/video0",
		                             "/proc/*/environ",
		                             "/**",
		                             "/*/x",
		                             "/home/**",
		                             "/etc/**",
		                             "relative",
		                             "/etc/../x",
		                             "/etc//x",
		                             "",
		                             "/opt/vendor/**",
		                             "/home/*/.agent/**" };
	const struct interest interest = { .paths = paths, .path_count = 14 };
	struct tree *tree = *state;
	size_t left_out = 0;

	assert_int_equal(place_permit(&tree->fixture.place, everybody, &interest, &left_out), 0);
	assert_int_equal(left_out, 12);
}

static void bounds_the_number_and_length_of_interest_paths(void **state)
{
	static char long_path[PLACE_GLOB_MAX + 2];
	const char *paths[PLACE_GLOBS_MAX + 10];
	const struct interest interest = { .paths = paths, .path_count = PLACE_GLOBS_MAX + 10 };
	struct tree *tree = *state;
	size_t left_out = 0;

	memset(long_path, 'x', sizeof(long_path) - 1);
	long_path[0] = '/';
	for (size_t i = 0; i < interest.path_count; i++)
		paths[i] = i ? "/etc/some/quite/long/path/of/a/product" : long_path;
	assert_int_equal(place_permit(&tree->fixture.place, everybody, &interest, &left_out), 0);
	assert_int_equal(left_out, 10);
}

/* --- Requests that lie --- */

static void refuses_crooked_paths_and_goes_on(void **state)
{
	static const char *const crooked[] = { "etc/thing/a",
		                               "/etc/thing/../thing/a",
		                               "/etc//thing/a",
		                               "/etc/thing/a/",
		                               "/etc/./thing/a",
		                               "",
		                               "//",
		                               "/..",
		                               "/etc/thing/." };
	char long_path[5001];
	struct tree *tree = *state;

	for (size_t i = 0; i < sizeof(crooked) / sizeof(*crooked); i++)
		assert_int_equal(opens(tree, "careless", crooked[i]), -EXDEV);
	memset(long_path, 'x', sizeof(long_path) - 1);
	long_path[0] = '/';
	long_path[5000] = '\0';
	assert_int_equal(opens(tree, "careless", long_path), -EXDEV);
	long_path[300] = '\0';
	assert_int_equal(opens(tree, "careless", long_path), -ENOENT);
	assert_int_equal(opens(tree, "plain", "/etc/thing/a"), 0);
}

/* The client would not send this one. */
static void answers_a_path_of_5000_bytes_with_a_refusal(void **state)
{
	struct tree *tree = *state;
	struct place_message message = { .len = 0 };
	uint8_t answer[4] = { 0 };

	place_put_u8(&message, PLACE_OPEN);
	place_put_u8(&message, 8);
	place_put_u16(&message, 5000);
	place_put(&message, "careless", 8);
	place_put(&message, "/", 1);
	memset(message.bytes + message.len, 'x', 4999);
	message.len += 4999;
	assert_int_equal(send(tree->fixture.place.socket, message.bytes, message.len, 0),
	                 message.len);
	assert_int_equal(recv(tree->fixture.place.socket, answer, sizeof(answer), 0), 4);
	assert_int_equal(answer[3], EXDEV);
	assert_int_equal(opens(tree, "plain", "/etc/thing/a"), 0);
}

static bool ends_the_service(const void *request, size_t length)
{
	struct place_fixture fixture;
	uint8_t answer[64];
	bool ended;

	assert_int_equal(place_fixture_start(&fixture, "/", table), 0);
	assert_int_equal(send(fixture.place.socket, request, length, 0), length);
	ended = recv(fixture.place.socket, answer, sizeof(answer), 0) <= 0;
	return place_fixture_close(&fixture) == 1 && ended;
}

static void ends_on_a_malformed_request(void **state)
{
	static const uint8_t huge[PLACE_MESSAGE_MAX + 1] = { PLACE_PERMIT };

	(void)state;
	assert_true(ends_the_service("\0", 1));
	assert_true(ends_the_service("\377", 1));
	assert_true(ends_the_service("\2", 1));
	assert_true(ends_the_service("\2\5\0\1plain/x", 11));  /* a byte too many */
	assert_true(ends_the_service("\2\5\0\2plain/", 10));   /* one too few */
	assert_true(ends_the_service("\2\5\0\2plain/\0", 11)); /* a NUL in the path */
	assert_true(ends_the_service("\1", 1));
	assert_true(ends_the_service("\1\2", 2));
	assert_true(ends_the_service("\1\1X\0\0", 5));
	assert_true(ends_the_service("\1\1P\0\6plain", 10));
	assert_true(ends_the_service("\5\0", 2));
	assert_true(ends_the_service(huge, sizeof(huge)));
}

/* --- The running system: this process alone --- */

static void looks_at_an_executable_but_opens_nothing_through_it(void **state)
{
	static const char *const globs[] = { "/proc/*/exe", "/proc/*/stat", "/proc/*/environ",
		                             "/proc/*/cmdline", NULL };
	static const struct probe processes = { .name = "processes", .globs = globs };
	static const struct probe *const only[] = { &processes, NULL };
	struct place_fixture fixture;
	struct place_entry entry;
	char path[64];
	int fd = -1;

	(void)state;
	assert_int_equal(place_fixture_open(&fixture, NULL, only, NULL), 0);
	snprintf(path, sizeof(path), "/proc/%d/exe", getpid());
	assert_int_equal(place_look(&fixture.place, path, &entry), 0);
	assert_int_equal(entry.type, PLACE_LINK);
	assert_non_null(strstr(entry.target, "test_opener"));
	assert_int_equal(place_open(&fixture.place, path, &fd), -EXDEV);
	snprintf(path, sizeof(path), "/proc/%d/stat", getpid());
	assert_int_equal(place_open(&fixture.place, path, &fd), 0);
	close(fd);
	snprintf(path, sizeof(path), "/proc/%d/environ", getpid());
	assert_int_equal(place_open(&fixture.place, path, &fd), -EXDEV);
	snprintf(path, sizeof(path), "/proc/%d/cmdline", getpid());
	assert_int_equal(place_open(&fixture.place, path, &fd), -EXDEV);
	assert_int_equal(place_fixture_close(&fixture), 0);
}

static void keeps_only_the_capabilities_that_are_needed(void **state)
{
	const uint64_t want = geteuid() == 0 ? 1ULL << 19 /* CAP_SYS_PTRACE */ : 0;
	pid_t child = fork();
	int status = 0;

	(void)state;
	if (child == 0) {
		uint64_t effective = ~0ULL;

		if (opener_drop(NEEDS_PTRACE) != 0 || privilege_effective(&effective) != 0)
			_exit(1);
		_exit(effective == want ? 0 : 2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static void makes_no_connection_and_runs_no_program_once_dropped(void **state)
{
	pid_t child = fork();
	int status = 0;

	(void)state;
	if (child == 0) {
		char *const none[] = { NULL };

		if (opener_drop(NEEDS_NOTHING) != 0)
			_exit(1);
		if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || errno != EPERM)
			_exit(2);
		execve("/bin/true", none, none);
		_exit(errno == EPERM ? 0 : 3);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define PERMITTED(test) cmocka_unit_test_setup_teardown(test, begin_permitted, end)
#define FRESH(test) cmocka_unit_test_setup_teardown(test, begin, end)
		PERMITTED(opens_what_a_glob_names),
		PERMITTED(refuses_a_path_outside_the_tables),
		PERMITTED(refuses_the_deny_list_whatever_the_table_says),
		PERMITTED(leaves_denied_entries_out_of_a_listing),
		PERMITTED(lists_in_front_of_wildcards_and_shows_only_the_way),
		PERMITTED(lets_system_and_time_zone_read_their_own_alone),
		FRESH(refuses_a_probe_that_was_not_permitted),
		FRESH(refuses_to_permit_an_unknown_probe),
		FRESH(refuses_to_permit_twice_or_after_the_first_request),
		PERMITTED(freezes_once_permitted),
		FRESH(serves_interest_paths_to_probes_whose_areas_allow_files),
		FRESH(refuses_interest_that_is_denied_or_too_broad),
		FRESH(bounds_the_number_and_length_of_interest_paths),
		PERMITTED(refuses_crooked_paths_and_goes_on),
		PERMITTED(answers_a_path_of_5000_bytes_with_a_refusal),
		cmocka_unit_test(ends_on_a_malformed_request),
		cmocka_unit_test(looks_at_an_executable_but_opens_nothing_through_it),
		cmocka_unit_test(keeps_only_the_capabilities_that_are_needed),
		cmocka_unit_test(makes_no_connection_and_runs_no_program_once_dropped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
