/* Loads the evidence contracts. */
#include "policies/contracts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/rules/rule.h"
#include "policies/shape.h"
#include "policies/shapes.h"
#include "probes/base/document.h"

#define FORMAT "daylight-contracts/1"

static const struct shape contract_shape[] = {
	{ "id", SHAPE_WORD, SHAPE_NEEDED, pack_checks, NULL },
	{ "name", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "title", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "rule", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "statuses", SHAPE_TEXT, SHAPE_NEEDED | SHAPE_LIST, NULL, NULL },
	{ "counts", SHAPE_TEXT, SHAPE_NEEDED | SHAPE_LIST, NULL, NULL },
	{ "does_not_count", SHAPE_TEXT, SHAPE_NEEDED | SHAPE_LIST, NULL, NULL },
	{ "example", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ 0 },
};

const struct shape contracts_file_shape[] = {
	{ "format", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "contracts", SHAPE_OBJECT, SHAPE_NEEDED | SHAPE_LIST, NULL, contract_shape },
	{ 0 },
};

struct loading {
	struct arena *arena;
	struct contract *items; /* room for one of each id, and no id stands twice */
	size_t count;
	struct problem *problem;
};

static int refuse(const struct loading *loading, const struct document *document, size_t row,
                  const char *key, const char *what)
{
	char lists[SHAPE_POINTER], at[SHAPE_POINTER];

	shape_index(lists, "/contracts", row);
	shape_step(at, lists, key);
	document_problem(document, loading->problem, at, "%s", what);
	return -EBADMSG;
}

static int take_statuses(struct loading *loading, const struct document *document, size_t at,
                         struct json_object *row, struct contract *out)
{
	struct json_object *list = field_object(row, "statuses");
	size_t count = field_count(row, "statuses");
	enum status *taken = arena_take(loading->arena, count + 1, sizeof(*taken));

	if (!taken)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		int status = status_of(json_object_get_string(json_object_array_get_idx(list, i)));

		if (status < 0)
			return refuse(loading, document, at, "statuses",
			              "want words for statuses, such as \"breach\"");
		taken[i] = (enum status)status;
	}
	out->statuses = taken;
	out->status_count = count;
	return 0;
}

static const char *copied(const struct loading *loading, struct json_object *row, const char *key)
{
	return arena_copy(loading->arena, field_text(row, key));
}

static int take_texts(struct loading *loading, struct json_object *row, struct contract *out)
{
	out->id = copied(loading, row, "id");
	out->name = copied(loading, row, "name");
	out->title = copied(loading, row, "title");
	out->rule = copied(loading, row, "rule");
	out->example = copied(loading, row, "example");
	out->counts = field_texts(row, "counts", loading->arena);
	out->does_not_count = field_texts(row, "does_not_count", loading->arena);
	return out->id && out->name && out->title && out->rule && out->example && out->counts &&
	                       out->does_not_count
	               ? 0
	               : -ENOMEM;
}

static bool is_known(const struct loading *loading, const char *id)
{
	for (size_t i = 0; i < loading->count; i++)
		if (strcmp(loading->items[i].id, id) == 0)
			return true;
	return false;
}

/* A list that is there may still be empty. */
static int check_row(const struct loading *loading, const struct document *document, size_t i,
                     struct json_object *row)
{
	if (is_known(loading, field_text(row, "id")))
		return refuse(loading, document, i, "id", "this id is there already");
	if (!rule_kind_find(field_text(row, "rule")))
		return refuse(loading, document, i, "rule",
		              "want a kind of rule, such as \"register\"");
	if (!field_count(row, "statuses"))
		return refuse(loading, document, i, "statuses", "name what it may lead to");
	if (!field_count(row, "counts"))
		return refuse(loading, document, i, "counts", "say it in one sentence at least");
	if (!field_count(row, "does_not_count"))
		return refuse(loading, document, i, "does_not_count",
		              "say it in one sentence at least");
	return 0;
}

static int take_contract(struct loading *loading, const struct document *document, size_t i)
{
	struct json_object *row =
		json_object_array_get_idx(field_object(document->root, "contracts"), i);
	struct contract contract = { 0 };
	int ret = check_row(loading, document, i, row);

	if (!ret)
		ret = take_texts(loading, row, &contract);
	if (!ret)
		ret = take_statuses(loading, document, i, row, &contract);
	if (!ret)
		loading->items[loading->count++] = contract;
	return ret;
}

static int load_file(struct loading *loading, const struct pack_file *file)
{
	struct document document = { 0 };
	struct shape_context context = { .document = &document, .problem = loading->problem };
	int ret = document_parse(file->name, file->bytes, DOCUMENT_OF_PEOPLE, &document,
	                         loading->problem);

	if (ret)
		return ret;
	ret = shape_check(&context, document.root, "", contracts_file_shape);
	if (!ret && strcmp(field_text(document.root, "format"), FORMAT) != 0) {
		document_problem(&document, loading->problem, "/format", "want \"%s\"", FORMAT);
		ret = -EBADMSG;
	}
	for (size_t i = 0; !ret && i < field_count(document.root, "contracts"); i++)
		ret = take_contract(loading, &document, i);
	document_close(&document);
	return ret;
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct contract *)a)->id, ((const struct contract *)b)->id);
}

int contracts_load(const struct pack_file *files, size_t count, struct arena *arena,
                   struct contracts *out, struct problem *problem)
{
	struct loading loading = { .arena = arena, .problem = problem };
	size_t room = 0;

	while (pack_checks[room])
		room++;
	loading.items = arena_take(arena, room, sizeof(*loading.items));
	if (!loading.items)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		int ret = load_file(&loading, &files[i]);

		if (ret)
			return ret;
	}
	if (loading.count)
		qsort(loading.items, loading.count, sizeof(*loading.items), by_id);
	*out = (struct contracts){ loading.items, loading.count };
	return 0;
}

const struct contract *contracts_find(const struct contracts *contracts, const char *id)
{
	struct contract key = { .id = id };

	if (!contracts || !contracts->count)
		return NULL;
	return bsearch(&key, contracts->items, contracts->count, sizeof(key), by_id);
}
