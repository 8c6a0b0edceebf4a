/* Makes packets: messages (DNS, ClientHello, HTTP request), segments and datagrams around them, and
 * the capture file they go into. For the capture generators and the tests of the traffic decoders;
 * deterministic, needs only libc. All multi-byte values are written in network order; times are
 * microseconds since 1970. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define CRAFT_ROOM 4096 /* bytes of one message or packet */

struct craft { /* bytes that grow; beyond the room nothing is written */
	size_t len;
	uint8_t at[CRAFT_ROOM];
};

struct craft_random { /* splitmix64 */
	uint64_t state;
};

struct craft_end {
	uint32_t address; /* IPv4, host order */
	uint16_t port;
};

enum craft_flag { CRAFT_FIN = 1, CRAFT_SYN = 2, CRAFT_PSH = 8, CRAFT_ACK = 16 };

static inline uint64_t craft_next(struct craft_random *random)
{
	uint64_t z = random->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static inline uint32_t craft_below(struct craft_random *random, uint32_t bound)
{
	return (uint32_t)((craft_next(random) >> 32) * bound >> 32);
}

static inline void craft_bytes(struct craft *out, const void *bytes, size_t len)
{
	if (!len || len > CRAFT_ROOM - out->len)
		return;
	memcpy(out->at + out->len, bytes, len);
	out->len += len;
}

static inline void craft_text(struct craft *out, const char *text)
{
	craft_bytes(out, text, strlen(text));
}

static inline void craft_u8(struct craft *out, unsigned value)
{
	uint8_t byte = (uint8_t)value;

	craft_bytes(out, &byte, 1);
}

static inline void craft_u16(struct craft *out, unsigned value)
{
	craft_u8(out, value >> 8);
	craft_u8(out, value);
}

static inline void craft_u32(struct craft *out, uint32_t value)
{
	craft_u16(out, value >> 16);
	craft_u16(out, value);
}

static inline void craft_noise(struct craft *out, size_t len, struct craft_random *random)
{
	while (len--)
		craft_u8(out, (unsigned)(craft_next(random) >> 56));
}

/* Writes the number of bytes after `place` into the two bytes at `place`. */
static inline void craft_length(struct craft *out, size_t place)
{
	size_t len = out->len - place - 2;

	out->at[place] = (uint8_t)(len >> 8);
	out->at[place + 1] = (uint8_t)len;
}

static inline size_t craft_begin(struct craft *out) /* the place for craft_length() */
{
	craft_u16(out, 0);
	return out->len - 2;
}

static inline void craft_append(struct craft *out, const struct craft *more)
{
	craft_bytes(out, more->at, more->len);
}

/* One question of type A; a response answers it twice. */
static inline void craft_dns(struct craft *out, uint16_t id, const char *name, bool response)
{
	static const uint8_t answer[] = { 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 7 };

	craft_u16(out, id);
	craft_u16(out, response ? 0x8180 : 0x0100);
	craft_u16(out, 1);
	craft_u16(out, response ? 2 : 0);
	craft_u32(out, 0);
	while (*name) {
		size_t len = strcspn(name, ".");

		craft_u8(out, (unsigned)len);
		craft_bytes(out, name, len);
		name += len + (name[len] == '.');
	}
	craft_u8(out, 0);
	craft_u32(out, 0x00010001);
	for (int i = 0; response && i < 2; i++)
		craft_bytes(out, answer, sizeof(answer));
}

struct craft_hello {
	const char *name;  /* NULL: no server name */
	bool post_quantum; /* a key share that fills more than one segment */
	bool ech;          /* an encrypted_client_hello extension, or its GREASE look-alike */
};

static inline void craft_key_share(struct craft *out, bool post_quantum,
                                   struct craft_random *random)
{
	size_t extension, shares;

	craft_u16(out, 51);
	extension = craft_begin(out);
	shares = craft_begin(out);
	if (post_quantum) {
		craft_u16(out, 0x11ec); /* X25519MLKEM768 */
		craft_u16(out, 1216);
		craft_noise(out, 1216, random);
	}
	craft_u16(out, 29);
	craft_u16(out, 32);
	craft_noise(out, 32, random);
	craft_length(out, shares);
	craft_length(out, extension);
}

static inline void craft_extensions(struct craft *out, const struct craft_hello *hello,
                                    struct craft_random *random)
{
	static const uint8_t fixed[] = { 0, 23, 0,  0, 0xff, 1, 0,  1, 0, 0, 10, 0, 6, 0,
		                         4, 0,  29, 0, 23,   0, 13, 0, 8, 0, 6,  4, 3, 8,
		                         4, 4,  1,  0, 43,   0, 5,  4, 3, 4, 3,  3 };

	craft_bytes(out, fixed, sizeof(fixed));
	if (hello->ech) {
		craft_u32(out, 0xfe0d0000u | 186);
		craft_bytes(out, "\0\0\1\0\1\x2a\0\x20", 8);
		craft_noise(out, 32, random);
		craft_u16(out, 144);
		craft_noise(out, 144, random);
	}
	craft_key_share(out, hello->post_quantum, random);
	if (hello->name) { /* last, so that a cut hello has no name */
		size_t len = strlen(hello->name);

		craft_u16(out, 0);
		craft_u16(out, (unsigned)len + 5);
		craft_u16(out, (unsigned)len + 3);
		craft_u8(out, 0);
		craft_u16(out, (unsigned)len);
		craft_text(out, hello->name);
	}
}

/* A ClientHello of TLS 1.3 in one record. */
static inline void craft_client_hello(struct craft *out, const struct craft_hello *hello,
                                      struct craft_random *random)
{
	size_t record, body, extensions;

	craft_bytes(out, "\x16\x03\x01", 3);
	record = craft_begin(out);
	craft_u16(out, 0x0100); /* type, first byte of a length of three */
	body = craft_begin(out);
	craft_u16(out, 0x0303);
	craft_noise(out, 32, random);
	craft_u8(out, 32);
	craft_noise(out, 32, random);
	craft_bytes(out, "\0\x0c\x13\x01\x13\x02\x13\x03\xc0\x2b\xc0\x2f\x00\x9c\x01\x00", 16);
	extensions = craft_begin(out);
	craft_extensions(out, hello, random);
	craft_length(out, extensions);
	craft_length(out, body);
	craft_length(out, record);
}

static inline void craft_request(struct craft *out, const char *host)
{
	craft_text(out, "GET /collect?v=1 HTTP/1.1\r\nUser-Agent: Mozilla/5.0 (X11; CrOS "
	                "x86_64)\r\nAccept: */*\r\nHost: ");
	craft_text(out, host);
	craft_text(out, "\r\nConnection: keep-alive\r\n\r\n");
}

static inline uint32_t craft_sum(const uint8_t *at, size_t len, uint32_t sum)
{
	for (size_t i = 0; i + 1 < len; i += 2)
		sum += (uint32_t)(at[i] << 8 | at[i + 1]);
	if (len & 1)
		sum += (uint32_t)(at[len - 1] << 8);
	return sum;
}

static inline void craft_checksum(struct craft *out, size_t place, uint32_t sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	sum = ~sum & 0xffff;
	out->at[place] = (uint8_t)(sum >> 8);
	out->at[place + 1] = (uint8_t)sum;
}

/* Ethernet and IPv4 headers for `len` bytes of transport. Gives the place where those begin. */
static inline size_t craft_ipv4(struct craft *out, struct craft_end from, struct craft_end to,
                                unsigned protocol, size_t len)
{
	size_t header;

	craft_bytes(out, "\x02\0\0\0\0\1\x02\0\0\0\0\2\x08\0", 14);
	header = out->len;
	craft_u16(out, 0x4500);
	craft_u16(out, (unsigned)len + 20);
	craft_u32(out, 0x00004000);
	craft_u8(out, 64);
	craft_u8(out, protocol);
	craft_u16(out, 0);
	craft_u32(out, from.address);
	craft_u32(out, to.address);
	craft_checksum(out, header + 10, craft_sum(out->at + header, 20, 0));
	return out->len;
}

/* The pseudo header is the two addresses before `start`, the protocol and the length. */
static inline void craft_transport_sum(struct craft *out, size_t start, size_t place,
                                       unsigned protocol)
{
	size_t len = out->len - start;

	craft_checksum(out, place,
	               craft_sum(out->at + start - 8, len + 8, protocol + (uint32_t)len));
}

static inline void craft_tcp(struct craft *out, struct craft_end from, struct craft_end to,
                             uint32_t sequence, uint32_t acknowledged, unsigned flags,
                             const void *payload, size_t len)
{
	size_t start = craft_ipv4(out, from, to, 6, len + 20);

	craft_u16(out, from.port);
	craft_u16(out, to.port);
	craft_u32(out, sequence);
	craft_u32(out, acknowledged);
	craft_u8(out, 0x50);
	craft_u8(out, flags);
	craft_u16(out, 64240);
	craft_u32(out, 0);
	craft_bytes(out, payload, len);
	craft_transport_sum(out, start, start + 16, 6);
}

static inline void craft_udp(struct craft *out, struct craft_end from, struct craft_end to,
                             const void *payload, size_t len)
{
	size_t start = craft_ipv4(out, from, to, 17, len + 8);

	craft_u16(out, from.port);
	craft_u16(out, to.port);
	craft_u16(out, (unsigned)len + 8);
	craft_u16(out, 0);
	craft_bytes(out, payload, len);
	craft_transport_sum(out, start, start + 6, 17);
}

static inline void craft_u32_le(struct craft *out, uint32_t value)
{
	craft_u32(out, __builtin_bswap32(value));
}

static inline void craft_pcap_header(FILE *file, uint32_t link_type)
{
	struct craft header = { .len = 0 };

	craft_u32_le(&header, 0xa1b2c3d4);
	craft_u32_le(&header, 2 | 4 << 16);
	craft_u32_le(&header, 0);
	craft_u32_le(&header, 0);
	craft_u32_le(&header, 262144);
	craft_u32_le(&header, link_type);
	fwrite(header.at, header.len, 1, file);
}

static inline void craft_pcap_packet(FILE *file, uint64_t microseconds, const struct craft *packet)
{
	struct craft header;

	header.len = 0;
	craft_u32_le(&header, (uint32_t)(microseconds / 1000000));
	craft_u32_le(&header, (uint32_t)(microseconds % 1000000));
	craft_u32_le(&header, (uint32_t)packet->len);
	craft_u32_le(&header, (uint32_t)packet->len);
	fwrite(header.at, header.len, 1, file);
	fwrite(packet->at, packet->len, 1, file);
}
