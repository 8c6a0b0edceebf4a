/* The closed words for signs of hiding. */
#include "probes/hiding.h"

#include <string.h>

static const char *const words[] = {
	"deleted-executable",
	"not-in-own-listing",
	"not-in-package-database",
	"preload",
	HIDING_STEALTH_SETTING,
	"system-name",
	NULL,
};

const char *hiding_sign(const struct observation *fact)
{
	static const char prefix[] = "sign:";

	if (!fact->detail || strncmp(fact->detail, prefix, strlen(prefix)) != 0)
		return NULL;
	for (const char *const *word = words; *word; word++)
		if (strcmp(*word, fact->detail + strlen(prefix)) == 0)
			return *word;
	return NULL;
}
