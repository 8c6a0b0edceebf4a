/* A technology list to negotiate (model A17): rows of status "proposed" with what is known about
 * each technology, and beside each, as comments, what it is able to do: the parties decide what of
 * that is allowed and what stays off. As register.json, or as register.csv with the twelve columns
 * of a spreadsheet and, behind them, by which product of the catalogue a row is recognised.
 *
 * 0 or -ENOMEM. */
#pragma once
#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>

#include "probes/base/text.h"

struct draft_row {
	const char *id, *name, *vendor; /* vendor may be NULL */
	struct json_object *match;      /* {"products":[],"custom":[]} */
	struct json_object *baseline;   /* or NULL */
	const struct text *notes;       /* lines, each with its LF; may be NULL */
};

void draft_begin(struct text *out, const char *note_id); /* of register.json */
void draft_row(struct text *out, const struct draft_row *row, bool first);
void draft_end(struct text *out);

/* Lines for `notes`: what it is able to do. `capabilities`: rows {word, availability}. */
void draft_abilities(struct text *notes, struct json_object *capabilities);

struct draft_counts {
	size_t rows;   /* written */
	size_t listed; /* left out: on a technology list already */
	size_t folded; /* left out: only the person at the device sees what they record (model A9)
	                */
};

/* Every technology of a disclosure that is on no technology list. */
int draft_from_disclosure(struct json_object *disclosure, bool csv, struct text *out,
                          struct draft_counts *counts);
