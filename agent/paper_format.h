/* --format of the commands that write papers: html, odt, and for some text. */
#pragma once
#include "agent/command.h"
#include "reports/paper.h"

/* Sets options->format to `standard` where none is given. -1 to go on, or an exit status with
 * `problem`: a format that is none of `formats` (NULL-terminated), or odt onto a terminal. */
int paper_format_prepare(struct options *options, const char *const *formats, const char *standard,
                         struct problem *problem);

/* Writes the paper as options->format says. 0 or -errno. */
int paper_format_write(const struct options *options, const struct paper *paper, struct text *out);
