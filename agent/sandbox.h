/* The worker's cell: nobody, no capabilities, no_new_privs, not dumpable, bounded memory, no
 * descriptors but those it is given, Landlock deny-all, and a seccomp allow-list (DESIGN 4). After
 * sandbox_enter() files come only through place_*(); stdio, json-c, libcrypto digests, zlib and
 * SQLite over descriptors work. So everything that libraries open or fetch on first use must have
 * happened before: digest_prepare(), quic_keys_new(), one json-c parse, tzset(),
 * sqlite3_randomness() (it opens /dev/urandom).
 *
 * open, socket, connect, exec, ptrace, bpf and their kin kill the process (SIGSYS); fork and
 * everything else that is not on the list fails with EPERM. Under AddressSanitizer, whose runtime
 * opens /proc when it reports, these are EPERM too, memory is not bounded, and `lenient` says so.
 *
 * It ends with the process that made it, so that one that was taken over and takes no signals does
 * not outlive the run.
 *
 * newfstatat() on a descriptor cannot be told from one on a path, so a worker that was taken over
 * could still stat paths; it cannot open them. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#define SANDBOX_DATA_LIMIT ((size_t)512 << 20)

struct sandbox_setup {
	const int *keep; /* descriptors that stay open besides 0, 1 and 2 */
	size_t keep_count;
	size_t data_limit; /* bytes of RLIMIT_DATA; 0 = SANDBOX_DATA_LIMIT */
};

struct sandbox_state {    /* what holds, so that the run can state it */
	bool nobody;      /* not uid 0 (now, or from the start) */
	bool landlock;    /* false: the kernel lacks it or has it switched off */
	int landlock_abi; /* 0 where there is none */
	bool lenient;     /* a sanitizer build */
};

/* 0, or -errno: then nothing from outside may be read. There is no way back out. `state` may be
 * NULL. */
int sandbox_enter(const struct sandbox_setup *setup, struct sandbox_state *state);
