/* Ten lines for the terminal. */
#include "reports/summary.h"

#include <errno.h>
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/checks.h"
#include "reports/escape.h"
#include "reports/messages.h"
#include "reports/scene.h"
#include "reports/summary_words.h"
#include "reports/view.h"

#define COLUMN 9  /* where the words of a group begin, after "RAISE    " */
#define SECOND 44 /* where the second half of a line begins */
#define LINES_MAX 3

struct summary {
	struct text *out;
	const struct scene *scene;
	bool color;
};

static void pad_to(struct text *out, size_t from, size_t column)
{
	size_t width = 0;

	for (size_t i = from; i < out->len; i++)
		width += ((uint8_t)out->at[i] & 0xC0) != 0x80; /* code points, not bytes */
	do
		text_add(out, " ");
	while (++width < column);
}

/* --- the head ------------------------------------------------------------------ */

static void title_line(const struct summary *summary)
{
	struct json_object *self = view_object(summary->scene->disclosure, "self");
	const char *school = view_string(summary->scene->agreement, "employer");
	size_t from = summary->out->len;

	if (summary->scene->example)
		text_add(summary->out, message_label("summary.example"));
	else if (school)
		escape_plain(summary->out, school);
	else
		text_add(summary->out, message_label("summary.not-example"));
	if (view_integer(self, "connections", -1) == 0) {
		pad_to(summary->out, from, SECOND);
		text_add(summary->out, message_label("summary.nothing-left"));
	}
	text_add(summary->out, "\n");
}

static void agreement_line(const struct summary *summary)
{
	struct json_object *agreement = summary->scene->agreement;
	struct json_object *authorisation = view_object(agreement, "authorisation");
	const char *id = view_string(summary->scene->run, "permission"),
		   *code = view_string(agreement, "check_code");
	_cleanup_(text_free) struct text left = { 0 }, right = { 0 }, version = { 0 };

	if (!id)
		id = view_string(authorisation, "id");
	if (id)
		message_say(&left,
		            summary->scene->example ? "summary.permission-example"
		                                    : "summary.permission",
		            "id", id);
	text_addf(&version, "%lld", (long long)view_integer(agreement, "version", 0));
	message_say(&right, "summary.agreement", "version", version.at, "code", code ? code : "");
	if (left.at) {
		escape_plain(summary->out, left.at);
		text_add(summary->out, "    ");
	}
	escape_plain(summary->out, right.at ? right.at : "");
	text_add(summary->out, "\n");
}

static void add_places(struct text *out, struct json_object *places, const char *kind)
{
	size_t count = 0;

	for (size_t i = 0; i < view_length(places); i++) {
		const char *word = view_string(view_at(places, i), "kind");

		count += word && !strcmp(word, kind);
	}
	if (!count)
		return;
	if (out->len)
		text_add(out, ", ");
	text_addf(out, "%zu ", count);
	message_word(count == 1 ? "place" : "places", kind, out);
}

static void looked_line(const struct summary *summary)
{
	static const char *const kinds[] = {
		"device", "root", "network", "capture", "import", NULL
	};
	struct json_object *places = view_array(summary->scene->disclosure, "places");
	_cleanup_(text_free) struct text names = { 0 }, done = { 0 }, all = { 0 };
	struct checks checks;

	checks_gather(summary->scene->disclosure, &checks);
	if (!checks.count && !view_length(places))
		return;
	for (size_t i = 0; kinds[i]; i++)
		add_places(&names, places, kinds[i]);
	text_addf(&done, "%zu", checks.complete);
	text_addf(&all, "%zu", checks.count);
	text_addf(summary->out, "%s  ", message_label("summary.looked-at"));
	if (names.at)
		text_addf(summary->out, "%s; ", names.at);
	message_say(summary->out, "summary.checks", "complete", done.at, "checks", all.at);
	text_add(summary->out, "\n");
}

/* --- raise, chase, discuss ------------------------------------------------------- */

static void group_head(const struct summary *summary, enum group group, const char *id)
{
	static const char *const colors[] = { [GROUP_RAISE] = "\033[1;31m",
		                              [GROUP_CHASE] = "\033[1;33m",
		                              [GROUP_DISCUSS] = "\033[1;34m" };
	const char *word = message_label(id);
	size_t from;

	if (summary->color)
		text_add(summary->out, colors[group]);
	from = summary->out->len;
	text_add(summary->out, word);
	pad_to(summary->out, from, COLUMN);
	text_addf(summary->out, "%zu", scene_count(summary->scene, group));
	if (summary->color)
		text_add(summary->out, "\033[0m");
	text_add(summary->out, " ");
}

/* One line each for the first few. */
static void group_lines(const struct summary *summary, enum group group, const char *id)
{
	size_t count = scene_count(summary->scene, group), shown = 0;

	if (!count)
		return;
	group_head(summary, group, id);
	for (size_t i = 0; i < summary->scene->thing_count && shown < LINES_MAX; i++) {
		const struct thing *thing = &summary->scene->things[i];

		if (thing->group != group)
			continue;
		if (shown++)
			text_add(summary->out, "           ");
		if (!thing->safeguarding) {
			summary_name(summary->out, scene_name(summary->scene, thing->lead));
			text_add(summary->out, ": ");
		}
		summary_brief(summary->out, thing->lead);
		text_add(summary->out, "\n");
	}
	if (count > shown) {
		text_add(summary->out, "           ");
		summary_number(summary->out, "summary.more", (int64_t)(count - shown));
		text_add(summary->out, "\n");
	}
}

static void chase_line(const struct summary *summary)
{
	if (!scene_count(summary->scene, GROUP_CHASE))
		return;
	group_head(summary, GROUP_CHASE, "summary.chase");
	summary_chase(summary->out, summary->scene);
}

/* --- the foot -------------------------------------------------------------------- */

/* Settings that no check of this kind can see are most of what could not be told. */
static size_t without_sign(const struct scene *scene)
{
	size_t count = 0;

	for (size_t i = 0; i < scene->thing_count; i++) {
		const struct thing *thing = &scene->things[i];
		const char *id = view_string(view_object(thing->lead, "because"), "id");

		count += thing->group == GROUP_COULD_NOT_TELL && id &&
		         !strcmp(id, "function.no-sign");
	}
	return count;
}

static void counts_line(const struct summary *summary)
{
	_cleanup_(text_free) struct text agreed = { 0 }, unseen = { 0 }, untold = { 0 };
	size_t settings = without_sign(summary->scene);

	text_addf(&agreed, "%zu", scene_count(summary->scene, GROUP_AS_AGREED));
	text_addf(&unseen, "%zu", scene_count(summary->scene, GROUP_NOT_SEEN));
	text_addf(&untold, "%zu", scene_count(summary->scene, GROUP_COULD_NOT_TELL));
	message_say(summary->out, "summary.counts", "agreed", agreed.at, "unseen", unseen.at,
	            "untold", untold.at);
	if (settings)
		summary_number(summary->out, "summary.counts-no-sign", (int64_t)settings);
	text_add(summary->out, "\n");
}

static void rules_line(const struct summary *summary)
{
	struct json_object *rows = view_array(summary->scene->disclosure, "coverage");
	_cleanup_(text_free) struct text names = { 0 }, number = { 0 }, line = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < view_length(rows); i++) {
		const char *rule = view_string(view_at(rows, i), "rule");

		if (!rule)
			continue;
		text_addf(&names, "%s%s", count ? ", " : "", rule);
		count++;
	}
	if (!count)
		return;
	text_addf(&number, "%zu", count);
	message_say(&line, "summary.rules-not-looked-at", "count", number.at, "rules", names.at);
	escape_plain(summary->out, line.at ? line.at : "");
	text_add(summary->out, "\n");
}

/* Out of how many is known only where the check counted them. */
static void say_hidden(struct text *out, const struct checks *checks)
{
	_cleanup_(text_free) struct text count = { 0 }, of = { 0 };

	if (checks->connections < checks->hidden) {
		summary_number(out, "summary.hidden", checks->hidden);
		return;
	}
	view_number(checks->hidden, &count);
	view_number(checks->connections, &of);
	message_say(out, "summary.hidden-of", "count", count.at, "of", of.at);
}

static void blind_line(const struct summary *summary)
{
	struct checks checks;

	checks_gather(summary->scene->disclosure, &checks);
	text_addf(summary->out, "%s ", message_label("summary.blind"));
	if (checks.hidden > 0) {
		say_hidden(summary->out, &checks);
		text_add(summary->out, "; ");
	}
	if (checks.denied > 0) {
		summary_number(summary->out, "summary.denied", checks.denied);
		text_add(summary->out, "; ");
	}
	text_addf(summary->out, "%s\n", message_label("summary.standing-blind"));
}

int summary_write(struct json_object *disclosure, bool color, struct text *out)
{
	_cleanup_(scene_close) struct scene scene = { 0 };
	struct summary summary = { .out = out, .scene = &scene, .color = color };
	int error = scene_open(disclosure, &scene);

	if (error)
		return error;
	if (!scene.judged) {
		if (scene.agreement)
			text_addf(out, "%s\n", message_label("page.not-in-force"));
		summary_list(out, &scene);
		return out->failed ? -ENOMEM : 0;
	}
	title_line(&summary);
	agreement_line(&summary);
	looked_line(&summary);
	group_lines(&summary, GROUP_RAISE, "summary.raise");
	chase_line(&summary);
	group_lines(&summary, GROUP_DISCUSS, "summary.discuss");
	counts_line(&summary);
	rules_line(&summary);
	blind_line(&summary);
	return out->failed ? -ENOMEM : 0;
}

bool summary_is_judged(struct json_object *disclosure)
{
	_cleanup_(scene_close) struct scene scene = { 0 };

	return scene_open(disclosure, &scene) == 0 && scene.judged;
}

int summary_write_report(const char *path, int status, bool judged, struct text *out)
{
	char verdict[] = "summary.status-n", list[] = "summary.list-n", *id = verdict;
	size_t from = out->len;

	verdict[sizeof(verdict) - 2] = list[sizeof(list) - 2] = (char)('0' + status % 10);
	if (!judged && message_template(list))
		id = list;
	text_addf(out, "%s   ", message_label("summary.report"));
	escape_plain(out, path);
	if (message_template(id)) {
		pad_to(out, from, SECOND);
		text_add(out, message_label(id));
	}
	text_add(out, "\n");
	return out->failed ? -ENOMEM : 0;
}
