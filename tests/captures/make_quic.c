/* Makes captures of QUIC clients: make_quic FOLDER. Versions, hellos over several Initials in any
 * order, what comes before and around them. */
#include "tests/bench/craft_quic.h"
#include "tests/captures/scene.h"

#define DATAGRAM 1250 /* bytes of a client's first datagrams */

typedef void story(struct scene *scene, struct craft_quic *quic);

struct play {
	const char *name;
	uint32_t version;
	story *tell;
};

static struct craft big_hello(struct scene *scene, const char *name)
{
	struct craft_hello wish = { .name = name, .post_quantum = true, .ech = true };

	return craft_quic_hello(&wish, &scene->random);
}

static struct craft small_hello(struct scene *scene, const char *name)
{
	struct craft_hello wish = { .name = name };

	return craft_quic_hello(&wish, &scene->random);
}

static struct craft initial(struct craft_quic *quic, const struct craft *frames)
{
	struct craft out;

	out.len = 0;
	craft_quic_initial(&out, quic, frames, DATAGRAM);
	quic->number++;
	return out;
}

/* The hello's bytes [from, end) alone in an Initial. */
static struct craft part(struct craft_quic *quic, const struct craft *hello, size_t from,
                         size_t end)
{
	struct craft frames;

	frames.len = 0;
	craft_quic_crypto(&frames, hello, from, end < hello->len ? end : hello->len);
	return initial(quic, &frames);
}

static void deliver(struct scene *scene, int side, const struct craft *message)
{
	struct craft packet = scene_datagram(scene, side, message->at, message->len);

	scene_put(scene, &packet);
}

static void one(struct scene *scene, struct craft_quic *quic)
{
	struct craft hello, message;
	char name[64];

	snprintf(name, sizeof(name), "version-%08x.example", quic->version);
	hello = small_hello(scene, name);
	message = part(quic, &hello, 0, hello.len);
	deliver(scene, 0, &message);
	scene_truth(scene, "quic", name);
}

static void two(struct scene *scene, struct craft_quic *quic)
{
	struct craft hello = big_hello(scene, "two-initials.example");
	struct craft first = part(quic, &hello, 0, 1000),
		     second = part(quic, &hello, 1000, hello.len);

	deliver(scene, 0, &first);
	deliver(scene, 0, &second);
	scene_truth(scene, "quic", "two-initials.example");
}

static void two_swapped(struct scene *scene, struct craft_quic *quic)
{
	struct craft hello = big_hello(scene, "swapped.example");
	struct craft first = part(quic, &hello, 0, 1000),
		     second = part(quic, &hello, 1000, hello.len);

	deliver(scene, 0, &second);
	deliver(scene, 0, &first);
	scene_truth(scene, "quic", "swapped.example");
}

/* Slices of 53 bytes dealt to three datagrams like cards, each hand backwards. */
static void shuffled(struct scene *scene, struct craft_quic *quic)
{
	struct craft hello = big_hello(scene, "sliced-and-shuffled.example");

	for (size_t hand = 0; hand < 3; hand++) {
		struct craft frames, message;
		size_t slices = (hello.len + 52) / 53;

		frames.len = 0;
		for (size_t i = slices; i--;) {
			size_t end = (i + 1) * 53 < hello.len ? (i + 1) * 53 : hello.len;

			if (i % 3 == hand)
				craft_quic_crypto(&frames, &hello, i * 53, end);
			if (i % 9 == hand)
				craft_bytes(&frames, "\0\0\1", 3); /* PADDING, PING */
		}
		message = initial(quic, &frames);
		deliver(scene, 0, &message);
	}
	scene_truth(scene, "quic", "sliced-and-shuffled.example");
}

static void overlapping(struct scene *scene, struct craft_quic *quic)
{
	struct craft hello = big_hello(scene, "overlapping-frames.example"), message;
	static const struct {
		size_t from, end;
	} parts[] = { { 0, 700 }, { 500, 1100 }, { 200, 900 }, { 1000, 9999 } };

	for (size_t i = 0; i < 4; i++) {
		message = part(quic, &hello, parts[i].from, parts[i].end);
		deliver(scene, 0, &message);
	}
	scene_truth(scene, "quic", "overlapping-frames.example");
}

static void repeated(struct scene *scene, struct craft_quic *quic)
{
	struct craft hello = big_hello(scene, "repeated.example");
	struct craft first = part(quic, &hello, 0, 1000),
		     second = part(quic, &hello, 1000, hello.len);

	deliver(scene, 0, &first);
	deliver(scene, 0, &first);
	deliver(scene, 0, &second);
	deliver(scene, 0, &first);
	scene_truth(scene, "quic", "repeated.example");
}

/* A Retry: the client begins again, with a token, by an id of the server's, which gives the keys.
 */
static void after_retry(struct scene *scene, struct craft_quic *quic)
{
	struct craft hello = small_hello(scene, "after-retry.example");
	struct craft first = part(quic, &hello, 0, hello.len), again, retry;
	struct craft_quic second = craft_quic_first(4711);

	retry.len = 0;
	craft_bytes(&retry, "\xf0\0\0\0\1\0\x08", 7);
	craft_bytes(&retry, second.dcid, 8);
	craft_text(&retry, "a token that the server gave earlier");
	craft_noise(&retry, 16, &scene->random);
	second.number = 1;
	second.token_len = 30;
	again = part(&second, &hello, 0, hello.len);
	deliver(scene, 0, &first);
	deliver(scene, 1, &retry);
	deliver(scene, 0, &again);
	scene_truth(scene, "quic", "after-retry.example");
}

/* The first Initial asks the server for nothing (PING); the hello comes in the next. */
static void after_ping(struct scene *scene, struct craft_quic *quic)
{
	struct craft hello = small_hello(scene, "after-a-ping.example"), frames, message;

	frames.len = 0;
	craft_u8(&frames, 1);
	message = initial(quic, &frames);
	deliver(scene, 0, &message);
	message = part(quic, &hello, 0, hello.len);
	deliver(scene, 0, &message);
	scene_truth(scene, "quic", "after-a-ping.example");
}

/* Early data in the same datagram, behind the Initial; and a datagram of it before. */
static void with_early_data(struct scene *scene, struct craft_quic *quic)
{
	struct craft hello = small_hello(scene, "early-data.example"), early, message, frames;

	early.len = frames.len = message.len = 0;
	craft_bytes(&early, "\xd1\0\0\0\1\x08", 6);
	craft_bytes(&early, quic->dcid, 8);
	craft_bytes(&early, "\0\x40\x80", 3);
	craft_noise(&early, 128, &scene->random);
	deliver(scene, 0, &early);
	craft_quic_crypto(&frames, &hello, 0, hello.len);
	craft_quic_initial(&message, quic, &frames, DATAGRAM - early.len);
	craft_append(&message, &early);
	deliver(scene, 0, &message);
	scene_truth(scene, "quic", "early-data.example");
}

static void other_port(struct scene *scene, struct craft_quic *quic)
{
	struct craft hello = small_hello(scene, "other-port.example");
	struct craft message = part(quic, &hello, 0, hello.len);

	scene->server.port = 8853;
	deliver(scene, 0, &message);
	scene_truth(scene, "quic", "other-port.example");
}

static void trailing_bytes(struct scene *scene, struct craft_quic *quic)
{
	struct craft hello = small_hello(scene, "trailing-bytes.example");
	struct craft message = part(quic, &hello, 0, hello.len);

	craft_noise(&message, 40, &scene->random);
	message.at[message.len - 40] = 0; /* no packet of QUIC */
	deliver(scene, 0, &message);
	scene_truth(scene, "quic", "trailing-bytes.example");
}

static void long_id(struct scene *scene, struct craft_quic *quic)
{
	quic->dcid_len = 20;
	quic->scid_len = 17;
	quic->number_len = 4;
	quic->number = 70000;
	other_port(scene, quic);
}

static void never_whole(struct scene *scene, struct craft_quic *quic) /* nothing may be said */
{
	struct craft hello = big_hello(scene, "never-whole.example");
	struct craft message = part(quic, &hello, 300, 1300);

	deliver(scene, 0, &message);
	message = part(quic, &hello, 1300, hello.len);
	deliver(scene, 0, &message);
}

static const struct play plays[] = {
	{ "quic-1", CRAFT_QUIC_1, one },
	{ "quic-2", CRAFT_QUIC_2, one },
	{ "quic-draft-29", CRAFT_QUIC_DRAFT_29, one },
	{ "quic-two", CRAFT_QUIC_1, two },
	{ "quic-2-two", CRAFT_QUIC_2, two },
	{ "quic-swapped", CRAFT_QUIC_1, two_swapped },
	{ "quic-shuffled", CRAFT_QUIC_1, shuffled },
	{ "quic-overlapping", CRAFT_QUIC_1, overlapping },
	{ "quic-repeated", CRAFT_QUIC_1, repeated },
	{ "quic-retry", CRAFT_QUIC_1, after_retry },
	{ "quic-ping", CRAFT_QUIC_1, after_ping },
	{ "quic-early-data", CRAFT_QUIC_1, with_early_data },
	{ "quic-other-port", CRAFT_QUIC_1, other_port },
	{ "quic-trailing-bytes", CRAFT_QUIC_1, trailing_bytes },
	{ "quic-long-id", CRAFT_QUIC_1, long_id },
	{ "quic-never-whole", CRAFT_QUIC_1, never_whole },
};

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: make_quic FOLDER\n");
		return 2;
	}
	for (size_t i = 0; i < sizeof(plays) / sizeof(plays[0]); i++) {
		struct scene scene = scene_open(argv[1], plays[i].name, SCENE_ETHERNET);
		struct craft_quic quic = craft_quic_first(craft_next(&scene.random));

		quic.version = plays[i].version;
		plays[i].tell(&scene, &quic);
		scene_close(&scene);
	}
	return 0;
}
