/* A small agreement, technology list and set of findings built from literals, for the tests of the
 * rule kinds. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "policies/rules/rule.h"

#define ROOM 16

struct work {
	struct arena *arena;
	struct agreement agreement;
	struct register_entry entries[ROOM];
	struct rule rules[ROOM];
	struct agreement_document documents[ROOM];
	struct device_class classes[ROOM];
	struct json_object *log[ROOM];
	struct agreement_question question;
	struct product products[ROOM];
	struct catalogue catalogue;
	struct observations places[ROOM];
	struct coverage coverages[ROOM][4];
	struct finding items[ROOM];
	struct findings findings;
	struct case_file file;
	struct verdicts verdicts;
	struct json_object *owned[4 * ROOM];
	size_t owned_count;
};

static inline struct json_object *work_json(struct work *work, const char *text)
{
	struct json_object *value = json_tokener_parse(text);

	assert_non_null(value);
	assert_true(work->owned_count < 4 * ROOM);
	return work->owned[work->owned_count++] = value;
}

static inline date day(const char *text)
{
	date out;

	assert_int_equal(date_parse(text, &out), 0);
	return out;
}

static inline int work_setup(void **state)
{
	struct work *work = calloc(1, sizeof(*work));

	assert_non_null(work);
	assert_int_equal(digest_prepare(), 0);
	work->arena = arena_new(ARENA_LIMIT_DEFAULT);
	work->question = (struct agreement_question){ "Q1", "Since when?" };
	work->agreement = (struct agreement){
		.id = "A",
		.in_force_from = day("2026-01-01"),
		.in_force_until = DATE_NONE,
		.last_published = DATE_NONE,
		.rules = work->rules,
		.entries = work->entries,
		.documents = work->documents,
		.classes = work->classes,
		.log = work->log,
		.questions = &work->question,
		.question_count = 1,
		.root = work_json(work, "{}"),
	};
	work->catalogue.products = work->products;
	work->findings.items = work->items;
	work->file = (struct case_file){
		.agreement = &work->agreement,
		.catalogue = &work->catalogue,
		.findings = &work->findings,
		.places = work->places,
		.on = day("2026-11-22"),
		.arena = work->arena,
	};
	*state = work;
	return 0;
}

static inline int work_teardown(void **state)
{
	struct work *work = *state;

	verdicts_close(&work->verdicts);
	for (size_t i = 0; i < work->owned_count; i++)
		json_object_put(work->owned[i]);
	arena_free(work->arena);
	free(work);
	return 0;
}

static inline struct register_entry *work_entry(struct work *work, const char *id,
                                                enum entry_status status, const char *row)
{
	struct register_entry *entry = &work->entries[work->agreement.entry_count++];
	struct json_object *ai = NULL;

	*entry = (struct register_entry){
		.id = id, .name = id, .status = status, .matchable = true
	};
	entry->row = work_json(work, row);
	if (json_object_object_get_ex(entry->row, "ai", &ai) &&
	    json_object_object_get_ex(ai, "is_ai", &ai))
		entry->is_ai = json_object_get_boolean(ai);
	return entry;
}

static inline struct rule *work_rule(struct work *work, const char *id, const char *kind,
                                     const char *subject, const char *params, enum status result)
{
	static const char *const ask[] = { "Q1", NULL };
	static const char *const none[] = { NULL };
	struct rule *rule = &work->rules[work->agreement.rule_count++];

	*rule = (struct rule){
		.id = id,
		.say = id,
		.kind = rule_kind_find(kind),
		.from = none,
		.groups = none,
		.unless = none,
		.ask = ask,
		.level = -1,
		.confidence = CONFIDENCE_CONFIRMED,
		.result = result,
		.otherwise = STATUS_NEEDS_INTERPRETATION,
		.adopted = true,
	};
	rule->subject = work_json(work, subject);
	rule->params = work_json(work, params);
	return rule;
}

static inline void work_needs(struct work *work, struct rule *rule, const char *collector,
                              const char *row)
{
	struct rule_need *need = arena_take(work->arena, 1, sizeof(*need));

	*need = (struct rule_need){ collector, work_json(work, row) };
	rule->needs = need;
	rule->need_count = 1;
}

static inline void work_document(struct work *work, const char *id, const char *dated)
{
	work->documents[work->agreement.document_count++] =
		(struct agreement_document){ id, id, dated ? day(dated) : DATE_NONE };
}

static inline void work_log(struct work *work, const char *row)
{
	work->log[work->agreement.log_count++] = work_json(work, row);
}

static inline void work_judge(struct work *work)
{
	verdicts_close(&work->verdicts);
	assert_int_equal(judge(&work->file, &work->verdicts), 0);
}

/* "R1/REG-001 agreed on-record notice.enough", a line each; with what the sentence says. */
static inline const char *work_lines(struct work *work, bool arguments)
{
	char *all = arena_copy(work->arena, "");

	work_judge(work);
	for (size_t i = 0; i < work->verdicts.count; i++) {
		const struct verdict *verdict = &work->verdicts.items[i];

		all = arena_printf(
			work->arena, "%s%s%s %s %s %s%s%s", all, *all ? "\n" : "", verdict->key,
			status_word(verdict->status),
			verdict->has_confidence ? confidence_word(verdict->confidence) : "-",
			verdict->because.id, arguments ? " " : "",
			arguments ? json_object_to_json_string_ext(verdict->because.args,
		                                                   JSON_C_TO_STRING_PLAIN)
				  : "");
	}
	return all;
}

static inline const char *work_verdicts(struct work *work)
{
	return work_lines(work, true);
}

/* A place of one device where the software inventory is complete. */
static inline struct observations *work_place(struct work *work, const char *device,
                                              const char *class)
{
	static const char *const probes_of_inventory[] = { "packages", "processes", "services" };
	size_t i = work->file.place_count++;
	struct observations *place = &work->places[i];

	place->location =
		(struct location){ .device = device, .device_class = class, .kind = "device" };
	for (size_t j = 0; j < 3; j++)
		work->coverages[i][j] = (struct coverage){ .probe = probes_of_inventory[j],
			                                   .state = COVERAGE_COMPLETE,
			                                   .attributed = -1 };
	place->coverages = work->coverages[i];
	place->coverage_count = 3;
	return place;
}

/* Another check that saw all there. */
static inline void work_look(struct work *work, size_t place, const char *probe)
{
	struct coverage *coverage = &work->coverages[place][work->places[place].coverage_count++];

	assert_in_range(work->places[place].coverage_count, 1, 4);
	*coverage =
		(struct coverage){ .probe = probe, .state = COVERAGE_COMPLETE, .attributed = -1 };
}

static inline void work_class(struct work *work, const char *id, const char *const *groups,
                              int64_t count, bool inspect)
{
	work->classes[work->agreement.class_count++] =
		(struct device_class){ id, groups, count, inspect };
}
