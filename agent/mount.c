/* Looks up the mount of a descriptor in /proc/self/mountinfo (proc(5)). */
#include "agent/mount.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include "probes/base/cleanup.h"

struct remote {
	const char *name; /* as mountinfo spells it; with a '.' behind it too ("fuse.sshfs") */
	uint32_t magic;   /* statfs.f_type */
};

static const struct remote remotes[] = {
	{ "nfs", 0x6969 },         { "nfs4", 0x6969 },         { "cifs", 0xff534d42 },
	{ "smb3", 0xfe534d42 },    { "smbfs", 0x517b },        { "fuse", 0x65735546 },
	{ "fuseblk", 0x65735546 }, { "virtiofs", 0x65735546 }, { "afs", 0x5346414f },
	{ "afs", 0x6b414653 },     { "9p", 0x01021997 },       { "ceph", 0x00c36400 },
	{ "autofs", 0x0187 },      { "coda", 0x73757245 },     { "ncpfs", 0x564c },
	{ "lustre", 0x0bd00bd0 },  { "gfs2", 0x01161970 },     { "ocfs2", 0x7461636f },
	{ "davfs", 0x65735546 },
};

#define REMOTES (sizeof(remotes) / sizeof(*remotes))

static bool name_is_remote(const char *name, size_t length)
{
	for (size_t i = 0; i < REMOTES; i++) {
		size_t size = strlen(remotes[i].name);

		if (length >= size && memcmp(name, remotes[i].name, size) == 0 &&
		    (length == size || name[size] == '.'))
			return true;
	}
	return false;
}

/* Where there is no /proc or no STATX_MNT_ID (before Linux 5.8). */
static bool magic_is_remote(int fd)
{
	struct statfs status;

	if (fstatfs(fd, &status) != 0)
		return true;
	for (size_t i = 0; i < REMOTES; i++)
		if ((uint32_t)status.f_type == remotes[i].magic)
			return true;
	return false;
}

/* True when the line is that mount's; `*remote` is then set. "36 35 98:0 / /mnt rw - ext4 /dev/x
 * rw" */
static bool line_is_of(const char *line, uint64_t id, bool *remote)
{
	const char *type = strstr(line, " - "); /* a blank in a path is written \040 */
	uint64_t number;

	if (!type || sscanf(line, "%" SCNu64, &number) != 1 || number != id)
		return false;
	type += 3;
	*remote = name_is_remote(type, strcspn(type, " \n"));
	return true;
}

bool mount_is_remote(int fd, struct mount_memory *memory)
{
	const int flags = AT_EMPTY_PATH | AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC;
	_cleanup_(fclose_at) FILE *mounts = NULL;
	_cleanup_(free_at) char *line = NULL;
	struct statx status = { 0 };
	bool remote = true;
	size_t room = 0;

	if (statx(fd, "", flags, STATX_MNT_ID, &status) != 0 || !(status.stx_mask & STATX_MNT_ID))
		return magic_is_remote(fd);
	if (memory->local && memory->local == status.stx_mnt_id)
		return false;
	mounts = fopen("/proc/self/mountinfo", "re");
	if (!mounts)
		return magic_is_remote(fd);
	while (getline(&line, &room, mounts) >= 0)
		if (line_is_of(line, status.stx_mnt_id, &remote))
			break;
	if (!remote)
		memory->local = status.stx_mnt_id;
	return remote;
}
