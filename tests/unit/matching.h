/* A row of the technology list, a rule of kind `match-agreed` over it, three classes of devices. */
#pragma once
#include "tests/unit/evidence.h"

#define R "R/REG-1"

static inline struct rule *setup(struct work *work, const char *compare, const char *row)
{
	static const char *const staff[] = { "teachers", NULL };
	static const char *const mixed[] = { "teachers", "learners", NULL };
	static const char *const agency[] = { "supply", NULL };
	struct rule *rule;

	rule = work_rule(
		work, "R", "match-agreed",
		arena_printf(work->arena, "{\"register\":\"*\",\"compare\":[%s]}", compare), "{}",
		STATUS_DRIFT);
	rule->level = LEVEL_ACTIVE;
	work_class(work, "laptop", staff, 5, true);
	work_class(work, "shared", mixed, 5, true);
	work_class(work, "pool", agency, 5, true);
	work_entry(work, "REG-1", ENTRY_IN_USE, row);
	thing(work, "tool");
	return rule;
}

/* `count` devices of a class on which it is installed and runs. */
static inline void runs_on(struct work *work, const char *class, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t place = work->file.place_count;

		work_place(work, arena_printf(work->arena, "d%zu", place), class);
		fact(work, 0, place, OBSERVED_PACKAGE, LEVEL_PRESENT);
		fact(work, 0, place, OBSERVED_PROCESS, LEVEL_ACTIVE);
	}
}

static inline const char *said(struct work *work)
{
	return work_statuses(work);
}

/* The extension holds it; seen first on that day, or NULL. */
static inline void permission(struct work *work, const char *name, const char *first)
{
	fact(work, 0, 0, OBSERVED_EXTENSION, LEVEL_PRESENT)->type = INDICATOR_EXTENSION;
	last_fact(work)->detail = name;
	last_fact(work)->first = first ? day(first) : DATE_NONE;
}
