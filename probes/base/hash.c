/* SipHash-2-4, word by word. */
#include "probes/base/hash.h"

struct state {
	uint64_t v0, v1, v2, v3;
};

static uint64_t turned(uint64_t word, int bits)
{
	return word << bits | word >> (64 - bits);
}

static void mix(struct state *s)
{
	s->v0 += s->v1;
	s->v1 = turned(s->v1, 13) ^ s->v0;
	s->v0 = turned(s->v0, 32);
	s->v2 += s->v3;
	s->v3 = turned(s->v3, 16) ^ s->v2;
	s->v0 += s->v3;
	s->v3 = turned(s->v3, 21) ^ s->v0;
	s->v2 += s->v1;
	s->v1 = turned(s->v1, 17) ^ s->v2;
	s->v2 = turned(s->v2, 32);
}

static void take_word(struct state *s, uint64_t word)
{
	s->v3 ^= word;
	mix(s);
	mix(s);
	s->v0 ^= word;
}

uint64_t hash_bytes(const struct hash_key *key, const void *bytes, size_t len)
{
	struct state s = { key->first ^ 0x736f6d6570736575u, key->second ^ 0x646f72616e646f6du,
		           key->first ^ 0x6c7967656e657261u, key->second ^ 0x7465646279746573u };
	const uint8_t *at = bytes;
	uint64_t word = 0;

	for (size_t i = 0; i < len; i++) {
		word |= (uint64_t)at[i] << 8 * (i % 8);
		if (i % 8 == 7) {
			take_word(&s, word);
			word = 0;
		}
	}
	take_word(&s, word | (uint64_t)len << 56);
	s.v2 ^= 0xff;
	for (int i = 0; i < 4; i++)
		mix(&s);
	return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}
