/* A signed agreement as a folder of four files (model A1, section 2): agreement.json (stable,
 * signed), register.json or register.csv (the technology list), authorisation.json (the
 * permission), log.jsonl (append-only). The rules may stand in redlines.txt instead of
 * agreement.json; both are then hashed as one text. Strictly read: unknown keys, duplicate keys,
 * ids and dates that are none are -EBADMSG with file:line:column and remedy. Strings and
 * json_objects live as long as the agreement; agreement_close() releases the JSON trees. */
#pragma once
#include <json-c/json.h>
#include <stdbool.h>

#include "policies/authorisation.h"
#include "policies/catalogue.h"
#include "policies/status.h"
#include "probes/base/arena.h"
#include "probes/base/date.h"
#include "probes/base/digest.h"
#include "probes/base/document.h"
#include "probes/base/problem.h"

enum entry_status {
	ENTRY_PROPOSED,
	ENTRY_PILOT,
	ENTRY_IN_USE,
	ENTRY_SUSPENDED,
	ENTRY_WITHDRAWN,
	ENTRY_STATUSES
};

struct register_entry {
	const char *id, *name, *vendor;
	enum entry_status status;
	struct json_object *row;        /* the whole row as written; read fields by entry_field() */
	const char *const *products;    /* catalogue ids, NULL-terminated */
	const struct indicator *custom; /* match.custom; owner set when the matcher is built */
	size_t custom_count;
	bool is_ai;
	bool matchable; /* products or custom not empty */
};

struct rule_need {
	const char *collector; /* "software-inventory", "policy-settings", ... */
	struct json_object
		*row; /* devices_pct, days, attributed_pct, targets, networks_pct, pages_pct */
};

struct rule {
	const char *id, *say;
	const struct rule_kind
		*kind; /* never NULL after loading: one of the eleven (policies/rules/rule.h) */
	const char *const *from;              /* clause ids, NULL-terminated */
	struct json_object *subject, *params; /* objects; may be empty, never NULL */
	int level;                            /* enum level, or -1 */
	enum confidence confidence;
	const char *const *groups, *const *unless, *const *ask; /* NULL-terminated */
	const char *const *device_classes, *const *networks,
						   *const *sites; /* likewise; none = all */
	const struct rule_need *needs;
	size_t need_count;
	enum status result, otherwise;
	enum severity severity;
	bool adopted;
	enum status
		bound;  /* strongest status that its clauses allow this kind (model PR-21, A18) */
	bool inherited; /* of the agreement that this one extends */
};

struct agreement_document {
	const char *id, *title;
	date dated;
};

struct device_class {
	const char *id;
	const char *const *groups;
	int64_t count;
	bool inspect;
};

struct agreement_question {
	const char *id, *text;
};

struct agreement {
	const char *id, *title, *jurisdiction;
	int64_t version;
	date in_force_from, in_force_until, signed_on;
	const char *time_zone;    /* hours.timezone, or NULL */
	struct json_object *root; /* agreement.json */
	const struct rule *rules;
	size_t rule_count;
	const struct register_entry *entries;
	size_t entry_count;
	const struct agreement_document *documents;
	size_t document_count;
	const struct device_class *classes;
	size_t class_count;
	const struct agreement_question *questions;
	size_t question_count;
	struct json_object *const *log; /* rows in file order */
	size_t log_count;
	bool register_is_csv; /* which has no column for references to documents */
	date last_published;  /* newest publication row of the log, or DATE_NONE (model A1) */
	const struct authorisation *authorisation; /* NULL without authorisation.json */
	char sha256[DIGEST_HEX], register_sha256[DIGEST_HEX], authorisation_sha256[DIGEST_HEX],
		log_sha256[DIGEST_HEX];
	char check_code[20];
	/* The agreement that this one extends (model A18): its rules, questions, definitions,
	 * packs and steps (all but those about exceptions) are among the above; its hash stands in
	 * agreement.json, so that one check code covers both. NULL without. */
	const char *parent_id, *parent_title;
	date parent_from, parent_until;
	const char *notes; /* of reading, a line each: dates of register.csv that could be read in
	                      two ways; "" when there are none */
	struct document documents_open[8]; /* the JSON trees, for agreement_close() */
};

struct agreement_files { /* empty span = file absent; bytes live as long as the arena */
	struct span agreement, register_json, register_csv, authorisation, log;
	struct span redlines; /* redlines.txt: the rules in the line form, instead of "rules" */
	struct span parent, parent_redlines; /* extends/agreement.json, extends/redlines.txt */
};

struct packs; /* policies/packs.h: clauses with their checks and strongest status */

/* Those who sign: of the agreement that it extends where it names none of its own; or NULL. */
struct json_object *agreement_parties(const struct agreement *agreement);

/* 0, -EBADMSG with `problem`, or -ENOMEM. agreement.json and a technology list are needed; the rest
 * may be absent. Rejects (PR-21) a result stronger than the rule's bound unless `adopted`. */
int agreement_load(const struct agreement_files *files, const struct packs *packs,
                   const struct catalogue *catalogue, struct arena *arena, struct agreement *out,
                   struct problem *problem);
void agreement_close(struct agreement *agreement);

const struct register_entry *agreement_entry(const struct agreement *agreement, const char *id);
const struct agreement_document *agreement_document(const struct agreement *agreement,
                                                    const char *id);
const struct device_class *agreement_class(const struct agreement *agreement, const char *id);
const char *agreement_question(const struct agreement *agreement,
                               const char *id); /* text or NULL */
/* Says that this system's time zones do not hold the one of "hours". */
void agreement_zone_unknown(const struct agreement *agreement, struct problem *problem);
bool agreement_in_force(const struct agreement *agreement, date on);

/* A field of a row by its dotted path ("refs.dpia"); NULL when it is not recorded: missing, null,
 * "" or [] (model 2.2; 0 and "n/a" are values). */
struct json_object *entry_field(const struct register_entry *entry, const char *path);

/* A date of `dates`; DATE_NONE when not recorded or "n/a". */
date entry_date(const struct register_entry *entry, const char *name);
const char *entry_status_word(enum entry_status status);
