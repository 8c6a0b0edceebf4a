/* Whether what a descriptor stands on is a file system that other machines or other programs answer
 * for: network, FUSE, autofs. The kernel's own list of mounts is asked and not the file system,
 * since a dead server or a hostile FUSE program could keep an fstatfs() waiting for ever. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct mount_memory { /* the last local mount that was found; zeroed at the start */
	uint64_t local;
};

/* True also when it cannot be found out. `fd` may be O_PATH. */
bool mount_is_remote(int fd, struct mount_memory *memory);
