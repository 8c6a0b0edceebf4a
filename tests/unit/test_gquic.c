/* Google's QUIC: the name in a hello that is not encrypted, in the headers of its versions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>

#include "probes/wire/gquic.h"
#include "tests/bench/craft.h"

static void put_tag(struct craft *out, const char *tag, uint32_t end)
{
	craft_bytes(out, tag, 4);
	craft_u32_le(out, end);
}

/* Padding of 10 bytes, the name, a version. */
static struct craft hello_for(const char *name)
{
	uint32_t len = (uint32_t)strlen(name);
	struct craft out;

	out.len = 0;
	craft_bytes(&out, "CHLO\3\0\0\0", 8);
	put_tag(&out, "PAD\0", 10);
	put_tag(&out, "SNI\0", 10 + len);
	put_tag(&out, "VER\0", 14 + len);
	craft_text(&out, "----------");
	craft_text(&out, name);
	craft_text(&out, "Q043");
	return out;
}

/* What stands before the frames: `before` bytes of others, then the STREAM frame's own header. */
static struct craft datagram(const char *header, size_t header_len, size_t before, unsigned type,
                             bool big_endian, const struct craft *hello)
{
	struct craft out;

	out.len = 0;
	craft_bytes(&out, header, header_len);
	craft_text(&out, "hash of 12 b");
	for (size_t i = 0; i < before; i++)
		craft_u8(&out, 0x40);
	craft_u8(&out, type);
	craft_u8(&out, 1);
	if (type & 0x1c)
		craft_u16(&out, 0x0400);
	craft_u16(&out,
	          big_endian ? (unsigned)hello->len : __builtin_bswap16((uint16_t)hello->len));
	craft_append(&out, hello);
	return out;
}

static enum gquic_shape read_copy(const struct craft *bytes, size_t len, char *name)
{
	uint8_t *copy = malloc(len ? len : 1);
	enum gquic_shape shape;

	assert_non_null(copy);
	memcpy(copy, bytes->at, len);
	shape = gquic_read((struct span){ copy, len }, name);
	free(copy);
	return shape;
}

#define OLD(version, number)                                                                       \
	"\x0d"                                                                                     \
	"12345678" version number
#define LONG(version)                                                                              \
	"\xd3" version "\x50"                                                                      \
	"12345678"                                                                                 \
	"\0\0\0\4"

static const struct {
	const char *header;
	size_t len, before;
	unsigned type;
	bool big_endian;
} forms[] = {
	{ OLD("Q025", "\1"), 14, 1, 0xa0, false },
	{ OLD("Q035", "\1"), 14, 0, 0xa0, false },
	{ OLD("Q038", "\1"), 14, 0, 0xa0, false },
	{ OLD("Q039", "\1"), 14, 0, 0xa0, true },
	{ OLD("Q043", "\1"), 14, 9, 0xa4, true },
	{ "\x19"
	  "12345678Q043\0\1",
	  15, 0, 0xa0, true },
	{ "\x39"
	  "12345678Q043\0\0\0\0\0\1",
	  19, 0, 0xa0, true },
	{ LONG("Q046"), 18, 0, 0xa4, true },
	{ "\xc0Q046\x50"
	  "12345678"
	  "\4",
	  15, 0, 0xa0, true },
	{ LONG("Q044"), 18, 6, 0xa0, true },
};

#define FORMS (sizeof(forms) / sizeof(forms[0]))

static struct craft form(size_t i, const struct craft *hello)
{
	return datagram(forms[i].header, forms[i].len, forms[i].before, forms[i].type,
	                forms[i].big_endian, hello);
}

static void reads_the_name_in_every_version(void **state)
{
	struct craft hello = hello_for("WWW.Example.com");
	char name[HOST_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < FORMS; i++) {
		struct craft bytes = form(i, &hello);

		assert_int_equal(read_copy(&bytes, bytes.len, name), GQUIC_HELLO);
		assert_string_equal(name, "www.example.com");
	}
}

static void a_cut_datagram_gives_no_name(void **state)
{
	struct craft hello = hello_for("www.example.com");
	char name[HOST_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < FORMS; i++) {
		struct craft bytes = form(i, &hello);

		for (size_t len = 0; len < bytes.len; len++)
			assert_int_equal(read_copy(&bytes, len, name),
			                 len < forms[i].len + 12 ? GQUIC_NONE : GQUIC_OTHER);
	}
}

static void other_headers_are_not_this_protocol(void **state)
{
	static const char *const others[] = {
		"\x0c"
		"12345678Q043\1", /* does not say a version, by its flags */
		"\x0f"
		"12345678Q043\1", /* a reset */
		"\x4d"
		"12345678Q043\1", /* a bit that is never set */
		"\x05"
		"12345678Q043\1", /* no id */
		"\x0d"
		"12345678Q023\1",
		"\x0d"
		"12345678Q046\1", /* a version of the other header */
		"\x0d"
		"12345678Q0x3\1",
		"\x0d"
		"12345678T051\1",
		"\xd3Q043\x50"
		"12345678....",
		"\xd3Q050\x50"
		"12345678....",
		"\xd3Q046\x55"
		"12345678....", /* an id of the client's */
	};
	struct craft hello = hello_for("www.example.com");
	char name[HOST_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		struct craft bytes =
			datagram(others[i], others[i][0] < 0 ? 18 : 14, 0, 0xa0, true, &hello);

		assert_int_equal(read_copy(&bytes, bytes.len, name), GQUIC_NONE);
	}
}

static void what_is_no_hello_is_told_apart(void **state)
{
	struct craft hello = hello_for("www.example.com"), bytes;
	char name[HOST_TEXT_MAX];

	(void)state;
	bytes = datagram(forms[4].header, forms[4].len, 64, 0xa0, true, &hello);
	assert_int_equal(read_copy(&bytes, bytes.len, name), GQUIC_OTHER); /* too far behind */
	bytes = datagram(forms[4].header, forms[4].len, 0, 0xa1, true, &hello);
	assert_int_equal(read_copy(&bytes, bytes.len, name), GQUIC_OTHER); /* another stream */
	bytes = form(4, &hello);
	bytes.at[forms[4].len + 12 + 9 + 1] = 3;
	assert_int_equal(read_copy(&bytes, bytes.len, name), GQUIC_OTHER);
	hello.at[0] = 'R';
	bytes = form(4, &hello);
	assert_int_equal(read_copy(&bytes, bytes.len, name), GQUIC_OTHER);
}

static int name_of(const struct craft *hello, char *name)
{
	return gquic_hello_name((struct span){ hello->at, hello->len }, name);
}

static void a_tag_that_lies_is_refused(void **state)
{
	struct craft good = hello_for("www.example.com"), bytes = good;
	char name[HOST_TEXT_MAX];

	(void)state;
	bytes.at[12] = 200; /* the padding ends behind the name */
	assert_int_equal(name_of(&bytes, name), -EBADMSG);
	bytes = good;
	bytes.at[20] = 100; /* the name ends beyond the hello */
	assert_int_equal(name_of(&bytes, name), -EAGAIN);
	bytes = good;
	bytes.at[4] = 129; /* more tags than a message may have */
	assert_int_equal(name_of(&bytes, name), -EBADMSG);
	bytes = good;
	bytes.at[4] = 128; /* more than there are bytes */
	assert_int_equal(name_of(&bytes, name), -EAGAIN);
}

static void a_hello_without_a_name_says_so(void **state)
{
	struct craft empty = hello_for(""), none = hello_for("www.example.com");
	char name[HOST_TEXT_MAX] = "before";

	(void)state;
	assert_int_equal(name_of(&empty, name), -ENOENT);
	assert_string_equal(name, "");
	none.at[16] = 'X';
	assert_int_equal(name_of(&none, name), -ENOENT);
	none = hello_for("");
	none = form(0, &none);
	assert_int_equal(read_copy(&none, none.len, name), GQUIC_HELLO);
	assert_string_equal(name, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_name_in_every_version),
		cmocka_unit_test(a_cut_datagram_gives_no_name),
		cmocka_unit_test(other_headers_are_not_this_protocol),
		cmocka_unit_test(what_is_no_hello_is_told_apart),
		cmocka_unit_test(a_tag_that_lies_is_refused),
		cmocka_unit_test(a_hello_without_a_name_says_so),
	};

	return cmocka_run_group_tests_name("gquic", tests, NULL, NULL);
}
