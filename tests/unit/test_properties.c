/* What holds of the judge whatever it is shown: 250 schools made by a fixed generator, judged by
 * the shipped example agreement. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "policies/findings_collect.h"
#include "policies/judge.h"
#include "policies/matcher.h"
#include "tests/unit/agreement_bench.h"

#define CASES 250
#define PLACES 8
#define PROBES 6
#define CASE_LIMIT ((size_t)64 << 20)

static const struct observation pool[] = {
	{ .kind = OBSERVED_PACKAGE, .subject = "veyon-service", .level = LEVEL_PRESENT },
	{ .kind = OBSERVED_PROCESS, .subject = "/usr/bin/veyon-server", .level = LEVEL_ACTIVE },
	{ .kind = OBSERVED_PACKAGE, .subject = "x11vnc", .level = LEVEL_PRESENT },
	{ .kind = OBSERVED_PROCESS, .subject = "/usr/bin/logkeys", .level = LEVEL_ACTIVE },
	{ .kind = OBSERVED_FILE, .subject = "/var/log/logkeys.log", .level = LEVEL_PRESENT },
	{ .kind = OBSERVED_PACKAGE, .subject = "example-lessonlook", .level = LEVEL_PRESENT },
	{ .kind = OBSERVED_SERVICE,
	  .subject = "example-lessonlook.service",
	  .actor = "example-lessonlook",
	  .level = LEVEL_ACTIVE },
	{ .kind = OBSERVED_CONTACT,
	  .subject = "api.lessonlook.example",
	  .detail = "tls",
	  .level = LEVEL_COMMUNICATING },
	{ .kind = OBSERVED_PACKAGE, .subject = "example-classview", .level = LEVEL_PRESENT },
	{ .kind = OBSERVED_EXTENSION,
	  .subject = "abcdefghijklmnopabcdefghijklmnop",
	  .detail = "desktopCapture",
	  .level = LEVEL_PRESENT },
	{ .kind = OBSERVED_EXTENSION,
	  .subject = "abcdefghijklmnopabcdefghijklmnop",
	  .detail = "tabs",
	  .level = LEVEL_PRESENT },
	{ .kind = OBSERVED_SERVICE,
	  .subject = "example-shield.service",
	  .actor = "example-shield",
	  .level = LEVEL_ACTIVE },
	{ .kind = OBSERVED_AUTHORITY,
	  .subject = "CN=Example SafeFilter Root CA",
	  .level = LEVEL_PRESENT },
	{ .kind = OBSERVED_PROXY,
	  .subject = "proxy.safefilter.example:8080",
	  .level = LEVEL_ACTIVE },
	{ .kind = OBSERVED_CONTACT,
	  .subject = "www.lessonmate.example",
	  .detail = "http",
	  .level = LEVEL_COMMUNICATING },
};

#define FACTS (sizeof(pool) / sizeof(pool[0]))

static const char *const probe_names[PROBES] = {
	"packages", "processes", "services", "settings", "capture-names", "certificate-checks"
};

struct school {
	size_t place_count;
	int class[PLACES];
	bool has[PLACES][FACTS];
	struct coverage coverages[PLACES][PROBES];
	int numbered; /* of the classes of devices: all, none, or none of the laptops */
};

enum { NUMBERED, NOT_NUMBERED, LAPTOPS_NOT_NUMBERED, NUMBERINGS };

/* xorshift (Marsaglia 2003): the same schools everywhere */
static uint32_t next(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static uint32_t below(uint32_t *state, uint32_t bound)
{
	return next(state) % bound;
}

/* One in four schools is looked at widely enough that something may be said not to be there; in one
 * more some devices are looked at so, and others are not. */
static void make_school(uint32_t *state, struct school *out)
{
	uint32_t manner = below(state, 4);

	*out = (struct school){ .place_count = 1 + below(state, PLACES) };
	for (size_t i = 0; i < out->place_count; i++) {
		bool thorough = manner == 0 || (manner == 1 && below(state, 2));

		out->class[i] = (int)below(state, 5);
		for (size_t f = 0; f < FACTS; f++)
			out->has[i][f] = below(state, 8) == 0;
		for (size_t p = 0; p < PROBES; p++)
			out->coverages[i][p] = (struct coverage){
				.probe = probe_names[p],
				.state = thorough ? COVERAGE_COMPLETE
				                  : (enum coverage_state)below(state,
				                                               COVERAGE_STATES),
				.days = below(state, 8),
				.targets = below(state, 8),
				.attributed = (int)below(state, 100),
			};
	}
}

struct judged {
	struct bench *bench;
	struct arena *arena; /* of one school */
	struct agreement agreement;
	struct findings findings;
	struct observations *places;
	struct case_file file;
	struct verdicts verdicts;
};

/* Small classes, so that a few places are most of them; or classes that nobody counted. */
static struct span small_agreement(struct arena *arena, const struct school *school,
                                   struct span bytes)
{
	if (school->numbered == NOT_NUMBERED) {
		bytes = with(arena, bytes, ", \"count\": 9", "");
		bytes = with(arena, bytes, ", \"count\": 38", "");
		bytes = with(arena, bytes, ", \"count\": 42", "");
		bytes = with(arena, bytes, "[\"ios\"]", "[\"linux\"]");
		return with(arena, bytes, ", \"count\": 60", "");
	}
	if (school->numbered == LAPTOPS_NOT_NUMBERED)
		bytes = with(arena, bytes, ", \"count\": 60", "");
	else
		bytes = with(arena, bytes, "\"count\": 60", "\"count\": 2");
	bytes = with(arena, bytes, "\"count\": 9", "\"count\": 1");
	return with(arena, bytes, "\"count\": 38", "\"count\": 1");
}

static void fill_place(struct judged *out, const struct school *school, size_t i, bool backwards,
                       struct observations *place)
{
	static const char *const classes[] = { "staff-laptop", "supply-pool-laptop",
		                               "classroom-pc" };

	observations_init(place, out->arena, NULL);
	place->location.looked_on = 20770;
	place->location.time_zone = "Europe/London";
	if (school->class[i] < 3) {
		place->location.kind = "device";
		place->location.audit = "AUD-1";
		place->location.device = arena_printf(out->arena, "%024zx", i + 1);
		place->location.device_class = classes[school->class[i]];
	} else {
		place->location.kind = "capture";
		place->location.network = "staff-vlan";
	}
	for (size_t n = 0; n < FACTS; n++) {
		size_t f = backwards ? FACTS - 1 - n : n;
		struct observation fact = pool[f];

		fact.probe = "packages";
		if (school->has[i][f])
			assert_int_equal(observations_add(place, &fact), 0);
	}
	for (size_t n = 0; n < PROBES; n++) {
		size_t p = backwards ? PROBES - 1 - n : n;

		assert_int_equal(observations_cover(place, &school->coverages[i][p]), 0);
	}
	observations_sort(place);
}

static void judge_school(struct bench *bench, const struct school *school, bool backwards,
                         const char *log, struct judged *out)
{
	struct agreement_files files = bench->files;
	const struct matcher *matcher = NULL;
	struct indicator *extra;
	size_t count = 0;

	*out = (struct judged){ .bench = bench, .arena = arena_new(CASE_LIMIT) };
	assert_non_null(out->arena);
	files.agreement = small_agreement(out->arena, school, files.agreement);
	if (log)
		files.log = text(log);
	assert_loads(&(struct bench){ out->arena, bench->packs, bench->catalogue, bench->files },
	             &files, &out->agreement);
	extra = arena_take(out->arena, 256, sizeof(*extra));
	for (size_t i = 0; i < out->agreement.entry_count; i++)
		for (size_t j = 0; j < out->agreement.entries[i].custom_count; j++) {
			extra[count] = out->agreement.entries[i].custom[j];
			extra[count++].owner = (uint32_t)(bench->catalogue.product_count + i);
		}
	assert_int_equal(matcher_new(&bench->catalogue, extra, count, out->arena, &matcher), 0);
	out->places = arena_take(out->arena, PLACES, sizeof(*out->places));
	for (size_t n = 0; n < school->place_count; n++)
		fill_place(out, school, backwards ? school->place_count - 1 - n : n, backwards,
		           &out->places[n]);
	assert_int_equal(findings_build(out->places, school->place_count, &bench->catalogue,
	                                matcher, &out->agreement, out->arena, &out->findings),
	                 0);
	out->file = (struct case_file){ .agreement = &out->agreement,
		                        .catalogue = &bench->catalogue,
		                        .findings = &out->findings,
		                        .places = out->places,
		                        .place_count = school->place_count,
		                        .packs = bench->packs,
		                        .on = 20779, /* 22 November 2026 */
		                        .arena = out->arena };
	assert_int_equal(judge(&out->file, &out->verdicts), 0);
}

static void release(struct judged *judged)
{
	verdicts_close(&judged->verdicts);
	agreement_close(&judged->agreement);
	arena_free(judged->arena);
}

static const struct verdict *find(const struct judged *judged, const char *key)
{
	for (size_t i = 0; i < judged->verdicts.count; i++)
		if (strcmp(judged->verdicts.items[i].key, key) == 0)
			return &judged->verdicts.items[i];
	return NULL;
}

static const char *say(const struct verdict *verdict)
{
	return json_object_to_json_string_ext(verdict->because.args, JSON_C_TO_STRING_PLAIN);
}

static void assert_same_verdicts(const struct judged *a, const struct judged *b)
{
	assert_int_equal(a->verdicts.count, b->verdicts.count);
	for (size_t i = 0; i < a->verdicts.count; i++) {
		const struct verdict *one = &a->verdicts.items[i], *two = &b->verdicts.items[i];

		assert_string_equal(one->key, two->key);
		assert_int_equal(one->status, two->status);
		assert_int_equal(one->confidence, two->confidence);
		assert_string_equal(one->because.id, two->because.id);
		assert_string_equal(say(one), say(two));
	}
}

/* Counted, so that a generator that makes dull schools is noticed. */
static void assert_often(size_t times)
{
	if (times < CASES)
		fail_msg("the schools gave only %zu occasions", times);
}

/* What the same rule says of the same thing and scope. A row of the technology list that was as
 * agreed may now be spoken of class by class, "REG-001/staff-laptop": then the strongest of these;
 * but what was said of a class is held to that class, or to its whole row. */
static enum status strongest(const struct judged *judged, const struct verdict *old)
{
	size_t len = strlen(old->key);
	enum status status = STATUSES;

	for (size_t i = 0; i < judged->verdicts.count; i++) {
		const struct verdict *new = &judged->verdicts.items[i];
		bool is_part = strncmp(new->key, old->key, len) == 0 &&
		               (new->key[len] == '/' || new->key[len] == '\0');

		if (is_part && new->status < status)
			status = new->status;
	}
	return status;
}

static void adding_evidence_never_weakens_a_status(void **state)
{
	uint32_t seed = 2026;
	size_t compared = 0;

	for (int i = 0; i < CASES; i++) {
		struct school school, more;
		struct judged before, after;

		make_school(&seed, &school);
		more = school;
		for (uint32_t n = 0; n < 3; n++)
			more.has[below(&seed, (uint32_t)school.place_count)][below(&seed, FACTS)] =
				true;
		judge_school(*state, &school, false, NULL, &before);
		judge_school(*state, &more, false, NULL, &after);
		for (size_t v = 0; v < before.verdicts.count; v++) {
			const struct verdict *old = &before.verdicts.items[v];
			enum status new = strongest(&after, old);

			if (old->status > STATUS_AGREED)
				continue;
			compared++;
			if (new > old->status)
				fail_msg("school %d: %s was %s, and with more evidence is %s", i,
				         old->key, status_word(old->status),
				         new == STATUSES ? "gone" : status_word(new));
		}
		release(&before);
		release(&after);
	}
	assert_often(compared);
}

static void spoil(uint32_t *seed, struct coverage *coverage)
{
	switch (below(seed, 4)) {
	case 0: coverage->state = COVERAGE_NOT_RUN; break;
	case 1:
		if (coverage->state == COVERAGE_COMPLETE)
			coverage->state = COVERAGE_PARTIAL;
		break;
	case 2: coverage->days /= 2; break;
	default: coverage->targets /= 2; break;
	}
}

/* As when somebody leaves a file out. */
static void leave_out(struct school *school, size_t place)
{
	size_t after = --school->place_count - place;

	memmove(&school->class[place], &school -> class[place + 1], after * sizeof(*school->class));
	memmove(&school->has[place], &school->has[place + 1], after * sizeof(*school->has));
	memmove(&school->coverages[place], &school->coverages[place + 1],
	        after * sizeof(*school->coverages));
}

static void removing_coverage_never_turns_too_little_into_not_seen(void **state)
{
	uint32_t seed = 7;
	size_t compared = 0, enough = 0;

	for (int i = 0; i < CASES; i++) {
		struct school school, less;
		struct judged before, after;

		make_school(&seed, &school);
		school.numbered = i % NUMBERINGS;
		less = school;
		for (uint32_t n = 4 * below(&seed, 2); n; n--)
			spoil(&seed, &less.coverages[below(&seed, (uint32_t)school.place_count)]
			                            [below(&seed, PROBES)]);
		for (uint32_t n = below(&seed, PLACES); n && less.place_count > 1; n--)
			leave_out(&less, below(&seed, (uint32_t)less.place_count));
		judge_school(*state, &school, false, NULL, &before);
		judge_school(*state, &less, false, NULL, &after);
		for (size_t v = 0; v < after.verdicts.count; v++) {
			const struct verdict *new = &after.verdicts.items[v],
					     *old = find(&before, new->key);

			enough += new->status == STATUS_NOT_OBSERVED;
			compared += old && old->status == STATUS_INSUFFICIENT_COVERAGE;
			if (old && old->status == STATUS_INSUFFICIENT_COVERAGE &&
			    new->status == STATUS_NOT_OBSERVED)
				fail_msg("school %d: %s was looked for too little, and with less "
				         "coverage is not seen",
				         i, new->key);
		}
		release(&before);
		release(&after);
	}
	assert_often(compared);
	assert_true(enough > 100);
}

static void the_order_of_facts_and_places_never_matters(void **state)
{
	uint32_t seed = 99;

	for (int i = 0; i < CASES; i++) {
		struct school school;
		struct judged forth, back;

		make_school(&seed, &school);
		judge_school(*state, &school, false, NULL, &forth);
		judge_school(*state, &school, true, NULL, &back);
		assert_same_verdicts(&forth, &back);
		release(&forth);
		release(&back);
	}
}

static void a_response_never_changes_a_verdict(void **state)
{
	static const char *const positions[] = { "accepts", "disputes", "explains", "remedied",
		                                 "refused" };
	uint32_t seed = 11;

	for (int i = 0; i < CASES; i++) {
		const char *position = positions[below(&seed, 5)];
		struct bench *bench = *state;
		struct school school;
		struct judged without, answered;
		char log[512];

		make_school(&seed, &school);
		judge_school(bench, &school, false, NULL, &without);
		snprintf(log, sizeof(log),
		         "%.*s\n{\"format\": \"daylight-log/1\", \"response\": {\"finding\": "
		         "\"%s\", \"party\": \"network manager\", \"date\": \"2026-11-20\", "
		         "\"position\": \"%s\", \"text\": \"It is gone.\"}}\n",
		         (int)bench->files.log.len, (const char *)bench->files.log.at,
		         without.verdicts.items[below(&seed, (uint32_t)without.verdicts.count)].id,
		         position);
		judge_school(bench, &school, false, log, &answered);
		assert_int_equal(answered.agreement.log_count, without.agreement.log_count + 1);
		assert_same_verdicts(&without, &answered);
		release(&without);
		release(&answered);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(adding_evidence_never_weakens_a_status, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(
			removing_coverage_never_turns_too_little_into_not_seen, setup, teardown),
		cmocka_unit_test_setup_teardown(the_order_of_facts_and_places_never_matters, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(a_response_never_changes_a_verdict, setup,
		                                teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
