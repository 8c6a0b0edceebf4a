/* manifest.json: what belongs together, by SHA-256; with a sequence number and the hash of the
 * manifest before it in the same folder, so that a missing run shows. */
#pragma once
#include "agent/basis.h"
#include "agent/command.h"

struct manifest_file {
	const char *name;
	const struct text *bytes;
};

/* 0 or -errno. */
int manifest_write(struct work *work, const struct basis *basis, const struct manifest_file *files,
                   size_t count, struct text *out);
