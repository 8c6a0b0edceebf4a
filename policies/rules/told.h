/* When staff were told (model CHK03). */
#pragma once
#include "policies/judge.h"

/* The day of the last substantial change that both sides agreed, where it has come and the recorded
 * day of telling staff lies before it; else DATE_NONE. `changed_on` is no such change: each edit of
 * the row moves it, that of the day of telling itself included. */
date change_not_told(const struct case_file *file, const struct register_entry *entry);

/* Staff were told on or after a substantial change: the recorded day speaks of the change, and that
 * of the first telling is no longer on the list. */
bool change_was_told(const struct case_file *file, const struct register_entry *entry);

/* A date that staff were told is a date plus a reference to the notice (model CHK03): named in the
 * list of documents, or said not to apply. A list without a column for it is asked for none. */
bool notice_is_named(const struct case_file *file, const struct register_entry *entry);
