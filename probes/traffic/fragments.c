/* A small table searched from end to end: fragments are rare, and a scan cannot be attacked through
 * its hash. */
#include "probes/traffic/fragments.h"

#include <stdlib.h>
#include <string.h>

#define UNIT 8
#define UNITS (FRAGMENTS_BYTES / UNIT)

struct assembly {
	struct packet_address source, target;
	uint32_t id;
	uint16_t networks[2]; /* of the first piece that came */
	uint8_t protocol;
	bool used, total_known;
	uint32_t total;   /* bytes, once the last piece was seen */
	uint64_t touched; /* count of pieces so far: the table's clock */
	int64_t started;  /* seconds */
	uint64_t have[UNITS / 64];
	uint8_t bytes[FRAGMENTS_BYTES];
};

struct fragments {
	uint64_t clock;
	struct assembly slots[FRAGMENTS_SLOTS];
};

struct fragments *fragments_new(void)
{
	return calloc(1, sizeof(struct fragments));
}

void fragments_free(struct fragments *fragments)
{
	free(fragments);
}

static bool same_packet(const struct assembly *slot, const struct packet *packet)
{
	return slot->used && slot->id == packet->fragment_id &&
	       slot->protocol == packet->protocol && slot->source.low == packet->source.low &&
	       slot->source.high == packet->source.high && slot->target.low == packet->target.low &&
	       slot->target.high == packet->target.high;
}

static void begin(struct assembly *slot, const struct packet *packet, int64_t seconds)
{
	slot->source = packet->source;
	slot->target = packet->target;
	slot->id = packet->fragment_id;
	memcpy(slot->networks, packet->networks, sizeof(slot->networks));
	slot->protocol = packet->protocol;
	slot->used = true;
	slot->total_known = false;
	slot->total = 0;
	slot->started = seconds;
	memset(slot->have, 0, sizeof(slot->have));
}

static struct assembly *slot_for(struct fragments *table, const struct packet *packet,
                                 int64_t seconds, uint64_t *lost)
{
	struct assembly *oldest = &table->slots[0];

	for (size_t i = 0; i < FRAGMENTS_SLOTS; i++) {
		struct assembly *slot = &table->slots[i];

		if (same_packet(slot, packet)) {
			if (seconds > slot->started &&
			    (uint64_t)seconds - (uint64_t)slot->started > FRAGMENTS_SECONDS)
				begin(slot, packet, seconds);
			return slot;
		}
		if (oldest->used && (!slot->used || slot->touched < oldest->touched))
			oldest = slot;
	}
	if (oldest->used)
		*lost += 1;
	begin(oldest, packet, seconds);
	return oldest;
}

static bool unit_is_there(const struct assembly *slot, size_t unit)
{
	return slot->have[unit / 64] >> (unit % 64) & 1;
}

static void put(struct assembly *slot, size_t offset, struct span piece)
{
	for (size_t done = 0; done < piece.len; done += UNIT) {
		size_t unit = (offset + done) / UNIT;
		size_t len = piece.len - done < UNIT ? piece.len - done : UNIT;

		if (unit_is_there(slot, unit))
			continue;
		memcpy(slot->bytes + unit * UNIT, piece.at + done, len);
		slot->have[unit / 64] |= (uint64_t)1 << (unit % 64);
	}
}

/* Bytes from the start without a hole. */
static size_t prefix(const struct assembly *slot)
{
	size_t unit = 0;

	while (unit < UNITS && unit_is_there(slot, unit))
		unit++;
	if (slot->total_known && unit * UNIT > slot->total)
		return slot->total;
	return unit * UNIT;
}

static bool hand_out(struct assembly *slot, struct packet *packet, bool whole)
{
	struct packet out = {
		.source = slot->source,
		.target = slot->target,
		.networks = { slot->networks[0], slot->networks[1] },
		.protocol = slot->protocol,
		.cut = !whole,
	};
	struct span bytes = { slot->bytes, prefix(slot) };

	slot->used = false;
	if (packet_continue(bytes, &out))
		return false;
	*packet = out;
	return true;
}

bool fragments_add(struct fragments *table, struct packet *packet, int64_t seconds, uint64_t *lost)
{
	size_t end = packet->fragment_offset + packet->payload.len;
	struct assembly *slot;

	if (!packet->payload.len || end > FRAGMENTS_BYTES)
		return false;
	if (packet->cut) {
		packet->fragment = false;
		return !packet->fragment_offset && packet_continue(packet->payload, packet) == 0;
	}
	if (packet->more && packet->payload.len % UNIT)
		return false;
	slot = slot_for(table, packet, seconds, lost);
	slot->touched = ++table->clock;
	if (!packet->more && !slot->total_known) {
		slot->total_known = true;
		slot->total = (uint32_t)end;
	}
	put(slot, packet->fragment_offset, packet->payload);
	return slot->total_known && prefix(slot) == slot->total && hand_out(slot, packet, true);
}

bool fragments_take_unfinished(struct fragments *table, struct packet *packet)
{
	for (;;) {
		struct assembly *oldest = NULL;

		for (size_t i = 0; i < FRAGMENTS_SLOTS; i++) {
			struct assembly *slot = &table->slots[i];

			if (slot->used && (!oldest || slot->touched < oldest->touched))
				oldest = slot;
		}
		if (!oldest)
			return false;
		if (prefix(oldest) && hand_out(oldest, packet, false))
			return true;
		oldest->used = false;
	}
}
