/* A spreadsheet's CSV (RFC 4180 and what programs make of it): the separator is ',', ';' or a tab,
 * whichever the first line holds most of, or what "sep=;" in it says; quoted cells may hold
 * separators, line ends and doubled quotes; lines end with CR LF, LF or CR; a byte order mark is
 * skipped. Cells are read one after the other, in fixed memory but for the longest cell. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "probes/base/cursor.h"
#include "probes/base/problem.h"
#include "probes/base/text.h"

struct csv {
	const char *name;
	const char *at, *end;
	char separator;
	uint32_t line; /* of what is read next, from 1 */
	struct text cell;
	struct problem *problem;
};

/* `bytes` live as long as `out`, `name` too. 0, or -EBADMSG with `problem` where these are no
 * lines of UTF-8: UTF-16, another code page, a NUL. */
int csv_open(const char *name, struct span bytes, struct csv *out, struct problem *problem);
void csv_close(struct csv *csv);

bool csv_done(const struct csv *csv);
/* The next cell into `cell`, without quotes; `last` where it ends its line. `column` from 0, for
 * the message. 0, -EBADMSG or -ENOMEM. */
int csv_next(struct csv *csv, size_t column, bool *last);
/* -EBADMSG with "FILE:LINE:COLUMN: ..."; `column` from 0. */
int csv_refuse(const struct csv *csv, uint32_t line, size_t column, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
