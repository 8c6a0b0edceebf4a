/* agreement explain: in plain words, what does it say, and how is it judged? As text, or as the
 * schedule that the parties sign. */
#include "policies/agreement_explain.h"

#include <errno.h>
#include <string.h>

#include "agent/agreement_folders.h"
#include "agent/exit.h"
#include "agent/paper_format.h"
#include "probes/base/cleanup.h"
#include "reports/escape.h"
#include "reports/schedule.h"

static int prepare(struct options *options, struct problem *problem)
{
	int status = agreement_folders_prepare(options, problem);

	if (status < 0)
		status = paper_format_prepare(options,
		                              (const char *const[]){ "text", "html", "odt", NULL },
		                              "text", problem);
	if (status >= 0 || strcmp(options->format, "text") == 0 || options->words.count == 1)
		return status;
	problem_set(problem, "a schedule is of one agreement: name one folder with --format %s",
	            options->format);
	return EXIT_USAGE;
}

static int schedule(const struct agreement_folder *folder, struct text *page)
{
	struct paper paper;

	schedule_paper(folder->agreement, folder->packs, folder->work->arena, &paper);
	return paper_format_write(folder->work->options, &paper, page);
}

/* Plain words go where check prints too; a file or a schedule goes out here. */
static int explain_one(const struct agreement_folder *folder, struct text *out)
{
	_cleanup_(text_free) struct text words = { 0 }, page = { 0 };
	const struct options *options = folder->work->options;
	int error;

	if (strcmp(options->format, "text") == 0 && !options->output)
		return agreement_explain(folder->agreement, folder->packs, out);
	if (strcmp(options->format, "text") == 0) {
		error = agreement_explain(folder->agreement, folder->packs, &words);
		escape_lines(&page, words.at ? words.at : "");
	} else {
		error = schedule(folder, &page);
	}
	return error ? error
	             : outputs_write_stream(folder->work->outputs, folder->work->shared, &page);
}

static int work_explain(struct work *work)
{
	return agreement_folders_work(work, explain_one);
}

static const char *const options[] = { "agreement", "catalogue", "format", "output", NULL };

extern const struct command agreement_explain_verb;
const struct command agreement_explain_verb = {
	.name = "agreement explain",
	.usage = "DIR... [--format text|html|odt] [-o FILE]",
	.about = "each signed sentence beside what the tool will test; the schedule to sign",
	.help = "Shows each signed sentence beside the sentence that the rule's other fields make, "
		"so that a mismatch\n"
		"is visible before anybody signs. html and odt are the schedule that the parties "
		"sign: with the check code\n"
		"of the agreement on each page, to be compared with the code that the report "
		"prints.",
	.example = "daylight agreement explain agreement --format odt -o schedule.odt",
	.options = options,
	.takes = TAKES_CATALOGUE | TAKES_AGREEMENTS | TAKES_STREAM,
	.prepare = prepare,
	.work = work_explain,
};
