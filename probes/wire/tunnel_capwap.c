/* Frames between access points and their controller: CAPWAP data (RFC 5415), not where it is
 * encrypted (DTLS). A frame cut into pieces is handed on as a piece, to be put together. */
#include <errno.h>

#include "probes/wire/layers.h"

#define WIRELESS 0x100u /* the frame is as it was in the air */
#define PIECE 0x080u
#define LAST 0x040u
#define KEEP_ALIVE 0x008u
#define WIFI_BINDING 1
#define DATA_FRAME 0x08

/* Cisco swaps the two bytes of the frame control: the type is then in the second. */
int capwap_wifi_read(struct cursor *in, struct walk *walk)
{
	struct cursor peek = *in;
	uint8_t first = cursor_u8(&peek), second = cursor_u8(&peek);

	(void)walk;
	if ((first & 0x0f) == DATA_FRAME || (second & 0x0f) != DATA_FRAME)
		return LAYER_WIFI;
	return LAYER_WIFI_SWAPPED;
}

static int piece(struct walk *walk, uint32_t marks, uint16_t id, uint16_t place)
{
	struct packet *packet = &walk->packet;

	packet->fragment = true;
	packet->piece_of = marks & WIRELESS ? PIECE_OF_WIFI : PIECE_OF_ETHERNET;
	packet->fragment_id = id;
	packet->fragment_offset = place & 0xfff8;
	packet->more = !(marks & LAST);
	return LAYER_END;
}

int capwap_read(struct cursor *in, struct walk *walk)
{
	uint8_t preamble = cursor_u8(in);
	uint32_t marks = cursor_u24(in);
	uint16_t id = cursor_u16(in), place = cursor_u16(in);
	size_t length = (marks >> 19) * 4;

	if (preamble || marks & 7 || place & 7) /* another version, encrypted, reserved bits */
		return -ENOTSUP;
	if (length < 8)
		return -EBADMSG;
	cursor_take(in, length - 8);
	if (marks & KEEP_ALIVE || (marks >> 9 & 0x1f) != WIFI_BINDING)
		return -ENOTSUP;
	if (marks & PIECE && !in->failed)
		return piece(walk, marks, id, place);
	return marks & WIRELESS ? LAYER_CAPWAP_WIFI : LAYER_ETHERNET;
}
