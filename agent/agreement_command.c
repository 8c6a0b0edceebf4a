/* agreement check: is the folder in order? agreement explain: in plain words, what does it say and
 * how is it judged? */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/command.h"
#include "agent/exit.h"
#include "policies/agreement_explain.h"
#include "reports/escape.h"

static bool is(const struct options *options, const char *word)
{
	return strcmp(options->words.items[0], word) == 0;
}

static int prepare(struct options *options, struct problem *problem)
{
	static const char *const verbs[] = { "check", "explain", NULL };
	const char *nearest;

	if (options->words.count == 0) {
		problem_set(problem, "say check or explain, and the agreement's folder");
		return EXIT_USAGE;
	}
	if (!is(options, "check") && !is(options, "explain")) {
		nearest = text_nearest(options->words.items[0], verbs);
		problem_set(problem, "\"%s\" is none (want %s)", options->words.items[0],
		            nearest ? nearest : "check or explain");
		return EXIT_USAGE;
	}
	if (options->words.count == 1 && options->agreement)
		options->words.items[options->words.count++] = options->agreement;
	if (options->words.count > 1)
		return -1;
	problem_set(problem, "name the agreement's folder: daylight agreement %s DIR",
	            options->words.items[0]);
	return EXIT_USAGE;
}

static int one(struct work *work, size_t n, const struct packs *packs,
               const struct catalogue *catalogue, struct text *out, struct problem *problem)
{
	struct agreement agreement = { 0 };
	const char *folder = work->options->words.items[n + 1];
	size_t warnings = 0;
	int error = inputs_agreement(work->inputs, n, packs, catalogue, work->arena, &agreement,
	                             problem);

	if (error)
		return error;
	if (is(work->options, "explain")) {
		error = agreement_explain(&agreement, packs, out);
	} else {
		text_addf(out,
		          "%s: in order. %s version %lld, code %s; %zu rules, %zu technologies\n",
		          folder, agreement.id, (long long)agreement.version, agreement.check_code,
		          agreement.rule_count, agreement.entry_count);
		error = agreement_warnings(&agreement, out, &warnings);
		if (!error)
			error = agreement_catalogue_warnings(&agreement, catalogue, work->arena,
			                                     out, &warnings);
	}
	agreement_close(&agreement);
	return error;
}

static int work_agreement(struct work *work)
{
	size_t folders = work->inputs->agreements.count / AGREEMENT_FILES;
	struct catalogue catalogue = { 0 };
	const struct packs *packs = NULL;
	struct problem problem = { 0 };
	struct text out = { 0 }, shown = { 0 };
	int error = inputs_catalogue(work->inputs, work->arena, &catalogue, &problem);

	if (!error)
		error = inputs_packs(work->inputs, work->arena, &packs, &problem);
	for (size_t i = 0; !error && i < folders; i++)
		error = one(work, i, packs, &catalogue, &out, &problem);
	escape_lines(&shown, out.at ? out.at : "");
	if (shown.at)
		fputs(shown.at, stdout);
	text_free(&shown);
	text_free(&out);
	if (!error)
		return EXIT_NOTHING;
	fprintf(stderr, "daylight agreement: %s\n",
	        problem_found(&problem) ? problem.text : strerror(-error));
	return error == -ENOMEM ? EXIT_BROKEN : EXIT_USAGE;
}

static const char *const options[] = { "agreement", "catalogue", NULL };

const struct command command_agreement = {
	.name = "agreement",
	.usage = "check|explain DIR...",
	.about = "check an agreement's files, or explain them in plain words",
	.help = "check: reads the folder's files strictly and names file, line and remedy of the "
		"first mistake; then what\n"
		"could be clearer. explain: prints each signed sentence beside what the tool will "
		"make of it.",
	.example = "daylight agreement check agreement",
	.options = options,
	.takes = TAKES_CATALOGUE | TAKES_AGREEMENTS,
	.prepare = prepare,
	.work = work_agreement,
};
