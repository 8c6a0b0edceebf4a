/* What `daylight hosts` says of recordings in numbers: messages with names by protocol and by hour
 * of the day, and conversations that named nothing. Hours are those of UTC; where the recording is
 * of other people, an hour in which fewer than HOUR_BAND_DEVICES devices spoke is withheld (model
 * PR-09): only how many messages those were is told. */
#pragma once
#include "probes/base/text.h"
#include "probes/traffic/capture.h"
#include "probes/traffic/tally.h"

#define HOSTS_HOURS 24

struct hosts_hour {
	uint64_t messages;
	uint64_t devices[HOUR_BAND_DEVICES]; /* the first ones that differ */
	uint32_t device_count;               /* at most HOUR_BAND_DEVICES */
};

struct hosts_totals {
	struct capture_totals capture;
	uint64_t messages[NAME_PROTOCOLS];
	uint64_t names[NAME_PROTOCOLS]; /* rows of the table */
	uint64_t kinds[TRAFFIC_KINDS];
	struct hosts_hour hours[HOSTS_HOURS];
	uint64_t untimed; /* messages of recordings that hold no time */
	uint64_t rest; /* messages with names that the catalogue does not know and are not shown */
	uint64_t uncounted; /* messages whose names did not fit into memory */
	bool own;           /* of the person's own device: no hour is withheld */
};

void hosts_totals_name(struct hosts_totals *totals, const struct name_seen *seen);
void hosts_totals_kind(struct hosts_totals *totals, const struct kind_seen *seen);

/* For people: a line on standard error, or with --totals a page of its own. */
void hosts_totals_line(const struct hosts_totals *totals, bool all, struct text *out);
void hosts_totals_page(const struct hosts_totals *totals, struct text *out);

/* The members of the JSON document before its "names", each with a comma behind it. */
void hosts_totals_json(const struct hosts_totals *totals, struct text *out);
