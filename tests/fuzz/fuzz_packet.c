/* Packet headers from untrusted bytes, and whose network the frame is of: the first two bytes
 * choose the link type, the rest is the packet. */
#include "probes/wire/frame.h"
#include "probes/wire/link_wifi.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_within(struct span inner, struct span bytes)
{
	unsigned int sum = 0;

	if (inner.len && (inner.at < bytes.at || inner.at + inner.len > bytes.at + bytes.len))
		__builtin_trap();
	for (size_t i = 0; i < inner.len; i++)
		sum += inner.at[i];
	__asm__ volatile("" : : "r"(sum)); /* read them for certain */
}

static void check_subframes(struct span bytes, uint32_t link)
{
	struct span part;

	for (size_t i = 0; i < SUBFRAMES_MAX && packet_subframe(bytes, link, i, &part); i++)
		check_within(part, bytes);
}

/* Whatever piece it is, taken for whole; then a piece inside. */
static void check_pieces(struct packet *packet, struct span bytes)
{
	while (packet->fragment) {
		uint8_t layers = packet->layers;

		if (packet_continue(packet->payload, packet))
			return;
		if (packet->layers <= layers)
			__builtin_trap();
		check_within(packet->payload, bytes);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cursor in = cursor_over((struct span){ data, size });
	uint32_t link = cursor_u16(&in);
	struct span bytes = cursor_take(&in, cursor_left(&in));
	struct packet packet;
	struct frame frame;

	if (in.failed)
		return 0;
	if (packet_may_aggregate(link))
		check_subframes(bytes, link);
	frame_read(bytes, link, &frame);
	if (frame.tags.count > PACKET_TAGS_MAX)
		__builtin_trap();
	if (packet_decode(bytes, link, &packet))
		return 0;
	if (!frame.addressed) /* what can be decoded can be told by its addresses */
		__builtin_trap();
	if (!packet_link_known(link))
		__builtin_trap();
	if (packet.layers > PACKET_LAYERS_MAX)
		__builtin_trap();
	check_within(packet.payload, bytes);
	check_pieces(&packet, bytes);
	return 0;
}
