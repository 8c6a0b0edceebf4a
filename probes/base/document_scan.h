/* The pre-pass over a JSON text (RFC 8259): grammar, UTF-8, depth, number of values, duplicate keys
 * (compared after unescaping), with line and column of every value. Used by document.c alone;
 * json-c builds the tree afterwards. Lines and columns count from 1; columns count characters, not
 * bytes. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probes/base/document.h"

#define DOCUMENT_BYTES_MAX ((size_t)64 << 20)
#define DOCUMENT_VALUES_MAX ((size_t)1000000)

struct document_place {
	uint64_t path; /* document_path_hash() of its RFC 6901 pointer */
	uint32_t line, column;
};

struct document_places {
	struct document_place *items; /* owned; in the order of the text */
	size_t count, room;
};

/* `text` holds `len` bytes and a NUL after them. In people's files comments and a byte order mark
 * become spaces in place; in JSON Lines the line ends between values become commas. `end` is the
 * offset behind the (last) value. 0, -EBADMSG with `problem`, or -ENOMEM; `out` is filled in either
 * case and released by the caller. */
int document_scan(const char *name, char *text, size_t len, enum document_kind kind,
                  struct document_places *out, size_t *end, struct problem *problem);

/* 0 or -ENOMEM. */
int document_places_add(struct document_places *places, struct document_place place);

#define DOCUMENT_PATH_ROOT UINT64_C(0xcbf29ce484222325)

/* FNV-1a, so that a child's hash goes on from its parent's. */
uint64_t document_path_hash(uint64_t parent, const char *piece, size_t len);
