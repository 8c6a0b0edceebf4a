/* Findings: what the observations of all places together say about one known thing: a catalogue product, or an entry of
 * the technology list that is recognised by its own indicators. Levels are per capability; the product's own level is
 * apart (DESIGN 5). Key = product id, or "register/REG-nnn"; id = first 12 hex digits of SHA-256 of the key. */
#pragma once
#include "policies/agreement.h"
#include "policies/catalogue.h"
#include "policies/matcher.h"
#include "probes/observation.h"

#define FINDING_EXEMPLARS 20 /* of evidence, per device class */

struct finding_evidence {
	uint32_t place;            /* index into the places */
	uint32_t observation;      /* its id there: the ordinal after the canonical sort */
	const struct observation *fact;
	const struct indicator *indicator;
	enum level level;          /* that this fact alone supports */
};

struct finding_capability {
	const char *word;
	enum level level;
	enum confidence confidence;
	const uint32_t *evidence;  /* indices into the finding's evidence */
	size_t evidence_count;
};

struct finding {
	const char *key;
	char id[13];
	const struct product *product;      /* or NULL */
	const struct register_entry *entry; /* the technology-list row that covers it, or NULL: not on the list */
	enum level level;                   /* the product's own */
	enum confidence confidence;         /* that it is this product (model 2.6) */
	const struct finding_capability *capabilities;
	size_t capability_count;
	const struct finding_evidence *evidence;
	size_t evidence_count, evidence_total; /* kept and counted */
	uint32_t devices, of;               /* distinct devices it was seen on, devices looked at */
	const char *const *device_classes;  /* where it was seen, NULL-terminated, sorted */
	date first, last;
};

struct findings {
	const struct finding *items; /* sorted by key */
	size_t count;
};

/* `places` are sorted observations (observations_sort). `agreement` may be NULL. 0 or -ENOMEM. */
int findings_build(const struct observations *places, size_t place_count, const struct catalogue *catalogue,
		   const struct matcher *matcher, const struct agreement *agreement, struct arena *arena,
		   struct findings *out);
