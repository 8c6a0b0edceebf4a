/* Read a whole file from a descriptor, with a cap: nothing from outside decides how much memory we
 * take. */
#pragma once
#include <stddef.h>

#include "probes/base/arena.h"
#include "probes/base/cursor.h"

/* The bytes of `fd` from its current place to its end, in the arena and followed by a NUL that
 * `len` does not count. -EFBIG above `cap` bytes, -ENOMEM, or the errno of read(). Does not close
 * `fd`. */
int file_read(int fd, size_t cap, struct arena *arena, struct span *out);

/* Writes everything or fails with -errno; goes on after short writes and EINTR. */
int file_write(int fd, const void *bytes, size_t len);
