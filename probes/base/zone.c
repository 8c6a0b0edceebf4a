/* TZif (RFC 8536): the second data block of versions 2 and above, the first one of version 1. */
#include "probes/base/zone.h"

#include <errno.h>
#include <string.h>

#include "probes/base/zone_rule.h"

#define TRANSITIONS_MAX 4096
#define TYPES_MAX 256
#define FOOTER_MAX 128

struct zone {
	const int64_t *times; /* ascending */
	const uint8_t *types; /* which offset holds from that time on */
	size_t count;
	const int32_t *offsets;
	size_t offset_count;
	bool has_rule;
	struct zone_rule rule;
};

struct counts {
	uint8_t version;
	uint32_t ut, standard, leaps, times, types, characters;
};

static int read_counts(struct cursor *in, struct counts *out)
{
	struct span magic = cursor_take(in, 4);

	out->version = cursor_u8(in);
	cursor_take(in, 15);
	out->ut = cursor_u32(in);
	out->standard = cursor_u32(in);
	out->leaps = cursor_u32(in);
	out->times = cursor_u32(in);
	out->types = cursor_u32(in);
	out->characters = cursor_u32(in);
	if (in->failed || memcmp(magic.at, "TZif", 4) != 0)
		return -EBADMSG;
	if (out->times > TRANSITIONS_MAX || out->types < 1 || out->types > TYPES_MAX ||
	    out->characters > 4096 || out->leaps > 4096 || out->ut > TYPES_MAX ||
	    out->standard > TYPES_MAX)
		return -EBADMSG;
	return 0;
}

static void skip_block(struct cursor *in, const struct counts *counts, size_t time_size)
{
	cursor_take(in, counts->times * (time_size + 1) + counts->types * 6 + counts->characters +
	                        counts->leaps * (time_size + 4) + counts->standard + counts->ut);
}

static int64_t read_time(struct cursor *in, size_t size)
{
	return size == 8 ? (int64_t)cursor_u64(in) : (int32_t)cursor_u32(in);
}

static int read_transitions(struct cursor *in, const struct counts *counts, size_t time_size,
                            int64_t *times, uint8_t *types)
{
	for (size_t i = 0; i < counts->times; i++) {
		times[i] = read_time(in, time_size);
		if (i && times[i] <= times[i - 1])
			return -EBADMSG;
	}
	for (size_t i = 0; i < counts->times; i++) {
		types[i] = cursor_u8(in);
		if (types[i] >= counts->types)
			return -EBADMSG;
	}
	return in->failed ? -EBADMSG : 0;
}

static int read_block(struct cursor *in, const struct counts *counts, size_t time_size,
                      struct arena *arena, struct zone *out)
{
	int64_t *times = arena_take(arena, counts->times + 1, sizeof(*times));
	uint8_t *types = arena_take(arena, counts->times + 1, 1);
	int32_t *offsets = arena_take(arena, counts->types, sizeof(*offsets));
	int ret;

	if (!times || !types || !offsets)
		return -ENOMEM;
	ret = read_transitions(in, counts, time_size, times, types);
	if (ret)
		return ret;
	for (size_t i = 0; i < counts->types; i++) {
		offsets[i] = (int32_t)cursor_u32(in);
		cursor_take(in, 2);
		if (offsets[i] < -26 * 3600 || offsets[i] > 26 * 3600)
			return -EBADMSG;
	}
	cursor_take(in, counts->characters + counts->leaps * (time_size + 4) + counts->standard +
	                        counts->ut);
	out->times = times;
	out->types = types;
	out->count = counts->times;
	out->offsets = offsets;
	out->offset_count = counts->types;
	return in->failed ? -EBADMSG : 0;
}

static int read_footer(struct cursor *in, struct zone *out)
{
	char text[FOOTER_MAX];
	size_t len = 0;

	if (cursor_u8(in) != '\n')
		return -EBADMSG;
	for (;;) {
		char c = (char)cursor_u8(in);

		if (in->failed || !c || len == sizeof(text) - 1)
			return -EBADMSG;
		if (c == '\n')
			break;
		text[len++] = c;
	}
	text[len] = '\0';
	if (!len)
		return 0;
	out->has_rule = true;
	return zone_rule_parse(text, &out->rule);
}

static int read_all(struct cursor *in, struct arena *arena, struct zone *out)
{
	struct counts counts;
	int ret = read_counts(in, &counts);

	if (ret)
		return ret;
	if (counts.version == 0)
		return read_block(in, &counts, 4, arena, out);
	skip_block(in, &counts, 4);
	ret = read_counts(in, &counts);
	if (!ret)
		ret = read_block(in, &counts, 8, arena, out);
	return ret ? ret : read_footer(in, out);
}

int zone_load(struct span tzif, struct arena *arena, const struct zone **out)
{
	struct cursor in = cursor_over(tzif);
	struct zone *zone = arena_take(arena, 1, sizeof(*zone));
	int ret = zone ? read_all(&in, arena, zone) : -ENOMEM;

	if (!ret)
		*out = zone;
	return ret;
}

int32_t zone_offset(const struct zone *zone, int64_t seconds)
{
	size_t low = 0, high;

	if (!zone)
		return 0;
	high = zone->count;
	while (low < high) { /* the number of transitions that are not later */
		size_t middle = low + (high - low) / 2;

		if (zone->times[middle] <= seconds)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == zone->count && zone->has_rule)
		return zone_rule_offset(&zone->rule, seconds);
	return zone->offsets[low ? zone->types[low - 1] : 0];
}

date zone_date(const struct zone *zone, int64_t seconds)
{
	int64_t local;

	if (__builtin_add_overflow(seconds, zone_offset(zone, seconds), &local))
		return DATE_NONE;
	return date_of(local);
}

bool zone_name_is_plain(const char *name)
{
	if (!*name || *name == '/' || strlen(name) > 64)
		return false;
	for (const char *c = name; *c; c++) {
		bool plain = (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') ||
		             (*c >= '0' && *c <= '9') || *c == '_' || *c == '-' || *c == '+' ||
		             *c == '/';

		if (!plain || (c[0] == '/' && (c[1] == '/' || !c[1])))
			return false;
	}
	return true;
}
