/* Names that somebody asked about, counted, and what was sent there: the sink between the decoder
 * and the observations. A name that interest does not keep is dropped before it is stored, and only
 * counted; one that is never listed is not even that (DESIGN 6). Devices are told apart by a hash
 * that lives as long as the run and is never written. */
#pragma once
#include "probes/observation.h"
#include "probes/probe.h"
#include "probes/traffic/capture.h"

struct contacts;

/* `places`: `count`, one a network, of one arena and one interest; without networks just one. In
 * that arena; contacts_close() is due. NULL on no memory. */
struct contacts *contacts_new(struct observations *places, size_t count);
void contacts_close(struct contacts *contacts); /* accepts NULL, and twice */

/* To hand to capture_read(). */
struct name_sink contacts_sink(struct contacts *contacts);

/* Adds to the observations of each network: one contact a name and how it was named, with how much
 * went there by the hour; one fact a kind of conversation that names nobody; one a service that is
 * sent to at regular times. 0 or -ENOMEM. */
int contacts_finish(struct contacts *contacts);

/* How many messages carried a name that was not kept. */
uint64_t contacts_dropped(const struct contacts *contacts);

/* The table line: its bytes come with -r, not through the opener, so it has no collect(). */
extern const struct probe probe_capture_names;
