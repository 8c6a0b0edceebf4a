/* The report as one HTML file: no request to anywhere, complete without scripts, for screen and
 * print. */
#include <errno.h>
#include <openssl/evp.h>
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/html_parts.h"
#include "reports/html_sections.h"
#include "reports/messages.h"
#include "reports/report.h"
#include "reports/style.css.h"
#include "reports/view.h"

/* Base64 of the SHA-256 of the style sheet, as the Content Security Policy (level 3, section 2.3.1)
 * wants it. */
static void style_hash(char out[48])
{
	unsigned char hash[EVP_MAX_MD_SIZE] = { 0 };
	unsigned int len = 0;

	EVP_Digest(style_css, strlen(style_css), hash, &len, EVP_sha256(), NULL);
	EVP_EncodeBlock((unsigned char *)out, hash, 32);
}

static void head(const struct page *page)
{
	char hash[48];

	style_hash(hash);
	html_raw(page,
	         "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
	text_addf(page->out,
	          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	          "style-src "
	          "'sha256-%s'; script-src 'none'; base-uri 'none'; form-action 'none'\">\n",
	          hash);
	html_raw(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	               "<meta name=\"color-scheme\" content=\"light dark\">\n"
	               "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
	html_text(page, message_label("page.title"));
	if (page->scene->example) {
		html_raw(page, " &#183; ");
		html_text(page, message_label("page.example"));
	}
	html_raw(page, "</title>\n<style>");
	html_raw(page, style_css);
	html_raw(page, "</style>\n</head>\n");
}

/* Repeated by browsers at the head of every printed page: a table head is what all of them repeat.
 */
static void running_head(const struct page *page)
{
	struct json_object *run = page->scene->run, *agreement = page->scene->agreement;
	const char *id = view_string(run, "id"), *ended = view_string(run, "ended");
	const char *edition = view_string(run, "edition"),
		   *code = view_string(agreement, "check_code");

	html_raw(page, "<thead class=\"running\" aria-hidden=\"true\"><tr><td>");
	if (page->scene->example)
		html_element(page, "p", "example", message_label("page.example"));
	html_raw(page, "<p class=\"running-line\">");
	html_element(page, "span", NULL, message_label("page.title"));
	html_element(page, "span", NULL, id ? id : "");
	html_word(page, "span", NULL, "edition", edition);
	html_raw(page, "<span>");
	html_date(page, ended);
	html_raw(page, "</span>");
	if (code)
		html_say(page, "span", NULL, "page.running-code", "code", code);
	html_raw(page, "</p></td></tr></thead>\n");
}

static bool is_there(const struct page *page, const char *id)
{
	if (strcmp(id, "flows") == 0)
		return view_length(view_array(page->scene->disclosure, "flows")) > 0;
	if (strcmp(id, "traffic") == 0)
		return html_has_traffic(page);
	if (strcmp(id, "questions") == 0)
		return view_length(view_array(page->scene->disclosure, "questions")) > 0;
	if (strcmp(id, "declared") == 0)
		return html_has_declared(page);
	if (strcmp(id, "sealed") == 0)
		return view_length(view_array(page->scene->disclosure, "sealed")) > 0;
	if (strcmp(id, "people") == 0)
		return html_has_people(page);
	return true;
}

static void contents(const struct page *page, const char *const *ids)
{
	html_raw(page, "<nav aria-labelledby=\"contents-title\" class=\"contents\">\n<h2 "
	               "id=\"contents-title\">");
	html_text(page, message_label("page.contents"));
	html_raw(page, "</h2>\n<ol>");
	for (; *ids; ids++) {
		char title[64];

		if (!is_there(page, *ids))
			continue;
		stpcpy(stpcpy(title, "title."), *ids);
		text_addf(page->out, "<li><a href=\"#%s\">", *ids);
		html_text(page, message_label(title));
		html_raw(page, "</a></li>\n");
	}
	html_raw(page, "</ol></nav>\n");
}

static void judged(const struct page *page)
{
	html_boxes(page);
	html_raise_first(page);
	html_safeguarding(page);
	html_blind(page);
	html_dates(page);
	html_closing(page);
	contents(page, (const char *const[]){ "findings", "sealed", "technologies", "declared",
	                                      "flows", "traffic", "unseen", "questions", "people",
	                                      "self", "method", "glossary", NULL });
	html_findings(page);
	html_sealed(page);
	html_technologies(page);
	html_declared(page);
}

static void listed(const struct page *page)
{
	html_candidates(page);
	html_sealed(page);
	html_blind(page);
	html_closing(page);
	contents(page, (const char *const[]){ "flows", "traffic", "unseen", "questions", "self",
	                                      "method", "glossary", NULL });
}

static void body(const struct page *page)
{
	html_raw(page, "<body>\n<a class=\"skip\" href=\"#main\">");
	html_text(page, message_label("page.skip"));
	html_raw(page, "</a>\n<table class=\"sheet\" role=\"presentation\">");
	running_head(page);
	html_raw(page, "<tbody><tr><td>\n");
	html_front(page);
	html_raw(page, "<main id=\"main\">\n");
	html_coverage(page);
	if (page->scene->judged)
		judged(page);
	else
		listed(page);
	html_flows(page);
	html_traffic(page);
	html_unseen(page);
	html_questions(page);
	if (page->scene->judged)
		html_people(page);
	html_answers(page);
	html_self(page);
	html_method(page);
	html_glossary(page);
	html_raw(page, "</main>\n<footer><p>");
	html_text(page, message_label("page.foot"));
	html_raw(page, "</p>");
	if (page->scene->example)
		html_element(page, "p", "example", message_label("page.example"));
	html_raw(page, "</footer>\n</td></tr></tbody></table>\n</body>\n</html>\n");
}

static int html_write(struct json_object *disclosure, bool color, struct text *out)
{
	_cleanup_(scene_close) struct scene scene = { 0 };
	struct page page = { .out = out, .scene = &scene };
	int error = scene_open(disclosure, &scene);

	(void)color;
	if (error)
		return error;
	head(&page);
	body(&page);
	return out->failed ? -ENOMEM : 0;
}

const struct reporter reporter_html = {
	.format = "html",
	.about = "the report for people: one file that opens in any browser and prints",
	.write = html_write,
};
