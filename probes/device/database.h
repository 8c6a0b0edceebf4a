/* A hostile SQLite database, read through a descriptor alone: a small file system of our own
 * (pread, no locks, no other file, immutable), so that it works in the sandbox and a journal beside
 * it is never opened. Defensive, schema not trusted, cells checked, heap and work bounded, nothing
 * allowed but to read one column of one table. */
#pragma once
#include "probes/base/cursor.h"

struct database;

/* `fd` stays the caller's and must outlive the database. 0; -EBADMSG: no database; -ENOMEM. One at
 * a time: while it is open our file system is SQLite's default. */
int database_open(int fd, struct database **out);
void database_close(struct database *database); /* accepts NULL */

/* Hands each value of the column, as bytes that live during the call, to `row` until that fails. 0;
 * what `row` said; -ENOENT: no such table or column; -EBADMSG: corrupt; -EFBIG: above the bound of
 * memory or work. */
int database_column(struct database *database, const char *table, const char *column,
                    int (*row)(void *arg, struct span value), void *arg);
