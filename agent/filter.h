/* The worker's seccomp filter: an allow-list of system calls that work on open descriptors and own memory (seccomp(2),
 * through libseccomp). What is not on it fails with EPERM; what a taken-over decoder would try kills the process. */
#pragma once
#include <stdbool.h>

/* 0 or -errno. `lenient` (sanitizer builds): nothing kills, and the runtime's own calls pass. */
int filter_load(bool lenient);
