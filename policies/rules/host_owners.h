/* Whose a host is, by the catalogue alone: the same host has the same owner whatever else was seen.
 * Private to policies/rules/limit.c. */
#pragma once
#include "policies/catalogue.h"

struct host_owner {
	const char *domain;       /* the registered name, see domain_registrable() */
	const char *organisation; /* as the supplier states it, else the product's vendor */
};

struct host_owners { /* in the arena, sorted by domain, each once */
	struct host_owner *items;
	size_t count;
	const char **updates; /* hosts and domains that serve a product's own updates */
	size_t update_count;
};

/* 0 or -ENOMEM. */
int host_owners_of(const struct catalogue *catalogue, struct arena *arena, struct host_owners *out);

/* `host` is normalised; NULL: the catalogue knows nothing below its registered name. */
const struct host_owner *host_owners_find(const struct host_owners *owners, const char *host);
bool host_owners_say_update(const struct host_owners *owners, const char *host);
