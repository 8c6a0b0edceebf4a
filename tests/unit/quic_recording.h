/* QUIC in a recording: a hello, or part of it, in an Initial of its own. */
#pragma once
#include "tests/bench/craft_quic.h"
#include "tests/unit/recording.h"

#define FULL 1252 /* bytes of a datagram with an Initial */

static inline struct craft tls_hello(struct recording *to, const char *name, bool post_quantum)
{
	struct craft_hello hello = { .name = name, .post_quantum = post_quantum };

	return craft_quic_hello(&hello, &to->random);
}

static inline void record_craft(struct recording *to, bool from_client, const struct craft *bytes)
{
	record_udp(to, from_client, bytes->at, bytes->len);
}

/* One datagram with one Initial. */
static inline void record_initial(struct recording *to, struct craft_quic *quic,
                                  const struct craft *frames)
{
	struct craft datagram;

	datagram.len = 0;
	craft_quic_initial(&datagram, quic, frames, FULL);
	record_craft(to, true, &datagram);
	quic->number++;
}

/* Bytes [from, to) of the hello in an Initial of their own. */
static inline void record_piece(struct recording *to, struct craft_quic *quic,
                                const struct craft *hello, size_t from, size_t end)
{
	struct craft frames;

	frames.len = 0;
	craft_quic_crypto(&frames, hello, from, end);
	record_initial(to, quic, &frames);
}

static inline void record_hello(struct recording *to, uint64_t seed, const char *name)
{
	struct craft_quic quic = craft_quic_first(seed);
	struct craft hello = tls_hello(to, name, false);

	record_piece(to, &quic, &hello, 0, hello.len);
}
