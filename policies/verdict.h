/* A verdict: one rule applied to one subject. Key = rule "/" subject; id = first 12 hex digits of
 * SHA-256 of the key, so that runs can be compared (DESIGN 5). */
#pragma once
#include <stdbool.h>

#include "policies/finding.h"
#include "policies/sentence.h"

/* In a list (`disclose`): on the technology list, seen, or both. */
enum listing { LISTING_NONE, LISTING_DECLARED, LISTING_SEEN, LISTING_BOTH };

/* What stands in a report instead of a verdict that is sealed (policies/sealing.h). */
struct seal {
	const char *subject, *key; /* "sealed-finding-1", "R07/sealed-finding-1" */
	char id[13];
	bool aside;   /* another verdict of the same rule and thing stands for it */
	bool counted; /* stalkerware or parental control: nothing but how many devices */
};

struct verdict {
	const char *key;
	char id[13];
	const struct rule *rule;
	const char *subject; /* "REG-003", "product:veyon", a capability word, "register" */
	enum status status;
	bool has_confidence;
	enum confidence confidence;
	const struct finding *finding;      /* or NULL */
	const struct register_entry *entry; /* or NULL */
	struct sentence because;
	const char *does_not_show;    /* sentence id, or NULL */
	const char *question;         /* text of the agreement's question, or NULL */
	const char *const *questions; /* all that the rule asks, in its order; NULL-terminated, or
	                                 NULL for none */
	enum listing listing;
	/* a signed exception that is live on that day and names rule and subject: a row of the log,
	 * or NULL */
	struct json_object *exception;
	const char *exception_void; /* why it takes no effect; NULL: the verdict is `excepted` */
	enum status without;        /* status and sentence that it would have without */
	struct sentence without_because;
	const struct seal *seal; /* or NULL: it is open */
	bool safeguarding;       /* goes to the safeguarding box (model A4) */
};

const char *listing_word(enum listing listing); /* "declared", "seen", "both"; NULL for none */

struct skipped_rule {
	const struct rule *rule;
	const char *reason;
};

struct skipped_place { /* nothing of it was judged */
	uint32_t place;
	const char *reason; /* "class-not-inspected", "class-not-listed", "learners-only",
	                       "network-not-listed" ... */
};

/* One thing whose detail leaves the report. */
struct sealed_thing {
	const char *subject;           /* "sealed-finding-1" */
	const struct finding *finding; /* or NULL */
	const struct verdict *verdict; /* while they are looked for: one without a finding */
	bool counted; /* all software that one person puts on another's device, as one number */
};

struct verdicts {
	const struct verdict *items; /* sorted by rule in the agreement's order, then by subject */
	size_t count;
	const struct skipped_rule *skipped; /* kinds not built yet, subjects outside scope */
	size_t skipped_count;
	const struct skipped_place *skipped_places; /* outside the agreement's scope */
	size_t skipped_place_count;
	const struct sealed_thing *sealed; /* in order of their numbers */
	size_t sealed_count;
};
