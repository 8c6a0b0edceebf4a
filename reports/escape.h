/* The one place that makes text from outside safe to show. Names of hosts, packages and register
 * rows are written by others: they may hold mark-up, quotes, terminal codes, or characters that
 * reverse or hide what follows.
 *
 * Both forms replace what could deceive a reader by a visible "[U+202E]": control characters,
 * direction marks and overrides, invisible characters, and bytes that are no UTF-8 ("[byte 9B]").
 */
#pragma once
#include "probes/base/text.h"

/* Safe in element content and inside a quoted attribute value. */
void escape_html(struct text *out, const char *untrusted);

/* Safe on a terminal and in a line of text: no escape codes, no line breaks. */
void escape_plain(struct text *out, const char *untrusted);
/* The same for a text of several lines that holds others' words. */
void escape_lines(struct text *out, const char *untrusted);
