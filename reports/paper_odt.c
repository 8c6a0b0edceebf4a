/* A paper as an OpenDocument text, for whoever has to fill it in or sign it. */
#include <errno.h>

#include "probes/base/cleanup.h"
#include "reports/escape.h"
#include "reports/odt.h"
#include "reports/paper.h"

#define BLANK_REST 10 /* spaces behind a hint, so that the line is seen as one */

struct writing {
	const struct paper *paper;
	struct text *out;
	enum paper_element open[PAPER_DEPTH_MAX];
	size_t depth, tables, forms;
	bool new_page; /* the next heading begins one */
	bool tall;
};

/* The form's two columns, and those of each table; rows and cells are the same in all. */
static const char cell_styles[] =
	"<style:style style:name=\"Row\" style:family=\"table-row\">"
	"<style:table-row-properties fo:keep-together=\"always\"/></style:style>\n"
	"<style:style style:name=\"TallRow\" style:family=\"table-row\">"
	"<style:table-row-properties fo:keep-together=\"always\" "
	"style:min-row-height=\"15mm\"/></style:style>\n"
	"<style:style style:name=\"Box\" style:family=\"table-cell\">"
	"<style:table-cell-properties fo:border=\"none\" "
	"fo:border-bottom=\"0.5pt solid #b9b4a7\" fo:padding-top=\"1.2mm\" "
	"fo:padding-bottom=\"1mm\" fo:padding-left=\"0mm\" fo:padding-right=\"3mm\"/>"
	"</style:style>\n"
	"<style:style style:name=\"HeadBox\" style:family=\"table-cell\">"
	"<style:table-cell-properties fo:border=\"none\" "
	"fo:border-bottom=\"1pt solid #000000\" fo:padding-top=\"1mm\" "
	"fo:padding-bottom=\"0.8mm\" fo:padding-left=\"0mm\" fo:padding-right=\"3mm\" "
	"style:vertical-align=\"bottom\"/></style:style>\n"
	"<style:style style:name=\"SignBox\" style:family=\"table-cell\">"
	"<style:table-cell-properties fo:border=\"0.5pt solid #b9b4a7\" "
	"fo:padding=\"1.5mm\"/></style:style>\n";

static bool inside(const struct writing *writing, enum paper_element element)
{
	for (size_t i = 0; i < writing->depth; i++)
		if (writing->open[i] == element)
			return true;
	return false;
}

static const char *paragraph_style(const struct writing *writing, enum paper_element element)
{
	static const char *const plain[PAPER_ELEMENTS] = {
		[PAPER_PARAGRAPH] = "Text", [PAPER_LEAD] = "Lead",   [PAPER_NOTICE] = "Notice",
		[PAPER_HINT] = "Hint",      [PAPER_QUOTE] = "Quote", [PAPER_ITEM] = "Item",
	};
	static const char *const in_cell[PAPER_ELEMENTS] = {
		[PAPER_PARAGRAPH] = "Cell", [PAPER_LEAD] = "Cell",    [PAPER_NOTICE] = "Cell",
		[PAPER_HINT] = "CellHint",  [PAPER_QUOTE] = "Signed", [PAPER_ITEM] = "CellItem",
	};

	if (inside(writing, PAPER_CELL))
		return in_cell[element];
	if (inside(writing, PAPER_FACT) && element == PAPER_PARAGRAPH)
		return "Value";
	return plain[element];
}

static void add_columns(struct text *out, size_t table, const unsigned *widths, size_t count)
{
	unsigned whole = 0;

	for (size_t i = 0; i < count; i++)
		whole += widths[i];
	text_addf(out,
	          "<style:style style:name=\"Table%zu\" style:family=\"table\">"
	          "<style:table-properties style:width=\"%dmm\" table:align=\"left\" "
	          "fo:margin-top=\"1mm\" fo:margin-bottom=\"4mm\"/></style:style>\n",
	          table, ODT_WIDTH);
	for (size_t i = 0; i < count && whole; i++)
		text_addf(out,
		          "<style:style style:name=\"Table%zu.%zu\" style:family=\"table-column\">"
		          "<style:table-column-properties style:column-width=\"%umm\"/>"
		          "</style:style>\n",
		          table, i, widths[i] * ODT_WIDTH / whole);
}

/* Forms share the columns of table 0; each other table has its own. */
static void add_own_styles(const struct paper *paper, struct text *out)
{
	size_t tables = 0;

	add_columns(out, 0, (const unsigned[]){ ODT_LABEL, ODT_WIDTH - ODT_LABEL }, 2);
	for (size_t i = 0; i < paper->count; i++) {
		const struct paper_node *node = &paper->nodes[i];

		if (node->kind == PAPER_OPEN && node->element == PAPER_TABLE)
			add_columns(out, ++tables, node->table->widths, node->table->columns);
	}
	text_add(out, cell_styles);
}

static void begin_columns(struct writing *writing, size_t table, size_t count)
{
	text_addf(writing->out,
	          "<table:table table:name=\"%s%zu\" table:style-name=\"Table%zu\">\n",
	          table ? "Table" : "Form", table ? table : writing->forms + 1, table);
	for (size_t i = 0; i < count; i++)
		text_addf(writing->out, "<table:table-column table:style-name=\"Table%zu.%zu\"/>",
		          table, i);
	text_add(writing->out, "\n");
}

static void paragraph(struct writing *writing, const char *style, const char *text)
{
	text_addf(writing->out, "<text:p text:style-name=\"%s\">", style);
	escape_html(writing->out, text);
	text_add(writing->out, "</text:p>");
}

static void begin_table(struct writing *writing, const struct paper_table *table)
{
	paragraph(writing, "Caption", table->caption);
	writing->tables++;
	writing->tall = table->tall;
	begin_columns(writing, writing->tables, table->columns);
	text_add(writing->out, "<table:table-header-rows><table:table-row "
	                       "table:style-name=\"Row\">");
	for (size_t i = 0; i < table->columns; i++) {
		text_add(writing->out, "<table:table-cell table:style-name=\"HeadBox\" "
		                       "office:value-type=\"string\">");
		paragraph(writing, "Column", table->headings[i]);
		text_add(writing->out, "</table:table-cell>");
	}
	text_add(writing->out, "</table:table-row></table:table-header-rows>\n");
}

static void begin_fact(struct writing *writing, const char *label)
{
	text_add(writing->out, "<table:table-row table:style-name=\"Row\"><table:table-cell "
	                       "table:style-name=\"Box\" office:value-type=\"string\">");
	paragraph(writing, "Label", label);
	text_add(writing->out, "</table:table-cell><table:table-cell table:style-name=\"Box\" "
	                       "office:value-type=\"string\">");
}

static void begin(struct writing *writing, const struct paper_node *node)
{
	struct text *out = writing->out;

	switch (node->element) {
	case PAPER_LIST: text_add(out, "<text:list text:style-name=\"Bullets\">\n"); break;
	case PAPER_STEPS: text_add(out, "<text:list text:style-name=\"Steps\">\n"); break;
	case PAPER_CHECKS: text_add(out, "<text:list text:style-name=\"Checks\">\n"); break;
	case PAPER_FACTS: begin_columns(writing, 0, 2); break;
	case PAPER_FACT: begin_fact(writing, node->text); break;
	case PAPER_TABLE: begin_table(writing, node->table); break;
	case PAPER_ROW:
		text_addf(out, "<table:table-row table:style-name=\"%s\">",
		          writing->tall ? "TallRow" : "Row");
		break;
	case PAPER_CELL:
		text_addf(out,
		          "<table:table-cell table:style-name=\"%s\" "
		          "office:value-type=\"string\">",
		          writing->tall ? "SignBox" : "Box");
		break;
	default:
		text_addf(out, "%s<text:p text:style-name=\"%s\">",
		          node->element == PAPER_ITEM ? "<text:list-item>" : "",
		          paragraph_style(writing, node->element));
	}
	writing->forms += node->element == PAPER_FACTS;
	writing->open[writing->depth++] = node->element;
}

static const char *const ends[PAPER_ELEMENTS] = {
	[PAPER_PARAGRAPH] = "</text:p>\n",
	[PAPER_LEAD] = "</text:p>\n",
	[PAPER_NOTICE] = "</text:p>\n",
	[PAPER_HINT] = "</text:p>\n",
	[PAPER_QUOTE] = "</text:p>\n",
	[PAPER_LIST] = "</text:list>\n",
	[PAPER_STEPS] = "</text:list>\n",
	[PAPER_CHECKS] = "</text:list>\n",
	[PAPER_ITEM] = "</text:p></text:list-item>\n",
	[PAPER_FACTS] = "</table:table>\n",
	[PAPER_FACT] = "</table:table-cell></table:table-row>\n",
	[PAPER_TABLE] = "</table:table>\n",
	[PAPER_ROW] = "</table:table-row>\n",
	[PAPER_CELL] = "</table:table-cell>",
};

static void heading(struct writing *writing, const struct paper_node *node)
{
	text_addf(writing->out, "<text:h text:style-name=\"%s\" text:outline-level=\"%d\">",
	          node->level > 2     ? "Part"
	          : writing->new_page ? "SectionNew"
	                              : "Section",
	          node->level);
	escape_html(writing->out, node->text);
	text_add(writing->out, "</text:h>\n");
	writing->new_page = false;
}

static void span(struct writing *writing, const char *style, const char *text)
{
	text_addf(writing->out, "<text:span text:style-name=\"%s\">", style);
	escape_html(writing->out, text);
	text_add(writing->out, "</text:span>");
}

/* Plain words on a dotted line, to be typed over; a field of LibreOffice's own would not be
 * printed.
 */
static void blank(struct writing *writing, const char *hint)
{
	text_add(writing->out, "<text:span text:style-name=\"Blank\">\u00a0\u00a0");
	escape_html(writing->out, hint);
	for (int i = 0; i < BLANK_REST; i++)
		text_add(writing->out, "\u00a0");
	text_add(writing->out, "</text:span>");
}

static void write_node(struct writing *writing, const struct paper_node *node)
{
	switch (node->kind) {
	case PAPER_HEADING: heading(writing, node); break;
	case PAPER_OPEN: begin(writing, node); break;
	case PAPER_CLOSE:
		writing->depth--;
		writing->tall &= node->element != PAPER_TABLE;
		text_add(writing->out, ends[node->element]);
		break;
	case PAPER_TEXT: escape_html(writing->out, node->text); break;
	case PAPER_STRONG: span(writing, "Strong", node->text); break;
	case PAPER_QUIET: span(writing, "Quiet", node->text); break;
	case PAPER_CODE: span(writing, "Code", node->text); break;
	case PAPER_BLANK: blank(writing, node->text); break;
	case PAPER_LINES:
		for (int i = 0; i < node->level; i++)
			paragraph(writing, "Line", "");
		break;
	case PAPER_PAGE: writing->new_page = true; break;
	}
}

static void front(struct writing *writing)
{
	const struct paper *paper = writing->paper;

	paragraph(writing, "Kicker", paper->kicker);
	text_add(writing->out, "<text:h text:style-name=\"Title\" text:outline-level=\"1\">");
	escape_html(writing->out, paper->title);
	text_add(writing->out, "</text:h>\n");
	if (paper->subtitle)
		paragraph(writing, "Subtitle", paper->subtitle);
}

int paper_odt(const struct paper *paper, struct text *out)
{
	struct odt odt = { .title = paper->title,
		           .foot = paper->foot,
		           .mark = paper->mark,
		           .dense = paper->dense };
	struct writing writing = { .paper = paper, .out = &odt.content };
	int error;

	if (paper->failed)
		return -ENOMEM;
	text_add(&odt.content, odt_content_begin);
	add_own_styles(paper, &odt.content);
	text_add(&odt.content, odt_content_text);
	front(&writing);
	for (size_t i = 0; i < paper->count; i++)
		write_node(&writing, &paper->nodes[i]);
	text_add(&odt.content, odt_content_end);
	error = odt_write(&odt, out);
	text_free(&odt.content);
	return error;
}
