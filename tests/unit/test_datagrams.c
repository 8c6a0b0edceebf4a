/* Datagrams without a name: each flow's kind is told once, by shape; a port only decides where the
 * shape is weak. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/recording.h"

#define COOKIE "\x21\x12\xa4\x42"
#define BINDING "\0\1\0\0" COOKIE "abcdefghijkl"
#define RESET "\x38\1\2\3\4\5\6\7\x08\0\0\0\0\0"

struct told {
	char kinds[512]; /* "stun wireguard " */
	uint64_t device;
	struct capture_totals totals;
};

static int take_kind(void *arg, const struct kind_seen *seen)
{
	struct told *told = arg;
	size_t len = strlen(told->kinds);

	snprintf(told->kinds + len, sizeof(told->kinds) - len, "%s ",
	         traffic_kind_word(seen->kind));
	told->device = seen->device;
	return 0;
}

static int take_name(void *arg, const struct name_seen *seen)
{
	struct told *told = arg;
	size_t len = strlen(told->kinds);

	snprintf(told->kinds + len, sizeof(told->kinds) - len, "%s:%s ",
	         name_protocol_word(seen->protocol), seen->host);
	if (seen->protocol == NAME_DNS)
		told->device = seen->device;
	return 0;
}

static int take_hint(void *arg, const struct hint_seen *seen)
{
	struct told *told = arg;
	size_t len = strlen(told->kinds);

	snprintf(told->kinds + len, sizeof(told->kinds) - len, "hint:%s ", seen->word);
	told->device = seen->device;
	return 0;
}

/* Reads the recording and closes it. */
static struct told told_of(struct recording *recording)
{
	struct told told = { .kinds = "" };
	struct name_sink sink = {
		.name = take_name, .arg = &told, .kind = take_kind, .hint = take_hint
	};
	struct capture_source source = { "recording.pcap", recording->fd, true };
	struct capture_options options = { 0 };
	struct problem problem;

	fflush(recording->file);
	lseek(recording->fd, 0, SEEK_SET);
	assert_int_equal(capture_read(&source, 1, &options, &sink, NULL, &told.totals, &problem),
	                 0);
	fclose(recording->file);
	return told;
}

static struct recording from_to(uint16_t client, uint16_t server)
{
	struct recording out = recording_new(1);

	out.client.port = client;
	out.server.port = server;
	return out;
}

static void expect_one(uint16_t port, const void *bytes, size_t len, const char *want)
{
	struct recording recording = from_to(40000, port);

	record_udp(&recording, true, bytes, len);
	assert_string_equal(told_of(&recording).kinds, want);
}

#define EXPECT(port, literal, want) expect_one(port, literal, sizeof(literal) - 1, want)

static void kinds_are_told_on_any_port(void **state)
{
	uint8_t wireguard[148] = { 1 };

	(void)state;
	expect_one(9, wireguard, sizeof(wireguard), "wireguard ");
	expect_one(443, wireguard, sizeof(wireguard), "wireguard ");
	EXPECT(9, RESET, "openvpn ");
	EXPECT(443, RESET, "openvpn ");
	EXPECT(9, BINDING, "stun ");
	EXPECT(9, "<13>Nov 16 08:00:00 host app: text", "syslog ");
	EXPECT(9,
	       "\1\2\3\4\5\6\7\x08\0\0\0\0\0\0\0\0\x21\x20\x22\x08\0\0\0\0\0\0\0\x20"
	       "more",
	       "ipsec ");
	EXPECT(9, "\x30\x13\2\1\1\4\6public\xa7\6\2\1\7\2\1\0", "snmp ");
	EXPECT(9, "\0\x0a\0\x1c\x6a\xf9\xb3\x80\0\0\0\1\0\0\0\0\0\2\0\x0c\1\0\0\1\0\x08\0\4",
	       "flow-export ");
}

static void a_weak_shape_needs_its_port(void **state)
{
	static const char esp[] = "\xc0\xff\xee\1\0\0\0\7abcdefghijklmnop";

	(void)state;
	EXPECT(514, "<13>app: text", "syslog ");
	EXPECT(515, "<13>app: text", "");
	EXPECT(3478, "\x40\1\0\4talk", "turn ");
	EXPECT(3479, "\x40\1\0\4talk", "");
	EXPECT(4500, esp, "ipsec ");
	EXPECT(4501, esp, "");
}

static void a_kind_is_told_once_a_flow(void **state)
{
	struct recording recording = from_to(40000, 3478);

	(void)state;
	for (int i = 0; i < 20; i++) {
		record_udp(&recording, i % 2, BINDING, sizeof(BINDING) - 1);
		record_udp(&recording, i % 2, "\x40\1\0\4talk", 8);
	}
	recording.client.port = 40001;
	record_udp(&recording, true, RESET, sizeof(RESET) - 1);
	record_udp(&recording, true, RESET, sizeof(RESET) - 1);
	assert_string_equal(told_of(&recording).kinds, "stun openvpn ");
}

static void what_hides_names_is_counted_as_hidden(void **state)
{
	struct recording recording = from_to(40000, 1194);
	struct told told;

	(void)state;
	record_udp(&recording, true, RESET, sizeof(RESET) - 1);
	recording.client.port = 40001;
	record_udp(&recording, true, BINDING, sizeof(BINDING) - 1);
	told = told_of(&recording);
	assert_int_equal(told.totals.hidden, 1);
	assert_int_equal(told.totals.connections, 1);
}

/* RFC 7983: calls open their way with STUN, and then speak something else on it. */
static void a_flow_that_stun_opened_may_go_on_with_another_protocol(void **state)
{
	struct recording recording = from_to(40000, 50000);
	struct craft query = dns_message("a.example", false);

	(void)state;
	for (int i = 0; i < 10; i++)
		record_udp(&recording, true, BINDING, sizeof(BINDING) - 1);
	record_udp(&recording, true, query.at, query.len);
	assert_string_equal(told_of(&recording).kinds, "stun dns:a.example ");
}

static void only_the_first_datagrams_of_a_side_are_asked(void **state)
{
	for (int before = 3; before <= 4; before++) {
		struct recording recording = from_to(40000, 50000);

		(void)state;
		for (int i = 0; i < before; i++)
			record_udp(&recording, true, "noise", 5);
		record_udp(&recording, true, RESET, sizeof(RESET) - 1);
		assert_string_equal(told_of(&recording).kinds, before < 4 ? "openvpn " : "");
	}
}

/* The device is the one that asked, whichever of the two was heard. */
static void an_answer_counts_for_whoever_receives_it(void **state)
{
	static const char answer[] = "\1\1\0\0" COOKIE "abcdefghijkl";
	struct recording asked = from_to(40000, 3478), answered = from_to(40000, 3478);
	uint64_t device;

	(void)state;
	record_udp(&asked, true, BINDING, sizeof(BINDING) - 1);
	device = told_of(&asked).device;
	record_udp(&answered, false, answer, sizeof(answer) - 1);
	assert_true(device == told_of(&answered).device);
}

static void record_esp(struct recording *to, bool from_client, const void *bytes, size_t len)
{
	struct craft packet;

	packet.len = 0;
	craft_ipv4(&packet, from_client ? to->client : to->server,
	           from_client ? to->server : to->client, 50, len);
	craft_bytes(&packet, bytes, len);
	record(to, &packet);
}

static void ipsec_without_ports_is_told_once_for_two_devices(void **state)
{
	struct recording recording = recording_new(1);
	struct told told;

	(void)state;
	record_esp(&recording, true, "\0\0\0\1\0\0\0\1", 8); /* an index that is reserved */
	record_esp(&recording, true, "\1\0\0", 3);
	for (int i = 0; i < 5; i++)
		record_esp(&recording, i % 2, "\1\0\0\1\0\0\0\1sealed", 14);
	recording.client.address++;
	record_esp(&recording, true, "\1\0\0\2\0\0\0\1sealed", 14);
	told = told_of(&recording);
	assert_string_equal(told.kinds, "ipsec ipsec ");
	assert_int_equal(told.totals.hidden, 2);
	assert_int_equal(told.totals.not_decoded, 0);
}

/* A request of the device that asks for (or has) 10.0.0.7, and its answer. */
static struct craft dhcp_message(bool is_answer, const char *options, size_t len)
{
	struct craft out;

	out.len = 0;
	craft_u32(&out, is_answer ? 0x02010600 : 0x01010600);
	for (size_t i = 0; i < 58; i++)
		craft_u32(&out, i == 3 ? 0x0a000007 : 0);
	craft_u32(&out, 0x63825363);
	craft_bytes(&out, options, len);
	craft_u8(&out, 255);
	return out;
}

static void dhcp_says_names_and_hints_of_every_device_on_its_one_flow(void **state)
{
	struct recording recording = from_to(68, 67), query = recording_new(1);
	struct craft message = dhcp_message(false, "\x0c\3one\x3c\x08MSFT 5.0", 15), asked;
	struct craft_end device = { 0x0a000007, 40000 };
	struct told told;

	(void)state;
	recording.client.address = 0;
	recording.server.address = 0xffffffff;
	record_udp(&recording, true, message.at, message.len);
	message = dhcp_message(false, "\x0c\3two", 5);
	for (int i = 0; i < 6; i++)
		record_udp(&recording, true, message.at, message.len);
	message = dhcp_message(true, "\x0c\3two\x3c\x08MSFT 5.0", 15);
	record_udp(&recording, false, message.at, message.len);
	told = told_of(&recording);
	assert_string_equal(told.kinds, "dhcp:one hint:windows dhcp:two dhcp:two dhcp:two dhcp:two "
	                                "dhcp:two dhcp:two dhcp:two ");

	asked = dns_message("a.example", false); /* the same device under its address */
	query.client = device;
	query.server.port = 53;
	record_udp(&query, true, asked.at, asked.len);
	assert_true(told.device == told_of(&query).device);
}

static void version_6_needs_its_ports(void **state)
{
	static const char solicit[] = "\1\x12\x34\x56\0\1\0\4abcd"
				      "\0\x10\0\x0e\0\0\1\x37\0\x08MSFT 5.0"
				      "\0\x27\0\6\1\3one\0";

	(void)state;
	EXPECT(547, solicit, "dhcp:one hint:windows ");
	EXPECT(548, solicit, "");
}

/* Several questions, one by a pointer, one for a unicast answer; what is known already (RFC 6762
 * sections 5.3, 5.4, 7.1); and an answer without a question, which asks for nothing. */
static void multicast_dns_says_each_of_its_questions(void **state)
{
	static const char asks[] =
		"\0\0\0\0\0\3\0\1\0\0\0\0\4_ipp\4_tcp\5local\0\0\x0c\0\1\4_smb\xc0\x11\0\x0c\0\1"
		"\4host\xc0\x16\0\1\x80\1\xc0\x0c\0\x0c\0\1\0\0\0\x3c\0\x08\5known\xc0\x0c";
	static const char answers[] = "\0\0\x84\0\0\0\0\1\0\0\0\0\4host\5local\0\0\1\x80\1"
				      "\0\0\0\x3c\0\4\x0a\0\0\7";
	struct recording recording = from_to(5353, 5353);

	(void)state;
	record_udp(&recording, true, asks, sizeof(asks) - 1);
	record_udp(&recording, false, answers, sizeof(answers) - 1);
	assert_string_equal(told_of(&recording).kinds,
	                    "mdns:_ipp._tcp.local mdns:_smb._tcp.local mdns:host.local ");
}

/* RFC 1996 and 2136: the zone stands where a question does. */
static void updates_and_notices_say_their_zone_on_dns_ports_alone(void **state)
{
	(void)state;
	EXPECT(53, "\0\1\x28\0\0\1\0\0\0\0\0\0\4zone\4test\0\0\6\0\1", "dns:zone.test ");
	EXPECT(53, "\0\1\x24\0\0\1\0\0\0\0\0\0\4zone\4test\0\0\6\0\1", "dns:zone.test ");
	EXPECT(54, "\0\1\x28\0\0\1\0\0\0\0\0\0\4zone\4test\0\0\6\0\1", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_told_on_any_port),
		cmocka_unit_test(a_weak_shape_needs_its_port),
		cmocka_unit_test(a_kind_is_told_once_a_flow),
		cmocka_unit_test(what_hides_names_is_counted_as_hidden),
		cmocka_unit_test(a_flow_that_stun_opened_may_go_on_with_another_protocol),
		cmocka_unit_test(only_the_first_datagrams_of_a_side_are_asked),
		cmocka_unit_test(an_answer_counts_for_whoever_receives_it),
		cmocka_unit_test(ipsec_without_ports_is_told_once_for_two_devices),
		cmocka_unit_test(dhcp_says_names_and_hints_of_every_device_on_its_one_flow),
		cmocka_unit_test(version_6_needs_its_ports),
		cmocka_unit_test(multicast_dns_says_each_of_its_questions),
		cmocka_unit_test(updates_and_notices_say_their_zone_on_dns_ports_alone),
	};

	return cmocka_run_group_tests_name("datagrams", tests, NULL, NULL);
}
