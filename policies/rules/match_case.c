/* What is said of one row, the stronger of two, and what can be said where nothing was seen. */
#include "policies/rules/match_case.h"

#include <errno.h>

#include "policies/collectors.h"
#include "policies/fields.h"
#include "policies/rules/outcome.h"
#include "policies/rules/subject.h"

bool match_sees(const struct match_case *one, struct seen *best)
{
	bool found = false;

	for (size_t i = 0; i < one->file->findings->count; i++) {
		const struct finding *finding = &one->file->findings->items[i];
		struct seen seen;

		if (finding->entry != one->entry ||
		    !seen_by(one->file, one->rule, finding, DATE_NONE, &seen))
			continue;
		if (!found || seen.sighting.confidence > best->sighting.confidence)
			*best = seen;
		found = true;
	}
	return found;
}

void match_keep(struct match_outcome *best, struct match_outcome *next)
{
	if (!next->made)
		return;
	if (best->made && best->status <= next->status) {
		json_object_put(next->because.args);
	} else {
		json_object_put(best->because.args);
		*best = *next;
	}
	*next = (struct match_outcome){ 0 };
}

int match_say(struct match_case *one, const char *part, struct match_outcome *outcome)
{
	const char *subject = one->entry->id;
	struct verdict *verdict;

	if (part)
		subject = arena_printf(one->file->arena, "%s/%s", one->entry->id, part);
	verdict = subject ? verdict_add(one->out, one->rule, subject) : NULL;
	if (!verdict) {
		json_object_put(outcome->because.args);
		return -ENOMEM;
	}
	verdict->entry = one->entry;
	verdict->finding = outcome->finding;
	verdict->status = outcome->status;
	verdict->has_confidence = outcome->has_confidence;
	verdict->confidence = outcome->confidence;
	verdict->because = outcome->because;
	verdict->does_not_show = outcome->does_not_show;
	*outcome = (struct match_outcome){ 0 };
	return verdict_except(one->file, verdict);
}

int match_unseeable(const struct match_case *one, struct match_outcome *out)
{
	struct match_outcome outcome = { .made = true,
		                         .status = STATUS_NOT_OBSERVABLE,
		                         .because.id = "cannot-be-seen",
		                         .does_not_show = "shows-not.absence" };
	int error = sentence_word(&outcome.because, "name", subject_name(one->entry, NULL));

	if (!error)
		*out = outcome;
	return error;
}

int match_absent(const struct match_case *one, struct match_outcome *out)
{
	struct verdict verdict = { .rule = one->rule, .entry = one->entry };
	int error = verdict_of_absence(one->file, &verdict);

	if (error) {
		json_object_put(verdict.because.args);
		return error;
	}
	*out = (struct match_outcome){ .made = true,
		                       .status = verdict.status,
		                       .because = verdict.because,
		                       .does_not_show = verdict.does_not_show };
	return 0;
}

static void note_seen(const struct seen *seen, struct match_outcome *out)
{
	out->finding = seen->finding;
	out->has_confidence = true;
	out->confidence = seen->sighting.confidence;
}

int match_fits(const struct match_case *one, const struct seen *seen, struct sentence *sentence,
               struct match_outcome *out)
{
	int error = match_absent(one, out);

	/* that something is as agreed wants to be known, not suspected */
	if (error || out->status != STATUS_NOT_OBSERVED ||
	    seen->sighting.confidence == CONFIDENCE_SUSPECTED) {
		json_object_put(sentence->args);
		out->finding = seen->finding;
		return error;
	}
	json_object_put(out->because.args);
	out->because = *sentence;
	out->status = STATUS_AGREED;
	out->does_not_show = "shows-not.use";
	note_seen(seen, out);
	return 0;
}

void match_cannot_compare(const struct seen *seen, struct sentence *sentence,
                          struct match_outcome *out)
{
	*out = (struct match_outcome){ .made = true,
		                       .status = STATUS_INSUFFICIENT_COVERAGE,
		                       .because = *sentence,
		                       .does_not_show = "shows-not.absence" };
	note_seen(seen, out);
}

const char *const *match_words(const struct match_case *one, struct json_object *list)
{
	size_t count = list_length(list);
	const char **words = arena_take(one->file->arena, count + 1, sizeof(*words));
	size_t used = 0;

	for (size_t i = 0; words && i < count; i++) {
		const char *word = json_object_get_string(json_object_array_get_idx(list, i));

		if (word)
			words[used++] = word;
	}
	return words;
}
