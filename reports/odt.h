/* An OpenDocument text (ODF 1.3, parts 2 and 3): the package and the styles that every paper
 * shares. What stands in content.xml comes from reports/paper_odt.c, which names these styles. */
#pragma once
#include <stdbool.h>

#include "probes/base/text.h"

#define ODT_WIDTH 170 /* millimetres of text on a line */
#define ODT_LABEL 48  /* of a form's labels */

struct odt {
	const char *title, *foot;
	const char *mark;    /* stands on every page beside the title, or NULL */
	bool dense;          /* smaller letters, so that it keeps to few pages */
	struct text content; /* content.xml */
};

/* Begins and ends content.xml around the document's own styles and its text. */
extern const char odt_content_begin[], odt_content_text[], odt_content_end[];

/* Adds the bytes of the file to `out`. 0, -ENOMEM or -EIO. */
int odt_write(const struct odt *odt, struct text *out);
