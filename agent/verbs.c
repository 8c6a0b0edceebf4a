/* Finds the verb among the words, and runs it as any other command. */
#include "agent/verbs.h"

#include <string.h>

#include "agent/exit.h"
#include "agent/run.h"
#include "probes/base/text.h"

#define VERBS_MAX 32

/* "agreement check" -> "check" */
static const char *verb_name(const struct command *verb)
{
	const char *space = strchr(verb->name, ' ');

	return space ? space + 1 : verb->name;
}

static void help(const struct command *family, FILE *out)
{
	fprintf(out, "Usage: daylight %s VERB [OPTION]...\n\n%s\n\n", family->name, family->help);
	for (const struct command *const *v = family->verbs; *v; v++)
		fprintf(out, "  %-10s %s\n", verb_name(*v), (*v)->about);
	fprintf(out, "\ndaylight %s VERB --help tells more about one of them.\n\nExample:\n  %s\n",
	        family->name, family->example);
}

static int unknown(const struct command *family, const char *word)
{
	const char *names[VERBS_MAX + 1] = { NULL }, *nearest;
	struct text list = { 0 };

	for (size_t i = 0; i < VERBS_MAX && family->verbs[i]; i++) {
		names[i] = verb_name(family->verbs[i]);
		text_addf(&list, "%s%s", i ? ", " : "", names[i]);
	}
	nearest = *word ? text_nearest(word, names) : NULL;
	if (!*word)
		fprintf(stderr, "daylight %s: say which of: %s\n", family->name,
		        list.at ? list.at : "");
	else if (nearest)
		fprintf(stderr, "daylight %s: \"%.60s\" is none: did you mean daylight %s %s?\n",
		        family->name, word, family->name, nearest);
	else
		fprintf(stderr, "daylight %s: \"%.60s\" is none (want one of: %s)\n", family->name,
		        word, list.at ? list.at : "");
	text_free(&list);
	return EXIT_USAGE;
}

static const struct command *find(const struct command *family, const char *word)
{
	for (const struct command *const *v = family->verbs; *v; v++)
		if (strcmp(verb_name(*v), word) == 0)
			return *v;
	return NULL;
}

int verbs_run(const struct command *family, int argc, char **argv)
{
	const char *first = "";

	/* Options may stand before the verb. */
	for (int i = 1; i < argc; i++) {
		const struct command *verb = find(family, argv[i]);

		if (verb) {
			memmove(argv + i, argv + i + 1, (size_t)(argc - i) * sizeof(*argv));
			return run_command(verb, argc - 1, argv);
		}
		if (!*first && argv[i][0] != '-')
			first = argv[i];
	}
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0 ||
		    strcmp(argv[i], "help") == 0) {
			help(family, stdout);
			return EXIT_NOTHING;
		}
	return unknown(family, first);
}
