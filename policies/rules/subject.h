/* Reading a rule's subject and params, and which rows of the technology list it speaks of. The
 * loader has checked keys; types are checked here: what has another type counts as not written. */
#pragma once
#include "policies/agreement.h"

/* A member that holds words: an array, or one word alone. */
size_t subject_count(const struct rule *rule, const char *key);
const char *subject_word(const struct rule *rule, const char *key,
                         size_t i); /* NULL beyond the end */
bool subject_has(const struct rule *rule, const char *key, const char *word);
bool subject_is_true(const struct rule *rule, const char *key);

bool words_have(const char *const *words,
                const char *word); /* `words` ends with NULL, or is NULL */

/* True and `*out` written when the parameter is there and is one. */
bool param_number(const struct rule *rule, const char *key, int64_t *out);
const char *param_word(const struct rule *rule, const char *key); /* NULL: not written */
size_t param_count(const struct rule *rule, const char *key); /* words of a list, or one alone */
const char *param_item(const struct rule *rule, const char *key, size_t i); /* NULL beyond */
bool param_date(const struct rule *rule, const char *key, date *out);

/* `subject.register` is "*", an id or a list of ids; `groups`, where given, must meet the row's
 * groups. */
bool subject_takes_entry(const struct rule *rule, const struct register_entry *entry);

/* True when the rule names this row by its id (model A4). */
bool subject_names_entry(const struct rule *rule, const struct register_entry *entry);

/* In use, or suspended after having been in use. A pilot that the list records is not use
 * (model 2.1, definitions). */
bool entry_was_in_use(const struct register_entry *entry);

/* The row holds "n/a": a value, which carries its reason elsewhere (model 2.2). */
bool entry_says_not_applicable(const struct register_entry *entry, const char *path);

bool entry_has_word(const struct register_entry *entry, const char *path,
                    const char *word); /* of an array */
