/* The judge over whole agreements: the shipped example's register rows, order, what is not judged.
 */
#include "tests/unit/casework.h"

#include <stdio.h>

#include "tests/unit/agreement_files.h"

#define ROWS "tests/golden/register-rows.tsv"

struct example {
	struct arena *arena;
	struct catalogue catalogue;
	struct agreement agreement;
	struct verdicts verdicts;
};

static int example_setup(void **state)
{
	struct example *example = calloc(1, sizeof(*example));
	struct problem problem = { 0 };
	struct agreement_files files;

	assert_non_null(example);
	assert_int_equal(digest_prepare(), 0);
	example->arena = arena_new(ARENA_LIMIT_DEFAULT);
	load_catalogue(example->arena, &example->catalogue);
	files = example_files(example->arena);
	assert_int_equal(agreement_load(&files, load_packs(example->arena), &example->catalogue,
	                                example->arena, &example->agreement, &problem),
	                 0);
	*state = example;
	return 0;
}

static int example_teardown(void **state)
{
	struct example *example = *state;

	verdicts_close(&example->verdicts);
	agreement_close(&example->agreement);
	arena_free(example->arena);
	free(example);
	return 0;
}

static void judge_on(struct example *example, const char *on)
{
	const struct findings none = { 0 };
	const struct case_file file = {
		.agreement = &example->agreement,
		.catalogue = &example->catalogue,
		.findings = &none,
		.on = day(on),
		.arena = example->arena,
	};

	verdicts_close(&example->verdicts);
	assert_int_equal(judge(&file, &example->verdicts), 0);
}

static bool is_register_kind(const struct verdict *verdict)
{
	static const char *const kinds[] = { "notice", "deadline", "record" };

	for (size_t i = 0; i < 3; i++)
		if (strcmp(verdict->rule->kind->name, kinds[i]) == 0)
			return true;
	return false;
}

/* "rule subject status confidence args", tab-separated, one row a line. */
static const char *register_rows(struct example *example)
{
	const char *all = "";

	for (size_t i = 0; i < example->verdicts.count; i++) {
		const struct verdict *verdict = &example->verdicts.items[i];
		struct json_object *args = verdict->because.args;

		if (!is_register_kind(verdict))
			continue;
		all = arena_printf(
			example->arena, "%s%s\t%s\t%s\t%s\t%s\n", all, verdict->rule->id,
			verdict->subject, status_word(verdict->status),
			confidence_word(verdict->confidence),
			args ? json_object_to_json_string_ext(args, JSON_C_TO_STRING_PLAIN) : "{}");
	}
	return all;
}

static void the_example_gives_its_register_rows(void **state)
{
	struct example *example = *state;

	judge_on(example, "2026-11-22");
	assert_string_equal(register_rows(example),
	                    (const char *)read_file(example->arena, ROWS).at);
}

static void the_same_input_gives_the_same_rows_twice(void **state)
{
	struct example *example = *state;
	const char *first;

	judge_on(example, "2026-11-22");
	first = register_rows(example);
	judge_on(example, "2026-11-22");
	assert_string_equal(register_rows(example), first);
}

static void nothing_is_judged_before_the_agreement_is_in_force(void **state)
{
	struct example *example = *state;

	judge_on(example, "2026-08-31");
	assert_int_equal(example->verdicts.count, 0);
	judge_on(example, "2028-09-01");
	assert_int_equal(example->verdicts.count, 0);
}

/* This test gives no time zone. */
static void rules_that_cannot_be_applied_are_listed_with_the_reason(void **state)
{
	struct example *example = *state;
	const struct verdicts *verdicts = &example->verdicts;

	judge_on(example, "2026-11-22");
	assert_int_equal(verdicts->skipped_count, 1);
	assert_string_equal(verdicts->skipped[0].rule->id, "R14");
	assert_string_equal(verdicts->skipped[0].reason, "hours-not-known");
}

static void a_run_that_looked_at_nothing_claims_no_absence(void **state)
{
	struct example *example = *state;

	judge_on(example, "2026-11-22");
	for (size_t i = 0; i < example->verdicts.count; i++)
		assert_int_not_equal(example->verdicts.items[i].status, STATUS_NOT_OBSERVED);
}

static void ids_are_the_first_digits_of_the_keys_hash(void **state)
{
	struct example *example = *state;
	char hex[DIGEST_HEX];

	judge_on(example, "2026-11-22");
	for (size_t i = 0; i < example->verdicts.count; i++) {
		const struct verdict *verdict = &example->verdicts.items[i];

		digest_hex((struct span){ (const uint8_t *)verdict->key, strlen(verdict->key) },
		           hex);
		assert_memory_equal(verdict->id, hex, 12);
		assert_int_equal(verdict->id[12], '\0');
	}
}

/* Each row that `golden` holds, field by field, against ours. */
static void compare_row(struct example *example, struct json_object *golden, size_t *at)
{
	struct json_object *numbers = NULL, *member = NULL, *args;
	const struct verdict *verdict = NULL;
	size_t expected = 0;

	for (size_t i = 0; i < example->verdicts.count; i++) {
		const struct verdict *candidate = &example->verdicts.items[i];

		if (strcmp(candidate->rule->id,
		           json_object_get_string(json_object_object_get(golden, "rule"))) == 0 &&
		    strcmp(candidate->subject,
		           json_object_get_string(json_object_object_get(golden, "subject"))) == 0)
			verdict = candidate;
	}
	assert_non_null(verdict);
	assert_string_equal(status_word(verdict->status),
	                    json_object_get_string(json_object_object_get(golden, "status")));
	assert_string_equal(confidence_word(verdict->confidence),
	                    json_object_get_string(json_object_object_get(golden, "confidence")));
	args = verdict->because.args;
	json_object_object_get_ex(golden, "numbers", &numbers);
	if (numbers) {
		json_object_object_foreach(numbers, key, value)
		{
			assert_true(json_object_object_get_ex(args, key, &member));
			assert_int_equal(json_object_get_int64(member),
			                 json_object_get_int64(value));
			expected++;
		}
	}
	for (size_t i = 0; i < 2; i++) {
		static const char *const lists[] = { "missing", "after_first_use" };
		struct json_object *list = NULL;

		if (!json_object_object_get_ex(golden, lists[i], &list))
			continue;
		assert_true(json_object_object_get_ex(args, lists[i], &member));
		assert_true(json_object_equal(member, list));
		expected++;
	}
	assert_int_equal(args ? (size_t)json_object_object_length(args) : 0, expected);
	++*at;
}

static void the_rows_equal_the_models_where_it_is_at_hand(void **state)
{
	const char *shared = getenv("DAYLIGHT_SHARED");
	struct example *example = *state;
	struct json_object *golden;
	size_t rows = 0, ours = 0;

	golden = json_object_from_file(arena_printf(example->arena,
	                                            "%s/policy/golden-register-rows.json",
	                                            shared ? shared : "../shared"));
	if (!golden) {
		print_message("SKIP: the model's rows are not at hand\n");
		skip();
	}
	judge_on(example, "2026-11-22");
	for (size_t i = 0; i < json_object_array_length(golden); i++)
		compare_row(example, json_object_array_get_idx(golden, i), &rows);
	for (size_t i = 0; i < example->verdicts.count; i++)
		ours += is_register_kind(&example->verdicts.items[i]);
	assert_int_equal(rows, ours);
	json_object_put(golden);
}

/* Other dates in the same example. */
static struct example *with_other_register(struct example *example, const char *from,
                                           const char *to)
{
	struct agreement_files files = example_files(example->arena);
	struct problem problem = { 0 };

	agreement_close(&example->agreement);
	files.register_json = with(example->arena, files.register_json, from, to);
	assert_int_equal(agreement_load(&files, load_packs(example->arena), &example->catalogue,
	                                example->arena, &example->agreement, &problem),
	                 0);
	judge_on(example, "2026-11-22");
	return example;
}

static const struct verdict *verdict_with_key(const struct example *example, const char *key)
{
	for (size_t i = 0; i < example->verdicts.count; i++)
		if (strcmp(example->verdicts.items[i].key, key) == 0)
			return &example->verdicts.items[i];
	return NULL;
}

static void another_date_in_the_register_changes_its_row(void **state)
{
	struct example *example = with_other_register(*state, "2026-08-20", "2026-07-03");
	const struct verdict *verdict = verdict_with_key(example, "R15/REG-005");

	assert_non_null(verdict);
	assert_int_equal(verdict->status, STATUS_AGREED);
}

static void an_emptied_date_in_the_register_is_incomplete(void **state)
{
	struct example *example = with_other_register(*state, "\"2026-08-20\"", "null");
	const struct verdict *verdict = verdict_with_key(example, "R15/REG-005");

	assert_non_null(verdict);
	assert_int_equal(verdict->status, STATUS_INCOMPLETE_RECORD);
}

static void rows_of_a_learner_filter_go_to_its_own_box(void **state)
{
	struct example *example = *state;

	judge_on(example, "2026-11-22");
	assert_true(verdict_with_key(example, "R16/REG-001")->safeguarding);
	assert_false(verdict_with_key(example, "R16/REG-002")->safeguarding);
}

static void a_rule_that_names_the_learner_filter_takes_it_out_of_the_box(void **state)
{
	struct work *work = *state;

	work_entry(work, "REG-1", ENTRY_IN_USE, "{\"purposes_agreed\":[\"learner-safeguarding\"]}");
	work_rule(work, "R1", "record", "{\"register\":\"REG-1\",\"fields\":[\"data_kinds\"]}",
	          "{}", STATUS_INCOMPLETE_RECORD);
	work_rule(work, "R2", "record", "{\"register\":\"*\",\"fields\":[\"data_kinds\"]}", "{}",
	          STATUS_INCOMPLETE_RECORD);
	work_judge(work);
	assert_false(work->verdicts.items[0].safeguarding);
	assert_true(work->verdicts.items[1].safeguarding);
}

static void verdicts_stand_in_the_order_of_rules_then_of_subjects(void **state)
{
	struct work *work = *state;

	work_entry(work, "REG-2", ENTRY_IN_USE, "{}");
	work_entry(work, "REG-1", ENTRY_IN_USE, "{}");
	work_rule(work, "Z", "record", "{\"fields\":[\"data_kinds\"]}", "{}",
	          STATUS_INCOMPLETE_RECORD);
	work_rule(work, "A", "record", "{\"fields\":[\"data_kinds\"]}", "{}",
	          STATUS_INCOMPLETE_RECORD);
	work_judge(work);
	assert_string_equal(work->verdicts.items[0].key, "Z/REG-1");
	assert_string_equal(work->verdicts.items[1].key, "Z/REG-2");
	assert_string_equal(work->verdicts.items[2].key, "A/REG-1");
	assert_int_equal(work->verdicts.count, 4);
}

static void a_question_is_asked_only_where_something_is_open(void **state)
{
	struct work *work = *state;

	work_entry(work, "REG-1", ENTRY_IN_USE, "{\"data_kinds\":[\"x\"]}");
	work_entry(work, "REG-2", ENTRY_IN_USE, "{}");
	work_rule(work, "R", "record", "{\"fields\":[\"data_kinds\"]}", "{}",
	          STATUS_INCOMPLETE_RECORD);
	work_judge(work);
	assert_null(work->verdicts.items[0].question);
	assert_string_equal(work->verdicts.items[1].question, "Since when?");
}

#define EXAMPLE_TEST(name) cmocka_unit_test_setup_teardown(name, example_setup, example_teardown)
#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		EXAMPLE_TEST(the_example_gives_its_register_rows),
		EXAMPLE_TEST(the_same_input_gives_the_same_rows_twice),
		EXAMPLE_TEST(nothing_is_judged_before_the_agreement_is_in_force),
		EXAMPLE_TEST(rules_that_cannot_be_applied_are_listed_with_the_reason),
		EXAMPLE_TEST(a_run_that_looked_at_nothing_claims_no_absence),
		EXAMPLE_TEST(ids_are_the_first_digits_of_the_keys_hash),
		EXAMPLE_TEST(the_rows_equal_the_models_where_it_is_at_hand),
		EXAMPLE_TEST(another_date_in_the_register_changes_its_row),
		EXAMPLE_TEST(an_emptied_date_in_the_register_is_incomplete),
		EXAMPLE_TEST(rows_of_a_learner_filter_go_to_its_own_box),
		TEST(a_rule_that_names_the_learner_filter_takes_it_out_of_the_box),
		TEST(verdicts_stand_in_the_order_of_rules_then_of_subjects),
		TEST(a_question_is_asked_only_where_something_is_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
