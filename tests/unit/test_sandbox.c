/* What the worker can and cannot do in its cell; each test enters it in a child process. */
#include "agent/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <json-c/json.h>
#include <netinet/in.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#include "agent/landlock.h"
#include "agent/privilege.h"
#include "probes/base/digest.h"
#include "tests/unit/place_fixture.h"

#ifdef __has_feature
#if __has_feature(address_sanitizer) && !defined(__SANITIZE_ADDRESS__)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

#define REFUSED 42 /* the child's call failed with EPERM or EACCES */

typedef int in_cell(const struct sandbox_state *state, int fd);

/* The child's wait status after `what` returned its exit status; `fd` is kept open in the cell. */
static int run_in_cell(in_cell *what, int fd)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		const struct sandbox_setup setup = { .keep = &fd, .keep_count = fd >= 0 };
		struct sandbox_state state;

		if (sandbox_enter(&setup, &state) != 0)
			_exit(99);
		_exit(what(&state, fd));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static int refused(long result)
{
	return result < 0 && (errno == EPERM || errno == EACCES) ? REFUSED : 1;
}

/* Killed by the filter; a sanitizer build, whose runtime opens files, only refuses. */
static void assert_killed(int status)
{
#ifdef __SANITIZE_ADDRESS__
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), REFUSED);
#else
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGSYS);
#endif
}

static void assert_exited(int status, int want)
{
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), want);
}

static int try_open(const struct sandbox_state *state, int fd)
{
	(void)state, (void)fd;
	return refused(open("/etc/passwd", O_RDONLY));
}

static int try_openat2(const struct sandbox_state *state, int fd)
{
	const uint64_t how[3] = { O_RDONLY, 0, 0 };

	(void)state, (void)fd;
	return refused(syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", how, sizeof(how)));
}

static int try_socket(const struct sandbox_state *state, int fd)
{
	(void)state, (void)fd;
	return refused(socket(AF_INET, SOCK_STREAM, 0));
}

static int try_connect(const struct sandbox_state *state, int fd)
{
	const struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(9) };

	(void)state;
	return refused(connect(fd, (const struct sockaddr *)&to, sizeof(to)));
}

static int try_send_to_address(const struct sandbox_state *state, int fd)
{
	const struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(9) };

	(void)state;
	return refused(sendto(fd, "x", 1, 0, (const struct sockaddr *)&to, sizeof(to)));
}

static int try_exec(const struct sandbox_state *state, int fd)
{
	char *const none[] = { NULL };

	(void)state, (void)fd;
	return refused(execve("/bin/true", none, none));
}

static int try_ptrace(const struct sandbox_state *state, int fd)
{
	(void)state, (void)fd;
	return refused(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL));
}

static int try_bpf(const struct sandbox_state *state, int fd)
{
	(void)state, (void)fd;
	return refused(syscall(SYS_bpf, 0, NULL, 0));
}

static int try_fork(const struct sandbox_state *state, int fd)
{
	(void)state, (void)fd;
	return refused(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0));
}

static int try_executable_memory(const struct sandbox_state *state, int fd)
{
	void *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)state, (void)fd;
	if (at == MAP_FAILED || refused(mprotect(at, 4096, PROT_READ | PROT_EXEC)) != REFUSED)
		return 1;
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
	                       MAP_FAILED
	               ? REFUSED
	               : 1;
}

static int try_stat_of_a_path(const struct sandbox_state *state, int fd)
{
	struct stat status;

	(void)state, (void)fd;
	return refused(stat("/etc/passwd", &status));
}

static int try_kill_another(const struct sandbox_state *state, int fd)
{
	(void)state, (void)fd;
	return refused(kill(1, 0));
}

static void dies_or_is_refused_on_open(void **state)
{
	(void)state;
	assert_killed(run_in_cell(try_open, -1));
	assert_killed(run_in_cell(try_openat2, -1));
}

static void dies_or_is_refused_on_socket_and_connect(void **state)
{
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	(void)state;
	assert_killed(run_in_cell(try_socket, -1));
	assert_killed(run_in_cell(try_connect, fd));
	assert_exited(run_in_cell(try_send_to_address, fd), REFUSED);
	close(fd);
}

static void dies_or_is_refused_on_exec_ptrace_and_bpf(void **state)
{
	(void)state;
	assert_killed(run_in_cell(try_exec, -1));
	assert_killed(run_in_cell(try_ptrace, -1));
	assert_killed(run_in_cell(try_bpf, -1));
}

static void is_refused_a_child_executable_memory_paths_and_signals(void **state)
{
	(void)state;
	assert_exited(run_in_cell(try_fork, -1), REFUSED);
	assert_exited(run_in_cell(try_executable_memory, -1), REFUSED);
	assert_exited(run_in_cell(try_stat_of_a_path, -1), REFUSED);
	assert_exited(run_in_cell(try_kill_another, -1), REFUSED);
}

static int has_no_rights(const struct sandbox_state *state, int fd)
{
	(void)fd;
	return geteuid() != 0 && getegid() != 0 && state->nobody ? 0 : 1;
}

static void is_nobody_where_the_run_began_as_root(void **state)
{
	(void)state;
	if (geteuid() != 0) {
		print_message("SKIP: needs root\n");
		skip();
	}
	assert_exited(run_in_cell(has_no_rights, -1), 0);
}

/* Without the filter, whose answer would hide that Landlock is missing. */
static void cannot_open_a_path_under_landlock_alone(void **state)
{
	int abi = landlock_abi(), status;
	pid_t child;

	(void)state;
	if (!abi) {
		print_message("SKIP: this kernel has no Landlock\n");
		skip();
	}
	child = fork();
	if (child == 0) {
		if (privilege_keep(0) != 0 || landlock_close(abi) != 0)
			_exit(1);
		_exit(refused(open("/etc/passwd", O_RDONLY)) == REFUSED &&
		                      refused(open("/", O_RDONLY | O_DIRECTORY)) == REFUSED &&
		                      refused(mkdir("/tmp/daylight-landlock", 0700)) == REFUSED
		              ? 0
		              : 2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_exited(status, 0);
}

static void gives_up_every_capability(void **state)
{
	pid_t child = fork();
	int status;

	(void)state;
	if (child == 0) {
		uint64_t effective = ~0ULL;

		if (privilege_keep(0) != 0 || privilege_effective(&effective) != 0)
			_exit(1);
		_exit(effective == 0 && prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? 0 : 2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_exited(status, 0);
}

static int is_closed(const struct sandbox_state *state, int fd)
{
	(void)state;
	for (int i = 3; i < 64; i++)
		if ((fcntl(i, F_GETFD) >= 0) != (i == fd))
			return i;
	return 0;
}

static void keeps_only_the_descriptors_it_is_given(void **state)
{
	int before = dup(0), kept = dup(0), after = dup(0);

	(void)state;
	assert_exited(run_in_cell(is_closed, kept), 0);
	close(before);
	close(kept);
	close(after);
}

static int reads_inherited(const struct sandbox_state *state, int fd)
{
	struct stat status;
	char line[8] = "";
	FILE *file = fdopen(fd, "r");

	(void)state;
	if (!file || fstat(fd, &status) != 0 || status.st_size != 6)
		return 1;
	return fgets(line, sizeof(line), file) && strcmp(line, "hello\n") == 0 ? 0 : 2;
}

static void reads_an_inherited_descriptor_with_stdio(void **state)
{
	int fd = memfd_create("inherited", 0);

	(void)state;
	assert_int_equal(write(fd, "hello\n", 6), 6);
	lseek(fd, 0, SEEK_SET);
	assert_exited(run_in_cell(reads_inherited, fd), 0);
	close(fd);
}

static int by_value(const void *a, const void *b)
{
	return *(const int *)a < *(const int *)b ? -1 : 1;
}

static int sorts_much(void)
{
	size_t count = 100000;
	int *all = calloc(count, sizeof(*all));

	if (!all)
		return 1;
	for (size_t i = 0; i < count; i++)
		all[i] = (int)(i * 7919 % count);
	qsort(all, count, sizeof(*all), by_value);
	return all[count - 1] == (int)count - 1 ? 0 : 1;
}

static int uses_libraries(const struct sandbox_state *state, int fd)
{
	const struct span bytes = { (const uint8_t *)"abc", 3 };
	uint8_t packed[64], plain[64];
	uLongf packed_size = sizeof(packed), plain_size = sizeof(plain);
	char hex[DIGEST_HEX];
	struct json_object *json = json_tokener_parse("{\"a\":[1,2.5,\"x\"]}");

	(void)state, (void)fd;
	digest_hex(bytes, hex);
	if (!json || strcmp(json_object_to_json_string(json), "{ \"a\": [ 1, 2.5, \"x\" ] }") != 0)
		return 1;
	if (strncmp(hex, "ba7816bf", 8) != 0)
		return 2;
	if (compress(packed, &packed_size, bytes.at, bytes.len) != Z_OK ||
	    uncompress(plain, &plain_size, packed, packed_size) != Z_OK || plain_size != 3)
		return 3;
	return sorts_much() ? 4 : 0;
}

static void runs_json_digests_zlib_and_large_sorts(void **state)
{
	(void)state;
	assert_int_equal(digest_prepare(), 0);
	json_object_put(json_tokener_parse("{\"seed\":1}"));
	assert_exited(run_in_cell(uses_libraries, -1), 0);
}

static int queries_database(const struct sandbox_state *state, int fd)
{
	const char *text = "create table t(a); insert into t values(3),(1),(2);";
	struct sqlite3_stmt *query = NULL;
	sqlite3 *database = NULL;
	int sum;

	(void)state, (void)fd;
	if (sqlite3_open(":memory:", &database) != SQLITE_OK ||
	    sqlite3_exec(database, text, NULL, NULL, NULL) != SQLITE_OK)
		return 1;
	if (sqlite3_prepare_v2(database, "select sum(a) from (select a from t order by a)", -1,
	                       &query, NULL) != SQLITE_OK ||
	    sqlite3_step(query) != SQLITE_ROW)
		return 2;
	sum = sqlite3_column_int(query, 0);
	sqlite3_finalize(query);
	sqlite3_close(database);
	return sum == 6 ? 0 : 3;
}

static void queries_a_database_in_memory(void **state)
{
	uint8_t seed;

	(void)state;
	sqlite3_randomness(sizeof(seed), &seed); /* opens /dev/urandom on its first call */
	assert_exited(run_in_cell(queries_database, -1), 0);
}

static int takes_too_much(const struct sandbox_state *state, int fd)
{
	(void)fd;
	if (state->lenient)
		return REFUSED;
	return malloc(SANDBOX_DATA_LIMIT) ? 1 : REFUSED;
}

static void cannot_take_more_memory_than_its_limit(void **state)
{
	(void)state;
	assert_exited(run_in_cell(takes_too_much, -1), REFUSED);
}

static void aborts_with_the_signal_that_was_meant(void **state)
{
	int status;

	(void)state;
	status = run_in_cell((in_cell *)(void *)abort, -1);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
}

static int lacks_landlock(const struct sandbox_state *state, int fd)
{
	(void)fd;
	return state->landlock == (state->landlock_abi > 0) ? (state->landlock ? 0 : 1) : 2;
}

static void states_whether_landlock_holds(void **state)
{
	bool there = syscall(SYS_landlock_create_ruleset, NULL, 0, 1) > 0;

	(void)state;
	assert_exited(run_in_cell(lacks_landlock, -1), there ? 0 : 1);
}

/* --- Together with the opener --- */

static const char *const globs[] = { "/place.h", NULL };
static const struct probe headers = { .name = "headers", .globs = globs };
static const struct probe *const table[] = { &headers, NULL };

static int asks_the_opener(const struct sandbox_state *state, int fd)
{
	struct place place = { .socket = fd, .probe = "headers", .arena = arena_new(1 << 20) };
	struct place_listing listing;
	struct span bytes;
	int out;

	(void)state;
	if (place_read(&place, "/place.h", 1 << 20, &bytes) != 0 || bytes.len < 100)
		return 1;
	if (place_open(&place, "/probe.h", &out) != -EXDEV)
		return 2;
	return place_list(&place, "/", &listing) == -EXDEV ? 0 : 3;
}

static void reaches_files_through_the_opener_alone(void **state)
{
	struct place_fixture fixture;

	(void)state;
	assert_int_equal(place_fixture_open(&fixture, "probes", table, NULL), 0);
	assert_exited(run_in_cell(asks_the_opener, fixture.place.socket), 0);
	assert_int_equal(place_fixture_close(&fixture), 0);
}

/* Takes no signals, as a worker that was taken over might; says by `fd` that it is in its cell. */
static _Noreturn void stay_for_ever(int fd)
{
	const struct sandbox_setup setup = { .keep = &fd, .keep_count = 1 };

	alarm(20); /* when this test fails */
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	if (sandbox_enter(&setup, NULL) != 0 || write(fd, "x", 1) != 1)
		_exit(1);
	for (;;)
		sched_yield();
}

static void does_not_outlive_the_run(void **state)
{
	int pipes[2];
	char byte;
	pid_t run;

	(void)state;
	assert_int_equal(pipe(pipes), 0);
	run = fork();
	if (run == 0) {
		if (fork() == 0)
			stay_for_ever(pipes[1]);
		for (;;)
			pause();
	}
	close(pipes[1]);
	assert_int_equal(read(pipes[0], &byte, 1), 1);
	kill(run, SIGKILL);
	assert_int_equal(waitpid(run, NULL, 0), run);
	alarm(10);
	assert_int_equal(read(pipes[0], &byte, 1), 0); /* its end is closed: it is gone */
	alarm(0);
	close(pipes[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dies_or_is_refused_on_open),
		cmocka_unit_test(dies_or_is_refused_on_socket_and_connect),
		cmocka_unit_test(dies_or_is_refused_on_exec_ptrace_and_bpf),
		cmocka_unit_test(is_refused_a_child_executable_memory_paths_and_signals),
		cmocka_unit_test(is_nobody_where_the_run_began_as_root),
		cmocka_unit_test(cannot_open_a_path_under_landlock_alone),
		cmocka_unit_test(gives_up_every_capability),
		cmocka_unit_test(queries_a_database_in_memory),
		cmocka_unit_test(keeps_only_the_descriptors_it_is_given),
		cmocka_unit_test(reads_an_inherited_descriptor_with_stdio),
		cmocka_unit_test(runs_json_digests_zlib_and_large_sorts),
		cmocka_unit_test(cannot_take_more_memory_than_its_limit),
		cmocka_unit_test(aborts_with_the_signal_that_was_meant),
		cmocka_unit_test(states_whether_landlock_holds),
		cmocka_unit_test(does_not_outlive_the_run),
		cmocka_unit_test(reaches_files_through_the_opener_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
