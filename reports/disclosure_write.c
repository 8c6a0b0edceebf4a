/* The bytes of disclosure.json. */
#include <errno.h>

#include "reports/disclosure.h"

int disclosure_write(struct json_object *disclosure, struct text *out)
{
	const int form =
		JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED | JSON_C_TO_STRING_NOSLASHESCAPE;
	const char *bytes = json_object_to_json_string_ext(disclosure, form);

	if (!bytes)
		return -ENOMEM;
	text_add(out, bytes);
	text_add(out, "\n");
	return out->failed ? -ENOMEM : 0;
}
