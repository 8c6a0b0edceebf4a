/* The compressed header lists of HTTP/2 (RFC 7541), as far as a request's host: the whole dynamic
 * table is followed, but of its values only those of :authority, host and :protocol are looked at.
 * A table points into the blocks that it was built from, which the caller keeps as long. No
 * allocation. */
#pragma once
#include "probes/base/cursor.h"

#define HPACK_ENTRIES 128 /* as many as 4,096 bytes hold (RFC 7541 section 4.1) */

enum hpack_name { HPACK_OTHER, HPACK_AUTHORITY, HPACK_HOST, HPACK_PROTOCOL, HPACK_NAMES };

/* A string literal as it was sent. */
struct hpack_text {
	struct span bytes;
	bool huffman;
};

struct hpack_entry {
	struct hpack_text value;
	uint32_t name_len; /* decoded */
	uint32_t size;     /* as section 4.1 counts it */
	enum hpack_name name;
};

struct hpack {
	struct hpack_entry entries[HPACK_ENTRIES]; /* a ring */
	uint32_t newest, count;
	uint32_t used, room; /* bytes, as section 4.1 counts them */
};

struct hpack_list {
	struct hpack_text values[HPACK_NAMES]; /* by name, the first of each; none: no bytes */
};

/* An empty table of the size that every connection begins with. */
void hpack_open(struct hpack *table);

/* One whole header block. 0 or -EBADMSG: it lies, or its table is larger than is kept here; the
 * table is of no use after that. */
int hpack_read(struct hpack *table, struct span block, struct hpack_list *out);

/* The text in plain. 0; -EBADMSG: it is no text, or longer than `room`. `*len` is written also
 * where `out` is NULL, which only counts. */
int hpack_decode(const struct hpack_text *text, uint8_t *out, size_t room, size_t *len);
