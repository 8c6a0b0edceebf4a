/* Gives up capabilities and identity. */
#include "agent/privilege.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define NOBODY 65534

static int capabilities_get(struct __user_cap_data_struct sets[2])
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };

	return syscall(SYS_capget, &header, sets) == 0 ? 0 : -errno;
}

static int capabilities_set(uint64_t keep)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct sets[2];
	int error = capabilities_get(sets);

	if (error)
		return error;
	for (size_t i = 0; i < 2; i++) {
		sets[i].permitted &= (uint32_t)(keep >> 32 * i);
		sets[i].effective = sets[i].permitted;
		sets[i].inheritable = 0;
	}
	return syscall(SYS_capset, &header, sets) == 0 ? 0 : -errno;
}

int privilege_effective(uint64_t *out)
{
	struct __user_cap_data_struct sets[2];
	int error = capabilities_get(sets);

	if (!error)
		*out = (uint64_t)sets[1].effective << 32 | sets[0].effective;
	return error;
}

int privilege_keep(uint64_t keep)
{
	/* without CAP_SETPCAP the bounding set stays; no_new_privs makes that harmless */
	for (unsigned long i = 0; prctl(PR_CAPBSET_READ, i, 0, 0, 0) >= 0; i++)
		if (prctl(PR_CAPBSET_DROP, i, 0, 0, 0) != 0 && errno != EPERM)
			return -errno;
	if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0)
		return -errno;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return -errno;
	return capabilities_set(keep);
}

int privilege_become_nobody(void)
{
	if (geteuid() != 0)
		return 0;
	/* in a user namespace groups may be locked (EPERM) and 65534 unmapped (EINVAL) */
	if (setgroups(0, NULL) != 0 && errno != EPERM)
		return -errno;
	if (setresgid(NOBODY, NOBODY, NOBODY) != 0)
		return errno == EINVAL ? 1 : -errno;
	if (setresuid(NOBODY, NOBODY, NOBODY) != 0)
		return -errno;
	return 0;
}
