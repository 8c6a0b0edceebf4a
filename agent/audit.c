/* audit: observe, match, judge, report in one go. observe: only the first of these. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/collect.h"
#include "agent/command.h"
#include "agent/disclose.h"
#include "agent/exit.h"
#include "agent/key.h"
#include "agent/interrupt.h"

static bool reads_device(const struct options *options)
{
	return options->root || options->whose || !options->reads.count;
}

/* Model A14: before a first look, whose device is this? Without a terminal nothing is asked. */
static int ask_whose(struct options *options, struct problem *problem)
{
	char answer[16] = "";

	if (options->whose || options->agreement || options->permission || !reads_device(options))
		return -1;
	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) {
		problem_set(problem, "whose device is this? Say --whose mine for your own, or "
		                     "--whose permitted for your "
		                     "employer's with written permission");
		return EXIT_REFUSED;
	}
	fputs("Whose device is this?\n"
	      "  1  mine\n"
	      "  2  my employer's, and I have written permission to look\n"
	      "  3  neither\n"
	      "Answer 1, 2 or 3: ",
	      stderr);
	if (!fgets(answer, sizeof(answer), stdin) || (answer[0] != '1' && answer[0] != '2')) {
		problem_set(problem, "nothing was read. Ask the employer for permission, or look "
		                     "at your own device");
		return EXIT_REFUSED;
	}
	options->whose = answer[0] == '1' ? "mine" : "permitted";
	return -1;
}

static bool is_folder(const char *path, struct problem *problem)
{
	struct stat st;
	int error = stat(path, &st) == 0 ? S_ISDIR(st.st_mode) ? 0 : ENOTDIR : errno;

	if (error)
		problem_set(problem, "--root: %s: %s (want the folder that the disk is mounted on)",
		            path, strerror(error));
	return !error;
}

static int prepare(struct options *options, struct problem *problem)
{
	if (options->new_key)
		return key_make(options->new_key, problem) ? EXIT_USAGE : EXIT_NOTHING;
	if (options->words.count) {
		problem_set(problem,
		            "\"%s\": a recording is named by -r FILE, a disk by --root DIR",
		            options->words.items[0]);
		return EXIT_USAGE;
	}
	if (!options->output && !options->dry_run) {
		problem_set(problem,
		            "-o DIR is missing: the folder that the files are written into");
		return EXIT_USAGE;
	}
	if (options->root && !is_folder(options->root, problem))
		return EXIT_USAGE;
	if (options->dry_run)
		return -1;
	return ask_whose(options, problem);
}

static const char *mode_of(const struct options *options)
{
	if (!reads_device(options))
		return "network";
	if (options->whose && strcmp(options->whose, "mine") == 0 && !options->root)
		return "own-device";
	return "device";
}

/* Both commands: what was seen, whole, on disk. */
static int observe(struct work *work, struct basis *basis, struct collected *seen,
                   struct text *file, struct problem *problem)
{
	int status = collect(work, basis, seen, problem), error;

	if (status)
		return status;
	error = collect_file(work, basis, seen, seen->complete, file);
	if (!error)
		error = outputs_write(work->outputs, work->shared, OUTPUT_OBSERVATIONS, file);
	if (!error)
		return 0;
	problem_set(problem, "writing %s failed: %s", output_name(OUTPUT_OBSERVATIONS),
	            strerror(-error));
	return EXIT_BROKEN;
}

/* A recording that was cut short is bad input, but what it held is in the report (DESIGN 7). */
static int final_status(const struct collected *seen, int status)
{
	if (seen->capture_error)
		return EXIT_USAGE;
	return interrupted() ? EXIT_BROKEN : status;
}

static int too_little(const struct collected *seen)
{
	size_t kept = 0, partial = 0;

	for (size_t i = 0; i < seen->count; i++) {
		kept += seen->places[i].count;
		for (size_t j = 0; j < seen->places[i].coverage_count; j++)
			partial += seen->places[i].coverages[j].state != COVERAGE_COMPLETE;
	}
	return !kept && partial ? EXIT_TOO_LITTLE : EXIT_NOTHING;
}

static int say(const struct work *work, const struct problem *problem, int status)
{
	if (problem_found(problem))
		fprintf(stderr, "daylight %s: %s\n", work->command->name, problem->text);
	return status;
}

static int work_with(struct work *work, bool judge_too)
{
	struct basis *basis = arena_take(work->arena, 1, sizeof(*basis));
	struct collected seen = { 0 };
	struct problem problem = { 0 };
	struct text file = { 0 };
	int status = basis ? basis_load(work, basis, &problem) : EXIT_BROKEN;

	if (!basis)
		return status;
	if (!status && work->options->dry_run) {
		collect_plan(work, basis, reads_device(work->options),
		             work->options->reads.count > 0);
		basis_close(basis);
		return EXIT_NOTHING;
	}
	if (!status)
		status = observe(work, basis, &seen, &file, &problem);
	if (!status && judge_too) {
		struct disclose_facts facts = { .mode = mode_of(work->options),
			                        .places = seen.places,
			                        .place_count = seen.count,
			                        .totals = &seen.totals,
			                        .names_dropped = seen.names_dropped,
			                        .complete = seen.complete,
			                        .observations = &file };

		status = final_status(&seen, disclose(work, basis, &facts, &problem));
	} else if (!status) {
		status = final_status(&seen, too_little(&seen));
	}
	text_free(&file);
	basis_close(basis);
	return say(work, &problem, status);
}

static int work_audit(struct work *work)
{
	return work_with(work, true);
}

static int work_observe(struct work *work)
{
	return work_with(work, false);
}

static const char *const audit_options[] = { "agreement",
	                                     "catalogue",
	                                     "output",
	                                     "read",
	                                     "root",
	                                     "probe",
	                                     "at",
	                                     "edition",
	                                     "whose",
	                                     "permission",
	                                     "time-zone",
	                                     "max-bytes",
	                                     "device-class",
	                                     "network",
	                                     "site",
	                                     "audit-key",
	                                     "new-key",
	                                     "dry-run",
	                                     "keep-inventory",
	                                     "example",
	                                     "json",
	                                     "quiet",
	                                     "no-color",
	                                     NULL };
static const char *const observe_options[] = {
	"agreement", "catalogue",  "output",    "read",           "root",         "probe",
	"whose",     "permission", "time-zone", "max-bytes",      "device-class", "network",
	"site",      "audit-key",  "dry-run",   "keep-inventory", "quiet",        NULL
};

const struct command command_audit = {
	.name = "audit",
	.usage = "-o DIR [-a DIR] [-r FILE]... [--root DIR] [OPTION]...",
	.about = "look, compare with the agreement, and write the report (the main job)",
	.help = "Looks at this device (or with --root at a mounted disk) and at network recordings "
		"(-r), compares what\n"
		"it saw with the agreement (-a), and writes observations.jsonl, disclosure.json, "
		"disclosure.html,\n"
		"catalogue.json and manifest.json into the folder -o. Without -a it writes a list, "
		"not a verdict.",
	.example = "daylight audit --whose mine -o report",
	.options = audit_options,
	.takes = TAKES_CATALOGUE | TAKES_AGREEMENT | TAKES_DEVICE | TAKES_CAPTURES | TAKES_FOLDER,
	.outputs = 1 << OUTPUT_OBSERVATIONS | 1 << OUTPUT_DISCLOSURE | 1 << OUTPUT_HTML |
	           1 << OUTPUT_CATALOGUE | 1 << OUTPUT_SEALED | 1 << OUTPUT_MANIFEST,
	.prepare = prepare,
	.work = work_audit,
};

const struct command command_observe = {
	.name = "observe",
	.usage = "-o DIR [-r FILE]... [--root DIR] [OPTION]...",
	.about = "only look: writes observations.jsonl",
	.help = "Looks at this device (or with --root at a mounted disk) and at network recordings "
		"(-r), and writes what\n"
		"it saw into observations.jsonl in the folder -o. daylight evaluate judges it, "
		"here or elsewhere.",
	.example = "daylight observe --whose permitted --device-class staff-laptop --audit-key "
		   "audit.key -o laptop-7",
	.options = observe_options,
	.takes = TAKES_CATALOGUE | TAKES_AGREEMENT | TAKES_DEVICE | TAKES_CAPTURES | TAKES_FOLDER,
	.outputs = 1 << OUTPUT_OBSERVATIONS,
	.prepare = prepare,
	.work = work_observe,
};
