/* The disclosure as it is. */
#include "reports/disclosure.h"
#include "reports/report.h"

static int json_write(struct json_object *disclosure, bool color, struct text *out)
{
	(void)color;
	return disclosure_write(disclosure, out);
}

const struct reporter reporter_json = {
	.format = "json",
	.about = "disclosure.json again: for programs, and for comparing",
	.write = json_write,
};
