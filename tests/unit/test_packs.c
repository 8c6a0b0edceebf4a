/* policies/packs: sets of clauses, shipped and broken. */
#include "policies/packs.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/agreement_files.h"

static int load(struct arena *arena, const char *one, const char *two, struct problem *problem)
{
	struct pack_file files[2] = { { "one.json", { (const uint8_t *)one, strlen(one) } } };
	const struct packs *packs = NULL;

	if (two)
		files[1] = (struct pack_file){ "two.json", { (const uint8_t *)two, strlen(two) } };
	*problem = (struct problem){ 0 };
	return packs_load(files, two ? 2 : 1, arena, &packs, problem);
}

static void the_shipped_sets_load(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	const struct packs *packs = load_packs(arena);
	const struct clause *clause = packs_clause(packs, "NAS-RL-10b");
	size_t count = 0;

	(void)state;
	while (packs_clause_ids(packs)[count])
		count++;
	assert_int_equal(count, 281);
	assert_non_null(clause);
	assert_int_equal(clause->max_status, STATUS_BREACH);
	assert_string_equal(clause->pack, "nasuwt-guidance");
	assert_string_equal(clause->checks[0], "CHK01");
	assert_null(packs_clause(packs, "NAS-RL-99"));
	assert_null(packs_clause(packs, ""));
	assert_int_equal(packs_clause(packs, "NAS-RL-05a")->max_status, STATUS_INCOMPLETE_RECORD);
	assert_non_null(packs_provenance(packs, "living-agreement"));
	assert_null(packs_provenance(packs, "no-such-pack"));
	arena_free(arena);
}

static size_t clauses_of(const struct packs *packs, const char *pack)
{
	size_t count = 0;

	for (const char *const *id = packs_clause_ids(packs); *id; id++)
		count += strcmp(packs_clause(packs, *id)->pack, pack) == 0;
	return count;
}

/* A view has no clauses of its own. */
static void each_of_the_27_sets_holds_its_clauses_and_says_how_well_it_is_known(void **state)
{
	static const struct {
		const char *id, *standing;
		size_t clauses;
	} sets[] = {
		{ "article-union-ai", "as-reported", 42 },
		{ "catalysing-communities", "read-in-part", 7 },
		{ "cbd-tuc-statement", "read-in-part", 5 },
		{ "ctu-2025-as-reported", "as-reported", 0 },
		{ "dfe-filtering-monitoring", "read-in-part", 5 },
		{ "ei-2024-resolutions", "read-in-part", 4 },
		{ "ei-framework-as-reported", "as-reported", 0 },
		{ "eu-law", "summaries", 2 },
		{ "ico-monitoring-workers", "read-in-part", 8 },
		{ "joint-union-statement-2026", "read-in-part", 3 },
		{ "living-agreement", "read-in-part", 0 },
		{ "lrd-policy-elements", "read-in-part", 5 },
		{ "naht-principles", "read-in-part", 3 },
		{ "nasuwt-12-principles", "read-in-part", 13 },
		{ "nasuwt-guidance", "read-in-full", 147 },
		{ "nasuwt-redlines", "read-in-full", 0 },
		{ "nea-2024-policy-statement", "read-in-part", 7 },
		{ "nea-framework-as-reported", "as-reported", 0 },
		{ "neu-checklists", "read-in-part", 4 },
		{ "psi-bargaining-hub", "read-in-part", 2 },
		{ "scot-guardrails-2026", "read-in-part", 1 },
		{ "tuc-ai-bill", "summaries", 7 },
		{ "tuc-people-powered", "shell", 1 },
		{ "unison-principles", "read-in-full", 8 },
		{ "us-contract-patterns", "read-in-part", 4 },
		{ "us-notice-laws", "summaries", 3 },
		{ "vendor-questions", "read-in-full", 0 },
	};
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	const struct packs *packs = load_packs(arena);
	glob_t paths = { 0 };

	(void)state;
	assert_int_equal(sizeof(sets) / sizeof(*sets), 27);
	for (size_t i = 0; i < 27; i++) {
		assert_string_equal(packs_standing(packs, sets[i].id), sets[i].standing);
		assert_int_equal(clauses_of(packs, sets[i].id), sets[i].clauses);
		assert_true(strlen(packs_provenance(packs, sets[i].id)) > 5);
	}
	assert_int_equal(glob("policies/packs/*.json", 0, NULL, &paths), 0);
	assert_int_equal(paths.gl_pathc, 27);
	globfree(&paths);
	arena_free(arena);
}

static void what_is_known_at_second_hand_is_unverified(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	const struct packs *packs = load_packs(arena);

	(void)state;
	assert_true(packs_unverified(packs, "article-union-ai"));
	assert_true(packs_unverified(packs, packs_clause(packs, "ART-CTU-2")->pack));
	assert_true(packs_unverified(packs, "ctu-2025-as-reported"));
	assert_false(packs_unverified(packs, "nasuwt-guidance"));
	assert_false(packs_unverified(packs, "tuc-people-powered"));
	assert_string_equal(packs_standing(packs, "nasuwt-guidance"), "read-in-full");
	assert_string_equal(packs_standing(packs, "ico-monitoring-workers"), "read-in-part");
	assert_string_equal(packs_standing(packs, "tuc-ai-bill"), "summaries");
	assert_string_equal(packs_standing(packs, "tuc-people-powered"), "shell");
	assert_null(packs_standing(packs, "no-such-pack"));
	arena_free(arena);
}

#define HEAD                                                                                       \
	"{\"format\":\"daylight-pack/"                                                             \
	"1\",\"id\":\"p\",\"title\":\"T\",\"provenance\":\"P\",\"standing\":\"read-in-full\""
#define CLAUSE                                                                                     \
	"{\"id\":\"C1\",\"text\":\"x\",\"kind\":\"redline\",\"observability\":\"human\","          \
	"\"checks\":[],\"max_status\":\"ask\"}"

#define JUDGED(by, checks, status)                                                                 \
	HEAD ",\"clauses\":[{\"id\":\"C1\",\"text\":\"x\",\"kind\":\"redline\",\"observability\":" \
	     "\"" by "\",\"checks\":" checks ",\"max_status\":\"" status "\"}]}"

static void refuses_broken_sets(void **state)
{
	static const struct {
		const char *one, *two, *place, *piece;
	} cases[] = {
		{ "{}", NULL, "one.json:1:1: ", "\"format\" is missing" },
		{ HEAD ",\"clauses\":[" CLAUSE "," CLAUSE "]}", NULL,
		  "one.json and one.json: ", "\"C1\"" },
		{ HEAD ",\"clauses\":[" CLAUSE "]}", HEAD "}", "two.json:1:34: /id: ", "already" },
		{ HEAD ",\"views\":[\"C9\"]}", NULL, "one.json: /views: ", "C9" },
		{ HEAD ",\"clause\":[]}", NULL, "one.json:1:", "did you mean \"clauses\"?" },
		{ HEAD ",\"clauses\":[{\"id\":\"C1\",\"text\":\"x\",\"kind\":\"redline\","
		       "\"observability\":\"human\","
		       "\"checks\":[\"CHK99\"],\"max_status\":\"ask\"}]}",
		  NULL, "one.json:1:", "CHK" },
		{ HEAD ",\"clauses\":[{\"id\":\"C1\",\"text\":\"x\",\"kind\":\"redline\","
		       "\"observability\":\"human\","
		       "\"max_status\":\"guilty\"}]}",
		  NULL, "one.json:1:", "/clauses/0/max_status: " },
		{ HEAD ",\"views\":[\"C1\"],\"view_of\":\"q\",\"clauses\":[" CLAUSE "]}", NULL,
		  "one.json: /view_of: ", "no set \"q\"" },
		{ HEAD ",\"clauses\":[" CLAUSE "]}",
		  "{\"format\":\"daylight-pack/"
		  "1\",\"id\":\"q\",\"title\":\"T\",\"provenance\":\"P\","
		  "\"standing\":\"shell\",\"view_of\":\"q\",\"views\":[\"C1\"]}",
		  "two.json: /views: ", "\"C1\" in q" },
		{ JUDGED("human", "[]", "breach"), NULL,
		  "one.json:1:192: /clauses/0/max_status: ", "only people can say" },
		{ JUDGED("partly", "[\"CHK01\"]", "ask"), NULL,
		  "one.json:1:200: /clauses/0/max_status: ", "only people can judge" },
		{ JUDGED("partly", "[]", "drift"), NULL,
		  "one.json:1:159: /clauses/0/observability: ", "name the checks" },
		{ "{\"format\":\"daylight-pack/"
		  "2\",\"id\":\"p\",\"title\":\"T\",\"provenance\":\"P\",\"standing\":\"as-"
		  "reported\"}",
		  NULL, "one.json:1:11: /format: ", "daylight-pack/1" },
	};
	struct arena *arena = arena_new(1 << 22);
	struct problem problem;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(load(arena, cases[i].one, cases[i].two, &problem), -EBADMSG);
		if (strncmp(problem.text, cases[i].place, strlen(cases[i].place)) != 0 ||
		    !strstr(problem.text, cases[i].piece))
			fail_msg("%s", problem.text);
	}
	assert_int_equal(
		load(arena, HEAD ",\"clauses\":[" CLAUSE "],\"views\":[\"C1\"]}", NULL, &problem),
		0);
	arena_free(arena);
}

static void no_sets_hold_no_clause(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	const struct packs *packs = NULL;
	struct problem problem = { 0 };

	(void)state;
	assert_int_equal(packs_load(NULL, 0, arena, &packs, &problem), 0);
	assert_null(packs_clause(packs, "C1"));
	assert_null(packs_clause_ids(packs)[0]);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_sets_load),
		cmocka_unit_test(
			each_of_the_27_sets_holds_its_clauses_and_says_how_well_it_is_known),
		cmocka_unit_test(what_is_known_at_second_hand_is_unverified),
		cmocka_unit_test(refuses_broken_sets),
		cmocka_unit_test(no_sets_hold_no_clause),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
