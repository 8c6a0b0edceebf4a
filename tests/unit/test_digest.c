/* probes/base/digest: published test vectors, and the check code of an agreement. */
#include "probes/base/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/pieces.h"

static void hashes_as_fips_180_says(void **state)
{
	char hex[DIGEST_HEX];

	(void)state;
	assert_int_equal(digest_prepare(), 0);
	digest_hex(span_of("abc"), hex);
	assert_string_equal(hex,
	                    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	digest_hex((struct span){ 0 }, hex);
	assert_string_equal(hex,
	                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void keyed_hash_as_rfc_4231_says(void **state)
{
	char hex[DIGEST_HEX];

	(void)state;
	digest_keyed_hex(span_of("Jefe"), span_of("what do ya want for nothing?"), hex);
	assert_string_equal(hex,
	                    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

/* The first 80 bits of SHA-256("abc") are ba7816bf8f01cfea4141; in base32 of five bits each: */
static void check_code_is_the_first_80_bits_in_crockford_base32(void **state)
{
	char code[20];

	(void)state;
	digest_check_code(span_of("abc"), code);
	assert_string_equal(code, "Q9W1-DFWF-077Y-MGA1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hashes_as_fips_180_says),
		cmocka_unit_test(keyed_hash_as_rfc_4231_says),
		cmocka_unit_test(check_code_is_the_first_80_bits_in_crockford_base32),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
