/* Which file a technology list is written to. */
#include "agent/register_output.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/exit.h"

static bool is_folder(const char *path)
{
	size_t len = strlen(path);
	struct stat st;

	return (len && path[len - 1] == '/') || (stat(path, &st) == 0 && S_ISDIR(st.st_mode));
}

static bool ends_in_csv(const char *path)
{
	size_t len = strlen(path);

	return len > 4 && strcmp(path + len - 4, ".csv") == 0;
}

static int set_format(struct options *options, struct problem *problem)
{
	if (!options->format)
		options->format = options->output && ends_in_csv(options->output) ? "csv" : "json";
	if (strcmp(options->format, "json") == 0 || strcmp(options->format, "csv") == 0)
		return -1;
	problem_set(problem, "--format: there is no \"%.60s\" (want json or csv)", options->format);
	return EXIT_USAGE;
}

int register_output_prepare(struct options *options, struct problem *problem)
{
	const char *output = options->output;
	int status = set_format(options, problem), len;

	if (status >= 0 || !output || strcmp(output, "-") == 0)
		return status;
	if (is_folder(output)) {
		len = snprintf(options->output_file, sizeof(options->output_file), "%s/register.%s",
		               output, options->format);
		if (len >= (int)sizeof(options->output_file)) {
			problem_set(problem, "%.200s: name too long", output);
			return EXIT_USAGE;
		}
		options->output = options->output_file;
	}
	if (access(options->output, F_OK) != 0)
		return -1;
	problem_set(problem, "%.400s is there already and is not written over (want another -o)",
	            options->output);
	return EXIT_USAGE;
}
