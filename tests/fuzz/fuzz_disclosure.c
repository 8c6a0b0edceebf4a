/* Whatever is read as a disclosure can be reported in every format, and the page stays free of
 * scripts. */
#include <stdlib.h>
#include <string.h>

#include "reports/disclosure.h"
#include "reports/report.h"
#include "reports/summary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void report_all(struct json_object *disclosure)
{
	for (size_t i = 0; reporters[i]; i++) {
		struct text out = { 0 };

		reporters[i]->write(disclosure, true, &out);
		if (strcmp(reporters[i]->format, "json") && out.at && strstr(out.at, "<script") &&
		    strcmp(reporters[i]->format, "text"))
			abort();
		text_free(&out);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct json_object *disclosure = NULL;
	struct problem problem = { 0 };
	struct text summary = { 0 };

	if (disclosure_read("fuzz", (struct span){ data, size }, &disclosure, &problem))
		return 0;
	report_all(disclosure);
	summary_write(disclosure, false, &summary);
	text_free(&summary);
	disclosure_exit_status(disclosure);
	json_object_put(disclosure);
	return 0;
}
