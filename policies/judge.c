/* Applies each rule of the agreement in its order and keeps the verdicts in a fixed order. */
#include "policies/judge.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/rules/rule.h"
#include "policies/rules/subject.h"
#include "policies/scope.h"
#include "policies/sealing.h"

struct verdict_list {
	const struct case_file *file;
	struct verdict **items; /* each in the arena; the array on the heap until the end */
	size_t count, room;
	struct skipped_rule *skipped; /* in the arena, one place per rule */
	size_t skipped_count;
};

/* The agreement's own words. 0 or -ENOMEM. */
static int take_questions(const struct verdict_list *list, const struct rule *rule,
                          struct verdict *verdict)
{
	const char **texts;
	size_t count = 0, kept = 0;

	while (rule->ask && rule->ask[count])
		count++;
	texts = arena_take(list->file->arena, count + 1, sizeof(*texts));
	if (!texts)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		texts[kept] = agreement_question(list->file->agreement, rule->ask[i]);
		kept += texts[kept] != NULL;
	}
	verdict->question = texts[0];
	verdict->questions = kept ? texts : NULL;
	return 0;
}

struct verdict *verdict_add(struct verdict_list *list, const struct rule *rule, const char *subject)
{
	struct arena *arena = list->file->arena;
	char hex[DIGEST_HEX];
	struct verdict *verdict;

	if (list->count == list->room) {
		size_t room = list->room ? list->room * 2 : 64;
		struct verdict **grown = reallocarray(list->items, room, sizeof(struct verdict *));

		if (!grown)
			return NULL;
		list->items = grown;
		list->room = room;
	}
	verdict = arena_take(arena, 1, sizeof(*verdict));
	if (!verdict)
		return NULL;
	verdict->rule = rule;
	verdict->subject = arena_copy(arena, subject);
	verdict->key = arena_printf(arena, "%s/%s", rule->id, subject);
	if (!verdict->subject || !verdict->key)
		return NULL;
	digest_hex((struct span){ (const uint8_t *)verdict->key, strlen(verdict->key) }, hex);
	memcpy(verdict->id, hex, sizeof(verdict->id) - 1);
	if (take_questions(list, rule, verdict))
		return NULL;
	list->items[list->count++] = verdict;
	return verdict;
}

int verdict_skip(struct verdict_list *list, const struct rule *rule, const char *reason)
{
	list->skipped[list->skipped_count++] = (struct skipped_rule){ rule, reason };
	return 0;
}

static int compare_verdicts(const void *left, const void *right)
{
	const struct verdict *a = *(const struct verdict *const *)left,
			     *b = *(const struct verdict *const *)right;

	if (a->rule != b->rule)
		return a->rule < b->rule ? -1 : 1;
	return strcmp(a->subject, b->subject);
}

/* Model A4: a learner-safeguarding tool has its own box, unless the rule names its row. */
static bool is_for_safeguarding_box(const struct verdict *verdict)
{
	return verdict->entry &&
	       entry_has_word(verdict->entry, "purposes_agreed", "learner-safeguarding") &&
	       !subject_names_entry(verdict->rule, verdict->entry);
}

/* Nothing is asked about what is as agreed, or was looked for and not seen. */
static bool has_something_to_ask(enum status status)
{
	enum group group = status_group(status);

	return group != GROUP_AS_AGREED && group != GROUP_NOT_SEEN &&
	       (group != GROUP_LIST || status == STATUS_DISCLOSE);
}

static void list_release(struct verdict_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		json_object_put(list->items[i]->because.args);
		json_object_put(list->items[i]->without_because.args);
	}
	free(list->items);
}

static int finish(struct verdict_list *list, struct verdicts *out)
{
	struct verdict *items = arena_take(list->file->arena, list->count + 1, sizeof(*items));

	if (!items)
		return -ENOMEM;
	if (list->count)
		qsort(list->items, list->count, sizeof(struct verdict *), compare_verdicts);
	for (size_t i = 0; i < list->count; i++) {
		items[i] = *list->items[i];
		items[i].safeguarding = is_for_safeguarding_box(&items[i]);
		if (!has_something_to_ask(items[i].status)) {
			items[i].question = NULL;
			items[i].questions = NULL;
		}
	}
	*out = (struct verdicts){
		.items = items,
		.count = list->count,
		.skipped = list->skipped,
		.skipped_count = list->skipped_count,
	};
	if (verdicts_seal(list->file, items, list->count, out))
		return -ENOMEM;
	return scope_skipped_places(list->file, &out->skipped_places, &out->skipped_place_count);
}

static int apply_rules(const struct case_file *file, struct verdict_list *list)
{
	for (size_t i = 0; i < file->agreement->rule_count; i++) {
		const struct rule *rule = &file->agreement->rules[i];
		int error = rule->kind->apply(rule, file, list);

		if (error)
			return error;
	}
	return 0;
}

int judge(const struct case_file *file, struct verdicts *out)
{
	struct verdict_list list = { .file = file };
	struct verdicts done = { 0 };
	int error;

	if (!file->agreement || !agreement_in_force(file->agreement, file->on)) {
		error = verdicts_seal(file, NULL, 0, &done);
		if (!error)
			*out = done;
		return error;
	}
	list.skipped =
		arena_take(file->arena, file->agreement->rule_count + 1, sizeof(*list.skipped));
	error = list.skipped ? apply_rules(file, &list) : -ENOMEM;
	if (!error)
		error = finish(&list, &done);
	if (error) {
		list_release(&list);
		return error;
	}
	free(list.items);
	*out = done;
	return 0;
}

void verdicts_close(struct verdicts *verdicts)
{
	for (size_t i = 0; i < verdicts->count; i++) {
		json_object_put(verdicts->items[i].because.args);
		json_object_put(verdicts->items[i].without_because.args);
	}
	*verdicts = (struct verdicts){ 0 };
}

const char *listing_word(enum listing listing)
{
	static const char *const words[] = {
		[LISTING_NONE] = NULL,
		[LISTING_DECLARED] = "declared",
		[LISTING_SEEN] = "seen",
		[LISTING_BOTH] = "both",
	};

	return words[listing];
}
