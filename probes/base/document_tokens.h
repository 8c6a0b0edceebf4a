/* The words of a JSON text for document_scan.c: space and comments, strings, numbers, the three
 * names. Each function moves the scan over one of them: 0, or -EBADMSG with the problem set. */
#pragma once
#include "probes/base/document_scan.h"
#include "probes/base/text.h"

struct key {            /* of an object that is still open */
	size_t at, len; /* in `decoded` */
	uint32_t line, column;
};

struct frame { /* one step of the path to the value at hand */
	const struct frame *parent;
	uint64_t path;
	bool is_member;
	size_t at, len; /* member: its key in `decoded` */
	size_t index;   /* element */
};

struct scan {
	const char *name;
	char *text;
	size_t len, at;
	bool comments;
	uint32_t line;
	size_t line_start,
		followers; /* offset of the line; bytes in it that continue a character */
	const struct frame *frame;
	struct text decoded; /* keys of open objects, unescaped */
	struct key *keys;
	size_t key_count, key_room;
	struct document_places *places;
	struct problem *problem;
};

static inline char scan_peek(const struct scan *scan)
{
	return scan->at < scan->len ? scan->text[scan->at] : '\0';
}

uint32_t scan_column(const struct scan *scan);

/* Say what is wrong, at the cursor or elsewhere; -EBADMSG. */
int scan_wrong(struct scan *scan, const char *what);
int scan_wrong_at(struct scan *scan, uint32_t line, uint32_t column, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

int scan_space(struct scan *scan);
/* At its quote; unescaped into `out` unless that is NULL. */
int scan_string(struct scan *scan, struct text *out);
int scan_number(struct scan *scan);
int scan_word(struct scan *scan);
