/* agreement diff: what changed from one agreement to another, field by field. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/command.h"
#include "agent/exit.h"
#include "policies/clause_sources.h"
#include "policies/fields.h"
#include "probes/base/cleanup.h"
#include "reports/agreement_diff.h"
#include "reports/escape.h"

static int prepare(struct options *options, struct problem *problem)
{
	if (options->words.count == 2)
		return -1;
	problem_set(problem, "name two folders, the old one and the new one");
	return EXIT_USAGE;
}

static int load_both(struct work *work, struct agreement both[2], size_t *loaded,
                     const struct packs **out, struct problem *problem)
{
	struct catalogue catalogue = { 0 };
	const struct packs *packs = NULL;
	int error = inputs_catalogue(work->inputs, work->arena, &catalogue, problem);

	if (!error)
		error = inputs_packs(work->inputs, work->arena, &packs, problem);
	*out = packs;
	for (; !error && *loaded < 2; *loaded += !error)
		error = inputs_agreement(work->inputs, *loaded, packs, &catalogue, work->arena,
		                         &both[*loaded], problem);
	if (error == -EBADMSG && *loaded < 2) { /* both files bear the same name: say which */
		struct problem named = { 0 };

		problem_set(&named, "%s/%s", work->options->words.items[*loaded], problem->text);
		*problem = named;
	}
	return error;
}

/* A word, or a list of them as JSON. */
static void add_clauses(struct json_object *from, const char *value)
{
	static const char between[] = "[]\", ";

	while (value && *(value += strspn(value, between))) {
		size_t len = strcspn(value, between);

		json_object_array_add(from, json_object_new_string_len(value, (int)len));
		value += len;
	}
}

/* Where the clauses that changes name come from. NULL on no memory. */
static struct json_object *sources_of(const struct agreement_changes *changes,
                                      const struct packs *packs)
{
	struct json_object *rules = json_tokener_parse("[{\"from\":[]}]"), *from, *sources;

	if (!rules)
		return NULL;
	from = field_object(json_object_array_get_idx(rules, 0), "from");
	for (size_t i = 0; i < changes->count; i++) {
		const struct agreement_change *change = &changes->items[i];

		if (strcmp(change->area, "rules") != 0 || strcmp(change->field, "from") != 0)
			continue;
		add_clauses(from, change->before);
		add_clauses(from, change->after);
	}
	sources = clause_sources_of(rules, packs);
	json_object_put(rules);
	return sources;
}

static int show(struct work *work, const struct agreement both[2],
                const struct agreement_changes *changes, const struct packs *packs)
{
	struct json_object *sources = sources_of(changes, packs);
	_cleanup_(text_free) struct text words = { 0 }, shown = { 0 };
	int error = sources ? 0 : -ENOMEM;

	if (!error && work->options->json) {
		error = agreement_diff_json(&both[0], &both[1], changes, sources, &shown);
	} else if (!error) {
		error = agreement_diff_text(&both[0], &both[1], changes, sources, &words);
		escape_lines(&shown, words.at ? words.at : "");
	}
	json_object_put(sources);
	return error ? error : outputs_write_stream(work->outputs, work->shared, &shown);
}

static int work_diff(struct work *work)
{
	struct agreement both[2] = { 0 };
	struct agreement_changes changes = { 0 };
	struct problem problem = { 0 };
	const struct packs *packs = NULL;
	size_t loaded = 0;
	int error = load_both(work, both, &loaded, &packs, &problem);

	if (!error)
		error = agreement_compare(&both[0], &both[1], work->arena, &changes);
	if (!error)
		error = show(work, both, &changes, packs);
	while (loaded)
		agreement_close(&both[--loaded]);
	if (!error)
		return changes.count ? EXIT_RAISE : EXIT_NOTHING;
	fprintf(stderr, "daylight agreement diff: %s\n",
	        problem_found(&problem) ? problem.text : strerror(-error));
	return problem_found(&problem) ? EXIT_USAGE : EXIT_BROKEN;
}

static const char *const options[] = { "catalogue", "json", "output", NULL };

extern const struct command agreement_diff;
const struct command agreement_diff = {
	.name = "agreement diff",
	.usage = "OLD NEW [--json] [-o FILE]",
	.about = "what changed from one agreement to another, field by field",
	.help = "Compares two folders: rules, technology list, dates, permission and log. Rows are "
		"met by their id, so\n"
		"that their order does not matter. Exit status 0: the same; 1: different.",
	.example = "daylight agreement diff agreement-2026 agreement-2027",
	.options = options,
	.takes = TAKES_CATALOGUE | TAKES_AGREEMENTS | TAKES_STREAM,
	.prepare = prepare,
	.work = work_diff,
};
