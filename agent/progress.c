/* One line that is written over again. */
#include "agent/progress.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "agent/interrupt.h"

#define EVERY_MILLISECONDS 1000
#define WIDTH 79

static void write_line(const char *line)
{
	ssize_t done = write(STDERR_FILENO, line, strlen(line));

	(void)done; /* a terminal that is gone wants no line */
}

void progress_end(struct shared *shared)
{
	char blank[WIDTH + 3];

	if (!shared->progress_shown)
		return;
	shared->progress_shown = 0;
	snprintf(blank, sizeof(blank), "\r%*s\r", WIDTH, "");
	write_line(blank);
}

/* Bytes of all files; 0: one of them is a pipe. */
static uint64_t size_of(const struct input_files *files, bool *known)
{
	uint64_t size = 0;

	for (size_t i = 0; i < files->count; i++) {
		struct stat st;

		if (fstat(files->items[i].fd, &st) != 0 || !S_ISREG(st.st_mode)) {
			*known = false;
			return 0;
		}
		size += (uint64_t)st.st_size;
	}
	return size;
}

static void show(const struct the_run *run, uint64_t size)
{
	volatile struct capture_progress *progress = &run->shared->progress;
	uint64_t bytes = progress->bytes;
	char read[32], line[WIDTH + 2];

	if (size)
		snprintf(read, sizeof(read), "%llu %%",
		         (unsigned long long)(bytes < size ? bytes * 100 / size : 100));
	else
		snprintf(read, sizeof(read), "%llu MiB", (unsigned long long)(bytes >> 20));
	snprintf(line, sizeof(line), "\rdaylight %s: %s read, %llu packets, %llu names   ",
	         run->command->name, read, (unsigned long long)progress->packets,
	         (unsigned long long)progress->names);
	if (run->shared->stage != STAGE_CAPTURE)
		return;
	run->shared->progress_shown = 1;
	write_line(line);
}

void progress_follow(const struct the_run *run, pid_t child)
{
	struct pollfd ended = { .fd = -1, .events = POLLIN };
	bool known = true;
	uint64_t size;

	if (run->options.quiet || !(run->command->takes & TAKES_CAPTURES) || !isatty(STDERR_FILENO))
		return;
	size = size_of(&run->inputs.captures, &known);
	if (run->command->takes & TAKES_FILES)
		size += size_of(&run->inputs.files, &known);
	ended.fd = (int)syscall(SYS_pidfd_open, child, 0);
	if (ended.fd < 0) /* before Linux 5.3 */
		return;
	while (!interrupted() && poll(&ended, 1, EVERY_MILLISECONDS) == 0)
		if (run->shared->stage == STAGE_CAPTURE)
			show(run, known ? size : 0);
	close(ended.fd);
	progress_end(run->shared);
}
