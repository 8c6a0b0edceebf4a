/* What is told on the screen of one's own device alone: names, a meaning, a pointer to help. */
#include "tests/unit/seen_things.h"

#include "reports/private_notice.h"

static struct text notice_of(const struct work *work)
{
	struct text out = { 0 };

	assert_int_equal(private_notice_write(&work->findings, &out), 0);
	return out;
}

static void without_such_software_nothing_is_said(void **state)
{
	struct work *work = *state;
	struct text out;

	see_product(work, 0, "agent", "screen-capture", LEVEL_PRESENT)->category = "remote-support";
	see_product(work, 0, "local", "screen-capture", LEVEL_PRESENT);
	work->items[1].product = NULL; /* of the technology list alone */
	out = notice_of(work);
	assert_int_equal(out.len, 0);
	text_free(&out);
}

static void all_of_it_is_named_once_and_then_what_it_means(void **state)
{
	static const char first[] = "Only you are told, on this screen. Seen on this device: "
				    "tracker, kid-eye.\n";
	struct work *work = *state;
	struct text out;

	see_product(work, 0, "tracker", "location-tracking", LEVEL_PRESENT)->category =
		"stalkerware";
	see_product(work, 0, "agent", "screen-capture", LEVEL_PRESENT);
	see_product(work, 0, "kid-eye", "location-tracking", LEVEL_PRESENT)->category =
		"parental-control";
	out = notice_of(work);
	assert_memory_equal(out.at, first, sizeof(first) - 1);
	assert_non_null(strstr(out.at, "It stands in no report.\n"));
	assert_non_null(strstr(out.at, "from another device"));
	assert_null(strstr(out.at, "emove"));
	assert_null(strstr(out.at, "agent"));
	text_free(&out);
}

static void a_name_cannot_steer_the_terminal(void **state)
{
	struct work *work = *state;
	struct product *product =
		see_product(work, 0, "tracker", "location-tracking", LEVEL_PRESENT);
	struct text out;

	product->category = "stalkerware";
	product->name = "x\033[2Jy\nz";
	out = notice_of(work);
	assert_null(strchr(out.at, '\033'));
	assert_null(strstr(out.at, "y\nz"));
	text_free(&out);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(without_such_software_nothing_is_said),
		TEST(all_of_it_is_named_once_and_then_what_it_means),
		TEST(a_name_cannot_steer_the_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
