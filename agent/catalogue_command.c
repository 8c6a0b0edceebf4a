/* catalogue list | show ID | explain THING | check [DIR]. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/command.h"
#include "agent/exit.h"
#include "policies/catalogue_explain.h"
#include "reports/escape.h"

static const char *const verbs[] = { "list", "show", "explain", "check", NULL };

static bool is(const struct options *options, const char *verb)
{
	return strcmp(options->words.items[0], verb) == 0;
}

static bool is_verb(const char *word)
{
	for (const char *const *v = verbs; *v; v++)
		if (strcmp(*v, word) == 0)
			return true;
	return false;
}

static int prepare(struct options *options, struct problem *problem)
{
	const char *verb = options->words.count ? options->words.items[0] : "";
	size_t most = 1;

	if (!is_verb(verb)) {
		const char *nearest = *verb ? text_nearest(verb, verbs) : NULL;

		problem_set(problem, "say list, show ID, explain THING or check%s%s%s",
		            nearest ? " (did you mean " : "", nearest ? nearest : "",
		            nearest ? "?)" : "");
		return EXIT_USAGE;
	}
	if (is(options, "check") && options->words.count == 2)
		options->catalogue = options->words.items[1];
	if (!is(options, "list"))
		most = 2;
	if (options->words.count == most || (is(options, "check") && options->words.count == 1))
		return -1;
	problem_set(problem, "daylight catalogue %s: see daylight catalogue --help", verb);
	return EXIT_USAGE;
}

static int show(const struct catalogue *catalogue, const char *id, struct arena *arena,
                struct text *out, struct problem *problem)
{
	const struct product *product = catalogue_find(catalogue, id);
	const char *nearest;

	if (product) {
		catalogue_show(catalogue, product, out);
		return 0;
	}
	nearest = catalogue_nearest(catalogue, id, arena);
	problem_set(problem, "there is no entry \"%s\"%s%s%s", id, nearest ? ": did you mean " : "",
	            nearest ? nearest : "",
	            nearest ? "?" : " (see daylight catalogue list, or explain)");
	return -EBADMSG;
}

static int answer(struct work *work, const struct catalogue *catalogue, struct text *out,
                  struct problem *problem)
{
	const struct options *options = work->options;
	const struct matcher *matcher;
	int error;

	if (is(options, "list"))
		catalogue_list(catalogue, out);
	else if (is(options, "show"))
		return show(catalogue, options->words.items[1], work->arena, out, problem);
	else if (is(options, "check"))
		text_addf(out, "in order: %zu products, %zu words, version %s, SHA-256 %s\n",
		          catalogue->product_count, catalogue->word_count, catalogue->version,
		          catalogue->sha256);
	if (!is(options, "explain"))
		return 0;
	error = matcher_new(catalogue, NULL, 0, work->arena, &matcher);
	if (!error)
		catalogue_explain(catalogue, matcher, options->words.items[1], out);
	return error;
}

static int work_catalogue(struct work *work)
{
	struct catalogue catalogue = { 0 };
	struct problem problem = { 0 };
	struct text out = { 0 }, shown = { 0 };
	int error = inputs_catalogue(work->inputs, work->arena, &catalogue, &problem);

	if (!error)
		error = answer(work, &catalogue, &out, &problem);
	if (!error && out.failed)
		error = -ENOMEM;
	if (!error && out.at)
		escape_lines(&shown, out.at);
	if (shown.at)
		fputs(shown.at, stdout);
	text_free(&shown);
	text_free(&out);
	if (!error)
		return EXIT_NOTHING;
	fprintf(stderr, "daylight catalogue: %s\n",
	        problem_found(&problem) ? problem.text : strerror(-error));
	return error == -ENOMEM ? EXIT_BROKEN : EXIT_USAGE;
}

static const char *const options[] = { "catalogue", NULL };

const struct command command_catalogue = {
	.name = "catalogue",
	.usage = "list | show ID | explain THING | check [DIR]",
	.about = "what is able to monitor, how it is recognised, and who says so",
	.help = "list: all products. show: one entry with its sources. explain: which entries a "
		"host name, package,\n"
		"path, program or unit belongs to, and by which sign. check: reads a catalogue "
		"folder strictly.",
	.example = "daylight catalogue explain veyon-service",
	.options = options,
	.takes = TAKES_CATALOGUE,
	.prepare = prepare,
	.work = work_catalogue,
};
