/* Ten lines for the terminal. */
#include "reports/summary.h"

#include <errno.h>
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/checks.h"
#include "reports/escape.h"
#include "reports/messages.h"
#include "reports/scene.h"
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

/* "Example LessonMate (AI lesson planning)" is LessonMate enough without what stands in brackets. */
static void add_name(struct text *out, const char *name)
{
	const char *bracket = strstr(name, " (");
	char short_name[128];
	size_t len = bracket && bracket > name ? (size_t)(bracket - name) : strlen(name);

	if (len >= sizeof(short_name))
		len = sizeof(short_name) - 1;
	memcpy(short_name, name, len);
	short_name[len] = '\0';
	escape_plain(out, short_name);
}

static void add_number(struct text *out, const char *id, int64_t number)
{
	_cleanup_(text_free) struct text digits = { 0 };

	text_addf(&digits, "%lld", (long long)number);
	message_say(out, id, "count", digits.at, NULL);
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
	const char *id = view_string(summary->scene->run, "permission"), *code = view_string(agreement, "check_code");
	_cleanup_(text_free) struct text left = { 0 }, right = { 0 }, version = { 0 };

	if (!id)
		id = view_string(authorisation, "id");
	if (id)
		message_say(&left, summary->scene->example ? "summary.permission-example" : "summary.permission", "id",
			    id, NULL);
	text_addf(&version, "%lld", (long long)view_integer(agreement, "version", 0));
	message_say(&right, "summary.agreement", "version", version.at, "code", code ? code : "", NULL);
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
	static const char *const kinds[] = { "device", "root", "network", "capture", "import", NULL };
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
	message_say(summary->out, "summary.checks", "complete", done.at, "checks", all.at, NULL);
	text_add(summary->out, "\n");
}

/* --- raise, chase, discuss ------------------------------------------------------- */

/* A few words for a verdict; what has none of its own is said by its label. */
static void add_brief(struct text *out, struct json_object *verdict)
{
	struct json_object *because = view_object(verdict, "because"), *args = view_object(because, "args");
	const char *sentence = view_string(because, "id"), *status = view_string(verdict, "status");
	int64_t late = view_integer(args, "days", 0) - view_integer(args, "agreed", 0);
	_cleanup_(text_free) struct text id = { 0 }, words = { 0 };
	struct json_object *copy = NULL;

	text_addf(&id, "brief.%s", scene_is_safeguarding(verdict) ? "safeguarding" : sentence ? sentence : "");
	if (!id.at || !message_template(id.at)) {
		message_word("status", status ? status : "", out);
		return;
	}
	if (args && json_object_deep_copy(args, &copy, NULL))
		copy = NULL;
	if (copy && late > 0)
		json_object_object_add(copy, "late", json_object_new_int64(late));
	message_render(id.at, copy, &words);
	json_object_put(copy);
	escape_plain(out, words.at ? words.at : "");
}

static void group_head(const struct summary *summary, enum group group, const char *id)
{
	static const char *const colors[] = { [GROUP_RAISE] = "\033[1;31m", [GROUP_CHASE] = "\033[1;33m",
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
			add_name(summary->out, scene_name(summary->scene, thing->lead));
			text_add(summary->out, ": ");
		}
		add_brief(summary->out, thing->lead);
		text_add(summary->out, "\n");
	}
	if (count > shown) {
		text_add(summary->out, "           ");
		add_number(summary->out, "summary.more", (int64_t)(count - shown));
		text_add(summary->out, "\n");
	}
}

struct tally { /* of what is to be chased, so that it fits in a line */
	struct json_object *missing; /* a set: "REG-004 refs.workload" */
	bool documents_only;
	size_t reviews;
	struct json_object *review, *publication; /* the first verdict of the kind */
	struct text rest;
};

static void tally_missing(struct tally *tally, struct json_object *verdict, struct json_object *missing)
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
	struct json_object *because = view_object(verdict, "because"), *args = view_object(because, "args");
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
		add_name(&tally->rest, scene_name(scene, verdict));
		text_add(&tally->rest, ": ");
		add_brief(&tally->rest, verdict);
	}
}

static void tally_write(const struct tally *tally, struct text *out)
{
	size_t missing = tally->missing ? (size_t)json_object_object_length(tally->missing) : 0;
	const char *between = "";

	if (tally->reviews == 1)
		add_brief(out, tally->review);
	else if (tally->reviews)
		add_number(out, "summary.number-reviews", (int64_t)tally->reviews);
	between = tally->reviews ? "; " : "";
	if (missing) {
		text_add(out, between);
		add_number(out, tally->documents_only ? "summary.number-documents" : "summary.number-fields",
			   (int64_t)missing);
		between = "; ";
	}
	if (tally->publication) {
		text_add(out, between);
		add_brief(out, tally->publication);
		between = "; ";
	}
	if (tally->rest.len)
		text_addf(out, "%s%s", between, tally->rest.at);
	text_add(out, "\n");
}

/* Technologies that are raised already are not chased as well (model A4). */
static enum group worst_of(const struct scene *scene, struct json_object *verdict)
{
	const char *entry = view_string(verdict, "register"), *finding = view_string(verdict, "finding");
	const char *key = entry ? entry : finding ? finding : view_string(verdict, "subject");

	for (size_t i = 0; key && i < scene->thing_count; i++)
		if (!strcmp(scene->things[i].key, key))
			return scene->things[i].group;
	return scene_group(verdict);
}

static void chase_line(const struct summary *summary)
{
	struct tally tally = { .missing = json_object_new_object(), .documents_only = true };
	const struct scene *scene = summary->scene;

	if (scene_count(scene, GROUP_CHASE)) {
		for (size_t i = 0; i < view_length(scene->verdicts); i++) {
			struct json_object *verdict = view_at(scene->verdicts, i);

			if (scene_group(verdict) == GROUP_CHASE && worst_of(scene, verdict) == GROUP_CHASE)
				tally_add(&tally, scene, verdict);
		}
		group_head(summary, GROUP_CHASE, "summary.chase");
		tally_write(&tally, summary->out);
	}
	text_free(&tally.rest);
	json_object_put(tally.missing);
}

/* --- the foot -------------------------------------------------------------------- */

static void counts_line(const struct summary *summary)
{
	_cleanup_(text_free) struct text agreed = { 0 }, unseen = { 0 }, untold = { 0 };

	text_addf(&agreed, "%zu", scene_count(summary->scene, GROUP_AS_AGREED));
	text_addf(&unseen, "%zu", scene_count(summary->scene, GROUP_NOT_SEEN));
	text_addf(&untold, "%zu", scene_count(summary->scene, GROUP_COULD_NOT_TELL));
	message_say(summary->out, "summary.counts", "agreed", agreed.at, "unseen", unseen.at, "untold", untold.at, NULL);
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
	message_say(&line, "summary.rules-not-looked-at", "count", number.at, "rules", names.at, NULL);
	escape_plain(summary->out, line.at ? line.at : "");
	text_add(summary->out, "\n");
}

static void blind_line(const struct summary *summary)
{
	struct checks checks;

	checks_gather(summary->scene->disclosure, &checks);
	text_addf(summary->out, "%s ", message_label("summary.blind"));
	if (checks.hidden > 0) {
		add_number(summary->out, "summary.hidden", checks.hidden);
		text_add(summary->out, "; ");
	}
	if (checks.denied > 0) {
		add_number(summary->out, "summary.denied", checks.denied);
		text_add(summary->out, "; ");
	}
	text_addf(summary->out, "%s\n", message_label("summary.standing-blind"));
}

/* --- without an agreement ---------------------------------------------------------- */

#define NAMES_MAX 6

static void list_seen(const struct summary *summary)
{
	struct json_object *findings = summary->scene->findings;
	_cleanup_(text_free) struct text names = { 0 }, number = { 0 };
	size_t count = view_length(findings);

	if (!count) {
		text_addf(summary->out, "%s\n", message_label("summary.list-none"));
		return;
	}
	for (size_t i = 0; i < count && i < NAMES_MAX; i++) {
		const char *name = view_string(view_at(findings, i), "name");

		text_add(&names, i ? ", " : "");
		add_name(&names, name ? name : message_label("word.unnamed"));
	}
	if (count > NAMES_MAX) {
		text_add(&names, " ");
		add_number(&names, "summary.more", (int64_t)(count - NAMES_MAX));
	}
	text_addf(&number, "%zu", count);
	message_say(summary->out, "summary.list-some", "count", number.at, "names", names.at, NULL);
	text_add(summary->out, "\n");
}

static void list_read(const struct summary *summary)
{
	struct checks checks;
	size_t said = 0;

	checks_gather(summary->scene->disclosure, &checks);
	for (size_t i = 0; i < checks.count; i++) {
		if (checks.items[i].looked_at <= 0)
			continue;
		text_addf(summary->out, "%s%lld ", said++ ? ", " : "Read         ",
			  (long long)checks.items[i].looked_at);
		message_word("unit-of", checks.items[i].name, summary->out);
	}
	if (!said)
		text_add(summary->out, message_label("summary.nothing-read"));
	if (checks.denied > 0) {
		text_add(summary->out, "; ");
		add_number(summary->out, "summary.root-adds", checks.denied);
	}
	text_addf(summary->out, "\n             %s\n", message_label("summary.absence"));
}

int summary_write(struct json_object *disclosure, bool color, struct text *out)
{
	_cleanup_(scene_close) struct scene scene = { 0 };
	struct summary summary = { .out = out, .scene = &scene, .color = color };
	int error = scene_open(disclosure, &scene);

	if (error)
		return error;
	if (!scene.judged) {
		list_seen(&summary);
		list_read(&summary);
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

int summary_write_report(const char *path, int status, struct text *out)
{
	char id[] = "summary.status-n";
	size_t from = out->len;

	id[sizeof(id) - 2] = (char)('0' + status % 10);
	text_addf(out, "%s   ", message_label("summary.report"));
	escape_plain(out, path);
	if (message_template(id)) {
		pad_to(out, from, SECOND);
		text_add(out, message_label(id));
	}
	text_add(out, "\n");
	return out->failed ? -ENOMEM : 0;
}
