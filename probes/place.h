/* The only way for a probe to reach a file: it asks the opener (agent/opener.c) over a SEQPACKET socket and gets a
 * descriptor, a listing, or a refusal. The path is always absolute as on the inspected system: with --root the opener
 * resolves it inside that root. The opener lets through only what the probe's tables and the interest name, never what
 * the deny-list names (DESIGN 4).
 *
 * Errors of every call: -ENOENT not there; -EACCES/-EPERM the system refused; -EXDEV the opener refused (outside the
 * tables, on the deny-list, a network file system, a link that leaves the place); -EFBIG; -EPIPE the opener is gone. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "probes/base/arena.h"
#include "probes/base/cursor.h"

#define PLACE_PATH_MAX 4096
#define PLACE_ENTRIES_MAX 65536 /* per folder; a larger one is listed so far and `truncated` is set */
#define PLACE_FILE_MAX ((size_t)64 << 20)

struct place {
	int socket;        /* to the opener; not owned */
	const char *probe; /* whose tables the opener applies; set by the run before each collect() */
	bool rooted;       /* --root: another system's disk, not the running one */
	struct arena *arena; /* results of this run */
};

enum place_type { PLACE_FILE, PLACE_FOLDER, PLACE_LINK, PLACE_OTHER };

struct place_entry {
	const char *name;
	enum place_type type;
	mode_t mode;
	uid_t uid;
	uint64_t size;    /* bytes */
	int64_t modified; /* seconds since the epoch */
	const char *target; /* of a link, as stored in it; NULL when not a link or not readable (then `error`) */
	int error;        /* errno of stat or readlink, positive, or 0 */
};

struct place_listing {
	const struct place_entry *entries; /* sorted by name, bytewise; in the arena */
	size_t count;
	bool truncated;
};

/* A regular file, opened for reading, close-on-exec; the caller closes it. */
int place_open(struct place *place, const char *path, int *fd);

/* Open, read whole (at most `cap` bytes, at most PLACE_FILE_MAX), close. Bytes in the arena, NUL-terminated. */
int place_read(struct place *place, const char *path, size_t cap, struct span *out);

int place_list(struct place *place, const char *folder, struct place_listing *out);

/* lstat and readlink of one path (not followed at the last part); `name` is the last part. */
int place_look(struct place *place, const char *path, struct place_entry *out);
