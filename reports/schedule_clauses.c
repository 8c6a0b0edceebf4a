/* The sets that the cited clauses are from, each with how well it is known. */
#include <string.h>

#include "reports/schedule.h"

/* Goes through the cited clauses in the order of the rules; a clause cited twice comes twice. */
struct cited {
	const struct agreement *agreement;
	const struct packs *packs;
	size_t rule, from;
};

static const struct clause *next(struct cited *cited)
{
	while (cited->rule < cited->agreement->rule_count) {
		const char *id = cited->agreement->rules[cited->rule].from[cited->from];
		const struct clause *clause = id ? packs_clause(cited->packs, id) : NULL;

		if (id)
			cited->from++;
		else
			*cited = (struct cited){ cited->agreement, cited->packs, cited->rule + 1,
				                 0 };
		if (clause)
			return clause;
	}
	return NULL;
}

static bool names_set(struct cited until, const char *pack, const char *clause)
{
	struct cited cited = { until.agreement, until.packs, 0, 0 };

	for (const struct clause *one; (one = next(&cited));) {
		if (cited.rule == until.rule && cited.from == until.from)
			return false;
		if (strcmp(one->pack, pack) == 0 && (!clause || strcmp(one->id, clause) == 0))
			return true;
	}
	return false;
}

static void clauses_cell(struct paper *paper, const struct cited *from, const char *pack)
{
	struct cited cited = { from->agreement, from->packs, 0, 0 };
	bool any = false;

	paper_open(paper, PAPER_CELL);
	paper_open(paper, PAPER_PARAGRAPH);
	for (const struct clause *one; (one = next(&cited));) {
		if (strcmp(one->pack, pack) != 0 || names_set(cited, pack, one->id))
			continue;
		paper_text(paper, PAPER_TEXT, any ? ", " : "");
		paper_text(paper, PAPER_TEXT, one->id);
		any = true;
	}
	paper_close(paper);
	paper_close(paper);
}

static void known_cell(struct paper *paper, const struct packs *packs, const char *pack)
{
	const char *standing = packs_standing(packs, pack);

	paper_open(paper, PAPER_CELL);
	paper_open(paper, PAPER_PARAGRAPH);
	if (strcmp(standing, "as-reported") == 0 || strcmp(standing, "shell") == 0) {
		char id[64];

		stpcpy(stpcpy(id, "standing."), standing);
		paper_text(paper, PAPER_STRONG, message_label(id));
		paper_text(paper, PAPER_TEXT, "; ");
	}
	paper_text(paper, PAPER_TEXT, packs_provenance(packs, pack));
	paper_close(paper);
	paper_close(paper);
}

void schedule_clauses(struct paper *paper, const struct agreement *agreement,
                      const struct packs *packs)
{
	struct cited cited = { agreement, packs, 0, 0 };
	const struct clause *one = next(&cited);

	if (!one)
		return;
	paper_heading(paper, 2, "schedule.clauses");
	paper_table(paper, "schedule.clauses-caption",
	            (const char *const[]){ "schedule.clauses-set", "schedule.clauses-cited",
	                                   "schedule.clauses-known", NULL },
	            (const unsigned[]){ 34, 26, 40 });
	for (; one; one = next(&cited)) {
		if (names_set(cited, one->pack, NULL))
			continue;
		paper_open(paper, PAPER_ROW);
		paper_cell(paper, packs_title(packs, one->pack));
		clauses_cell(paper, &cited, one->pack);
		known_cell(paper, packs, one->pack);
		paper_close(paper);
	}
	paper_close(paper);
}
