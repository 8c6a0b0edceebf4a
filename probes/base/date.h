/* Dates are whole days, counted from 1970-01-01 in the proleptic Gregorian calendar; instants are
 * seconds UTC. Nothing here reads a clock, a locale or TZ. (RFC 3339; days: Hinnant's
 * civil_from_days arithmetic.) */
#pragma once
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

typedef int32_t date; /* days since 1970-01-01 */

#define DATE_NONE INT32_MIN
#define DATE_TEXT 11 /* "YYYY-MM-DD" and the NUL */
#define TIME_TEXT 21 /* "YYYY-MM-DDThh:mm:ssZ" and the NUL */

/* 0, or -EBADMSG for anything but YYYY-MM-DD with a day that exists, years 1900 to 9999. */
int date_parse(const char *text, date *out);
void date_format(date day, char out[DATE_TEXT]); /* DATE_NONE gives "" */

/* RFC 3339 with 'Z' or a numeric offset; a fraction of a second is dropped. -EBADMSG otherwise. */
int time_parse(const char *text, int64_t *seconds);
void time_format(int64_t seconds, char out[TIME_TEXT]);

/* The UTC date of an instant. Local dates: probes/base/zone.h. */
date date_of(int64_t seconds);
