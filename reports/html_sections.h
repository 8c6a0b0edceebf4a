/* The sections of the page, in their order. Each writes nothing where it has nothing to say. */
#pragma once
#include "reports/html_parts.h"

void html_front(const struct page *page); /* masthead: whose, when, with whose permission */
void html_coverage(
	const struct page *page);         /* the strip: how much we could see, before any result */
void html_boxes(const struct page *page); /* groups with shape, word and count */
void html_raise_first(const struct page *page);
void html_safeguarding(const struct page *page);
void html_blind(const struct page *page); /* what we could not see, and who could close it */
void html_dates(const struct page *page); /* next dates */
void html_closing(const struct page *page);
void html_findings(const struct page *page); /* by signed sentence */
void html_candidates(
	const struct page *page); /* without an agreement: technologies able to monitor staff */
void html_technologies(const struct page *page);
void html_unseen(const struct page *page);
void html_questions(const struct page *page);
void html_self(const struct page *page);
void html_method(const struct page *page);
void html_glossary(const struct page *page);

/* Shared by cards and findings: where it was seen, since when, how sure; and its evidence, folded.
 */
void html_seen(const struct page *page, struct json_object *finding, struct json_object *verdict);
void html_evidence(const struct page *page, struct json_object *finding);
