/* The pieces of the plain text report: wrapped paragraphs and headings, and what stands behind a
 * rule. Used by reports/text*.c alone. */
#pragma once
#include <json-c/json.h>
#include <stdbool.h>

#include "probes/base/text.h"
#include "reports/scene.h"

/* Wraps at spaces; `first` and `rest` are what stands before the first and the following lines. */
void text_paragraph(struct text *out, const char *first, const char *rest, const char *untrusted);
void text_heading(struct text *out, const char *id, bool color);

/* The clauses of a verdict's rule, each with its set and how well that is known. */
void text_clauses(struct text *out, const struct scene *scene, struct json_object *verdict);
/* Sealed findings, and opened ones where the annex was given. */
void text_sealed(struct text *out, const struct scene *scene, bool color);
/* What counts as evidence for the agreement's rules and what does not. */
void text_contracts(struct text *out, const struct scene *scene, bool color);
