/* The table of compressed formats. */
#include "probes/traffic/unpack.h"

static const struct unpacker *const unpackers[] = {
	&unpack_gzip,
	&unpack_xz,
	&unpack_zstd,
};

const struct unpacker *unpacker_of(struct span head)
{
	for (size_t i = 0; i < sizeof(unpackers) / sizeof(unpackers[0]); i++)
		if (unpackers[i]->begins(head))
			return unpackers[i];
	return NULL;
}
