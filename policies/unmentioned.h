/* Silent abilities (model A16): what a technology is able to do, as the catalogue says, and its row
 * of the technology list neither allows nor wants to stay off. "capability:scope" mentions the
 * capability. */
#pragma once
#include "policies/agreement.h"

/* The row lists the ability at the field `path`, with or without a scope. */
bool entry_mentions(const struct register_entry *entry, const char *path, const char *word);

/* `products` ends with NULL. Words in the arena, sorted, each once, NULL-terminated (empty: none);
 * NULL on no memory. */
const char *const *unmentioned_abilities(const struct register_entry *entry,
                                         const struct product *const *products,
                                         struct arena *arena);
