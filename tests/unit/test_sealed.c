/* reports/sealed: the annex is held to the report, member by member, even where somebody wrote it
 * in the same form. */
#include <errno.h>
#include <stdlib.h>

#include "reports/sealed.h"
#include "reports/view.h"
#include "tests/unit/reading.h"

/* Two sealed findings: the report's rows, and the annex that opens them. */
struct pair {
	struct json_object *report, *annex;
};

static struct json_object *parsed(const char *text)
{
	struct json_object *out = json_tokener_parse(text);

	assert_non_null(out);
	return out;
}

static struct json_object *row_with(const char *subject, const char *hash)
{
	struct json_object *row = json_object_new_object();

	json_object_object_add(row, "subject", json_object_new_string(subject));
	json_object_object_add(row, "sha256", json_object_new_string(hash));
	return row;
}

static int setup(void **state)
{
	static const char *const subjects[] = { "sealed-finding-1", "sealed-finding-2" };
	struct pair *pair = calloc(1, sizeof(*pair));
	struct json_object *sealed = json_object_new_array(), *findings = json_object_new_array();

	pair->report = parsed("{\"run\":{\"id\":\"RUN-1\"}}");
	pair->annex = parsed("{\"format\":\"daylight-sealed-findings/1\",\"run\":\"RUN-1\"}");
	for (size_t i = 0; i < 2; i++) {
		struct json_object *record = json_object_new_object(), *row;
		char hash[DIGEST_HEX];

		json_object_object_add(record, "salt", json_object_new_string("5a17"));
		json_object_object_add(record, "subject", json_object_new_string(subjects[i]));
		sealed_hash(record, hash);
		json_object_array_add(sealed, row_with(subjects[i], hash));
		row = row_with(subjects[i], hash);
		json_object_object_add(row, "record", record);
		json_object_array_add(findings, row);
	}
	json_object_object_add(pair->report, "sealed", sealed);
	json_object_object_add(pair->annex, "findings", findings);
	*state = pair;
	return 0;
}

static int teardown(void **state)
{
	struct pair *pair = *state;

	json_object_put(pair->report);
	json_object_put(pair->annex);
	free(pair);
	return 0;
}

/* Writes the annex in its own form and opens it. */
static int opened(struct pair *pair, struct problem *problem)
{
	struct text bytes = { 0 };
	int ret;

	*problem = (struct problem){ 0 };
	assert_int_equal(sealed_write(pair->annex, &bytes), 0);
	ret = sealed_open("annex.json", (struct span){ (const uint8_t *)bytes.at, bytes.len },
	                  pair->report, problem);
	text_free(&bytes);
	return ret;
}

static void assert_refused(struct pair *pair, const char *said)
{
	struct problem problem;

	assert_int_equal(opened(pair, &problem), -EBADMSG);
	if (!strstr(problem.text, said))
		fail_msg("said: %s\nwant: %s", problem.text, said);
	assert_null(view_array(pair->report, "opened"));
}

static struct json_object *finding(const struct pair *pair, size_t i)
{
	return view_at(view_array(pair->annex, "findings"), i);
}

static void its_own_annex_opens_a_report(void **state)
{
	struct pair *pair = *state;
	struct problem problem;

	assert_int_equal(opened(pair, &problem), 0);
	assert_int_equal(view_length(view_array(pair->report, "opened")), 2);
}

static void another_format_is_refused(void **state)
{
	struct pair *pair = *state;

	json_object_object_add(pair->annex, "format",
	                       json_object_new_string("daylight-sealed-findings/2"));
	assert_refused(pair, "/format: want daylight-sealed-findings/1");
	json_object_object_del(pair->annex, "format");
	assert_refused(pair, "/format: want daylight-sealed-findings/1");
}

static void another_run_is_refused(void **state)
{
	struct pair *pair = *state;

	json_object_object_add(pair->annex, "run", json_object_new_string("RUN-2"));
	assert_refused(pair, "/run: is not the run of this report");
}

static void a_member_more_is_refused(void **state)
{
	struct pair *pair = *state;

	json_object_object_add(pair->annex, "note", json_object_new_string("trust me"));
	assert_refused(pair, "/run: is not the run of this report");
}

static void a_finding_that_stands_twice_is_refused(void **state)
{
	struct pair *pair = *state;

	json_object_array_add(view_array(pair->annex, "findings"),
	                      json_object_get(finding(pair, 0)));
	assert_refused(pair, "it holds a finding twice");
}

static void a_finding_that_is_missing_is_named(void **state)
{
	struct pair *pair = *state;

	json_object_array_del_idx(view_array(pair->annex, "findings"), 1, 1);
	assert_refused(pair, "sealed-finding-2: is in the report and missing here");
}

static void a_finding_of_another_report_is_refused(void **state)
{
	struct pair *pair = *state;

	json_object_array_del_idx(view_array(pair->report, "sealed"), 1, 1);
	assert_refused(pair, "not sealed in this report");
}

static void a_record_under_another_findings_name_is_refused(void **state)
{
	struct pair *pair = *state;
	struct json_object *record = view_object(finding(pair, 0), "record");
	struct json_object *row = view_at(view_array(pair->report, "sealed"), 0);
	char hash[DIGEST_HEX];

	/* the hashes fit: only the name within says that it is the other's */
	json_object_object_add(record, "subject", json_object_new_string("sealed-finding-2"));
	sealed_hash(record, hash);
	json_object_object_add(row, "sha256", json_object_new_string(hash));
	json_object_object_add(finding(pair, 0), "sha256", json_object_new_string(hash));
	assert_refused(pair, "sealed-finding-1: it has no record");
	json_object_object_del(finding(pair, 0), "record");
	assert_refused(pair, "sealed-finding-1: it has no record");
}

static void a_changed_record_is_refused(void **state)
{
	struct pair *pair = *state;

	json_object_object_add(view_object(finding(pair, 1), "record"), "salt",
	                       json_object_new_string("5a18"));
	assert_refused(pair, "sealed-finding-2: does not match its hash in the report");
}

static void a_changed_hash_in_the_annex_is_refused(void **state)
{
	struct pair *pair = *state;

	json_object_object_add(finding(pair, 1), "sha256", json_object_new_string("00"));
	assert_refused(pair, "sealed-finding-2: does not match its hash in the report");
	json_object_object_del(finding(pair, 1), "sha256");
	assert_refused(pair, "sealed-finding-2: does not match its hash in the report");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(its_own_annex_opens_a_report),
		TEST(another_format_is_refused),
		TEST(another_run_is_refused),
		TEST(a_member_more_is_refused),
		TEST(a_finding_that_stands_twice_is_refused),
		TEST(a_finding_that_is_missing_is_named),
		TEST(a_finding_of_another_report_is_refused),
		TEST(a_record_under_another_findings_name_is_refused),
		TEST(a_changed_record_is_refused),
		TEST(a_changed_hash_in_the_annex_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
