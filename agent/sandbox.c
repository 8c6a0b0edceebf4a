/* Closes the worker's cell, one wall after the other; the filter comes last since it forbids the
 * rest. */
#include "agent/sandbox.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "agent/filter.h"
#include "agent/landlock.h"
#include "agent/privilege.h"

#define DESCRIPTORS_SPARE 64 /* that the worker may open besides those it keeps */

#if defined(__SANITIZE_ADDRESS__)
#define LENIENT 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) ||                         \
	__has_feature(thread_sanitizer)
#define LENIENT 1
#endif
#endif
#ifndef LENIENT
#define LENIENT 0
#endif

/* --- Descriptors and limits --- */

static int by_number(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static int close_from_to(unsigned first, unsigned last)
{
	struct rlimit limit;

	if (first > last || syscall(SYS_close_range, first, last, 0) == 0)
		return 0;
	if (errno != ENOSYS || getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return -errno;
	for (unsigned fd = first; fd <= last && fd < limit.rlim_cur; fd++) /* before Linux 5.9 */
		close((int)fd);
	return 0;
}

static int close_all_but(const int *keep, size_t count, int *highest)
{
	int *sorted = malloc((count + 1) * sizeof(*sorted));
	unsigned next = STDERR_FILENO + 1;
	int error = 0;

	if (!sorted)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++)
		sorted[i] = keep[i];
	qsort(sorted, count, sizeof(*sorted), by_number);
	for (size_t i = 0; !error && i < count; i++) {
		if (sorted[i] < (int)next)
			continue;
		error = close_from_to(next, (unsigned)sorted[i] - 1);
		next = (unsigned)sorted[i] + 1;
	}
	if (!error)
		error = close_from_to(next, ~0U);
	*highest = (int)next - 1;
	free(sorted);
	return error;
}

static int set_limit(int resource, rlim_t value)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) != 0)
		return -errno;
	if (limit.rlim_max < value)
		value = limit.rlim_max;
	limit = (struct rlimit){ value, value };
	return setrlimit(resource, &limit) == 0 ? 0 : -errno;
}

static int set_limits(const struct sandbox_setup *setup, int highest)
{
	int error = set_limit(RLIMIT_CORE, 0);

	if (!error)
		error = set_limit(RLIMIT_NOFILE, (rlim_t)highest + 1 + DESCRIPTORS_SPARE);
	if (!error && !LENIENT)
		error = set_limit(RLIMIT_DATA,
		                  setup->data_limit ? setup->data_limit : SANDBOX_DATA_LIMIT);
	return error;
}

/* --- All walls --- */

static int close_walls(const struct sandbox_setup *setup, struct sandbox_state *state)
{
	int highest = STDERR_FILENO;
	int error = close_all_but(setup->keep, setup->keep_count, &highest);

	if (!error)
		error = set_limits(setup, highest);
	if (!error)
		error = privilege_become_nobody();
	if (error < 0)
		return error;
	state->nobody = error == 0;
	error = privilege_keep(0);
	if (!error && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		error = -errno;
	/* after the change of user, which would clear it: nobody is left who could stop it */
	if (!error && prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0)
		error = -errno;
	if (error)
		return error;
	state->landlock_abi = landlock_abi();
	if (state->landlock_abi)
		error = landlock_close(state->landlock_abi);
	state->landlock = state->landlock_abi && !error;
	return error ? error : filter_load_worker(LENIENT);
}

int sandbox_enter(const struct sandbox_setup *setup, struct sandbox_state *state)
{
	struct sandbox_state closed = { .lenient = LENIENT };
	int error = close_walls(setup, &closed);

	if (!error && state)
		*state = closed;
	return error;
}

#if LENIENT
/* LeakSanitizer stops the process with ptrace at exit; inside the cell it cannot, and would report
 * that as a crash. */
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
	return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) != 0;
}
#endif
