/* policies/starter: the files that an agreement begins with, blank and filled in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "policies/fields.h"
#include "policies/starter.h"
#include "tests/unit/agreement_bench.h"

#define ANSWERS                                                                                    \
	"{\"school\":\"Hill Top\",\"employer_post\":\"Head\",\"union_post\":\"Rep\","              \
	"\"controller_post\":\"Chair\",\"unions\":\" NASUWT ; ;UNISON\",\"country\":\"GB-WLS\","   \
	"\"start\":\"2026-09-01\",\"end\":\"2028-08-31\",\"time_zone\":\"Europe/Belfast\","        \
	"\"groups\":\"Support  staff!; support-staff;--; Teachers 2\",\"laptops\":\"40\""

struct filled {
	struct starter starter;
	struct json_object *answers, *agreement, *permission;
};

static struct json_object *parsed(const struct text *text)
{
	struct json_object *root = json_tokener_parse(text->at);

	assert_non_null(root);
	return root;
}

static struct filled fill(struct bench *bench, const char *answers)
{
	struct filled filled = { .answers = json_tokener_parse(answers) };

	assert_non_null(filled.answers);
	assert_int_equal(starter_fill(filled.answers, &bench->catalogue, &filled.starter), 0);
	filled.agreement = parsed(&filled.starter.agreement);
	filled.permission = parsed(&filled.starter.authorisation);
	return filled;
}

static void drop(struct filled *filled)
{
	json_object_put(filled->answers);
	json_object_put(filled->agreement);
	json_object_put(filled->permission);
	starter_free(&filled->starter);
}

static struct json_object *at(struct json_object *array, size_t i)
{
	return json_object_array_get_idx(array, i);
}

static void assert_is(struct json_object *object, const char *key, const char *want)
{
	const char *text = field_text(object, key);

	assert_non_null(text);
	assert_string_equal(text, want);
}

/* An editor finds the schema; no mark of the shipped file is left. */
static void assert_whole(const struct text *file, const char *schema)
{
	struct json_object *root = parsed(file);
	const char *address = field_text(root, "$schema");

	assert_non_null(address);
	assert_int_equal(strncmp(address, "file:///", 8), 0);
	assert_non_null(strstr(address, schema));
	assert_null(strstr(file->at, "@TODAY@"));
	assert_null(strstr(file->at, "@SCHEMA@"));
	json_object_put(root);
}

static void blank_files_know_their_schema_and_their_day(void **state)
{
	struct starter starter = { 0 };
	struct json_object *agreement;
	date today;

	(void)state;
	assert_int_equal(date_parse("2026-11-22", &today), 0);
	assert_int_equal(starter_blank(today, &starter), 0);
	assert_whole(&starter.agreement, "/schema/agreement.schema.json");
	assert_whole(&starter.authorisation, "/schema/authorisation.schema.json");
	agreement = parsed(&starter.agreement);
	assert_is(field_object(agreement, "agreement"), "in_force_from", "2026-11-22");
	json_object_put(agreement);
	starter_free(&starter);
}

static void answers_stand_where_they_belong(void **state)
{
	struct filled filled = fill(*state, ANSWERS "}");
	struct json_object *head = field_object(filled.agreement, "agreement");

	assert_is(head, "title", "Digital technology and monitoring agreement: Hill Top");
	assert_is(head, "jurisdiction", "GB-WLS");
	assert_is(head, "in_force_from", "2026-09-01");
	assert_is(head, "in_force_until", "2028-08-31");
	assert_is(field_object(filled.agreement, "hours"), "timezone", "Europe/Belfast");
	assert_is(at(field_object(filled.permission, "given_by"), 0), "post", "Chair");
	assert_is(at(field_object(filled.permission, "supported_by"), 0), "post", "Rep");
	assert_whole(&filled.starter.agreement, "/schema/agreement.schema.json");
	assert_whole(&filled.starter.authorisation, "/schema/authorisation.schema.json");
	drop(&filled);
}

static void the_employer_and_each_union_is_a_party_with_its_post(void **state)
{
	static const char *const parties[][3] = {
		{ "employer", "Hill Top", "Head" },
		{ "union-1", "NASUWT", "Rep" },
		{ "union-2", "UNISON", "Rep" },
	};
	struct filled filled = fill(*state, ANSWERS "}");
	struct json_object *list = field_object(filled.agreement, "parties");

	assert_int_equal(json_object_array_length(list), 3);
	for (size_t i = 0; i < 3; i++) {
		assert_is(at(list, i), "id", parties[i][0]);
		assert_is(at(list, i), "name", parties[i][1]);
		assert_is(at(list, i), "signatory_post", parties[i][2]);
	}
	drop(&filled);
}

static void each_group_has_one_id_and_keeps_its_label(void **state)
{
	struct filled filled = fill(*state, ANSWERS "}");
	struct json_object *scope = field_object(filled.agreement, "scope");
	struct json_object *groups = field_object(scope, "groups");
	struct json_object *class = at(field_object(scope, "device_classes"), 0);

	assert_int_equal(json_object_array_length(groups), 2);
	assert_is(at(groups, 0), "id", "support-staff");
	assert_is(at(groups, 0), "label", "Support  staff!");
	assert_is(at(groups, 1), "id", "teachers-2");
	assert_true(json_object_get_boolean(field_object(at(groups, 0), "covered")));
	assert_string_equal(json_object_to_json_string(field_object(class, "groups")),
	                    "[ \"support-staff\", \"teachers-2\" ]");
	assert_int_equal(json_object_get_int64(field_object(class, "count")), 40);
	drop(&filled);
}

static void what_was_not_answered_stays_away(void **state)
{
	struct filled filled = fill(*state, "{\"unions\":\"U\",\"groups\":\"Teachers\","
	                                    "\"end\":\"\",\"laptops\":\"\"}");
	struct json_object *scope = field_object(filled.agreement, "scope");

	assert_null(field_object(field_object(filled.agreement, "agreement"), "in_force_until"));
	assert_null(field_object(at(field_object(scope, "device_classes"), 0), "count"));
	assert_int_equal(field_count(filled.agreement, "rules"), 8);
	assert_null(strchr(strchr(filled.starter.register_csv.at, '\n') + 1, '\n'));
	drop(&filled);
}

static void rules_go_where_the_answer_is_no(void **state)
{
	struct filled filled = fill(*state, ANSWERS ",\"rule.R02\":\"yes\",\"rule.R05\":\"no\"}");
	struct json_object *rules = field_object(filled.agreement, "rules");

	assert_int_equal(json_object_array_length(rules), 7);
	for (size_t i = 0; i < 7; i++)
		assert_string_not_equal(field_text(at(rules, i), "id"), "R05");
	drop(&filled);
}

static void a_technology_is_a_row_of_twelve_cells_and_its_product(void **state)
{
	struct filled filled =
		fill(*state, ANSWERS ",\"technology.0.name\":\"VEYON\",\"technology.0.supplier\":"
	                             "\"A, B\",\"technology.0.for\":\"a;b\","
	                             "\"technology.0.never_for\":\"say \\\"no\\\"\","
	                             "\"technology.0.off\":\"screen-recording\","
	                             "\"technology.0.who\":\"teachers\","
	                             "\"technology.0.where\":\"x.example\","
	                             "\"technology.0.kept\":\"0\","
	                             "\"technology.0.agreed\":\"2026-09-01\","
	                             "\"technology.0.told\":\"2026-09-02\","
	                             "\"technology.0.in_use\":\"2026-09-03\","
	                             "\"technology.0.review\":\"2026-09-04\","
	                             "\"technology.1.name\":\"Nobody's\"}");

	assert_int_equal(strncmp(filled.starter.register_csv.at, "Name,Supplier,For ", 18), 0);
	assert_string_equal(strchr(filled.starter.register_csv.at, '\n') + 1,
	                    "VEYON,\"A, B\",\"a;b\",\"say \"\"no\"\"\",screen-recording,teachers,"
	                    "x.example,0,2026-09-01,2026-09-02,2026-09-03,2026-09-04,veyon\n"
	                    "Nobody's,,,,,,,,,,,,\n");
	drop(&filled);
}

static void each_rule_has_its_own_sentence(void **state)
{
	char *one = starter_sentence("R01"), *eight = starter_sentence("R08");

	(void)state;
	assert_string_equal(eight, "Each technology is reviewed by its review date.");
	assert_string_not_equal(one, eight);
	assert_null(starter_sentence("R09"));
	free(one);
	free(eight);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blank_files_know_their_schema_and_their_day),
		cmocka_unit_test(answers_stand_where_they_belong),
		cmocka_unit_test(the_employer_and_each_union_is_a_party_with_its_post),
		cmocka_unit_test(each_group_has_one_id_and_keeps_its_label),
		cmocka_unit_test(what_was_not_answered_stays_away),
		cmocka_unit_test(rules_go_where_the_answer_is_no),
		cmocka_unit_test(a_technology_is_a_row_of_twelve_cells_and_its_product),
		cmocka_unit_test(each_rule_has_its_own_sentence),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
