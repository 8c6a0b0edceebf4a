/* probes: what each check reads, never reads, needs, and whether it could run here now. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "agent/command.h"
#include "agent/exit.h"
#include "agent/opener.h"
#include "probes/probe.h"

/* Which rights the run began with is noted before the sandbox takes them away. */
static const char *could_run(const struct probe *probe, const struct work *work)
{
	unsigned missing = probe->needs & ~work->rights;

	if (!probe->collect)
		return "yes, on recordings given with -r";
	return missing ? "partly: as root it would also see what belongs to other users"
	               : "yes, fully";
}

static int work_probes(struct work *work)
{
	for (const struct probe *const *p = probes; *p; p++) {
		printf("%s\n  reads      %s\n  never      %s\n  permission ", (*p)->name,
		       (*p)->looks, (*p)->never);
		for (const char *const *area = (*p)->areas; *area; area++)
			printf("%s%s", area == (*p)->areas ? "" : " or ", *area);
		printf("\n  runs here  %s\n", could_run(*p, work));
		for (const char *const *glob = (*p)->globs; *glob; glob++)
			printf("  %s %s\n", glob == (*p)->globs ? "paths     " : "          ",
			       *glob);
		putchar('\n');
	}
	puts("Never opened, whatever a check, the catalogue or an agreement asks for:");
	for (const char *const *path = opener_denied(); *path; path++)
		printf("  %s\n", *path);
	return EXIT_NOTHING;
}

static int prepare(struct options *options, struct problem *problem)
{
	if (!options->words.count)
		return -1;
	problem_set(problem, "\"%s\": daylight probes takes no words (it lists every check)",
	            options->words.items[0]);
	return EXIT_USAGE;
}

static const char *const options[] = { NULL };

const struct command command_probes = {
	.name = "probes",
	.usage = "",
	.about = "what each check reads and never reads",
	.help = "Lists every check: what it reads, what it never reads, which word of a permission "
		"allows it, and whether\n"
		"it could run here now. Reads nothing itself.",
	.example = "daylight probes",
	.options = options,
	.prepare = prepare,
	.work = work_probes,
};
