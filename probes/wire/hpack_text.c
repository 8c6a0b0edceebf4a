/* Huffman's code of HTTP/2 (RFC 7541 appendix B). It is canonical: codes of one length follow each
 * other in the order of the bytes that they stand for. */
#include "probes/wire/hpack.h"

#include <errno.h>

#define CODE_MAX 30 /* bits */
#define PADDING_MAX 7

/* How many codes have so many bits; the last of 30 is the end of a string, which none may hold. */
static const uint8_t counts[CODE_MAX + 1] = {
	0, 0, 0, 0, 0, 10, 26, 32, 6,  0, 5,  3,  2,  6, 2, 3,
	0, 0, 0, 3, 8, 13, 26, 29, 12, 4, 15, 19, 29, 0, 4,
};

/* The bytes in the order of their codes. */
static const uint8_t bytes[256] = {
	48,  49,  50,  97,  99,  101, 105, 111, 115, 116, 32,  37,  45,  46,  47,  51,  52,  53,
	54,  55,  56,  57,  61,  65,  95,  98,  100, 102, 103, 104, 108, 109, 110, 112, 114, 117,
	58,  66,  67,  68,  69,  70,  71,  72,  73,  74,  75,  76,  77,  78,  79,  80,  81,  82,
	83,  84,  85,  86,  87,  89,  106, 107, 113, 118, 119, 120, 121, 122, 38,  42,  44,  59,
	88,  90,  33,  34,  40,  41,  63,  39,  43,  124, 35,  62,  0,   36,  64,  91,  93,  126,
	94,  125, 60,  96,  123, 92,  195, 208, 128, 130, 131, 162, 184, 194, 224, 226, 153, 161,
	167, 172, 176, 177, 179, 209, 216, 217, 227, 229, 230, 129, 132, 133, 134, 136, 146, 154,
	156, 160, 163, 164, 169, 170, 173, 178, 181, 185, 186, 187, 189, 190, 196, 198, 228, 232,
	233, 1,   135, 137, 138, 139, 140, 141, 143, 147, 149, 150, 151, 152, 155, 157, 158, 165,
	166, 168, 174, 175, 180, 182, 183, 188, 191, 197, 231, 239, 9,   142, 144, 145, 148, 159,
	171, 206, 215, 225, 236, 237, 199, 207, 234, 235, 192, 193, 200, 201, 202, 205, 210, 213,
	218, 219, 238, 240, 242, 243, 255, 203, 204, 211, 212, 214, 221, 222, 223, 241, 244, 245,
	246, 247, 248, 250, 251, 252, 253, 254, 2,   3,   4,   5,   6,   7,   8,   11,  12,  14,
	15,  16,  17,  18,  19,  20,  21,  23,  24,  25,  26,  27,  28,  29,  30,  31,  127, 220,
	249, 10,  13,  22,
};

struct bits {
	struct span in;
	size_t at, end; /* bits */
};

static uint32_t next_bit(struct bits *bits)
{
	size_t at = bits->at++;

	return bits->in.at[at / 8] >> (7 - at % 8) & 1;
}

/* The next byte; -1: only padding is left, -2: no code. */
static int next_byte(struct bits *bits)
{
	uint32_t code = 0, first = 0, place = 0;
	bool only_ones = true;

	for (size_t len = 1; len <= CODE_MAX; len++) {
		uint32_t bit;

		if (bits->at == bits->end)
			return only_ones && len <= PADDING_MAX + 1 ? -1 : -2;
		bit = next_bit(bits);
		only_ones &= bit;
		code = code << 1 | bit;
		first <<= 1;
		if (code - first < counts[len])
			return place + code - first < 256 ? bytes[place + code - first] : -2;
		first += counts[len];
		place += counts[len];
	}
	return -2;
}

static int decode_huffman(struct span in, uint8_t *out, size_t room, size_t *len)
{
	struct bits bits = { .in = in, .end = in.len * 8 };
	size_t used = 0;
	int byte;

	while ((byte = next_byte(&bits)) >= 0) {
		if (out && used == room)
			return -EBADMSG;
		if (out)
			out[used] = (uint8_t)byte;
		used++;
	}
	if (byte == -2)
		return -EBADMSG;
	*len = used;
	return 0;
}

int hpack_decode(const struct hpack_text *text, uint8_t *out, size_t room, size_t *len)
{
	if (text->huffman)
		return decode_huffman(text->bytes, out, room, len);
	if (out && text->bytes.len > room)
		return -EBADMSG;
	for (size_t i = 0; out && i < text->bytes.len; i++)
		out[i] = text->bytes.at[i];
	*len = text->bytes.len;
	return 0;
}
