/* Pages on which a machine answers, and whether they say so. */
#include "policies/rules/record_pages.h"

#include <errno.h>
#include <string.h>

#include "policies/rules/outcome.h"
#include "policies/rules/pages.h"
#include "policies/rules/seen.h"
#include "policies/rules/word_set.h"
#include "policies/scope.h"

struct answering {
	struct word_set services[PAGE_LABELS]; /* by what the visit noted of the page */
	enum confidence confidence[PAGE_LABELS];
	const struct finding *finding[PAGE_LABELS]; /* the best known; or NULL */
};

/* It writes or decides what people read; a filter or a recorder does not. */
static bool is_automated(const struct finding *finding)
{
	const struct product *product = finding->product;

	for (size_t i = 0; product && i < product->capability_count; i++)
		if (strcmp(product->capabilities[i].word, "ai-generation") == 0 ||
		    strcmp(product->capabilities[i].word, "ai-decision") == 0)
			return true;
	return finding->entry && finding->entry->is_ai;
}

static int note_call(const struct case_file *file, const struct finding *finding,
                     const struct finding_evidence *evidence, struct answering *out)
{
	enum page_label label = evidence->fact->label;
	enum confidence confidence = page_call_confidence(evidence);

	if (!out->finding[label] || confidence > out->confidence[label]) {
		out->finding[label] = finding;
		out->confidence[label] = confidence;
	}
	return word_set_add(&out->services[label], file->arena,
	                    finding->product ? finding->product->name
	                                     : subject_name(finding->entry, NULL));
}

static int gather(const struct case_file *file, const struct rule *rule, const struct page *page,
                  struct answering *out)
{
	for (size_t i = 0; i < file->findings->count; i++) {
		const struct finding *finding = &file->findings->items[i];
		size_t count;
		const struct finding_evidence *all = finding_all(finding, &count);

		for (size_t e = 0; is_automated(finding) && e < count; e++) {
			enum page_stage stage;

			if (!page_made(page, all[e].fact, &stage) ||
			    !scope_takes_place(file->agreement, rule,
			                       &file->places[all[e].place].location))
				continue;
			if (note_call(file, finding, &all[e], out))
				return -ENOMEM;
		}
	}
	return 0;
}

/* A page without a label is no gap in the list: where the parties signed no more than
 * `incomplete-record`, only people can say what it means. */
static enum status status_without_label(const struct rule *rule)
{
	return status_bounded(rule, rule->result == STATUS_INCOMPLETE_RECORD ? rule->otherwise
	                                                                     : rule->result);
}

static int say(const struct page *page, const struct answering *answering, enum page_label label,
               struct verdict *verdict)
{
	verdict->finding = answering->finding[label];
	verdict->has_confidence = true;
	verdict->confidence = answering->confidence[label];
	verdict->does_not_show = "shows-not.misled";
	if (sentence_word(&verdict->because, "page", page->name))
		return -ENOMEM;
	return sentence_words(&verdict->because, "services", answering->services[label].words);
}

static int decide(const struct case_file *file, const struct page *page,
                  const struct answering *answering, struct verdict *verdict)
{
	const struct rule *rule = verdict->rule;
	enum page_label label = PAGE_UNLABELLED;
	bool sure = answering->confidence[label] > CONFIDENCE_SUSPECTED &&
	            answering->confidence[label] >= rule->confidence;

	if (answering->finding[label]) {
		verdict->status = sure ? status_without_label(rule) : status_when_unsure(rule);
		verdict->because.id = sure ? "page.unlabelled" : "page.unlabelled-not-sure";
		return say(page, answering, label, verdict);
	}
	label = PAGE_LABELLED;
	if (answering->finding[label]) {
		verdict->status = STATUS_AGREED;
		verdict->because.id = "page.labelled";
		return say(page, answering, label, verdict);
	}
	label = PAGE_LABEL_UNKNOWN;
	if (answering->finding[label]) {
		verdict->status = STATUS_INSUFFICIENT_COVERAGE;
		verdict->because.id = "page.label-not-noted";
		return say(page, answering, label, verdict);
	}
	return page_absence(file, page, verdict);
}

int pages_label(const struct rule *rule, const struct case_file *file, struct verdict_list *out)
{
	struct pages pages;
	int error = pages_of(file, rule, &pages);

	for (size_t i = 0; !error && i < pages.count; i++) {
		struct verdict *verdict = verdict_add(out, rule, pages.items[i].subject);
		struct answering answering = { 0 };

		if (!verdict || gather(file, rule, &pages.items[i], &answering))
			return -ENOMEM;
		error = decide(file, &pages.items[i], &answering, verdict);
		if (!error)
			error = verdict_except(file, verdict);
	}
	return error;
}
