/* Which facts belong to which known thing, and which row of the technology list covers which
 * product. */
#include "policies/findings_collect.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/scope.h"
#include "probes/base/sort.h"

void collection_free(struct collection *all)
{
	for (size_t i = 0; all->owners && i < all->owner_count; i++) {
		free(all->owners[i].items);
		free(all->owners[i].product);
	}
	free(all->owners);
	free(all->device_of);
}

static int found_add(struct found *found, const struct finding_evidence *evidence, uint32_t product)
{
	if (found->count == found->room) {
		size_t room = found->room ? found->room * 2 : 8;
		struct finding_evidence *items = reallocarray(found->items, room, sizeof(*items));
		uint32_t *products;

		if (!items)
			return -ENOMEM;
		found->items = items;
		products = reallocarray(found->product, room, sizeof(*products));
		if (!products)
			return -ENOMEM;
		found->product = products;
		found->room = room;
	}
	found->items[found->count] = *evidence;
	found->product[found->count++] = product;
	return 0;
}

/* Of several indicators of one owner the most specific speaks; of equals the first, which the
 * matcher orders. */
static bool is_best_of_its_owner(const struct match *matches, size_t count, size_t i)
{
	for (size_t j = 0; j < count; j++) {
		if (j == i || matches[j].owner != matches[i].owner)
			continue;
		if (matches[j].indicator->specificity < matches[i].indicator->specificity ||
		    (j < i &&
		     matches[j].indicator->specificity == matches[i].indicator->specificity))
			return false;
	}
	return true;
}

/* The product that the fact shows for certain. */
static uint32_t certain_product(const struct collection *all, const struct observation *fact,
                                const struct match *matches, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (matches[i].owner < all->catalogue->product_count &&
		    fact_specificity(fact, matches[i].indicator) == SPECIFIC_EXCLUSIVE)
			return matches[i].owner;
	return NO_OWNER;
}

static int collect_fact(struct collection *all, const struct matcher *matcher, uint32_t place,
                        uint32_t number)
{
	const struct observation *fact = &all->places[place].items[number];
	struct match matches[MATCHES_MAX];
	size_t count = matcher_find(matcher, fact, matches, MATCHES_MAX);
	uint32_t product = certain_product(all, fact, matches, count);

	for (size_t i = 0; i < count; i++) {
		struct finding_evidence evidence = { place, number, fact, matches[i].indicator,
			                             fact->level };

		if (matches[i].owner >= all->owner_count ||
		    !is_best_of_its_owner(matches, count, i))
			continue;
		if (found_add(&all->owners[matches[i].owner], &evidence, product))
			return -ENOMEM;
	}
	return 0;
}

static bool is_in_scope(const struct collection *all, uint32_t place)
{
	return !all->agreement || !scope_excludes(all->agreement, &all->places[place].location);
}

struct device_place {
	const struct location *location; /* without a pseudonym it is a device of its own */
	uint32_t place;
};

static int compare_words(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) : (a != NULL) - (b != NULL);
}

static int compare_devices(const void *left, const void *right)
{
	const struct device_place *a = left, *b = right;
	int order = compare_words(a->location->device, b->location->device);

	order = order ? order : compare_words(a->location->audit, b->location->audit);
	return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* Places of one device count as one: the first of them stands for all. */
static int count_devices(struct collection *all)
{
	struct device_place *sorted = calloc(all->place_count + 1, sizeof(*sorted));
	size_t count = 0;

	if (!sorted)
		return -ENOMEM;
	for (uint32_t i = 0; i < all->place_count; i++) {
		const struct location *location = &all->places[i].location;

		all->device_of[i] = NO_OWNER;
		if (is_in_scope(all, i) && scope_is_device(location))
			sorted[count++] = (struct device_place){ location, i };
	}
	sort_items(sorted, count, sizeof(*sorted), compare_devices);
	for (size_t i = 0; i < count; i++) {
		bool same = i && location_same_device(sorted[i].location, sorted[i - 1].location);

		all->device_of[sorted[i].place] =
			same ? all->device_of[sorted[i - 1].place] : sorted[i].place;
		all->devices += !same;
	}
	free(sorted);
	return 0;
}

int collection_fill(struct collection *all, const struct observations *places, size_t place_count,
                    const struct catalogue *catalogue, const struct matcher *matcher,
                    const struct agreement *agreement)
{
	size_t rows = agreement ? agreement->entry_count : 0;

	all->places = places;
	all->place_count = place_count;
	all->catalogue = catalogue;
	all->agreement = agreement;
	all->owner_count = catalogue->product_count + rows;
	all->owners = calloc(all->owner_count + 1, sizeof(*all->owners));
	all->device_of = calloc(place_count + 1, sizeof(*all->device_of));
	if (!all->owners || !all->device_of)
		return -ENOMEM;
	for (size_t i = 0; i < all->owner_count; i++)
		all->owners[i].entry = NO_OWNER;
	if (count_devices(all))
		return -ENOMEM;
	for (uint32_t place = 0; place < place_count; place++) {
		if (!is_in_scope(all, place))
			continue;
		for (uint32_t i = 0; i < places[place].count; i++)
			if (collect_fact(all, matcher, place, i))
				return -ENOMEM;
	}
	return 0;
}

/* A row in use speaks before one that is not: a replaced technology may stand twice on the list. */
static bool is_better_row(const struct agreement *agreement, uint32_t row, uint32_t than)
{
	static const int rank[ENTRY_STATUSES] = {
		[ENTRY_IN_USE] = 0,   [ENTRY_PILOT] = 1,     [ENTRY_SUSPENDED] = 2,
		[ENTRY_PROPOSED] = 3, [ENTRY_WITHDRAWN] = 4,
	};

	if (than == NO_OWNER)
		return true;
	return rank[agreement->entries[row].status] < rank[agreement->entries[than].status];
}

static bool lists_product(const struct register_entry *entry, const char *product)
{
	for (const char *const *id = entry->products; id && *id; id++)
		if (strcmp(*id, product) == 0)
			return true;
	return false;
}

/* The row knows, by an exclusive indicator of its own, a fact that shows that product for certain.
 */
static bool shares_a_fact(const struct found *row, uint32_t product)
{
	for (size_t i = 0; i < row->count; i++)
		if (row->product[i] == product && evidence_is_exclusive(&row->items[i]))
			return true;
	return false;
}

static void link_product(struct collection *all, uint32_t product)
{
	size_t first_row = all->catalogue->product_count;

	for (uint32_t row = 0; first_row + row < all->owner_count; row++) {
		const struct register_entry *entry = &all->agreement->entries[row];

		if ((lists_product(entry, all->catalogue->products[product].id) ||
		     shares_a_fact(&all->owners[first_row + row], product)) &&
		    is_better_row(all->agreement, row, all->owners[product].entry))
			all->owners[product].entry = row;
	}
}

/* The only product seen that the row covers, or NO_OWNER. */
static uint32_t only_product_of(const struct collection *all, uint32_t row)
{
	uint32_t only = NO_OWNER;

	for (uint32_t product = 0; product < all->catalogue->product_count; product++) {
		if (!all->owners[product].count || all->owners[product].entry != row)
			continue;
		if (only != NO_OWNER)
			return NO_OWNER;
		only = product;
	}
	return only;
}

/* Facts were collected in order: `*from` moves on with those that are asked for. */
static bool has_fact(const struct found *found, size_t count, const struct finding_evidence *wanted,
                     size_t *from)
{
	for (; *from < count; ++*from) {
		const struct finding_evidence *item = &found->items[*from];

		if (item->fact == wanted->fact)
			return true;
		if (item->place > wanted->place ||
		    (item->place == wanted->place && item->observation > wanted->observation))
			return false;
	}
	return false;
}

/* Drops what the row's products show already; the rest goes to its only product, or stays the row's
 * own. */
static int fold_row(struct collection *all, uint32_t row)
{
	struct found *found = &all->owners[all->catalogue->product_count + row];
	uint32_t only = only_product_of(all, row);
	size_t kept = 0, from = 0, collected = only == NO_OWNER ? 0 : all->owners[only].count;

	for (size_t i = 0; i < found->count; i++) {
		uint32_t shown = found->product[i];

		if (shown != NO_OWNER && all->owners[shown].entry == row)
			continue;
		if (only == NO_OWNER) {
			found->product[kept] = shown;
			found->items[kept++] = found->items[i];
			continue;
		}
		if (!has_fact(&all->owners[only], collected, &found->items[i], &from) &&
		    found_add(&all->owners[only], &found->items[i], only))
			return -ENOMEM;
	}
	found->count = kept;
	return 0;
}

int collection_link(struct collection *all)
{
	size_t rows = all->owner_count - all->catalogue->product_count;

	for (uint32_t product = 0; rows && product < all->catalogue->product_count; product++)
		if (all->owners[product].count)
			link_product(all, product);
	for (uint32_t row = 0; row < rows; row++)
		if (fold_row(all, row))
			return -ENOMEM;
	return 0;
}
