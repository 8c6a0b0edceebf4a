/* report: disclosure.json -> one of the formats. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/command.h"
#include "agent/exit.h"
#include "probes/base/text.h"
#include "reports/disclosure.h"
#include "reports/report.h"
#include "reports/sealed.h"

#define FORMATS_MAX 32

static int prepare(struct options *options, struct problem *problem)
{
	const char *names[FORMATS_MAX] = { NULL }, *nearest;
	size_t count = 0;

	for (; reporters[count] && count + 1 < FORMATS_MAX; count++)
		names[count] = reporters[count]->format;
	if (options->words.count != 1) {
		problem_set(problem, "name one disclosure.json (see daylight report --help)");
		return EXIT_USAGE;
	}
	if (!options->format)
		options->format = "html";
	if (reporter_find(options->format))
		return -1;
	nearest = text_nearest(options->format, names);
	problem_set(problem, "--format: there is no \"%s\"%s%s%s", options->format,
	            nearest ? "; did you mean " : "", nearest ? nearest : "",
	            nearest ? "?" : " (want html, json, text or answers)");
	return EXIT_USAGE;
}

static int open_annex(struct work *work, struct json_object *disclosure, struct problem *problem)
{
	const struct input_file *annex = &work->inputs->annex;
	struct span bytes;
	int error = inputs_read(annex, INPUT_FILE_CAP, work->arena, &bytes, problem);

	return error ? error : sealed_open(annex->path, bytes, disclosure, problem);
}

static int work_report(struct work *work)
{
	const struct input_file *input = &work->inputs->files.items[0];
	struct json_object *disclosure = NULL;
	struct problem problem = { 0 };
	struct text text = { 0 };
	struct span bytes;
	int error = inputs_read(input, INPUT_FILE_CAP, work->arena, &bytes, &problem);

	if (!error)
		error = disclosure_read(input->path, bytes, &disclosure, &problem);
	if (!error && work->options->annex)
		error = open_annex(work, disclosure, &problem);
	if (error) {
		json_object_put(disclosure);
		fprintf(stderr, "daylight report: %s\n",
		        problem_found(&problem) ? problem.text : strerror(-error));
		return error == -ENOMEM ? EXIT_BROKEN : EXIT_USAGE;
	}
	error = reporter_find(work->options->format)
	                ->write(disclosure, work->terminal && !work->options->no_color, &text);
	if (!error)
		error = outputs_write_stream(work->outputs, work->shared, &text);
	json_object_put(disclosure);
	text_free(&text);
	if (!error)
		return EXIT_NOTHING;
	fprintf(stderr, "daylight report: writing failed: %s\n", strerror(-error));
	return EXIT_BROKEN;
}

static const char *const options[] = { "format", "output", "annex", "no-color", NULL };

const struct command command_report = {
	.name = "report",
	.usage = "DISCLOSURE [--format html|json|text|answers] [--annex FILE] [-o FILE]",
	.about = "disclosure.json as a page for people, or as text",
	.help = "Writes a disclosure as html (one file, opens without a network), json or text, or "
		"as answers: a sheet to "
		"print,\n"
		"with room to answer each thing raised; to standard output, or with -o into a "
		"file.",
	.example = "daylight report result/disclosure.json --format html -o report.html",
	.options = options,
	.takes = TAKES_FILES | TAKES_STREAM,
	.prepare = prepare,
	.work = work_report,
};
