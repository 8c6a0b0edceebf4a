/* Tunnels that encrypt, told by how they begin: WireGuard, OpenVPN, IPsec. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "probes/wire/ipsec.h"
#include "probes/wire/openvpn.h"
#include "probes/wire/wireguard.h"
#include "tests/unit/shapes.h"

#define TEN "0123456789"
#define CLOCK "\x6a\xf9\xb3\x80" /* 2026 */
#define SESSION "\1\2\3\4\5\6\7\x08"
#define OTHER "\x08\7\6\5\4\3\2\1"
#define HASH20 TEN TEN
#define TAG32 TEN TEN TEN "ab"

static const char data[] = "\4\0\0\0\7\0\0\1\3\0\0\0\0\0\0\0" TEN TEN TEN "ab";
static const char client[] = "\x38" SESSION "\0\0\0\0\0";
static const char server[] = "\x40" SESSION "\1\0\0\0\0" OTHER "\0\0\0\0";
static const char is_signed[] = "\x38" SESSION HASH20 "\0\0\0\1" CLOCK "\0\0\0\0\0";
static const char encrypted[] = "\x38" SESSION "\0\0\0\1" CLOCK TAG32 "12345";
static const char with_key[] =
	"\x50" SESSION "\x0f\0\0\1" CLOCK TAG32 "12345" TEN TEN TEN TEN TEN "\0\x34";
static const char ike_2[] = SESSION "\0\0\0\0\0\0\0\0\x21\x20\x22\x08\0\0\0\0\0\0\0\x20more";
static const char ike_1[] = SESSION OTHER "\x01\x10\x02\0\0\0\0\0\0\0\0\x20more";

static int wireguard(struct span message)
{
	return (int)wireguard_looks_like(message);
}

static int openvpn(struct span message)
{
	return (int)openvpn_looks_like(message);
}

static int ike(struct span message)
{
	bool is_answer = false;

	return ipsec_is_key_exchange(message, &is_answer) ? 1 + is_answer : 0;
}

static int esp(struct span message)
{
	return ipsec_may_be_packet(message, true);
}

static void knows_wireguard_by_type_and_length(void **state)
{
	static const size_t sizes[] = { 148, 92, 64 };

	(void)state;
	for (unsigned type = 1; type <= 3; type++) {
		uint8_t message[148] = { (uint8_t)type, 0, 0, 0, 9, 9, 9, 9 };
		struct span whole = { message, sizes[type - 1] };

		assert_int_equal(shape_of(whole, wireguard), type);
		only_whole(whole, wireguard, 0, false);
		assert_int_equal(shape_with(whole, 3, 1, wireguard), 0);
	}
	assert_int_equal(shape_of(SPAN(data), wireguard), WIREGUARD_DATA);
	only_whole(SPAN(data), wireguard, 33, false);
}

static void what_only_begins_like_wireguard_is_not_it(void **state)
{
	(void)state;
	assert_int_equal(shape_of((struct span){ (const uint8_t *)data, 16 }, wireguard), 0);
	assert_int_equal(shape_with(SPAN(data), 0, 5, wireguard), 0);
	assert_int_equal(shape_with(SPAN(data), 2, 1, wireguard), 0);
	assert_int_equal(shape_with(SPAN(data), 15, 1, wireguard), 0); /* so many packets */
	assert_int_equal(
		shape_of(SPAN("\4\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0" TEN TEN TEN "ab"), wireguard),
		0); /* no receiver */
	assert_int_equal(shape_of(SPAN("\4\0\0\0\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
	                               "\0\0\0\1"),
	                          wireguard),
	                 0); /* nothing sealed: DCE/RPC with an empty object */
}

static void knows_the_resets_of_openvpn(void **state)
{
	(void)state;
	assert_int_equal(shape_of(SPAN(client), openvpn), OPENVPN_CLIENT);
	assert_int_equal(shape_of(SPAN(server), openvpn), OPENVPN_SERVER);
	assert_int_equal(shape_of(SPAN(is_signed), openvpn), OPENVPN_CLIENT);
	assert_int_equal(shape_of(SPAN(encrypted), openvpn), OPENVPN_CLIENT);
	assert_int_equal(shape_of(SPAN(with_key), openvpn), OPENVPN_CLIENT);
	assert_int_equal(
		shape_of(SPAN("\x40" SESSION "\0\0\0\1" CLOCK TAG32 "0123456789abcdefg"), openvpn),
		OPENVPN_SERVER);
}

static void a_reset_is_whole(void **state)
{
	(void)state;
	only_whole(SPAN(client), openvpn, 0, false);
	only_whole(SPAN(server), openvpn, 0, false);
	only_whole(SPAN(is_signed), openvpn, 15, false);
	only_whole(SPAN(encrypted), openvpn, 15, false);
	only_whole(SPAN(with_key), openvpn, 0, false);
}

static void what_only_begins_like_openvpn_is_not_it(void **state)
{
	(void)state;
	assert_int_equal(shape_with(SPAN(client), 0, 0x39, openvpn), 0); /* another key */
	assert_int_equal(shape_with(SPAN(client), 0, 0x30, openvpn), 0); /* data */
	assert_int_equal(shape_with(SPAN(client), 9, 1, openvpn), 0);    /* acknowledges */
	assert_int_equal(shape_with(SPAN(client), 13, 1, openvpn), 0);   /* message 1 */
	assert_int_equal(shape_with(SPAN(server), 9, 0, openvpn), 0);
	assert_int_equal(shape_with(SPAN(server), 9, 255, openvpn), 0);
	assert_int_equal(shape_with(SPAN(server), 13, 1, openvpn), 0);
	assert_int_equal(shape_of(SPAN("\x38\0\0\0\0\0\0\0\0\0\0\0\0\0"), openvpn), 0);
	assert_int_equal(shape_with(SPAN(is_signed), 32, 2, openvpn), 0);    /* packet 2 */
	assert_int_equal(shape_with(SPAN(is_signed), 33, 0x10, openvpn), 0); /* 1978 */
	assert_int_equal(shape_with(SPAN(encrypted), 12, 2, openvpn), 0);
	assert_int_equal(shape_with(SPAN(with_key), sizeof(with_key) - 2, 0x33, openvpn), 0);
	assert_int_equal(shape_with(SPAN(with_key), sizeof(with_key) - 3, 1, openvpn), 0);
}

static void knows_the_exchange_of_keys_of_both_versions(void **state)
{
	(void)state;
	assert_int_equal(shape_of(SPAN(ike_2), ike), 1);
	assert_int_equal(shape_with(SPAN(ike_2), 19, 0x20, ike), 2);
	assert_int_equal(shape_of(SPAN(ike_1), ike), 1);
	assert_int_equal(shape_of(SPAN("\0\0\0\0" SESSION "\0\0\0\0\0\0\0\0\x21\x20\x22\x08\0\0\0\0"
	                               "\0\0\0\x20more"),
	                          ike),
	                 1); /* behind address translation */
}

static void an_exchange_is_whole(void **state)
{
	(void)state;
	only_whole(SPAN(ike_2), ike, 0, false);
	only_whole(SPAN(ike_1), ike, 0, false);
	assert_int_equal(shape_with(SPAN(ike_2), 27, 0x1f, ike), 0);
	assert_int_equal(shape_with(SPAN(ike_2), 26, 1, ike), 0);
	assert_int_equal(shape_with(SPAN(ike_2), 24, 1, ike), 0);
}

static void what_only_begins_like_an_exchange_is_not_it(void **state)
{
	(void)state;
	assert_int_equal(shape_with(SPAN(ike_2), 17, 0x30, ike), 0); /* version 3 */
	assert_int_equal(shape_with(SPAN(ike_2), 17, 0x10, ike), 0); /* of the other version */
	assert_int_equal(shape_with(SPAN(ike_1), 17, 0x20, ike), 0);
	assert_int_equal(shape_with(SPAN(ike_2), 18, 33, ike), 0); /* exchange */
	assert_int_equal(shape_with(SPAN(ike_2), 18, 45, ike), 0);
	assert_int_equal(shape_with(SPAN(ike_2), 19, 0x40, ike), 0); /* flags */
	assert_int_equal(shape_with(SPAN(ike_2), 16, 32, ike), 0);   /* next payload */
	assert_int_equal(shape_with(SPAN(ike_1), 16, 21, ike), 0);
	assert_int_equal(shape_with(SPAN(ike_1), 18, 7, ike), 0);
	assert_int_equal(shape_with(SPAN(ike_1), 19, 8, ike), 0);
	assert_int_equal(
		shape_of(SPAN("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x21\x20\x22\x08\0\0\0\0"
	                      "\0\0\0\x20more"),
	                 ike),
		0); /* no initiator */
}

static void a_packet_of_esp_has_an_index_and_a_number(void **state)
{
	static const char packet[] = "\xc0\xff\xee\1\0\0\0\7" TEN "abcdef";

	(void)state;
	assert_int_equal(shape_of(SPAN(packet), esp), 1);
	for (size_t len = 0; len < 16; len++)
		assert_int_equal(shape_of((struct span){ (const uint8_t *)packet, len }, esp), 0);
	assert_int_equal(shape_of((struct span){ (const uint8_t *)packet, 18 }, esp), 0);
	assert_int_equal(shape_with(SPAN(packet), 7, 0, esp), 0);
	assert_int_equal(shape_with(SPAN(packet), 4, 1, esp), 0);
	assert_int_equal(shape_of(SPAN("\0\0\0\xff\0\0\0\7" TEN "abcdef"), esp), 0);
	assert_true(ipsec_may_be_packet(SPAN("\0\0\1\0\xff\0\0\7"), false));
	assert_false(ipsec_may_be_packet(SPAN("\0\0\1\0\xff\0\0"), false));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_wireguard_by_type_and_length),
		cmocka_unit_test(what_only_begins_like_wireguard_is_not_it),
		cmocka_unit_test(knows_the_resets_of_openvpn),
		cmocka_unit_test(a_reset_is_whole),
		cmocka_unit_test(what_only_begins_like_openvpn_is_not_it),
		cmocka_unit_test(knows_the_exchange_of_keys_of_both_versions),
		cmocka_unit_test(an_exchange_is_whole),
		cmocka_unit_test(what_only_begins_like_an_exchange_is_not_it),
		cmocka_unit_test(a_packet_of_esp_has_an_index_and_a_number),
	};

	return cmocka_run_group_tests_name("encrypted_tunnels", tests, NULL, NULL);
}
