/* For the tests of reports: the hand-written sample, whole files, and the shipped example observed,
 * matched, judged and disclosed in one go. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "policies/matcher.h"
#include "probes/interest.h"
#include "reports/disclosure.h"
#include "reports/report.h"
#include "tests/unit/agreement_files.h"

#define SAMPLE "tests/golden/disclosure-sample.json"

static inline struct json_object *disclosure_of(const char *text)
{
	struct json_object *out = NULL;
	struct problem problem = { 0 };

	if (disclosure_read("disclosure.json", (struct span){ (const uint8_t *)text, strlen(text) },
	                    &out, &problem))
		fail_msg("%s", problem.text);
	return out;
}

static inline struct json_object *sample(void)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct span bytes = read_file(arena, SAMPLE);
	struct json_object *out = disclosure_of((const char *)bytes.at);

	arena_free(arena);
	return out;
}

static inline struct json_object *member(struct json_object *object, const char *key)
{
	struct json_object *value = NULL;

	if (!json_object_object_get_ex(object, key, &value))
		fail_msg("no member %s", key);
	return value;
}

static inline struct json_object *row(struct json_object *array, size_t index)
{
	return json_object_array_get_idx(array, index);
}

/* The words of a report; the caller frees the text. */
static inline struct text reported(const char *format, struct json_object *disclosure)
{
	struct text out = { 0 };

	assert_int_equal(reporter_find(format)->write(disclosure, false, &out), 0);
	return out;
}

/* --- the shipped example, with a laptop and a recording made up here ---------------- */

struct reading {
	struct arena *arena;
	struct catalogue catalogue;
	struct agreement agreement;
	const struct packs *packs;
	struct contracts contracts;
	const struct matcher *matcher;
	struct interest interest;
	struct observations places[8];
	struct findings findings;
	struct verdicts verdicts;
	struct case_file file;
	struct run_facts run;
};

static inline void see(struct observations *place, enum observation_kind kind, enum level level,
                       const char *subject, const char *detail)
{
	struct observation fact = {
		.kind = kind,
		.level = level,
		.subject = subject,
		.detail = detail,
		.first = DATE_NONE,
		.last = DATE_NONE,
		.count = 1,
	};

	assert_int_equal(date_parse("2026-11-20", &fact.first), 0);
	fact.last = fact.first;
	assert_int_equal(observations_add(place, &fact), 0);
}

static inline struct observations *reading_place(struct reading *reading, const char *kind,
                                                 const char *device, const char *class)
{
	struct observations *place = &reading->places[reading->file.place_count++];

	observations_init(place, reading->arena, &reading->interest);
	place->location =
		(struct location){ .device = device, .device_class = class, .kind = kind };
	place->probe = "packages";
	return place;
}

static inline void reading_cover(struct observations *place, const char *probe,
                                 enum coverage_state state)
{
	const struct coverage coverage = { .probe = probe, .state = state, .attributed = -1 };

	assert_int_equal(observations_cover(place, &coverage), 0);
}

static inline void reading_open(struct reading *reading)
{
	struct problem problem = { 0 };
	struct agreement_files files;
	size_t extra = 0;
	struct indicator *custom;

	memset(reading, 0, sizeof(*reading));
	assert_int_equal(digest_prepare(), 0);
	reading->arena = arena_new(ARENA_LIMIT_DEFAULT);
	load_catalogue(reading->arena, &reading->catalogue);
	files = example_files(reading->arena);
	reading->packs = load_packs(reading->arena);
	reading->contracts = load_contracts(reading->arena);
	assert_int_equal(agreement_load(&files, reading->packs, &reading->catalogue, reading->arena,
	                                &reading->agreement, &problem),
	                 0);
	custom = arena_take(reading->arena, 256, sizeof(*custom));
	for (size_t i = 0; i < reading->agreement.entry_count; i++)
		for (size_t c = 0; c < reading->agreement.entries[i].custom_count; c++) {
			custom[extra] = reading->agreement.entries[i].custom[c];
			custom[extra++].owner = (uint32_t)(reading->catalogue.product_count + i);
		}
	assert_int_equal(
		matcher_new(&reading->catalogue, custom, extra, reading->arena, &reading->matcher),
		0);
	reading->interest.keep = matcher_keeps;
	reading->interest.keep_arg = (void *)(uintptr_t)reading->matcher;
	reading->file = (struct case_file){
		.agreement = &reading->agreement,
		.catalogue = &reading->catalogue,
		.findings = &reading->findings,
		.places = reading->places,
		.packs = reading->packs,
		.contracts = &reading->contracts,
		.arena = reading->arena,
	};
	assert_int_equal(date_parse("2026-11-22", &reading->file.on), 0);
	reading->run = (struct run_facts){
		.id = "RUN-1",
		.mode = "example",
		.edition = "parties",
		.complete = true,
		.clock_fixed = true,
		.example = true,
		.tool_version = "0.0.0",
	};
	assert_int_equal(time_parse("2026-11-22T12:00:00Z", &reading->run.started), 0);
	reading->run.ended = reading->run.started;
}

static inline struct json_object *reading_disclose(struct reading *reading)
{
	const struct case_file *file = &reading->file;
	struct json_object *out = NULL;

	for (size_t i = 0; i < file->place_count; i++)
		observations_sort(&reading->places[i]);
	assert_int_equal(findings_build(reading->places, file->place_count, &reading->catalogue,
	                                reading->matcher, file->agreement, reading->arena,
	                                &reading->findings),
	                 0);
	verdicts_close(&reading->verdicts);
	if (file->agreement)
		assert_int_equal(judge(file, &reading->verdicts), 0);
	assert_int_equal(disclosure_build(&reading->run, file, &reading->verdicts, &out), 0);
	return out;
}

static inline void reading_close(struct reading *reading)
{
	verdicts_close(&reading->verdicts);
	agreement_close(&reading->agreement);
	arena_free(reading->arena);
}

/* A staff laptop with a classroom tool on it and one withdrawn technology. */
static inline void reading_laptop(struct reading *reading, const char *device)
{
	struct observations *place = reading_place(reading, "device", device, "staff-laptop");

	see(place, OBSERVED_PACKAGE, LEVEL_PRESENT, "veyon-service", "dpkg");
	see(place, OBSERVED_SERVICE, LEVEL_ACTIVE, "veyon.service", "/usr/bin/veyon-service");
	see(place, OBSERVED_PACKAGE, LEVEL_PRESENT, "example-lessonlook", "dpkg");
	reading_cover(place, "packages", COVERAGE_COMPLETE);
	reading_cover(place, "services", COVERAGE_COMPLETE);
	reading_cover(place, "processes", COVERAGE_COMPLETE);
}
