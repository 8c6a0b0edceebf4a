/* Reads one indicator of a product: its value, who is behind a host, which ability it shows. */
#include <stdio.h>
#include <string.h>

#include "policies/catalogue_read.h"
#include "policies/shapes.h"

const char *const catalogue_indicator_keys[] = { "type",    "value",    "specificity",
	                                         "source",  "purpose",  "organisation",
	                                         "country", "turns_on", "turns_off",
	                                         "hides",   NULL };
const char *const indicator_readable_types[] = { "package", "path",    "process",   "unit",
	                                         "domain",  "host",    "extension", "authority",
	                                         "module",  "setting", NULL };

/* An indicator that points at a place where people look for help would count their visits (DESIGN
 * 6). */
static bool points_at_never_listed(const struct catalogue_reader *reader,
                                   const struct indicator *one)
{
	return (one->type == INDICATOR_DOMAIN || one->type == INDICATOR_HOST) &&
	       catalogue_never_lists(reader->catalogue, one->value);
}

static int check_indicator(struct catalogue_reader *reader, const char *pointer,
                           const struct indicator *one)
{
	const char *fault = indicator_fault(one);
	char what[320];

	if (!fault && points_at_never_listed(reader, one))
		fault = "is on the list of domains that are never listed (remove it)";
	if (!fault)
		return 0;
	snprintf(what, sizeof(what), "\"%.80s\" %s", one->value, fault);
	return catalogue_read_say(reader, pointer, "value", what);
}

static bool names_a_host(const struct indicator *one)
{
	return one->type == INDICATOR_DOMAIN || one->type == INDICATOR_HOST;
}

/* Who is behind a host, where, and what goes there. */
static int read_endpoint(struct catalogue_reader *reader, struct json_object *row,
                         const char *pointer, struct indicator *one)
{
	static const char *const keys[] = { "purpose", "organisation", "country", NULL };
	int purpose = 0, ret = 0;

	for (const char *const *key = keys; *key; key++)
		if (!names_a_host(one) && json_object_object_get_ex(row, *key, NULL))
			return catalogue_read_say(reader, pointer, *key,
			                          "stands only beside a domain or host");
	if (json_object_object_get_ex(row, "purpose", NULL))
		ret = catalogue_read_word(reader, row, pointer, "purpose", purpose_words, &purpose);
	if (!ret)
		ret = catalogue_read_text(reader, row, pointer, "organisation", false,
		                          &one->organisation);
	if (!ret)
		ret = catalogue_read_text(reader, row, pointer, "country", false, &one->country);
	if (!ret && one->country &&
	    (strlen(one->country) != 2 ||
	     one->country[strspn(one->country, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")]))
		ret = catalogue_read_say(
			reader, pointer, "country",
			"is not a country (want two letters of ISO 3166-1: \"GB\")");
	if (!ret)
		one->purpose = (enum traffic_purpose)purpose;
	return ret;
}

/* Seeing this shows that a function is on, or off. */
static int read_function(struct catalogue_reader *reader, struct json_object *row,
                         const char *pointer, struct indicator *one)
{
	bool on = json_object_object_get_ex(row, "turns_on", NULL),
	     off = json_object_object_get_ex(row, "turns_off", NULL);
	struct json_object *hides = NULL;
	int word = 0, ret;

	if (on && off)
		return catalogue_read_say(reader, pointer, "turns_off",
		                          "stands beside turns_on (want one of them)");
	if (json_object_object_get_ex(row, "hides", &hides)) {
		if (!json_object_is_type(hides, json_type_boolean))
			return catalogue_read_say(reader, pointer, "hides", "want true or false");
		one->hides = json_object_get_boolean(hides);
	}
	if (one->hides && one->type != INDICATOR_SETTING)
		return catalogue_read_say(reader, pointer, "hides", "is only said of a setting");
	if (!on && !off && !one->hides && one->type == INDICATOR_SETTING)
		return catalogue_read_say(reader, pointer, "turns_on",
		                          "missing: a setting turns an ability on or off");
	if (!on && !off)
		return 0;
	ret = catalogue_read_word(reader, row, pointer, on ? "turns_on" : "turns_off",
	                          reader->words, &word);
	if (ret)
		return ret;
	one->function = reader->words[word];
	one->turns_off = off;
	return 0;
}

int catalogue_read_indicator(struct catalogue_reader *reader, struct json_object *row,
                             const char *pointer, struct indicator *out)
{
	struct indicator one = { 0 };
	int ret = document_keys(reader->document, row, pointer, catalogue_indicator_keys,
	                        reader->problem);
	int type = 0, specificity = 0;

	if (!ret)
		ret = catalogue_read_word(reader, row, pointer, "type", indicator_readable_types,
		                          &type);
	if (!ret)
		ret = catalogue_read_text(reader, row, pointer, "value", true, &one.value);
	if (!ret)
		ret = catalogue_read_word(reader, row, pointer, "specificity", specificity_words,
		                          &specificity);
	if (!ret)
		ret = catalogue_read_text(reader, row, pointer, "source", true, &one.source);
	if (ret)
		return ret;
	one.type = (enum indicator_type)indicator_type_of(indicator_readable_types[type]);
	one.specificity = (enum specificity)specificity;
	ret = check_indicator(reader, pointer, &one);
	if (!ret)
		ret = read_endpoint(reader, row, pointer, &one);
	if (!ret)
		ret = read_function(reader, row, pointer, &one);
	if (ret)
		return ret;
	*out = one;
	return 0;
}
