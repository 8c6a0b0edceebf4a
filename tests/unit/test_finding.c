/* Findings: from facts of several places to what is known about each thing. */
#include "tests/unit/casework.h"

#define INDICATOR(kind, text, how)                                                                 \
	{                                                                                          \
		.type = kind, .specificity = how, .value = text, .source = "test"                  \
	}

static struct indicator of_veyon[] = {
	INDICATOR(INDICATOR_PACKAGE, "veyon-service", SPECIFIC_EXCLUSIVE),
	INDICATOR(INDICATOR_PROCESS, "/usr/bin/veyon-server", SPECIFIC_EXCLUSIVE),
	INDICATOR(INDICATOR_DOMAIN, "cdn.example", SPECIFIC_SHARED),
	{ .type = INDICATOR_SETTING,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "veyon:Remote=true",
	  .source = "test",
	  .function = "remote-control" },
	{ .type = INDICATOR_SETTING,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "veyon:Remote=false",
	  .source = "test",
	  .function = "remote-control",
	  .turns_off = true },
	INDICATOR(INDICATOR_DOMAIN, "veyon.example", SPECIFIC_EXCLUSIVE),
};
static struct indicator of_logger[] = { INDICATOR(INDICATOR_PACKAGE, "logkeys",
	                                          SPECIFIC_EXCLUSIVE) };
static struct indicator of_row[] = {
	INDICATOR(INDICATOR_PACKAGE, "veyon-service", SPECIFIC_EXCLUSIVE),
	INDICATOR(INDICATOR_DOMAIN, "school.example", SPECIFIC_EXCLUSIVE),
};
static const struct product_capability veyon_can[] = {
	{ "screen-live-view", "test", "2026-01-01", "default" },
	{ "remote-control", "test", "2026-01-01", "optional" },
};
static const struct product_capability logger_can[] = { { "keystroke-logging", "test", "2026-01-01",
	                                                  "default" } };

static const struct vocabulary_word vocabulary[] = {
	{ .word = "dns-filtering" },
	{ .word = "screen-capture" },
	{ .word = "tls-interception" },
	{ .word = "web-filtering" },
};

struct scene {
	struct work *work;
	struct indicator extra[4];
	size_t extra_count;
	struct observation facts[ROOM][64];
};

static int scene_setup(void **state)
{
	struct scene *scene = calloc(1, sizeof(*scene));

	assert_non_null(scene);
	work_setup((void **)&scene->work);
	scene->work->products[0] = (struct product){ .id = "logkeys",
		                                     .name = "logkeys",
		                                     .single_purpose = true,
		                                     .capabilities = logger_can,
		                                     .capability_count = 1,
		                                     .indicators = of_logger,
		                                     .indicator_count = 1 };
	scene->work->products[1] = (struct product){ .id = "veyon",
		                                     .name = "Veyon",
		                                     .capabilities = veyon_can,
		                                     .capability_count = 2,
		                                     .indicators = of_veyon,
		                                     .indicator_count = 6 };
	for (size_t i = 0; i < 6; i++)
		of_veyon[i].owner = 1;
	scene->work->catalogue.product_count = 2;
	scene->work->catalogue.words = vocabulary;
	scene->work->catalogue.word_count = 4;
	*state = scene;
	return 0;
}

static int scene_teardown(void **state)
{
	struct scene *scene = *state;

	work_teardown((void **)&scene->work);
	free(scene);
	return 0;
}

static void add_fact(struct scene *scene, size_t place, enum observation_kind kind,
                     const char *subject, enum level level)
{
	struct observations *here = &scene->work->places[place];

	here->items = scene->facts[place];
	scene->facts[place][here->count++] = (struct observation){ .kind = kind,
		                                                   .level = level,
		                                                   .probe = "test",
		                                                   .subject = subject,
		                                                   .first = DATE_NONE,
		                                                   .last = DATE_NONE,
		                                                   .count = 1 };
}

static const struct finding *build(struct scene *scene)
{
	struct work *work = scene->work;
	const struct matcher *matcher;

	for (size_t i = 0; i < scene->extra_count; i++)
		scene->extra[i].owner = (uint32_t)work->catalogue.product_count;
	assert_int_equal(matcher_new(&work->catalogue, scene->extra, scene->extra_count,
	                             work->arena, &matcher),
	                 0);
	assert_int_equal(findings_build(work->places, work->file.place_count, &work->catalogue,
	                                matcher, &work->agreement, work->arena, &work->findings),
	                 0);
	return work->findings.items;
}

static void a_package_is_probable_and_present(void **state)
{
	struct scene *scene = *state;
	const struct finding *finding;

	work_place(scene->work, "d1", "laptop");
	add_fact(scene, 0, OBSERVED_PACKAGE, "veyon-service", LEVEL_PRESENT);
	finding = build(scene);
	assert_int_equal(scene->work->findings.count, 1);
	assert_string_equal(finding->key, "veyon");
	assert_int_equal(strlen(finding->id), 12);
	assert_int_equal(finding->level, LEVEL_PRESENT);
	assert_int_equal(finding->confidence, CONFIDENCE_PROBABLE);
	assert_null(finding->entry);
	assert_int_equal(finding->devices, 1);
	assert_string_equal(finding->device_classes[0], "laptop");
	assert_null(finding->device_classes[1]);
}

static void two_kinds_of_signs_confirm(void **state)
{
	struct scene *scene = *state;
	const struct finding *finding;

	work_place(scene->work, "d1", NULL);
	add_fact(scene, 0, OBSERVED_PACKAGE, "veyon-service", LEVEL_PRESENT);
	add_fact(scene, 0, OBSERVED_PROCESS, "/usr/bin/veyon-server", LEVEL_ACTIVE);
	finding = build(scene);
	assert_int_equal(finding->confidence, CONFIDENCE_CONFIRMED);
	assert_int_equal(finding->level, LEVEL_ACTIVE);
}

static void the_same_sign_twice_confirms_nothing(void **state)
{
	struct scene *scene = *state;

	work_place(scene->work, "d1", NULL);
	work_place(scene->work, "d2", NULL);
	add_fact(scene, 0, OBSERVED_PACKAGE, "veyon-service", LEVEL_PRESENT);
	add_fact(scene, 1, OBSERVED_PACKAGE, "veyon-service", LEVEL_PRESENT);
	assert_int_equal(build(scene)->confidence, CONFIDENCE_PROBABLE);
	assert_int_equal(build(scene)->devices, 2);
}

static void a_shared_host_alone_is_a_suspicion(void **state)
{
	struct scene *scene = *state;

	work_place(scene->work, "d1", NULL);
	add_fact(scene, 0, OBSERVED_CONTACT, "a.cdn.example", LEVEL_COMMUNICATING);
	assert_int_equal(build(scene)->confidence, CONFIDENCE_SUSPECTED);
}

static enum confidence named_by(struct scene *scene, enum observation_kind kind, const char *detail)
{
	scene->work->places[0].count = 0;
	add_fact(scene, 0, kind, "veyon.example", LEVEL_COMMUNICATING);
	scene->facts[0][0].detail = detail;
	return build(scene)->confidence;
}

static void how_a_host_is_known_says_how_sure(void **state)
{
	struct scene *scene = *state;

	work_place(scene->work, "d1", NULL);
	assert_int_equal(named_by(scene, OBSERVED_CONTACT, "tls"), CONFIDENCE_PROBABLE);
	assert_int_equal(named_by(scene, OBSERVED_CONTACT, CONTACT_BY_DNS), CONFIDENCE_PROBABLE);
	assert_int_equal(named_by(scene, OBSERVED_CONTACT, CONTACT_BY_OTHER_DNS),
	                 CONFIDENCE_SUSPECTED);
	assert_int_equal(named_by(scene, OBSERVED_CONTACT, CONTACT_BY_SHARED_ADDRESS),
	                 CONFIDENCE_SUSPECTED);
	assert_int_equal(named_by(scene, OBSERVED_SENDING_PATTERN, "300"), CONFIDENCE_SUSPECTED);
}

static void sending_at_regular_times_confirms_nothing(void **state)
{
	struct scene *scene = *state;

	work_place(scene->work, "d1", NULL);
	add_fact(scene, 0, OBSERVED_PACKAGE, "veyon-service", LEVEL_PRESENT);
	add_fact(scene, 0, OBSERVED_SENDING_PATTERN, "veyon.example", LEVEL_COMMUNICATING);
	assert_int_equal(build(scene)->confidence, CONFIDENCE_PROBABLE);
	assert_int_equal(build(scene)->level, LEVEL_PRESENT);
}

static void a_shared_host_never_lifts_what_is_known_for_certain(void **state)
{
	struct scene *scene = *state;
	const struct finding *finding;

	work_place(scene->work, "d1", NULL);
	work_place(scene->work, "d2", NULL);
	add_fact(scene, 0, OBSERVED_PACKAGE, "veyon-service", LEVEL_PRESENT);
	add_fact(scene, 1, OBSERVED_CONTACT, "a.cdn.example", LEVEL_COMMUNICATING);
	finding = build(scene);
	assert_int_equal(finding->level, LEVEL_PRESENT);
	assert_int_equal(finding->confidence, CONFIDENCE_PROBABLE);
	assert_int_equal(finding->devices, 1);
	assert_int_equal(finding->of, 2);
	assert_int_equal(finding->evidence_total, 2);
}

static void levels_belong_to_abilities(void **state)
{
	struct scene *scene = *state;
	const struct finding *finding;

	work_place(scene->work, "d1", NULL);
	add_fact(scene, 0, OBSERVED_PACKAGE, "logkeys", LEVEL_ACTIVE);
	add_fact(scene, 0, OBSERVED_PROCESS, "/usr/bin/veyon-server", LEVEL_ACTIVE);
	finding = build(scene);
	assert_string_equal(finding[0].capabilities[0].word, "keystroke-logging");
	assert_int_equal(finding[0].capabilities[0].level, LEVEL_ACTIVE);
	assert_string_equal(finding[1].capabilities[0].word, "remote-control");
	assert_int_equal(finding[1].capabilities[0].level, LEVEL_CAPABLE);
	assert_string_equal(finding[1].capabilities[1].word, "screen-live-view");
	assert_int_equal(finding[1].capabilities[1].level, LEVEL_PRESENT);
	assert_int_equal(finding[1].level, LEVEL_ACTIVE);
}

static void a_device_looked_at_twice_counts_once(void **state)
{
	struct scene *scene = *state;
	const struct finding *finding;

	work_place(scene->work, "d1", "laptop");
	work_place(scene->work, "d1", "laptop");
	add_fact(scene, 0, OBSERVED_PACKAGE, "logkeys", LEVEL_PRESENT);
	add_fact(scene, 1, OBSERVED_PACKAGE, "logkeys", LEVEL_PRESENT);
	finding = build(scene);
	assert_int_equal(finding->devices, 1);
	assert_int_equal(finding->of, 1);
}

static void a_recording_is_not_a_device(void **state)
{
	struct scene *scene = *state;
	const struct finding *finding;

	work_place(scene->work, NULL, NULL)->location.kind = "capture";
	add_fact(scene, 0, OBSERVED_CONTACT, "cdn.example", LEVEL_COMMUNICATING);
	finding = build(scene);
	assert_int_equal(finding->devices, 0);
	assert_int_equal(finding->of, 0);
}

static void learners_devices_give_no_findings(void **state)
{
	static const char *const learners[] = { "learners", NULL };
	struct scene *scene = *state;

	work_class(scene->work, "pupil", learners, 9, true);
	work_place(scene->work, "d1", "pupil");
	add_fact(scene, 0, OBSERVED_PACKAGE, "veyon-service", LEVEL_PRESENT);
	build(scene);
	assert_int_equal(scene->work->findings.count, 0);
}

static void a_network_that_is_not_to_be_captured_gives_none(void **state)
{
	struct scene *scene = *state;
	struct observations *place = work_place(scene->work, NULL, NULL);

	scene->work->agreement.root =
		work_json(scene->work,
	                  "{\"scope\":{\"networks\":[{\"id\":\"staff\",\"groups\":[\"teachers\"]},"
	                  "{\"id\":\"guest\",\"capture\":\"none\"}]}}");
	place->location.kind = "capture";
	place->location.network = "guest";
	add_fact(scene, 0, OBSERVED_CONTACT, "cdn.example", LEVEL_COMMUNICATING);
	build(scene);
	assert_int_equal(scene->work->findings.count, 0);
	place->location.network = "staff";
	build(scene);
	assert_int_equal(scene->work->findings.count, 1);
}

static void a_row_covers_the_products_that_it_lists(void **state)
{
	static const char *const products[] = { "veyon", NULL };
	struct scene *scene = *state;

	work_entry(scene->work, "REG-1", ENTRY_IN_USE, "{}")->products = products;
	work_place(scene->work, "d1", NULL);
	add_fact(scene, 0, OBSERVED_PACKAGE, "veyon-service", LEVEL_PRESENT);
	assert_string_equal(build(scene)->entry->id, "REG-1");
}

static void row_by_own_signs(struct scene *scene)
{
	scene->extra[0] = of_row[0];
	scene->extra[1] = of_row[1];
	scene->extra_count = 2;
	work_entry(scene->work, "REG-1", ENTRY_IN_USE,
	           "{\"functions_allowed\":[\"web-filtering\",\"tls-interception:learner-network\","
	           "\"local:odd\"],\"functions_off\":[\"screen-capture\"],"
	           "\"baseline\":{\"capabilities\":[\"web-filtering\",\"dns-filtering\"]}}");
}

static void a_row_known_by_its_own_signs_is_a_finding(void **state)
{
	struct scene *scene = *state;
	const struct finding *finding;

	row_by_own_signs(scene);
	work_place(scene->work, "d1", NULL);
	add_fact(scene, 0, OBSERVED_CONTACT, "x.school.example", LEVEL_COMMUNICATING);
	finding = build(scene);
	assert_string_equal(finding->key, "register/REG-1");
	assert_null(finding->product);
	assert_string_equal(finding->entry->id, "REG-1");
	assert_int_equal(finding->capability_count, 3);
	assert_string_equal(finding->capabilities[0].word, "dns-filtering");
	assert_string_equal(finding->capabilities[1].word, "tls-interception");
	assert_string_equal(finding->capabilities[2].word, "web-filtering");
	assert_int_equal(finding->capabilities[2].level, LEVEL_PRESENT);
}

static void one_fact_counts_once_where_row_and_catalogue_know_it(void **state)
{
	struct scene *scene = *state;
	const struct finding *finding;

	row_by_own_signs(scene);
	work_place(scene->work, "d1", NULL);
	add_fact(scene, 0, OBSERVED_PACKAGE, "veyon-service", LEVEL_PRESENT);
	add_fact(scene, 0, OBSERVED_CONTACT, "x.school.example", LEVEL_COMMUNICATING);
	finding = build(scene);
	assert_int_equal(scene->work->findings.count, 1);
	assert_string_equal(finding->key, "veyon");
	assert_string_equal(finding->entry->id, "REG-1");
	assert_int_equal(finding->evidence_total, 2);
	assert_int_equal(finding->confidence, CONFIDENCE_CONFIRMED);
	assert_int_equal(finding->level, LEVEL_COMMUNICATING);
}

static void a_row_in_use_speaks_before_a_withdrawn_one(void **state)
{
	static const char *const products[] = { "veyon", NULL };
	struct scene *scene = *state;

	work_entry(scene->work, "REG-1", ENTRY_WITHDRAWN, "{}")->products = products;
	work_entry(scene->work, "REG-2", ENTRY_IN_USE, "{}")->products = products;
	work_place(scene->work, "d1", NULL);
	add_fact(scene, 0, OBSERVED_PACKAGE, "veyon-service", LEVEL_PRESENT);
	assert_string_equal(build(scene)->entry->id, "REG-2");
}

static void evidence_is_bounded_and_keeps_each_sort(void **state)
{
	struct scene *scene = *state;
	const struct finding *finding;
	bool process = false;

	work_place(scene->work, "d1", NULL);
	for (size_t i = 0; i < 40; i++)
		add_fact(scene, 0, OBSERVED_CONTACT,
		         arena_printf(scene->work->arena, "h%zu.cdn.example", i),
		         LEVEL_COMMUNICATING);
	add_fact(scene, 0, OBSERVED_PROCESS, "/usr/bin/veyon-server", LEVEL_ACTIVE);
	finding = build(scene);
	assert_int_equal(finding->evidence_count, FINDING_EXEMPLARS);
	assert_int_equal(finding->evidence_total, 41);
	for (size_t i = 0; i < finding->evidence_count; i++)
		process |= finding->evidence[i].fact->kind == OBSERVED_PROCESS;
	assert_true(process);
}

static void add_setting(struct scene *scene, size_t place, const char *value)
{
	struct observations *here = &scene->work->places[place];

	add_fact(scene, place, OBSERVED_SETTING, "veyon:Remote", LEVEL_FUNCTION_ON);
	here->items[here->count - 1].detail = value;
}

static void a_setting_turns_on_its_ability_alone(void **state)
{
	struct scene *scene = *state;
	const struct finding *veyon;

	scene->work->file.place_count = 1;
	add_setting(scene, 0, "true");
	veyon = build(scene);
	assert_int_equal(veyon->level, LEVEL_PRESENT); /* nothing shows that it runs */
	assert_string_equal(veyon->capabilities[0].word, "remote-control");
	assert_int_equal(veyon->capabilities[0].level, LEVEL_FUNCTION_ON);
	assert_int_equal(veyon->capabilities[1].level, LEVEL_PRESENT);
	assert_int_equal(veyon->confidence, CONFIDENCE_CONFIRMED);
}

static void a_setting_that_is_off_turns_on_nothing(void **state)
{
	struct scene *scene = *state;
	struct function_sighting function;
	const struct finding *veyon;

	scene->work->file.place_count = 1;
	add_setting(scene, 0, "false");
	veyon = build(scene);
	assert_int_equal(veyon->capabilities[0].level, LEVEL_CAPABLE);
	function_sighting_of(veyon->all, veyon->evidence_total, "remote-control", NULL, NULL,
	                     &function);
	assert_true(function.off);
	assert_false(function.on);
}

static void classes_count_their_own_devices(void **state)
{
	struct scene *scene = *state;
	const struct finding *veyon;

	scene->work->file.place_count = 4;
	for (size_t i = 0; i < 4; i++)
		scene->work->places[i].location.device_class = i < 3 ? "laptop" : "tablet";
	scene->work->agreement.class_count = 0;
	add_fact(scene, 0, OBSERVED_PACKAGE, "veyon-service", LEVEL_PRESENT);
	add_fact(scene, 1, OBSERVED_PACKAGE, "veyon-service", LEVEL_PRESENT);
	add_fact(scene, 1, OBSERVED_PROCESS, "/usr/bin/veyon-server", LEVEL_ACTIVE);
	veyon = build(scene);
	assert_int_equal(veyon->class_count, 2);
	assert_string_equal(veyon->classes[0].id, "laptop");
	assert_int_equal(veyon->classes[0].of, 3);
	assert_int_equal(veyon->classes[0].devices[LEVEL_PRESENT], 2);
	assert_int_equal(veyon->classes[0].devices[LEVEL_ACTIVE], 1);
	assert_int_equal(veyon->classes[1].of, 1);
	assert_int_equal(veyon->classes[1].devices[LEVEL_PRESENT], 0);
}

static void dates_are_the_outer_ones_of_what_counts(void **state)
{
	struct scene *scene = *state;
	const struct finding *finding;

	work_place(scene->work, "d1", NULL);
	add_fact(scene, 0, OBSERVED_PACKAGE, "veyon-service", LEVEL_PRESENT);
	add_fact(scene, 0, OBSERVED_PROCESS, "/usr/bin/veyon-server", LEVEL_ACTIVE);
	add_fact(scene, 0, OBSERVED_CONTACT, "a.cdn.example", LEVEL_COMMUNICATING);
	scene->facts[0][0].first = scene->facts[0][0].last = day("2026-10-02");
	scene->facts[0][1].first = scene->facts[0][1].last = day("2026-11-02");
	scene->facts[0][2].first = scene->facts[0][2].last = day("2026-01-02");
	finding = build(scene);
	assert_int_equal(finding->first, day("2026-10-02"));
	assert_int_equal(finding->last, day("2026-11-02"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_package_is_probable_and_present),
		TEST(two_kinds_of_signs_confirm),
		TEST(the_same_sign_twice_confirms_nothing),
		TEST(a_shared_host_alone_is_a_suspicion),
		TEST(how_a_host_is_known_says_how_sure),
		TEST(sending_at_regular_times_confirms_nothing),
		TEST(a_shared_host_never_lifts_what_is_known_for_certain),
		TEST(levels_belong_to_abilities),
		TEST(a_device_looked_at_twice_counts_once),
		TEST(a_recording_is_not_a_device),
		TEST(learners_devices_give_no_findings),
		TEST(a_network_that_is_not_to_be_captured_gives_none),
		TEST(a_row_covers_the_products_that_it_lists),
		TEST(a_row_known_by_its_own_signs_is_a_finding),
		TEST(one_fact_counts_once_where_row_and_catalogue_know_it),
		TEST(a_row_in_use_speaks_before_a_withdrawn_one),
		TEST(a_setting_turns_on_its_ability_alone),
		TEST(a_setting_that_is_off_turns_on_nothing),
		TEST(classes_count_their_own_devices),
		TEST(evidence_is_bounded_and_keeps_each_sort),
		TEST(dates_are_the_outer_ones_of_what_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
