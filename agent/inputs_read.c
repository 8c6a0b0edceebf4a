/* Reads and parses, in the worker, what agent/inputs.c opened. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "agent/inputs.h"
#include "probes/base/file.h"
#include "reports/escape.h"

bool input_is_seekable(const struct input_file *file)
{
	return lseek(file->fd, 0, SEEK_CUR) >= 0;
}

int inputs_read(const struct input_file *file, size_t cap, struct arena *arena, struct span *out,
                struct problem *problem)
{
	int error;

	*out = (struct span){ 0 };
	if (file->fd < 0)
		return 0;
	error = file_read(file->fd, cap, arena, out);
	if (error == -EFBIG)
		problem_set(problem, "%s: larger than %zu MiB", file->path, cap >> 20);
	else if (error)
		problem_set(problem, "%s: %s", file->path, strerror(-error));
	/* A second worker, after a crash, reads the same descriptor again. */
	if (!error)
		lseek(file->fd, 0, SEEK_SET);
	return error;
}

int inputs_catalogue(const struct inputs *inputs, struct arena *arena, struct catalogue *out,
                     struct problem *problem)
{
	size_t count = inputs->catalogue.count;
	struct catalogue_file *files = arena_take(arena, count + 1, sizeof(*files));

	if (!files)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		const struct input_file *file = &inputs->catalogue.items[i];
		int error = inputs_read(file, INPUT_FILE_CAP, arena, &files[i].bytes, problem);

		if (error)
			return error;
		files[i].name = file->name;
	}
	return catalogue_load(files, count, arena, out, problem);
}

static int read_packs(const struct input_files *inputs, struct arena *arena, struct pack_file **out,
                      struct problem *problem)
{
	struct pack_file *files = arena_take(arena, inputs->count + 1, sizeof(*files));

	if (!files)
		return -ENOMEM;
	for (size_t i = 0; i < inputs->count; i++) {
		const struct input_file *file = &inputs->items[i];
		int error = inputs_read(file, INPUT_FILE_CAP, arena, &files[i].bytes, problem);

		if (error)
			return error;
		files[i].name = file->name;
	}
	*out = files;
	return 0;
}

int inputs_packs(const struct inputs *inputs, struct arena *arena, const struct packs **out,
                 struct problem *problem)
{
	struct pack_file *files;
	int error = read_packs(&inputs->packs, arena, &files, problem);

	return error ? error : packs_load(files, inputs->packs.count, arena, out, problem);
}

int inputs_contracts(const struct inputs *inputs, struct arena *arena, struct contracts *out,
                     struct problem *problem)
{
	struct pack_file *files;
	int error = read_packs(&inputs->contracts, arena, &files, problem);

	return error ? error : contracts_load(files, inputs->contracts.count, arena, out, problem);
}

int inputs_agreement(const struct inputs *inputs, size_t n, const struct packs *packs,
                     const struct catalogue *catalogue, struct arena *arena, struct agreement *out,
                     struct problem *problem)
{
	const struct input_file *folder = inputs->agreements.items + n * AGREEMENT_FILES;
	struct agreement_files files = { 0 };
	struct span *spans[AGREEMENT_FILES] = { &files.agreement,    &files.register_json,
		                                &files.register_csv, &files.authorisation,
		                                &files.log,          &files.redlines,
		                                &files.parent,       &files.parent_redlines };
	int error;

	for (size_t i = 0; i < AGREEMENT_FILES; i++) {
		error = inputs_read(&folder[i], INPUT_FILE_CAP, arena, spans[i], problem);
		if (error)
			return error;
	}
	error = agreement_load(&files, packs, catalogue, arena, out, problem);
	/* What could be read in two ways is said, whatever the command. */
	if (!error && *out->notes) {
		struct text notes = { 0 };

		escape_lines(&notes, out->notes);
		fputs(notes.at ? notes.at : "", stderr);
		text_free(&notes);
	}
	return error;
}
