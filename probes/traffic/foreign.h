/* Files that people hand over as a recording and that are none that is read: other programs'
 * captures, archives, printed packets. Told by their first bytes, so that the message can say what
 * to do. */
#pragma once
#include "probes/base/cursor.h"

#define FOREIGN_HEAD ((size_t)512) /* bytes that are looked at, where there are as many */

struct foreign {
	const char *name;   /* "bzip2" */
	const char *remedy; /* "decompress it first with `bzip2 -d`" */
};

/* What begins so; NULL: nothing that is known. */
const struct foreign *foreign_of(struct span head);
