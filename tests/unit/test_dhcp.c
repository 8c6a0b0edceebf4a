/* DHCP of both versions: what a device calls itself and what kind it says it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "probes/wire/dhcp.h"
#include "probes/wire/vendor_class.h"

#define SPAN(literal) ((struct span){ (const uint8_t *)(literal), sizeof(literal) - 1 })

#define ZEROS_8 "\0\0\0\0\0\0\0\0"
#define ZEROS_64 ZEROS_8 ZEROS_8 ZEROS_8 ZEROS_8 ZEROS_8 ZEROS_8 ZEROS_8 ZEROS_8
#define HEAD(operation, own, given)                                                                \
	operation "\1\6\0\0\0\0\7\0\0\x80\0" own given ZEROS_8                                     \
		  "\2\0\0\0\0\1\0\0" ZEROS_8 ZEROS_64 ZEROS_64 ZEROS_64 "\x63\x82\x53\x63"
#define NONE "\0\0\0\0"
#define TEN_7 "\x0a\0\0\7"
#define LABELS "\x08LapTop-7\7example\3org\0"

static const char discover[] =
	HEAD("\1", NONE, NONE) "\x35\1\1\x0c\x08LapTop-7\x3c\x08MSFT 5.0\xff\0\0\0";

/* Reads a copy of exactly its size, so that sanitizers see an overrun. */
static int read_copy(struct span message, int (*read)(struct span, struct dhcp_message *),
                     struct dhcp_message *out)
{
	uint8_t *copy = malloc(message.len ? message.len : 1);
	int error;

	assert_non_null(copy);
	if (message.len)
		memcpy(copy, message.at, message.len);
	error = read((struct span){ copy, message.len }, out);
	free(copy);
	return error;
}

static struct dhcp_message message_of(struct span bytes)
{
	struct dhcp_message message;

	assert_int_equal(read_copy(bytes, dhcp_read, &message), 0);
	return message;
}

static struct dhcp_message message_6_of(struct span bytes)
{
	struct dhcp_message message;

	assert_int_equal(read_copy(bytes, dhcp_read_6, &message), 0);
	return message;
}

static void reads_the_name_and_the_kind_of_a_device(void **state)
{
	struct dhcp_message message = message_of(SPAN(discover));

	(void)state;
	assert_string_equal(message.host, "laptop-7");
	assert_string_equal(message.device, "windows");
	assert_string_equal(message.full_name, "");
	assert_false(message.is_answer);
	assert_true(!message.address.high && !message.address.low);
}

static void reads_a_full_name_in_both_forms(void **state)
{
	(void)state;
	assert_string_equal(
		message_of(SPAN(HEAD("\1", NONE, NONE) "\x51\x17\0\0\0laptop-7.example.org\xff"))
			.full_name,
		"laptop-7.example.org");
	assert_string_equal(
		message_of(SPAN(HEAD("\1", NONE, NONE) "\x51\x19\4\0\0" LABELS "\xff")).full_name,
		"laptop-7.example.org");
	assert_string_equal(
		message_of(SPAN(HEAD("\1", NONE, NONE) "\x51\x0c\4\0\0\x08LapTop-7\xff")).full_name,
		"laptop-7"); /* without its end */
	assert_string_equal(
		message_of(SPAN(HEAD("\1", NONE, NONE) "\x51\5\4\0\0\xc0\x0c\xff")).full_name,
		""); /* pointers are not allowed */
	assert_string_equal(message_of(SPAN(HEAD("\1", NONE, NONE) "\x51\2\4\0\xff")).full_name,
	                    "");
}

static void knows_whose_address_it_is(void **state)
{
	(void)state;
	assert_int_equal(message_of(SPAN(HEAD("\1", TEN_7, NONE) "\xff")).address.low,
	                 0xffff0a000007);
	assert_int_equal(message_of(SPAN(HEAD("\1", NONE, NONE) "\x32\4" TEN_7 "\xff")).address.low,
	                 0xffff0a000007);
	assert_int_equal(
		message_of(SPAN(HEAD("\1", TEN_7, NONE) "\x32\4\x0a\0\0\x08\xff")).address.low,
		0xffff0a000007);
	assert_int_equal(message_of(SPAN(HEAD("\2", NONE, TEN_7) "\xff")).address.low,
	                 0xffff0a000007);
	assert_true(message_of(SPAN(HEAD("\2", NONE, TEN_7) "\xff")).is_answer);
}

static void a_name_ends_before_its_nul_and_is_escaped(void **state)
{
	(void)state;
	assert_string_equal(message_of(SPAN(HEAD("\1", NONE, NONE) "\x0c\5lap\0\0\xff")).host,
	                    "lap");
	assert_string_equal(message_of(SPAN(HEAD("\1", NONE, NONE) "\x0c\5la p\n\xff")).host,
	                    "la\\032p\\010");
	assert_string_equal(message_of(SPAN(HEAD("\1", NONE, NONE) "\x0c\0\xff")).host, "");
}

/* What stands before the end of the options counts, even where that is missing. */
static void every_truncation_keeps_only_what_is_whole(void **state)
{
	struct dhcp_message message;
	size_t head = sizeof(HEAD("\1", NONE, NONE)) - 1;

	(void)state;
	for (size_t len = 0; len < sizeof(discover) - 1; len++) {
		struct span cut = { (const uint8_t *)discover, len };
		int error = read_copy(cut, dhcp_read, &message);

		assert_int_equal(error, len < head ? -EBADMSG : 0);
		if (error)
			continue;
		assert_int_equal(!message.host[0], len < head + 13);
		assert_int_equal(!message.device, len < head + 23);
	}
}

static void an_option_that_lies_ends_them(void **state)
{
	(void)state;
	assert_string_equal(
		message_of(SPAN(HEAD("\1", NONE, NONE) "\x0c\3lap\x35\x09\1\x3c\4MSFT")).host,
		"lap");
	assert_null(message_of(SPAN(HEAD("\1", NONE, NONE) "\x35\x09\1\x3c\4MSFT")).device);
	assert_string_equal(message_of(SPAN(HEAD("\1", NONE, NONE) "\xff\x0c\3lap")).host, "");
	assert_int_equal(message_of(SPAN(HEAD("\1", NONE, NONE) "\x32\2\x0a\0\xff")).address.low,
	                 0);
}

static void other_shapes_are_not_dhcp(void **state)
{
	uint8_t copy[sizeof(discover) - 1];
	static const struct {
		size_t place;
		uint8_t byte;
	} changes[] = { { 0, 0 }, { 0, 3 }, { 2, 17 }, { 3, 17 }, { 239, 0x62 } };
	struct dhcp_message message;

	(void)state;
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		memcpy(copy, discover, sizeof(copy));
		copy[changes[i].place] = changes[i].byte;
		assert_int_equal(dhcp_read((struct span){ copy, sizeof(copy) }, &message),
		                 -EBADMSG);
	}
}

#define IDENTITY "\0\1\0\4abcd"
#define CLASS_6 "\0\x10\0\x0e\0\0\1\x37\0\x08MSFT 5.0"
#define NAME_6 "\0\x27\0\x17\1" LABELS
#define SOLICIT "\1\x12\x34\x56" IDENTITY CLASS_6 NAME_6

static void reads_the_same_of_version_6(void **state)
{
	struct dhcp_message message = message_6_of(SPAN(SOLICIT));

	(void)state;
	assert_string_equal(message.full_name, "laptop-7.example.org");
	assert_string_equal(message.device, "windows");
	assert_false(message.is_answer);
	assert_true(message_6_of(SPAN("\7\x12\x34\x56" IDENTITY)).is_answer);
	assert_true(message_6_of(SPAN("\2\x12\x34\x56" IDENTITY)).is_answer);
}

#define RELAY(len, inner) "\x0c\0" ZEROS_8 ZEROS_8 ZEROS_8 ZEROS_8 "\0\x09\0" len inner

static void opens_what_a_relay_passes_on(void **state)
{
	struct dhcp_message message;
	uint8_t deep[4 + 38 * 6 + 8] = { 0 };
	size_t len = 12;

	(void)state;
	message = message_6_of(SPAN(RELAY("\x39", SOLICIT)));
	assert_string_equal(message.full_name, "laptop-7.example.org");
	for (int relays = 0; relays <= DHCP_RELAYS_MAX + 1; relays++) {
		size_t at = sizeof(deep) - 12;

		memcpy(deep + at, "\1\x12\x34\x56" IDENTITY, 12);
		for (int i = 0; i < relays; i++) {
			at -= 38;
			memset(deep + at, 0, 38);
			deep[at] = 12;
			deep[at + 35] = 9;
			deep[at + 37] = (uint8_t)len;
			len = sizeof(deep) - at;
		}
		len = 12;
		assert_int_equal(
			dhcp_read_6((struct span){ deep + at, sizeof(deep) - at }, &message),
			relays <= DHCP_RELAYS_MAX ? 0 : -EBADMSG);
	}
}

static void version_6_is_whole(void **state)
{
	static const char solicit[] = SOLICIT;
	static const size_t whole[] = { 12, 12 + 18 };
	struct dhcp_message message;

	(void)state;
	for (size_t len = 0; len < sizeof(solicit) - 1; len++)
		assert_int_equal(read_copy((struct span){ (const uint8_t *)solicit, len },
		                           dhcp_read_6, &message),
		                 len == whole[0] || len == whole[1] ? 0 : -EBADMSG);
	assert_int_equal(dhcp_read_6(SPAN("\0\x12\x34\x56" IDENTITY), &message), -EBADMSG);
	assert_int_equal(dhcp_read_6(SPAN("\x0e\x12\x34\x56" IDENTITY), &message), -EBADMSG);
	assert_null(
		message_6_of(SPAN("\1\x12\x34\x56\0\x10\0\x0e\0\0\1\x37\0\x09MSFT 5.0")).device);
	assert_string_equal(message_6_of(SPAN("\1\x12\x34\x56\0\x27\0\3\1\5a")).full_name, "");
}

static void a_vendor_class_is_one_word_of_a_closed_list(void **state)
{
	static const char *const classes[][2] = {
		{ "MSFT 5.0", "windows" },
		{ "android-dhcp-14", "android" },
		{ "dhcpcd-9.4.1:Linux-6.1.0-18-amd64:x86_64:GenuineIntel", "linux" },
		{ "dhcpcd-6.8.2:Linux-4.4.99:x86_64:Chrome OS", "chromeos" },
		{ "udhcp 1.36.1", "linux" },
		{ "AAPLBSDPC/i386", "apple" },
		{ "Hewlett-Packard JetDirect", "printer" },
		{ "AXIS,Network Camera,P3245-V,10.12", "camera" },
		{ "Cisco Systems, Inc. IP Phone CP-8845", "phone-desk" },
		{ "Anna's own", "other" },
		{ "MSF", "other" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		assert_string_equal(vendor_class_word((struct span){ (const uint8_t *)classes[i][0],
		                                                     strlen(classes[i][0]) }),
		                    classes[i][1]);
	assert_null(vendor_class_word(SPAN("")));
	assert_null(vendor_class_word(SPAN("\0MSFT 5.0")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_name_and_the_kind_of_a_device),
		cmocka_unit_test(reads_a_full_name_in_both_forms),
		cmocka_unit_test(knows_whose_address_it_is),
		cmocka_unit_test(a_name_ends_before_its_nul_and_is_escaped),
		cmocka_unit_test(every_truncation_keeps_only_what_is_whole),
		cmocka_unit_test(an_option_that_lies_ends_them),
		cmocka_unit_test(other_shapes_are_not_dhcp),
		cmocka_unit_test(reads_the_same_of_version_6),
		cmocka_unit_test(opens_what_a_relay_passes_on),
		cmocka_unit_test(version_6_is_whole),
		cmocka_unit_test(a_vendor_class_is_one_word_of_a_closed_list),
	};

	return cmocka_run_group_tests_name("dhcp", tests, NULL, NULL);
}
