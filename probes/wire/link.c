/* Steps over what lies below the network layer. */
#include "probes/wire/link.h"

#define PPP_IPV4 0x0021
#define PPP_IPV6 0x0057
#define VLAN_ID 0x0fff /* of a tag's control field; the rest is priority */

bool packet_link_known(uint32_t link_type)
{
	switch (link_type) {
	case LINK_NULL:
	case LINK_ETHERNET:
	case LINK_RAW_DLT:
	case LINK_RAW_OPENBSD:
	case LINK_RAW:
	case LINK_LOOP:
	case LINK_COOKED:
	case LINK_IPV4:
	case LINK_IPV6:
	case LINK_COOKED_2: return true;
	default: return false;
	}
}

/* Which IP a raw packet claims to be: its first four bits. */
static uint16_t raw_type(const struct cursor *in)
{
	struct cursor peek = *in;

	switch (cursor_u8(&peek) >> 4) {
	case 4: return ETHER_IPV4;
	case 6: return ETHER_IPV6;
	default: return ETHER_NONE;
	}
}

/* The address family of BSD's null and loop links: 2 everywhere for IPv4; 24, 28, 30 or (Linux) 10
 * for IPv6. */
static uint16_t family_type(uint32_t family)
{
	if (family > 0xffff)
		family = __builtin_bswap32(family);
	switch (family) {
	case 2: return ETHER_IPV4;
	case 10:
	case 24:
	case 28:
	case 30: return ETHER_IPV6;
	default: return ETHER_NONE;
	}
}

static uint16_t link_type_of(struct cursor *in, uint32_t link)
{
	uint16_t type;

	switch (link) {
	case LINK_ETHERNET: cursor_take(in, 12); return cursor_u16(in);
	case LINK_COOKED: cursor_take(in, 14); return cursor_u16(in);
	case LINK_COOKED_2:
		type = cursor_u16(in);
		cursor_take(in, 18);
		return type;
	case LINK_NULL:
	case LINK_LOOP: return family_type(cursor_u32(in));
	default: return packet_link_known(link) ? raw_type(in) : ETHER_NONE;
	}
}

static uint16_t session_type(struct cursor *in)
{
	cursor_take(in, 6); /* version, code, session id, length */
	switch (cursor_u16(in)) {
	case PPP_IPV4: return ETHER_IPV4;
	case PPP_IPV6: return ETHER_IPV6;
	default: return ETHER_NONE;
	}
}

uint16_t link_enter(struct cursor *in, uint32_t link_type, struct link_tags *tags)
{
	uint16_t type = link_type_of(in, link_type);

	for (size_t depth = 0; depth < PACKET_TAGS_MAX && !in->failed; depth++) {
		uint16_t control;

		if (type == ETHER_PPPOE)
			return session_type(in);
		if (type != ETHER_VLAN && type != ETHER_QINQ && type != ETHER_QINQ_OLD)
			return type;
		control = cursor_u16(in);
		type = cursor_u16(in);
		if (tags && !in->failed)
			tags->vlans[tags->count++] = control & VLAN_ID;
	}
	return type;
}
