/* One owner for each registered name that the catalogue's hosts and domains stand below. */
#include "policies/rules/host_owners.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/domain.h"
#include "policies/host.h"

static int compare(const void *left, const void *right)
{
	const struct host_owner *a = left, *b = right;
	int order = strcmp(a->domain, b->domain);

	return order ? order : strcmp(a->organisation, b->organisation);
}

/* A hint says nothing about whose it is. */
static bool tells_owner(const struct indicator *indicator)
{
	return (indicator->type == INDICATOR_DOMAIN || indicator->type == INDICATOR_HOST) &&
	       indicator->specificity != SPECIFIC_HINT;
}

static int add(struct host_owners *owners, const struct product *product,
               const struct indicator *indicator, struct arena *arena)
{
	const char *organisation =
		indicator->organisation ? indicator->organisation : product->vendor;
	char host[HOST_MAX + 1];
	const char *domain;

	if (!tells_owner(indicator) || !organisation || host_normalise(indicator->value, host) != 0)
		return 0;
	domain = arena_copy(arena, domain_registrable(host));
	if (!domain)
		return -ENOMEM;
	owners->items[owners->count++] = (struct host_owner){ domain, organisation };
	if (indicator->purpose != PURPOSE_UPDATE)
		return 0;
	owners->updates[owners->update_count] = arena_copy(arena, host);
	return owners->updates[owners->update_count++] ? 0 : -ENOMEM;
}

/* Of several organisations below one name the first in order speaks. */
static void fold(struct host_owners *owners)
{
	size_t kept = 0;

	if (owners->count)
		qsort(owners->items, owners->count, sizeof(*owners->items), compare);
	for (size_t i = 0; i < owners->count; i++)
		if (!kept || strcmp(owners->items[kept - 1].domain, owners->items[i].domain) != 0)
			owners->items[kept++] = owners->items[i];
	owners->count = kept;
}

int host_owners_of(const struct catalogue *catalogue, struct arena *arena, struct host_owners *out)
{
	struct host_owners owners = { 0 };
	size_t room = 1;

	for (size_t i = 0; i < catalogue->product_count; i++)
		room += catalogue->products[i].indicator_count;
	owners.items = arena_take(arena, room, sizeof(*owners.items));
	owners.updates = arena_take(arena, room, sizeof(*owners.updates));
	if (!owners.items || !owners.updates)
		return -ENOMEM;
	for (size_t i = 0; i < catalogue->product_count; i++) {
		const struct product *product = &catalogue->products[i];

		for (size_t j = 0; j < product->indicator_count; j++)
			if (add(&owners, product, &product->indicators[j], arena))
				return -ENOMEM;
	}
	fold(&owners);
	*out = owners;
	return 0;
}

const struct host_owner *host_owners_find(const struct host_owners *owners, const char *host)
{
	const char *domain = domain_registrable(host);
	size_t low = 0, high = owners->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(owners->items[middle].domain, domain);

		if (!order)
			return &owners->items[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

bool host_owners_say_update(const struct host_owners *owners, const char *host)
{
	for (size_t i = 0; i < owners->update_count; i++)
		if (host_is_below(host, owners->updates[i]))
			return true;
	return false;
}
