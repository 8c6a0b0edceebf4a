/* Which network a frame is of: look-up of VLANs and ranges, what is left out, and that nothing of
 * that is read. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "probes/reasons.h"
#include "probes/traffic/recognise.h"
#include "tests/unit/recording.h"

#define NETWORKS 8
#define SIGNS 4
#define LINK 1

struct bench {
	struct arena *arena;
	struct network_signs items[NETWORKS];
	uint16_t vlans[NETWORKS][SIGNS];
	struct prefix prefixes[NETWORKS][SIGNS];
	struct networks networks;
	const struct recognition *known;
};

enum { STAFF, LEARNERS, OFFICE, GUESTS };

static struct prefix range(const char *text)
{
	enum prefix_fault fault;
	struct prefix out = { 0 };

	assert_int_equal(prefix_parse(text, &out, &fault), 0);
	return out;
}

/* The next network; `vlan` 0 and `prefix` NULL are not written. */
static void add(struct bench *bench, uint16_t vlan, const char *prefix, bool read)
{
	size_t i = bench->networks.count++;
	struct network_signs *signs = &bench->items[i];

	*signs = (struct network_signs){ .id = "network",
		                         .vlans = bench->vlans[i],
		                         .prefixes = bench->prefixes[i],
		                         .read = read };
	if (vlan)
		bench->vlans[i][signs->vlan_count++] = vlan;
	if (prefix)
		bench->prefixes[i][signs->prefix_count++] = range(prefix);
}

static void compile(struct bench *bench)
{
	assert_int_equal(recognition_new(&bench->networks, bench->arena, &bench->known), 0);
}

static struct bench *bench_new(void)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	assert_non_null(bench);
	bench->arena = arena_new(ARENA_LIMIT_DEFAULT);
	bench->networks = (struct networks){ bench->items, 0, NETWORK_NONE };
	return bench;
}

/* Staff by both signs, learners by both, an office by its range, guests by their VLAN. */
static struct bench *school(void)
{
	struct bench *bench = bench_new();

	add(bench, 10, "10.20.0.0/16", true);
	add(bench, 20, "10.30.0.0/16", false);
	add(bench, 0, "10.40.0.0/16", true);
	add(bench, 40, NULL, false);
	return bench;
}

static void bench_free(struct bench *bench)
{
	arena_free(bench->arena);
	free(bench);
}

static struct packet_address address(const char *text)
{
	char whole[64];

	snprintf(whole, sizeof(whole), "%s/%d", text, strchr(text, ':') ? 128 : 32);
	return range(whole).start;
}

/* `tags`: outermost first, 0 ends them; `source` NULL: no addresses. */
static struct frame frame_of(const uint16_t *tags, const char *source, const char *target)
{
	struct frame frame = { .addressed = source != NULL };

	while (tags && *tags)
		frame.tags.vlans[frame.tags.count++] = *tags++;
	if (source) {
		frame.source = address(source);
		frame.target = address(target);
	}
	return frame;
}

#define TAGS(...) ((const uint16_t[]){ __VA_ARGS__, 0 })

static void is_of(const struct bench *bench, struct frame frame, uint16_t sender, uint16_t receiver)
{
	uint16_t sides[2] = { NETWORK_NONE, NETWORK_NONE };

	assert_true(recognise(bench->known, &frame, sides));
	assert_int_equal(sides[0], sender);
	assert_int_equal(sides[1], receiver);
}

static void is_left_out(const struct bench *bench, struct frame frame)
{
	uint16_t sides[2];

	assert_false(recognise(bench->known, &frame, sides));
}

static void reads_ranges_and_refuses_what_is_none(void **state)
{
	static const char *const bad[] = { "",
		                           "10.20.0.0",
		                           "10.20.0.0/",
		                           "10.20.0.0/33",
		                           "10.20/16",
		                           "10.20.0.0/016",
		                           " 10.0.0.0/8",
		                           "10.0.0.0/8 ",
		                           "fd00::/129",
		                           "fe80::%eth0/64",
		                           "::/-1",
		                           "/8",
		                           "10.20.0.0/16/16",
		                           "256.0.0.0/8",
		                           "a/8" };
	static const char *const unclean[] = { "10.20.0.1/16", "10.0.0.0/0", "fd00::1/64",
		                               "::ffff:0.0.0.0/90" };
	enum prefix_fault fault;
	struct prefix out = { { 7, 7 }, 7 };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		assert_int_equal(prefix_parse(bad[i], &out, &fault), -EBADMSG);
		assert_int_equal(fault, PREFIX_MALFORMED);
	}
	for (size_t i = 0; i < sizeof(unclean) / sizeof(*unclean); i++) {
		assert_int_equal(prefix_parse(unclean[i], &out, &fault), -EBADMSG);
		assert_int_equal(fault, PREFIX_HOST_BITS);
	}
	assert_int_equal(out.length, 7);
	out = range("10.20.0.0/16");
	assert_int_equal(out.length, 112);
	assert_true(prefix_is_ipv4(&out) && prefix_last(&out).low == 0xffff0a14ffffu);
	out = range("0.0.0.0/0");
	assert_true(prefix_is_ipv4(&out) && prefix_last(&out).low == 0xffffffffffffu);
	out = range("::/0");
	assert_false(prefix_is_ipv4(&out));
	assert_true(prefix_last(&out).high == UINT64_MAX && prefix_last(&out).low == UINT64_MAX);
	out = range("fd00:20::/48");
	assert_true(prefix_last(&out).high == 0xfd0000200000ffffu);
	assert_true(prefix_last(&out).low == UINT64_MAX);
}

static void of_ranges_within_each_other_the_longest_counts(void **state)
{
	struct bench *bench = bench_new();

	(void)state;
	add(bench, 0, "10.0.0.0/8", true);
	add(bench, 0, "10.20.0.0/16", true);
	add(bench, 0, "10.20.5.0/24", true);
	add(bench, 0, "10.20.5.9/32", true);
	add(bench, 0, "fd00::/8", true);
	add(bench, 0, "fd00:20::/32", true);
	compile(bench);
	is_of(bench, frame_of(NULL, "10.1.2.3", "192.0.2.1"), 0, 0);
	is_of(bench, frame_of(NULL, "10.20.4.255", "192.0.2.1"), 1, 1);
	is_of(bench, frame_of(NULL, "192.0.2.1", "10.20.5.8"), 2, 2);
	is_of(bench, frame_of(NULL, "192.0.2.1", "10.20.5.9"), 3, 3);
	is_of(bench, frame_of(NULL, "10.20.5.10", "192.0.2.1"), 2, 2);
	is_of(bench, frame_of(NULL, "10.20.6.0", "10.255.255.255"), 1, 0);
	is_of(bench, frame_of(NULL, "fd00:19::1", "2001:db8::1"), 4, 4);
	is_of(bench, frame_of(NULL, "fd00:20::1", "2001:db8::1"), 5, 5);
	is_left_out(bench, frame_of(NULL, "9.255.255.255", "11.0.0.0"));
	is_left_out(bench, frame_of(NULL, "fc00::1", "fe00::1"));
	bench_free(bench);
}

static void a_range_of_ipv6_however_wide_holds_no_ipv4(void **state)
{
	struct bench *bench = bench_new();

	(void)state;
	add(bench, 0, "::/0", true);
	compile(bench);
	is_of(bench, frame_of(NULL, "2001:db8::1", "2001:db8::2"), 0, 0);
	is_of(bench, frame_of(NULL, "::1", "::2"), 0, 0);
	is_left_out(bench, frame_of(NULL, "10.20.0.1", "192.0.2.1"));
	add(bench, 0, "0.0.0.0/0", true);
	compile(bench);
	is_of(bench, frame_of(NULL, "10.20.0.1", "192.0.2.1"), 1, 1);
	is_of(bench, frame_of(NULL, "::ffff:10.20.0.1", "2001:db8::1"), 1, 0);
	bench_free(bench);
}

static void thousands_of_networks_are_told_apart(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct network_signs *items = calloc(NETWORKS_MAX, sizeof(*items));
	struct prefix *prefixes = calloc(NETWORKS_MAX, sizeof(*prefixes));
	struct networks networks = { items, NETWORKS_MAX, NETWORK_NONE };
	struct bench bench = { 0 };

	(void)state;
	for (uint32_t i = 0; i < NETWORKS_MAX; i++) {
		uint32_t mixed = i * 2654435761u % NETWORKS_MAX; /* in no order; each once */

		prefixes[i] = (struct prefix){ { 0, 0xffff0a000000u | mixed << 8 }, 96 + 24 };
		items[i] = (struct network_signs){ .prefixes = &prefixes[i],
			                           .prefix_count = 1,
			                           .read = true };
	}
	assert_int_equal(recognition_new(&networks, arena, &bench.known), 0);
	for (uint32_t i = 0; i < NETWORKS_MAX; i++) {
		struct frame frame = { .addressed = true, .source = prefixes[i].start };

		frame.source.low |= 255;
		is_of(&bench, frame, (uint16_t)i, (uint16_t)i);
	}
	free(items);
	free(prefixes);
	arena_free(arena);
}

static void what_a_network_writes_must_be_met_where_it_can_be_seen(void **state)
{
	struct bench *bench = school();

	(void)state;
	compile(bench);
	is_of(bench, frame_of(TAGS(10), "10.20.0.5", "192.0.2.1"), STAFF, STAFF);
	is_of(bench, frame_of(TAGS(10), "192.0.2.1", "10.20.0.5"), STAFF, STAFF);
	is_of(bench, frame_of(TAGS(10), NULL, NULL), STAFF, STAFF);
	is_of(bench, frame_of(NULL, "10.20.0.5", "192.0.2.1"), STAFF, STAFF);
	is_of(bench, frame_of(TAGS(99), "10.40.0.5", "192.0.2.1"), OFFICE, OFFICE);
	is_left_out(bench, frame_of(TAGS(10), "10.50.0.5", "192.0.2.1"));
	is_left_out(bench, frame_of(TAGS(10), "10.40.0.5", "192.0.2.1"));
	is_left_out(bench, frame_of(TAGS(99), "10.20.0.5", "192.0.2.1"));
	bench_free(bench);
}

static void one_sign_of_a_network_that_is_not_read_is_enough(void **state)
{
	struct bench *bench = school();

	(void)state;
	compile(bench);
	is_left_out(bench, frame_of(TAGS(20), "10.20.0.5", "192.0.2.1"));
	is_left_out(bench, frame_of(TAGS(20), NULL, NULL));
	is_left_out(bench, frame_of(TAGS(40), "10.40.0.5", "192.0.2.1"));
	is_left_out(bench, frame_of(TAGS(10), "10.20.0.5", "10.30.0.5"));
	is_left_out(bench, frame_of(NULL, "10.30.0.5", "10.20.0.5"));
	is_left_out(bench, frame_of(NULL, "10.30.0.5", "192.0.2.1"));
	bench_free(bench);
}

static void what_nothing_tells_is_left_out(void **state)
{
	struct bench *bench = school();

	(void)state;
	compile(bench);
	is_left_out(bench, frame_of(NULL, NULL, NULL));
	is_left_out(bench, frame_of(NULL, "192.0.2.7", "192.0.2.1"));
	is_left_out(bench, frame_of(TAGS(99), NULL, NULL));
	bench_free(bench);
}

static void of_two_tags_the_inner_one_names_the_network(void **state)
{
	struct bench *bench = school();

	(void)state;
	compile(bench);
	is_of(bench, frame_of(TAGS(900, 10), "10.20.0.5", "192.0.2.1"), STAFF, STAFF);
	is_left_out(bench, frame_of(TAGS(10, 900), "10.20.0.5", "192.0.2.1"));
	is_left_out(bench, frame_of(TAGS(10, 20), "10.20.0.5", "192.0.2.1"));
	is_left_out(bench, frame_of(TAGS(20, 10), "10.20.0.5", "192.0.2.1"));
	bench_free(bench);
}

static void a_tag_of_priority_alone_names_no_network(void **state)
{
	struct bench *bench = school();
	struct frame frame = frame_of(NULL, "10.20.0.5", "192.0.2.1");

	(void)state;
	compile(bench);
	frame.tags.count = 1;
	is_of(bench, frame, STAFF, STAFF);
	bench_free(bench);
}

static void between_two_networks_each_side_keeps_its_own(void **state)
{
	struct bench *bench = school();

	(void)state;
	compile(bench);
	is_of(bench, frame_of(NULL, "10.20.0.5", "10.40.0.5"), STAFF, OFFICE);
	is_of(bench, frame_of(NULL, "10.40.0.5", "10.20.0.5"), OFFICE, STAFF);
	is_of(bench, frame_of(TAGS(10), "10.40.0.5", "10.20.0.5"), STAFF, STAFF);
	bench_free(bench);
}

static void where_one_is_meant_only_what_speaks_against_it_is_left_out(void **state)
{
	struct bench *bench = school();
	uint16_t wireless;

	(void)state;
	wireless = (uint16_t)bench->networks.count;
	add(bench, 60, NULL, true);
	bench->networks.meant = wireless;
	compile(bench);
	is_of(bench, frame_of(TAGS(60), "172.16.0.5", "192.0.2.1"), wireless, wireless);
	is_of(bench, frame_of(NULL, "172.16.0.5", "192.0.2.1"), wireless, wireless);
	is_left_out(bench, frame_of(TAGS(99), "172.16.0.5", "192.0.2.1"));
	is_left_out(bench, frame_of(TAGS(10), "10.20.0.5", "192.0.2.1"));
	is_left_out(bench, frame_of(NULL, "10.40.0.5", "192.0.2.1"));
	is_left_out(bench, frame_of(NULL, "10.30.0.5", "192.0.2.1"));
	bench->networks.meant = STAFF;
	is_of(bench, frame_of(TAGS(10), "10.20.0.5", "10.40.0.5"), STAFF, STAFF);
	is_left_out(bench, frame_of(NULL, "172.16.0.5", "192.0.2.1"));
	is_left_out(bench, frame_of(TAGS(60), "10.20.0.5", "192.0.2.1"));
	bench_free(bench);
}

static void one_that_is_meant_and_writes_no_sign_takes_what_no_other_claims(void **state)
{
	struct bench *bench = school();
	uint16_t plain;

	(void)state;
	plain = (uint16_t)bench->networks.count;
	add(bench, 0, NULL, true);
	bench->networks.meant = plain;
	compile(bench);
	is_of(bench, frame_of(TAGS(99), "172.16.0.5", "192.0.2.1"), plain, plain);
	is_of(bench, frame_of(NULL, NULL, NULL), plain, plain);
	is_left_out(bench, frame_of(TAGS(10), "172.16.0.5", "192.0.2.1"));
	is_left_out(bench, frame_of(NULL, "172.16.0.5", "10.20.0.5"));
	is_left_out(bench, frame_of(NULL, "172.16.0.5", "10.30.0.5"));
	bench_free(bench);
}

/* --- Frames --- */

/* The packet with tags in front of its network layer, and behind them what was there. */
static struct craft tagged(const struct craft *packet, const uint16_t *tags)
{
	struct craft out = { .len = 0 };

	craft_bytes(&out, packet->at, 12);
	for (; *tags; tags++)
		craft_u32(&out, 0x81000000u | 0x6000 | *tags); /* priority 3 */
	craft_bytes(&out, packet->at + 12, packet->len - 12);
	return out;
}

static void a_frame_gives_its_tags_and_outermost_addresses(void **state)
{
	static const uint8_t ipv6[] = { 0x60, 0, 0, 0, 0, 0, 59, 64, 0xfd, 0, 0,    0x20, 0,   0,
		                        0,    0, 0, 0, 0, 0, 0,  0,  0,    5, 0x20, 1,    0xd, 0xb8,
		                        0,    0, 0, 0, 0, 0, 0,  0,  0,    0, 0,    1 };
	struct craft_end device = { 0x0a140005, 0 }, gateway = { 0xc0000201, 0 };
	struct craft tunnel = { .len = 0 }, packet;
	struct frame frame;

	(void)state;
	craft_ipv4(&tunnel, device, gateway, 41, sizeof(ipv6));
	craft_bytes(&tunnel, ipv6, sizeof(ipv6));
	packet = tagged(&tunnel, TAGS(900, 10));
	frame_read((struct span){ packet.at, packet.len }, LINK, &frame);
	assert_int_equal(frame.tags.count, 2);
	assert_int_equal(frame.tags.vlans[0], 900);
	assert_int_equal(frame.tags.vlans[1], 10);
	assert_true(frame.addressed);
	assert_true(frame.source.low == 0xffff0a140005u && frame.target.low == 0xffffc0000201u);
	frame_read((struct span){ ipv6, sizeof(ipv6) }, 101, &frame);
	assert_true(frame.addressed);
	assert_int_equal(frame.tags.count, 0);
	assert_true(frame.source.high == 0xfd00002000000000u && frame.source.low == 5);
}

static void a_frame_cut_anywhere_tells_only_what_is_there(void **state)
{
	struct craft whole = { .len = 0 }, packet;
	struct frame frame;

	(void)state;
	craft_ipv4(&whole, (struct craft_end){ 0x0a140005, 0 }, (struct craft_end){ 1, 0 }, 6, 0);
	packet = tagged(&whole, TAGS(10));
	for (size_t len = 0; len <= packet.len; len++) {
		frame_read((struct span){ packet.at, len }, LINK, &frame);
		assert_int_equal(frame.tags.count, len >= 18);
		assert_int_equal(frame.addressed, len >= 18 + 20);
	}
	packet = tagged(&whole, TAGS(1, 2, 3, 4, 5, 6, 7, 8, 9));
	frame_read((struct span){ packet.at, packet.len }, LINK, &frame);
	assert_int_equal(frame.tags.count, PACKET_TAGS_MAX);
	assert_false(frame.addressed);
}

/* The frame ends, for reading, where a page begins that nobody may touch. */
static void nothing_behind_the_addresses_is_touched(void **state)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	uint8_t *pages =
		mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct bench *bench = school();
	struct craft headers = { .len = 0 }, packet;
	struct frame frame;

	(void)state;
	compile(bench);
	assert_true(pages != MAP_FAILED);
	craft_ipv4(&headers, (struct craft_end){ 0x0a1e0005, 0 }, (struct craft_end){ 1, 0 }, 6,
	           1400);
	packet = tagged(&headers, TAGS(20));
	memcpy(pages + page - packet.len, packet.at, packet.len);
	assert_int_equal(mprotect(pages + page, page, PROT_NONE), 0);
	frame_read((struct span){ pages + page - packet.len, packet.len + 1400 }, LINK, &frame);
	assert_true(frame.addressed);
	is_left_out(bench, frame);
	munmap(pages, 2 * page);
	bench_free(bench);
}

/* --- Recordings --- */

struct told {
	char names[4096]; /* "0 tls a.example\n" */
};

static int tell(void *arg, const struct name_seen *seen)
{
	struct told *told = arg;
	size_t len = strlen(told->names);

	snprintf(told->names + len, sizeof(told->names) - len, "%d %s %s\n", seen->network,
	         name_protocol_word(seen->protocol), seen->host);
	return 0;
}

static void record_in(struct recording *to, uint16_t vlan, const struct craft *packet)
{
	struct craft out = vlan ? tagged(packet, TAGS(vlan)) : *packet;

	record(to, &out);
}

static void record_query(struct recording *to, uint16_t vlan, uint32_t from, uint32_t resolver,
                         const char *name, bool response)
{
	const struct craft_end device = { from, 40000 }, server = { resolver, 53 };
	struct craft message = { .len = 0 }, packet = { .len = 0 };

	craft_dns(&message, 7, name, response);
	craft_udp(&packet, response ? server : device, response ? device : server, message.at,
	          message.len);
	record_in(to, vlan, &packet);
}

static struct capture_totals read_into(struct recording *recording, const struct bench *bench,
                                       struct capture_totals *shares, struct observations *gaps,
                                       struct told *told)
{
	const struct capture_options options = { .networks = bench->known, .shares = shares };
	const struct capture_source source = { "recording.pcap", recording->fd, true };
	const struct name_sink sink = { .name = tell, .arg = told };
	struct capture_totals totals;
	struct problem problem = { "" };

	fflush(recording->file);
	lseek(recording->fd, 0, SEEK_SET);
	assert_int_equal(capture_read(&source, 1, &options, &sink, gaps, &totals, &problem), 0);
	fclose(recording->file);
	return totals;
}

#define STAFF_DEVICE 0x0a140005u
#define LEARNER_DEVICE 0x0a1e0005u
#define OFFICE_DEVICE 0x0a280005u
#define OUTSIDE 0xc0000201u

static void names_are_told_a_network_apart_and_the_rest_is_only_counted(void **state)
{
	struct recording r = recording_new(LINK);
	struct bench *bench = school();
	struct capture_totals shares[NETWORKS], totals;
	struct observations gaps[NETWORKS];
	struct told told = { "" };

	(void)state;
	compile(bench);
	for (size_t i = 0; i < bench->networks.count; i++) {
		observations_init(&gaps[i], bench->arena, NULL);
		gaps[i].probe = "capture-names";
	}
	record_query(&r, 20, LEARNER_DEVICE, OUTSIDE, "learner.example", false);
	record_query(&r, 10, STAFF_DEVICE, OUTSIDE, "staff.example", false);
	record_query(&r, 10, STAFF_DEVICE, OUTSIDE, "staff.example", true);
	record_query(&r, 0, LEARNER_DEVICE, OUTSIDE, "learner.example", true);
	r.time += 86400ull * 1000000;
	record_query(&r, 0, OFFICE_DEVICE, OUTSIDE, "office.example", false);
	record_query(&r, 99, 0xac100005u, OUTSIDE, "unlisted.example", false);
	totals = read_into(&r, bench, shares, gaps, &told);
	assert_string_equal(told.names, "0 dns staff.example\n0 dnsr staff.example\n"
	                                "2 dns office.example\n");
	assert_int_equal(totals.packets, 3);
	assert_int_equal(totals.left_out, 3);
	assert_int_equal(shares[STAFF].packets, 2);
	assert_int_equal(shares[LEARNERS].packets, 0);
	assert_int_equal(shares[OFFICE].packets, 1);
	assert_int_equal(shares[OFFICE].first, shares[STAFF].last + 1);
	assert_int_equal(totals.first, shares[STAFF].first);
	assert_int_equal(totals.last, shares[OFFICE].last);
	assert_int_equal(gaps[STAFF].gap_count, 1);
	assert_string_equal(gaps[STAFF].gaps[0].reason, REASON_OTHER_NETWORKS);
	assert_int_equal(gaps[STAFF].gaps[0].count, 3);
	assert_int_equal(gaps[LEARNERS].gap_count + gaps[OFFICE].gap_count, 0);
	bench_free(bench);
}

/* What decoders, flow table and fragments count stays at nought: they never saw the frames. */
static void no_decoder_sees_what_is_left_out(void **state)
{
	const struct craft_end device = { LEARNER_DEVICE, 40000 }, server = { OUTSIDE, 443 };
	struct recording r = recording_new(LINK);
	struct bench *bench = school();
	struct capture_totals shares[NETWORKS], totals;
	struct craft hello = hello_for(&r, "learner.example", false), packet;
	struct told told = { "" };

	(void)state;
	compile(bench);
	packet.len = 0;
	craft_tcp(&packet, device, server, 1000, 0, CRAFT_ACK, hello.at, hello.len);
	record_in(&r, 20, &packet); /* a hello, whole */
	packet.len -= 60;
	record_in(&r, 0, &packet); /* cut by the snap length */
	packet.len = 0;
	craft_ipv4(&packet, device, server, 47, 100); /* a tunnel that is not read */
	craft_noise(&packet, 100, &r.random);
	record_in(&r, 20, &packet);
	packet.len = 0;
	craft_ipv4(&packet, device, server, 17, 16); /* a piece of a packet */
	craft_noise(&packet, 16, &r.random);
	packet.at[20] = 0x20;
	record_in(&r, 20, &packet);
	packet.at[14] = 0x42; /* a header that lies */
	record_in(&r, 20, &packet);
	totals = read_into(&r, bench, shares, NULL, &told);
	assert_string_equal(told.names, "");
	assert_int_equal(totals.left_out, 5);
	assert_int_equal(totals.packets + totals.bytes, 0);
	assert_int_equal(totals.connections + totals.hidden + totals.outer_only, 0);
	assert_int_equal(totals.not_decoded + totals.truncated_packets, 0);
	assert_int_equal(totals.flows_evicted + totals.buffers_missing, 0);
	assert_int_equal(totals.first, DATE_NONE);
	bench_free(bench);
}

static void an_answer_is_of_the_network_that_asked(void **state)
{
	struct recording r = recording_new(LINK);
	struct bench *bench = school();
	struct capture_totals shares[NETWORKS];
	struct told told = { "" };

	(void)state;
	compile(bench);
	record_query(&r, 0, STAFF_DEVICE, OFFICE_DEVICE, "a.example", false);
	record_query(&r, 0, STAFF_DEVICE, OFFICE_DEVICE, "a.example", true);
	read_into(&r, bench, shares, NULL, &told);
	assert_string_equal(told.names, "0 dns a.example\n0 dnsr a.example\n");
	bench_free(bench);
}

/* Whichever way its packets go: in that of its first. */
#define UNREAD "\xc3\0\0\0\1\x08madeupid\0\0\x14number and 16 bytes." /* QUIC */

static void a_connection_is_counted_in_one_network(void **state)
{
	const struct craft_end staff = { STAFF_DEVICE, 40000 }, office = { OFFICE_DEVICE, 443 };
	struct recording r = recording_new(LINK);
	struct bench *bench = school();
	struct capture_totals shares[NETWORKS];
	struct told told = { "" };
	struct craft packet, hello;

	(void)state;
	compile(bench);
	packet.len = 0;
	craft_udp(&packet, staff, office, UNREAD, sizeof(UNREAD) - 1);
	record_in(&r, 0, &packet);
	packet.len = 0;
	craft_udp(&packet, office, staff, UNREAD, sizeof(UNREAD) - 1);
	record_in(&r, 0, &packet);
	packet.len = 0;
	craft_udp(&packet, (struct craft_end){ OFFICE_DEVICE, 41000 },
	          (struct craft_end){ STAFF_DEVICE, 443 }, UNREAD, sizeof(UNREAD) - 1);
	record_in(&r, 0, &packet);
	hello = hello_for(&r, "inside.example", false);
	packet.len = 0;
	craft_tcp(&packet, staff, office, 1000, 0, CRAFT_ACK, hello.at, hello.len);
	record_in(&r, 10, &packet);
	read_into(&r, bench, shares, NULL, &told);
	assert_string_equal(told.names, "0 tls inside.example\n");
	assert_int_equal(shares[STAFF].connections, 2);
	assert_int_equal(shares[STAFF].hidden, 1);
	assert_int_equal(shares[OFFICE].connections, 1);
	assert_int_equal(shares[OFFICE].hidden, 1);
	bench_free(bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_ranges_and_refuses_what_is_none),
		cmocka_unit_test(of_ranges_within_each_other_the_longest_counts),
		cmocka_unit_test(a_range_of_ipv6_however_wide_holds_no_ipv4),
		cmocka_unit_test(thousands_of_networks_are_told_apart),
		cmocka_unit_test(what_a_network_writes_must_be_met_where_it_can_be_seen),
		cmocka_unit_test(one_sign_of_a_network_that_is_not_read_is_enough),
		cmocka_unit_test(what_nothing_tells_is_left_out),
		cmocka_unit_test(of_two_tags_the_inner_one_names_the_network),
		cmocka_unit_test(a_tag_of_priority_alone_names_no_network),
		cmocka_unit_test(between_two_networks_each_side_keeps_its_own),
		cmocka_unit_test(where_one_is_meant_only_what_speaks_against_it_is_left_out),
		cmocka_unit_test(one_that_is_meant_and_writes_no_sign_takes_what_no_other_claims),
		cmocka_unit_test(a_frame_gives_its_tags_and_outermost_addresses),
		cmocka_unit_test(a_frame_cut_anywhere_tells_only_what_is_there),
		cmocka_unit_test(nothing_behind_the_addresses_is_touched),
		cmocka_unit_test(names_are_told_a_network_apart_and_the_rest_is_only_counted),
		cmocka_unit_test(no_decoder_sees_what_is_left_out),
		cmocka_unit_test(an_answer_is_of_the_network_that_asked),
		cmocka_unit_test(a_connection_is_counted_in_one_network),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
