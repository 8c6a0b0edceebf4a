/* The hours that the parties agreed (agreement.json, "hours"): working and quiet bands, terms with
 * their half-terms, closure days, in the agreement's time zone. They speak of systems, not of
 * people. Traffic is known by hours of UTC; an hour of UTC may straddle two local hours, and the
 * day of a change of clocks has 23 or 25 of them.
 *
 * A band whose end lies before its start runs past midnight; it covers both the night that begins
 * on a listed day and the night that ends on one. On a closure day, in a half-term and outside
 * every term no working band holds. A closure day is quiet all day; half-terms and days outside
 * terms are what `outside_term` says: "treated as quiet", "treated as working" (then the bands hold
 * as in term), or, unsaid, neither. Without terms every day is in term. */
#pragma once
#include "policies/agreement.h"
#include "probes/base/zone.h"

enum hour_kind {
	HOUR_WORKING, /* part of it, at least, lies within working hours */
	HOUR_BETWEEN, /* none of it does, but it is not quiet from end to end */
	HOUR_QUIET
};

struct hour_bands { /* in the arena */
	struct hour_span {
		bool on[7];   /* by weekday, Monday first */
		int from, to; /* minutes of the day, up to 1440 */
	} * items;
	size_t count;
};

struct hours {
	const struct zone *zone; /* NULL: UTC; not owned */
	struct json_object *row; /* of the agreement, not owned */
	struct hour_bands working, quiet;
};

/* 0; -ENOENT where the agreement gives no working hours, or no time zone and `zone` is NULL;
 * -ENOMEM. */
int hours_of(const struct agreement *agreement, const struct zone *zone, struct arena *arena,
             struct hours *out);

/* Of the hour of UTC that begins at `hour` on `day`. */
enum hour_kind hours_kind(const struct hours *hours, date day, unsigned int hour);

/* Its start on the clock of the zone: the local day, and the minute of that day. */
void hours_local(const struct zone *zone, date day, unsigned int hour, date *local_day,
                 unsigned int *minute);
