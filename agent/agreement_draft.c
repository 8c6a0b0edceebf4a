/* agreement draft: a technology list to negotiate, from what a run saw. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/command.h"
#include "agent/exit.h"
#include "agent/register_output.h"
#include "probes/base/cleanup.h"
#include "reports/disclosure.h"
#include "reports/draft.h"

static int prepare(struct options *options, struct problem *problem)
{
	if (options->words.count == 1)
		return register_output_prepare(options, problem);
	problem_set(problem, "name one disclosure.json");
	return EXIT_USAGE;
}

static void say_counts(const struct work *work, const struct draft_counts *counts)
{
	if (work->options->quiet)
		return;
	fprintf(stderr, "%zu %s to negotiate", counts->rows,
	        counts->rows == 1 ? "technology" : "technologies");
	if (counts->listed)
		fprintf(stderr, "; %zu left out that %s on the technology list already",
		        counts->listed, counts->listed == 1 ? "is" : "are");
	if (counts->folded)
		fprintf(stderr, "; %zu left out whose output only the person at the device sees",
		        counts->folded);
	fputs("\n", stderr);
}

static int work_draft(struct work *work)
{
	const struct input_file *input = &work->inputs->files.items[0];
	_cleanup_(text_free) struct text out = { 0 };
	struct json_object *disclosure = NULL;
	struct draft_counts counts;
	struct problem problem = { 0 };
	struct span bytes;
	int error = inputs_read(input, INPUT_FILE_CAP, work->arena, &bytes, &problem);

	if (!error)
		error = disclosure_read(input->path, bytes, &disclosure, &problem);
	if (!error)
		error = draft_from_disclosure(disclosure, strcmp(work->options->format, "csv") == 0,
		                              &out, &counts);
	if (!error)
		error = outputs_write_stream(work->outputs, work->shared, &out);
	json_object_put(disclosure);
	if (!error) {
		say_counts(work, &counts);
		return EXIT_NOTHING;
	}
	fprintf(stderr, "daylight agreement draft: %s\n",
	        problem_found(&problem) ? problem.text : strerror(-error));
	return problem_found(&problem) ? EXIT_USAGE : EXIT_BROKEN;
}

static const char *const options[] = { "format", "output", "quiet", NULL };

extern const struct command agreement_draft;
const struct command agreement_draft = {
	.name = "agreement draft",
	.usage = "DISCLOSURE [-o DIR|FILE] [--format json|csv]",
	.about = "a technology list to negotiate, from what a run saw",
	.help = "Writes a row of status proposed for each technology that a run without an "
		"agreement saw. What it is\n"
		"able to do stands beside the row as a comment: the parties decide what of that "
		"is allowed and what\n"
		"stays off. csv has the twelve columns of a spreadsheet, and by which product a "
		"row is recognised.",
	.example = "daylight agreement draft report/disclosure.json -o agreement",
	.options = options,
	.takes = TAKES_FILES | TAKES_STREAM,
	.prepare = prepare,
	.work = work_draft,
};
