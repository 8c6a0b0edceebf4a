/* The whole story of a run on one screen, and the few steps that it is made of. */
#include "agent/run.h"

#include <errno.h>
#include <json-c/json.h>
#include <linux/capability.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "agent/exit.h"
#include "agent/opener.h"
#include "agent/privilege.h"
#include "agent/sandbox.h"
#include "probes/base/digest.h"
#include "probes/probe.h"

#define RESTARTS_MAX (SKIPS_MAX + 16)

/* The one piece of file-scope state of the program: a signal has no other way to say something. It
 * points into the page that all three processes share, for a signal may reach just one of them. */
static volatile sig_atomic_t *interrupted;

static void on_signal(int number)
{
	if (number != SIGUSR1)
		*interrupted = 1;
}

bool run_interrupted(void)
{
	return interrupted && *interrupted != 0;
}

struct the_run {
	const struct command *command;
	struct options options;
	struct inputs inputs;
	struct outputs outputs;
	struct shared *shared;
	int64_t now;
	unsigned rights;
	unsigned restarts; /* here, not in the shared page: a worker that was taken over could set
	                      it back */
};

static int complain(const char *name, const struct problem *problem, int status)
{
	if (problem_found(problem))
		fprintf(stderr, "daylight %s: %s\n", name, problem->text);
	return status;
}

/* Worker and opener both finish what they have in hand: a second signal ends them. SIGUSR1 only
 * wakes a worker that waits for bytes. */
static void listen_for_signals(struct shared *shared)
{
	struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESETHAND };
	struct sigaction wake = { .sa_handler = on_signal };

	interrupted = &shared->interrupted;
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGUSR1, &wake, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static int open_all(struct the_run *r, struct problem *problem)
{
	const struct command *command = r->command;
	int error = inputs_open(command, &r->options, &r->inputs, problem);

	outputs_none(&r->outputs);
	if (!error && (command->takes & TAKES_FOLDER) && !r->options.dry_run)
		error = outputs_open_folder(r->options.output, command->outputs, &r->outputs,
		                            problem);
	if (!error && (command->takes & TAKES_STREAM))
		error = outputs_open_stream(r->options.output, &r->outputs, problem);
	if (error)
		return error;
	r->shared = mmap(NULL, sizeof(*r->shared), PROT_READ | PROT_WRITE,
	                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (r->shared == MAP_FAILED)
		return -ENOMEM;
	return 0;
}

struct kept {
	int fds[4 * INPUT_FILES_MAX + 64];
	size_t count;
};

static void keep(struct kept *kept, int fd)
{
	if (fd >= 0 && kept->count < sizeof(kept->fds) / sizeof(kept->fds[0]))
		kept->fds[kept->count++] = fd;
}

static void keep_files(struct kept *kept, const struct input_files *files)
{
	for (size_t i = 0; i < files->count; i++)
		keep(kept, files->items[i].fd);
}

/* All descriptors that the worker needs; every other is closed. */
static void keep_all(const struct the_run *r, int socket, struct kept *kept)
{
	keep(kept, socket);
	keep_files(kept, &r->inputs.catalogue);
	keep_files(kept, &r->inputs.packs);
	keep_files(kept, &r->inputs.captures);
	keep_files(kept, &r->inputs.files);
	keep_files(kept, &r->inputs.agreements);
	keep(kept, r->inputs.permission.fd);
	keep(kept, r->inputs.audit_key.fd);
	keep(kept, r->inputs.previous.fd);
	keep(kept, r->inputs.tool.fd);
	for (size_t i = 0; i < OUTPUTS; i++)
		keep(kept, r->outputs.fd[i]);
	keep(kept, r->outputs.stream);
}

/* The worker's whole life. */
static _Noreturn void work_inside(struct the_run *r, int socket)
{
	struct kept *kept = calloc(1, sizeof(*kept));
	struct sandbox_setup setup = { 0 };
	struct sandbox_state state = { 0 };
	struct work w = { .command = r->command,
		          .options = &r->options,
		          .inputs = &r->inputs,
		          .outputs = &r->outputs,
		          .shared = r->shared,
		          .now = r->now,
		          .terminal = isatty(STDOUT_FILENO),
		          .rights = r->rights };
	int status = EXIT_BROKEN, error = kept ? 0 : -ENOMEM;

	if (!error) {
		keep_all(r, socket, kept);
		setup.keep = kept->fds;
		setup.keep_count = kept->count;
		error = sandbox_enter(&setup, &state);
	}
	free(kept);
	if (error) {
		fprintf(stderr, "daylight %s: the sandbox could not be closed: %s\n",
		        r->command->name, strerror(-error));
		_exit(EXIT_BROKEN);
	}
	w.landlocked = state.landlock;
	w.arena = arena_new(ARENA_LIMIT_DEFAULT);
	if (w.arena) {
		w.place = (struct place){ .socket = socket,
			                  .rooted = r->options.root != NULL,
			                  .arena = w.arena };
		status = r->command->work(&w);
	}
	arena_free(w.arena);
	if (fflush(stdout) != 0)
		status = EXIT_BROKEN;
	_exit(status);
}

/* Which needs of the probes this process could meet: bits of capabilities(7). */
static unsigned rights_now(void)
{
	uint64_t effective = 0;
	unsigned rights = NEEDS_NOTHING;

	if (privilege_effective(&effective) != 0)
		return rights;
	if (effective >> CAP_DAC_READ_SEARCH & 1)
		rights |= NEEDS_READ_ALL;
	if (effective >> CAP_SYS_PTRACE & 1)
		rights |= NEEDS_PTRACE;
	return rights;
}

static unsigned needs_of(const struct the_run *r)
{
	unsigned needs = NEEDS_NOTHING;

	for (const struct probe *const *p = probes; *p && (r->command->takes & TAKES_DEVICE); p++)
		needs |= (*p)->needs;
	return needs;
}

/* The opener's whole life. */
static _Noreturn void open_for(const struct the_run *r, int socket)
{
	struct opener_setup setup = { .root = r->options.root };
	struct opener_tally tally = { 0 };
	int error = opener_drop(needs_of(r));

	if (!error)
		error = opener_serve(socket, &setup, &tally);
	if (error)
		fprintf(stderr, "daylight %s: opening files for the checks failed: %s\n",
		        r->command->name, strerror(-error));
	_exit(error ? EXIT_BROKEN : EXIT_NOTHING);
}

static int wait_for(pid_t child)
{
	int status = 0;

	while (waitpid(child, &status, 0) < 0) {
		if (errno != EINTR)
			return -errno;
		if (run_interrupted())
			kill(child, SIGUSR1);
	}
	return status;
}

/* Forks an opener and a worker, joined by a socket, and waits for both. The worker's wait status,
 * or -errno. Neither can be made from the other once that has given up its rights, so this process
 * forks both and does nothing else. */
static int one_worker(struct the_run *r)
{
	int pair[2], status, error = opener_socketpair(pair);
	pid_t opener, worker;

	if (error)
		return error;
	worker = fork();
	if (worker == 0) {
		close(pair[OPENER_SIDE]);
		work_inside(r, pair[WORKER_SIDE]);
	}
	close(pair[WORKER_SIDE]);
	opener = worker < 0 ? -1 : fork();
	if (opener == 0)
		open_for(r, pair[OPENER_SIDE]);
	error = worker < 0 || opener < 0 ? -errno : 0;
	close(pair[OPENER_SIDE]); /* a worker without an opener ends by itself */
	status = worker < 0 ? error : wait_for(worker);
	if (opener > 0)
		wait_for(opener);
	return error ? error : status;
}

static bool reads_stdin(const struct input_files *files)
{
	for (size_t i = 0; i < files->count; i++)
		if (files->items[i].fd == STDIN_FILENO)
			return true;
	return false;
}

/* One packet is left out; and when that was tried often enough, or cannot be, all from that packet
 * on. */
static bool step_over_packet(struct the_run *r, struct capture_skip at)
{
	struct shared *shared = r->shared;
	bool again = !reads_stdin(&r->inputs.captures) && !reads_stdin(&r->inputs.files);

	if (again && at.packet && shared->packet_skip_count < SKIPS_MAX) {
		shared->packet_skips[shared->packet_skip_count++] = at;
		return true;
	}
	if (shared->has_packet_end)
		return false;
	shared->has_packet_end = true;
	shared->packet_end = again ? at : (struct capture_skip){ at.source, 0 };
	return true;
}

/* What the dead worker had in hand is left out by the next one; false when nothing can be left out.
 */
static bool step_over(struct the_run *r)
{
	struct shared *shared = r->shared;
	struct capture_skip at = { shared->progress.source, shared->progress.packet };
	uint32_t probe = shared->probe;

	shared->crashes++;
	if (shared->stage == STAGE_CAPTURE)
		return step_over_packet(r, at);
	if (shared->stage != STAGE_PROBE || probe >= 32 || shared->probe_skips >> probe & 1)
		return false;
	shared->probe_skips |= 1u << probe;
	return true;
}

static void rewind_inputs(const struct the_run *r)
{
	for (size_t i = 0; i < r->inputs.captures.count; i++)
		lseek(r->inputs.captures.items[i].fd, 0, SEEK_SET);
	for (size_t i = 0; i < r->inputs.files.count; i++)
		lseek(r->inputs.files.items[i].fd, 0, SEEK_SET);
}

/* Workers until one lives to its end. An exit status. */
static int work_until_done(struct the_run *r)
{
	for (;;) {
		int status = one_worker(r);

		if (status < 0) {
			fprintf(stderr, "daylight %s: %s\n", r->command->name, strerror(-status));
			return EXIT_BROKEN;
		}
		if (WIFEXITED(status))
			return WEXITSTATUS(status);
		fprintf(stderr,
		        "daylight %s: the process that reads foreign bytes was ended by signal %d "
		        "(%s)%s\n",
		        r->command->name, WTERMSIG(status), strsignal(WTERMSIG(status)),
		        run_interrupted()
		                ? ""
		                : "; what it had in hand is left out and said in the report");
		if (run_interrupted() || ++r->restarts > RESTARTS_MAX || !step_over(r))
			return EXIT_BROKEN;
		outputs_restart(&r->outputs, r->shared);
		rewind_inputs(r);
	}
}

/* What was kept is named (DESIGN 7). */
static void say_interrupted(const struct the_run *r)
{
	const struct shared *shared = r->shared;
	const char *name = r->command->name, *before = "";

	fprintf(stderr, "daylight %s: interrupted; ", name);
	if (!shared->outputs_done && !shared->stream_done) {
		fputs("nothing was written\n", stderr);
		return;
	}
	fputs("what was read until then is in ", stderr);
	if (shared->stream_done)
		fputs(r->outputs.stream_path ? r->outputs.stream_path : "the output", stderr);
	for (unsigned i = 0; i < OUTPUTS; i++) {
		if (!(shared->outputs_done >> i & 1))
			continue;
		fprintf(stderr, "%s%s/%s", before, r->outputs.folder, output_name((enum output)i));
		before = ", ";
	}
	fputs(shared->outputs_done ? " (marked as partial)\n" : "\n", stderr);
}

static int finish(struct the_run *r, int status)
{
	struct text kept = { 0 };
	int error = outputs_commit(&r->outputs, r->shared, &kept);

	if (error) {
		fprintf(stderr, "daylight %s: writing the output failed: %s\n", r->command->name,
		        strerror(-error));
		status = EXIT_BROKEN;
	}
	if (kept.len)
		fprintf(stderr, "daylight %s: what was collected so far is kept in %s\n",
		        r->command->name, kept.at);
	text_free(&kept);
	if (!run_interrupted())
		return status;
	say_interrupted(r);
	return EXIT_BROKEN;
}

/* json-c and SQLite ask for a seed and libcrypto for its algorithms on first use: too late in the
 * sandbox. */
static int prepare_libraries(void)
{
	struct json_object *first = json_tokener_parse("{\"seed\":0}");
	unsigned char byte;

	if (!first)
		return -ENOMEM;
	json_object_put(first);
	sqlite3_randomness(sizeof(byte), &byte);
	tzset();
	return digest_prepare();
}

/* From the first file opened to the last one renamed. */
static int run_opened(struct the_run *r)
{
	struct problem problem = { 0 };

	if (open_all(r, &problem) != 0) {
		complain(r->command->name, &problem, EXIT_USAGE);
		outputs_discard(&r->outputs);
		return EXIT_USAGE;
	}
	if (prepare_libraries() != 0)
		return EXIT_BROKEN;
	listen_for_signals(r->shared);
	fflush(stdout);
	return finish(r, work_until_done(r));
}

static int run_options(struct the_run *r, int argc, char **argv)
{
	const struct command *command = r->command;
	struct problem problem = { 0 };
	int status;

	if (options_parse(command, argc, argv, &r->options, &problem) != 0)
		return complain(command->name, &problem, EXIT_USAGE);
	if (r->options.help) {
		options_help(command, stdout);
		return EXIT_NOTHING;
	}
	status = command->prepare ? command->prepare(&r->options, &problem) : -1;
	return status >= 0 ? complain(command->name, &problem, status) : run_opened(r);
}

int run_command(const struct command *command, int argc, char **argv)
{
	struct the_run *r = calloc(1, sizeof(*r));
	int status;

	if (!r)
		return EXIT_BROKEN;
	r->command = command;
	r->now = (int64_t)time(NULL);
	r->rights = rights_now();
	status = run_options(r, argc, argv);
	inputs_close(&r->inputs);
	free(r);
	return status;
}
