/* Which tunnel a datagram is: the one of its port, or one whose shape it has down to a right IP
 * header inside. */
#include <errno.h>

#include "probes/wire/tunnels.h"

/* Without its port a tunnel is only asked where the first byte can be its own. */
struct tunnel {
	layer_reader *read;
	uint16_t ports[2];
	uint8_t first, last; /* first byte; first > last: by port alone */
};

static const struct tunnel tunnels[] = {
	{ vxlan_read, { 4789, 8472 }, 0x08, 0x0c },
	{ vxlan_read, { 4790, 0 }, 1, 0 },
	{ geneve_read, { 6081, 0 }, 0x00, 0x3f },
	{ gtp_read, { 2152, 0 }, 0x30, 0x37 },
	{ teredo_read, { 3544, 0 }, 0x60, 0x6f },
	{ teredo_read, { 0, 0 }, 0x00, 0x00 }, /* with its indicators, at any port */
	{ tzsp_read, { 37008, 0 }, 0x01, 0x01 },
	{ capwap_read, { 5247, 0 }, 1, 0 },
	{ l2tp_read, { 1701, 0 }, 1, 0 },
	{ ayiya_read, { 5072, 0 }, 1, 0 },
	{ mpls_read, { 6635, 0 }, 1, 0 }, /* RFC 7510 */
};

#define TUNNELS (sizeof(tunnels) / sizeof(tunnels[0]))

static bool has_port(const struct tunnel *tunnel, const struct packet *packet)
{
	for (size_t i = 0; i < 2 && tunnel->ports[i]; i++)
		if (packet->target_port == tunnel->ports[i] ||
		    packet->source_port == tunnel->ports[i])
			return true;
	return false;
}

/* The layer inside, or -ENOTSUP: then nothing was changed. */
static int enter(const struct tunnel *tunnel, enum guess guess, struct cursor *in,
                 struct walk *walk)
{
	struct cursor inside = *in;
	int layer;

	walk->guess = guess;
	layer = tunnel->read(&inside, walk);
	if (inside.failed || layer <= LAYER_END)
		walk->guess = GUESS_NONE;
	if (inside.failed || layer < 0)
		return -ENOTSUP;
	if (layer != LAYER_END) { /* not a piece of a frame */
		walk->plain = walk->packet;
		walk->plain.payload = (struct span){ in->at, cursor_left(in) };
		walk->packet.source_port = walk->packet.target_port = 0;
	}
	*in = inside;
	return layer;
}

static int by_port(struct cursor *in, struct walk *walk)
{
	for (size_t i = 0; i < TUNNELS; i++) {
		int layer = has_port(&tunnels[i], &walk->packet)
		                    ? enter(&tunnels[i], GUESS_PORT, in, walk)
		                    : -ENOTSUP;

		if (layer >= 0)
			return layer;
	}
	return -ENOTSUP;
}

static int by_shape(struct cursor *in, struct walk *walk)
{
	uint8_t first = in->at[0];

	for (size_t i = 0; i < TUNNELS; i++) {
		int layer = first >= tunnels[i].first && first <= tunnels[i].last
		                    ? enter(&tunnels[i], GUESS_SHAPE, in, walk)
		                    : -ENOTSUP;

		if (layer >= 0)
			return layer;
	}
	return LAYER_END;
}

int tunnel_in_datagram(struct cursor *in, struct walk *walk)
{
	int layer = by_port(in, walk);

	return layer >= 0 ? layer : by_shape(in, walk);
}
