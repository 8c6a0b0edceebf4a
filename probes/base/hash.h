/* A keyed hash for tables whose keys a stranger chose: without the key nobody can make many names
 * that fall into one place of the table. SipHash-2-4 (Aumasson and Bernstein, 2012). The key is
 * random and never reaches the output. */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct hash_key {
	uint64_t first, second;
};

uint64_t hash_bytes(const struct hash_key *key, const void *bytes, size_t len);
