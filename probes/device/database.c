/* SQLite over one descriptor. */
#include "probes/device/database.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAP_MAX (48 << 20)
#define VALUE_MAX (32 << 20) /* one package's header: file lists of large packages take some MiB */
#define WORK_MAX 20000       /* in steps of WORK_STEP virtual instructions */
#define WORK_STEP 10000

struct database {
	sqlite3_vfs system;
	sqlite3 *connection;
	int fd;
	sqlite3_int64 heap_before;
	const char *table; /* that may be read now */
	long work_left;
};

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

static int file_write_refused(sqlite3_file *file, const void *bytes, int amount, sqlite3_int64 offset)
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

static int system_open(sqlite3_vfs *system, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
	struct open_file *open_file = (struct open_file *)file;

	(void)name;
	open_file->base.pMethods = NULL;
	if (!(flags & SQLITE_OPEN_MAIN_DB))
		return SQLITE_CANTOPEN;
	open_file->fd = ((struct database *)system->pAppData)->fd;
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

static int errno_of(int code)
{
	switch (code & 0xFF) {
	case SQLITE_OK:
	case SQLITE_DONE:
		return 0;
	case SQLITE_NOMEM:
	case SQLITE_TOOBIG:
	case SQLITE_INTERRUPT:
		return -EFBIG;
	case SQLITE_ERROR:
	case SQLITE_AUTH:
		return -ENOENT;
	default:
		return -EBADMSG;
	}
}

static int spend_work(void *arg)
{
	return --((struct database *)arg)->work_left <= 0;
}

/* Asked while a statement is compiled: what a planted view or trigger wants more than a column is refused. */
static int allow(void *arg, int action, const char *first, const char *second, const char *in, const char *by)
{
	const struct database *database = arg;

	(void)second;
	(void)in;
	if (by)
		return SQLITE_DENY;
	if (action == SQLITE_SELECT)
		return SQLITE_OK;
	if (action == SQLITE_READ && first && database->table && strcmp(first, database->table) == 0)
		return SQLITE_OK;
	return SQLITE_DENY;
}

static int configure(struct database *database)
{
	static const char pragmas[] = "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;";
	sqlite3 *connection = database->connection;
	int code;

	sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DML, 0, NULL); /* "x" is a column or an error, never text */
	sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, VALUE_MAX);
	sqlite3_limit(connection, SQLITE_LIMIT_SQL_LENGTH, 4096);
	sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_progress_handler(connection, WORK_STEP, spend_work, database);
	code = sqlite3_exec(connection, pragmas, NULL, NULL, NULL);
	sqlite3_set_authorizer(connection, allow, database);
	return errno_of(code);
}

static void prepare_system(struct database *database)
{
	database->system = (sqlite3_vfs){
		.iVersion = 1,
		.szOsFile = sizeof(struct open_file),
		.mxPathname = 64,
		.zName = "descriptor",
		.pAppData = database,
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

int database_open(int fd, struct database **out)
{
	struct database *database = calloc(1, sizeof(*database));
	int err, code;

	if (!database)
		return -ENOMEM;
	database->fd = fd;
	database->work_left = WORK_MAX;
	prepare_system(database);
	if (sqlite3_initialize() != SQLITE_OK || sqlite3_vfs_register(&database->system, 1) != SQLITE_OK) {
		free(database);
		return -ENOMEM;
	}
	database->heap_before = sqlite3_hard_heap_limit64(HEAP_MAX);
	code = sqlite3_open_v2("database", &database->connection, SQLITE_OPEN_READONLY, "descriptor");
	err = code == SQLITE_OK ? configure(database) : errno_of(code);
	if (err) {
		database_close(database);
		return err == -ENOENT ? -EBADMSG : err;
	}
	*out = database;
	return 0;
}

void database_close(struct database *database)
{
	if (!database)
		return;
	sqlite3_close(database->connection);
	sqlite3_vfs_unregister(&database->system);
	sqlite3_hard_heap_limit64(database->heap_before);
	free(database);
}

static int step_rows(sqlite3_stmt *statement, int (*row)(void *arg, struct span value), void *arg)
{
	int code, err = 0;

	while (!err && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		const void *bytes = sqlite3_column_blob(statement, 0);
		int len = sqlite3_column_bytes(statement, 0);

		err = row(arg, (struct span){ bytes, bytes && len > 0 ? (size_t)len : 0 });
	}
	return err ? err : errno_of(code);
}

int database_column(struct database *database, const char *table, const char *column,
		    int (*row)(void *arg, struct span value), void *arg)
{
	sqlite3_stmt *statement = NULL;
	char *query = sqlite3_mprintf("SELECT \"%w\" FROM \"%w\"", column, table);
	int code, err;

	if (!query)
		return -EFBIG;
	database->table = table;
	code = sqlite3_prepare_v2(database->connection, query, -1, &statement, NULL);
	sqlite3_free(query);
	err = code == SQLITE_OK ? step_rows(statement, row, arg) : errno_of(code);
	sqlite3_finalize(statement);
	database->table = NULL;
	return err;
}
