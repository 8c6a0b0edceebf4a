/* Any bytes as the line form of rules: what is read can be written, and is then read as the same.
 */
#include <stdint.h>
#include <stdlib.h>

#include "policies/fields.h"
#include "policies/redlines.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_and_read(struct json_object *rules)
{
	struct document again = { 0 };
	struct problem problem = { 0 };
	struct text lines = { 0 };

	if (redlines_write(rules, &lines) != 0)
		abort();
	if (redlines_parse("again", (struct span){ (const uint8_t *)lines.at, lines.len }, &again,
	                   &problem) != 0 ||
	    !json_object_equal(rules, field_object(again.root, "rules")))
		abort();
	document_close(&again);
	text_free(&lines);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct document document = { 0 };
	struct problem problem = { 0 };
	int ret = redlines_parse("r", (struct span){ data, size }, &document, &problem);

	if ((ret == 0) == problem_found(&problem))
		abort();
	if (ret == 0 && json_object_array_length(field_object(document.root, "rules")))
		write_and_read(field_object(document.root, "rules"));
	document_close(&document);
	return 0;
}
