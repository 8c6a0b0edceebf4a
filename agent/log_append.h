/* log.jsonl of an agreement, which only grows (model A1, A7). The parent opens it (O_APPEND) and
 * holds a lock on it for the whole run; the worker, which parses what people wrote, never gets the
 * descriptor: it writes its rows into memory, and the parent appends them in one write, after the
 * worker said that they are whole. Old bytes stay as they are, also when the disk is full. */
#pragma once
#include <stdbool.h>
#include <sys/types.h>

#include "probes/base/problem.h"

#define LOG_ROWS_MAX ((size_t)1 << 20) /* bytes that one run may add */

struct log_append {
	int fd; /* -1: this command adds nothing */
	bool created;
	char path[4096];
};

/* 0, or -errno with `problem`: no folder, a link in the file's place, another writer. */
int log_append_open(const char *folder, struct log_append *out, struct problem *problem);

/* The rows that `rows`, a file in memory, holds: appended and on the disk, or -errno and nothing
 * changed. A last line without its end gets one first. */
int log_append_commit(struct log_append *log, int rows);

/* Nothing to add: a file that this run made is removed again. */
void log_append_discard(const struct log_append *log);
