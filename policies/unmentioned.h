/* Silent abilities (model A16): what a technology is able to do, as the catalogue says, and its row
 * of the technology list neither allows nor wants to stay off. "capability:scope" mentions the
 * capability. */
#pragma once
#include "policies/agreement.h"

/* `products` ends with NULL. Words in the arena, sorted, each once, NULL-terminated (empty: none);
 * NULL on no memory. */
const char *const *unmentioned_abilities(const struct register_entry *entry,
                                         const struct product *const *products,
                                         struct arena *arena);
