/* A ruleset without rules, by the raw system calls. */
#include "agent/landlock.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

struct ruleset { /* struct landlock_ruleset_attr of ABI 6; the build host's header may be older */
	uint64_t filesystem, network, scoped;
};

int landlock_abi(void)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
	                   1 /* LANDLOCK_CREATE_RULESET_VERSION */);

	return abi > 0 ? (int)abi : 0;
}

int landlock_close(int abi)
{
	struct ruleset all = { .filesystem = (1ULL << 13) - 1 };
	size_t size = sizeof(uint64_t);
	int error, fd;

	all.filesystem |= abi >= 2 ? 1ULL << 13 : 0; /* refer */
	all.filesystem |= abi >= 3 ? 1ULL << 14 : 0; /* truncate */
	all.filesystem |= abi >= 5 ? 1ULL << 15 : 0; /* ioctl on devices */
	if (abi >= 4) {
		all.network = 3; /* bind and connect TCP */
		size += sizeof(uint64_t);
	}
	if (abi >= 6) {
		all.scoped = 3; /* abstract unix sockets, signals */
		size += sizeof(uint64_t);
	}
	fd = (int)syscall(SYS_landlock_create_ruleset, &all, size, 0);
	if (fd < 0)
		return -errno;
	error = syscall(SYS_landlock_restrict_self, fd, 0) == 0 ? 0 : -errno;
	close(fd);
	return error;
}
