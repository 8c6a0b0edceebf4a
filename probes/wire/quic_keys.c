/* Keys of Initial packets: HKDF (RFC 5869) over kept states of SHA-256, AES-128-ECB for the header,
 * AES-128-GCM for the payload (RFC 9001 sections 5.2 to 5.4). */
/* The SHA-256 functions that libcrypto marks as old are the only ones of it that take neither an
 * allocation nor a table walk for each hash: an Initial needs fourteen blocks, which cost 1 us this
 * way and 5 to 6 us through EVP_MAC or EVP_MD (measured, OpenSSL 3.0). */
#define OPENSSL_SUPPRESS_DEPRECATED

#include "probes/wire/quic_keys.h"

#include <errno.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>

#define SALT_BYTES 20
#define BLOCK 64 /* bytes, of SHA-256 */
#define KEY_BYTES 16
#define NONCE_BYTES 12
#define TAG_BYTES 16
#define SAMPLE_BYTES 16
#define NUMBER_MAX 4
#define PLAIN_MAX ((size_t)1 << 16)

struct hmac { /* states after the padded key (RFC 2104): the key need not be hashed again */
	SHA256_CTX inner, outer;
};

struct quic_keys {
	struct hmac salts[QUIC_SALTS];
	EVP_CIPHER *header_cipher, *payload_cipher;
	EVP_CIPHER_CTX *header, *payload;
	uint64_t tried;
	/* whose keys are in the contexts; none: the version is NULL */
	const struct quic_version *version;
	size_t dcid_len;
	uint8_t dcid[QUIC_ID_MAX];
	uint8_t nonce[NONCE_BYTES];
	uint8_t plain[PLAIN_MAX];
};

static const uint8_t salts[QUIC_SALTS][SALT_BYTES] = {
	[QUIC_SALT_DRAFT_23] = { 0xc3, 0xee, 0xf7, 0x12, 0xc7, 0x2e, 0xbb, 0x5a, 0x11, 0xa7,
	                         0xd2, 0x43, 0x2b, 0xb4, 0x63, 0x65, 0xbe, 0xf9, 0xf5, 0x02 },
	[QUIC_SALT_DRAFT_29] = { 0xaf, 0xbf, 0xec, 0x28, 0x99, 0x93, 0xd2, 0x4c, 0x9e, 0x97,
	                         0x86, 0xf1, 0x9c, 0x61, 0x11, 0xe0, 0x43, 0x90, 0xa8, 0x99 },
	[QUIC_SALT_1] = { 0x38, 0x76, 0x2c, 0xf7, 0xf5, 0x59, 0x34, 0xb3, 0x4d, 0x17,
	                  0x9a, 0xe6, 0xa4, 0xc8, 0x0c, 0xad, 0xcc, 0xbb, 0x7f, 0x0a },
	[QUIC_SALT_2] = { 0x0d, 0xed, 0xe3, 0xde, 0xf7, 0x00, 0xa6, 0xdb, 0x81, 0x93,
	                  0x81, 0xbe, 0x6e, 0x26, 0x9d, 0xcb, 0xf9, 0xbd, 0x2e, 0xd9 },
	[QUIC_SALT_Q050] = { 0x50, 0x45, 0x74, 0xef, 0xd0, 0x66, 0xfe, 0x2f, 0x9d, 0x94,
	                     0x5c, 0xfc, 0xdb, 0xd3, 0xa7, 0xf0, 0xd3, 0xb5, 0x6b, 0x45 },
	[QUIC_SALT_T050] = { 0x7f, 0xf5, 0x79, 0xe5, 0xac, 0xd0, 0x72, 0x91, 0x55, 0x80,
	                     0x30, 0x4c, 0x43, 0xa2, 0x36, 0x7c, 0x60, 0x48, 0x83, 0x10 },
	[QUIC_SALT_T051] = { 0x7a, 0x4e, 0xde, 0xf4, 0xe7, 0xcc, 0xee, 0x5f, 0xa4, 0x50,
	                     0x6c, 0x19, 0x12, 0x4f, 0xc8, 0xcc, 0xda, 0x6e, 0x03, 0x3d },
};

static void hmac_key(struct hmac *hmac, const uint8_t *key, size_t len)
{
	uint8_t inner[BLOCK], outer[BLOCK];

	memset(inner, 0x36, sizeof(inner));
	memset(outer, 0x5c, sizeof(outer));
	for (size_t i = 0; i < len; i++) {
		inner[i] ^= key[i];
		outer[i] ^= key[i];
	}
	SHA256_Init(&hmac->inner);
	SHA256_Update(&hmac->inner, inner, sizeof(inner));
	SHA256_Init(&hmac->outer);
	SHA256_Update(&hmac->outer, outer, sizeof(outer));
}

static void hmac_of(const struct hmac *hmac, const uint8_t *bytes, size_t len,
                    uint8_t out[static SHA256_DIGEST_LENGTH])
{
	SHA256_CTX state = hmac->inner;

	SHA256_Update(&state, bytes, len);
	SHA256_Final(out, &state);
	state = hmac->outer;
	SHA256_Update(&state, out, SHA256_DIGEST_LENGTH);
	SHA256_Final(out, &state);
}

/* HKDF-Expand-Label (RFC 8446 section 7.1), whose answer fits one hash. */
static void expand(const struct hmac *secret, const char *label, uint8_t len,
                   uint8_t out[static SHA256_DIGEST_LENGTH])
{
	static const char prefix[] = "tls13 ";
	uint8_t info[32] = { 0, len };
	size_t at = 3;

	memcpy(info + at, prefix, sizeof(prefix) - 1);
	at += sizeof(prefix) - 1;
	memcpy(info + at, label, strlen(label));
	at += strlen(label);
	info[2] = (uint8_t)(at - 3);
	info[at++] = 0; /* no context */
	info[at++] = 1; /* the first block, RFC 5869 section 2.3 */
	hmac_of(secret, info, at, out);
}

static bool holds(const struct quic_keys *keys, const struct quic_version *version,
                  struct span dcid)
{
	return keys->version == version && keys->dcid_len == dcid.len &&
	       (!dcid.len || !memcmp(keys->dcid, dcid.at, dcid.len));
}

static int make_keys(struct quic_keys *keys, const struct quic_version *version, struct span dcid)
{
	uint8_t out[SHA256_DIGEST_LENGTH];
	struct hmac secret;

	if (dcid.len > QUIC_ID_MAX)
		return -EBADMSG;
	keys->version = NULL;
	hmac_of(&keys->salts[version->salt], dcid.at, dcid.len, out);
	hmac_key(&secret, out, sizeof(out));
	expand(&secret, "client in", SHA256_DIGEST_LENGTH, out);
	hmac_key(&secret, out, sizeof(out));
	expand(&secret, version->is_second ? "quicv2 iv" : "quic iv", NONCE_BYTES, out);
	memcpy(keys->nonce, out, NONCE_BYTES);
	expand(&secret, version->is_second ? "quicv2 key" : "quic key", KEY_BYTES, out);
	if (!EVP_DecryptInit_ex2(keys->payload, NULL, out, NULL, NULL))
		return -EBADMSG;
	expand(&secret, version->is_second ? "quicv2 hp" : "quic hp", KEY_BYTES, out);
	if (!EVP_EncryptInit_ex2(keys->header, NULL, out, NULL, NULL))
		return -EBADMSG;
	if (dcid.len)
		memcpy(keys->dcid, dcid.at, dcid.len);
	keys->dcid_len = dcid.len;
	keys->version = version;
	return 0;
}

/* What stands in the header behind its protection (RFC 9001 section 5.4.1). */
struct header {
	uint8_t first;
	uint8_t number[NUMBER_MAX];
	size_t number_len;
};

static int open_header(struct quic_keys *keys, const struct quic_packet *packet,
                       struct header *header)
{
	const uint8_t *number = packet->bytes.at + packet->number_at;
	uint8_t mask[SAMPLE_BYTES];
	int got = 0;

	if (!EVP_EncryptUpdate(keys->header, mask, &got, number + NUMBER_MAX, SAMPLE_BYTES))
		return -EBADMSG;
	header->first = packet->bytes.at[0] ^ (mask[0] & 0x0f);
	header->number_len = (header->first & 3u) + 1;
	for (size_t i = 0; i < header->number_len; i++)
		header->number[i] = number[i] ^ mask[1 + i];
	return 0;
}

/* RFC 9001 section 5.3: the number goes into the nonce. */
static int begin_payload(struct quic_keys *keys, const struct header *header)
{
	uint8_t nonce[NONCE_BYTES];

	memcpy(nonce, keys->nonce, sizeof(nonce));
	for (size_t i = 0; i < header->number_len; i++)
		nonce[NONCE_BYTES - header->number_len + i] ^= header->number[i];
	return EVP_DecryptInit_ex2(keys->payload, NULL, NULL, nonce, NULL) ? 0 : -EBADMSG;
}

/* The header is authenticated as it was before its protection: all but its first byte and the
 * number stand in the packet. */
static int authenticate_header(struct quic_keys *keys, const struct quic_packet *packet,
                               const struct header *header)
{
	int got = 0;

	if (!EVP_DecryptUpdate(keys->payload, NULL, &got, &header->first, 1) ||
	    !EVP_DecryptUpdate(keys->payload, NULL, &got, packet->bytes.at + 1,
	                       (int)packet->number_at - 1) ||
	    !EVP_DecryptUpdate(keys->payload, NULL, &got, header->number, (int)header->number_len))
		return -EBADMSG;
	return 0;
}

static int open_payload(struct quic_keys *keys, struct span sealed, struct span *frames)
{
	size_t len = sealed.len - TAG_BYTES;
	uint8_t tag[TAG_BYTES];
	int got = 0, end = 0;

	memcpy(tag, sealed.at + len, sizeof(tag));
	if (!EVP_DecryptUpdate(keys->payload, keys->plain, &got, sealed.at, (int)len) ||
	    !EVP_CIPHER_CTX_ctrl(keys->payload, EVP_CTRL_AEAD_SET_TAG, TAG_BYTES, tag) ||
	    EVP_DecryptFinal_ex(keys->payload, keys->plain + got, &end) <= 0)
		return -EBADMSG;
	*frames = (struct span){ keys->plain, (size_t)got };
	return 0;
}

int quic_keys_open(struct quic_keys *keys, const struct quic_packet *packet, struct span dcid,
                   struct span *frames)
{
	struct header header = { 0 };

	if (!packet->version || packet->type != QUIC_INITIAL || packet->bytes.len > PLAIN_MAX)
		return -EBADMSG;
	keys->tried++;
	if (!holds(keys, packet->version, dcid) && make_keys(keys, packet->version, dcid))
		return -EBADMSG;
	if (open_header(keys, packet, &header) || begin_payload(keys, &header) ||
	    authenticate_header(keys, packet, &header))
		return -EBADMSG;
	return open_payload(keys, span_from(packet->bytes, packet->number_at + header.number_len),
	                    frames);
}

uint64_t quic_keys_tried(const struct quic_keys *keys)
{
	return keys->tried;
}

/* Fetches, and sets any key once, so that what libcrypto makes at first use is made now. */
static int prepare(struct quic_keys *keys)
{
	static const uint8_t any[KEY_BYTES];

	keys->header_cipher = EVP_CIPHER_fetch(NULL, "AES-128-ECB", NULL);
	keys->payload_cipher = EVP_CIPHER_fetch(NULL, "AES-128-GCM", NULL);
	keys->header = EVP_CIPHER_CTX_new();
	keys->payload = EVP_CIPHER_CTX_new();
	if (!keys->header_cipher || !keys->payload_cipher || !keys->header || !keys->payload)
		return -ENOMEM;
	if (!EVP_EncryptInit_ex2(keys->header, keys->header_cipher, any, NULL, NULL) ||
	    !EVP_DecryptInit_ex2(keys->payload, keys->payload_cipher, any, any, NULL))
		return -ENOTSUP;
	EVP_CIPHER_CTX_set_padding(keys->header, 0);
	for (size_t i = 0; i < QUIC_SALTS; i++)
		hmac_key(&keys->salts[i], salts[i], SALT_BYTES);
	return 0;
}

struct quic_keys *quic_keys_new(void)
{
	struct quic_keys *keys = calloc(1, sizeof(*keys));

	if (keys && prepare(keys)) {
		quic_keys_free(keys);
		return NULL;
	}
	return keys;
}

void quic_keys_free(struct quic_keys *keys)
{
	if (!keys)
		return;
	EVP_CIPHER_CTX_free(keys->header);
	EVP_CIPHER_CTX_free(keys->payload);
	EVP_CIPHER_free(keys->header_cipher);
	EVP_CIPHER_free(keys->payload_cipher);
	free(keys);
}
