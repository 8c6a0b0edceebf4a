/* A zip file made in memory, by zlib's own zip library: the process that writes papers cannot open
 * files. Every entry carries the same time stamp, so that the same input gives the same bytes. Each
 * function: 0, -ENOMEM, or -EIO when the library refused. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "probes/base/text.h"

struct archive;

int archive_open(struct archive **out);
/* `packed` false: stored as it is. */
int archive_add(struct archive *archive, const char *name, const struct text *bytes, bool packed);
/* Ends the file and adds it to `out`. The archive is gone, whatever is returned. */
int archive_close(struct archive *archive, struct text *out);
void archive_discard(struct archive *archive); /* accepts NULL */
