/* Walks to one path, part by part, so that nothing that another person planted on the way is
 * followed.
 *
 * Each part is an openat2(O_PATH|O_NOFOLLOW) with RESOLVE_BENEATH|NO_SYMLINKS|NO_XDEV. Links are
 * read and followed by us, inside the root, at most 16; those below /proc/PID never.
 *
 * From the first folder that others can write, a link or a mount point ends the walk. Such a folder
 * is one that everybody may write, one whose owner is neither uid 0 nor the owner of the root
 * folder, and the homes and scratch places listed in reach.c whoever owns them. (A folder that only
 * its group can write still counts as the owner's.)
 *
 * A network, FUSE or autofs file system is not entered (opening it could make a connection): the
 * walk stops at its mount point, which O_PATH does not trigger and agent/mount.h does not ask. The
 * root folder's own file system is taken as given by the user.
 *
 * Errors: -ENOENT; -EACCES and -EPERM from the system; -EXDEV for all that is said above; other
 * -errno. */
#pragma once
#include <stdbool.h>
#include <sys/stat.h>

#include "agent/mount.h"
#include "probes/place.h"

#define REACH_DEPTH_MAX 64

struct reach_root {
	int fd;      /* O_PATH; owned */
	uid_t owner; /* trusted like uid 0 */
	struct mount_memory mounts;
};

struct reach_step {
	int fd; /* O_PATH */
	struct stat status;
	bool open_to_others; /* this folder or one above it */
	size_t path_length;  /* of the path so far */
};

struct reached {
	struct reach_step
		steps[REACH_DEPTH_MAX + 1]; /* steps[0] is the root, borrowed; the rest is owned */
	size_t depth;                       /* steps[depth] is what was asked for */
	char path[PLACE_PATH_MAX]; /* without links, as on the inspected system; "/" for the root */
};

int reach_root_open(const char *path, struct reach_root *out);
void reach_root_close(struct reach_root *root);

/* `path` is plain (agent/boundary.h). On failure nothing is left to release. */
int reach(struct reach_root *root, const char *path, bool follow_last, struct reached *out);
void reached_close(struct reached *at);

/* Opens what was reached: a regular file of at most PLACE_FILE_MAX bytes (-EFBIG above), or a
 * folder. */
int reached_open_file(const struct reached *at, int *fd);
int reached_open_folder(const struct reached *at, int *fd);
