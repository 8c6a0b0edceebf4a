/* What an Initial of QUIC costs: microseconds of CPU for each, of a new connection (its keys have
 * to be made) and of one whose keys are at hand. Fails beyond the limit, in microseconds, that is
 * named: open_initials [LIMIT]. */
#include <stdlib.h>
#include <time.h>

#include "probes/wire/quic_keys.h"
#include "tests/bench/craft_quic.h"

#define CONNECTIONS 1024
#define ROUNDS 40

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static struct craft *make_datagrams(void)
{
	struct craft *datagrams = calloc(CONNECTIONS, sizeof(*datagrams)), unused[2];
	struct craft_random random = { 1 };

	for (size_t i = 0; datagrams && i < CONNECTIONS; i++) {
		craft_quic_datagrams(unused, "www.example.com", &random);
		datagrams[i] = unused[0];
	}
	return datagrams;
}

/* Opens each and looks for its frames; every connection `times` times in a row. */
static double open_all(struct quic_keys *keys, const struct craft *datagrams, unsigned times)
{
	double before = now();

	for (unsigned i = 0; i < CONNECTIONS * ROUNDS; i++) {
		const struct craft *bytes = &datagrams[i / times % CONNECTIONS];
		struct quic_packet packet;
		struct quic_crypto crypto;
		struct span frames;
		struct cursor in;

		if (quic_packet_read((struct span){ bytes->at, bytes->len }, &packet) ||
		    quic_keys_open(keys, &packet, packet.dcid, &frames))
			exit(5);
		in = cursor_over(frames);
		while (!quic_crypto_next(&in, packet.version, &crypto))
			;
	}
	return (now() - before) / (CONNECTIONS * ROUNDS);
}

int main(int argc, char **argv)
{
	struct craft *datagrams = make_datagrams();
	struct quic_keys *keys = quic_keys_new();
	double fresh, kept;

	if (!datagrams || !keys)
		return 5;
	open_all(keys, datagrams, 1);
	fresh = open_all(keys, datagrams, 1);
	kept = open_all(keys, datagrams, ROUNDS);
	printf("%.2f us an Initial, %.2f us with keys at hand\n", fresh, kept);
	quic_keys_free(keys);
	free(datagrams);
	return argc > 1 && fresh > strtod(argv[1], NULL);
}
