/* The schedule that the parties sign (model A17): each signed sentence beside what the tool will
 * test, what the agreement covers, the technology list as it stands, questions, steps agreed, lines
 * for signatures; on every page the check code of agreement.json, which the report prints too, so
 * that paper is compared with paper. */
#pragma once
#include "policies/agreement.h"
#include "policies/packs.h"
#include "reports/paper.h"

/* What the agreement itself does not hold is left out or said to be not recorded. `paper->failed`
 * tells of no memory. */
void schedule_paper(const struct agreement *agreement, const struct packs *packs,
                    struct arena *arena, struct paper *out);

/* --- Its sections, in reports/schedule_scope.c, schedule_rules.c, schedule_clauses.c --- */
void schedule_scope(struct paper *paper, const struct agreement *agreement);
void schedule_hours(struct paper *paper, const struct agreement *agreement);
void schedule_rules(struct paper *paper, const struct agreement *agreement,
                    const struct packs *packs);
void schedule_clauses(struct paper *paper, const struct agreement *agreement,
                      const struct packs *packs);
void schedule_technologies(struct paper *paper, const struct agreement *agreement);
