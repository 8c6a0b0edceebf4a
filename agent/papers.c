/* papers: the forms around a check, written from the agreement. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/command.h"
#include "agent/denied.h"
#include "agent/exit.h"
#include "agent/paper_format.h"
#include "policies/agreement_explain.h"
#include "reports/escape.h"
#include "reports/papers.h"

static const enum output outputs_of[][2] = {
	/* html, odt; in the order of paper_writers */
	{ OUTPUT_PERMISSION_HTML, OUTPUT_PERMISSION_ODT }, { OUTPUT_DPIA_HTML, OUTPUT_DPIA_ODT },
	{ OUTPUT_NOTICE_HTML, OUTPUT_NOTICE_ODT },         { OUTPUT_TERMS_HTML, OUTPUT_TERMS_ODT },
	{ OUTPUT_IT_SHEET_HTML, OUTPUT_IT_SHEET_ODT },
};

static bool wanted(const struct options *options, size_t n)
{
	return strcmp(options->kind, "all") == 0 ||
	       strcmp(options->kind, paper_writers[n]->name) == 0;
}

static unsigned choose(const struct options *options)
{
	unsigned chosen = 0;

	for (size_t i = 0; paper_writers[i]; i++)
		if (wanted(options, i))
			chosen |= 1u << outputs_of[i][strcmp(options->format, "odt") == 0];
	return chosen;
}

static int check_kind(struct options *options, struct problem *problem)
{
	const char *names[] = { "permission", "dpia", "notice", "terms", "it-sheet", "all", NULL };
	const char *nearest;

	if (!options->kind)
		options->kind = "all";
	if (strcmp(options->kind, "all") == 0 || paper_writer_find(options->kind))
		return -1;
	nearest = text_nearest(options->kind, names);
	problem_set(problem, "--kind: there is no \"%.60s\" (want %s)", options->kind,
	            nearest ? nearest : "permission, dpia, notice, terms, it-sheet or all");
	return EXIT_USAGE;
}

static int prepare(struct options *options, struct problem *problem)
{
	int status = check_kind(options, problem);

	if (status >= 0)
		return status;
	if (options->words.count) {
		problem_set(problem,
		            "\"%.60s\": name the agreement with -a, the folder to write "
		            "into with -o",
		            options->words.items[0]);
		return EXIT_USAGE;
	}
	if (!options->output) {
		problem_set(problem, "-o DIR is missing: the folder that the papers are written "
		                     "into");
		return EXIT_USAGE;
	}
	return paper_format_prepare(options, (const char *const[]){ "html", "odt", NULL }, "html",
	                            problem);
}

static int load(struct work *work, struct agreement *agreement, struct problem *problem)
{
	struct catalogue catalogue = { 0 };
	const struct packs *packs = NULL;
	int error = inputs_catalogue(work->inputs, work->arena, &catalogue, problem);

	if (!error)
		error = inputs_packs(work->inputs, work->arena, &packs, problem);
	return error ? error
	             : inputs_agreement(work->inputs, 0, packs, &catalogue, work->arena, agreement,
	                                problem);
}

static int write_one(struct work *work, const struct papers_source *source, size_t n)
{
	struct paper paper;
	struct text page = { 0 }, folder = { 0 };
	enum output output = outputs_of[n][strcmp(work->options->format, "odt") == 0];
	int error;

	paper_writers[n]->write(source, work->arena, &paper);
	error = paper_format_write(work->options, &paper, &page);
	if (!error)
		error = outputs_write(work->outputs, work->shared, output, &page);
	text_free(&page);
	escape_plain(&folder, work->options->output);
	if (!error && !work->options->quiet)
		printf("%s/%s\n", folder.at ? folder.at : "", output_name(output));
	text_free(&folder);
	return error;
}

static int work_papers(struct work *work)
{
	struct agreement agreement = { 0 };
	struct papers_source source = { .denied = denied_paths };
	struct problem problem = { 0 };
	int error = 0;

	if (work->options->agreement)
		error = load(work, &agreement, &problem);
	if (error) {
		fprintf(stderr, "daylight papers: %s\n",
		        problem_found(&problem) ? problem.text : strerror(-error));
		return error == -ENOMEM ? EXIT_BROKEN : EXIT_USAGE;
	}
	source.agreement = work->options->agreement ? &agreement : NULL;
	for (size_t i = 0; !error && paper_writers[i]; i++)
		if (wanted(work->options, i))
			error = write_one(work, &source, i);
	if (source.agreement)
		agreement_close(&agreement);
	if (!error)
		return EXIT_NOTHING;
	fprintf(stderr, "daylight papers: writing failed: %s\n", strerror(-error));
	return EXIT_BROKEN;
}

static const char *const options[] = { "agreement", "catalogue", "format", "kind",
	                               "output",    "quiet",     NULL };

const struct command command_papers = {
	.name = "papers",
	.usage = "[--kind KIND] [-a DIR] -o DIR [--format html|odt]",
	.about = "permission form, DPIA draft, staff notice, expert's terms, sheet for IT",
	.help = "Writes the papers around a check from the agreement's files: permission, dpia, "
		"notice, terms, it-sheet,\n"
		"or all. What the files do not hold stays a blank that says what to fill in; "
		"without -a all of it.\n"
		"Each is a draft and not legal advice.",
	.example = "daylight papers -a agreement -o papers --format odt",
	.options = options,
	.takes = TAKES_CATALOGUE | TAKES_AGREEMENT | TAKES_FOLDER,
	.choose_outputs = choose,
	.prepare = prepare,
	.work = work_papers,
};
