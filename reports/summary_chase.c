/* Adds up what is to be chased, so that it fits in a line. */
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/messages.h"
#include "reports/summary_words.h"
#include "reports/view.h"

struct tally {                       /* of what is to be chased, so that it fits in a line */
	struct json_object *missing; /* a set: "REG-004 refs.workload" */
	bool documents_only;
	size_t reviews;
	struct json_object *review, *publication; /* the first verdict of the kind */
	struct text rest;
};

static void tally_missing(struct tally *tally, struct json_object *verdict,
                          struct json_object *missing)
{
	for (size_t i = 0; i < view_length(missing); i++) {
		const char *field = json_object_get_string(view_at(missing, i));
		const char *entry = view_string(verdict, "register");
		_cleanup_(text_free) struct text key = { 0 };

		text_addf(&key, "%s %s", entry ? entry : "", field ? field : "");
		if (field && strncmp(field, "refs.", strlen("refs.")) != 0)
			tally->documents_only = false;
		if (key.at && tally->missing)
			json_object_object_add(tally->missing, key.at, NULL);
	}
}

static void tally_add(struct tally *tally, const struct scene *scene, struct json_object *verdict)
{
	struct json_object *because = view_object(verdict, "because"),
			   *args = view_object(because, "args");
	const char *id = view_string(because, "id");

	if (id && !strncmp(id, "review.passed", strlen("review.passed"))) {
		tally->reviews++;
		if (!tally->review)
			tally->review = verdict;
	} else if (id && !strcmp(id, "publication.late")) {
		tally->publication = verdict;
	} else if (view_length(view_array(args, "missing"))) {
		tally_missing(tally, verdict, view_array(args, "missing"));
	} else {
		text_add(&tally->rest, tally->rest.len ? "; " : "");
		summary_name(&tally->rest, scene_name(scene, verdict));
		text_add(&tally->rest, ": ");
		summary_brief(&tally->rest, verdict);
	}
}

static void tally_write(const struct tally *tally, struct text *out)
{
	size_t missing = tally->missing ? (size_t)json_object_object_length(tally->missing) : 0;
	const char *between = "";

	if (tally->reviews == 1)
		summary_brief(out, tally->review);
	else if (tally->reviews)
		summary_number(out, "summary.number-reviews", (int64_t)tally->reviews);
	between = tally->reviews ? "; " : "";
	if (missing) {
		text_add(out, between);
		summary_number(out,
		               tally->documents_only ? "summary.number-documents"
		                                     : "summary.number-fields",
		               (int64_t)missing);
		between = "; ";
	}
	if (tally->publication) {
		text_add(out, between);
		summary_brief(out, tally->publication);
		between = "; ";
	}
	if (tally->rest.len)
		text_addf(out, "%s%s", between, tally->rest.at);
	text_add(out, "\n");
}

/* Technologies that are raised already are not chased as well (model A4). */
static enum group worst_of(const struct scene *scene, struct json_object *verdict)
{
	const char *entry = view_string(verdict, "register"),
		   *finding = view_string(verdict, "finding");
	const char *key = entry ? entry : finding ? finding : view_string(verdict, "subject");

	for (size_t i = 0; key && i < scene->thing_count; i++)
		if (!strcmp(scene->things[i].key, key))
			return scene->things[i].group;
	return scene_group(verdict);
}

void summary_chase(struct text *out, const struct scene *scene)
{
	struct tally tally = { .missing = json_object_new_object(), .documents_only = true };

	for (size_t i = 0; i < view_length(scene->verdicts); i++) {
		struct json_object *verdict = view_at(scene->verdicts, i);

		if (scene_group(verdict) == GROUP_CHASE && worst_of(scene, verdict) == GROUP_CHASE)
			tally_add(&tally, scene, verdict);
	}
	tally_write(&tally, out);
	text_free(&tally.rest);
	json_object_put(tally.missing);
}
