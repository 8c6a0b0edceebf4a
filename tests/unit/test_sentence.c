/* Sentence ids and their arguments. */
#include "policies/sentence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void keeps_the_ids_sorted_and_unique(void **state)
{
	(void)state;
	for (const struct sentence_id *id = sentence_ids; id->id && id[1].id; id++)
		assert_true(strcmp(id->id, id[1].id) < 0);
}

static void keeps_arguments_in_the_order_of_adding(void **state)
{
	struct sentence sentence = { .id = "record.before-use" };

	(void)state;
	assert_int_equal(sentence_words(&sentence, "missing", NULL), 0);
	assert_int_equal(sentence_number(&sentence, "days", -3), 0);
	assert_int_equal(sentence_word(&sentence, "name", "x"), 0);
	assert_string_equal(json_object_to_json_string_ext(sentence.args, JSON_C_TO_STRING_PLAIN),
	                    "{\"missing\":[],\"days\":-3,\"name\":\"x\"}");
	json_object_put(sentence.args);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_the_ids_sorted_and_unique),
		cmocka_unit_test(keeps_arguments_in_the_order_of_adding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
