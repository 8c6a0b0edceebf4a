/* The summary without an agreement: what was seen, and what was read. */
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/checks.h"
#include "reports/messages.h"
#include "reports/summary_words.h"
#include "reports/view.h"

#define NAMES_MAX 6

/* A recording, a disk or one of many devices is not the device in front of the reader. */
static bool is_this_device(const struct scene *scene)
{
	struct json_object *places = view_array(scene->disclosure, "places");
	const char *kind =
		view_length(places) == 1 ? view_string(view_at(places, 0), "kind") : NULL;

	return kind && strcmp(kind, "device") == 0;
}

static void list_seen(struct text *out, const struct scene *scene)
{
	struct json_object *findings = scene->findings;
	_cleanup_(text_free) struct text names = { 0 }, number = { 0 };
	bool here = is_this_device(scene);
	size_t count = view_length(findings);

	if (!count) {
		text_addf(out, "%s\n",
		          message_label(here ? "summary.list-none" : "summary.list-there-none"));
		return;
	}
	for (size_t i = 0; i < count && i < NAMES_MAX; i++) {
		const char *name = view_string(view_at(findings, i), "name");

		text_add(&names, i ? ", " : "");
		summary_name(&names, name ? name : message_label("word.unnamed"));
	}
	if (count > NAMES_MAX) {
		text_add(&names, " ");
		summary_number(&names, "summary.more", (int64_t)(count - NAMES_MAX));
	}
	text_addf(&number, "%zu", count);
	message_say(out, here ? "summary.list-some" : "summary.list-there-some", "count", number.at,
	            "names", names.at);
	text_add(out, "\n");
}

static void list_read(struct text *out, const struct scene *scene)
{
	struct checks checks;
	size_t said = 0;

	checks_gather(scene->disclosure, &checks);
	for (size_t i = 0; i < checks.count; i++) {
		if (checks.items[i].looked_at <= 0)
			continue;
		text_add(out, said++ ? ", " : "Read         ");
		view_number(checks.items[i].looked_at, out);
		text_add(out, " ");
		message_word(checks.items[i].looked_at == 1 ? "unit-one" : "unit-of",
		             checks.items[i].name, out);
	}
	if (!said)
		text_add(out, message_label("summary.nothing-read"));
	if (checks.denied > 0) {
		text_add(out, "; ");
		summary_number(out, checks.all_rights ? "summary.refused" : "summary.root-adds",
		               checks.denied);
	}
	text_addf(out, "\n             %s\n", message_label("summary.absence"));
}

void summary_list(struct text *out, const struct scene *scene)
{
	list_seen(out, scene);
	list_read(out, scene);
}
