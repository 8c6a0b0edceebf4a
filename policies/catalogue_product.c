/* Reads one product of a daylight-catalogue/1 file, strictly: sources everywhere, words of the
 * vocabulary only. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "policies/catalogue_read.h"
#include "policies/shapes.h"

#define POINTER_MAX 64

const char *const catalogue_product_keys[] = {
	"id",           "name",       "vendor",
	"category",     "about",      "also_used_for",
	"manager_sees", "reports_to", "single_purpose",
	"capabilities", "indicators", "questions",
	"formerly",     "reviewed",   "disputed_by_supplier",
	NULL,
};
const char *const catalogue_capability_keys[] = { "word", "source", "seen_on", "availability",
	                                          NULL };
static const char *const availability_words[] = { "default", "optional", "needs-licence", "unknown",
	                                          NULL };

const struct catalogue_words catalogue_words[] = {
	{ "product", "reports_to", reports_to_words },
	{ "capability", "availability", availability_words },
	{ "indicator", "type", indicator_readable_types },
	{ "indicator", "specificity", specificity_words },
	{ "indicator", "purpose", purpose_words },
	{ 0 },
};

static bool is_id(const char *text)
{
	return *text && text[0] != '-' &&
	       text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

static int read_id(struct catalogue_reader *reader, struct json_object *row, const char *pointer,
                   const char *key, const char **out)
{
	const char *id;
	int ret = catalogue_read_text(reader, row, pointer, key, true, &id);

	if (ret)
		return ret;
	if (!is_id(id))
		return catalogue_read_say(reader, pointer, key,
		                          "is not an id (want a-z, 0-9 and - only)");
	*out = id;
	return 0;
}

static int read_flag(struct catalogue_reader *reader, struct json_object *row, const char *pointer,
                     const char *key, bool *out)
{
	int ret = document_bool(reader->document, row, pointer, key, out, reader->problem);

	return ret == -ENOENT ? 0 : ret;
}

/* A list of texts, NULL-terminated; an empty one when it is missing. */
static int read_texts(struct catalogue_reader *reader, struct json_object *row, const char *pointer,
                      const char *key, const char *const **out)
{
	struct json_object *list = NULL;
	int ret = document_array(reader->document, row, pointer, key, &list, reader->problem);
	size_t count = ret ? 0 : json_object_array_length(list);
	const char **texts;

	if (ret && ret != -ENOENT)
		return ret;
	texts = arena_take(reader->arena, count + 1, sizeof(*texts));
	if (!texts)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		struct json_object *one = json_object_array_get_idx(list, i);

		if (!json_object_is_type(one, json_type_string) || !*json_object_get_string(one))
			return catalogue_read_say(reader, pointer, key,
			                          "want a list of texts, none of them empty");
		texts[i] = arena_copy(reader->arena, json_object_get_string(one));
		if (!texts[i])
			return -ENOMEM;
	}
	*out = texts;
	return 0;
}

static int read_capability(struct catalogue_reader *reader, struct json_object *row,
                           const char *pointer, struct product_capability *out)
{
	struct product_capability one = { 0 };
	int ret = document_keys(reader->document, row, pointer, catalogue_capability_keys,
	                        reader->problem),
	    index = 0;

	if (!ret)
		ret = catalogue_read_word(reader, row, pointer, "word", reader->words, &index);
	if (ret)
		return ret;
	one.word = reader->words[index];
	ret = catalogue_read_text(reader, row, pointer, "source", true, &one.source);
	if (!ret)
		ret = catalogue_read_date(reader, row, pointer, "seen_on", &one.seen_on);
	if (!ret)
		ret = catalogue_read_word(reader, row, pointer, "availability", availability_words,
		                          &index);
	if (ret)
		return ret;
	one.availability = availability_words[index];
	*out = one;
	return 0;
}

struct rows {
	struct json_object *list;
	size_t count; /* at least one */
	void *items;  /* room for as many, zeroed */
};

static int open_rows(struct catalogue_reader *reader, struct json_object *product,
                     const char *pointer, const char *key, size_t size, struct rows *out)
{
	struct rows rows = { 0 };
	int ret = document_array(reader->document, product, pointer, key, &rows.list,
	                         reader->problem);

	if (ret && ret != -ENOENT)
		return ret;
	rows.count = ret ? 0 : json_object_array_length(rows.list);
	if (!rows.count)
		return catalogue_read_say(reader, pointer, key, "missing (at least one is needed)");
	rows.items = arena_take(reader->arena, rows.count, size);
	if (!rows.items)
		return -ENOMEM;
	*out = rows;
	return 0;
}

static bool has_capability(const struct product_capability *all, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(all[i].word, word))
			return true;
	return false;
}

static int read_capabilities(struct catalogue_reader *reader, struct json_object *row,
                             const char *pointer, struct product *out)
{
	struct product_capability *all;
	struct rows rows = { 0 };
	char path[POINTER_MAX * 2];
	int ret = open_rows(reader, row, pointer, "capabilities", sizeof(*all), &rows);

	if (ret)
		return ret;
	all = rows.items;
	for (size_t i = 0; i < rows.count; i++) {
		snprintf(path, sizeof(path), "%s/capabilities/%zu", pointer, i);
		ret = read_capability(reader, json_object_array_get_idx(rows.list, i), path,
		                      &all[i]);
		if (ret)
			return ret;
		if (has_capability(all, i, all[i].word))
			return catalogue_read_say(reader, path, "word",
			                          "is listed twice (remove one)");
	}
	out->capabilities = all;
	out->capability_count = rows.count;
	return 0;
}

static int read_indicators(struct catalogue_reader *reader, struct json_object *row,
                           const char *pointer, struct product_draft *out)
{
	struct indicator *all;
	struct rows rows = { 0 };
	char path[POINTER_MAX * 2];
	int ret = open_rows(reader, row, pointer, "indicators", sizeof(*all), &rows);

	if (ret)
		return ret;
	all = rows.items;
	for (size_t i = 0; i < rows.count && !ret; i++) {
		snprintf(path, sizeof(path), "%s/indicators/%zu", pointer, i);
		ret = catalogue_read_indicator(reader, json_object_array_get_idx(rows.list, i),
		                               path, &all[i]);
	}
	if (ret)
		return ret;
	out->indicators = all;
	out->product.indicators = all;
	out->product.indicator_count = rows.count;
	return 0;
}

static int read_about(struct catalogue_reader *reader, struct json_object *row, const char *pointer,
                      struct product *out)
{
	const struct {
		const char *key;
		bool required;
		const char **to;
	} texts[] = {
		{ "name", true, &out->name },
		{ "vendor", true, &out->vendor },
		{ "about", true, &out->about },
		{ "also_used_for", false, &out->also_used_for },
		{ "manager_sees", true, &out->manager_sees },
	};
	int ret = read_id(reader, row, pointer, "id", &out->id);

	if (!ret)
		ret = read_id(reader, row, pointer, "category", &out->category);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]) && !ret; i++)
		ret = catalogue_read_text(reader, row, pointer, texts[i].key, texts[i].required,
		                          texts[i].to);
	if (!ret)
		ret = catalogue_read_date(reader, row, pointer, "reviewed", &out->reviewed);
	if (!ret)
		ret = read_flag(reader, row, pointer, "single_purpose", &out->single_purpose);
	if (!ret)
		ret = read_flag(reader, row, pointer, "disputed_by_supplier",
		                &out->disputed_by_supplier);
	if (!ret)
		ret = read_texts(reader, row, pointer, "questions", &out->questions);
	if (!ret)
		ret = read_texts(reader, row, pointer, "formerly", &out->formerly);
	return ret;
}

/* "Running is doing" holds only where no ability waits to be turned on. */
static int check_purpose(struct catalogue_reader *reader, const char *pointer,
                         const struct product *product)
{
	for (size_t i = 0; product->single_purpose && i < product->capability_count; i++)
		if (strcmp(product->capabilities[i].availability, "default") != 0)
			return catalogue_read_say(reader, pointer, "single_purpose",
			                          "is true, yet an ability is not there as "
			                          "supplied (write false)");
	return 0;
}

int catalogue_read_product(struct catalogue_reader *reader, struct json_object *row, size_t index,
                           struct product_draft *out)
{
	struct product_draft draft = { .document = reader->document, .index = index };
	char pointer[POINTER_MAX];
	int ret, reports_to = 0;

	snprintf(pointer, sizeof(pointer), "/products/%zu", index);
	ret = document_keys(reader->document, row, pointer, catalogue_product_keys,
	                    reader->problem);
	if (!ret)
		ret = read_about(reader, row, pointer, &draft.product);
	if (!ret)
		ret = catalogue_read_word(reader, row, pointer, "reports_to", reports_to_words,
		                          &reports_to);
	if (!ret)
		ret = read_capabilities(reader, row, pointer, &draft.product);
	if (!ret)
		ret = check_purpose(reader, pointer, &draft.product);
	if (!ret)
		ret = read_indicators(reader, row, pointer, &draft);
	if (ret)
		return ret;
	draft.product.reports_to = (enum reports_to)reports_to;
	*out = draft;
	return 0;
}
