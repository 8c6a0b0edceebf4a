/* Two processes, each with just the rights that it needs. */
#include "agent/workers.h"

#include <errno.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/exit.h"
#include "agent/interrupt.h"
#include "agent/opener.h"
#include "agent/privilege.h"
#include "agent/progress.h"
#include "agent/restart.h"
#include "agent/sandbox.h"
#include "probes/probe.h"

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
	keep_files(kept, &r->inputs.contracts);
	keep_files(kept, &r->inputs.captures);
	keep_files(kept, &r->inputs.files);
	keep_files(kept, &r->inputs.agreements);
	keep(kept, r->inputs.permission.fd);
	keep(kept, r->inputs.audit_key.fd);
	keep(kept, r->inputs.answers.fd);
	keep(kept, r->inputs.annex.fd);
	keep(kept, r->inputs.previous.fd);
	keep(kept, r->inputs.tool.fd);
	for (size_t i = 0; i < OUTPUTS; i++)
		keep(kept, r->outputs.fd[i]);
	keep(kept, r->outputs.stream);
}

/* A full disk may have cut standard output short long before the last flush, which then succeeds.
 */
static int said_whole(const struct work *w, int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	fprintf(stderr, "daylight %s: writing to standard output failed\n", w->command->name);
	return EXIT_BROKEN;
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
		          .quic = r->quic,
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
	_exit(said_whole(&w, status));
}

/* The bits are those of capabilities(7). */
unsigned workers_rights(void)
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

/* What only loads and judges has nothing to keep, and a long list is many loops that would all
 * have to look for a signal: it ends at once, and nothing of it is written. A check of a device or
 * a recording keeps what it has, a dialogue its answers. */
static bool ends_at_once(const struct the_run *r)
{
	return !(r->command->takes & (TAKES_DEVICE | TAKES_CAPTURES)) && !r->command->resumed &&
	       r->shared->stage != STAGE_CAPTURE;
}

static int wait_for(struct the_run *r, pid_t child)
{
	int status = 0;

	progress_follow(r, child);
	if (interrupted()) /* before anybody waited */
		kill(child, ends_at_once(r) ? SIGKILL : SIGUSR1);
	while (waitpid(child, &status, 0) < 0) {
		if (errno != EINTR)
			return -errno;
		if (interrupted())
			kill(child, ends_at_once(r) ? SIGKILL : SIGUSR1);
	}
	if (interrupted() && WIFSIGNALED(status) && ends_at_once(r))
		r->shared->outputs_done = r->shared->stream_done = 0;
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
	status = worker < 0 ? error : wait_for(r, worker);
	if (opener > 0)
		wait_for(r, opener);
	return error ? error : status;
}

int workers_run(struct the_run *r)
{
	for (;;) {
		int status = one_worker(r);

		if (status < 0) {
			fprintf(stderr, "daylight %s: %s\n", r->command->name, strerror(-status));
			return EXIT_BROKEN;
		}
		if (WIFEXITED(status))
			return WEXITSTATUS(status);
		if (interrupted() && ends_at_once(r))
			return EXIT_BROKEN;
		fprintf(stderr,
		        "daylight %s: the process that reads foreign bytes was ended by signal %d "
		        "(%s)%s\n",
		        r->command->name, WTERMSIG(status), strsignal(WTERMSIG(status)),
		        interrupted() ? ""
		                      : "; what it had in hand is left out and said in the report");
		if (interrupted() || !restart_without_it(r))
			return EXIT_BROKEN;
	}
}
