/* An interval that ends before it starts is refused by every load: within one pair no order but one
 * makes sense. Any other order of dates is what rules judge, and only a warning of the check. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "policies/agreement_read.h"

static int check_pair(struct agreement_reading *reading, enum agreement_file file,
                      struct json_object *object, const char *pointer, const char *from,
                      const char *to)
{
	date first = field_date(object, from), last = field_date(object, to);
	char at[SHAPE_POINTER], day[DATE_TEXT];

	if (first == DATE_NONE || last == DATE_NONE || first <= last)
		return 0;
	date_format(first, day);
	shape_step(at, pointer, to);
	document_problem(&reading->out->documents_open[file], reading->problem, at,
	                 "this is before %s (%s): change one of the two", from, day);
	return -EBADMSG;
}

/* A half-term is its first and its last date (policies/hours.c). */
static int check_half_term(struct agreement_reading *reading, struct json_object *term,
                           const char *pointer)
{
	struct json_object *days = field_object(term, "half_term");
	size_t last = field_count(term, "half_term");
	char lists[SHAPE_POINTER], at[SHAPE_POINTER];
	date one = DATE_NONE, two = DATE_NONE;

	if (last-- < 2)
		return 0;
	date_parse(json_object_get_string(json_object_array_get_idx(days, 0)), &one);
	date_parse(json_object_get_string(json_object_array_get_idx(days, last)), &two);
	if (one <= two)
		return 0;
	shape_step(lists, pointer, "half_term");
	shape_index(at, lists, last);
	document_problem(&reading->out->documents_open[FILE_AGREEMENT], reading->problem, at,
	                 "this is before the first day of the half-term: change one of the two");
	return -EBADMSG;
}

/* A band without a minute would put every hour outside the agreed ones. */
static int check_bands(struct agreement_reading *reading, const char *key)
{
	struct json_object *hours = field_object(reading->out->root, "hours");
	struct json_object *bands = field_object(hours, key);
	char list[SHAPE_POINTER], band[SHAPE_POINTER], at[SHAPE_POINTER];

	shape_step(list, "/hours", key);
	for (size_t i = 0; i < field_count(hours, key); i++) {
		struct json_object *one = json_object_array_get_idx(bands, i);
		const char *from = field_text(one, "from"), *to = field_text(one, "to");

		if (!from || !to || (strcmp(from, to) != 0 && strcmp(from, "24:00") != 0))
			continue;
		shape_index(band, list, i);
		shape_step(at, band, "to");
		document_problem(&reading->out->documents_open[FILE_AGREEMENT], reading->problem,
		                 at, "no time lies from %s to %s (a whole day is 00:00 to 24:00)",
		                 from, to);
		return -EBADMSG;
	}
	return 0;
}

static int check_agreement(struct agreement_reading *reading)
{
	struct json_object *root = reading->out->root, *hours = field_object(root, "hours");
	struct json_object *study = field_object(field_object(root, "processes"), "workload_study");
	struct json_object *terms = field_object(hours, "terms");
	int ret = check_pair(reading, FILE_AGREEMENT, study, "/processes/workload_study", "from",
	                     "to");

	for (size_t i = 0; !ret && i < field_count(hours, "terms"); i++) {
		struct json_object *term = json_object_array_get_idx(terms, i);
		char at[SHAPE_POINTER];

		shape_index(at, "/hours/terms", i);
		ret = check_pair(reading, FILE_AGREEMENT, term, at, "from", "to");
		if (!ret)
			ret = check_half_term(reading, term, at);
	}
	if (!ret)
		ret = check_bands(reading, "working");
	return ret ? ret : check_bands(reading, "quiet_bands");
}

static int check_register(struct agreement_reading *reading)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < reading->out->entry_count; i++) {
		char row[SHAPE_POINTER], at[SHAPE_POINTER];

		shape_index(row, "/register", i);
		shape_step(at, row, "dates");
		ret = check_pair(reading, FILE_REGISTER,
		                 field_object(reading->out->entries[i].row, "dates"), at,
		                 "consulted_from", "consulted_to");
	}
	return ret;
}

static int check_log(struct agreement_reading *reading)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < reading->out->log_count; i++) {
		char row[SHAPE_POINTER], at[SHAPE_POINTER];

		shape_index(row, "", i);
		shape_step(at, row, "exception");
		ret = check_pair(reading, FILE_LOG, field_object(reading->out->log[i], "exception"),
		                 at, "from", "until");
	}
	return ret;
}

int intervals_check(struct agreement_reading *reading)
{
	int ret = check_agreement(reading);

	if (!ret)
		ret = check_register(reading);
	return ret ? ret : check_log(reading);
}
