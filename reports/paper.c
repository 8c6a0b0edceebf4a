/* Builds a paper: a flat list of what is opened, said and closed. */
#include "reports/paper.h"

#include <stdio.h>
#include <string.h>

#define NAME_MAX_LENGTH 64 /* of a placeholder */

static const char *kept(struct paper *paper, const char *text)
{
	const char *copy = text ? arena_copy(paper->arena, text) : NULL;

	paper->failed |= text && !copy;
	return copy;
}

static void add(struct paper *paper, const struct paper_node *node)
{
	if (paper->count == paper->room) {
		size_t room = paper->room ? paper->room * 2 : 256;
		struct paper_node *more = arena_take(paper->arena, room, sizeof(*more));

		if (!more) {
			paper->failed = true;
			return;
		}
		if (paper->count)
			memcpy(more, paper->nodes, paper->count * sizeof(*more));
		paper->nodes = more;
		paper->room = room;
	}
	paper->nodes[paper->count++] = *node;
}

void paper_begin(struct paper *paper, struct arena *arena, const char *kicker_id, const char *title,
                 const char *foot_id)
{
	*paper = (struct paper){ .arena = arena };
	paper->kicker = message_label(kicker_id);
	paper->title = kept(paper, title);
	paper->foot = message_label(foot_id);
}

void paper_heading(struct paper *paper, int level, const char *id)
{
	add(paper, &(struct paper_node){
			   .kind = PAPER_HEADING, .level = level, .text = message_label(id) });
}

void paper_page(struct paper *paper)
{
	add(paper, &(struct paper_node){ .kind = PAPER_PAGE });
}

void paper_lines(struct paper *paper, int count)
{
	add(paper, &(struct paper_node){ .kind = PAPER_LINES, .level = count });
}

static void open_with(struct paper *paper, enum paper_element element, const char *text,
                      const struct paper_table *table)
{
	if (paper->depth == PAPER_DEPTH_MAX) {
		paper->failed = true;
		return;
	}
	paper->open[paper->depth++] = element;
	add(paper, &(struct paper_node){
			   .kind = PAPER_OPEN, .element = element, .text = text, .table = table });
}

void paper_open(struct paper *paper, enum paper_element element)
{
	open_with(paper, element, NULL, NULL);
}

void paper_close(struct paper *paper)
{
	if (!paper->depth) {
		paper->failed = true;
		return;
	}
	add(paper,
	    &(struct paper_node){ .kind = PAPER_CLOSE, .element = paper->open[--paper->depth] });
}

void paper_text(struct paper *paper, enum paper_kind kind, const char *text)
{
	add(paper, &(struct paper_node){ .kind = kind, .text = kept(paper, text) });
}

void paper_blank(struct paper *paper, const char *hint_id)
{
	paper_text(paper, PAPER_BLANK, message_label(hint_id));
}

/* --- messages with blanks --------------------------------------------------- */

static void add_bytes(struct paper *paper, const char *at, size_t len)
{
	const char *text = len ? arena_string(paper->arena, at, len) : NULL;

	paper->failed |= len && !text;
	if (text)
		add(paper, &(struct paper_node){ .kind = PAPER_TEXT, .text = text });
}

static const char *value_of(const char *const *pairs, const char *name, size_t len)
{
	for (; *pairs; pairs += 2)
		if (strlen(*pairs) == len && !strncmp(*pairs, name, len))
			return pairs[1];
	return NULL;
}

/* `len` bytes at `at`: "name" or "name:date". */
static void add_placeholder(struct paper *paper, const char *at, size_t len,
                            const char *const *pairs)
{
	size_t name = 0;
	const char *value;
	char hint[NAME_MAX_LENGTH + sizeof("blank.")];

	while (name < len && at[name] != ':')
		name++;
	value = value_of(pairs, at, name);
	if (!value) {
		snprintf(hint, sizeof(hint), "blank.%.*s", (int)name, at);
		paper_blank(paper, hint);
		return;
	}
	if (len - name == 5 && !strncmp(at + name, ":date", 5)) {
		struct text day = { 0 };

		message_date(value, &day);
		paper->failed |= day.failed;
		paper_text(paper, PAPER_TEXT, day.at ? day.at : "");
		text_free(&day);
		return;
	}
	paper_text(paper, PAPER_TEXT, value);
}

void paper_words_pairs(struct paper *paper, const char *id, const char *const *pairs)
{
	const char *at = message_label(id);

	while (*at) {
		size_t plain = strcspn(at, "{");
		const char *end = at[plain] ? strchr(at + plain, '}') : NULL;

		add_bytes(paper, at, end ? plain : strlen(at));
		if (!end)
			return;
		add_placeholder(paper, at + plain + 1, (size_t)(end - at) - plain - 1, pairs);
		at = end + 1;
	}
}

void paper_say_pairs(struct paper *paper, enum paper_element element, const char *id,
                     const char *const *pairs)
{
	paper_open(paper, element);
	paper_words_pairs(paper, id, pairs);
	paper_close(paper);
}

void paper_quote(struct paper *paper, enum paper_element element, const char *text)
{
	paper_open(paper, element);
	paper_text(paper, PAPER_TEXT, text);
	paper_close(paper);
}

/* --- forms and tables -------------------------------------------------------- */

void paper_fact_open(struct paper *paper, const char *label)
{
	open_with(paper, PAPER_FACT, kept(paper, label), NULL);
}

void paper_fact(struct paper *paper, const char *label_id, const char *value, const char *hint_id)
{
	paper_fact_open(paper, message_label(label_id));
	paper_open(paper, PAPER_PARAGRAPH);
	if (value)
		paper_text(paper, PAPER_TEXT, value);
	else
		paper_blank(paper, hint_id);
	paper_close(paper);
	paper_close(paper);
}

static void open_table(struct paper *paper, const char *caption_id, const char *const *headings,
                       const unsigned *widths, bool tall)
{
	struct paper_table *table = arena_take(paper->arena, 1, sizeof(*table));

	if (!table) {
		paper->failed = true;
		return;
	}
	table->caption = message_label(caption_id);
	table->tall = tall;
	for (; headings[table->columns] && table->columns < PAPER_COLUMNS_MAX; table->columns++) {
		table->headings[table->columns] = message_label(headings[table->columns]);
		table->widths[table->columns] = widths[table->columns];
	}
	open_with(paper, PAPER_TABLE, NULL, table);
}

void paper_table(struct paper *paper, const char *caption_id, const char *const *headings,
                 const unsigned *widths)
{
	open_table(paper, caption_id, headings, widths, false);
}

void paper_table_tall(struct paper *paper, const char *caption_id, const char *const *headings,
                      const unsigned *widths)
{
	open_table(paper, caption_id, headings, widths, true);
}

static void add_cell(struct paper *paper, enum paper_kind kind, const char *text)
{
	paper_open(paper, PAPER_CELL);
	paper_open(paper, PAPER_PARAGRAPH);
	if (text)
		paper_text(paper, kind, text);
	paper_close(paper);
	paper_close(paper);
}

void paper_cell(struct paper *paper, const char *text)
{
	add_cell(paper, PAPER_TEXT, text);
}

void paper_cell_strong(struct paper *paper, const char *text)
{
	add_cell(paper, PAPER_STRONG, text);
}
