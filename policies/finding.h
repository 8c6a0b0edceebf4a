/* Findings: what the observations of all places together say about one known thing: a catalogue
 * product, or an entry of the technology list that is recognised by its own indicators. Levels are
 * per capability; the product's own level is apart (DESIGN 5). Key = product id, or
 * "register/REG-nnn"; id = first 12 hex digits of SHA-256 of the key.
 *
 * Level of a capability. A product of a single purpose: the product's own, since running is doing.
 * Any other product: `present` at most, and only where the capability is there by default;
 * optional, licensed or unknown ones are `capable`. So a remote-support suite that runs is not
 * thereby logging keys. Confidence (model 2.6). confirmed: two exclusive indicators of different
 * observation kinds or indicator types, or one authoritative fact (an enforced policy); probable:
 * one exclusive indicator; suspected: shared ones and hints, however many. Weak evidence never
 * lifts the level of a finding that has strong evidence. Places outside the agreement's scope
 * (policies/scope.h) give no evidence. */
#pragma once
#include "policies/agreement.h"
#include "policies/catalogue.h"
#include "policies/matcher.h"
#include "probes/observation.h"

#define FINDING_EXEMPLARS                                                                          \
	20 /* of evidence, per device class and network; the strongest of each sort come first */

struct finding_evidence {
	uint32_t place;       /* index into the places */
	uint32_t observation; /* its id there: the ordinal after the canonical sort */
	const struct observation *fact;
	const struct indicator *indicator;
	enum level level; /* that this fact alone supports */
};

struct finding_capability {
	const char *word;
	enum level level;
	enum confidence confidence;
	const uint32_t *evidence; /* indices into the finding's evidence */
	size_t evidence_count;
};

struct finding_class {            /* what the devices of one class show together */
	const char *id;           /* or NULL */
	uint32_t devices[LEVELS]; /* distinct ones on which it was seen at that level or above */
	uint32_t of;              /* distinct ones looked at, within the agreement's scope */
};

struct finding {
	const char *key;
	char id[13];
	const struct product *product; /* or NULL */
	const struct register_entry
		*entry;   /* the technology-list row that covers it, or NULL: not on the list */
	enum level level; /* the product's own */
	enum confidence confidence;                    /* that it is this product (model 2.6) */
	const struct finding_capability *capabilities; /* sorted by word */
	size_t capability_count;
	const struct finding_evidence *evidence;
	size_t evidence_count, evidence_total; /* kept and counted */
	const struct finding_evidence *all;    /* all evidence_total of it, in order of place and
	                                          observation, for the judge; the exemplars above
	                                          are for the report */
	const struct finding_class *classes; /* sorted by id; devices without a class come first */
	size_t class_count;
	uint32_t devices, of; /* distinct devices it was seen on, devices looked at */
	uint32_t talking; /* most devices that one recording shows talking to one of its hosts */
	const char *const *device_classes; /* where it was seen, NULL-terminated, sorted */
	date first, last;
};

struct findings {
	const struct finding *items; /* sorted by key */
	size_t count;
};

/* When a fact was seen first and last: its own dates, else the day on which its place was looked
 * at; DATE_NONE where neither is known. */
date evidence_first(const struct finding_evidence *evidence, const struct observations *places);
date evidence_last(const struct finding_evidence *evidence, const struct observations *places);

/* `places` are sorted observations (observations_sort). `agreement` may be NULL. 0 or -ENOMEM. */
int findings_build(const struct observations *places, size_t place_count,
                   const struct catalogue *catalogue, const struct matcher *matcher,
                   const struct agreement *agreement, struct arena *arena, struct findings *out);

/* What a part of the evidence says. */
struct sighting {
	bool seen;
	enum level level;
	enum confidence confidence;
	date last; /* newest date of the evidence that counts, or DATE_NONE */
};

/* Over the evidence that `takes` lets through; NULL takes all. */
typedef bool evidence_filter(void *arg, const struct finding_evidence *evidence);
void sighting_of(const struct finding_evidence *evidence, size_t count, evidence_filter *takes,
                 void *arg, struct sighting *out);

/* True for evidence that counts at that confidence: with strong evidence at hand, the weak only
 * illustrates. */
bool evidence_counts(const struct finding_evidence *evidence, enum confidence confidence);

/* How far the fact points at its owner: as the indicator does, but no further than a hint where the
 * owner was not named by whoever was seen: an address that DNS gave to another device, or for
 * several names, or a habit of sending. */
enum specificity fact_specificity(const struct observation *fact,
                                  const struct indicator *indicator);
bool evidence_is_exclusive(const struct finding_evidence *evidence);

/* True for evidence that shows a function of the thing, not the thing at work: its level is that of
 * the function (struct indicator). */
bool evidence_is_of_function(const struct finding_evidence *evidence);

/* True for a live connection whose chain ends at this authority, which is none of the public ones:
 * it was opened on the way (model CHK07). */
#define INTERCEPTION "tls-interception"
bool evidence_is_of_interception(const struct finding_evidence *evidence);

/* What the evidence says about one ability's switch: on, off, both (on different devices), or
 * neither. */
struct function_sighting {
	bool on, off;
	enum confidence confidence; /* of the stronger side */
	enum confidence on_sure;    /* of what says that it is on */
	date last;                  /* newest evidence that counts, or DATE_NONE */
};
void function_sighting_of(const struct finding_evidence *evidence, size_t count, const char *word,
                          evidence_filter *takes, void *arg, struct function_sighting *out);

/* True where the switch was seen to be on as surely as the thing itself was seen: weak evidence
 * never lifts what strong evidence shows. */
bool function_is_on(const struct function_sighting *function, enum confidence confidence);

/* The level of one capability of the finding when the thing itself is seen at `seen`; a switch that
 * is seen to be on (function_is_on) lifts it to function-on, which is for the caller to add.
 */
enum level finding_capability_level(const struct finding *finding, const char *word,
                                    enum level seen);
