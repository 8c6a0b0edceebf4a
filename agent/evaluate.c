/* evaluate: observations of many places + agreement -> disclosure.json; reads no device. */
#include <stdio.h>

#include "agent/command.h"
#include "agent/evidence.h"
#include "agent/exit.h"

static int prepare(struct options *options, struct problem *problem)
{
	if (options->output)
		return -1;
	problem_set(problem, "-o DIR is missing: the folder that disclosure.json is written into");
	return EXIT_USAGE;
}

static int judge_files(struct work *work, struct basis *basis, struct problem *problem)
{
	struct evidence evidence;
	int status = evidence_read(work, &basis->interest, &evidence, problem);

	if (!status)
		status = evidence_disclose(work, basis, &evidence, NULL, problem);
	evidence_close(&evidence);
	return status;
}

static int work_evaluate(struct work *work)
{
	struct basis *basis = arena_take(work->arena, 1, sizeof(*basis));
	struct problem problem = { 0 };
	int status = basis ? basis_load(work, basis, &problem) : EXIT_BROKEN;

	if (basis && !status)
		status = judge_files(work, basis, &problem);
	if (basis)
		basis_close(basis);
	if (problem_found(&problem))
		fprintf(stderr, "daylight evaluate: %s\n", problem.text);
	return status;
}

static const char *const options[] = { "agreement", "catalogue", "output",  "at",
	                               "edition",   "time-zone", "example", "json",
	                               "quiet",     "no-color",  NULL };

const struct command command_evaluate = {
	.name = "evaluate",
	.usage = "[OBSERVATIONS]... -a DIR -o DIR [--at TIME]",
	.about = "judge observations of one or many places",
	.help = "Judges files that daylight observe wrote (of many devices and recordings "
		"together) by the agreement -a,\n"
		"and writes disclosure.json into the folder -o. Reads no device. Without any file "
		"only dates and\n"
		"records of the technology list are judged.",
	.example = "daylight evaluate laptop-*/observations.jsonl -a agreement -o result",
	.options = options,
	.takes = TAKES_CATALOGUE | TAKES_AGREEMENT | TAKES_FILES | TAKES_FOLDER,
	.outputs = 1 << OUTPUT_DISCLOSURE | 1 << OUTPUT_SEALED,
	.prepare = prepare,
	.work = work_evaluate,
};
