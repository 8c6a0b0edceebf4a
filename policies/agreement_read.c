/* What the readers of the four files share: where they stand, and what they all refuse. */
#include "policies/agreement_read.h"

#include <errno.h>
#include <string.h>

struct shape_context reading_context(const struct agreement_reading *reading,
                                     enum agreement_file file)
{
	return (struct shape_context){ &reading->out->documents_open[file], reading->capabilities,
		                       reading->problem };
}

int reading_check_format(const struct agreement_reading *reading, enum agreement_file file,
                         const char *format)
{
	const struct document *document = &reading->out->documents_open[file];
	const char *found = field_text(document->root, "format");

	if (found && strcmp(found, format) == 0)
		return 0;
	document_problem(document, reading->problem, found ? "/format" : "",
	                 "want \"format\": \"%s\"", format);
	return -EBADMSG;
}

static int refuse_twin(const struct agreement_reading *reading, enum agreement_file file,
                       const char *pointer, size_t index, const char *id)
{
	char at[SHAPE_POINTER], inner[SHAPE_POINTER];

	shape_index(at, pointer, index);
	shape_step(inner, at, "id");
	document_problem(&reading->out->documents_open[file], reading->problem, inner,
	                 "the id \"%.60s\" stands twice (give this one another)", id);
	return -EBADMSG;
}

int reading_refuse_twins(const struct agreement_reading *reading, enum agreement_file file,
                         struct json_object *list, const char *pointer)
{
	size_t count =
		json_object_is_type(list, json_type_array) ? json_object_array_length(list) : 0;
	struct json_object *met = json_object_new_object();
	int error = met ? 0 : -ENOMEM;

	for (size_t i = 0; i < count && !error; i++) {
		const char *id = field_text(json_object_array_get_idx(list, i), "id");

		if (id && json_object_object_get_ex(met, id, NULL))
			error = refuse_twin(reading, file, pointer, i, id);
		else if (id && json_object_object_add(met, id, NULL) != 0)
			error = -ENOMEM;
	}
	json_object_put(met);
	return error;
}
