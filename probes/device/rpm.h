/* The header blob of one package in rpm's database: count of index entries, bytes of data, entries
 * {tag, type, offset, count} of four big-endian words, then the data (rpm's "header structure",
 * without the file's lead and magic). */
#pragma once
#include "probes/base/cursor.h"

#define RPM_TEXT_MAX 1024

struct rpm_package {
	struct span name, version, release,
		vendor; /* into the blob; { NULL, 0 } where not recorded */
};

/* 0, or -EBADMSG: the counts exceed the blob, or there is no name that is text within the data. */
int rpm_header_decode(struct span blob, struct rpm_package *out);
