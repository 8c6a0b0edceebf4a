/* The seccomp filters (seccomp(2), through libseccomp). The worker's is an allow-list of system
 * calls that work on open descriptors and own memory: what is not on it fails with EPERM, what a
 * taken-over decoder would try kills the process. The opener's forbids what it has no use for:
 * connections, programs, other processes, modules. Both for good. */
#pragma once
#include <stdbool.h>

/* 0 or -errno. `lenient` (sanitizer builds): nothing kills, and the runtime's own calls pass. */
int filter_load_worker(bool lenient);
int filter_load_opener(void);
