/* Software that is hidden from the person at the device (model CHK06, A20): two signs of hiding
 * that do not depend on each other, on one device. One sign has too many harmless causes to be more
 * than a reason to ask. */
#include <errno.h>
#include <string.h>

#include "policies/collectors.h"
#include "policies/rules/outcome.h"
#include "policies/rules/prohibit_decision.h"
#include "policies/rules/subject.h"
#include "policies/scope.h"
#include "probes/hiding.h"

#define SIGNS_MAX 8 /* there are fewer words */
#define SIGNS_LEAST 2

struct sign {
	const char *word, *device;     /* device: or NULL, then it stands for itself */
	const struct finding *finding; /* that it is a sign about, or NULL */
	const struct observation *fact;
	uint32_t place;
};

struct signs {
	const struct case_file *file;
	const struct rule *rule;
	struct sign *items;
	size_t count;
};

static bool same_thing(const struct sign *a, const struct sign *b)
{
	if (a->finding && b->finding) /* one row, one thing */
		return a->finding == b->finding ||
		       (a->finding->entry && a->finding->entry == b->finding->entry);
	return !a->finding && !b->finding && strcmp(a->fact->subject, b->fact->subject) == 0;
}

static bool same_device(const struct sign *a, const struct sign *b)
{
	return a->place == b->place || (a->device && b->device && !strcmp(a->device, b->device));
}

static void note(struct signs *signs, const struct finding *finding, const struct observation *fact,
                 const char *word, uint32_t place)
{
	const struct location *location = &signs->file->places[place].location;

	if (scope_takes_place(signs->file->agreement, signs->rule, location))
		signs->items[signs->count++] =
			(struct sign){ word, location->device, finding, fact, place };
}

static const char *sign_of(const struct finding_evidence *evidence)
{
	const char *word = hiding_sign(evidence->fact);

	if (!word && evidence->indicator && evidence->indicator->hides)
		word = HIDING_STEALTH_SETTING;
	return word;
}

static bool is_known(const struct signs *signs, size_t known, const struct observation *fact)
{
	for (size_t i = 0; i < known; i++)
		if (signs->items[i].fact == fact)
			return true;
	return false;
}

static size_t room_for(const struct case_file *file)
{
	size_t room = 1, count;

	for (size_t i = 0; i < file->findings->count; i++) {
		const struct finding_evidence *all = finding_all(&file->findings->items[i], &count);

		for (size_t j = 0; j < count; j++)
			room += sign_of(&all[j]) != NULL;
	}
	for (size_t i = 0; i < file->place_count; i++)
		for (size_t j = 0; j < file->places[i].count; j++)
			room += hiding_sign(&file->places[i].items[j]) != NULL;
	return room;
}

/* First what the catalogue or the list knows, then the rest. */
static int gather(struct signs *signs)
{
	const struct case_file *file = signs->file;
	size_t known, count;

	signs->items = arena_take(file->arena, room_for(file), sizeof(*signs->items));
	if (!signs->items)
		return -ENOMEM;
	for (size_t i = 0; i < file->findings->count; i++) {
		const struct finding *finding = &file->findings->items[i];
		const struct finding_evidence *all = finding_all(finding, &count);

		for (size_t j = 0; j < count; j++)
			if (sign_of(&all[j]))
				note(signs, finding, all[j].fact, sign_of(&all[j]), all[j].place);
	}
	known = signs->count;
	for (uint32_t i = 0; i < file->place_count; i++)
		for (size_t j = 0; j < file->places[i].count; j++) {
			const struct observation *fact = &file->places[i].items[j];

			if (hiding_sign(fact) && !is_known(signs, known, fact))
				note(signs, NULL, fact, hiding_sign(fact), i);
		}
	return 0;
}

/* Different signs of the same thing on the device of that one; `words` ends with NULL. */
static size_t words_beside(const struct signs *signs, size_t at, const char *words[SIGNS_MAX + 1])
{
	size_t count = 0;

	for (size_t i = 0; i < signs->count && count < SIGNS_MAX; i++) {
		const struct sign *other = &signs->items[i];
		bool known = false;

		if (!same_thing(other, &signs->items[at]) || !same_device(other, &signs->items[at]))
			continue;
		for (size_t j = 0; j < count; j++)
			known |= strcmp(words[j], other->word) == 0;
		if (!known)
			words[count++] = other->word;
	}
	words[count] = NULL;
	for (size_t i = 1; i < count; i++) /* by the alphabet: the order of facts says nothing */
		for (size_t j = i; j > 0 && strcmp(words[j - 1], words[j]) > 0; j--) {
			const char *word = words[j];

			words[j] = words[j - 1];
			words[j - 1] = word;
		}
	return count;
}

static int64_t signs_needed(const struct rule *rule)
{
	int64_t least = SIGNS_LEAST;

	param_number(rule, "min_independent_signs", &least);
	return least < SIGNS_LEAST ? SIGNS_LEAST : least;
}

static bool is_known_to_monitor(const struct signs *signs, const struct sign *sign)
{
	struct seen seen;

	return sign->finding &&
	       seen_by(signs->file, signs->rule, sign->finding, DATE_NONE, &seen) &&
	       seen.sighting.confidence > CONFIDENCE_SUSPECTED &&
	       (int)seen.sighting.level >= signs->rule->level;
}

static void decide(const struct signs *signs, const struct sign *sign, size_t words,
                   struct verdict *verdict)
{
	const struct rule *rule = signs->rule;

	verdict->finding = sign->finding;
	verdict->entry = sign->finding ? sign->finding->entry : NULL;
	verdict->has_confidence = true;
	verdict->confidence = CONFIDENCE_SUSPECTED;
	verdict->status = status_when_unsure(rule);
	verdict->does_not_show = "shows-not.covert";
	if ((int64_t)words < signs_needed(rule)) {
		verdict->because.id = "hidden.too-few-signs";
		return;
	}
	verdict->because.id = "hidden.unknown";
	if (!is_known_to_monitor(signs, sign))
		return;
	verdict->because.id = "hidden.seen";
	verdict->confidence = CONFIDENCE_CONFIRMED;
	verdict->status = status_bounded(rule, rule->result);
}

static const char *subject_of(const struct signs *signs, const struct sign *sign)
{
	const struct seen seen = { .file = signs->file,
		                   .rule = signs->rule,
		                   .finding = sign->finding };

	return sign->finding ? seen_subject(&seen)
	                     : arena_printf(signs->file->arena, "unrecognised/hidden/%s",
	                                    sign->fact->subject);
}

static int add(const struct signs *signs, size_t at, struct verdict_list *out)
{
	const struct sign *sign = &signs->items[at];
	const char *words[SIGNS_MAX + 1], *subject = subject_of(signs, sign);
	size_t count = words_beside(signs, at, words);
	struct verdict *verdict = subject ? verdict_add(out, signs->rule, subject) : NULL;

	if (!verdict)
		return -ENOMEM;
	decide(signs, sign, count, verdict);
	if (sentence_word(&verdict->because, "name",
	                  sign->finding ? subject_name(sign->finding->entry, sign->finding)
	                                : sign->fact->subject) ||
	    sentence_words(&verdict->because, "signs", words))
		return -ENOMEM;
	if (strcmp(verdict->because.id, "hidden.too-few-signs") == 0 &&
	    sentence_number(&verdict->because, "needed", signs_needed(signs->rule)))
		return -ENOMEM;
	return verdict_except(signs->file, verdict);
}

/* The place that says most about a thing; the first of equals. */
static bool is_best_of_its_thing(const struct signs *signs, size_t at)
{
	const char *words[SIGNS_MAX + 1];
	size_t mine = words_beside(signs, at, words);

	for (size_t i = 0; i < signs->count; i++) {
		size_t others = same_thing(&signs->items[i], &signs->items[at])
		                        ? words_beside(signs, i, words)
		                        : 0;

		if (others > mine || (others == mine && i < at))
			return false;
	}
	return true;
}

static bool looked_for_hiding(const struct observations *place)
{
	for (size_t i = 0; i < place->coverage_count; i++)
		if (strcmp(place->coverages[i].probe, "hiding") == 0)
			return place->coverages[i].state == COVERAGE_COMPLETE;
	return false;
}

/* A list of software says nothing about what is missing from it: not seen is only said where each
 * device that was looked at was looked at for signs of hiding. */
static int add_absence(const struct signs *signs, struct verdict_list *out)
{
	const struct case_file *file = signs->file;
	struct verdict *verdict = verdict_add(out, signs->rule, "concealed");
	bool looked = true;
	int error = verdict ? verdict_of_absence(file, verdict) : -ENOMEM;

	if (error || verdict->status != STATUS_NOT_OBSERVED)
		return error;
	for (size_t i = 0; i < file->place_count; i++)
		if (scope_is_device(&file->places[i].location) &&
		    scope_takes_place(file->agreement, signs->rule, &file->places[i].location))
			looked &= looked_for_hiding(&file->places[i]);
	if (looked)
		return 0;
	json_object_put(verdict->because.args);
	verdict->because = (struct sentence){ .id = "coverage.not-run" };
	verdict->status = STATUS_INSUFFICIENT_COVERAGE;
	return sentence_word(&verdict->because, "collector", "signs-of-hiding");
}

int prohibit_hidden(const struct rule *rule, const struct case_file *file, struct verdict_list *out)
{
	struct signs signs = { .file = file, .rule = rule };
	size_t added = 0;
	int error = gather(&signs);

	for (size_t i = 0; i < signs.count && !error; i++) {
		if (!is_best_of_its_thing(&signs, i))
			continue;
		error = add(&signs, i, out);
		added++;
	}
	return error || added ? error : add_absence(&signs, out);
}
