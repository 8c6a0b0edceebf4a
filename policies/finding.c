/* What evidence says: level and confidence of a thing and of each of its capabilities. */
#include "policies/finding.h"

#include <string.h>

static bool is_indirect(const struct observation *fact)
{
	if (fact->kind == OBSERVED_SENDING_PATTERN)
		return true;
	return fact->kind == OBSERVED_CONTACT && fact->detail &&
	       (strcmp(fact->detail, CONTACT_BY_OTHER_DNS) == 0 ||
	        strcmp(fact->detail, CONTACT_BY_SHARED_ADDRESS) == 0);
}

enum specificity fact_specificity(const struct observation *fact, const struct indicator *indicator)
{
	return is_indirect(fact) ? SPECIFIC_HINT : indicator->specificity;
}

bool evidence_is_exclusive(const struct finding_evidence *evidence)
{
	return fact_specificity(evidence->fact, evidence->indicator) == SPECIFIC_EXCLUSIVE;
}

static bool is_strong(const struct finding_evidence *evidence)
{
	return evidence_is_exclusive(evidence);
}

/* An enforced policy names the product by its own id: it needs no second sign (model 2.6). */
static bool is_authoritative(const struct finding_evidence *evidence)
{
	return is_strong(evidence) && (evidence->fact->kind == OBSERVED_BROWSER_POLICY ||
	                               evidence->fact->kind == OBSERVED_SETTING);
}

static bool are_independent(const struct finding_evidence *a, const struct finding_evidence *b)
{
	return a->fact->kind != b->fact->kind || a->indicator->type != b->indicator->type;
}

bool evidence_counts(const struct finding_evidence *evidence, enum confidence confidence)
{
	return confidence == CONFIDENCE_SUSPECTED || is_strong(evidence);
}

static enum confidence confidence_with(const struct finding_evidence *strongest,
                                       enum confidence so_far, const struct finding_evidence *next)
{
	if (!is_strong(next))
		return so_far;
	if (is_authoritative(next) || (strongest && are_independent(strongest, next)))
		return CONFIDENCE_CONFIRMED;
	return so_far > CONFIDENCE_PROBABLE ? so_far : CONFIDENCE_PROBABLE;
}

static date looked_on(const struct finding_evidence *evidence, const struct observations *places)
{
	date day = places[evidence->place].location.looked_on;

	return day ? day : DATE_NONE;
}

date evidence_first(const struct finding_evidence *evidence, const struct observations *places)
{
	date first = evidence->fact->first;

	return first == DATE_NONE ? looked_on(evidence, places) : first;
}

date evidence_last(const struct finding_evidence *evidence, const struct observations *places)
{
	date last = evidence->fact->last;

	return last == DATE_NONE ? looked_on(evidence, places) : last;
}

bool evidence_is_of_function(const struct finding_evidence *evidence)
{
	return evidence->indicator->function != NULL;
}

/* A setting that is on shows that the thing is there, not that it runs. */
static enum level own_level(const struct finding_evidence *evidence)
{
	if (evidence_is_of_function(evidence) && evidence->level == LEVEL_FUNCTION_ON)
		return LEVEL_PRESENT;
	return evidence->level;
}

void sighting_of(const struct finding_evidence *evidence, size_t count, evidence_filter *takes,
                 void *arg, struct sighting *out)
{
	struct sighting sighting = { .confidence = CONFIDENCE_SUSPECTED, .last = DATE_NONE };
	const struct finding_evidence *strong = NULL;

	for (size_t i = 0; i < count; i++) {
		if (takes && !takes(arg, &evidence[i]))
			continue;
		sighting.confidence = confidence_with(strong, sighting.confidence, &evidence[i]);
		if (!strong && is_strong(&evidence[i]))
			strong = &evidence[i];
	}
	for (size_t i = 0; i < count; i++) {
		if ((takes && !takes(arg, &evidence[i])) ||
		    !evidence_counts(&evidence[i], sighting.confidence))
			continue;
		if (!sighting.seen || own_level(&evidence[i]) > sighting.level)
			sighting.level = own_level(&evidence[i]);
		if (evidence[i].fact->last != DATE_NONE && evidence[i].fact->last > sighting.last)
			sighting.last = evidence[i].fact->last;
		sighting.seen = true;
	}
	*out = sighting;
}

bool evidence_is_of_interception(const struct finding_evidence *evidence)
{
	return evidence->fact->kind == OBSERVED_CERTIFICATE_CHECK &&
	       evidence->level >= LEVEL_ACTIVE && is_strong(evidence);
}

static bool is_about(const struct finding_evidence *evidence, const char *word)
{
	return evidence_is_of_function(evidence) &&
	       strcmp(evidence->indicator->function, word) == 0;
}

void function_sighting_of(const struct finding_evidence *evidence, size_t count, const char *word,
                          evidence_filter *takes, void *arg, struct function_sighting *out)
{
	struct function_sighting sighting = { .confidence = CONFIDENCE_SUSPECTED,
		                              .on_sure = CONFIDENCE_SUSPECTED,
		                              .last = DATE_NONE };

	for (size_t i = 0; i < count; i++) {
		const struct finding_evidence *one = &evidence[i];
		enum confidence sure = is_authoritative(one) ? CONFIDENCE_CONFIRMED
		                       : is_strong(one)      ? CONFIDENCE_PROBABLE
		                                             : CONFIDENCE_SUSPECTED;

		if (!is_about(one, word) || (takes && !takes(arg, one)))
			continue;
		if (one->indicator->turns_off)
			sighting.off = true;
		else
			sighting.on = true;
		if (!one->indicator->turns_off && sure > sighting.on_sure)
			sighting.on_sure = sure;
		if (sure > sighting.confidence)
			sighting.confidence = sure;
		if (one->fact->last != DATE_NONE && one->fact->last > sighting.last)
			sighting.last = one->fact->last;
	}
	*out = sighting;
}

bool function_is_on(const struct function_sighting *function, enum confidence confidence)
{
	return function->on &&
	       (function->on_sure > CONFIDENCE_SUSPECTED || confidence == CONFIDENCE_SUSPECTED);
}

static const struct product_capability *capability_find(const struct product *product,
                                                        const char *word)
{
	for (size_t i = 0; i < product->capability_count; i++)
		if (strcmp(product->capabilities[i].word, word) == 0)
			return &product->capabilities[i];
	return NULL;
}

enum level finding_capability_level(const struct finding *finding, const char *word,
                                    enum level seen)
{
	const struct product_capability *capability;
	enum level most = seen < LEVEL_PRESENT ? seen : LEVEL_PRESENT;

	if (!finding->product)
		return most; /* the parties' own list says that it does this */
	if (finding->product->single_purpose)
		return seen;
	capability = capability_find(finding->product, word);
	if (capability && capability->availability &&
	    strcmp(capability->availability, "default") == 0)
		return most;
	return LEVEL_CAPABLE;
}
