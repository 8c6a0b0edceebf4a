/* What a technology was when it was agreed (model CHK08): the newest `baseline` row of the log for
 * its row of the technology list, as of the day that is judged; else the row's own baseline. A
 * member that is missing, null or empty is not recorded (model 2.2). A substantial change that was
 * agreed later than the baseline (model A18) sets it aside: nothing is compared with what both
 * sides have left behind. */
#pragma once
#include "policies/judge.h"

struct baseline {
	struct json_object *members; /* or NULL: none is recorded */
	date dated;                  /* when it was observed or agreed; DATE_NONE = not recorded */
	date superseded;             /* a later change that both sides agreed, or DATE_NONE */
};

void baseline_of(const struct case_file *file, const struct register_entry *entry,
                 struct baseline *out);

/* A list of the baseline ("capabilities"), or NULL where it is not recorded. */
struct json_object *baseline_list(const struct baseline *baseline, const char *key);

/* True where the list is recorded and holds the word; of abilities, "word:scope" holds the word. */
bool baseline_has(const struct baseline *baseline, const char *key, const char *word);
