/* Whole files in, whole buffers out. */
#include "probes/base/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "probes/base/cleanup.h"

#define FIRST_GUESS ((size_t)16 * 1024)

/* st_size is a hint only: /proc says 0, and a file may grow under us. */
static size_t guess_size(int fd, size_t cap)
{
	struct stat st;

	if (fstat(fd, &st) == 0 && st.st_size > 0 && (uint64_t)st.st_size < cap)
		return (size_t)st.st_size + 1;
	return cap < FIRST_GUESS ? cap + 1 : FIRST_GUESS;
}

int file_read(int fd, size_t cap, struct arena *arena, struct span *out)
{
	size_t room = guess_size(fd, cap), len = 0;
	_cleanup_(free_at) char *buffer = malloc(room);
	char *copy;

	if (!buffer)
		return -ENOMEM;
	for (;;) {
		ssize_t got = read(fd, buffer + len, room - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -errno;
		if (got == 0)
			break;
		len += (size_t)got;
		if (len > cap)
			return -EFBIG;
		if (len == room) {
			char *more = realloc(buffer, room * 2);

			if (!more)
				return -ENOMEM;
			buffer = more;
			room *= 2;
		}
	}
	copy = arena_string(arena, buffer, len);
	if (!copy)
		return -ENOMEM;
	*out = (struct span){ (const uint8_t *)copy, len };
	return 0;
}

int file_write(int fd, const void *bytes, size_t len)
{
	const char *at = bytes;

	while (len) {
		ssize_t put = write(fd, at, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -errno;
		at += put;
		len -= (size_t)put;
	}
	return 0;
}
