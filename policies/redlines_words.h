/* The words of the line form, and the fields that they stand for; used by redlines_read.c and
 * redlines_write.c alone, so that both ways always agree. */
#pragma once
#include <json-c/json.h>
#include <stdbool.h>

struct redlines_verb {
	const char *verb, *kind;
	const char *subject; /* member of "subject" whose values may follow the verb, or NULL */
	const char *param;   /* member of "params" whose number may follow the verb, or NULL */
};

struct redlines_field {
	const char *word, *key; /* key of the rule */
	bool list;
};

struct redlines_need {
	const char *key, *after; /* "devices_pct", "% of devices" */
};

/* Each ends with a zeroed row. */
extern const struct redlines_verb redlines_verbs[];
extern const struct redlines_field redlines_fields[]; /* those with plain values */
extern const struct redlines_need redlines_needs[];
/* All words that may begin a line below a rule, verbs apart; NULL-terminated. */
extern const char *const redlines_words[];

const struct redlines_verb *redlines_verb_of(const char *verb);
const struct redlines_verb *redlines_verb_for(const char *kind);
const struct redlines_field *redlines_field_of(const char *word);

/* True for a field of a rule that a word of its own writes: "also" is for the others. */
bool redlines_has_word(const char *key);

/* True where a rule's schema says that member `key` of `part` ("subject", "params" or "": the rule
 * itself) holds a list. */
bool redlines_is_list(const char *part, const char *key);
