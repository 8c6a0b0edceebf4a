/* The table of reporters: a new format is one file and one line here. */
#include <stddef.h>
#include <string.h>

#include "reports/report.h"

extern const struct reporter reporter_answers, reporter_html, reporter_json, reporter_text;

const struct reporter *const reporters[] = { &reporter_html, &reporter_json, &reporter_text,
	                                     &reporter_answers, NULL };

const struct reporter *reporter_find(const char *format)
{
	for (size_t i = 0; reporters[i]; i++)
		if (!strcmp(reporters[i]->format, format))
			return reporters[i];
	return NULL;
}
