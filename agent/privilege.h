/* Linux capabilities of this process, by the raw system calls (capabilities(7)). Giving up only;
 * nothing is gained. */
#pragma once
#include <stdint.h>

/* Of the permitted set keeps `keep` (bit N = capability N) and makes it effective; empties the
 * inheritable and ambient sets, and the bounding set where that is allowed; sets no_new_privs. 0 or
 * -errno. */
int privilege_keep(uint64_t keep);

/* Of the calling process: the effective set. 0 or -errno. */
int privilege_effective(uint64_t *out);

/* Becomes uid and gid 65534 without groups when the process is uid 0. 0; 1 when this user namespace
 * has no such id, and the process keeps its own; -errno. */
int privilege_become_nobody(void);
