/* A time zone read from a TZif file's bytes (RFC 8536), so that no libc function opens files in the
 * sandbox. */
#pragma once
#include <stdint.h>

#include "probes/base/arena.h"
#include "probes/base/cursor.h"
#include "probes/base/date.h"

struct zone; /* in the arena; NULL stands for UTC everywhere below */

/* 0; -EBADMSG: not a TZif file; -ENOMEM. Versions 1 to 4; the footer's rule serves times after the
 * last transition. */
int zone_load(struct span tzif, struct arena *arena, const struct zone **out);

/* Seconds to add to UTC at that instant. */
int32_t zone_offset(const struct zone *zone, int64_t seconds);

/* The calendar date in the zone at that instant. */
date zone_date(const struct zone *zone, int64_t seconds);

/* True for names that may be looked up below /usr/share/zoneinfo: letters, digits, '_', '-', '+',
 * '/', no dots. */
bool zone_name_is_plain(const char *name);
