/* The pages that staff must use (scope.staff_pages), and what a recorded visit to each of them with
 * a test account called (model CHK15, CHK16). Staff's own browsing is not read. */
#pragma once
#include "policies/judge.h"

enum page_stage { STAGE_BEFORE, STAGE_REFUSED, STAGE_ACCEPTED, PAGE_STAGES };

struct page {
	const char *name;         /* "portal.example/login": without a scheme, query or fragment */
	const char *subject;      /* "page:" and the name */
	const char *host;         /* normalised; "" where the agreement's text has none */
	bool visited;             /* in a place of the rule's scope */
	bool stages[PAGE_STAGES]; /* that were recorded */
};

struct pages { /* in the agreement's order, each once */
	struct page *items;
	size_t count;
};

const char *page_stage_word(enum page_stage stage);

/* 0 or -ENOMEM. */
int pages_of(const struct case_file *file, const struct rule *rule, struct pages *out);

/* True for a request of that page; its stage is written then. */
bool page_made(const struct page *page, const struct observation *fact, enum page_stage *stage);

/* A request that a page made is on record; which service it went to is known by the host's name. A
 * host that any page may build in is `shared` in the catalogue, for a contact with it does not say
 * who built it in: here the page did. A hint stays a suspicion. */
enum confidence page_call_confidence(const struct finding_evidence *evidence);

/* Not seen on that page: insufficient-coverage where it was not visited, whatever share of the
 * pages the rule asks for. 0 or -ENOMEM. */
int page_absence(const struct case_file *file, const struct page *page, struct verdict *verdict);
