/* A new key for an audit. */
#include "agent/key.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "probes/base/cleanup.h"
#include "probes/base/file.h"

int key_make(const char *path, struct problem *problem)
{
	unsigned char random[32];
	char line[66];
	_cleanup_(close_at) int fd = -1;
	int error = 0;

	if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random))
		error = -EIO;
	for (size_t i = 0; i < sizeof(random); i++)
		snprintf(line + 2 * i, 3, "%02x", random[i]);
	line[64] = '\n';
	if (!error) {
		fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		error = fd < 0 ? -errno : file_write(fd, line, 65);
	}
	explicit_bzero(random, sizeof(random));
	explicit_bzero(line, sizeof(line));
	if (error == -EEXIST)
		problem_set(problem, "%s: is there already; a key is never overwritten", path);
	else if (error)
		problem_set(problem, "%s: %s", path, strerror(-error));
	return error;
}
