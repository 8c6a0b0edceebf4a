/* A sorted list of hours, each with the devices seen in it. */
#include "probes/traffic/contact_hours.h"

#include <errno.h>
#include <string.h>

#define SECONDS 3600
#define HOURS_A_DAY 24

/* The hour's place in the list; most amounts are of the last one. */
static uint32_t place_of(const struct contact_hours *hours, int64_t hour)
{
	uint32_t at = hours->count;

	while (at && hours->items[at - 1].hour >= hour)
		at--;
	return at;
}

static int grow(struct contact_hours *hours, struct arena *arena)
{
	uint32_t room = hours->room ? hours->room * 2 : 4;
	struct contact_hour *items = arena_take(arena, room, sizeof(*items));

	if (!items)
		return -ENOMEM;
	if (hours->count)
		memcpy(items, hours->items, hours->count * sizeof(*items));
	hours->items = items;
	hours->room = room;
	return 0;
}

static int insert(struct contact_hours *hours, struct arena *arena, uint32_t at, int64_t hour)
{
	if (hours->count == hours->room && grow(hours, arena))
		return -ENOMEM;
	memmove(hours->items + at + 1, hours->items + at,
	        (hours->count - at) * sizeof(*hours->items));
	hours->items[at] = (struct contact_hour){ .hour = hour };
	hours->count++;
	return 0;
}

static int add_device(struct contact_hour *hour, struct arena *arena, uint64_t device)
{
	uint32_t folded = (uint32_t)(device >> 32 ^ device);

	for (uint16_t i = 0; i < hour->device_count; i++)
		if (hour->devices[i] == folded)
			return 0;
	if (hour->device_count == CONTACT_DEVICES_MAX)
		return 0;
	if (hour->device_count == hour->device_room) {
		uint16_t room = hour->device_room ? (uint16_t)(hour->device_room * 2) : 4;
		uint32_t *devices = arena_take(arena, room, sizeof(*devices));

		if (!devices)
			return -ENOMEM;
		if (hour->device_count)
			memcpy(devices, hour->devices, hour->device_count * sizeof(*devices));
		hour->devices = devices;
		hour->device_room = room;
	}
	hour->devices[hour->device_count++] = folded;
	return 0;
}

int contact_hours_add(struct contact_hours *hours, uint32_t *taken, struct arena *arena,
                      const struct amount_seen *seen)
{
	int64_t hour = seen->start / SECONDS;
	uint32_t at = place_of(hours, hour);

	if (at == hours->count || hours->items[at].hour != hour) {
		if (*taken == CONTACT_HOURS_MAX)
			return -ENOSPC;
		if (insert(hours, arena, at, hour))
			return -ENOMEM;
		++*taken;
	}
	hours->items[at].bytes += seen->up + seen->down;
	return add_device(&hours->items[at], arena, seen->device);
}

int contact_hours_give(const struct contact_hours *hours, struct hours_left_out *left_out,
                       struct arena *arena, struct observation *fact)
{
	struct hour_band *bands;
	size_t count = 0;
	uint32_t first = hours->count > HOUR_BANDS_MAX ? hours->count - HOUR_BANDS_MAX : 0;

	if (!hours->count)
		return 0;
	bands = arena_take(arena, hours->count, sizeof(*bands));
	if (!bands)
		return -ENOMEM;
	left_out->too_many += first;
	for (uint32_t i = first; i < hours->count; i++) {
		const struct contact_hour *hour = &hours->items[i];

		if (hour->device_count < HOUR_BAND_DEVICES) {
			left_out->too_few_devices++;
			continue;
		}
		bands[count++] = (struct hour_band){
			.day = date_of(hour->hour * SECONDS),
			.hour = (uint8_t)(hour->hour % HOURS_A_DAY),
			.devices = hour->device_count,
			.bytes = hour->bytes,
		};
	}
	fact->bands = count ? bands : NULL;
	fact->band_count = count;
	return 0;
}
