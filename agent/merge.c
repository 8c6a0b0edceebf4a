/* merge: observations of many places -> one file of observations; with -a judged as well. */
#include <stdio.h>
#include <string.h>

#include "agent/command.h"
#include "agent/evidence.h"
#include "agent/exit.h"

static int prepare(struct options *options, struct problem *problem)
{
	if (!options->words.count)
		problem_set(problem, "which files? Name the observations.jsonl of each place");
	else if (!options->output)
		problem_set(
			problem,
			"-o DIR is missing: the folder that observations.jsonl is written into");
	return problem_found(problem) ? EXIT_USAGE : -1;
}

static bool never(void *arg, const char *host)
{
	return catalogue_never_lists(&((const struct basis *)arg)->catalogue, host);
}

/* What was kept when it was observed is kept: another catalogue or technology list may know it. */
static int read_whole(struct work *work, struct basis *basis, struct evidence *out,
                      struct problem *problem)
{
	struct interest *interest = arena_take(work->arena, 1, sizeof(*interest));

	*out = (struct evidence){ 0 };
	if (!interest)
		return EXIT_BROKEN;
	*interest = (struct interest){ .keep_arg = basis, .never = never };
	return evidence_read(work, interest, out, problem);
}

/* Judged is what was written, as evaluate would judge it. */
static int judge_whole(struct work *work, struct basis *basis, const struct evidence *whole,
                       struct problem *problem)
{
	struct evidence evidence;
	int status = evidence_parse(work, &whole->canonical, &basis->interest, &evidence, problem);

	if (!status)
		status = evidence_disclose(work, basis, &evidence, &whole->canonical, problem);
	evidence_close(&evidence);
	return status;
}

static int merge(struct work *work, struct basis *basis, struct problem *problem)
{
	struct evidence whole;
	int error, status = read_whole(work, basis, &whole, problem);

	if (!status)
		status = evidence_settle(basis, &whole, problem);
	if (!status) {
		error = outputs_write(work->outputs, work->shared, OUTPUT_OBSERVATIONS,
		                      &whole.canonical);
		if (error) {
			problem_set(problem, "writing failed: %s", strerror(-error));
			status = EXIT_BROKEN;
		}
	}
	if (!status && basis->has_agreement)
		status = judge_whole(work, basis, &whole, problem);
	evidence_close(&whole);
	return status;
}

static int work_merge(struct work *work)
{
	struct basis *basis = arena_take(work->arena, 1, sizeof(*basis));
	struct problem problem = { 0 };
	int status = basis ? basis_load(work, basis, &problem) : EXIT_BROKEN;

	if (basis && !status)
		status = merge(work, basis, &problem);
	if (basis)
		basis_close(basis);
	if (problem_found(&problem))
		fprintf(stderr, "daylight merge: %s\n", problem.text);
	return status;
}

static const char *const options[] = { "agreement", "catalogue", "output",  "at",
	                               "edition",   "time-zone", "example", "json",
	                               "quiet",     "no-color",  NULL };

const struct command command_merge = {
	.name = "merge",
	.usage = "OBSERVATIONS... -o DIR [-a DIR [--at TIME]]",
	.about = "put observations of many places into one file",
	.help = "Writes one observations.jsonl into the folder -o: every place once, in an order "
		"that the order of the\n"
		"files does not change. With -a it judges them as daylight evaluate does, and "
		"writes disclosure.json\n"
		"and disclosure.html too. A device that was looked at twice counts once where both "
		"looks used the same\n"
		"--audit-key. Fewer devices than the agreement allows to count are shown as "
		"\"fewer than 5\".",
	.example = "daylight merge laptop-*/observations.jsonl -a agreement -o school",
	.options = options,
	.takes = TAKES_CATALOGUE | TAKES_AGREEMENT | TAKES_FILES | TAKES_FOLDER,
	.outputs = 1 << OUTPUT_OBSERVATIONS | 1 << OUTPUT_DISCLOSURE | 1 << OUTPUT_HTML |
	           1 << OUTPUT_CATALOGUE | 1 << OUTPUT_SEALED | 1 << OUTPUT_MANIFEST,
	.prepare = prepare,
	.work = work_merge,
};
