/* Tags and outermost addresses of a frame. */
#include "probes/wire/frame.h"

#define MAPPED_PREFIX 0x0000ffff00000000u /* ::ffff:0:0/96, lower half */

static void ipv4_addresses(struct cursor *in, struct frame *out)
{
	cursor_take(in, 12);
	out->source = (struct packet_address){ 0, MAPPED_PREFIX | cursor_u32(in) };
	out->target = (struct packet_address){ 0, MAPPED_PREFIX | cursor_u32(in) };
}

static void ipv6_addresses(struct cursor *in, struct frame *out)
{
	cursor_take(in, 8);
	out->source.high = cursor_u64(in);
	out->source.low = cursor_u64(in);
	out->target.high = cursor_u64(in);
	out->target.low = cursor_u64(in);
}

void frame_read(struct span bytes, uint32_t link_type, struct frame *out)
{
	struct cursor in = cursor_over(bytes);
	struct walk walk;
	int layer;

	walk_begin(&walk);
	layer = walk_to_network(&in, layer_of_link(link_type), &walk);
	*out = (struct frame){ .tags = walk.tags };
	if (layer == LAYER_IPV4)
		ipv4_addresses(&in, out);
	else if (layer == LAYER_IPV6)
		ipv6_addresses(&in, out);
	out->addressed = !in.failed && (layer == LAYER_IPV4 || layer == LAYER_IPV6);
}
