/* Runs one device probe over a fixture tree, through a real opener. */
#pragma once
#include <string.h>

#include "probes/observation.h"
#include "probes/probe.h"
#include "tests/unit/place_fixture.h"

#define EXAMPLE_LAPTOP "policies/examples/school/laptop"

struct device_fixture {
	struct place_fixture opener;
	struct observations seen;
};

static inline void device_collect(struct device_fixture *fixture, const char *root,
                                  const struct probe *probe, const struct interest *interest)
{
	const struct probe *const table[] = { probe, NULL };

	assert_int_equal(place_fixture_open(&fixture->opener, root, table, interest), 0);
	observations_init(&fixture->seen, fixture->opener.place.arena, interest);
	fixture->seen.probe = probe->name;
	assert_int_equal(probe->collect(&fixture->opener.place, &fixture->seen), 0);
	observations_sort(&fixture->seen);
	assert_int_equal(fixture->seen.coverage_count, 1);
}

static inline void device_close(struct device_fixture *fixture)
{
	assert_int_equal(place_fixture_close(&fixture->opener), 0);
}

static inline const struct observation *device_find(const struct device_fixture *fixture,
                                                    enum observation_kind kind, const char *subject)
{
	for (size_t i = 0; i < fixture->seen.count; i++)
		if (fixture->seen.items[i].kind == kind &&
		    strcmp(fixture->seen.items[i].subject, subject) == 0)
			return &fixture->seen.items[i];
	return NULL;
}

static inline const struct gap *device_gap(const struct device_fixture *fixture, const char *reason)
{
	for (size_t i = 0; i < fixture->seen.gap_count; i++)
		if (strcmp(fixture->seen.gaps[i].reason, reason) == 0)
			return &fixture->seen.gaps[i];
	return NULL;
}

/* No text of any fact or gap holds `canary`. */
static inline void device_expect_nowhere(const struct device_fixture *fixture, const char *canary)
{
	for (size_t i = 0; i < fixture->seen.count; i++) {
		const struct observation *fact = &fixture->seen.items[i];

		assert_null(strstr(fact->subject, canary));
		assert_true(!fact->detail || !strstr(fact->detail, canary));
		assert_true(!fact->actor || !strstr(fact->actor, canary));
	}
	for (size_t i = 0; i < fixture->seen.gap_count; i++)
		assert_true(!fixture->seen.gaps[i].what ||
		            !strstr(fixture->seen.gaps[i].what, canary));
}
