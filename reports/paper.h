/* A paper for people, such as a form, a notice or the schedule that parties sign: headings,
 * paragraphs, lists, tables, a form of labels and values, and blanks that show what somebody has to
 * fill in. Built from top to bottom by the calls below, then written by paper_html() or
 * paper_odt(); the same calls give the same bytes.
 *
 * Words of our own are message ids; words from an agreement are passed as text and escaped by the
 * writer. Memory is the arena's: strings passed as text need only live during the call. A paper
 * that ran out of memory stays `failed`; the writers then return -ENOMEM. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "probes/base/arena.h"
#include "probes/base/text.h"
#include "reports/messages.h"

enum paper_kind {
	PAPER_HEADING, /* level 2 or 3 */
	PAPER_OPEN,
	PAPER_CLOSE,
	PAPER_TEXT,
	PAPER_STRONG,
	PAPER_QUIET, /* small, for what stands beside a value */
	PAPER_CODE,  /* to be compared letter by letter */
	PAPER_BLANK, /* ruled, `text` says what to fill in */
	PAPER_LINES, /* `level` ruled lines for writing by hand */
	PAPER_PAGE,  /* what follows begins a new page when printed */
};

enum paper_element {
	PAPER_PARAGRAPH,
	PAPER_LEAD,   /* first words of a paper */
	PAPER_NOTICE, /* what must not be missed */
	PAPER_HINT,   /* for whoever fills it in */
	PAPER_QUOTE,  /* words that people sign, or put up */
	PAPER_LIST,
	PAPER_STEPS,  /* numbered */
	PAPER_CHECKS, /* boxes to tick */
	PAPER_ITEM,   /* of these three */
	PAPER_FACTS,  /* a form */
	PAPER_FACT,   /* a row of it: `text` is the label */
	PAPER_TABLE,
	PAPER_ROW,
	PAPER_CELL,
	PAPER_ELEMENTS
};

#define PAPER_COLUMNS_MAX 6
#define PAPER_DEPTH_MAX 16

struct paper_table {
	const char *caption;
	const char *headings[PAPER_COLUMNS_MAX];
	unsigned widths[PAPER_COLUMNS_MAX]; /* in per cent */
	size_t columns;
	bool tall; /* rows with room for a signature */
};

struct paper_node {
	enum paper_kind kind;
	enum paper_element element; /* of PAPER_OPEN and PAPER_CLOSE */
	int level;
	const char *text;                /* or NULL */
	const struct paper_table *table; /* of PAPER_TABLE, else NULL */
};

struct paper {
	struct arena *arena;
	const char *kicker, *title, *subtitle; /* the head; subtitle may be NULL */
	const char *mark;                      /* stands on every page beside the title, or NULL */
	const char *foot;
	bool dense; /* set small when printed, so that it keeps to few pages */
	struct paper_node *nodes;
	size_t count, room;
	enum paper_element open[PAPER_DEPTH_MAX];
	size_t depth;
	bool failed;
};

/* `kicker_id` and `foot_id` are messages, `title` is text. */
void paper_begin(struct paper *paper, struct arena *arena, const char *kicker_id, const char *title,
                 const char *foot_id);

void paper_heading(struct paper *paper, int level, const char *id);
void paper_page(struct paper *paper);
void paper_lines(struct paper *paper, int count);

void paper_open(struct paper *paper, enum paper_element element);
void paper_close(struct paper *paper); /* the one opened last */

/* Inline words, inside a paragraph, an item, a cell's or a fact's paragraph. */
void paper_text(struct paper *paper, enum paper_kind kind, const char *text);
void paper_blank(struct paper *paper, const char *hint_id);
/* The words of a message. A placeholder {name} or {name:date} whose value is NULL becomes a blank
 * with the hint "blank.NAME". */
#define paper_words(paper, id, ...) paper_words_pairs(paper, id, MESSAGE_PAIRS(__VA_ARGS__))
void paper_words_pairs(struct paper *paper, const char *id, const char *const *pairs);

/* A whole paragraph or item of a message, with pairs of placeholder and value (NULL: a blank). */
#define paper_say(paper, element, id, ...)                                                         \
	paper_say_pairs(paper, element, id, MESSAGE_PAIRS(__VA_ARGS__))
void paper_say_pairs(struct paper *paper, enum paper_element element, const char *id,
                     const char *const *pairs);
/* The same of a text from outside. */
void paper_quote(struct paper *paper, enum paper_element element, const char *text);

/* A row of a form: label, and value or a blank with that hint. */
void paper_fact(struct paper *paper, const char *label_id, const char *value, const char *hint_id);
void paper_fact_open(struct paper *paper, const char *label); /* close with paper_close() */

/* `headings` are messages, NULL-terminated; `widths` in per cent, one for each. */
void paper_table(struct paper *paper, const char *caption_id, const char *const *headings,
                 const unsigned *widths);
void paper_table_tall(struct paper *paper, const char *caption_id, const char *const *headings,
                      const unsigned *widths);
void paper_cell(struct paper *paper, const char *text); /* one paragraph; NULL: left empty */
void paper_cell_strong(struct paper *paper, const char *text);

/* --- Writers: 0 or -ENOMEM. --- */
/* One file, no request to anywhere, for screen and print. */
int paper_html(const struct paper *paper, struct text *out);
/* OpenDocument text, for LibreOffice and others; the bytes of a zip file. Also -EIO. */
int paper_odt(const struct paper *paper, struct text *out);
