/* agreement new: a dialogue that ends in an agreement. It runs in the worker: the terminal is its
 * standard input, and every file was opened before the sandbox closed. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "agent/agreement_files.h"
#include "agent/exit.h"
#include "agent/interview.h"
#include "policies/agreement.h"
#include "reports/escape.h"

static int prepare(struct options *options, struct problem *problem)
{
	if (options->words.count == 1 && !options->output)
		options->output = options->words.items[--options->words.count];
	if (!options->output || options->words.count)
		problem_set(problem, "say where to write: -o DIR");
	else if (!options->answers && !isatty(STDIN_FILENO))
		problem_set(problem, "there is no terminal to ask on (say --answers FILE)");
	return problem_found(problem) ? EXIT_USAGE : -1;
}

/* What was written must pass the same check as any other agreement. */
static int check(struct interview *interview, const struct starter *starter, char code[20],
                 struct problem *problem)
{
	struct work *work = interview->work;
	struct agreement agreement = { 0 };
	const struct packs *packs = NULL;
	struct agreement_files files = {
		.agreement = { (const uint8_t *)starter->agreement.at, starter->agreement.len },
		.register_csv = { (const uint8_t *)starter->register_csv.at,
		                  starter->register_csv.len },
		.authorisation = { (const uint8_t *)starter->authorisation.at,
		                   starter->authorisation.len },
	};
	int error = inputs_packs(work->inputs, work->arena, &packs, problem);

	if (!error)
		error = agreement_load(&files, packs, interview->catalogue, work->arena, &agreement,
		                       problem);
	if (error)
		return error;
	memcpy(code, agreement.check_code, 20);
	agreement_close(&agreement);
	return 0;
}

static void say_next(const struct work *work, const char *code)
{
	const char *folder = work->options->output;

	printf("\nThe agreement is in %s, as a draft; its check code is %s.\n\n"
	       "What to do next\n"
	       "  1. daylight agreement check %s\n"
	       "  2. daylight agreement explain %s      read this together: is it what you mean?\n"
	       "  3. When all agree, change \"draft\" into \"signed\" in agreement.json, check "
	       "once "
	       "more, and sign the\n"
	       "     page with the check code. When one letter of the file changes, the code "
	       "changes.\n"
	       "  4. Fill in authorisation.json, the permission: until then nothing is read.\n"
	       "  5. daylight audit -a %s -o report\n",
	       folder, code, folder, folder, folder);
}

static int finish(struct interview *interview, struct problem *problem)
{
	struct work *work = interview->work;
	struct starter starter = { 0 };
	struct text answers = { 0 };
	char code[20];
	int error = starter_fill(interview->answers, interview->catalogue, &starter);

	if (!error)
		error = check(interview, &starter, code, problem);
	if (!error)
		error = interview_write(interview, &answers);
	if (!error)
		error = agreement_files_write(work, &starter);
	if (!error)
		error = outputs_write(work->outputs, work->shared, OUTPUT_ANSWERS, &answers);
	if (!error)
		say_next(work, code);
	if (!error)
		agreement_files_say(&starter);
	text_free(&answers);
	starter_free(&starter);
	return error;
}

static int hold(struct interview *interview)
{
	size_t resumed = 0;
	int error = interview_resume(interview, &resumed);

	if (error)
		return error;
	if (resumed)
		printf("Going on where it ended; %zu answers are kept.\n",
		       (size_t)json_object_object_length(interview->answers));
	else
		printf("Some questions, one after the other. Enter takes what stands in "
		       "[brackets]; "
		       "? explains more;\n"
		       "back goes back; quit stops, and the same command goes on later.\n");
	return interview_run(interview);
}

static int answer_all(struct interview *interview, struct problem *problem)
{
	struct work *work = interview->work;
	struct span bytes = { 0 };
	int error;

	if (!work->options->answers)
		return hold(interview);
	error = inputs_read(&work->inputs->answers, INPUT_FILE_CAP, work->arena, &bytes, problem);
	return error ? error
	             : interview_load(interview, bytes, work->inputs->answers.name, problem);
}

static int complain(const struct work *work, int error, const struct problem *problem)
{
	struct text shown = { 0 };

	if (error == -EINTR) {
		fprintf(stderr,
		        "\nNot finished. The same command goes on where it ended:\n"
		        "  daylight agreement new -o %s\n",
		        work->options->output);
		return EXIT_BROKEN;
	}
	escape_plain(&shown, problem_found(problem) ? problem->text : strerror(-error));
	fprintf(stderr, "daylight agreement new: %s\n", shown.at ? shown.at : "");
	text_free(&shown);
	return error == -EBADMSG ? EXIT_USAGE : EXIT_BROKEN;
}

static int work_new(struct work *work)
{
	struct catalogue catalogue = { 0 };
	struct interview *interview = arena_take(work->arena, 1, sizeof(*interview));
	struct problem problem = { 0 };
	int error = interview ? inputs_catalogue(work->inputs, work->arena, &catalogue, &problem)
	                      : -ENOMEM;

	if (!error) {
		interview->work = work;
		interview->catalogue = &catalogue;
		interview->today = date_of(work->now);
		interview->answers = json_object_new_object();
		error = interview->answers ? answer_all(interview, &problem) : -ENOMEM;
		if (!error)
			error = finish(interview, &problem);
		json_object_put(interview->answers);
	}
	return error ? complain(work, error, &problem) : EXIT_NOTHING;
}

static const char *const options[] = { "output", "answers", "catalogue", NULL };

extern const struct command agreement_new;
const struct command agreement_new = {
	.name = "agreement new",
	.usage = "-o DIR [--answers FILE]",
	.about = "a dialogue that ends in an agreement",
	.help = "Asks some thirty questions on the terminal, each explained, and writes the files "
		"of an "
		"agreement that\n"
		"passes the check. Answers are saved as they come: the same command goes on where "
		"it "
		"ended. With --answers\n"
		"nothing is asked; answers.json of an earlier dialogue is such a file.",
	.example = "daylight agreement new -o agreement",
	.options = options,
	.takes = TAKES_CATALOGUE | TAKES_PACKS | TAKES_FOLDER | TAKES_NEW_FOLDER,
	.outputs = AGREEMENT_OUTPUTS | 1u << OUTPUT_ANSWERS,
	.resumed = 1u << OUTPUT_ANSWERS,
	.prepare = prepare,
	.work = work_new,
};
