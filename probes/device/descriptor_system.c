/* The methods of a file system that is one descriptor. */
#include "probes/device/descriptor_system.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct open_file { /* begins as SQLite's own */
	sqlite3_file base;
	int fd;
};

static int file_close(sqlite3_file *file)
{
	(void)file;
	return SQLITE_OK; /* the descriptor is the caller's */
}

static int file_read_at(sqlite3_file *file, void *out, int amount, sqlite3_int64 offset)
{
	int fd = ((struct open_file *)file)->fd, done = 0;

	while (done < amount) {
		ssize_t got = pread(fd, (char *)out + done, (size_t)(amount - done), offset + done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return SQLITE_IOERR_READ;
		if (got == 0)
			break;
		done += (int)got;
	}
	if (done == amount)
		return SQLITE_OK;
	memset((char *)out + done, 0, (size_t)(amount - done)); /* SQLite relies on it */
	return SQLITE_IOERR_SHORT_READ;
}

static int file_write_refused(sqlite3_file *file, const void *bytes, int amount,
                              sqlite3_int64 offset)
{
	(void)file;
	(void)bytes;
	(void)amount;
	(void)offset;
	return SQLITE_READONLY;
}

static int file_truncate_refused(sqlite3_file *file, sqlite3_int64 size)
{
	(void)file;
	(void)size;
	return SQLITE_READONLY;
}

static int file_flags_ignored(sqlite3_file *file, int flags)
{
	(void)file;
	(void)flags;
	return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *out)
{
	struct stat st;

	if (fstat(((struct open_file *)file)->fd, &st) != 0)
		return SQLITE_IOERR_FSTAT;
	*out = st.st_size;
	return SQLITE_OK;
}

static int file_not_reserved(sqlite3_file *file, int *out)
{
	(void)file;
	*out = 0;
	return SQLITE_OK;
}

static int file_control(sqlite3_file *file, int operation, void *arg)
{
	(void)file;
	(void)operation;
	(void)arg;
	return SQLITE_NOTFOUND;
}

static int file_sector(sqlite3_file *file)
{
	(void)file;
	return 4096;
}

static int file_is_immutable(sqlite3_file *file)
{
	(void)file;
	return SQLITE_IOCAP_IMMUTABLE;
}

static const sqlite3_io_methods file_methods = {
	.iVersion = 1, /* no shared memory: a write-ahead log cannot be opened */
	.xClose = file_close,
	.xRead = file_read_at,
	.xWrite = file_write_refused,
	.xTruncate = file_truncate_refused,
	.xSync = file_flags_ignored,
	.xFileSize = file_size,
	.xLock = file_flags_ignored,
	.xUnlock = file_flags_ignored,
	.xCheckReservedLock = file_not_reserved,
	.xFileControl = file_control,
	.xSectorSize = file_sector,
	.xDeviceCharacteristics = file_is_immutable,
};

static int system_open(sqlite3_vfs *system, const char *name, sqlite3_file *file, int flags,
                       int *out_flags)
{
	struct open_file *open_file = (struct open_file *)file;

	(void)name;
	open_file->base.pMethods = NULL;
	if (!(flags & SQLITE_OPEN_MAIN_DB))
		return SQLITE_CANTOPEN;
	open_file->fd = *(const int *)system->pAppData;
	open_file->base.pMethods = &file_methods;
	if (out_flags)
		*out_flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
	return SQLITE_OK;
}

static int system_delete_refused(sqlite3_vfs *system, const char *name, int sync)
{
	(void)system;
	(void)name;
	(void)sync;
	return SQLITE_IOERR_DELETE;
}

static int system_sees_nothing(sqlite3_vfs *system, const char *name, int flags, int *out)
{
	(void)system;
	(void)name;
	(void)flags;
	*out = 0;
	return SQLITE_OK;
}

static int system_full_name(sqlite3_vfs *system, const char *name, int room, char *out)
{
	(void)system;
	snprintf(out, (size_t)room, "%s", name);
	return SQLITE_OK;
}

/* Seeds a generator that nothing here depends on; the default one would open /dev/urandom. */
static int system_randomness(sqlite3_vfs *system, int amount, char *out)
{
	(void)system;
	memset(out, 0, (size_t)amount);
	return amount;
}

static int system_sleep(sqlite3_vfs *system, int microseconds)
{
	(void)system;
	(void)microseconds;
	return 0;
}

static int system_time(sqlite3_vfs *system, double *out)
{
	(void)system;
	*out = 2440587.5; /* 1970-01-01: no clock */
	return SQLITE_OK;
}

static int system_error(sqlite3_vfs *system, int room, char *out)
{
	(void)system;
	(void)room;
	(void)out;
	return 0;
}

sqlite3_vfs descriptor_system(int *fd)
{
	return (sqlite3_vfs){
		.iVersion = 1,
		.szOsFile = sizeof(struct open_file),
		.mxPathname = 64,
		.zName = DESCRIPTOR_SYSTEM,
		.pAppData = fd,
		.xOpen = system_open,
		.xDelete = system_delete_refused,
		.xAccess = system_sees_nothing,
		.xFullPathname = system_full_name,
		.xRandomness = system_randomness,
		.xSleep = system_sleep,
		.xCurrentTime = system_time,
		.xGetLastError = system_error,
	};
}
