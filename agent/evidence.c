/* Many files become one list of places: the same place twice counts once. */
#include "agent/evidence.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/disclose.h"
#include "agent/exit.h"
#include "policies/places.h"
#include "probes/base/sort.h"

struct found_place {
	struct observations observations;
	size_t at, len; /* in the text of all places */
	const char *text;
};

struct reading {
	struct found_place *places;
	size_t count;
	struct text texts;
	bool complete;
};

static int compare_words(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int compare_places(const void *a, const void *b)
{
	const struct found_place *left = a, *right = b;
	const struct location *x = &left->observations.location, *y = &right->observations.location;
	size_t shorter = left->len < right->len ? left->len : right->len;
	int order = compare_words(x->device, y->device);

	order = order ? order : compare_words(x->audit, y->audit);
	if (!order && shorter)
		order = memcmp(left->text, right->text, shorter);
	return order ? order : (left->len > right->len) - (left->len < right->len);
}

static int add_places(struct work *work, struct reading *all, const struct observation_file *file)
{
	size_t room = all->count + file->count;
	struct found_place *places = arena_take(work->arena, room + 1, sizeof(*places));

	if (!places)
		return -ENOMEM;
	if (all->count)
		memcpy(places, all->places, all->count * sizeof(*places));
	for (size_t i = 0; i < file->count; i++) {
		struct found_place *place = &places[all->count + i];

		*place = (struct found_place){ .observations = file->places[i],
			                       .at = all->texts.len };
		if (observation_file_write(&file->runs[i], &place->observations, &all->texts) != 0)
			return -ENOMEM;
		place->len = all->texts.len - place->at;
	}
	all->places = places;
	all->count = room;
	return 0;
}

/* The order of files on the command line leaves no trace, nor does a file that is named twice. */
static int settle_order(struct work *work, struct reading *all, struct evidence *out)
{
	for (size_t i = 0; i < all->count; i++)
		all->places[i].text = all->texts.at + all->places[i].at;
	sort_items(all->places, all->count, sizeof(*all->places), compare_places);
	out->places = arena_take(work->arena, all->count + 1, sizeof(*out->places));
	if (!out->places)
		return -ENOMEM;
	for (size_t i = 0; i < all->count; i++) {
		const struct found_place *place = &all->places[i];

		if (i && compare_places(&all->places[i - 1], place) == 0)
			continue;
		out->places[out->count++] = place->observations;
		text_add_bytes(&out->canonical, place->text, place->len);
	}
	return out->canonical.failed ? -ENOMEM : 0;
}

static int add_file(struct work *work, const char *name, struct span bytes,
                    const struct interest *interest, struct reading *all, struct problem *problem)
{
	struct observation_file file = { 0 };
	int error = observation_file_read(name, bytes, work->arena, interest, &file, problem);

	for (size_t i = 0; i < file.count && !error; i++)
		all->complete &= file.runs[i].complete;
	return error ? error : add_places(work, all, &file);
}

static int cannot_read(struct problem *problem)
{
	if (problem_found(problem))
		return EXIT_USAGE;
	problem_set(problem,
	            "so many observations do not fit into memory; judge fewer files at a time");
	return EXIT_BROKEN;
}

static int finish(struct work *work, struct reading *all, int error, struct evidence *out,
                  struct problem *problem)
{
	*out = (struct evidence){ .complete = all->complete };
	if (!error)
		error = settle_order(work, all, out);
	text_free(&all->texts);
	return error ? cannot_read(problem) : 0;
}

int evidence_read(struct work *work, const struct interest *interest, struct evidence *out,
                  struct problem *problem)
{
	const struct input_files *files = &work->inputs->files;
	struct reading all = { .complete = true };
	int error = 0;

	for (size_t i = 0; i < files->count && !error; i++) {
		const struct input_file *input = &files->items[i];
		struct span bytes;

		error = inputs_read(input, INPUT_OBSERVATIONS_CAP, work->arena, &bytes, problem);
		if (!error)
			error = add_file(work, input->path, bytes, interest, &all, problem);
	}
	return finish(work, &all, error, out, problem);
}

int evidence_parse(struct work *work, const struct text *bytes, const struct interest *interest,
                   struct evidence *out, struct problem *problem)
{
	const struct span span = { (const uint8_t *)bytes->at, bytes->len };
	struct reading all = { .complete = true };
	int error = add_file(work, "observations.jsonl", span, interest, &all, problem);

	return finish(work, &all, error, out, problem);
}

void evidence_close(struct evidence *evidence)
{
	text_free(&evidence->canonical);
}

int evidence_settle(const struct basis *basis, struct evidence *evidence, struct problem *problem)
{
	const struct agreement *agreement = basis->has_agreement ? &basis->agreement : NULL;

	return places_settle(evidence->places, evidence->count, agreement, problem)
	               ? cannot_read(problem)
	               : 0;
}

int evidence_disclose(struct work *work, struct basis *basis, struct evidence *evidence,
                      const struct text *written, struct problem *problem)
{
	struct disclose_facts facts = { .mode = "evaluate",
		                        .places = evidence->places,
		                        .place_count = evidence->count,
		                        .complete = evidence->complete,
		                        .observations = written,
		                        .seen = &evidence->canonical };
	int status = evidence_settle(basis, evidence, problem);

	return status ? status : disclose(work, basis, &facts, problem);
}
