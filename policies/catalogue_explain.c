/* Says in plain text what the catalogue holds and why a thing matches it. */
#include "policies/catalogue_explain.h"

#include <string.h>
#include <strings.h>

static const char use_is_another_matter[] =
	"\nThis says what a product is able to do. It does not say that anyone uses it so.\n";

static const char *label_of(const struct catalogue *catalogue, const char *word)
{
	const struct vocabulary_word *entry = catalogue_word(catalogue, word);

	return entry ? entry->label : word;
}

static const char *availability_sentence(const char *availability)
{
	if (!strcmp(availability, "default"))
		return "as supplied";
	if (!strcmp(availability, "optional"))
		return "where switched on";
	if (!strcmp(availability, "needs-licence"))
		return "with a further licence";
	return "not known whether switched on";
}

/* "able to x; y (where switched on)": what a product does only under a condition is said so. */
static void add_abilities(const struct catalogue *catalogue, const struct product *product,
                          struct text *out)
{
	text_add(out, "able to ");
	for (size_t i = 0; i < product->capability_count; i++) {
		const struct product_capability *capability = &product->capabilities[i];

		text_addf(out, "%s%s", i ? "; " : "", label_of(catalogue, capability->word));
		if (strcmp(capability->availability, "default") != 0)
			text_addf(out, " (%s)", availability_sentence(capability->availability));
	}
	text_add(out, "\n");
}

void catalogue_list(const struct catalogue *catalogue, struct text *out)
{
	for (size_t i = 0; i < catalogue->product_count; i++) {
		const struct product *product = &catalogue->products[i];

		text_addf(out, "%-28s %s (%s): ", product->id, product->name, product->category);
		add_abilities(catalogue, product, out);
	}
}

static void add_capability(const struct catalogue *catalogue,
                           const struct product_capability *capability, struct text *out)
{
	const struct vocabulary_word *word = catalogue_word(catalogue, capability->word);

	text_addf(out, "  able to %s (%s), %s\n", label_of(catalogue, capability->word),
	          capability->word, availability_sentence(capability->availability));
	text_addf(out, "    Source (read %s): %s\n", capability->seen_on, capability->source);
	if (word)
		text_addf(out, "    Can be seen by: %s\n    Cannot be seen: %s\n",
		          word->observed_by, word->not_observed);
}

static const char *receiver_sentence(enum reports_to reports_to)
{
	switch (reports_to) {
	case REPORTS_TO_PERSON: return "the person at the device";
	case REPORTS_TO_ORGANISATION: return "the organisation that runs it";
	case REPORTS_TO_SUPPLIER: return "the supplier of the service";
	default: return "not known; it depends on who set it up";
	}
}

static const char *specificity_sentence(enum specificity specificity)
{
	switch (specificity) {
	case SPECIFIC_EXCLUSIVE: return "only this product";
	case SPECIFIC_SHARED: return "may be met for other reasons: alone no more than a pointer";
	default: return "a hint, no more";
	}
}

static void add_indicator(const struct indicator *indicator, struct text *out)
{
	text_addf(out, "  %s %s (%s)\n    Source: %s\n", indicator_type_word(indicator->type),
	          indicator->value, specificity_sentence(indicator->specificity),
	          indicator->source);
}

static void add_texts(const char *title, const char *const *texts, struct text *out)
{
	if (texts[0])
		text_addf(out, "%s\n", title);
	for (; *texts; texts++)
		text_addf(out, "  %s\n", *texts);
}

void catalogue_show(const struct catalogue *catalogue, const struct product *product,
                    struct text *out)
{
	text_addf(out, "%s (%s)\n%s, %s; entry reviewed %s\n\n%s\n", product->name, product->id,
	          product->vendor, product->category, product->reviewed, product->about);
	if (product->also_used_for)
		text_addf(out, "Also used for: %s\n", product->also_used_for);
	text_addf(out, "What the receiver gets to see: %s\nWho receives it: %s\n",
	          product->manager_sees, receiver_sentence(product->reports_to));
	if (product->single_purpose)
		text_add(out, "It does one thing: where it runs, it does this.\n");
	if (product->disputed_by_supplier)
		text_add(out, "The supplier disputes this entry.\n");
	text_add(out, "\nWhat it is able to do\n");
	for (size_t i = 0; i < product->capability_count; i++)
		add_capability(catalogue, &product->capabilities[i], out);
	text_add(out, "\nHow it is recognised\n");
	for (size_t i = 0; i < product->indicator_count; i++)
		add_indicator(&product->indicators[i], out);
	add_texts("\nQuestions to ask", product->questions, out);
	add_texts("\nEarlier names", product->formerly, out);
	text_add(out, use_is_another_matter);
}

/* Does a thing of this form belong to this kind? A path is no host, a unit has its ending, and so
 * on. */
static bool fits(enum observation_kind kind, const char *thing)
{
	bool path = *thing == '/' || *thing == '~';

	switch (kind) {
	case OBSERVED_FILE: return path;
	case OBSERVED_PROCESS: return true;
	default: return !path;
	}
}

#define EXPLAINED_MAX 64 /* indicators in one answer */

struct explained { /* in order of product; one entry per indicator, however many kinds met it */
	struct match at[EXPLAINED_MAX];
	size_t count;
};

static void keep_match(struct explained *explained, const struct match *match)
{
	size_t i = explained->count;

	for (size_t j = 0; j < explained->count; j++)
		if (explained->at[j].indicator == match->indicator)
			return;
	if (explained->count == EXPLAINED_MAX)
		return;
	for (; i && explained->at[i - 1].owner > match->owner; i--)
		explained->at[i] = explained->at[i - 1];
	explained->at[i] = *match;
	explained->count++;
}

static size_t add_matches(const struct catalogue *catalogue, const struct explained *explained,
                          struct text *out)
{
	size_t products = 0;

	for (size_t i = 0; i < explained->count; i++) {
		uint32_t owner = explained->at[i].owner;
		const struct product *product = &catalogue->products[owner];

		if (!i || explained->at[i - 1].owner != owner) {
			products++;
			text_addf(out, "%s (%s), ", product->name, product->id);
			add_abilities(catalogue, product, out);
		}
		add_indicator(explained->at[i].indicator, out);
	}
	if (products)
		text_add(out, use_is_another_matter);
	return products;
}

static void add_no_match(const struct catalogue *catalogue, const char *thing, struct text *out)
{
	text_addf(out,
	          "Nothing in the catalogue matches \"%s\". The catalogue does not hold "
	          "everything, so this says nothing about what it is able to do.\n",
	          thing);
	if (strstr(thing, "://"))
		text_add(out, "For a web address, give the host name alone.\n");
	for (size_t i = 0; i < catalogue->product_count; i++)
		if (!strcasecmp(catalogue->products[i].id, thing) ||
		    !strcasecmp(catalogue->products[i].name, thing))
			text_addf(out, "There is an entry of that name: catalogue show %s\n",
			          catalogue->products[i].id);
}

size_t catalogue_explain(const struct catalogue *catalogue, const struct matcher *matcher,
                         const char *thing, struct text *out)
{
	static const enum observation_kind kinds[] = { OBSERVED_PACKAGE,       OBSERVED_FILE,
		                                       OBSERVED_PROCESS,       OBSERVED_SERVICE,
		                                       OBSERVED_CONTACT,       OBSERVED_EXTENSION,
		                                       OBSERVED_KERNEL_MODULE, OBSERVED_AUTHORITY };
	struct explained explained = { 0 };
	struct match found[MATCHES_MAX];

	if (catalogue_never_lists(catalogue, thing)) {
		text_addf(out,
		          "%s is a place where people look for help, advice or company: it is left "
		          "out of every list, and counted by no name.\n",
		          thing);
		return 0;
	}
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		const struct observation fact = { .kind = kinds[i], .subject = thing };
		size_t count = fits(kinds[i], thing)
		                       ? matcher_find(matcher, &fact, found, MATCHES_MAX)
		                       : 0;

		for (size_t j = 0; j < count; j++)
			if (found[j].owner < catalogue->product_count)
				keep_match(&explained, &found[j]);
	}
	if (!explained.count)
		add_no_match(catalogue, thing, out);
	return add_matches(catalogue, &explained, out);
}

const char *catalogue_nearest(const struct catalogue *catalogue, const char *id,
                              struct arena *arena)
{
	const char **ids = arena_take(arena, catalogue->product_count + 1, sizeof(*ids));

	for (size_t i = 0; ids && i < catalogue->product_count; i++)
		ids[i] = catalogue->products[i].id;
	return ids ? text_nearest(id, ids) : NULL;
}
