/* evaluate: observations of many places + agreement -> disclosure.json; reads no device. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/command.h"
#include "agent/disclose.h"
#include "agent/exit.h"
#include "probes/observation_file.h"

struct evidence_place {
	struct observations observations;
	size_t at, len; /* in the text of all places */
	const char *text;
};

struct evidence {
	struct evidence_place *places;
	size_t count;
	bool complete;
	struct text canonical; /* all places, whatever the order of files and lines */
};

static int compare_places(const void *a, const void *b)
{
	const struct evidence_place *left = a, *right = b;
	const char *x = left->observations.location.device,
		   *y = right->observations.location.device;
	size_t shorter = left->len < right->len ? left->len : right->len;
	int order = strcmp(x ? x : "", y ? y : "");

	if (!order)
		order = memcmp(left->text, right->text, shorter);
	return order ? order : (left->len > right->len) - (left->len < right->len);
}

static int add_places(struct work *work, struct evidence *evidence,
                      const struct observation_file *file, struct text *texts)
{
	size_t room = evidence->count + file->count;
	struct evidence_place *places = arena_take(work->arena, room + 1, sizeof(*places));

	if (!places)
		return -ENOMEM;
	if (evidence->count)
		memcpy(places, evidence->places, evidence->count * sizeof(*places));
	for (size_t i = 0; i < file->count; i++) {
		const struct observation_run run = { .started = TIME_NONE,
			                             .ended = TIME_NONE,
			                             .complete = file->runs[i].complete };
		struct evidence_place *place = &places[evidence->count + i];

		*place = (struct evidence_place){ .observations = file->places[i],
			                          .at = texts->len };
		if (observation_file_write(&run, &place->observations, texts) != 0)
			return -ENOMEM;
		place->len = texts->len - place->at;
		evidence->complete &= run.complete;
	}
	evidence->places = places;
	evidence->count = room;
	return 0;
}

/* The order of files on the command line never reaches the output. */
static int sort_places(struct evidence *evidence, const struct text *texts)
{
	for (size_t i = 0; i < evidence->count; i++)
		evidence->places[i].text = texts->at + evidence->places[i].at;
	if (evidence->count)
		qsort(evidence->places, evidence->count, sizeof(*evidence->places), compare_places);
	for (size_t i = 0; i < evidence->count; i++)
		text_add_bytes(&evidence->canonical, evidence->places[i].text,
		               evidence->places[i].len);
	return evidence->canonical.failed ? -ENOMEM : 0;
}

static int read_files(struct work *work, const struct basis *basis, struct evidence *out,
                      struct text *texts, struct problem *problem)
{
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
			error = add_places(work, out, &file, texts);
		if (error)
			return error;
	}
	return 0;
}

static int read_evidence(struct work *work, const struct basis *basis, struct evidence *out,
                         struct problem *problem)
{
	struct text texts = { 0 };
	int error;

	out->complete = true;
	error = read_files(work, basis, out, &texts, problem);
	if (!error)
		error = sort_places(out, &texts);
	text_free(&texts);
	return error;
}

static int judge_evidence(struct work *work, struct basis *basis, const struct evidence *evidence,
                          struct problem *problem)
{
	struct observations *places = arena_take(work->arena, evidence->count + 1, sizeof(*places));
	struct disclose_facts facts = { .mode = "evaluate",
		                        .places = places,
		                        .place_count = evidence->count,
		                        .complete = evidence->complete,
		                        .seen = &evidence->canonical };

	if (!places)
		return EXIT_BROKEN;
	for (size_t i = 0; i < evidence->count; i++)
		places[i] = evidence->places[i].observations;
	return disclose(work, basis, &facts, problem);
}

static int cannot_read(struct problem *problem)
{
	if (problem_found(problem))
		return EXIT_USAGE;
	problem_set(problem,
	            "so many observations do not fit into memory; judge fewer files at a time");
	return EXIT_BROKEN;
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
		status = cannot_read(&problem);
	if (basis && !status)
		status = judge_evidence(work, basis, &evidence, &problem);
	if (basis)
		basis_close(basis);
	text_free(&evidence.canonical);
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
