/* VLANs by number; ranges sorted, each knowing the one around it. */
#include "probes/traffic/recognise.h"

#include <errno.h>

#include "probes/base/sort.h"

#define VLANS 4096
#define NOWHERE UINT32_MAX

/* Ranges nest or stand apart; so the innermost around an address is the last that begins at or
 * before it, or one of those around that. */
struct range {
	struct prefix prefix;
	struct packet_address last;
	uint32_t around; /* or NOWHERE */
	uint16_t network;
};

struct recognition {
	const struct networks *networks;
	struct range *ranges;
	uint32_t range_count;
	uint16_t by_vlan[VLANS];
};

/* No range of IPv6, however wide, holds IPv4's addresses (::ffff:0:0/96). */
static const struct range all_ipv4 = { .prefix = { { 0, 0x0000ffff00000000u }, 96 },
	                               .network = NETWORK_NONE };

static int compare_ranges(const void *a, const void *b)
{
	const struct range *left = a, *right = b;
	int order = prefix_compare(&left->prefix, &right->prefix);

	return order ? order : right->network - left->network; /* all_ipv4 first */
}

static void nest(struct range *ranges, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t around = i ? i - 1 : NOWHERE;

		while (around != NOWHERE &&
		       address_compare(&ranges[around].last, &ranges[i].prefix.start) < 0)
			around = ranges[around].around;
		ranges[i].around = around;
	}
}

int recognition_new(const struct networks *networks, struct arena *arena,
                    const struct recognition **out)
{
	struct recognition *local = arena_take(arena, 1, sizeof(*local));
	size_t room = 1, count = 0;

	for (size_t i = 0; i < networks->count; i++)
		room += networks->items[i].prefix_count;
	if (!local || room >= NOWHERE)
		return -ENOMEM;
	local->networks = networks;
	local->ranges = arena_take(arena, room, sizeof(*local->ranges));
	if (!local->ranges)
		return -ENOMEM;
	for (size_t vlan = 0; vlan < VLANS; vlan++)
		local->by_vlan[vlan] = NETWORK_NONE;
	local->ranges[count++] = all_ipv4;
	for (size_t i = 0; i < networks->count; i++) {
		const struct network_signs *signs = &networks->items[i];

		for (size_t v = 0; v < signs->vlan_count; v++)
			local->by_vlan[signs->vlans[v] % VLANS] = (uint16_t)i;
		for (size_t p = 0; p < signs->prefix_count; p++)
			local->ranges[count++] = (struct range){ .prefix = signs->prefixes[p],
				                                 .network = (uint16_t)i };
	}
	local->range_count = (uint32_t)count;
	sort_items(local->ranges, count, sizeof(*local->ranges), compare_ranges);
	for (size_t i = 0; i < count; i++)
		local->ranges[i].last = prefix_last(&local->ranges[i].prefix);
	nest(local->ranges, local->range_count);
	*out = local;
	return 0;
}

size_t recognition_count(const struct recognition *recognition)
{
	return recognition->networks->count;
}

static uint16_t network_of_address(const struct recognition *known,
                                   const struct packet_address *address)
{
	uint32_t low = 0, high = known->range_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (address_compare(&known->ranges[middle].prefix.start, address) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (uint32_t i = low ? low - 1 : NOWHERE; i != NOWHERE; i = known->ranges[i].around)
		if (address_compare(address, &known->ranges[i].last) <= 0)
			return known->ranges[i].network;
	return NETWORK_NONE;
}

/* What a frame says of itself. */
struct seen {
	uint16_t vlan; /* network of the innermost tag */
	bool tagged;
	bool addressed;
	uint16_t sides[2]; /* networks of its addresses */
};

static bool is_left_out(const struct recognition *known, uint16_t network)
{
	return network != NETWORK_NONE && !known->networks->items[network].read;
}

/* False: one sign of a network that is not read, or tags of two networks. */
static bool read_signs(const struct recognition *known, const struct frame *frame, struct seen *out)
{
	*out = (struct seen){
		NETWORK_NONE, false, frame->addressed, { NETWORK_NONE, NETWORK_NONE }
	};
	for (size_t i = frame->tags.count; i-- > 0;) {
		uint16_t network = known->by_vlan[frame->tags.vlans[i] % VLANS];

		if (!frame->tags.vlans[i])
			continue;
		if (is_left_out(known, network) ||
		    (out->tagged && network != NETWORK_NONE && network != out->vlan))
			return false;
		if (!out->tagged)
			out->vlan = network;
		out->tagged = true;
	}
	if (frame->addressed) {
		out->sides[0] = network_of_address(known, &frame->source);
		out->sides[1] = network_of_address(known, &frame->target);
	}
	return !is_left_out(known, out->sides[0]) && !is_left_out(known, out->sides[1]);
}

/* What is written and can be seen is met; `*met` says whether anything was. */
static bool agrees(const struct recognition *known, const struct seen *seen, uint16_t network,
                   bool *met)
{
	const struct network_signs *signs = &known->networks->items[network];
	bool by_tag = signs->vlan_count && seen->tagged,
	     by_address = signs->prefix_count && seen->addressed;

	*met = by_tag || by_address;
	if (seen->tagged && seen->vlan != network && (by_tag || seen->vlan != NETWORK_NONE))
		return false;
	return !by_address || seen->sides[0] == network || seen->sides[1] == network;
}

static uint16_t settled(const struct recognition *known, const struct seen *seen, uint16_t network)
{
	bool met;

	if (network == NETWORK_NONE || !agrees(known, seen, network, &met) || !met)
		return NETWORK_NONE;
	return network;
}

/* The one that is meant, where nothing speaks against it. */
static bool is_meant(const struct recognition *known, const struct seen *seen)
{
	uint16_t meant = known->networks->meant;
	bool met;

	if (!agrees(known, seen, meant, &met))
		return false;
	return met || (seen->sides[0] == NETWORK_NONE && seen->sides[1] == NETWORK_NONE);
}

bool recognise(const struct recognition *known, const struct frame *frame, uint16_t sides[2])
{
	struct seen seen;

	if (!read_signs(known, frame, &seen))
		return false;
	if (known->networks->meant != NETWORK_NONE) {
		sides[0] = sides[1] = known->networks->meant;
		return is_meant(known, &seen);
	}
	if (seen.vlan != NETWORK_NONE) { /* the tag says on which network the frame is */
		sides[0] = sides[1] = settled(known, &seen, seen.vlan);
		return sides[0] != NETWORK_NONE;
	}
	sides[0] = settled(known, &seen, seen.sides[0]);
	sides[1] = settled(known, &seen, seen.sides[1]);
	if (sides[0] == NETWORK_NONE)
		sides[0] = sides[1];
	if (sides[1] == NETWORK_NONE)
		sides[1] = sides[0];
	return sides[0] != NETWORK_NONE;
}
