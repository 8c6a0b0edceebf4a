/* evaluate: observations of many places + agreement -> disclosure.json; reads no device. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/command.h"
#include "agent/disclose.h"
#include "agent/exit.h"
#include "probes/observation_file.h"

struct evidence {
	struct observations *places;
	size_t count, room;
	bool complete;
	struct text bytes; /* for the run's id */
};

static int compare_places(const void *a, const void *b)
{
	const struct observations *left = a, *right = b;
	const char *x = left->location.device ? left->location.device : "";
	const char *y = right->location.device ? right->location.device : "";

	return strcmp(x, y);
}

static int add_places(struct work *work, struct evidence *evidence,
                      const struct observation_file *file)
{
	size_t room = evidence->count + file->count;
	struct observations *places = arena_take(work->arena, room + 1, sizeof(*places));

	if (!places)
		return -ENOMEM;
	if (evidence->count)
		memcpy(places, evidence->places, evidence->count * sizeof(*places));
	if (file->count)
		memcpy(places + evidence->count, file->places, file->count * sizeof(*places));
	evidence->places = places;
	evidence->count = room;
	for (size_t i = 0; i < file->count; i++)
		evidence->complete &= file->runs[i].complete;
	return 0;
}

/* The order of files on the command line never reaches the output: a stable sort by device. */
static void sort_places(struct evidence *evidence)
{
	for (size_t i = 1; i < evidence->count; i++)
		for (size_t j = i;
		     j > 0 && compare_places(&evidence->places[j - 1], &evidence->places[j]) > 0;
		     j--) {
			struct observations swap = evidence->places[j];

			evidence->places[j] = evidence->places[j - 1];
			evidence->places[j - 1] = swap;
		}
}

static int read_evidence(struct work *work, const struct basis *basis, struct evidence *out,
                         struct problem *problem)
{
	out->complete = true;
	for (size_t i = 0; i < work->inputs->files.count; i++) {
		const struct input_file *input = &work->inputs->files.items[i];
		struct observation_file file = { 0 };
		struct span bytes;
		int error =
			inputs_read(input, INPUT_OBSERVATIONS_CAP, work->arena, &bytes, problem);

		if (!error)
			error = observation_file_read(input->path, bytes, work->arena,
			                              &basis->interest, &file, problem);
		if (!error)
			error = add_places(work, out, &file);
		if (error)
			return error;
		text_add_bytes(&out->bytes, (const char *)bytes.at, bytes.len);
	}
	sort_places(out);
	return out->bytes.failed ? -ENOMEM : 0;
}

static int prepare(struct options *options, struct problem *problem)
{
	if (options->output)
		return -1;
	problem_set(problem, "-o DIR is missing: the folder that disclosure.json is written into");
	return EXIT_USAGE;
}

static int work_evaluate(struct work *work)
{
	struct basis *basis = arena_take(work->arena, 1, sizeof(*basis));
	struct evidence evidence = { 0 };
	struct problem problem = { 0 };
	int status = basis ? basis_load(work, basis, &problem) : EXIT_BROKEN;

	if (basis && !status && read_evidence(work, basis, &evidence, &problem) != 0)
		status = problem_found(&problem) ? EXIT_USAGE : EXIT_BROKEN;
	if (basis && !status) {
		struct disclose_facts facts = { .mode = "evaluate",
			                        .places = evidence.places,
			                        .place_count = evidence.count,
			                        .complete = evidence.complete,
			                        .observations = &evidence.bytes };

		status = disclose(work, basis, &facts, &problem);
	}
	if (basis)
		basis_close(basis);
	text_free(&evidence.bytes);
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
	.outputs = 1 << OUTPUT_DISCLOSURE,
	.prepare = prepare,
	.work = work_evaluate,
};
