/* Loads the folders of the command line, one after the other. */
#include "agent/agreement_folders.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/basis.h"
#include "agent/exit.h"
#include "reports/escape.h"

int agreement_folders_prepare(struct options *options, struct problem *problem)
{
	if (options->words.count == 0 && options->agreement)
		options->words.items[options->words.count++] = options->agreement;
	if (options->words.count)
		return -1;
	problem_set(problem, "name the agreement's folder");
	return EXIT_USAGE;
}

static int load_one(struct agreement_folder *folder, size_t n,
                    int (*one)(const struct agreement_folder *folder, struct text *out),
                    struct text *out, struct problem *problem)
{
	struct work *work = folder->work;
	struct agreement *agreement = arena_take(work->arena, 1, sizeof(*agreement));
	int error = agreement ? inputs_agreement(work->inputs, n, folder->packs, folder->catalogue,
	                                         work->arena, agreement, problem)
	                      : -ENOMEM;

	if (error)
		return error;
	folder->path = work->options->words.items[n];
	folder->agreement = agreement;
	error = basis_check_zone(work, agreement, problem);
	if (!error)
		error = one(folder, out);
	agreement_close(agreement);
	return error;
}

static void show(const struct text *out)
{
	struct text shown = { 0 };

	escape_lines(&shown, out->at ? out->at : "");
	if (shown.at)
		fputs(shown.at, stdout);
	text_free(&shown);
}

int agreement_folders_work(struct work *work,
                           int (*one)(const struct agreement_folder *folder, struct text *out))
{
	size_t folders = work->inputs->agreements.count / AGREEMENT_FILES;
	struct catalogue catalogue = { 0 };
	struct problem problem = { 0 };
	struct agreement_folder folder = { .work = work,
		                           .catalogue = &catalogue,
		                           .problem = &problem };
	struct text out = { 0 };
	int error = inputs_catalogue(work->inputs, work->arena, &catalogue, &problem);

	if (!error)
		error = inputs_packs(work->inputs, work->arena, &folder.packs, &problem);
	for (size_t i = 0; !error && i < folders; i++)
		error = load_one(&folder, i, one, &out, &problem);
	show(&out);
	text_free(&out);
	if (!error)
		return EXIT_NOTHING;
	if (error == -EBADMSG && !problem_found(&problem)) /* which `one` has said */
		return EXIT_USAGE;
	fprintf(stderr, "daylight %s: %s\n", work->command->name,
	        problem_found(&problem) ? problem.text : strerror(-error));
	return problem_found(&problem) || error == -EBADMSG ? EXIT_USAGE : EXIT_BROKEN;
}
