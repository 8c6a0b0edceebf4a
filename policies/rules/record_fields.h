/* Of which rows a field of the technology list is asked at all: decisions only of what decides,
 * data that was deleted only of what was withdrawn, a pilot's end only of a pilot. */
#pragma once
#include "policies/judge.h"

/* Products that the catalogue lists as scoring, ranking or predicting, and rows marked AI (model
 * CHK25). */
bool entry_has_decisions_to_declare(const struct case_file *file,
                                    const struct register_entry *entry);

/* `path` as in a rule's "fields": "ai.decisions_about". */
bool field_is_asked_of(const struct case_file *file, const struct register_entry *entry,
                       const char *path);
