/* agreement starter: the four files of an agreement, to be filled in by hand. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/agreement_files.h"
#include "agent/exit.h"

static int prepare(struct options *options, struct problem *problem)
{
	if (options->words.count == 1 && !options->output)
		options->output = options->words.items[--options->words.count];
	if (options->output && !options->words.count)
		return -1;
	problem_set(problem, options->words.count
	                             ? "this takes no words but -o DIR"
	                             : "say where to write: -o DIR (a folder anew; nothing is "
	                               "overwritten)");
	return EXIT_USAGE;
}

int agreement_files_write(struct work *work, const struct starter *starter)
{
	const struct {
		enum output output;
		const struct text *text;
	} files[] = {
		{ OUTPUT_AGREEMENT, &starter->agreement },
		{ OUTPUT_REGISTER_CSV, &starter->register_csv },
		{ OUTPUT_AUTHORISATION, &starter->authorisation },
		{ OUTPUT_LOG, &(struct text){ 0 } },
		{ OUTPUT_README, &starter->readme },
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		int error =
			outputs_write(work->outputs, work->shared, files[i].output, files[i].text);

		if (error)
			return error;
	}
	return 0;
}

void agreement_files_say(const struct starter *starter)
{
	struct text sources = { 0 };

	starter_sources(starter, &sources);
	if (sources.at && !sources.failed)
		printf("Where its clauses come from:\n%s", sources.at);
	text_free(&sources);
}

static int work_starter(struct work *work)
{
	date today = work->options->at_day != DATE_NONE ? work->options->at_day
	             : work->options->at_given          ? date_of(work->options->at_seconds)
	                                                : date_of(work->now);
	struct starter starter = { 0 };
	int error = starter_blank(today, &starter);

	if (!error)
		error = agreement_files_write(work, &starter);
	if (!error)
		agreement_files_say(&starter);
	starter_free(&starter);
	if (error) {
		fprintf(stderr, "daylight agreement starter: %s\n", strerror(-error));
		return EXIT_BROKEN;
	}
	printf("Eight rules, a technology list and a draft permission are in %s.\n"
	       "README.txt there says what to do next; text in [square brackets] is a blank.\n",
	       work->options->output);
	return EXIT_NOTHING;
}

static const char *const options[] = { "output", "at", NULL };

extern const struct command agreement_starter;
const struct command agreement_starter = {
	.name = "agreement starter",
	.usage = "-o DIR",
	.about = "eight ready rules and a spreadsheet, to be filled in",
	.help = "Writes agreement.json with eight rules, register.csv (the technology list, for a "
		"spreadsheet program),\n"
		"authorisation.json (the permission, a draft), an empty log.jsonl and README.txt "
		"with "
		"the next steps.\n"
		"A file that is there already is never overwritten.",
	.example = "daylight agreement starter -o agreement",
	.options = options,
	.takes = TAKES_FOLDER | TAKES_NEW_FOLDER,
	.outputs = AGREEMENT_OUTPUTS,
	.prepare = prepare,
	.work = work_starter,
};
