/* SHA-256 and HMAC-SHA-256 (FIPS 180-4, RFC 2104) through libcrypto, prepared before the sandbox
 * closes. */
#pragma once
#include "probes/base/cursor.h"

#define DIGEST_HEX 65 /* 64 hex digits and the NUL */

/* Fetches the algorithms once, without reading any configuration file. 0, or -ENOTSUP. Call before
 * the sandbox. */
int digest_prepare(void);

/* Lower-case hex of the whole hash. */
void digest_hex(struct span bytes, char out[DIGEST_HEX]);
void digest_keyed_hex(struct span key, struct span bytes, char out[DIGEST_HEX]);

/* The first 80 bits of SHA-256 in Crockford base32, four groups of four: "7KQM-2XRA-9TBD-41HC"
 * (DESIGN 8). */
void digest_check_code(struct span bytes, char out[20]);
