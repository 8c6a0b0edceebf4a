/* A catalogue of products as somebody else may hand it over, with a small vocabulary beside it;
 * then a look-up. */
#include <stdint.h>
#include <string.h>

#include "policies/catalogue.h"
#include "policies/matcher.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char vocabulary[] =
	"{\"format\":\"daylight-vocabulary/"
	"1\",\"words\":[{\"word\":\"screen-capture\",\"label\":\"l\",\"meaning\":\"m\","
	"\"observed_by\":\"o\",\"not_observed\":\"n\"},{\"word\":\"remote-control\",\"label\":"
	"\"l\",\"meaning\":\"m\","
	"\"observed_by\":\"o\",\"not_observed\":\"n\"}]}";
static const char never[] =
	"{\"format\":\"daylight-never-listed/"
	"1\",\"domains\":[{\"domain\":\"help.example\",\"reason\":\"r\",\"source\":\"s\"}]}";

/* Every indicator's own value as a host and as a path: whatever loads must also be looked up
 * without harm. */
static void look_up(const struct catalogue *catalogue, struct arena *arena)
{
	const struct matcher *matcher;
	struct match found[MATCHES_MAX];

	if (matcher_new(catalogue, NULL, 0, arena, &matcher))
		return;
	for (size_t i = 0; i < catalogue->product_count; i++) {
		for (size_t j = 0; j < catalogue->products[i].indicator_count; j++) {
			const char *value = catalogue->products[i].indicators[j].value;
			struct observation fact = { .kind = OBSERVED_PROCESS,
				                    .subject = value,
				                    .detail = value,
				                    .actor = value };

			matcher_find_host(matcher, value, found, MATCHES_MAX);
			matcher_find(matcher, &fact, found, MATCHES_MAX);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct catalogue_file files[] = {
		{ "vocabulary.json", { (const uint8_t *)vocabulary, sizeof(vocabulary) - 1 } },
		{ "never-listed.json", { (const uint8_t *)never, sizeof(never) - 1 } },
		{ "products.json", { data, size } },
	};
	struct arena *arena = arena_new((size_t)16 << 20);
	struct catalogue catalogue;
	struct problem problem = { 0 };

	if (!arena)
		return 0;
	if (!catalogue_load(files, 3, arena, &catalogue, &problem))
		look_up(&catalogue, arena);
	arena_free(arena);
	return 0;
}
