/* policies/status: the closed words and their groups. */
#include "policies/status.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void every_word_leads_back_to_its_value(void **state)
{
	(void)state;
	for (int i = 0; i < STATUSES; i++)
		assert_int_equal(status_of(status_word((enum status)i)), i);
	for (int i = 0; i < GROUPS; i++)
		assert_int_equal(group_of(group_word((enum group)i)), i);
	for (int i = 0; i < SEVERITIES; i++)
		assert_int_equal(severity_of(severity_word((enum severity)i)), i);
	for (int i = 0; i < CONFIDENCES; i++)
		assert_int_equal(confidence_of(confidence_word((enum confidence)i)), i);
}

static void unknown_words_have_no_value(void **state)
{
	(void)state;
	assert_int_equal(status_of("compliant"), -1);
	assert_int_equal(status_of(""), -1);
	assert_int_equal(group_of("breach"), -1);
	assert_int_equal(severity_of("Critical"), -1);
	assert_int_equal(confidence_of("certain"), -1);
}

static void groups_follow_the_labels_for_people(void **state)
{
	(void)state;
	assert_int_equal(status_group(STATUS_DRIFT), GROUP_RAISE);
	assert_int_equal(status_group(STATUS_INCOMPLETE_RECORD), GROUP_CHASE);
	assert_int_equal(status_group(STATUS_NEEDS_INTERPRETATION), GROUP_DISCUSS);
	assert_int_equal(status_group(STATUS_EXCEPTED), GROUP_AS_AGREED);
	assert_int_equal(status_group(STATUS_NOT_OBSERVED), GROUP_NOT_SEEN);
	assert_int_equal(status_group(STATUS_NOT_OBSERVABLE), GROUP_COULD_NOT_TELL);
	assert_int_equal(status_group(STATUS_ASK), GROUP_ASK);
	assert_int_equal(status_group(STATUS_DISCLOSE), GROUP_LIST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_leads_back_to_its_value),
		cmocka_unit_test(unknown_words_have_no_value),
		cmocka_unit_test(groups_follow_the_labels_for_people),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
