/* The whole story of a run on one screen, and the few steps that it is made of. */
#include "agent/run.h"

#include <errno.h>
#include <json-c/json.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "agent/exit.h"
#include "agent/interrupt.h"
#include "agent/overwrite.h"
#include "agent/workers.h"
#include "probes/base/digest.h"
#include "probes/wire/quic_keys.h"

static int complain(const char *name, const struct problem *problem, int status)
{
	if (problem_found(problem))
		fprintf(stderr, "daylight %s: %s\n", name, problem->text);
	return status;
}

static unsigned outputs_wanted(const struct the_run *r)
{
	const struct command *command = r->command;

	return command->choose_outputs ? command->choose_outputs(&r->options) : command->outputs;
}

static int open_output_folder(struct the_run *r, struct problem *problem)
{
	const struct command *command = r->command;

	if (command->takes & TAKES_NEW_FOLDER)
		return outputs_open_fresh(r->options.output, command->outputs, command->resumed,
		                          &r->outputs, problem);
	return outputs_open_folder(r->options.output, outputs_wanted(r), &r->outputs, problem);
}

static int open_all(struct the_run *r, struct problem *problem)
{
	const struct command *command = r->command;
	int error = inputs_open(command, &r->options, &r->inputs, problem);

	outputs_none(&r->outputs);
	if (!error && (command->takes & TAKES_FOLDER) && !r->options.dry_run)
		error = open_output_folder(r, problem);
	if (!error && (command->takes & TAKES_STREAM))
		error = outputs_open_stream(r->options.output, &r->outputs, problem);
	if (!error && (command->takes & TAKES_LOG))
		error = outputs_open_log(r->options.agreement, &r->outputs, problem);
	if (!error)
		error = overwrite_check(&r->inputs, &r->outputs, problem);
	if (error)
		return error;
	r->shared = mmap(NULL, sizeof(*r->shared), PROT_READ | PROT_WRITE,
	                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (r->shared == MAP_FAILED)
		return -ENOMEM;
	return 0;
}

/* What was kept is named (DESIGN 7). */
static void say_interrupted(const struct the_run *r)
{
	const struct shared *shared = r->shared;
	const char *name = r->command->name, *before = "";

	fprintf(stderr, "daylight %s: interrupted; ", name);
	if (!shared->outputs_done && !shared->stream_done) {
		fputs("nothing was written\n", stderr);
		return;
	}
	fputs("what was read until then is in ", stderr);
	if (shared->stream_done)
		fputs(r->outputs.stream_path ? r->outputs.stream_path : "the output", stderr);
	for (unsigned i = 0; i < OUTPUTS; i++) {
		if (!(shared->outputs_done >> i & 1))
			continue;
		fprintf(stderr, "%s%s/%s", before, r->outputs.folder, output_name((enum output)i));
		before = ", ";
	}
	fputs(shared->outputs_done ? " (marked as partial)\n" : "\n", stderr);
}

static int finish(struct the_run *r, int status)
{
	struct text kept = { 0 };
	int error = outputs_commit(&r->outputs, r->shared, &kept);

	if (error) {
		fprintf(stderr, "daylight %s: writing the output failed: %s\n", r->command->name,
		        strerror(-error));
		status = EXIT_BROKEN;
	}
	if (kept.len)
		fprintf(stderr, "daylight %s: what was collected so far is kept in %s\n",
		        r->command->name, kept.at);
	text_free(&kept);
	if (!interrupted())
		return status;
	say_interrupted(r);
	return EXIT_BROKEN;
}

/* json-c and SQLite ask for a seed and libcrypto for its algorithms on first use: too late in the
 * sandbox. */
static int prepare_libraries(void)
{
	struct json_object *first = json_tokener_parse("{\"seed\":0}");
	unsigned char byte;

	if (!first)
		return -ENOMEM;
	json_object_put(first);
	sqlite3_randomness(sizeof(byte), &byte);
	tzset();
	return digest_prepare();
}

/* From the first file opened to the last one renamed. */
static int run_opened(struct the_run *r)
{
	struct problem problem = { 0 };

	if (open_all(r, &problem) != 0) {
		complain(r->command->name, &problem, EXIT_USAGE);
		outputs_discard(&r->outputs);
		return EXIT_USAGE;
	}
	if (prepare_libraries() != 0)
		return EXIT_BROKEN;
	if (r->command->takes & TAKES_CAPTURES)
		r->quic = quic_keys_new(); /* without them QUIC stays unread, and is counted so */
	interrupt_listen(&r->shared->interrupted);
	fflush(stdout);
	return finish(r, workers_run(r));
}

static int run_options(struct the_run *r, int argc, char **argv)
{
	const struct command *command = r->command;
	struct problem problem = { 0 };
	int status;

	if (options_parse(command, argc, argv, &r->options, &problem) != 0)
		return complain(command->name, &problem, EXIT_USAGE);
	if (r->options.help) {
		options_help(command, stdout);
		return EXIT_NOTHING;
	}
	status = command->prepare ? command->prepare(&r->options, &problem) : -1;
	return status >= 0 ? complain(command->name, &problem, status) : run_opened(r);
}

int run_command(const struct command *command, int argc, char **argv)
{
	struct the_run *r = calloc(1, sizeof(*r));
	int status;

	if (!r)
		return EXIT_BROKEN;
	r->command = command;
	r->now = (int64_t)time(NULL);
	r->rights = workers_rights();
	status = run_options(r, argc, argv);
	inputs_close(&r->inputs);
	quic_keys_free(r->quic);
	free(r);
	return status;
}
