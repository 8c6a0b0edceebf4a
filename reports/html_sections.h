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
void html_flows(const struct page *page);   /* where data goes; nothing without contacts */
void html_traffic(const struct page *page); /* regular uploads, conversations without a name */
bool html_has_traffic(const struct page *page);
void html_sealed(const struct page *page); /* what is sealed, or opened with the annex */
void html_unseen(const struct page *page);
void html_questions(const struct page *page);
void html_answers(const struct page *page);  /* answers on record to what is not in this report */
void html_declared(const struct page *page); /* lists of what is declared or seen */
void html_people(const struct page *page);   /* what only people can answer: a checklist */
bool html_has_declared(const struct page *page);
bool html_has_people(const struct page *page);
bool html_is_of_list(struct json_object *verdict);    /* stands in html_declared() */
bool html_is_for_people(struct json_object *verdict); /* stands in html_people() */
void html_rule_head(const struct page *page,
                    struct json_object *verdict); /* the signed sentence and its clauses */
void html_self(const struct page *page);
void html_method(const struct page *page);
void html_glossary(const struct page *page);

/* Where the rule of a verdict comes from; what counts as evidence for it and what does not, folded.
 */
void html_clauses(const struct page *page, struct json_object *verdict);
void html_contracts(const struct page *page, struct json_object *verdict);

/* Shared by cards and findings: where it was seen, since when, how sure; and its evidence, folded.
 */
void html_seen(const struct page *page, struct json_object *finding, struct json_object *verdict);
void html_evidence(const struct page *page, struct json_object *finding);

/* Answers on record (model A7): to one thing; beside verdict `index`, each once; all of a card; and
 * to a question, or how long it has waited. */
void html_responses_to(const struct page *page, const char *key, const char *id);
void html_responses_beside(const struct page *page, size_t index);
void html_responses_of_card(const struct page *page, struct json_object *verdict);
void html_question_responses(const struct page *page, struct json_object *question);
void html_holds(const struct page *page); /* files that may not expire (model A8) */
