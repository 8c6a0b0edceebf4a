/* One row of the technology list under one rule of kind `match-agreed`, and what is said of it.
 * What is said of the row as a whole is one verdict, the strongest (model 2.6, "order when a
 * subject has several"). Private to policies/rules/match_*.c. */
#pragma once
#include "policies/rules/rule.h"
#include "policies/rules/seen.h"

struct match_outcome {
	bool made;
	enum status status;
	bool has_confidence;
	enum confidence confidence;
	const struct finding *finding; /* or NULL */
	struct sentence because;       /* its arguments are released when another one is kept */
	const char *does_not_show;     /* or NULL */
};

struct match_case {
	const struct case_file *file;
	const struct rule *rule;
	const struct register_entry *entry;
	struct verdict_list *out;
	struct match_outcome whole; /* of the row itself */
};

/* True when the rule sees anything of the row's technology; `best` is what it knows best. */
bool match_sees(const struct match_case *one, struct seen *best);

/* Keeps the stronger of two; takes over the sentence's arguments. */
void match_keep(struct match_outcome *best, struct match_outcome *next);

/* A verdict on REG-nnn/PART, or on the row where `part` is NULL; takes over the sentence. 0 or
 * -ENOMEM. */
int match_say(struct match_case *one, const char *part, struct match_outcome *outcome);

/* Nothing by which it could be recognised; looked for and not seen, with the coverage. 0 or
 * -ENOMEM. */
int match_unseeable(const struct match_case *one, struct match_outcome *out);
int match_absent(const struct match_case *one, struct match_outcome *out);

/* Seen, and nothing speaks against it: agreed where the rule's needs are met, with `sentence` and
 * its arguments (taken over); else how far we looked (a negative statement needs coverage). 0 or
 * -ENOMEM. */
int match_fits(const struct match_case *one, const struct seen *seen, struct sentence *sentence,
               struct match_outcome *out);

/* Seen, and the list holds nothing to compare with: too little to say (model CHK08, CHK20). */
void match_cannot_compare(const struct seen *seen, struct sentence *sentence,
                          struct match_outcome *out);

/* The members of a list of words as a NULL-terminated array in the arena (empty: none); NULL on no
 * memory. */
const char *const *match_words(const struct match_case *one, struct json_object *list);
