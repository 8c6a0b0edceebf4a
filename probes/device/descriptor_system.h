/* A file system for SQLite that consists of one open descriptor: reads by pread(), knows no other
 * file, no lock, no clock, refuses to write, says that the file never changes (so that no journal
 * is looked for). (SQLite's sqlite3_vfs, 1.) */
#pragma once
#include <sqlite3.h>

#define DESCRIPTOR_SYSTEM "descriptor" /* its name for sqlite3_open_v2() */

/* To be registered by the caller; `fd` is kept. */
sqlite3_vfs descriptor_system(int *fd);
