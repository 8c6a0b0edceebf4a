/* How the members of a disclosure are put together: one builder that remembers a failure and how
 * much room is left, so that disclosure.json stays within its bound by construction. Used by
 * reports/disclosure_*.c alone. */
#pragma once
#include "reports/disclosure.h"

#define DISCLOSURE_BYTES_MAX                                                                       \
	((size_t)15 << 20) /* of rows; the rest of 16 MiB is for head, lists and indentation */

struct builder {
	const struct run_facts *run;
	const struct case_file *file;
	const struct verdicts *verdicts;
	struct json_object *seals; /* of disclosure_seal(): subject, sha256, record; owned */
	size_t used;               /* bytes of the rows so far, as they will be written */
	size_t omitted;            /* rows for which there was no room: said by a gap */
	bool failed;               /* out of memory; the tree is not to be used */
};

struct json_object *part_object(struct builder *builder);
struct json_object *part_array(struct builder *builder);

/* `value` is taken over, also on failure; NULL is a failure. */
void part_put(struct builder *builder, struct json_object *object, const char *key,
              struct json_object *value);
void part_null(struct builder *builder, struct json_object *object, const char *key);
void part_string(struct builder *builder, struct json_object *object, const char *key,
                 const char *value); /* or null */
void part_number(struct builder *builder, struct json_object *object, const char *key,
                 int64_t value);
void part_bool(struct builder *builder, struct json_object *object, const char *key, bool value);
void part_date(struct builder *builder, struct json_object *object, const char *key,
               date value); /* null for none */
void part_words(struct builder *builder, struct json_object *object, const char *key,
                const char *const *words);

/* A member of another tree, shared by reference; null when it is NULL. */
void part_shared(struct builder *builder, struct json_object *object, const char *key,
                 struct json_object *value);

/* {"id","args","text"}, or null for an id of NULL. */
void part_sentence(struct builder *builder, struct json_object *object, const char *key,
                   const char *id, struct json_object *args);

/* {"n":7}, or {"below":5} where more than one device is in scope and fewer than k are meant. */
void part_devices(struct builder *builder, struct json_object *object, const char *key,
                  uint32_t devices, bool suppress);
int64_t part_k(const struct builder *builder);

/* Appends a row if there is room; otherwise counts it as omitted and frees it. True when it was
 * added. */
bool part_row(struct builder *builder, struct json_object *array, struct json_object *row);
void part_append(struct builder *builder, struct json_object *array,
                 struct json_object *value); /* no accounting */

void disclosure_seen(struct builder *builder, struct json_object *row,
                     const struct finding *finding); /* "seen", "first" and "last" */
void disclosure_seen_by_class(struct builder *builder, struct json_object *row,
                              const struct finding *finding); /* of several devices */
struct json_object *disclosure_coverage(struct builder *builder);
struct json_object *disclosure_gaps(struct builder *builder);
enum group disclosure_group(const struct verdict *verdict);
/* A verdict and a finding in full, whether sealed or not: for the annex. */
struct json_object *disclosure_open_verdict(struct builder *builder, const struct verdict *verdict);
struct json_object *disclosure_finding(struct builder *builder, const struct finding *finding);
/* Works out builder->seals; to be done first. */
void disclosure_seal(struct builder *builder);
const char *disclosure_seal_hash(const struct builder *builder, const char *subject);
void disclosure_put_seals(struct builder *builder, struct json_object *root);

struct json_object *disclosure_findings(struct builder *builder);
struct json_object *disclosure_flows(struct builder *builder);
/* Puts "conversations" and "sendings", each where there is one. */
void disclosure_traffic(struct builder *builder, struct json_object *root);
struct json_object *disclosure_verdicts(struct builder *builder);
struct json_object *disclosure_changes(struct builder *builder);
struct json_object *disclosure_register(struct builder *builder);
struct json_object *disclosure_questions(struct builder *builder);
/* Answers on record; `root` holds what they may stand beside. */
struct json_object *disclosure_responses(struct builder *builder, struct json_object *root);
struct json_object *disclosure_holds(struct builder *builder);
void disclosure_put_asked(struct builder *builder, struct json_object *row, const char *question);

/* Adds "clauses" and "contracts" to the agreement: what its rules cite, and what counts as evidence
 * for them. */
void disclosure_clauses(struct builder *builder, struct json_object *agreement);
/* Ids of the contracts behind a rule; NULL on no memory. */
const char *const *disclosure_contracts(struct builder *builder, const struct rule *rule);
