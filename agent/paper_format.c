/* Which writer a paper goes to. */
#include "agent/paper_format.h"

#include <string.h>
#include <unistd.h>

#include "agent/exit.h"
#include "probes/base/text.h"

int paper_format_prepare(struct options *options, const char *const *formats, const char *standard,
                         struct problem *problem)
{
	struct text names = { 0 };
	bool known = false;

	if (!options->format)
		options->format = standard;
	for (size_t i = 0; formats[i]; i++) {
		known |= strcmp(formats[i], options->format) == 0;
		text_addf(&names, "%s%s", !i ? "" : formats[i + 1] ? ", " : " or ", formats[i]);
	}
	if (!known)
		problem_set(problem, "--format: there is no \"%.60s\" (want %s)", options->format,
		            names.at ? names.at : "");
	else if (strcmp(options->format, "odt") == 0 && !options->output && isatty(STDOUT_FILENO))
		problem_set(problem, "a terminal cannot show an .odt file: say where to, "
		                     "such as -o schedule.odt");
	text_free(&names);
	return problem_found(problem) ? EXIT_USAGE : -1;
}

int paper_format_write(const struct options *options, const struct paper *paper, struct text *out)
{
	return strcmp(options->format, "odt") == 0 ? paper_odt(paper, out) : paper_html(paper, out);
}
