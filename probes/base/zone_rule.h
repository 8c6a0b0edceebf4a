/* The footer of a TZif file: a POSIX TZ string such as "GMT0BST,M3.5.0/1,M10.5.0" (RFC 8536
 * section 3.3.1, with hours from -167 to 167). It serves all instants after the last recorded
 * transition. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct zone_change { /* when the clock changes, in every year */
	enum { CHANGE_MONTH, CHANGE_JULIAN, CHANGE_DAY } form; /* Mm.w.d, Jn (no 29 February), n */
	int month, week, day;
	int32_t time; /* seconds of local time */
};

struct zone_rule {
	int32_t standard, summer; /* seconds to add to UTC */
	bool has_summer;
	struct zone_change start, end;
};

/* 0, or -EBADMSG. */
int zone_rule_parse(const char *text, struct zone_rule *out);
int32_t zone_rule_offset(const struct zone_rule *rule, int64_t seconds);
