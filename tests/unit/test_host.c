/* Host names as text: what stays, what is escaped, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "probes/wire/host.h"
#include "tests/unit/pieces.h"

static void writes_lower_case_and_drops_one_trailing_dot(void **state)
{
	char out[HOST_TEXT_MAX];

	(void)state;
	assert_int_equal(host_text(span_of("WWW.ExAmplE.COM."), out), 0);
	assert_string_equal(out, "www.example.com");
	assert_int_equal(host_text(span_of("example.com.."), out), 0);
	assert_string_equal(out, "example.com.");
}

static void escapes_what_could_be_misread(void **state)
{
	static const uint8_t spoof[] = "a\\b c\0.\xc3\xa9\x7f";
	char out[HOST_TEXT_MAX];

	(void)state;
	assert_int_equal(host_text((struct span){ spoof, sizeof(spoof) - 1 }, out), 0);
	assert_string_equal(out, "a\\092b\\032c\\000.\\195\\169\\127");
}

static void keeps_printable_characters_as_they_are(void **state)
{
	char out[HOST_TEXT_MAX];

	(void)state;
	assert_int_equal(host_text(span_of("*._tcp.x-y.[::1]"), out), 0);
	assert_string_equal(out, "*._tcp.x-y.[::1]");
}

static void refuses_the_empty_and_the_too_long(void **state)
{
	char out[HOST_TEXT_MAX] = "untouched";
	uint8_t wide[HOST_WIRE_MAX + 1];

	(void)state;
	memset(wide, 0xff, sizeof(wide));
	assert_int_equal(host_text(span_of(""), out), -ENOENT);
	assert_int_equal(host_text(span_of("."), out), -ENOENT);
	assert_int_equal(host_text((struct span){ wide, HOST_WIRE_MAX + 1 }, out), -EBADMSG);
	assert_string_equal(out, "untouched");
	assert_int_equal(host_text((struct span){ wide, HOST_WIRE_MAX }, out), 0);
	assert_int_equal(strlen(out), HOST_TEXT_MAX - 1);
}

static void a_label_cannot_hold_a_dot(void **state)
{
	char out[4];

	(void)state;
	assert_int_equal(host_put_byte(out, '.'), 4);
	assert_memory_equal(out, "\\046", 4);
	assert_int_equal(host_put_byte(out, 'Z'), 1);
	assert_int_equal(out[0], 'z');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_lower_case_and_drops_one_trailing_dot),
		cmocka_unit_test(escapes_what_could_be_misread),
		cmocka_unit_test(keeps_printable_characters_as_they_are),
		cmocka_unit_test(refuses_the_empty_and_the_too_long),
		cmocka_unit_test(a_label_cannot_hold_a_dot),
	};

	return cmocka_run_group_tests_name("host", tests, NULL, NULL);
}
