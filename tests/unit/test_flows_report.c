/* reports: flows in the disclosure and on the page. */
#include "tests/unit/contacts.h"
#include "tests/unit/zones.h"

#include "reports/disclosure.h"
#include "reports/report.h"

static const char row[] =
	"{\"destinations\":[{\"domain\":\"mate.example\",\"organisation\":\"Mate <b>Ltd\","
	"\"role\":\"processor\",\"country\":\"GB\"}]}";

static struct finding *setup(struct work *work)
{
	struct register_entry *entry = work_entry(work, "REG-1", ENTRY_IN_USE, row);

	work->file.zone = zone_of(work->arena, ZONE_LONDON);
	work_place(work, "d1", "laptop");
	work_network(work, "staff", 5, 75);
	return see_talker(work, 0, "mate", "ai-generation", entry);
}

static struct json_object *disclosed(struct work *work)
{
	struct run_facts run = {
		.id = "RUN-1", .mode = "files", .edition = "parties", .tool_version = "0"
	};
	struct json_object *tree = NULL;

	work_judge(work);
	assert_int_equal(disclosure_build(&run, &work->file, &work->verdicts, &tree), 0);
	work->owned[work->owned_count++] = tree;
	return tree;
}

static const char *flows_of(struct work *work)
{
	struct json_object *flows = json_object_object_get(disclosed(work), "flows");

	for (size_t i = 0; i < json_object_array_length(flows); i++)
		json_object_object_del(json_object_array_get_idx(flows, i), "finding");
	return json_object_to_json_string_ext(flows, JSON_C_TO_STRING_PLAIN |
	                                                     JSON_C_TO_STRING_NOSLASHESCAPE);
}

static struct finding_evidence *talk(struct work *work, struct finding *finding,
                                     struct hour_band *bands, size_t count)
{
	struct finding_evidence *evidence = see_contact(work, finding, 1, "mate.example");

	fact_of(evidence)->devices = 9;
	fact_of(evidence)->bytes = 5000;
	fact_of(evidence)->bands = bands;
	fact_of(evidence)->band_count = count;
	return evidence;
}

static void a_flow_says_to_whom_how_much_and_in_which_hours_of_the_day(void **state)
{
	struct work *work = *state;
	struct hour_band bands[] = { { day("2026-10-20"), 19, 7, 1000 },
		                     { day("2026-11-10"), 20, 9, 2000 },
		                     { day("2026-11-10"), 21, 4, 1500 } };

	talk(work, setup(work), bands, 3);
	assert_string_equal(
		flows_of(work),
		"[{\"device_class\":null,\"organisation\":\"Mate <b>Ltd\",\"country\":\"GB\","
		"\"role\":\"processor\",\"devices\":{\"n\":9},\"bytes\":5000,"
		"\"named_by\":[\"tls\"],\"hours\":[{\"band\":"
		"\"20:00\",\"devices\":{\"n\":9},\"bytes\":3000}]}]");
}

static void how_the_other_side_is_known_and_what_was_sent_are_said(void **state)
{
	struct work *work = *state;
	struct finding *finding = setup(work);
	struct finding_evidence *evidence = talk(work, finding, NULL, 0);

	talk(work, finding, NULL, 0);
	fact_of(evidence)->bytes_up = 4100;
	fact_of(evidence)->detail = "dns-address";
	assert_non_null(strstr(flows_of(work), "\"bytes\":10000,\"bytes_up\":4100,\"named_by\":"
	                                       "[\"dns-address\",\"tls\"]"));
}

static void looking_up_a_name_is_no_flow(void **state)
{
	struct work *work = *state;

	fact_of(talk(work, setup(work), NULL, 0))->detail = "dns";
	assert_string_equal(flows_of(work), "[]");
}

static void few_devices_are_not_counted(void **state)
{
	struct work *work = *state;

	fact_of(talk(work, setup(work), NULL, 0))->devices = 4;
	assert_non_null(strstr(flows_of(work), "\"devices\":{\"below\":5}"));
}

static void where_an_address_lies_is_apart_from_what_is_stated(void **state)
{
	struct work *work = *state;
	struct finding *mate = setup(work);
	struct finding_evidence *evidence;

	evidence = talk(work, mate, NULL, 0);
	talk(work, mate, NULL, 0);
	fact_of(evidence)->country = "SG";
	assert_int_equal(json_object_array_length(json_object_object_get(disclosed(work), "flows")),
	                 1);
	fact_of(evidence)->subject = "other.example";
	assert_non_null(strstr(flows_of(work), "\"country\":null"));
	assert_non_null(strstr(flows_of(work), "\"located\":\"SG\""));
}

static void hours_without_the_agreements_zone_are_not_named(void **state)
{
	struct work *work = *state;
	struct hour_band bands[] = { { day("2026-11-10"), 20, 9, 2000 } };

	talk(work, setup(work), bands, 1);
	work->agreement.time_zone = "Europe/London";
	work->file.zone = NULL;
	assert_non_null(strstr(flows_of(work), "\"hours\":[]"));
}

static void the_page_joins_hours_and_escapes_names(void **state)
{
	struct work *work = *state;
	struct hour_band bands[] = { { day("2026-11-10"), 20, 9, 2000 },
		                     { day("2026-11-10"), 21, 9, 2000 },
		                     { day("2026-11-10"), 8, 9, 2000 } };
	struct text out = { 0 };

	talk(work, setup(work), bands, 3);
	assert_int_equal(reporter_find("html")->write(disclosed(work), false, &out), 0);
	assert_non_null(strstr(out.at, "08:00 to 09:00, 20:00 to 22:00"));
	assert_non_null(strstr(out.at, "Mate &lt;b&gt;Ltd"));
	assert_non_null(strstr(out.at, "<td class=\"number\">5 kB</td>"));
	assert_non_null(strstr(out.at, "href=\"#flows\""));
	text_free(&out);
}

static void without_contacts_the_page_has_no_such_section(void **state)
{
	struct work *work = *state;
	struct text out = { 0 };

	setup(work);
	assert_int_equal(reporter_find("html")->write(disclosed(work), false, &out), 0);
	assert_null(strstr(out.at, "id=\"flows\""));
	assert_null(strstr(out.at, "href=\"#flows\""));
	text_free(&out);
}

static void a_page_and_a_network_are_no_abilities(void **state)
{
	struct work *work = *state;
	struct text out = { 0 };

	setup(work);
	work->agreement.root = work_json(
		work, "{\"scope\":{\"staff_pages\":[\"https://portal.example/\"],\"networks\":[{"
		      "\"id\":\"staff-net\",\"capture\":\"metadata\"}]},\"hours\":{\"working\":[{"
		      "\"days\":[\"Mon\"],\"from\":\"08:00\",\"to\":\"17:00\"}]}}");
	work_rule(work, "R1", "limit", "{\"pages\":\"staff_pages\"}", "{\"max\":1}", STATUS_BREACH);
	work_rule(work, "R2", "hours", "{\"register\":\"*\"}", "{}", STATUS_BREACH);
	assert_int_equal(reporter_find("html")->write(disclosed(work), false, &out), 0);
	assert_non_null(strstr(out.at, "The page portal.example/"));
	assert_non_null(strstr(out.at, "staff net"));
	assert_null(strstr(out.at, "Able to"));
	text_free(&out);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)
	const struct CMUnitTest tests[] = {
		TEST(a_flow_says_to_whom_how_much_and_in_which_hours_of_the_day),
		TEST(how_the_other_side_is_known_and_what_was_sent_are_said),
		TEST(looking_up_a_name_is_no_flow),
		TEST(few_devices_are_not_counted),
		TEST(where_an_address_lies_is_apart_from_what_is_stated),
		TEST(hours_without_the_agreements_zone_are_not_named),
		TEST(the_page_joins_hours_and_escapes_names),
		TEST(without_contacts_the_page_has_no_such_section),
		TEST(a_page_and_a_network_are_no_abilities),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
