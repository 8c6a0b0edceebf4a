/* One connection, told to trust nothing. */
#include "probes/device/database.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "probes/device/descriptor_system.h"

#define HEAP_MAX (48 << 20)
#define VALUE_MAX (32 << 20) /* one package's header, with its list of files */
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

static int errno_of(int code)
{
	switch (code & 0xFF) {
	case SQLITE_OK:
	case SQLITE_DONE: return 0;
	case SQLITE_NOMEM:
	case SQLITE_TOOBIG:
	case SQLITE_INTERRUPT: return -EFBIG;
	case SQLITE_ERROR:
	case SQLITE_AUTH: return -ENOENT;
	default: return -EBADMSG;
	}
}

static int spend_work(void *arg)
{
	return --((struct database *)arg)->work_left <= 0;
}

/* Asked while a statement is compiled: what a planted view or trigger wants more than a column is
 * refused. */
static int allow(void *arg, int action, const char *first, const char *second, const char *in,
                 const char *by)
{
	const struct database *database = arg;

	(void)second;
	(void)in;
	if (by)
		return SQLITE_DENY;
	if (action == SQLITE_SELECT)
		return SQLITE_OK;
	if (action == SQLITE_READ && first && database->table &&
	    strcmp(first, database->table) == 0)
		return SQLITE_OK;
	return SQLITE_DENY;
}

static int configure(struct database *database)
{
	static const char pragmas[] =
		"PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;";
	sqlite3 *connection = database->connection;
	int code;

	sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DML, 0,
	                  NULL); /* "x" is a column or an error, never text */
	sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, VALUE_MAX);
	sqlite3_limit(connection, SQLITE_LIMIT_SQL_LENGTH, 4096);
	sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_progress_handler(connection, WORK_STEP, spend_work, database);
	code = sqlite3_exec(connection, pragmas, NULL, NULL, NULL);
	sqlite3_set_authorizer(connection, allow, database);
	return errno_of(code);
}

int database_open(int fd, struct database **out)
{
	struct database *database = calloc(1, sizeof(*database));
	int err, code;

	if (!database)
		return -ENOMEM;
	database->fd = fd;
	database->work_left = WORK_MAX;
	database->system = descriptor_system(&database->fd);
	if (sqlite3_initialize() != SQLITE_OK ||
	    sqlite3_vfs_register(&database->system, 1) != SQLITE_OK) {
		free(database);
		return -ENOMEM;
	}
	database->heap_before = sqlite3_hard_heap_limit64(HEAP_MAX);
	code = sqlite3_open_v2("database", &database->connection, SQLITE_OPEN_READONLY,
	                       DESCRIPTOR_SYSTEM);
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
