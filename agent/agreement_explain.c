/* agreement explain: in plain words, what does it say, and how is it judged? */
#include "policies/agreement_explain.h"

#include "agent/agreement_folders.h"

static int explain_one(const struct agreement_folder *folder, struct text *out)
{
	return agreement_explain(folder->agreement, folder->packs, out);
}

static int work_explain(struct work *work)
{
	return agreement_folders_work(work, explain_one);
}

static const char *const options[] = { "agreement", "catalogue", NULL };

extern const struct command agreement_explain_verb;
const struct command agreement_explain_verb = {
	.name = "agreement explain",
	.usage = "DIR...",
	.about = "each signed sentence beside what the tool will make of it",
	.help = "Prints each signed sentence beside the sentence that the rule's other fields "
		"make, so "
		"that a mismatch\n"
		"is visible before anybody signs.",
	.example = "daylight agreement explain agreement",
	.options = options,
	.takes = TAKES_CATALOGUE | TAKES_AGREEMENTS,
	.prepare = agreement_folders_prepare,
	.work = work_explain,
};
