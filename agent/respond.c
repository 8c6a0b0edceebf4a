/* respond: adds what a party says to a finding, a question or a row to the agreement's log.jsonl.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/basis.h"
#include "agent/command.h"
#include "agent/exit.h"
#include "agent/respond_target.h"
#include "policies/fields.h"
#include "probes/base/cleanup.h"
#include "reports/disclosure.h"
#include "reports/escape.h"

static void put_at(struct json_object **object)
{
	json_object_put(*object);
}

static int wants(struct problem *problem, const char *sentence)
{
	problem_set(problem, "%s (see daylight respond --help)", sentence);
	return EXIT_USAGE;
}

static int prepare(struct options *options, struct problem *problem)
{
	static const char *const asked[] = { "asked", NULL };

	if (!options->agreement)
		return wants(problem, "-a DIR is missing: the agreement whose log is added to");
	if (options->words.count > 1)
		return wants(problem, "name at most one disclosure.json");
	if (!options->to)
		return wants(problem, "--to is missing: the id of what is answered");
	if (!options->party)
		return wants(problem, "--party is missing: who says so");
	if (!options->position)
		return wants(problem, "--position is missing: how it stands to it");
	if (!texts_hold(response_positions, options->position)) {
		const char *nearest = text_nearest(options->position, response_positions);

		problem_set(problem,
		            "--position: \"%.60s\" is none%s%s (want accepts, disputes, explains, "
		            "remedied, refused, staff-report or asked)",
		            options->position, nearest ? "; did you mean " : "",
		            nearest ? nearest : "");
		return EXIT_USAGE;
	}
	if (strcmp(options->to, RESPOND_ALL_QUESTIONS) == 0 &&
	    !texts_hold(asked, options->position))
		return wants(problem, "--to questions goes with --position asked only");
	return -1;
}

static int parse_count(const char *text, int64_t *out, struct problem *problem)
{
	char *end = NULL;

	if (!text)
		return 0;
	errno = 0;
	*out = strtoll(text, &end, 10);
	if (!errno && !*end && end != text && *out > 0)
		return 0;
	problem_set(problem, "--count: \"%.40s\" is not a number above 0", text);
	return -EBADMSG;
}

static int parse_day(const char *text, date *out, struct problem *problem)
{
	if (!text || date_parse(text, out) == 0)
		return 0;
	problem_set(problem, "--date: \"%.40s\" is not a date (want YYYY-MM-DD)", text);
	return -EBADMSG;
}

static int read_disclosure(struct work *work, struct json_object **out, struct problem *problem)
{
	const struct input_file *input = work->inputs->files.items;
	struct span bytes;
	int error;

	if (!work->inputs->files.count)
		return 0;
	error = inputs_read(input, INPUT_FILE_CAP, work->arena, &bytes, problem);
	return error ? error : disclosure_read(input->path, bytes, out, problem);
}

/* The rows of all targets; those that `targets` lists share everything else. */
static int write_rows(struct work *work, const struct response *like,
                      const struct respond_targets *targets)
{
	struct text rows = { 0 };
	int error = 0;

	for (size_t i = 0; !error && i < targets->count; i++) {
		struct response one = *like;

		one.about = targets->items[i].about;
		one.id = targets->items[i].id;
		error = response_write(&one, &rows);
	}
	if (!error)
		error = outputs_write_stream(work->outputs, work->shared, &rows);
	text_free(&rows);
	return error;
}

static void say(const struct work *work, const struct response *like,
                const struct respond_targets *targets)
{
	_cleanup_(text_free) struct text line = { 0 }, shown = { 0 };
	char day[DATE_TEXT];

	date_format(like->on, day);
	for (size_t i = 0; i < targets->count; i++)
		text_addf(&line, "%s/log.jsonl: %s, %s, on %s %s: %s\n", work->options->agreement,
		          like->party, like->position, respond_about(targets->items[i].about),
		          targets->items[i].id, day);
	text_add(&line, "It is printed beside it in every later report, and changes no verdict. "
	                "It cannot be taken back; a\nlater row can correct it. Make sure that it "
	                "names posts, and no person.\n");
	escape_lines(&shown, line.at ? line.at : "");
	if (shown.at && !work->options->quiet)
		fputs(shown.at, stdout);
}

static int respond(struct work *work, const struct basis *basis, struct json_object *disclosure,
                   struct problem *problem)
{
	const struct options *options = work->options;
	struct response response = { .position = options->position,
		                     .text = options->text,
		                     .document = options->document,
		                     .on = zone_date(basis->zone, work->now),
		                     .party = response_party(&basis->agreement, options->party) };
	date today = response.on;
	struct respond_targets targets = { 0 };
	int error = parse_count(options->count, &response.count, problem);

	if (!response.party)
		response.party = options->party; /* to be refused by name */
	if (!error)
		error = parse_day(options->date, &response.on, problem);
	if (!error)
		error = respond_find(options->to, &basis->agreement, disclosure, work->arena,
		                     &targets, problem);
	if (!error)
		error = response_check(&basis->agreement, &response, today, problem);
	if (!error)
		error = write_rows(work, &response, &targets);
	if (!error)
		say(work, &response, &targets);
	return error;
}

static int work_respond(struct work *work)
{
	_cleanup_(put_at) struct json_object *disclosure = NULL;
	struct basis *basis = arena_take(work->arena, 1, sizeof(*basis));
	struct problem problem = { 0 };
	int status = basis ? basis_load(work, basis, &problem) : EXIT_BROKEN, error = 0;

	if (basis && !status)
		error = read_disclosure(work, &disclosure, &problem);
	if (basis && !status && !error)
		error = respond(work, basis, disclosure, &problem);
	if (basis)
		basis_close(basis);
	if (error)
		status = error == -ENOMEM || !problem_found(&problem) ? EXIT_BROKEN : EXIT_USAGE;
	if (status)
		fprintf(stderr, "daylight respond: %s\n",
		        problem_found(&problem) ? problem.text : strerror(-error));
	return status;
}

static const char *const options[] = { "agreement", "to",       "party", "position", "text",
	                               "date",      "document", "count", "quiet",    NULL };

const struct command command_respond = {
	.name = "respond",
	.usage = "[DISCLOSURE] -a DIR --to ID --party POST --position WORD [--text TEXT]",
	.about = "record an answer, a dispute or a remedy beside a finding or question",
	.help = "Adds a row to the agreement's log.jsonl; every later report prints it beside what "
		"it "
		"answers. It changes\n"
		"no verdict. --to: id or key of a finding or verdict (with DISCLOSURE, where they "
		"stand), id of a question\n"
		"or of a row of the technology list; question:ID, entry:ID or finding:ID where two "
		"share a name; or the\n"
		"word questions: every question of DISCLOSURE, when the report was handed over. "
		"--position:\n"
		"  accepts, disputes, explains, remedied, refused   what a party answers\n"
		"  staff-report   several staff say the same; --count says how many\n"
		"  asked          not an answer: the day on which the question was put",
	.example =
		"daylight respond result/disclosure.json -a agreement --to veyon --party employer "
		"\\\n    --position explains --text \"For the IT suite only; off since Monday.\"",
	.options = options,
	.takes = TAKES_CATALOGUE | TAKES_AGREEMENT | TAKES_FILES | TAKES_LOG,
	.prepare = prepare,
	.work = work_respond,
};
