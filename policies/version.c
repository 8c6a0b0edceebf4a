/* Which package's version is that of the product. */
#include "policies/version.h"

#include <stdlib.h>
#include <string.h>

int version_number(const char *text)
{
	size_t digits;

	if (!text)
		return VERSION_UNKNOWN;
	if (*text == 'v' || *text == 'V')
		text++;
	digits = strspn(text, "0123456789");
	if (!digits || digits > VERSION_MAJOR_MAX)
		return VERSION_UNKNOWN;
	return (int)strtol(text, NULL, 10);
}

static bool states_versions(const struct indicator *indicator)
{
	return indicator->specificity == SPECIFIC_EXCLUSIVE &&
	       (indicator->type == INDICATOR_PACKAGE || indicator->type == INDICATOR_EXTENSION);
}

/* The length of "rpm:" in "rpm:audit"; an extension's id is taken whole. */
static size_t database_length(const struct indicator *indicator)
{
	const char *colon = strchr(indicator->value, ':');

	return indicator->type == INDICATOR_PACKAGE && colon
	               ? (size_t)(colon + 1 - indicator->value)
	               : 0;
}

static bool is_of_one_source(const struct indicator *a, const struct indicator *b)
{
	size_t len = database_length(a);

	return len == database_length(b) && strncmp(a->value, b->value, len) == 0;
}

/* True when no sign before it states versions from the same source. */
static bool is_first(const struct indicator *all, size_t count, const struct indicator *wanted)
{
	for (size_t i = 0; i < count; i++)
		if (states_versions(&all[i]) && is_of_one_source(&all[i], wanted))
			return all[i].type == wanted->type &&
			       strcmp(all[i].value, wanted->value) == 0;
	return false;
}

/* A row with products speaks through its first; its own signs only where it names none. */
static bool speaks_for_row(const struct finding *finding)
{
	const char *const *products = finding->entry ? finding->entry->products : NULL;

	if (!products || !*products)
		return true;
	return finding->product && strcmp(finding->product->id, *products) == 0;
}

const char *evidence_version(const struct finding *finding, const struct finding_evidence *evidence)
{
	const struct indicator *indicator = evidence->indicator;
	const struct product *product = finding->product;
	bool first;

	if (!evidence->fact->version_major || !indicator || !states_versions(indicator) ||
	    !speaks_for_row(finding))
		return NULL;
	if (product)
		first = is_first(product->indicators, product->indicator_count, indicator);
	else
		first = finding->entry &&
		        is_first(finding->entry->custom, finding->entry->custom_count, indicator);
	return first ? evidence->fact->version_major : NULL;
}
