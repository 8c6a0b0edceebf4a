/* In which order several recordings are read: by the time of their first packet, whatever the
 * command line names first, for the files of a rotated capture continue each other. What cannot be
 * read twice (a pipe), and what holds no time, keeps its place; files that begin at the same time
 * keep the order given. */
#pragma once
#include "probes/traffic/capture.h"

/* Writes the order of the `count` sources, as indexes. Reads the beginning of each that is
 * seekable and puts it back; `options` for its progress, end and stop. 0 or -ENOMEM. */
int source_order(const struct capture_source *sources, size_t count,
                 const struct capture_options *options, uint32_t *order);
