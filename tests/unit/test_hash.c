/* Tests probes/base/hash.c against the authors' own example (appendix A of the paper). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "probes/base/hash.h"

static const struct hash_key key = { 0x0706050403020100u, 0x0f0e0d0c0b0a0908u };

static void gives_the_value_of_the_paper(void **state)
{
	uint8_t bytes[15];

	(void)state;
	for (uint8_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = i;
	assert_true(hash_bytes(&key, bytes, sizeof(bytes)) == 0xa129ca6149be45e5u);
}

static void another_key_gives_another_value(void **state)
{
	const struct hash_key other = { key.first ^ 1, key.second };

	(void)state;
	assert_false(hash_bytes(&key, "a.example", 9) == hash_bytes(&other, "a.example", 9));
}

static void a_longer_text_of_zeros_is_another(void **state)
{
	(void)state;
	assert_false(hash_bytes(&key, "\0", 1) == hash_bytes(&key, "\0\0", 2));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_the_value_of_the_paper),
		cmocka_unit_test(another_key_gives_another_value),
		cmocka_unit_test(a_longer_text_of_zeros_is_another),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
