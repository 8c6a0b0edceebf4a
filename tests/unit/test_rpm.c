#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/sandbox.h"
#include "probes/device/database.h"
#include "probes/device/rpm.h"

/* An index of four entries and 35 bytes of data. */
static const uint8_t header[] = "\0\0\0\4"
				"\0\0\0\43"
				"\0\0\3\xE8"
				"\0\0\0\6"
				"\0\0\0\0"
				"\0\0\0\1" /* name, at 0 */
				"\0\0\3\xE9"
				"\0\0\0\6"
				"\0\0\0\7"
				"\0\0\0\1" /* version, at 7 */
				"\0\0\3\xEA"
				"\0\0\0\6"
				"\0\0\0\16"
				"\0\0\0\1" /* release, at 14 */
				"\0\0\3\xF3"
				"\0\0\0\6"
				"\0\0\0\23"
				"\0\0\0\1" /* vendor, at 19 */
				"x11vnc\0"
				"0.9.16\0"
				"1.el\0"
				"Example Project\0";
#define HEADER_LEN (8 + 4 * 16 + 35)

static void expect_text(struct span got, const char *want)
{
	assert_int_equal(got.len, strlen(want));
	assert_memory_equal(got.at, want, got.len);
}

static void reads_name_version_release_and_vendor(void **state)
{
	struct rpm_package package;

	(void)state;
	assert_int_equal(rpm_header_decode((struct span){ header, HEADER_LEN }, &package), 0);
	expect_text(package.name, "x11vnc");
	expect_text(package.version, "0.9.16");
	expect_text(package.release, "1.el");
	expect_text(package.vendor, "Example Project");
}

static void refuses_every_truncation(void **state)
{
	(void)state;
	for (size_t len = 0; len < HEADER_LEN; len++) {
		uint8_t *exact = malloc(len ? len : 1);
		struct rpm_package package;

		memcpy(exact, header, len);
		assert_int_equal(rpm_header_decode((struct span){ exact, len }, &package),
		                 -EBADMSG);
		free(exact);
	}
}

/* Byte `at` of the header set to `value`. */
static int decode_with(size_t at, uint8_t value)
{
	uint8_t bytes[HEADER_LEN];
	struct rpm_package package;

	memcpy(bytes, header, sizeof(bytes));
	bytes[at] = value;
	return rpm_header_decode((struct span){ bytes, sizeof(bytes) }, &package);
}

static void refuses_every_lie_about_a_length(void **state)
{
	(void)state;
	assert_int_equal(decode_with(0, 0xFF), -EBADMSG);             /* number of entries */
	assert_int_equal(decode_with(3, 7), -EBADMSG);                /* reaches beyond the blob */
	assert_int_equal(decode_with(3, 0), -EBADMSG);                /* no entries */
	assert_int_equal(decode_with(7, 0xFF), -EBADMSG);             /* bytes of data */
	assert_int_equal(decode_with(18, 0xFF), -EBADMSG);            /* offset of the name */
	assert_int_equal(decode_with(19, 34), -EBADMSG);              /* an empty name */
	assert_int_equal(decode_with(15, 4), -EBADMSG);               /* a name that is no text */
	assert_int_equal(decode_with(23, 2), -EBADMSG);               /* two names */
	assert_int_equal(decode_with(HEADER_LEN - 1, 'x'), -EBADMSG); /* a vendor without an end */
	assert_int_equal(decode_with(11, 0), -EBADMSG); /* another tag: no name at all */
}

struct seen {
	int rows, bad;
	char last[32];
};

static int take_row(void *arg, struct span blob)
{
	struct seen *seen = arg;
	struct rpm_package package;

	seen->rows++;
	if (rpm_header_decode(blob, &package) != 0)
		seen->bad++;
	else
		snprintf(seen->last, sizeof(seen->last), "%.*s", (int)package.name.len,
		         (const char *)package.name.at);
	return 0;
}

/* A database file made by `statements`; an open descriptor, the file already unlinked. */
static int made_database(const char *statements, size_t blobs)
{
	char path[] = "/tmp/daylight-test-XXXXXX", side[64];
	int made = mkstemp(path), fd;
	sqlite3 *connection;

	assert_true(made >= 0);
	close(made);
	assert_int_equal(sqlite3_open(path, &connection), SQLITE_OK);
	assert_int_equal(sqlite3_exec(connection, statements, NULL, NULL, NULL), SQLITE_OK);
	for (size_t i = 0; i < blobs; i++) {
		sqlite3_stmt *insert;

		sqlite3_prepare_v2(connection, "INSERT INTO Packages(blob) VALUES(?)", -1, &insert,
		                   NULL);
		sqlite3_bind_blob(insert, 1, header, HEADER_LEN, SQLITE_STATIC);
		assert_int_equal(sqlite3_step(insert), SQLITE_DONE);
		sqlite3_finalize(insert);
	}
	sqlite3_close(connection);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	unlink(path);
	snprintf(side, sizeof(side), "%s-wal", path);
	unlink(side);
	return fd;
}

#define PACKAGES                                                                                   \
	"CREATE TABLE Packages(hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL);"

static int read_all(int fd, struct seen *seen)
{
	struct database *database;
	int err = database_open(fd, &database);

	if (err)
		return err;
	err = database_column(database, "Packages", "blob", take_row, seen);
	database_close(database);
	return err;
}

static void expect_rows(const char *statements, size_t blobs, int want, int rows)
{
	struct seen seen = { 0 };
	int fd = made_database(statements, blobs);

	assert_int_equal(read_all(fd, &seen), want);
	assert_int_equal(seen.rows, rows);
	close(fd);
}

static void reads_a_database_through_a_descriptor(void **state)
{
	struct seen seen = { 0 };
	int fd = made_database(PACKAGES, 300);

	(void)state;
	assert_int_equal(read_all(fd, &seen), 0);
	assert_int_equal(seen.rows, 300);
	assert_int_equal(seen.bad, 0);
	assert_string_equal(seen.last, "x11vnc");
	close(fd);
}

static void reads_a_database_that_keeps_a_write_ahead_log(void **state)
{
	(void)state;
	expect_rows("PRAGMA journal_mode=WAL;" PACKAGES, 5, 0, 5);
}

static void a_header_that_is_none_is_counted_and_stepped_over(void **state)
{
	struct seen seen = { 0 };
	int fd = made_database(PACKAGES "INSERT INTO Packages(blob) VALUES(x'00'),('text'),(x'');",
	                       2);

	(void)state;
	assert_int_equal(read_all(fd, &seen), 0);
	assert_int_equal(seen.rows, 5);
	assert_int_equal(seen.bad, 3);
	close(fd);
}

static void a_planted_view_reads_nothing(void **state)
{
	(void)state;
	expect_rows("CREATE TABLE t(x); INSERT INTO t VALUES(1); CREATE VIEW Packages AS SELECT x "
	            "AS blob FROM t;",
	            0, -ENOENT, 0);
	expect_rows("CREATE VIEW Packages AS WITH RECURSIVE c(blob) AS (VALUES(1) UNION ALL SELECT "
	            "blob FROM c) "
	            "SELECT blob FROM c;",
	            0, -ENOENT, 0);
}

static void a_database_without_the_table_is_said(void **state)
{
	(void)state;
	expect_rows("CREATE TABLE Other(x);", 0, -ENOENT, 0);
	expect_rows("CREATE TABLE Packages(name);", 0, -ENOENT, 0);
}

static void every_damaged_page_ends_in_an_error_or_fewer_rows(void **state)
{
	int fd = made_database(PACKAGES, 40), copy;
	struct stat st;
	uint8_t *bytes;

	(void)state;
	assert_int_equal(fstat(fd, &st), 0);
	bytes = malloc((size_t)st.st_size);
	assert_int_equal(pread(fd, bytes, (size_t)st.st_size, 0), st.st_size);
	copy = memfd_create("copy", MFD_CLOEXEC);
	for (off_t at = 0; at < st.st_size; at += 397) {
		struct seen seen = { 0 };

		assert_int_equal(pwrite(copy, bytes, (size_t)st.st_size, 0), st.st_size);
		assert_int_equal(pwrite(copy, "\xFF\xFE\xFD\xFC", 4, at), 4);
		read_all(copy, &seen);
		assert_true(seen.rows <= 40);
		assert_int_equal(ftruncate(copy, at), 0);
		seen = (struct seen){ 0 };
		read_all(copy, &seen);
		assert_true(seen.rows <= 40);
	}
	free(bytes);
	close(copy);
	close(fd);
}

/* Any system call that the cell forbids would kill the child or fail the reading. */
static void reads_inside_the_sandbox(void **state)
{
	int fd = made_database("PRAGMA journal_mode=WAL;" PACKAGES, 300), status = -1;
	pid_t child = fork();

	(void)state;
	if (child == 0) {
		const struct sandbox_setup setup = { .keep = &fd, .keep_count = 1 };
		struct seen seen = { 0 };

		if (sandbox_enter(&setup, NULL) != 0)
			_exit(2);
		_exit(read_all(fd, &seen) == 0 && seen.rows == 300 ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	close(fd);
}

static void what_is_no_database_is_refused(void **state)
{
	int fd = memfd_create("text", MFD_CLOEXEC);
	struct seen seen = { 0 };

	(void)state;
	assert_true(write(fd, "this is only a text, longer than a header\n", 42) == 42);
	assert_int_equal(read_all(fd, &seen), -EBADMSG);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_name_version_release_and_vendor),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(refuses_every_lie_about_a_length),
		cmocka_unit_test(reads_a_database_through_a_descriptor),
		cmocka_unit_test(reads_a_database_that_keeps_a_write_ahead_log),
		cmocka_unit_test(a_header_that_is_none_is_counted_and_stepped_over),
		cmocka_unit_test(a_planted_view_reads_nothing),
		cmocka_unit_test(a_database_without_the_table_is_said),
		cmocka_unit_test(every_damaged_page_ends_in_an_error_or_fewer_rows),
		cmocka_unit_test(reads_inside_the_sandbox),
		cmocka_unit_test(what_is_no_database_is_refused),
	};

	return cmocka_run_group_tests_name("rpm", tests, NULL, NULL);
}
