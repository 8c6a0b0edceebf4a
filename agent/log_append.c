/* Opens, locks and appends; reads of the old log no more than its last byte. */
#include "agent/log_append.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "probes/base/cleanup.h"

static int open_log(struct log_append *out)
{
	const int flags = O_RDWR | O_APPEND | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;

	out->fd = open(out->path, flags);
	if (out->fd < 0 && errno == ENOENT) {
		out->fd = open(out->path, flags | O_CREAT | O_EXCL, 0600);
		out->created = out->fd >= 0;
	}
	return out->fd < 0 ? -errno : 0;
}

static int check_log(const struct log_append *log)
{
	struct stat st;

	if (fstat(log->fd, &st) != 0)
		return -errno;
	if (!S_ISREG(st.st_mode))
		return -EINVAL;
	return flock(log->fd, LOCK_EX | LOCK_NB) != 0 ? -errno : 0;
}

static const char *remedy(int error)
{
	switch (error) {
	case -ELOOP: return " (a link is not written through: name the folder that holds the file)";
	case -EWOULDBLOCK: return " (another daylight is writing it: try again)";
	case -EINVAL: return " (want a regular file)";
	default: return " (-a names the agreement's folder, whose log.jsonl is added to)";
	}
}

int log_append_open(const char *folder, struct log_append *out, struct problem *problem)
{
	struct log_append log = { .fd = -1 };
	int error = 0;

	if (snprintf(log.path, sizeof(log.path), "%s/log.jsonl", folder) >= (int)sizeof(log.path))
		error = -ENAMETOOLONG;
	if (!error)
		error = open_log(&log);
	if (!error)
		error = check_log(&log);
	if (!error) {
		*out = log;
		return 0;
	}
	problem_set(problem, "%s: %s%s", log.path, strerror(-error), remedy(error));
	if (log.fd >= 0)
		close(log.fd);
	return error;
}

/* The rows as they will stand, behind the end of an unfinished line. */
static int gather(const struct log_append *log, int rows, off_t size, char **out, size_t *len)
{
	off_t wanted = lseek(rows, 0, SEEK_END);
	size_t start = 0;
	char last = '\n', *bytes;

	if (wanted <= 0 || (size_t)wanted > LOG_ROWS_MAX)
		return -EFBIG;
	if (size > 0 && pread(log->fd, &last, 1, size - 1) != 1)
		return -EIO;
	bytes = malloc((size_t)wanted + 1);
	if (!bytes)
		return -ENOMEM;
	if (last != '\n')
		bytes[start++] = '\n';
	if (pread(rows, bytes + start, (size_t)wanted, 0) != (ssize_t)wanted) {
		free(bytes);
		return -EIO;
	}
	*out = bytes;
	*len = start + (size_t)wanted;
	return 0;
}

/* A new file is there only once its folder is on the disk too. */
static int sync_folder(const char *path)
{
	_cleanup_(close_at) int fd = -1;
	char folder[PATH_MAX];
	const char *slash = strrchr(path, '/');
	int len = !slash ? 1 : slash == path ? 1 : (int)(slash - path);

	if (len >= (int)sizeof(folder))
		return -ENAMETOOLONG;
	snprintf(folder, sizeof(folder), "%.*s", len, slash ? path : ".");
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd < 0 || (fsync(fd) != 0 && errno != EINVAL) ? -errno : 0;
}

static int append(const struct log_append *log, const char *bytes, size_t len, off_t size)
{
	ssize_t done;
	int error = 0;

	do
		done = write(log->fd, bytes, len);
	while (done < 0 && errno == EINTR);
	if (done < 0)
		error = -errno;
	else if ((size_t)done != len)
		error = -ENOSPC;
	if (!error && fsync(log->fd) != 0 && errno != EINVAL)
		error = -errno;
	if (error && ftruncate(log->fd, size) != 0) /* half a row would spoil the file */
		return -EIO;
	return error;
}

int log_append_commit(struct log_append *log, int rows)
{
	_cleanup_(free_at) char *bytes = NULL;
	struct stat st;
	size_t len = 0;
	int error = fstat(log->fd, &st) != 0 ? -errno : 0;

	if (!error)
		error = gather(log, rows, st.st_size, &bytes, &len);
	if (!error)
		error = append(log, bytes, len, st.st_size);
	if (error)
		log_append_discard(log);
	else if (log->created)
		error = sync_folder(log->path);
	return error;
}

void log_append_discard(const struct log_append *log)
{
	if (log->created)
		unlink(log->path);
}
