/* A paper as one HTML file: no request to anywhere, complete without scripts, for screen and print.
 */
#include <errno.h>
#include <openssl/evp.h>
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/escape.h"
#include "reports/paper.h"
#include "reports/paper.css.h"
#include "reports/style.css.h"

struct writing {
	const struct paper *paper;
	struct text *out;
	enum paper_element open[PAPER_DEPTH_MAX];
	const struct paper_table *table; /* the one that is open */
	size_t depth, column;
	bool new_page; /* the next heading begins one */
};

static const char *const begins[PAPER_ELEMENTS] = {
	[PAPER_PARAGRAPH] = "<p>",
	[PAPER_LEAD] = "<p class=\"lead\">",
	[PAPER_NOTICE] = "<p class=\"notice\">",
	[PAPER_HINT] = "<p class=\"hint\">",
	[PAPER_QUOTE] = "<blockquote>",
	[PAPER_LIST] = "<ul class=\"bullets\">\n",
	[PAPER_STEPS] = "<ol class=\"steps\">\n",
	[PAPER_CHECKS] = "<ul class=\"checks-list\">\n",
	[PAPER_ITEM] = "<li>",
	[PAPER_FACTS] = "<dl class=\"fill\">\n",
	[PAPER_FACT] = "<div><dt>",
	[PAPER_ROW] = "<tr>",
};

static const char *const ends[PAPER_ELEMENTS] = {
	[PAPER_PARAGRAPH] = "</p>\n",      [PAPER_LEAD] = "</p>\n",
	[PAPER_NOTICE] = "</p>\n",         [PAPER_HINT] = "</p>\n",
	[PAPER_QUOTE] = "</blockquote>\n", [PAPER_LIST] = "</ul>\n",
	[PAPER_STEPS] = "</ol>\n",         [PAPER_CHECKS] = "</ul>\n",
	[PAPER_ITEM] = "</li>\n",          [PAPER_FACTS] = "</dl>\n",
	[PAPER_FACT] = "</dd></div>\n",    [PAPER_TABLE] = "</tbody></table></div>\n",
	[PAPER_ROW] = "</tr>\n",
};

static void element(struct writing *writing, const char *tag, const char *class, const char *text)
{
	text_addf(writing->out, class ? "<%s class=\"%s\">" : "<%s>", tag, class);
	escape_html(writing->out, text);
	text_addf(writing->out, "</%s>", tag);
}

static void begin_table(struct writing *writing, const struct paper_table *table)
{
	struct text *out = writing->out;

	writing->table = table;
	text_add(out, "<div class=\"frame\" tabindex=\"0\" role=\"region\" aria-label=\"");
	escape_html(out, table->caption);
	text_addf(out, "\">\n<table%s>", table->tall ? " class=\"tall\"" : "");
	element(writing, "caption", NULL, table->caption);
	text_add(out, "\n<colgroup>");
	for (size_t i = 0; i < table->columns; i++)
		text_addf(out, "<col width=\"%u%%\">", table->widths[i]);
	text_add(out, "</colgroup>\n<thead><tr>");
	for (size_t i = 0; i < table->columns; i++) {
		text_add(out, "<th scope=\"col\">");
		escape_html(out, table->headings[i]);
		text_add(out, "</th>");
	}
	text_add(out, "</tr></thead>\n<tbody>\n");
}

/* The first cell of a row says what the row is about. */
static void begin_cell(struct writing *writing)
{
	text_add(writing->out, writing->column++ ? "<td>" : "<th scope=\"row\">");
}

static bool in_table(const struct writing *writing)
{
	return writing->depth && writing->open[writing->depth - 1] == PAPER_CELL;
}

static void begin(struct writing *writing, const struct paper_node *node)
{
	if (node->element == PAPER_TABLE)
		begin_table(writing, node->table);
	else if (node->element == PAPER_CELL)
		begin_cell(writing);
	else if (node->element == PAPER_QUOTE && in_table(writing))
		text_add(writing->out, "<blockquote class=\"signed-words\">");
	else
		text_add(writing->out, begins[node->element]);
	if (node->element == PAPER_ROW)
		writing->column = 0;
	if (node->element == PAPER_FACT) {
		escape_html(writing->out, node->text);
		text_add(writing->out, "</dt><dd>");
	}
	writing->open[writing->depth++] = node->element;
}

static void end(struct writing *writing, const struct paper_node *node)
{
	writing->depth--;
	if (node->element == PAPER_CELL)
		text_add(writing->out, writing->column > 1 ? "</td>" : "</th>");
	else
		text_add(writing->out, ends[node->element]);
}

static void heading(struct writing *writing, const struct paper_node *node)
{
	char tag[] = { 'h', (char)('0' + node->level), '\0' };

	element(writing, tag, writing->new_page ? "new-page" : NULL, node->text);
	text_add(writing->out, "\n");
	writing->new_page = false;
}

static void lines(struct writing *writing, int count)
{
	text_add(writing->out, "<div class=\"ruled\" aria-hidden=\"true\">");
	for (int i = 0; i < count; i++)
		text_add(writing->out, "<i></i>");
	text_add(writing->out, "</div>\n");
}

static void write_node(struct writing *writing, const struct paper_node *node)
{
	switch (node->kind) {
	case PAPER_HEADING: heading(writing, node); break;
	case PAPER_OPEN: begin(writing, node); break;
	case PAPER_CLOSE: end(writing, node); break;
	case PAPER_TEXT: escape_html(writing->out, node->text); break;
	case PAPER_STRONG: element(writing, "b", NULL, node->text); break;
	case PAPER_QUIET: element(writing, "span", "quiet", node->text); break;
	case PAPER_CODE: element(writing, "b", "code", node->text); break;
	case PAPER_BLANK: element(writing, "span", "blank", node->text); break;
	case PAPER_LINES: lines(writing, node->level); break;
	case PAPER_PAGE: writing->new_page = true; break;
	}
}

/* Base64 of the SHA-256 of the style element, as the Content Security Policy (level 3, section
 * 2.3.1) wants it. */
static void style_hash(char out[48])
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	unsigned char hash[EVP_MAX_MD_SIZE] = { 0 };
	unsigned int len = 0;

	if (context && EVP_DigestInit_ex(context, EVP_sha256(), NULL) &&
	    EVP_DigestUpdate(context, style_css, strlen(style_css)) &&
	    EVP_DigestUpdate(context, paper_css, strlen(paper_css)))
		EVP_DigestFinal_ex(context, hash, &len);
	EVP_MD_CTX_free(context);
	EVP_EncodeBlock((unsigned char *)out, hash, 32);
}

static void head(struct writing *writing)
{
	struct text *out = writing->out;
	char hash[48];

	style_hash(hash);
	text_add(out, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
	text_addf(out,
	          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	          "style-src 'sha256-%s'; script-src 'none'; base-uri 'none'; form-action "
	          "'none'\">\n",
	          hash);
	text_add(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	              "<meta name=\"color-scheme\" content=\"light dark\">\n"
	              "<meta name=\"referrer\" content=\"no-referrer\">\n");
	element(writing, "title", NULL, writing->paper->title);
	text_add(out, "\n<style>");
	text_add(out, style_css);
	text_add(out, paper_css);
	text_add(out, "</style>\n</head>\n");
}

/* Repeated by browsers at the head of every printed page: a table head is what all of them repeat.
 */
static void front(struct writing *writing)
{
	const struct paper *paper = writing->paper;
	struct text *out = writing->out;

	text_addf(out,
	          "<body>\n<table class=\"sheet paper%s\" role=\"presentation\">\n<thead "
	          "class=\"running\" aria-hidden=\"true\"><tr><td><p "
	          "class=\"running-line\">",
	          paper->dense ? " dense" : "");
	element(writing, "span", NULL, paper->title);
	if (paper->mark)
		element(writing, "span", "code", paper->mark);
	text_add(out, "</p></td></tr></thead>\n<tbody><tr><td>\n<header class=\"masthead\">");
	element(writing, "p", "kicker", paper->kicker);
	element(writing, "h1", NULL, paper->title);
	if (paper->subtitle)
		element(writing, "p", "subtitle", paper->subtitle);
	text_add(out, "</header>\n<main>\n");
}

int paper_html(const struct paper *paper, struct text *out)
{
	struct writing writing = { .paper = paper, .out = out };

	if (paper->failed)
		return -ENOMEM;
	head(&writing);
	front(&writing);
	for (size_t i = 0; i < paper->count; i++)
		write_node(&writing, &paper->nodes[i]);
	text_add(out, "</main>\n<footer>");
	element(&writing, "p", NULL, paper->foot);
	text_add(out, "</footer>\n</td></tr></tbody></table>\n</body>\n</html>\n");
	return out->failed ? -ENOMEM : 0;
}
