/* One table: name, letter, kind, where it goes, help. A new option is one line here and one word in
 * its commands. */
#include "agent/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "agent/command.h"
#include "probes/base/date.h"
#include "probes/base/text.h"

enum option_kind { KIND_FLAG, KIND_TEXT, KIND_LIST };

struct option_row {
	const char *name;
	char letter; /* 0: none */
	enum option_kind kind;
	size_t offset;
	const char *value, *help;
};

#define AT(member) offsetof(struct options, member)

static const struct option_row rows[] = {
	{ "annex", 0, KIND_TEXT, AT(annex), "FILE",
	  "sealed-findings.json: check it and show it opened" },
	{ "agreement", 'a', KIND_TEXT, AT(agreement), "DIR", "the agreement's folder" },
	{ "catalogue", 'c', KIND_TEXT, AT(catalogue), "DIR",
	  "another catalogue; without a vocabulary it adds to this one" },
	{ "output", 'o', KIND_TEXT, AT(output), "PATH", "where to write" },
	{ "read", 'r', KIND_LIST, AT(reads), "FILE",
	  "a network recording (repeat; - = standard input)" },
	{ "root", 0, KIND_TEXT, AT(root), "DIR", "look at a mounted disk instead of this device" },
	{ "probe", 0, KIND_LIST, AT(probes), "NAME",
	  "only this check (repeat; see daylight probes)" },
	{ "at", 0, KIND_TEXT, AT(at), "TIME", "judge as of this time, e.g. 2026-11-22T12:00:00Z" },
	{ "edition", 0, KIND_TEXT, AT(edition), "NAME", "for whom: parties (others come later)" },
	{ "whose", 0, KIND_TEXT, AT(whose), "WORD", "mine or permitted: whose device this is" },
	{ "permission", 0, KIND_TEXT, AT(permission), "FILE",
	  "an authorisation.json, or the word own" },
	{ "time-zone", 0, KIND_TEXT, AT(time_zone), "ZONE",
	  "zone of the place, e.g. Europe/London" },
	{ "max-bytes", 0, KIND_TEXT, AT(max_bytes), "N", "stop reading a recording after N bytes" },
	{ "device-class", 0, KIND_TEXT, AT(device_class), "ID",
	  "class of this device in the agreement" },
	{ "network", 0, KIND_TEXT, AT(network), "ID", "the only network of the recording to read" },
	{ "site", 0, KIND_TEXT, AT(site), "ID", "site in the agreement" },
	{ "audit-key", 0, KIND_TEXT, AT(audit_key), "FILE",
	  "key of the audit, so that a device counts once" },
	{ "new-key", 0, KIND_TEXT, AT(new_key), "FILE", "make such a key, and stop" },
	{ "to", 0, KIND_TEXT, AT(to), "WORD",
	  "what is answered: a finding, a question, a row; or the form: lines, json" },
	{ "answers", 0, KIND_TEXT, AT(answers), "FILE",
	  "answers from a file instead of the terminal" },
	{ "party", 0, KIND_TEXT, AT(party), "POST",
	  "who says so: a party or post of the agreement" },
	{ "position", 0, KIND_TEXT, AT(position), "WORD", "how it stands to it (see above)" },
	{ "text", 0, KIND_TEXT, AT(text), "TEXT", "what is said, in the words of who says it" },
	{ "date", 0, KIND_TEXT, AT(date), "DATE", "on which day it was said; today by default" },
	{ "document", 0, KIND_TEXT, AT(document), "REF", "id of a letter or other document" },
	{ "count", 0, KIND_TEXT, AT(count), "N", "how many staff reported the same" },
	{ "format", 0, KIND_TEXT, AT(format), "NAME", "format of the report" },
	{ "kind", 0, KIND_TEXT, AT(kind), "KIND", "which paper, or all" },
	{ "all-names", 0, KIND_FLAG, AT(all_names), NULL,
	  "every name, not only those of the catalogue" },
	{ "explain", 0, KIND_TEXT, AT(explain), "NAME",
	  "in which packets this name stood, and how to see the same with tshark" },
	{ "totals", 0, KIND_FLAG, AT(totals), NULL, "numbers by protocol and hour, no names" },
	{ "dry-run", 0, KIND_FLAG, AT(dry_run), NULL, "say what would be read, and read nothing" },
	{ "keep-inventory", 0, KIND_FLAG, AT(keep_inventory), NULL,
	  "keep all package names (said on page one)" },
	{ "example", 0, KIND_FLAG, AT(example), NULL, "mark every page as a fictional example" },
	{ "json", 0, KIND_FLAG, AT(json), NULL, "print JSON" },
	{ "quiet", 'q', KIND_FLAG, AT(quiet), NULL, "print errors only" },
	{ "no-color", 0, KIND_FLAG, AT(no_color), NULL, "no colours on the terminal" },
	{ "help", 'h', KIND_FLAG, AT(help), NULL, "this help" },
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))
#define LETTERS "-:a:c:o:r:qh" /* '-': words come in order; ':': missing values are told apart */
#define LONG_BASE 256

static bool takes(const struct command *command, const char *name)
{
	if (strcmp(name, "help") == 0)
		return true;
	for (const char *const *o = command->options; *o; o++)
		if (strcmp(*o, name) == 0)
			return true;
	return false;
}

static int list_add(struct option_list *list, const char *item, struct problem *problem)
{
	if (list->count == OPTION_LIST_MAX) {
		problem_set(problem, "more than %d files or words on the command line",
		            OPTION_LIST_MAX);
		return -EINVAL;
	}
	list->items[list->count++] = item;
	return 0;
}

static int set(const struct command *command, const struct option_row *row, const char *value,
               struct options *out, struct problem *problem)
{
	char *base = (char *)out + row->offset;

	if (!takes(command, row->name)) {
		problem_set(problem, "--%s does not belong to daylight %s (see daylight %s --help)",
		            row->name, command->name, command->name);
		return -EINVAL;
	}
	if (row->kind == KIND_LIST)
		return list_add((struct option_list *)(void *)base, value, problem);
	if (row->kind == KIND_FLAG)
		*(bool *)base = true;
	else
		*(const char **)(void *)base = value;
	return 0;
}

static void unknown_option(const struct command *command, const char *word, struct problem *problem)
{
	const char *names[ROWS + 1] = { NULL }, *nearest;
	size_t count = 0;

	for (size_t i = 0; i < ROWS; i++)
		if (takes(command, rows[i].name))
			names[count++] = rows[i].name;
	while (*word == '-')
		word++;
	nearest = text_nearest(word, names);
	if (nearest)
		problem_set(problem, "unknown option \"%s\": did you mean --%s?", word, nearest);
	else
		problem_set(problem, "unknown option \"%s\" (see daylight %s --help)", word,
		            command->name);
}

static const struct option_row *row_of(int code)
{
	if (code >= LONG_BASE)
		return &rows[code - LONG_BASE];
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].letter && rows[i].letter == code)
			return &rows[i];
	return NULL;
}

static bool one_of(const char *word, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(word, *words) == 0)
			return true;
	return false;
}

static int check_time(struct options *out, struct problem *problem)
{
	date day;

	out->at_day = DATE_NONE;
	if (!out->at)
		return 0;
	out->at_given = true;
	if (time_parse(out->at, &out->at_seconds) == 0)
		return 0;
	if (date_parse(out->at, &day) == 0) {
		out->at_seconds =
			(int64_t)day * 86400 + 12 * 3600; /* what the report says of the clock */
		out->at_day = day;
		return 0;
	}
	problem_set(problem, "--at: \"%s\" is not a time (want 2026-11-22T12:00:00Z or 2026-11-22)",
	            out->at);
	return -EINVAL;
}

static int check_words(const struct options *out, struct problem *problem)
{
	static const char *const editions[] = { "parties", "staff", "public", NULL };
	static const char *const whose[] = { "mine", "permitted", NULL };

	if (out->edition && !one_of(out->edition, editions))
		problem_set(problem, "--edition: \"%s\" is none (want parties, staff or public)",
		            out->edition);
	else if (out->edition && strcmp(out->edition, editions[0]) != 0)
		problem_set(
			problem,
			"--edition: \"%s\" is not built yet, and a report that leaves nothing out "
			"must not be called so (want parties)",
			out->edition);
	else if (out->whose && !one_of(out->whose, whose))
		problem_set(problem, "--whose: \"%s\" is none (want mine or permitted)",
		            out->whose);
	return problem_found(problem) ? -EINVAL : 0;
}

static int check_bytes(struct options *out, struct problem *problem)
{
	char *end = NULL;

	if (!out->max_bytes)
		return 0;
	errno = 0;
	out->max_bytes_number = strtoull(out->max_bytes, &end, 10);
	if (!errno && !*end && end != out->max_bytes && out->max_bytes[0] != '-' &&
	    out->max_bytes_number)
		return 0;
	problem_set(problem, "--max-bytes: \"%s\" is not a number of bytes above 0",
	            out->max_bytes);
	return -EINVAL;
}

/* A word that stands where a value is wanted, though it looks like the next option. */
static bool is_option(const char *word)
{
	size_t len;

	if (!word || word[0] != '-')
		return false;
	len = strcspn(word + 1, "=");
	for (size_t i = 0; i < ROWS; i++)
		if ((rows[i].letter && word[1] == rows[i].letter && !word[2]) ||
		    (len > 1 && word[1] == '-' && strlen(rows[i].name) == len - 1 &&
		     strncmp(word + 2, rows[i].name, len - 1) == 0))
			return true;
	return false;
}

static int parse_one(const struct command *command, int code, char **argv, struct options *out,
                     struct problem *problem)
{
	const struct option_row *row;

	if (code == 1)
		return list_add(&out->words, optarg, problem);
	if (code == ':') {
		problem_set(problem, "%s wants a value (see daylight %s --help)", argv[optind - 1],
		            command->name);
		return -EINVAL;
	}
	row = row_of(code);
	if (row && is_option(optarg) && optarg == argv[optind - 1]) {
		problem_set(problem,
		            "--%s wants a value, and \"%.40s\" is an option (--%s=%.40s if it is "
		            "the value)",
		            row->name, optarg, row->name, optarg);
		return -EINVAL;
	}
	if (row)
		return set(command, row, optarg, out, problem);
	unknown_option(command, argv[optind - 1], problem);
	return -EINVAL;
}

int options_parse(const struct command *command, int argc, char **argv, struct options *out,
                  struct problem *problem)
{
	struct option longs[ROWS + 1] = { 0 };
	struct options local = { 0 };
	int code, error = 0;

	for (size_t i = 0; i < ROWS; i++)
		longs[i] = (struct option){ rows[i].name,
			                    rows[i].kind == KIND_FLAG ? no_argument
			                                              : required_argument,
			                    NULL, LONG_BASE + (int)i };
	opterr = 0;
	optind = 1;
	while (!error && (code = getopt_long(argc, argv, LETTERS, longs, NULL)) != -1)
		error = parse_one(command, code, argv, &local, problem);
	while (!error && optind < argc) /* behind "--" */
		error = list_add(&local.words, argv[optind++], problem);
	if (!error)
		error = check_time(&local, problem);
	if (!error)
		error = check_words(&local, problem);
	if (!error)
		error = check_bytes(&local, problem);
	if (!error)
		*out = local;
	return error;
}

void options_help(const struct command *command, FILE *out)
{
	fprintf(out, "Usage: daylight %s %s\n\n%s\n\n", command->name, command->usage,
	        command->help);
	for (size_t i = 0; i < ROWS; i++) {
		const struct option_row *row = &rows[i];
		char left[64], letter[4] = { '-', row->letter, ',', '\0' };

		if (!takes(command, row->name))
			continue;
		snprintf(left, sizeof(left), "%s --%s%s%s", row->letter ? letter : "   ", row->name,
		         row->value ? " " : "", row->value ? row->value : "");
		fprintf(out, "  %-26s %s\n", left, row->help);
	}
	fprintf(out, "\nExample:\n  %s\n", command->example);
}
