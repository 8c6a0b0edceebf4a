/* What one rule sees of one finding: only the evidence of places in the rule's scope, only the
 * abilities that the rule names. Shared by the kinds that look at evidence. */
#pragma once
#include "policies/judge.h"

struct seen {
	const struct case_file *file;
	const struct rule *rule;
	const struct finding *finding;
	date after;           /* dated evidence must be newer; DATE_NONE = any */
	const char *named_by; /* only contacts that were named so ("http"); NULL = any evidence */
	struct sighting sighting; /* of the thing itself */
};

/* True for evidence that the rule looks at: of a place in its scope, new enough, named so. */
bool seen_takes(const struct seen *seen, const struct finding_evidence *evidence);

/* Fills in `out->sighting`; false where the rule sees nothing of it. */
bool seen_by(const struct case_file *file, const struct rule *rule, const struct finding *finding,
             date after, struct seen *out);

/* The same, of contacts without encryption alone (model CHK22). */
bool seen_in_clear_text(const struct case_file *file, const struct rule *rule,
                        const struct finding *finding, struct seen *out);

/* All evidence of the finding; a finding made without it (a test's) has its exemplars. */
const struct finding_evidence *finding_all(const struct finding *finding, size_t *count);

/* The level of one ability as the rule sees it. */
enum level seen_level(const struct seen *seen, const char *word);

/* How surely that ability was seen at `least`: no surer than its switch, where only that shows it.
 */
enum confidence seen_confidence(const struct seen *seen, const char *word, int least);

/* True where its switch was read, and nowhere on. */
bool seen_switched_off(const struct seen *seen, const char *word);

/* The abilities that the rule names (all, where it names none), at `least` or above and not left
 * out by `skip`; in the arena, NULL-terminated, sorted; NULL on no memory. */
const char *const *seen_words(const struct seen *seen, int least,
                              bool (*skip)(const struct seen *seen, const char *word));

/* True when a list of the row ("functions_allowed") holds `word` alone, or "word:scope" with a
 * scope that means this place. */
bool entry_names_function(const struct register_entry *entry, const char *path, const char *word,
                          const struct agreement *agreement, const struct location *location);

/* True when the row allows that function at that place and does not list it as off there. */
bool seen_is_agreed_at(const struct seen *seen, const char *word, const struct location *location);

/* True when the row allows that function wherever the rule sees the thing: allowed (with its
 * scope), not listed as off, and known when it was agreed (model 2.7, 'agreed' in unless). */
bool seen_is_agreed(const struct seen *seen, const char *word);

/* True when the row, which there is, has each class, network and group of where the rule sees the
 * thing. */
bool seen_where_agreed(const struct seen *seen);

/* Confidence as the verdict's, finding and row. */
void verdict_of_seen(struct verdict *verdict, const struct seen *seen);

/* What may be said without enough confidence: `otherwise`, never stronger than needs-interpretation
 * (model 2.6). */
enum status status_when_unsure(const struct rule *rule);

/* What is said of the rule before anybody signs: the status that its kind gives in that case. */
enum status rule_when_unsure(const struct rule *rule);

/* "product:veyon", or the row's id; NULL on no memory. */
const char *seen_subject(const struct seen *seen);

/* Used by the person at the device and reporting to nobody else (model A9): shown as a list, not
 * raised. */
bool seen_serves_its_user(const struct seen *seen);
