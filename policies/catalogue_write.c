/* Catalogue entries as JSON, members in the order of the schema. */
#include "policies/catalogue_write.h"

#include <errno.h>
#include <json-c/json.h>

static void add(struct json_object *to, const char *key, const char *value)
{
	if (value)
		json_object_object_add(to, key, json_object_new_string(value));
}

static struct json_object *strings(const char *const *words)
{
	struct json_object *array = json_object_new_array();

	for (; words && *words; words++)
		json_object_array_add(array, json_object_new_string(*words));
	return array;
}

static struct json_object *capability(const struct product_capability *c)
{
	struct json_object *row = json_object_new_object();

	add(row, "word", c->word);
	add(row, "source", c->source);
	add(row, "seen_on", c->seen_on);
	add(row, "availability", c->availability);
	return row;
}

static struct json_object *indicator(const struct indicator *i)
{
	struct json_object *row = json_object_new_object();

	add(row, "type", indicator_type_word(i->type));
	add(row, "value", i->value);
	add(row, "specificity", specificity_word(i->specificity));
	add(row, "source", i->source);
	if (i->purpose != PURPOSE_COLLECTION)
		add(row, "purpose", purpose_word(i->purpose));
	add(row, "organisation", i->organisation);
	add(row, "country", i->country);
	add(row, i->turns_off ? "turns_off" : "turns_on", i->function);
	if (i->hides)
		json_object_object_add(row, "hides", json_object_new_boolean(true));
	return row;
}

static struct json_object *product(const struct product *p)
{
	struct json_object *row = json_object_new_object();
	struct json_object *capabilities = json_object_new_array(),
			   *indicators = json_object_new_array();

	add(row, "id", p->id);
	add(row, "name", p->name);
	add(row, "vendor", p->vendor);
	add(row, "category", p->category);
	add(row, "about", p->about);
	add(row, "also_used_for", p->also_used_for);
	add(row, "manager_sees", p->manager_sees);
	add(row, "reports_to", reports_to_word(p->reports_to));
	json_object_object_add(row, "single_purpose", json_object_new_boolean(p->single_purpose));
	for (size_t i = 0; i < p->capability_count; i++)
		json_object_array_add(capabilities, capability(&p->capabilities[i]));
	for (size_t i = 0; i < p->indicator_count; i++)
		json_object_array_add(indicators, indicator(&p->indicators[i]));
	json_object_object_add(row, "capabilities", capabilities);
	json_object_object_add(row, "indicators", indicators);
	json_object_object_add(row, "questions", strings(p->questions));
	json_object_object_add(row, "formerly", strings(p->formerly));
	add(row, "reviewed", p->reviewed);
	if (p->disputed_by_supplier)
		json_object_object_add(row, "disputed_by_supplier", json_object_new_boolean(true));
	return row;
}

int catalogue_write(const struct catalogue *catalogue, const bool *wanted, struct text *out)
{
	struct json_object *root = json_object_new_object(), *rows = json_object_new_array();

	add(root, "format", "daylight-catalogue/1");
	add(root, "version", catalogue->version);
	for (size_t i = 0; i < catalogue->product_count; i++)
		if (!wanted || wanted[i])
			json_object_array_add(rows, product(&catalogue->products[i]));
	json_object_object_add(root, "products", rows);
	text_add(out, json_object_to_json_string_ext(root, JSON_C_TO_STRING_PRETTY |
	                                                           JSON_C_TO_STRING_NOSLASHESCAPE));
	text_add(out, "\n");
	json_object_put(root);
	return out->failed ? -ENOMEM : 0;
}
