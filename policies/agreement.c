/* Answers questions about an agreement that was loaded. */
#include "policies/agreement.h"

#include <string.h>

#include "policies/shape.h"

void agreement_close(struct agreement *agreement)
{
	for (size_t i = 0;
	     i < sizeof(agreement->documents_open) / sizeof(*agreement->documents_open); i++)
		document_close(&agreement->documents_open[i]);
	*agreement = (struct agreement){ 0 };
}

const struct register_entry *agreement_entry(const struct agreement *agreement, const char *id)
{
	for (size_t i = 0; i < agreement->entry_count; i++)
		if (strcmp(agreement->entries[i].id, id) == 0)
			return &agreement->entries[i];
	return NULL;
}

const struct agreement_document *agreement_document(const struct agreement *agreement,
                                                    const char *id)
{
	for (size_t i = 0; i < agreement->document_count; i++)
		if (strcmp(agreement->documents[i].id, id) == 0)
			return &agreement->documents[i];
	return NULL;
}

const struct device_class *agreement_class(const struct agreement *agreement, const char *id)
{
	for (size_t i = 0; i < agreement->class_count; i++)
		if (strcmp(agreement->classes[i].id, id) == 0)
			return &agreement->classes[i];
	return NULL;
}

const char *agreement_question(const struct agreement *agreement, const char *id)
{
	for (size_t i = 0; i < agreement->question_count; i++)
		if (strcmp(agreement->questions[i].id, id) == 0)
			return agreement->questions[i].text;
	return NULL;
}

bool agreement_in_force(const struct agreement *agreement, date on)
{
	const char *status = field_text(field_object(agreement->root, "agreement"), "status");

	if (status && strcmp(status, "signed") != 0)
		return false;
	return on >= agreement->in_force_from &&
	       (agreement->in_force_until == DATE_NONE || on <= agreement->in_force_until);
}
