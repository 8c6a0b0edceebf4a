/* Names that somebody asked about, counted: the sink between the decoder and the observations. A
 * name that interest does not keep is dropped before it is stored, and only counted; one that is
 * never listed is not even that (DESIGN 6). Devices are told apart by a hash that lives as long as
 * the run and is never written. */
#pragma once
#include "probes/observation.h"
#include "probes/probe.h"
#include "probes/traffic/capture.h"

struct contacts;

/* `places`: one a network, of one arena and one interest; without networks just one. In that arena.
 * NULL on no memory. */
struct contacts *contacts_new(struct observations *places);

/* To hand to capture_read(). */
struct name_sink contacts_sink(struct contacts *contacts);

/* Adds one contact a name and protocol to the observations of its network. 0 or -ENOMEM. */
int contacts_finish(struct contacts *contacts);

/* How many messages carried a name that was not kept. */
uint64_t contacts_dropped(const struct contacts *contacts);

/* The table line: its bytes come with -r, not through the opener, so it has no collect(). */
extern const struct probe probe_capture_names;
