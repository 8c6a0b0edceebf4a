/* Loads the files of a catalogue, in the order of their names, into one. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/catalogue_read.h"
#include "probes/base/text.h"

#define VOCABULARY "vocabulary.json"
#define NEVER_LISTED "never-listed.json"

struct load {                         /* one load, from files to catalogue */
	struct catalogue_file *files; /* in the order of their names */
	size_t count;
	struct document *documents; /* one per file, closed at the end: duplicates are found late */
	struct product_draft *drafts;
	size_t draft_count;
	struct catalogue catalogue;
	struct catalogue_reader reader;
};

static int by_name(const void *a, const void *b)
{
	const struct catalogue_file *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static int by_id(const void *a, const void *b)
{
	const struct product_draft *x = a, *y = b;
	int order = strcmp(x->product.id, y->product.id);

	if (order)
		return order;
	if (x->document != y->document)
		return x->document < y->document ? -1 : 1; /* of one array, in the order of names */
	return x->index < y->index ? -1 : x->index > y->index;
}

static bool is_special(const char *name)
{
	return !strcmp(name, VOCABULARY) || !strcmp(name, NEVER_LISTED);
}

static int open_files(struct load *load, const struct catalogue_file *files,
                      struct problem *problem)
{
	load->files = arena_take(load->reader.arena, load->count + 1, sizeof(*load->files));
	load->documents = arena_take(load->reader.arena, load->count + 1, sizeof(*load->documents));
	if (!load->files || !load->documents)
		return -ENOMEM;
	for (size_t i = 0; i < load->count; i++)
		load->files[i] = files[i];
	qsort(load->files, load->count, sizeof(*load->files), by_name);
	for (size_t i = 0; i < load->count; i++) {
		int ret = document_parse(load->files[i].name, load->files[i].bytes,
		                         DOCUMENT_OF_PEOPLE, &load->documents[i], problem);

		if (ret)
			return ret;
	}
	return 0;
}

static int read_special(struct load *load, const char *name, int (*read)(struct catalogue_reader *))
{
	for (size_t i = 0; i < load->count; i++) {
		if (strcmp(load->files[i].name, name) != 0)
			continue;
		load->reader.document = &load->documents[i];
		return read(&load->reader);
	}
	problem_set(load->reader.problem,
	            "%s: missing from the catalogue (it is needed beside the products)", name);
	return -EBADMSG;
}

/* The newest of the files' versions is the catalogue's. */
static int read_version(struct load *load)
{
	const char *version;
	int ret = catalogue_read_date(&load->reader, load->reader.document->root, "", "version",
	                              &version);

	if (!ret && (!load->catalogue.version || strcmp(version, load->catalogue.version) > 0))
		load->catalogue.version = version;
	return ret;
}

static int read_products(struct load *load, struct json_object *list)
{
	size_t count = json_object_array_length(list);
	int ret = 0;

	for (size_t i = 0; i < count && !ret; i++) {
		ret = catalogue_read_product(&load->reader, json_object_array_get_idx(list, i), i,
		                             &load->drafts[load->draft_count]);
		load->draft_count += !ret;
	}
	return ret;
}

/* The list of products of file `i`; NULL for the special files. */
static int find_list(struct load *load, size_t i, struct json_object **out)
{
	static const char *const keys[] = { "format", "about", "version", "products", NULL };
	int ret;

	*out = NULL;
	if (is_special(load->files[i].name))
		return 0;
	load->reader.document = &load->documents[i];
	ret = catalogue_read_head(&load->reader, "daylight-catalogue/1", keys);
	if (ret)
		return ret;
	ret = document_array(load->reader.document, load->reader.document->root, "", "products",
	                     out, load->reader.problem);
	return ret == -ENOENT
	               ? catalogue_read_say(&load->reader, "", "products", "missing (it is needed)")
	               : ret;
}

static int read_all(struct load *load)
{
	struct json_object *list;
	size_t total = 0;
	int ret = 0;

	for (size_t i = 0; i < load->count && !ret; i++) {
		ret = find_list(load, i, &list);
		total += !ret && list ? json_object_array_length(list) : 0;
	}
	if (ret)
		return ret;
	load->drafts = arena_take(load->reader.arena, total + 1, sizeof(*load->drafts));
	if (!load->drafts)
		return -ENOMEM;
	for (size_t i = 0; i < load->count && !ret; i++) {
		ret = find_list(load, i, &list);
		if (!ret && list)
			ret = read_version(load);
		if (!ret && list)
			ret = read_products(load, list);
	}
	return ret;
}

static int say_duplicate(struct load *load, const struct product_draft *draft,
                         const struct product_draft *earlier)
{
	struct text pointer = { 0 };

	text_addf(&pointer, "/products/%zu/id", draft->index);
	document_problem(
		draft->document, load->reader.problem, pointer.failed ? "" : pointer.at,
		"\"%.60s\" is already the id of /products/%zu in %s (ids are never reused)",
		draft->product.id, earlier->index, earlier->document->name);
	text_free(&pointer);
	return -EBADMSG;
}

static int finish_products(struct load *load)
{
	struct product *products =
		arena_take(load->reader.arena, load->draft_count + 1, sizeof(*products));
	struct product_draft *drafts = load->drafts;

	if (!products)
		return -ENOMEM;
	qsort(drafts, load->draft_count, sizeof(*drafts), by_id);
	for (size_t i = 0; i < load->draft_count; i++) {
		if (i && !strcmp(drafts[i].product.id, drafts[i - 1].product.id))
			return say_duplicate(load, &drafts[i], &drafts[i - 1]);
		for (size_t j = 0; j < drafts[i].product.indicator_count; j++)
			drafts[i].indicators[j].owner = (uint32_t)i;
		products[i] = drafts[i].product;
	}
	load->catalogue.products = products;
	load->catalogue.product_count = load->draft_count;
	return 0;
}

static int hash_files(struct load *load)
{
	struct text all = { 0 };
	int ret = 0;

	for (size_t i = 0; i < load->count; i++)
		text_add_bytes(&all, (const char *)load->files[i].bytes.at,
		               load->files[i].bytes.len);
	if (all.failed)
		ret = -ENOMEM;
	else
		digest_hex((struct span){ (const uint8_t *)all.at, all.len },
		           load->catalogue.sha256);
	text_free(&all);
	return ret;
}

static int load_all(struct load *load, const struct catalogue_file *files)
{
	int ret = open_files(load, files, load->reader.problem);

	if (!ret)
		ret = read_special(load, VOCABULARY, catalogue_read_vocabulary);
	if (!ret)
		ret = read_special(load, NEVER_LISTED, catalogue_read_never_listed);
	if (!ret)
		ret = read_all(load);
	if (!ret)
		ret = finish_products(load);
	return ret ? ret : hash_files(load);
}

int catalogue_load(const struct catalogue_file *files, size_t count, struct arena *arena,
                   struct catalogue *out, struct problem *problem)
{
	struct load load = { .count = count };
	int ret;

	load.reader = (struct catalogue_reader){ .arena = arena,
		                                 .problem = problem,
		                                 .catalogue = &load.catalogue };
	ret = load_all(&load, files);
	for (size_t i = 0; i < count && load.documents; i++)
		document_close(&load.documents[i]);
	if (ret)
		return ret;
	*out = load.catalogue;
	return 0;
}
