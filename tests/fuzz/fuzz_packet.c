/* Packet headers from untrusted bytes, and whose network the frame is of: the first two bytes
 * choose the link type, the rest is the packet. */
#include "probes/wire/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cursor in = cursor_over((struct span){ data, size });
	uint32_t link = cursor_u16(&in);
	struct span bytes = cursor_take(&in, cursor_left(&in));
	struct packet packet;
	unsigned int sum = 0;
	struct frame frame;

	if (in.failed)
		return 0;
	frame_read(bytes, link, &frame);
	if (frame.tags.count > PACKET_TAGS_MAX)
		__builtin_trap();
	if (packet_decode(bytes, link, &packet))
		return 0;
	if (!frame.addressed) /* what can be decoded can be told by its addresses */
		__builtin_trap();
	if (!packet_link_known(link))
		__builtin_trap();
	if (packet.payload.len && (packet.payload.at < bytes.at ||
	                           packet.payload.at + packet.payload.len > bytes.at + bytes.len))
		__builtin_trap();
	for (size_t i = 0; i < packet.payload.len; i++)
		sum += packet.payload.at[i];
	if (packet.fragment)
		packet_continue(packet.payload, &packet);
	__asm__ volatile("" : : "r"(sum)); /* read them for certain */
	return 0;
}
