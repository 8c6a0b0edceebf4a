/* Ethernet and what stands between it and the network layer (IEEE 802.3, 802.1Q, 802.1ad, 802.1ah,
 * 802.2), and Linux's cooked captures, which carry the same types. */
#include <errno.h>

#include "probes/wire/layers.h"

#define VLAN_ID 0x0fff     /* of a tag's control field; the rest is priority */
#define LENGTH_MAX 1500    /* up to there the type is a length, and LLC follows */
#define COOKED_LLC 4       /* ETH_P_802_2 */
#define SNAP 0xaaaa        /* both service access points */
#define SNAP_IP 0x0606     /* IP behind LLC without SNAP */
#define SNAP_BRIDGE 0x80c2 /* RFC 2684's organisation: a bridged frame */

int ethernet_read(struct cursor *in, struct walk *walk)
{
	uint16_t type;

	(void)walk;
	cursor_take(in, 12);
	type = cursor_u16(in);
	if (type > LENGTH_MAX)
		return layer_of_ether(type);
	layer_narrow(in, type);
	return LAYER_LLC;
}

int vlan_read(struct cursor *in, struct walk *walk)
{
	uint16_t control = cursor_u16(in), type = cursor_u16(in);

	if (walk->tags.count == PACKET_TAGS_MAX)
		return -ENOTSUP;
	if (!in->failed)
		walk->tags.vlans[walk->tags.count++] = control & VLAN_ID;
	return type > LENGTH_MAX ? layer_of_ether(type) : LAYER_LLC;
}

/* The tag of Cisco's fabric extenders, by which switches also mark what they mirror. */
int vn_tag_read(struct cursor *in, struct walk *walk)
{
	uint16_t type;

	(void)walk;
	cursor_take(in, 4);
	type = cursor_u16(in);
	return type > LENGTH_MAX ? layer_of_ether(type) : LAYER_LLC;
}

int pbb_read(struct cursor *in, struct walk *walk)
{
	(void)walk;
	cursor_take(in, 4); /* priority and service instance; the customer's frame follows */
	return LAYER_ETHERNET;
}

int llc_read(struct cursor *in, struct walk *walk)
{
	uint16_t points = cursor_u16(in), type;
	uint32_t organisation;

	(void)walk;
	if (cursor_u8(in) != 3) /* not unnumbered information */
		return -ENOMSG;
	if (points == SNAP_IP)
		return LAYER_IP;
	if (points != SNAP)
		return -ENOMSG; /* spanning tree, NetBIOS, IS-IS */
	organisation = cursor_u24(in);
	type = cursor_u16(in);
	if (organisation == SNAP_BRIDGE && (type == 1 || type == 7))
		return LAYER_ETHERNET;
	/* RFC 1042, and 802.1H's bridge-tunnel */
	return !organisation || organisation == 0xf8 ? layer_of_ether(type) : -ENOTSUP;
}

static int cooked_type(uint16_t type)
{
	return type == COOKED_LLC ? LAYER_LLC : layer_of_ether(type);
}

int cooked_read(struct cursor *in, struct walk *walk)
{
	(void)walk;
	cursor_take(in, 14);
	return cooked_type(cursor_u16(in));
}

int cooked_2_read(struct cursor *in, struct walk *walk)
{
	uint16_t type = cursor_u16(in);

	(void)walk;
	cursor_take(in, 18);
	return cooked_type(type);
}
