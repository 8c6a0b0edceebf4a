/* The only way for a probe to reach a file: it asks the opener (agent/opener.c) over a SEQPACKET
 * socket and gets a descriptor, a listing, or a refusal. The path is always absolute as on the
 * inspected system: with --root the opener resolves it inside that root. The opener lets through
 * only what the probe's tables and the interest name, never what the deny-list names (DESIGN 4).
 *
 * Errors of every call: -ENOENT not there; -EACCES/-EPERM the system refused; -EXDEV the opener
 * refused (outside the tables, on the deny-list, a network file system, a link that leaves the
 * place); -EFBIG; -EPIPE the opener is gone. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "probes/base/arena.h"
#include "probes/base/cursor.h"

struct interest;

#define PLACE_PATH_MAX 4096
#define PLACE_ENTRIES_MAX 65536 /* per folder; of a larger one so many, and `truncated` */
#define PLACE_FILE_MAX ((size_t)64 << 20)

struct place {
	int socket;          /* to the opener; not owned */
	const char *probe;   /* whose tables apply; set by the run before each collect() */
	bool rooted;         /* --root: another system's disk, not the running one */
	struct arena *arena; /* results of this run */
};

enum place_type { PLACE_FILE, PLACE_FOLDER, PLACE_LINK, PLACE_OTHER };

struct place_entry {
	const char *name;
	enum place_type type;
	mode_t mode;
	uid_t uid;
	uint64_t size;      /* bytes */
	int64_t modified;   /* seconds since the epoch */
	const char *target; /* of a link, as stored in it; NULL when not a link or not readable
	                       (then `error`) */
	int error;          /* errno of stat or readlink, positive, or 0 */
};

struct place_listing {
	const struct place_entry *entries; /* sorted by name, bytewise; in the arena */
	size_t count;
	bool truncated;
};

/* A regular file, opened for reading, close-on-exec; the caller closes it. */
int place_open(struct place *place, const char *path, int *fd);

/* Open, read whole (at most `cap` bytes, at most PLACE_FILE_MAX), close. Bytes in the arena,
 * NUL-terminated. */
int place_read(struct place *place, const char *path, size_t cap, struct span *out);

int place_list(struct place *place, const char *folder, struct place_listing *out);

/* lstat and readlink of one path (not followed at the last part); `name` is the last part. */
int place_look(struct place *place, const char *path, struct place_entry *out);

/* --- For the run, not for probes. --- */

/* What the opener did for one probe, for the self-disclosure. */
struct place_count {
	const char *probe;
	uint64_t opened, listed, looked;
	uint64_t denied;  /* the system refused: EACCES, EPERM */
	uint64_t refused; /* the opener refused: EXDEV */
};

/* Declares once, before any probe runs, which probes (names, NULL-terminated) will ask and what the
 * interest (or NULL) names beyond their tables; afterwards the opener's list is frozen. Needs
 * neither place->probe nor the arena.
 * `*refused` (or NULL): globs that the opener will not serve: on the deny-list, too broad, too
 * long, too many. 0; -EPERM when something was already asked for; -EXDEV for a probe that is in no
 * table; -EPIPE. */
int place_permit(struct place *place, const char *const *probe_names,
                 const struct interest *interest, size_t *refused);

/* The counts so far, in the arena: those probes that asked for anything. */
int place_tally(struct place *place, const struct place_count **out, size_t *count);
