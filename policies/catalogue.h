/* The catalogue: products that are able to monitor, what they can do, how they are recognised, each
 * with its source (DESIGN 5, format daylight-catalogue/1, schema
 * policies/schema/catalogue.schema.json). It says what a product can do, never what anybody does
 * with it. All strings live in the arena. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probes/base/arena.h"
#include "probes/base/cursor.h"
#include "probes/base/digest.h"
#include "probes/base/problem.h"

enum indicator_type {
	INDICATOR_PACKAGE, /* package name, exact; "dpkg:NAME" or "rpm:NAME" restricts the database
	                    */
	INDICATOR_PATH,    /* glob over a file's path (text_matches_glob) */
	INDICATOR_PROCESS, /* path or, without '/', base name of an executable; globs allowed */
	INDICATOR_UNIT,    /* systemd unit name; globs allowed ("x11vnc@*.service") */
	INDICATOR_DOMAIN,  /* host name and everything below it, label by label */
	INDICATOR_HOST,    /* that host name alone */
	INDICATOR_EXTENSION, /* browser extension id */
	INDICATOR_AUTHORITY, /* literal piece of a root certificate's subject */
	INDICATOR_MODULE,    /* kernel module */
	INDICATOR_SETTING,   /* "KEY=VALUE": a readable setting and the value that it has */
	INDICATOR_OTHER,     /* register words that no probe serves yet: bundle-id, mdm-server,
	                        publisher-signature ... */
	INDICATOR_TYPES
};

enum specificity { SPECIFIC_EXCLUSIVE, SPECIFIC_SHARED, SPECIFIC_HINT, SPECIFICITIES };

/* What a product says to a host. */
enum traffic_purpose {
	PURPOSE_COLLECTION, /* what it collects, or not known to be anything less */
	PURPOSE_HEARTBEAT,  /* that it is there */
	PURPOSE_UPDATE,     /* its own updates */
	TRAFFIC_PURPOSES
};

struct indicator {
	enum indicator_type type;
	enum specificity specificity;
	enum traffic_purpose purpose;       /* of a domain or host */
	const char *organisation, *country; /* of a domain or host, as the supplier states them;
	                                       or NULL */
	const char *function; /* the ability that what is seen turns on (or off); or NULL */
	bool turns_off;
	bool hides; /* a setting that hides the product from the person at the device */
	const char *value;
	const char *source; /* where it was read; never NULL in the catalogue, "technology list" for
	                       register rows */
	uint32_t owner;     /* index of its subject: see struct subjects (policies/matcher.h) */
};

enum reports_to {
	REPORTS_TO_PERSON,
	REPORTS_TO_ORGANISATION,
	REPORTS_TO_SUPPLIER,
	REPORTS_TO_UNKNOWN,
	REPORTS_TOS
};

struct product_capability {
	const char *word; /* of policies/catalogue/vocabulary.json */
	const char *source;
	const char *seen_on;      /* YYYY-MM-DD, the day on which the source was read */
	const char *availability; /* default | optional | needs-licence | unknown */
};

struct product {
	const char *id; /* never reused */
	const char *name, *vendor, *category, *about, *also_used_for, *manager_sees, *reviewed;
	enum reports_to reports_to;
	bool single_purpose; /* its only function is the ability named: running is doing */
	bool disputed_by_supplier;
	const struct product_capability *capabilities;
	size_t capability_count;
	const struct indicator *indicators;
	size_t indicator_count;
	const char *const *questions; /* for employer and supplier, NULL-terminated */
	const char *const *formerly;  /* earlier names, NULL-terminated */
};

struct vocabulary_word {
	const char *word, *label; /* label: "able to <label>" reads as English */
	const char *meaning;      /* one sentence */
	const char *observed_by;  /* how it can be observed */
	const char *not_observed; /* what cannot be seen */
};

struct catalogue {
	const char *version;            /* YYYY-MM-DD */
	char sha256[DIGEST_HEX];        /* over the files' bytes in file-name order */
	const struct product *products; /* sorted by id */
	size_t product_count;
	const struct vocabulary_word *words; /* sorted */
	size_t word_count;
	const char *const
		*never_listed; /* domains, sorted (policies/catalogue/never-listed.json) */
	size_t never_listed_count;
};

struct catalogue_file {
	const char *name; /* base name; "vocabulary.json" and "never-listed.json" are special */
	struct span bytes;
};

/* Files in any order. 0; -EBADMSG with `problem` (file:line:column: pointer: what and remedy):
 * unknown key, duplicate id, unknown word, missing source, an over-broad domain ("com", a public
 * suffix, a bare TLD); -ENOMEM. */
int catalogue_load(const struct catalogue_file *files, size_t count, struct arena *arena,
                   struct catalogue *out, struct problem *problem);

const struct product *catalogue_find(const struct catalogue *catalogue, const char *id);
const struct vocabulary_word *catalogue_word(const struct catalogue *catalogue, const char *word);

/* True for a host at or below a domain that is never listed nor counted by name (DESIGN 6). */
bool catalogue_never_lists(const struct catalogue *catalogue, const char *host);

const char *indicator_type_word(enum indicator_type type);
int indicator_type_of(
	const char *word); /* -1: none; also takes the register's words of model 2.2 */
const char *purpose_word(enum traffic_purpose purpose); /* "collection", "heartbeat", "update" */
const char *specificity_word(enum specificity specificity);
const char *reports_to_word(enum reports_to reports_to);
