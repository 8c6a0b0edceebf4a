/* Which evidence contracts stand behind a rule: by the clauses that it cites and by what it speaks
 * of. */
#include "policies/contracts.h"

#include <string.h>

#include "policies/fields.h"
#include "policies/rules/rule.h"
#include "policies/rules/subject.h"

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* A kind that serves several contracts decides by one of these when its subject says so. */
struct concern {
	const char *check, *key;
	const char *const *words; /* one of them stands there; NULL: the key is there */
};

static const struct concern concerns[] = {
	{ "CHK02", "fields", WORDS("purposes_agreed", "dates.agreed_on", "agreed_on") },
	{ "CHK03", "fields",
	  WORDS("dates.communicated_to_staff", "communicated_to_staff", "refs.staff_notice",
	        "staff_notice") },
	{ "CHK03", "before_use", WORDS("communicated_to_staff", "dates.communicated_to_staff") },
	{ "CHK04", "compare", WORDS("functions_off") },
	{ "CHK05", "capability_any", NULL },
	{ "CHK05", "products", NULL },
	{ "CHK06", "concealed", NULL },
	{ "CHK07", "capability_any", WORDS("tls-interception") },
	{ "CHK08", "compare",
	  WORDS("capabilities", "permissions", "organisations", "countries", "unmentioned") },
	{ "CHK10", "fields", WORDS("next_review", "sunset", "dates.next_review", "dates.sunset") },
	{ "CHK10", "pilot", NULL },
	{ "CHK10", "workload_study", NULL },
	{ "CHK11", "register_status", NULL },
	{ "CHK12", "fields", NULL },
	{ "CHK13", "before_use", NULL },
	{ "CHK13", "documents_before_use", NULL },
	{ "CHK14", "register", NULL },
	{ "CHK15", "pages", NULL },
	{ "CHK15", "endpoint_category_any", NULL },
	{ "CHK18", "fields", WORDS("collection_hours", "opt_out_route") },
	{ "CHK20", "compare", WORDS("groups", "device_classes", "networks") },
	{ "CHK21", "publication", NULL },
	{ "CHK22", "transport", NULL },
	{ "CHK23", "capability_any",
	  WORDS("productivity-score", "staff-ranking", "lesson-analysis", "engagement-score") },
	{ "CHK24", "capability_any",
	  WORDS("webcam-capture", "microphone-capture", "location-tracking", "biometric-id",
	        "facial-recognition", "screen-capture") },
	{ "CHK25", "fields", WORDS("ai.decisions_about", "ai.human_review", "ai.features") },
	{ "CHK25", "pages", NULL },
	{ "CHK26", "register_purpose", NULL },
};

static bool matches(const struct rule *rule, const struct concern *concern)
{
	if (!field_object(rule->subject, concern->key))
		return false;
	for (const char *const *word = concern->words; word && *word; word++)
		if (subject_has(rule, concern->key, *word))
			return true;
	return !concern->words;
}

/* A contract that the table does not name is all that its kind decides. */
static bool is_spoken_of(const struct rule *rule, const char *check)
{
	bool named = false;

	for (size_t i = 0; i < sizeof(concerns) / sizeof(*concerns); i++) {
		if (strcmp(concerns[i].check, check) != 0)
			continue;
		named = true;
		if (matches(rule, &concerns[i]))
			return true;
	}
	return !named;
}

static bool is_called_for(const struct rule *rule, const struct packs *packs, const char *check)
{
	for (size_t i = 0; rule->from[i]; i++) {
		const struct clause *clause = packs_clause(packs, rule->from[i]);

		if (clause && texts_hold(clause->checks, check))
			return true;
	}
	return false;
}

enum choice { BY_BOTH, BY_SUBJECT, BY_CLAUSES, CHOICES };

static size_t choose(const struct rule *rule, const struct packs *packs, enum choice choice,
                     const char **ids)
{
	size_t count = 0;

	for (const char *const *check = rule->kind->checks; *check; check++) {
		if (choice != BY_CLAUSES && !is_spoken_of(rule, *check))
			continue;
		if (choice != BY_SUBJECT && !is_called_for(rule, packs, *check))
			continue;
		ids[count++] = *check;
	}
	return count;
}

const char *const *contracts_of_rule(const struct rule *rule, const struct packs *packs,
                                     struct arena *arena)
{
	size_t count = 0;
	const char **ids;

	while (rule->kind->checks[count])
		count++;
	ids = arena_take(arena, count + 1, sizeof(*ids));
	if (!ids)
		return NULL;
	for (enum choice choice = BY_BOTH; choice < CHOICES; choice++)
		if (choose(rule, packs, choice, ids))
			break;
	return ids;
}
