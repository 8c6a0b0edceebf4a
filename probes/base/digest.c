/* One fetched SHA-256 for the whole run: a fetch per hash costs tens of microseconds and may want
 * to read files. */
#include "probes/base/digest.h"

#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

int digest_prepare(void)
{
	unsigned char out[EVP_MAX_MD_SIZE];
	unsigned int len = 0;

	if (!OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL))
		return -ENOTSUP;
	if (!EVP_Digest("", 0, out, &len, EVP_sha256(), NULL))
		return -ENOTSUP;
	return HMAC(EVP_sha256(), "k", 1, out, 1, out, &len) ? 0 : -ENOTSUP;
}

static void to_hex(const unsigned char hash[32], char out[DIGEST_HEX])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < 32; i++) {
		out[2 * i] = digits[hash[i] >> 4];
		out[2 * i + 1] = digits[hash[i] & 15];
	}
	out[64] = '\0';
}

static void hash_bytes(struct span bytes, unsigned char out[32])
{
	unsigned int len = 0;

	memset(out, 0, 32);
	EVP_Digest(bytes.at ? bytes.at : (const unsigned char *)"", bytes.len, out, &len,
	           EVP_sha256(), NULL);
}

void digest_hex(struct span bytes, char out[DIGEST_HEX])
{
	unsigned char hash[32];

	hash_bytes(bytes, hash);
	to_hex(hash, out);
}

void digest_keyed_hex(struct span key, struct span bytes, char out[DIGEST_HEX])
{
	unsigned char hash[EVP_MAX_MD_SIZE] = { 0 };
	unsigned int len = 0;

	HMAC(EVP_sha256(), key.at, (int)key.len, bytes.at, bytes.len, hash, &len);
	to_hex(hash, out);
}

void digest_check_code(struct span bytes, char out[20])
{
	static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	unsigned char hash[32];
	size_t at = 0;

	hash_bytes(bytes, hash);
	for (size_t i = 0; i < 16; i++) {
		size_t bit = i * 5;
		unsigned int pair = (unsigned int)hash[bit / 8] << 8 | hash[bit / 8 + 1];

		if (i && i % 4 == 0)
			out[at++] = '-';
		out[at++] = alphabet[pair >> (11 - bit % 8) & 31];
	}
	out[at] = '\0';
}
