/* Contacts, page requests and bands as evidence, for the tests of the rule kinds that look at
 * traffic. */
#pragma once
#include "tests/unit/seen_things.h"

/* A finding of one product with one ability, known by its package and a running program
 * (confirmed), with room for contacts. */
static inline struct finding *see_talker(struct work *work, uint32_t place, const char *id,
                                         const char *word, const struct register_entry *entry)
{
	struct finding_evidence *evidence = arena_take(work->arena, 64, sizeof(*evidence));
	struct finding *finding;

	see_product(work, place, id, word, LEVEL_PRESENT);
	see_running_too(work, work->findings.count - 1);
	finding = &work->items[work->findings.count - 1];
	memcpy(evidence, finding->evidence, 2 * sizeof(*evidence));
	finding->evidence = evidence;
	finding->evidence_total = 2;
	finding->entry = entry;
	return finding;
}

static inline struct observation traffic_fact(enum observation_kind kind, const char *host,
                                              const char *detail)
{
	return (struct observation){ .kind = kind,
		                     .level = LEVEL_COMMUNICATING,
		                     .subject = host,
		                     .detail = detail,
		                     .count = 1,
		                     .first = DATE_NONE,
		                     .last = DATE_NONE };
}

static inline struct finding_evidence *add_evidence(struct work *work, struct finding *finding,
                                                    uint32_t place, enum observation_kind kind,
                                                    const char *host, const char *detail)
{
	struct finding_evidence *evidence =
		(struct finding_evidence *)&finding->evidence[finding->evidence_count++];
	struct observation *fact = arena_take(work->arena, 1, sizeof(*fact));
	struct indicator *indicator = arena_take(work->arena, 1, sizeof(*indicator));

	*fact = traffic_fact(kind, host, detail);
	*indicator = (struct indicator){ .type = INDICATOR_DOMAIN,
		                         .specificity = SPECIFIC_EXCLUSIVE,
		                         .value = host };
	*evidence = (struct finding_evidence){ place, finding->evidence_count, fact, indicator,
		                               LEVEL_COMMUNICATING };
	finding->evidence_total = finding->evidence_count;
	return evidence;
}

static inline struct finding_evidence *see_contact(struct work *work, struct finding *finding,
                                                   uint32_t place, const char *host)
{
	return add_evidence(work, finding, place, OBSERVED_CONTACT, host, "tls");
}

static inline struct indicator *indicator_of(const struct finding_evidence *evidence)
{
	return (struct indicator *)evidence->indicator;
}

static inline struct observation *fact_of(const struct finding_evidence *evidence)
{
	return (struct observation *)evidence->fact;
}

/* A recording of a network, with what its coverage says. */
static inline uint32_t work_network(struct work *work, const char *network, uint32_t days,
                                    int attributed)
{
	size_t i = work->file.place_count++;

	work->places[i].location = (struct location){ .kind = "capture", .network = network };
	work->coverages[i][0] = (struct coverage){ .probe = "capture-names",
		                                   .state = COVERAGE_COMPLETE,
		                                   .days = days,
		                                   .attributed = attributed };
	work->places[i].coverages = work->coverages[i];
	work->places[i].coverage_count = 1;
	return (uint32_t)i;
}

/* Recorded visits of pages, with room for requests. */
static inline uint32_t work_visits(struct work *work, uint64_t pages)
{
	size_t i = work->file.place_count++;

	work->places[i].location = (struct location){ .kind = "capture" };
	work->coverages[i][0] = (struct coverage){ .probe = "page-recordings",
		                                   .state = COVERAGE_COMPLETE,
		                                   .targets = pages,
		                                   .attributed = -1 };
	work->places[i].coverages = work->coverages[i];
	work->places[i].coverage_count = 1;
	work->places[i].items = arena_take(work->arena, 64, sizeof(struct observation));
	return (uint32_t)i;
}

/* A request among the place's own facts, known to nobody. */
static inline struct observation *work_request(struct work *work, uint32_t place, const char *host,
                                               const char *detail)
{
	struct observations *all = &work->places[place];

	all->items[all->count] = traffic_fact(OBSERVED_PAGE_REQUEST, host, detail);
	return &all->items[all->count++];
}
