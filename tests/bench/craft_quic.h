/* Makes Initial packets of QUIC for the capture generators and the tests: frames, and the
 * protection around them (RFC 9001 section 5), written apart from the decoder that undoes it.
 * Needs libcrypto. */
#pragma once
#include <assert.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "tests/bench/craft.h"

#define CRAFT_QUIC_1 1u
#define CRAFT_QUIC_2 0x6b3343cfu
#define CRAFT_QUIC_DRAFT_29 0xff00001du
#define CRAFT_QUIC_Q050 0x51303530u
#define CRAFT_QUIC_T051 0x54303531u

struct craft_quic { /* one packet's header */
	uint32_t version;
	uint8_t dcid_len, scid_len, token_len; /* of made-up bytes but for the dcid */
	uint8_t dcid[20];
	const uint8_t *keyed_by; /* the id that gives the keys, `keyed_len` bytes; NULL: dcid */
	uint8_t keyed_len;
	uint32_t number;
	uint8_t number_len; /* 1 to 4 */
};

/* A version 1 client's first, with an id that `seed` decides. */
static inline struct craft_quic craft_quic_first(uint64_t seed)
{
	struct craft_quic quic = { .version = CRAFT_QUIC_1, .dcid_len = 8, .number_len = 2 };
	struct craft_random random = { seed };

	for (size_t i = 0; i < sizeof(quic.dcid); i++)
		quic.dcid[i] = (uint8_t)(craft_next(&random) >> 32);
	return quic;
}

static inline const uint8_t *craft_quic_salt(uint32_t version)
{
	switch (version) {
	case CRAFT_QUIC_2:
		return (const uint8_t *)"\x0d\xed\xe3\xde\xf7\x00\xa6\xdb\x81\x93\x81\xbe\x6e\x26"
					"\x9d\xcb\xf9\xbd\x2e\xd9";
	case CRAFT_QUIC_DRAFT_29:
		return (const uint8_t *)"\xaf\xbf\xec\x28\x99\x93\xd2\x4c\x9e\x97\x86\xf1\x9c\x61"
					"\x11\xe0\x43\x90\xa8\x99";
	case CRAFT_QUIC_Q050:
		return (const uint8_t *)"\x50\x45\x74\xef\xd0\x66\xfe\x2f\x9d\x94\x5c\xfc\xdb\xd3"
					"\xa7\xf0\xd3\xb5\x6b\x45";
	case CRAFT_QUIC_T051:
		return (const uint8_t *)"\x7a\x4e\xde\xf4\xe7\xcc\xee\x5f\xa4\x50\x6c\x19\x12\x4f"
					"\xc8\xcc\xda\x6e\x03\x3d";
	default:
		return (const uint8_t *)"\x38\x76\x2c\xf7\xf5\x59\x34\xb3\x4d\x17\x9a\xe6\xa4\xc8"
					"\x0c\xad\xcc\xbb\x7f\x0a";
	}
}

static inline void craft_quic_expand(const uint8_t secret[32], uint32_t version, const char *label,
                                     size_t len, uint8_t *out)
{
	char info[40], whole[24];
	uint8_t hash[32];
	size_t size;

	snprintf(whole, sizeof(whole), "tls13 %s%s",
	         strcmp(label, "client in") ? (version == CRAFT_QUIC_2 ? "quicv2 " : "quic ") : "",
	         label);
	size = (size_t)snprintf(info, sizeof(info), "%c%c%c%s%c%c", 0, (int)len, (int)strlen(whole),
	                        whole, 0, 1);
	HMAC(EVP_sha256(), secret, 32, (uint8_t *)info, size, hash, NULL);
	memcpy(out, hash, len);
}

/* A number of RFC 9000 section 16, in two bytes. */
static inline void craft_quic_number(struct craft *out, unsigned number)
{
	craft_u16(out, 0x4000 | number);
}

static inline void craft_quic_crypto(struct craft *out, const struct craft *handshake, size_t from,
                                     size_t to)
{
	craft_u8(out, 6);
	craft_quic_number(out, (unsigned)from);
	craft_quic_number(out, (unsigned)(to - from));
	craft_bytes(out, handshake->at + from, to - from);
}

/* AES-128-GCM, then the header's mask from AES-128-ECB. */
static inline void craft_quic_seal(struct craft *packet, size_t number_at,
                                   const struct craft_quic *quic)
{
	uint8_t secret[32], key[16], nonce[12], mask[32];
	const uint8_t *id = quic->keyed_by ? quic->keyed_by : quic->dcid;
	size_t header = number_at + quic->number_len, len = packet->len - header;
	uint8_t *payload = packet->at + header;
	EVP_CIPHER_CTX *seal = EVP_CIPHER_CTX_new();
	int got;

	HMAC(EVP_sha256(), craft_quic_salt(quic->version), 20, id,
	     quic->keyed_by ? quic->keyed_len : quic->dcid_len, secret, NULL);
	craft_quic_expand(secret, quic->version, "client in", 32, secret);
	craft_quic_expand(secret, quic->version, "key", 16, key);
	craft_quic_expand(secret, quic->version, "iv", 12, nonce);
	for (unsigned i = 0; i < 4; i++)
		nonce[11 - i] ^= (uint8_t)(quic->number >> 8 * i);
	assert(EVP_EncryptInit_ex(seal, EVP_aes_128_gcm(), NULL, key, nonce));
	assert(EVP_EncryptUpdate(seal, NULL, &got, packet->at, (int)header));
	assert(EVP_EncryptUpdate(seal, payload, &got, payload, (int)len));
	assert(EVP_EncryptFinal_ex(seal, payload + got, &got));
	assert(packet->len + 16 <= CRAFT_ROOM);
	EVP_CIPHER_CTX_ctrl(seal, EVP_CTRL_AEAD_GET_TAG, 16, packet->at + packet->len);
	packet->len += 16;
	craft_quic_expand(secret, quic->version, "hp", 16, key);
	assert(EVP_EncryptInit_ex(seal, EVP_aes_128_ecb(), NULL, key, NULL));
	assert(EVP_EncryptUpdate(seal, mask, &got, packet->at + number_at + 4, 16));
	packet->at[0] ^= mask[0] & 0x0f;
	for (size_t i = 0; i < quic->number_len; i++)
		packet->at[number_at + i] ^= mask[1 + i];
	EVP_CIPHER_CTX_free(seal);
}

/* Adds an Initial of these frames, padded until `out` holds `total` bytes (0: not at all). */
static inline void craft_quic_initial(struct craft *out, const struct craft_quic *quic,
                                      const struct craft *frames, size_t total)
{
	struct craft packet;
	size_t length_at, number_at;

	packet.len = 0;
	craft_u8(&packet,
	         (quic->version == CRAFT_QUIC_2 ? 0xd0u : 0xc0u) | (quic->number_len - 1u));
	craft_u32(&packet, quic->version);
	craft_u8(&packet, quic->dcid_len);
	craft_bytes(&packet, quic->dcid, quic->dcid_len);
	craft_u8(&packet, quic->scid_len);
	craft_bytes(&packet, "made up, as many bytes as it takes", quic->scid_len);
	craft_u8(&packet, quic->token_len);
	craft_bytes(&packet, "a token that the server gave earlier", quic->token_len);
	length_at = craft_begin(&packet);
	number_at = packet.len;
	for (unsigned i = quic->number_len; i--;)
		craft_u8(&packet, quic->number >> 8 * i);
	craft_append(&packet, frames);
	while (packet.len < number_at + 4 || out->len + packet.len + 16 < total)
		craft_u8(&packet, 0);
	craft_length(&packet, length_at);
	length_at += 2;
	packet.at[length_at - 1] = (uint8_t)(packet.len + 16 - number_at);
	packet.at[length_at - 2] = (uint8_t)(0x40 | (packet.len + 16 - number_at) >> 8);
	craft_quic_seal(&packet, number_at, quic);
	craft_append(out, &packet);
}

/* A ClientHello as QUIC carries it: without a record. */
static inline struct craft craft_quic_hello(const struct craft_hello *hello,
                                            struct craft_random *random)
{
	struct craft record, out;

	record.len = out.len = 0;
	craft_client_hello(&record, hello, random);
	craft_bytes(&out, record.at + 5, record.len - 5);
	return out;
}

/* Bytes [from, end) of the hello in one datagram: in order, or in three pieces, the last first. */
static inline void craft_quic_part(struct craft *out, struct craft_quic *quic,
                                   const struct craft *hello, size_t from, size_t end,
                                   bool shuffled)
{
	size_t third = (end - from) / 3;
	struct craft frames;

	frames.len = out->len = 0;
	if (shuffled) {
		craft_quic_crypto(&frames, hello, from + 2 * third, end);
		craft_quic_crypto(&frames, hello, from, from + third);
		craft_u8(&frames, 1); /* PING */
		craft_quic_crypto(&frames, hello, from + third, from + 2 * third);
	} else {
		craft_quic_crypto(&frames, hello, from, end);
	}
	craft_quic_initial(out, quic, &frames, 1250);
	quic->number++;
}

/* A client's first datagrams, as browsers send them: sixty in a hundred hellos are post-quantum and
 * take two. Gives how many. */
static inline size_t craft_quic_datagrams(struct craft out[static 2], const char *name,
                                          struct craft_random *random)
{
	struct craft_hello wish = { .name = name,
		                    .ech = true,
		                    .post_quantum = craft_below(random, 10) < 6 };
	struct craft hello = craft_quic_hello(&wish, random);
	struct craft_quic quic = craft_quic_first(craft_next(random));
	bool shuffled = craft_below(random, 2), whole = hello.len <= 1100;

	craft_quic_part(&out[0], &quic, &hello, 0, whole ? hello.len : 1000, shuffled);
	if (!whole)
		craft_quic_part(&out[1], &quic, &hello, 1000, hello.len, shuffled);
	return whole ? 1 : 2;
}
