/* agreement propose: the entry for a technology, from a look before and a look after it was
 * installed. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/basis.h"
#include "agent/command.h"
#include "agent/exit.h"
#include "agent/register_output.h"
#include "probes/base/cleanup.h"
#include "probes/observation_file.h"
#include "reports/proposal.h"

static int prepare(struct options *options, struct problem *problem)
{
	if (options->words.count != 2) {
		problem_set(problem, "name two files of observations: before, and after");
		return EXIT_USAGE;
	}
	if (options->format && strcmp(options->format, "csv") == 0) {
		problem_set(problem, "a proposal holds what a spreadsheet has no column for (want "
		                     "json)");
		return EXIT_USAGE;
	}
	options->format = "json";
	return register_output_prepare(options, problem);
}

static bool keep_all(void *arg, const struct observation *fact)
{
	(void)arg;
	(void)fact;
	return true;
}

static int read_side(struct work *work, const struct basis *basis, size_t n,
                     struct proposal_side *out, struct problem *problem)
{
	const struct input_file *input = &work->inputs->files.items[n];
	struct interest interest = basis->interest; /* names that are never listed stay so */
	struct observation_file file = { 0 };
	struct span bytes;
	int error;

	interest.keep = keep_all;
	error = inputs_read(input, INPUT_OBSERVATIONS_CAP, work->arena, &bytes, problem);
	if (!error)
		error = observation_file_read(input->path, bytes, work->arena, &interest, &file,
		                              problem);
	*out = (struct proposal_side){ file.places, file.count };
	return error;
}

static int propose(struct work *work, const struct basis *basis, struct problem *problem)
{
	_cleanup_(text_free) struct text out = { 0 };
	struct proposal_side before, after;
	struct proposal_counts counts = { 0 };
	int error = read_side(work, basis, 0, &before, problem);

	if (!error)
		error = read_side(work, basis, 1, &after, problem);
	if (!error)
		error = proposal_write(&before, &after, &basis->catalogue, basis->matcher,
		                       work->arena, &out, &counts);
	if (!error)
		error = outputs_write_stream(work->outputs, work->shared, &out);
	if (!error && !work->options->quiet)
		fprintf(stderr, "%zu new that the catalogue knows, %zu that it does not\n",
		        counts.known, counts.unknown);
	if (!error)
		return EXIT_NOTHING;
	if (problem_found(problem))
		return EXIT_USAGE;
	problem_set(problem, "%s", strerror(-error));
	return EXIT_BROKEN;
}

static int work_propose(struct work *work)
{
	struct basis *basis = arena_take(work->arena, 1, sizeof(*basis));
	struct problem problem = { 0 };
	int status = basis ? basis_load(work, basis, &problem) : EXIT_BROKEN;

	if (basis && !status)
		status = propose(work, basis, &problem);
	if (basis)
		basis_close(basis);
	if (problem_found(&problem))
		fprintf(stderr, "daylight agreement propose: %s\n", problem.text);
	return status;
}

static const char *const options[] = { "catalogue", "output", "quiet", NULL };

extern const struct command agreement_propose;
const struct command agreement_propose = {
	.name = "agreement propose",
	.usage = "BEFORE AFTER [-o DIR|FILE]",
	.about = "the entry for a new technology, from a look before and one after",
	.help = "Takes two files that daylight observe wrote, before and after something was "
		"installed, and writes a\n"
		"proposed row for what is new: with the day, abilities, permissions, "
		"organisations and countries as its\n"
		"baseline. Observe with --keep-inventory, so that what the catalogue does not "
		"know is found too.",
	.example = "daylight agreement propose before/observations.jsonl after/observations.jsonl",
	.options = options,
	.takes = TAKES_CATALOGUE | TAKES_FILES | TAKES_STREAM,
	.prepare = prepare,
	.work = work_propose,
};
