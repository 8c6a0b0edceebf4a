#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "probes/interest.h"
#include "probes/observation.h"
#include "tests/unit/arena_state.h"

static struct observations begin(struct arena *arena, const struct interest *interest)
{
	struct observations all;

	observations_init(&all, arena, interest);
	all.probe = "packages";
	return all;
}

static struct observation package(const char *name)
{
	return (struct observation){
		.kind = OBSERVED_PACKAGE,
		.level = LEVEL_PRESENT,
		.subject = name,
		.detail = "dpkg",
		.first = DATE_NONE,
		.last = DATE_NONE,
	};
}

static bool keeps_veyon(void *arg, const struct observation *fact)
{
	(void)arg;
	return strstr(fact->subject, "veyon") != NULL;
}

static bool never_union(void *arg, const char *host)
{
	(void)arg;
	return strcmp(host, "union.example") == 0;
}

static bool keeps_all(void *arg, const struct observation *fact)
{
	(void)arg;
	(void)fact;
	return true;
}

static bool sees_no_canary(void *arg, const struct observation *fact)
{
	(void)arg;
	assert_null(strstr(fact->subject, "alice"));
	return true;
}

static void two_versions_are_two_facts_and_nothing_finer_is_kept(void **state)
{
	struct observations all = begin(*state, NULL);
	struct observation twelve = package("tool"), eleven = twelve, fine = twelve;

	twelve.version_major = "12";
	eleven.version_major = "11";
	fine.version_major = "1.2";
	assert_int_equal(observations_add(&all, &twelve), 0);
	assert_int_equal(observations_add(&all, &eleven), 0);
	assert_int_equal(observations_add(&all, &twelve), 0);
	assert_int_equal(observations_add(&all, &fine), 0);
	observations_sort(&all);
	assert_int_equal(all.count, 3);
	assert_null(all.items[0].version_major);
	assert_string_equal(all.items[1].version_major, "11");
	assert_string_equal(all.items[2].version_major, "12");
	assert_int_equal(all.items[2].count, 2);
}

static void a_page_without_a_label_once_is_a_page_without_one(void **state)
{
	static const enum page_label orders[2][2] = { { PAGE_LABELLED, PAGE_UNLABELLED },
		                                      { PAGE_UNLABELLED, PAGE_LABELLED } };

	for (size_t i = 0; i < 2; i++) {
		struct observations all = begin(*state, NULL);
		struct observation fact = package("chat.example");

		fact.kind = OBSERVED_PAGE_REQUEST;
		for (size_t j = 0; j < 2; j++) {
			fact.label = orders[i][j];
			assert_int_equal(observations_add(&all, &fact), 0);
		}
		observations_sort(&all);
		assert_int_equal(all.count, 1);
		assert_int_equal(all.items[0].label, PAGE_UNLABELLED);
	}
}

static void stores_only_what_interest_keeps(void **state)
{
	const struct interest interest = { .keep = keeps_veyon };
	struct observations all = begin(*state, &interest);
	struct observation kept = package("veyon-service"), not_kept = package("bash");

	assert_int_equal(observations_add(&all, &kept), 0);
	assert_int_equal(observations_add(&all, &not_kept), 0);
	assert_int_equal(all.count, 1);
	assert_int_equal(all.dropped, 1);
	assert_string_equal(all.items[0].subject, "veyon-service");
	assert_string_equal(all.items[0].probe, "packages");
	assert_int_equal(all.items[0].count, 1);
}

static void redacts_before_interest_is_asked(void **state)
{
	const struct interest interest = { .keep = sees_no_canary };
	struct observations all = begin(*state, &interest);
	struct observation fact = { .kind = OBSERVED_PROCESS, .subject = "/home/alice/bin/tool" };

	assert_int_equal(observations_add(&all, &fact), 0);
	assert_string_equal(all.items[0].subject, "~/bin/tool");
}

static void never_listed_hosts_are_dropped_whatever_is_kept(void **state)
{
	const struct interest interest = { .keep = keeps_all, .never = never_union };
	struct observations all = begin(*state, &interest);
	struct observation contact = { .kind = OBSERVED_CONTACT, .subject = "union.example" };
	struct observation name = package("union.example");

	assert_int_equal(observations_add(&all, &contact), 0);
	assert_int_equal(all.count, 0);
	assert_int_equal(observations_add(&all, &name), 0); /* no host */
	assert_int_equal(all.count, 1);
}

static void copies_the_strings(void **state)
{
	struct observations all = begin(*state, NULL);
	char name[] = "veyon-service";
	struct observation fact = package(name);

	assert_int_equal(observations_add(&all, &fact), 0);
	name[0] = 'X';
	assert_string_equal(all.items[0].subject, "veyon-service");
}

static void equal_facts_become_one_with_the_outer_bounds(void **state)
{
	struct observations all = begin(*state, NULL);
	struct observation a = package("veyon"), b = package("veyon"), c = package("veyon");

	a.first = 10, a.last = 12, a.count = 2, a.bytes = 5, a.devices = 3;
	b.first = 8, b.last = 9, b.level = LEVEL_ACTIVE, b.devices = 1;
	observations_add(&all, &a);
	observations_add(&all, &b);
	observations_add(&all, &c); /* without dates */
	observations_sort(&all);
	assert_int_equal(all.count, 1);
	assert_int_equal(all.items[0].first, 8);
	assert_int_equal(all.items[0].last, 12);
	assert_int_equal(all.items[0].count, 4);
	assert_int_equal(all.items[0].bytes, 5);
	assert_int_equal(all.items[0].devices, 3);
	assert_int_equal(all.items[0].level, LEVEL_ACTIVE);
}

static void a_fact_with_one_date_never_ends_before_it_begins(void **state)
{
	struct observations all = begin(*state, NULL);
	struct observation fact = package("veyon-service");

	fact.first = 20000;
	assert_int_equal(observations_add(&all, &fact), 0);
	fact.first = DATE_NONE;
	fact.last = 19000;
	assert_int_equal(observations_add(&all, &fact), 0);
	observations_sort(&all);
	assert_int_equal(all.count, 1);
	assert_int_equal(all.items[0].first, 19000);
	assert_int_equal(all.items[0].last, 20000);
}

static void facts_that_differ_in_one_field_stay_apart(void **state)
{
	struct observations all = begin(*state, NULL);
	struct observation a = package("veyon"), b = a, c = a, d = a, e = a;

	b.detail = "rpm";
	c.actor = "veyon";
	d.detail = NULL;
	e.kind = OBSERVED_FILE;
	observations_add(&all, &a);
	observations_add(&all, &b);
	observations_add(&all, &c);
	observations_add(&all, &d);
	observations_add(&all, &e);
	observations_sort(&all);
	assert_int_equal(all.count, 5);
	assert_null(all.items[0].detail); /* no detail comes first */
}

/* 40 facts, gaps and coverages in an order that `step` decides. */
static void fill(struct observations *all, size_t step)
{
	for (size_t n = 0, i = 0; n < 40; n++, i = (i + step) % 40) {
		char name[16];
		struct observation fact;
		struct coverage coverage = { .probe = i % 2 ? "a" : "b",
			                     .state = i % 3,
			                     .looked_at = i,
			                     .attributed = -1,
			                     .reason = i % 3 ? "denied" : NULL };

		snprintf(name, sizeof(name), "p%zu", i / 2);
		fact = package(name);
		fact.first = (date)i;
		fact.last = (date)(40 - i);
		fact.level = i % 3;
		observations_add(all, &fact);
		observations_gap(all, i % 2 ? "denied" : "too-large", name, (int)(i % 3), i);
		observations_cover(all, &coverage);
	}
	observations_sort(all);
}

static void the_order_of_adding_leaves_no_trace(void **state)
{
	struct observations a = begin(*state, NULL), b = begin(*state, NULL);

	fill(&a, 1);
	fill(&b, 27);
	assert_int_equal(a.count, 20);
	assert_int_equal(a.count, b.count);
	for (size_t i = 0; i < a.count; i++) {
		assert_string_equal(a.items[i].subject, b.items[i].subject);
		assert_int_equal(a.items[i].first, b.items[i].first);
		assert_int_equal(a.items[i].last, b.items[i].last);
		assert_int_equal(a.items[i].level, b.items[i].level);
	}
	assert_int_equal(a.gap_count, b.gap_count);
	for (size_t i = 0; i < a.gap_count; i++) {
		assert_string_equal(a.gaps[i].reason, b.gaps[i].reason);
		assert_int_equal(a.gaps[i].count, b.gaps[i].count);
	}
	assert_int_equal(a.coverage_count, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(a.coverages[i].state, COVERAGE_NOT_RUN);
		assert_int_equal(a.coverages[i].looked_at, b.coverages[i].looked_at);
		assert_string_equal(a.coverages[i].reason, b.coverages[i].reason);
	}
}

static void gaps_name_some_and_count_the_rest(void **state)
{
	struct observations all = begin(*state, NULL);
	uint64_t total = 0;

	for (int i = 0; i < 500; i++) {
		char path[32];

		snprintf(path, sizeof(path), "/home/u%d/x", i);
		observations_gap(&all, "denied", path, EACCES, 1); /* all become ~/x */
		snprintf(path, sizeof(path), "/srv/u%d", i);
		observations_gap(&all, "denied", path, EACCES, 1);
	}
	observations_sort(&all);
	assert_int_equal(all.gap_count, 21);
	for (size_t i = 0; i < all.gap_count; i++)
		total += all.gaps[i].count;
	assert_int_equal(total, 1000);
	assert_null(all.gaps[0].what);
	assert_string_equal(all.gaps[1].what, "/srv/u0");
}

static void the_limit_of_memory_ends_in_one_gap(void **state)
{
	struct arena *small = arena_new(200 * 1024);
	struct observations all = begin(small, NULL);
	size_t said = 0;
	int err = 0;

	(void)state;
	for (int i = 0; i < 100000 && !err; i++) {
		char name[32];
		struct observation fact;

		snprintf(name, sizeof(name), "package-number-%d", i);
		fact = package(name);
		err = observations_add(&all, &fact);
	}
	assert_int_equal(err, -ENOMEM);
	assert_true(all.full);
	assert_true(all.count > 0);
	assert_int_equal(observations_gap(&all, "denied", "x", 0, 1), -ENOMEM);
	observations_sort(&all);
	for (size_t i = 0; i < all.gap_count; i++)
		said += strcmp(all.gaps[i].reason, "memory-limit") == 0;
	assert_int_equal(said, 1);
	arena_free(small);
}

static void repeated_facts_need_no_larger_table(void **state)
{
	struct observations all = begin(*state, NULL);
	struct observation fact = package("veyon");

	for (int i = 0; i < 3000; i++)
		assert_int_equal(observations_add(&all, &fact), 0);
	assert_int_equal(all.room, 64);
	observations_sort(&all);
	assert_int_equal(all.count, 1);
	assert_int_equal(all.items[0].count, 3000);
}

static void words_and_values_are_each_others_inverse(void **state)
{
	(void)state;
	for (int i = 0; i < OBSERVATION_KINDS; i++)
		assert_int_equal(observation_kind_of(observation_kind_word(i)), i);
	for (int i = 0; i < LEVELS; i++)
		assert_int_equal(level_of(level_word(i)), i);
	for (int i = 0; i < COVERAGE_STATES; i++)
		assert_int_equal(coverage_state_of(coverage_state_word(i)), i);
	assert_int_equal(observation_kind_of("spyware"), -1);
	assert_null(level_word(LEVELS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			two_versions_are_two_facts_and_nothing_finer_is_kept, make_arena,
			drop_arena),
		cmocka_unit_test_setup_teardown(a_page_without_a_label_once_is_a_page_without_one,
		                                make_arena, drop_arena),
		cmocka_unit_test(stores_only_what_interest_keeps),
		cmocka_unit_test(redacts_before_interest_is_asked),
		cmocka_unit_test(never_listed_hosts_are_dropped_whatever_is_kept),
		cmocka_unit_test(copies_the_strings),
		cmocka_unit_test(equal_facts_become_one_with_the_outer_bounds),
		cmocka_unit_test(a_fact_with_one_date_never_ends_before_it_begins),
		cmocka_unit_test(facts_that_differ_in_one_field_stay_apart),
		cmocka_unit_test(the_order_of_adding_leaves_no_trace),
		cmocka_unit_test(gaps_name_some_and_count_the_rest),
		cmocka_unit_test(the_limit_of_memory_ends_in_one_gap),
		cmocka_unit_test(repeated_facts_need_no_larger_table),
		cmocka_unit_test(words_and_values_are_each_others_inverse),
	};

	return cmocka_run_group_tests_name("observation", tests, make_arena, drop_arena);
}
