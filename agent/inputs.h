/* Files that the user or the package names: opened by the parent, which reads no byte of them; read
 * by the worker. */
#pragma once
#include "agent/options.h"
#include "policies/agreement.h"
#include "policies/catalogue.h"
#include "policies/contracts.h"
#include "policies/packs.h"
#include "probes/base/arena.h"

#define INPUT_FILES_MAX 512
#define INPUT_FILE_CAP ((size_t)32 << 20)
#define INPUT_OBSERVATIONS_CAP ((size_t)128 << 20)
#define AGREEMENT_FILES 8

struct input_file {
	char *path;       /* as given, for messages; owned */
	const char *name; /* base name, in path */
	int fd;           /* -1: absent */
};

/* True where it can be read twice: no pipe. */
bool input_is_seekable(const struct input_file *file);

struct input_files {
	struct input_file *items; /* owned */
	size_t count;
};

struct inputs {
	struct input_files catalogue, packs, contracts, captures, files;
	/* AGREEMENT_FILES a folder, in this order: agreement.json, register.json, register.csv,
	 * authorisation.json, log.jsonl, redlines.txt, extends/agreement.json, extends/redlines.txt
	 */
	struct input_files agreements;
	struct input_file permission; /* fd -1: none given, or "own" */
	struct input_file audit_key;
	struct input_file answers;  /* of agreement new */
	struct input_file annex;    /* of report: sealed findings */
	struct input_file previous; /* manifest.json of the run before in the same folder */
	struct input_file tool;     /* this program, for its hash */
};

struct command;

/* 0, or -errno with `problem` naming path and remedy. `out` is written in both cases, for
 * inputs_close(). */
int inputs_open(const struct command *command, const struct options *options, struct inputs *out,
                struct problem *problem);

void inputs_close(struct inputs *inputs);

/* --- In the worker. Each: 0, -EBADMSG with `problem`, -ENOMEM, or the errno of read(). --- */

int inputs_read(const struct input_file *file, size_t cap, struct arena *arena, struct span *out,
                struct problem *problem);
int inputs_catalogue(const struct inputs *inputs, struct arena *arena, struct catalogue *out,
                     struct problem *problem);
int inputs_packs(const struct inputs *inputs, struct arena *arena, const struct packs **out,
                 struct problem *problem);
int inputs_contracts(const struct inputs *inputs, struct arena *arena, struct contracts *out,
                     struct problem *problem);
/* The n-th agreement folder. */
int inputs_agreement(const struct inputs *inputs, size_t n, const struct packs *packs,
                     const struct catalogue *catalogue, struct arena *arena, struct agreement *out,
                     struct problem *problem);
