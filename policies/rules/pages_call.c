/* Pages that staff must use call no service whose category or abilities are among the rule's words
 * (model CHK15). */
#include "policies/rules/pages_call.h"

#include <errno.h>
#include <string.h>

#include "policies/rules/outcome.h"
#include "policies/rules/pages.h"
#include "policies/rules/seen.h"
#include "policies/rules/subject.h"
#include "policies/rules/word_set.h"
#include "policies/scope.h"

struct calls {
	struct word_set services, kinds;
	uint64_t counts[PAGE_STAGES];
	enum confidence confidence;
	const struct finding *finding; /* of the best known call */
};

/* Its category, and those of its abilities that the rule names and that the row does not allow. */
static int kinds_of(const struct seen *seen, struct arena *arena, struct word_set *out)
{
	const struct finding *finding = seen->finding;
	const char *category = finding->product ? finding->product->category : NULL;

	if (category && subject_has(seen->rule, "endpoint_category_any", category) &&
	    word_set_add(out, arena, category))
		return -ENOMEM;
	for (size_t i = 0; i < finding->capability_count; i++) {
		const char *word = finding->capabilities[i].word;

		if (subject_has(seen->rule, "endpoint_category_any", word) &&
		    !seen_is_agreed(seen, word) && word_set_add(out, arena, word))
			return -ENOMEM;
	}
	return 0;
}

/* Those of one finding. 0 or -ENOMEM. */
static int add_finding(const struct case_file *file, const struct rule *rule,
                       const struct page *page, const struct finding *finding, struct calls *out)
{
	const struct register_entry *own = finding->product ? NULL : finding->entry;
	size_t count;
	const struct finding_evidence *all = finding_all(finding, &count);
	int found = 0;

	for (size_t i = 0; i < count; i++) {
		enum page_stage stage;

		if (!page_made(page, all[i].fact, &stage) ||
		    !scope_takes_place(file->agreement, rule, &file->places[all[i].place].location))
			continue;
		out->counts[stage] += all[i].fact->count ? all[i].fact->count : 1;
		if (!out->finding || page_call_confidence(&all[i]) > out->confidence) {
			out->confidence = page_call_confidence(&all[i]);
			out->finding = finding;
		}
		found = 1;
	}
	return found ? word_set_add(&out->services, file->arena, subject_name(own, finding)) : 0;
}

static int gather(const struct case_file *file, const struct rule *rule, const struct page *page,
                  struct calls *out)
{
	for (size_t i = 0; i < file->findings->count; i++) {
		const struct finding *finding = &file->findings->items[i];
		struct word_set kinds = { 0 };
		size_t services = out->services.count;
		struct seen seen;

		if (!seen_by(file, rule, finding, DATE_NONE, &seen))
			continue;
		if (kinds_of(&seen, file->arena, &kinds))
			return -ENOMEM;
		if (kinds.count && add_finding(file, rule, page, finding, out))
			return -ENOMEM;
		for (size_t k = 0; out->services.count > services && k < kinds.count; k++)
			if (word_set_add(&out->kinds, file->arena, kinds.words[k]))
				return -ENOMEM;
	}
	return 0;
}

static int say(const struct page *page, const struct calls *calls, struct sentence *because)
{
	int error = sentence_word(because, "page", page->name);

	if (!error)
		error = sentence_words(because, "services", calls->services.words);
	if (!error)
		error = sentence_words(because, "kinds", calls->kinds.words);
	for (size_t i = 0; i < PAGE_STAGES && !error; i++)
		error = sentence_number(because, page_stage_word((enum page_stage)i),
		                        calls->counts[i] > INT64_MAX ? INT64_MAX
		                                                     : (int64_t)calls->counts[i]);
	return error;
}

static int judge_page(const struct rule *rule, const struct case_file *file,
                      const struct page *page, struct verdict_list *out)
{
	struct verdict *verdict = verdict_add(out, rule, page->subject);
	struct calls calls = { 0 };
	bool sure;
	int error;

	if (!verdict || gather(file, rule, page, &calls))
		return -ENOMEM;
	if (!calls.finding)
		return page_absence(file, page, verdict);
	sure = calls.confidence > CONFIDENCE_SUSPECTED && calls.confidence >= rule->confidence;
	verdict->finding = calls.finding;
	verdict->has_confidence = true;
	verdict->confidence = calls.confidence;
	verdict->status = sure ? status_bounded(rule, rule->result) : status_when_unsure(rule);
	verdict->because.id = sure ? "page.calls" : "page.calls-not-sure";
	verdict->does_not_show = "shows-not.profile";
	error = say(page, &calls, &verdict->because);
	return error ? error : verdict_except(file, verdict);
}

int pages_call(const struct rule *rule, const struct case_file *file, struct verdict_list *out)
{
	struct pages pages;
	int error = pages_of(file, rule, &pages);

	for (size_t i = 0; !error && i < pages.count; i++)
		error = judge_page(rule, file, &pages.items[i], out);
	return error;
}
