/* Output files of a run: opened before the sandbox closes, 0600, in a folder 0700, as NAME.part;
 * renamed by the opener once the worker has marked them whole. An interrupted run leaves what it
 * has under the .part name. */
#pragma once
#include "agent/log_append.h"
#include "agent/shared.h"
#include "probes/base/problem.h"
#include "probes/base/text.h"

enum output {
	OUTPUT_OBSERVATIONS,
	OUTPUT_DISCLOSURE,
	OUTPUT_HTML,
	OUTPUT_CATALOGUE,
	OUTPUT_SEALED, /* written where something is sealed */
	OUTPUT_MANIFEST,
	/* of an agreement's folder */
	OUTPUT_AGREEMENT,
	OUTPUT_REDLINES,
	OUTPUT_REGISTER,
	OUTPUT_REGISTER_CSV,
	OUTPUT_AUTHORISATION,
	OUTPUT_LOG,
	OUTPUT_README,
	OUTPUT_ANSWERS,
	OUTPUT_PERMISSION_HTML,
	OUTPUT_PERMISSION_ODT,
	OUTPUT_DPIA_HTML,
	OUTPUT_DPIA_ODT,
	OUTPUT_NOTICE_HTML,
	OUTPUT_NOTICE_ODT,
	OUTPUT_TERMS_HTML,
	OUTPUT_TERMS_ODT,
	OUTPUT_IT_SHEET_HTML,
	OUTPUT_IT_SHEET_ODT,
	OUTPUTS
};

struct outputs {
	const char *folder; /* NULL: nothing is written to a folder */
	int folder_fd;
	bool fresh;              /* a file that is there already is never replaced */
	int fd[OUTPUTS];         /* -1: not written by this command */
	int stream;              /* one file, or standard output; else -1 */
	const char *stream_path; /* NULL: standard output */
	char stream_part[4096];
	struct log_append log; /* with it, `stream` is a file in memory */
};

void outputs_none(struct outputs *out);
/* `wanted`: bits by enum output. 0, or -errno with `problem`. */
int outputs_open_folder(const char *folder, unsigned wanted, struct outputs *out,
                        struct problem *problem);
int outputs_open_stream(const char *path, struct outputs *out,
                        struct problem *problem); /* NULL or "-": stdout */
/* The rows that the worker writes to the stream are added to log.jsonl of that folder. */
int outputs_open_log(const char *folder, struct outputs *out, struct problem *problem);
/* The same for a command that begins a folder: -EEXIST where one of `wanted` is there already. The
 * .part files of `resumed` are kept, and locked, so that work which was broken off goes on. */
int outputs_open_fresh(const char *folder, unsigned wanted, unsigned resumed, struct outputs *out,
                       struct problem *problem);
const char *output_name(enum output output);

/* Nothing was written, nor will be: removes the .part files. */
void outputs_discard(const struct outputs *outputs);

/* --- In the worker: 0 or -errno. --- */
/* Replaces what NAME.part holds and marks it whole. */
int outputs_write(const struct outputs *outputs, struct shared *shared, enum output output,
                  const struct text *text);
/* Appends to NAME.part what a later stage may not lose, without marking it whole. */
int outputs_keep(const struct outputs *outputs, enum output output, const struct text *text);
int outputs_write_stream(const struct outputs *outputs, struct shared *shared,
                         const struct text *text);

/* --- In the opener --- */
/* Before a second worker begins: empties the .part files. */
void outputs_restart(const struct outputs *outputs, struct shared *shared);
/* fsync and rename what is whole, remove .part files that are empty. 0 or -errno. `kept` gets the
 * names of .part files that stay behind, for the message. */
int outputs_commit(const struct outputs *outputs, const struct shared *shared, struct text *kept);
