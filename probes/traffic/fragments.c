/* A small table searched from end to end: fragments are rare, and a scan cannot be attacked through
 * its hash. */
#include "probes/traffic/fragments.h"

#include <stdlib.h>
#include <string.h>

#define UNIT 8
#define UNITS (FRAGMENTS_BYTES / UNIT)

#define NO_SLOT FRAGMENTS_SLOTS

struct assembly {
	struct packet piece; /* the first that came: whose packet this is */
	bool used, total_known;
	uint32_t total;    /* bytes, once the last piece was seen */
	uint32_t furthest; /* end of the bytes that were seen */
	uint64_t touched;  /* count of pieces so far: the table's clock */
	int64_t started;   /* seconds */
	uint64_t have[UNITS / 64];
	uint8_t bytes[FRAGMENTS_BYTES];
};

struct fragments {
	uint64_t clock;
	size_t held; /* the slot whose bytes the caller has, or NO_SLOT */
	struct assembly slots[FRAGMENTS_SLOTS];
};

struct fragments *fragments_new(void)
{
	struct fragments *fragments = calloc(1, sizeof(*fragments));

	if (fragments)
		fragments->held = NO_SLOT;
	return fragments;
}

void fragments_free(struct fragments *fragments)
{
	free(fragments);
}

/* RFC 8200 section 4.5: of IPv6, the protocol that a piece tells does not count. */
static bool is_same_protocol(const struct packet *a, const struct packet *b)
{
	return a->protocol == b->protocol || a->source.high;
}

static bool same_packet(const struct assembly *slot, const struct packet *packet)
{
	const struct packet *piece = &slot->piece;

	return slot->used && piece->fragment_id == packet->fragment_id &&
	       piece->piece_of == packet->piece_of && piece->source.low == packet->source.low &&
	       piece->source.high == packet->source.high &&
	       piece->target.low == packet->target.low &&
	       piece->target.high == packet->target.high && is_same_protocol(piece, packet);
}

static void begin(struct assembly *slot, const struct packet *packet, int64_t seconds)
{
	slot->piece = *packet;
	slot->used = true;
	slot->total_known = false;
	slot->total = slot->furthest = 0;
	slot->started = seconds;
	memset(slot->have, 0, sizeof(slot->have));
}

/* Clocks also run backwards. */
static bool is_over(const struct assembly *slot, int64_t seconds)
{
	uint64_t later = (uint64_t)seconds - (uint64_t)slot->started;

	return later > FRAGMENTS_SECONDS && -later > FRAGMENTS_SECONDS;
}

static struct assembly *slot_for(struct fragments *table, const struct packet *packet,
                                 int64_t seconds, uint64_t *lost)
{
	struct assembly *oldest = NULL;

	for (size_t i = 0; i < FRAGMENTS_SLOTS; i++) {
		struct assembly *slot = &table->slots[i];

		if (same_packet(slot, packet)) {
			if (!is_over(slot, seconds))
				return slot;
			oldest = slot;
			break;
		}
		if (i != table->held &&
		    (!oldest || (oldest->used && (!slot->used || slot->touched < oldest->touched))))
			oldest = slot;
	}
	*lost += oldest->used;
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

static bool hand_out(struct fragments *table, struct assembly *slot, struct packet *packet,
                     bool whole)
{
	struct packet out = slot->piece;
	struct span bytes = { slot->bytes, prefix(slot) };

	slot->used = false;
	table->held = (size_t)(slot - table->slots);
	out.cut = !whole;
	if (packet_continue(bytes, &out))
		return false;
	*packet = out;
	return true;
}

/* What came first counts, also of where the packet ends. */
static bool contradicts(const struct assembly *slot, const struct packet *packet, size_t end)
{
	if (slot->total_known)
		return end > slot->total || (!packet->more && end != slot->total);
	return !packet->more && end < slot->furthest;
}

static void take_piece(struct assembly *slot, const struct packet *packet, size_t end)
{
	if (!packet->more) {
		slot->total_known = true;
		slot->total = (uint32_t)end;
	}
	if (!packet->fragment_offset) { /* it tells what follows */
		slot->piece.protocol = packet->protocol;
		slot->piece.layers = packet->layers;
	}
	if (end > slot->furthest)
		slot->furthest = (uint32_t)end;
	put(slot, packet->fragment_offset, packet->payload);
}

/* The first piece of a packet that never becomes whole. */
static bool open_piece(struct packet *packet)
{
	return !packet->fragment_offset && packet_continue(packet->payload, packet) == 0;
}

static bool join(struct fragments *table, struct packet *packet, int64_t seconds, uint64_t *lost)
{
	size_t end = packet->fragment_offset + packet->payload.len;
	struct assembly *slot;

	if (!packet->payload.len || end > FRAGMENTS_BYTES)
		return false;
	if (packet->cut)
		return open_piece(packet);
	if (packet->more && packet->payload.len % UNIT)
		return false;
	slot = slot_for(table, packet, seconds, lost);
	slot->touched = ++table->clock;
	if (contradicts(slot, packet, end))
		return false;
	take_piece(slot, packet, end);
	return slot->total_known && prefix(slot) == slot->total &&
	       hand_out(table, slot, packet, true);
}

bool fragments_add(struct fragments *table, struct packet *packet, int64_t seconds, uint64_t *lost)
{
	bool whole = true;

	table->held = NO_SLOT;
	while (whole && packet->fragment) /* each round takes a header off */
		whole = join(table, packet, seconds, lost);
	return whole;
}

bool fragments_take_unfinished(struct fragments *table, struct packet *packet)
{
	for (;;) {
		struct assembly *oldest = NULL;
		bool open;

		for (size_t i = 0; i < FRAGMENTS_SLOTS; i++) {
			struct assembly *slot = &table->slots[i];

			if (slot->used && (!oldest || slot->touched < oldest->touched))
				oldest = slot;
		}
		if (!oldest)
			return false;
		open = prefix(oldest) && hand_out(table, oldest, packet, false);
		oldest->used = false;
		while (open && packet->fragment) {
			packet->cut = true;
			open = open_piece(packet);
		}
		if (open)
			return true;
	}
}
