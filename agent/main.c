/* The table of subcommands, and the way into one of them. */
#include <stdio.h>
#include <string.h>

#include "agent/command.h"
#include "agent/exit.h"
#include "agent/run.h"
#include "agent/verbs.h"
#include "probes/base/text.h"

static const struct command *const commands[] = {
	&command_audit,  &command_observe, &command_evaluate,  &command_merge,
	&command_report, &command_hosts,   &command_agreement, &command_catalogue,
	&command_probes, &command_respond, &command_papers,    NULL,
};

static void help(FILE *out)
{
	fputs("Usage: daylight COMMAND [OPTION]...\n\n"
	      "Daylight lists what on this device or network is able to monitor staff, compares it "
	      "with the signed\n"
	      "agreement, and writes a report for the meeting. It sends nothing anywhere.\n\n",
	      out);
	for (const struct command *const *c = commands; *c; c++)
		fprintf(out, "  %-10s %s\n", (*c)->name, (*c)->about);
	fputs("\ndaylight COMMAND --help tells more about one of them. The manual: man "
	      "daylight.\n\n"
	      "Begin with:\n  daylight audit --whose mine -o report\n",
	      out);
}

static int unknown_command(const char *word)
{
	const char *names[sizeof(commands) / sizeof(commands[0])] = { NULL }, *nearest;
	struct problem problem = { 0 };

	for (size_t i = 0; commands[i]; i++)
		names[i] = commands[i]->name;
	nearest = text_nearest(word, names);
	if (nearest)
		problem_set(&problem, "\"%s\" is no command: did you mean daylight %s?", word,
		            nearest);
	else
		problem_set(&problem, "\"%s\" is no command (see daylight --help)", word);
	fprintf(stderr, "daylight: %s\n", problem.text);
	return EXIT_USAGE;
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		help(stderr);
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
	    strcmp(argv[1], "help") == 0) {
		help(stdout);
		return EXIT_NOTHING;
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("daylight " VERSION);
		return EXIT_NOTHING;
	}
	for (const struct command *const *c = commands; *c; c++)
		if (strcmp((*c)->name, argv[1]) == 0)
			return (*c)->verbs ? verbs_run(*c, argc - 1, argv + 1)
			                   : run_command(*c, argc - 1, argv + 1);
	return unknown_command(argv[1]);
}
