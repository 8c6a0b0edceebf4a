/* Who sends at regular times: bursts of data that a device sends to one service, told by their
 * starts. A pattern is UPLOADS_LEAST bursts or more, more sent than received, whose gaps lie within
 * a fifth of the middle one (one of six may be longer or shorter: the lid was closed). It shows
 * when and how much, never what; updates, backups, time keeping and keep-alives look the same.
 *
 * Fixed size: UPLOADS_ROWS pairs of device and service, the first UPLOADS_BURSTS bursts of each.
 * Pairs stand in sets of eight by a hash without a seed; when a set is full the one with the fewest
 * bursts goes, those whose service the catalogue does not know first: the same packets give the
 * same patterns. */
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "probes/traffic/capture.h"

#define UPLOADS_ROWS 4096
#define UPLOADS_BURSTS 64
#define UPLOADS_LEAST 6
#define UPLOADS_PERIOD_MIN 10 /* seconds between starts; what is closer is one stream */

struct uploads; /* about 4.3 MiB, owned by the caller */

struct uploads *uploads_new(void); /* NULL: no memory */
void uploads_free(struct uploads *uploads);

/* Only of amounts with a time. `is_known`: the catalogue knows the account's service; otherwise
 * services are told apart by seen->endpoint. */
void uploads_add(struct uploads *uploads, const struct amount_seen *seen, bool is_known);

struct upload_pattern { /* of one service, over all devices that show it */
	uint32_t account;
	uint64_t endpoint; /* 0: a known service */
	uint32_t devices;
	uint64_t count;  /* uploads */
	uint64_t bytes;  /* sent in them */
	uint32_t period; /* seconds: the middle of the devices' */
};

/* Calls `take` for each, in order of account, endpoint. 0, -ENOMEM or what `take` returned first
 * that was not 0. */
int uploads_each(const struct uploads *uploads,
                 int (*take)(void *arg, const struct upload_pattern *pattern), void *arg);

/* Pairs that had to go with more than one burst. */
uint64_t uploads_lost(const struct uploads *uploads);
