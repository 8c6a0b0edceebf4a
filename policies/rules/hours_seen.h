/* Traffic of one thing outside agreed hours, from bands over at least so many devices together.
 * Holds days and hours of products, of no device and no person. Private to policies/rules/hours*.c.
 */
#pragma once
#include "policies/hours.h"
#include "policies/rules/seen.h"

/* Less than this from each device in an hour may be a sign of life alone: a state kept, a
 * certificate checked, no record of what somebody did (model CHK17: "heartbeats of 200 bytes"). */
#define HOURS_SMALL_BYTES 4096

struct hour_hit { /* an hour of UTC on a local day, outside agreed hours */
	date day; /* local */
	unsigned int minute;
	bool is_quiet, is_small, is_weak; /* weak: the host is not the product's alone */
};

struct hours_seen {
	const struct case_file *file;
	const struct rule *rule;
	const struct hours *hours;
	const struct register_entry *entry; /* or NULL */
	int64_t devices, days;              /* that the rule asks for */
	bool any_hour;         /* the row says that it collects at no hour: each is outside */
	struct hour_hit *hits; /* in the arena */
	size_t count, room;
	const struct finding *finding; /* best known of those with hits */
	enum confidence confidence;    /* of what certainly sent something */
};

/* The devices that a band must stand for: the rule's own number, never under the agreement's k. */
int64_t hours_devices(const struct case_file *file, const struct rule *rule);

/* Adds the hits of one finding. 0 or -ENOMEM. */
int hours_add(struct hours_seen *all, const struct seen *seen);

/* What to leave out of a count. */
struct hour_choice {
	bool quiet_alone, large_alone, weak_too;
};

/* Distinct local days with such a hit. 0 or -ENOMEM. */
int hours_count_days(const struct hours_seen *all, struct hour_choice choice, int64_t *out);

/* The hours of the day of such hits, as "20:00/23:00", in order, NULL-terminated; NULL on no
 * memory.
 */
const char *const *hours_bands(const struct hours_seen *all, struct hour_choice choice);
