/* The catalogue in plain text, for `catalogue list`, `catalogue show ID` and `catalogue explain
 * THING`: what a product is able to do, according to whom, and by which sign something would be
 * recognised. It states what documentation describes; it says nothing about anybody's use. */
#pragma once
#include "policies/catalogue.h"
#include "policies/matcher.h"
#include "probes/base/text.h"

/* One line per product, in the order of ids: id, name, category, able to ... */
void catalogue_list(const struct catalogue *catalogue, struct text *out);

/* Everything about one product. */
void catalogue_show(const struct catalogue *catalogue, const struct product *product,
                    struct text *out);

/* Which products a package, path, process, unit, module, extension id or host name matches, and by
 * which indicator. The kind is tried from the form of `thing`; every kind that fits is looked up.
 * Number of products found. */
size_t catalogue_explain(const struct catalogue *catalogue, const struct matcher *matcher,
                         const char *thing, struct text *out);

/* The id nearest to a mistyped one, or NULL. From the arena. */
const char *catalogue_nearest(const struct catalogue *catalogue, const char *id,
                              struct arena *arena);
