/* How much went somewhere in each hour, and from how many devices: kept only while the recordings
 * are read. Bounded: CONTACT_HOURS_MAX hours over all contacts, CONTACT_DEVICES_MAX devices told
 * apart in one. What leaves it are hours of HOUR_BAND_DEVICES devices and more (model PR-09); the
 * others are counted. */
#pragma once
#include "probes/observation.h"
#include "probes/traffic/capture.h"

#define CONTACT_HOURS_MAX 16384
#define CONTACT_DEVICES_MAX 128

struct contact_hour {
	int64_t hour; /* since 1970-01-01 UTC */
	uint64_t bytes;
	uint32_t *devices; /* folded hashes, in no order */
	uint16_t device_count, device_room;
};

struct contact_hours {              /* of one contact; zeroed is empty */
	struct contact_hour *items; /* sorted by hour */
	uint32_t count, room;
};

/* `*taken` counts hours over all contacts. 0; -ENOSPC: too many, this amount is not in them;
 * -ENOMEM. */
int contact_hours_add(struct contact_hours *hours, uint32_t *taken, struct arena *arena,
                      const struct amount_seen *seen);

struct hours_left_out {
	uint64_t too_few_devices, too_many; /* hours */
};

/* Fills in fact->bands: the latest HOUR_BANDS_MAX of them. 0 or -ENOMEM. */
int contact_hours_give(const struct contact_hours *hours, struct hours_left_out *left_out,
                       struct arena *arena, struct observation *fact);
