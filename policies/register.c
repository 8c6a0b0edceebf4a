/* The technology list: rows of register.json or register.csv, and the documents that they refer to.
 */
#include <errno.h>
#include <string.h>

#include "policies/agreement_read.h"
#include "policies/shapes.h"

static const struct shape document_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "title", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "date", SHAPE_DATE, 0, NULL, NULL },
	{ 0 },
};
const struct shape register_file_shape[] = {
	{ "format", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "register", SHAPE_OBJECT, SHAPE_NEEDED | SHAPE_LIST, NULL, register_row_shape },
	{ "documents", SHAPE_OBJECT, SHAPE_LIST, NULL, document_shape },
	{ 0 },
};

static size_t text_count(const char *const *texts)
{
	size_t count = 0;

	while (texts[count])
		count++;
	return count;
}

/* match.products, and custom rows of type product-id behind them. */
static const char *const *take_products(struct agreement_reading *reading,
                                        struct json_object *match)
{
	const char *const *named = field_texts(match, "products", reading->arena);
	struct json_object *custom = field_object(match, "custom");
	size_t count = named ? text_count(named) : 0, rows = field_count(match, "custom");
	const char **all = arena_take(reading->arena, count + rows + 1, sizeof(*all));

	if (!named || !all)
		return NULL;
	for (size_t i = 0; i < count; i++)
		all[i] = named[i];
	for (size_t i = 0; i < rows; i++) {
		struct json_object *row = json_object_array_get_idx(custom, i);

		if (strcmp(field_text(row, "type"), "product-id") == 0)
			all[count++] = field_text(row, "value");
	}
	return all;
}

/* A bare "com" or "uk" would claim half of what is seen. */
static int check_breadth(struct agreement_reading *reading, const struct indicator *indicator,
                         const char *pointer)
{
	char at[SHAPE_POINTER];

	if (indicator->type != INDICATOR_DOMAIN || strchr(indicator->value, '.'))
		return 0;
	shape_step(at, pointer, "value");
	document_problem(
		&reading->out->documents_open[FILE_REGISTER], reading->problem, at,
		"\"%.60s\" is too broad (want a domain with a dot, such as \"classview.example\")",
		indicator->value);
	return -EBADMSG;
}

static int take_custom(struct agreement_reading *reading, struct json_object *match,
                       const char *pointer, struct register_entry *entry)
{
	struct json_object *list = field_object(match, "custom");
	size_t rows = field_count(match, "custom");
	struct indicator *custom = arena_take(reading->arena, rows + 1, sizeof(*custom));

	if (!custom)
		return -ENOMEM;
	for (size_t i = 0; i < rows; i++) {
		struct json_object *row = json_object_array_get_idx(list, i);
		struct indicator *one = &custom[entry->custom_count];
		int type = indicator_type_of(field_text(row, "type"));
		char at[SHAPE_POINTER], lists[SHAPE_POINTER];
		int ret;

		if (strcmp(field_text(row, "type"), "product-id") == 0)
			continue;
		*one = (struct indicator){
			.type = type < 0 ? INDICATOR_OTHER : (enum indicator_type)type,
			.specificity = SPECIFIC_EXCLUSIVE,
			.value = field_text(row, "value"),
			.source = "technology list",
		};
		shape_step(lists, pointer, "match/custom");
		shape_index(at, lists, i);
		ret = check_breadth(reading, one, at);
		if (ret)
			return ret;
		entry->custom_count++;
	}
	entry->custom = custom;
	return 0;
}

static enum entry_status status_of_row(struct json_object *row)
{
	const char *word = field_text(row, "status");
	int i = 0;

	while (strcmp(entry_statuses[i], word) != 0)
		i++;
	return (enum entry_status)i;
}

static int take_row(struct agreement_reading *reading, struct json_object *row, const char *pointer,
                    struct register_entry *entry)
{
	struct json_object *match = field_object(row, "match");
	int ret = take_custom(reading, match, pointer, entry);

	if (ret)
		return ret;
	entry->id = field_text(row, "id");
	entry->name = field_text(row, "name");
	entry->vendor = field_text(row, "vendor");
	entry->status = status_of_row(row);
	entry->row = row;
	entry->is_ai = field_flag(field_object(row, "ai"), "is_ai");
	entry->products = take_products(reading, match);
	if (!entry->products)
		return -ENOMEM;
	entry->matchable = entry->products[0] || entry->custom_count;
	return 0;
}

static int take_rows(struct agreement_reading *reading, struct json_object *root)
{
	struct json_object *list = field_object(root, "register");
	size_t count = field_count(root, "register");
	struct register_entry *entries = arena_take(reading->arena, count + 1, sizeof(*entries));
	int ret = reading_refuse_twins(reading, FILE_REGISTER, list, "/register");

	if (ret || !entries)
		return ret ? ret : -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		char at[SHAPE_POINTER];

		shape_index(at, "/register", i);
		ret = take_row(reading, json_object_array_get_idx(list, i), at, &entries[i]);
		if (ret)
			return ret;
	}
	reading->out->entries = entries;
	reading->out->entry_count = count;
	return 0;
}

static int take_documents(struct agreement_reading *reading, struct json_object *root)
{
	struct json_object *list = field_object(root, "documents");
	size_t count = field_count(root, "documents");
	struct agreement_document *documents =
		arena_take(reading->arena, count + 1, sizeof(*documents));
	int ret = reading_refuse_twins(reading, FILE_REGISTER, list, "/documents");

	if (ret || !documents)
		return ret ? ret : -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		struct json_object *one = json_object_array_get_idx(list, i);

		documents[i] = (struct agreement_document){ field_text(one, "id"),
			                                    field_text(one, "title"),
			                                    field_date(one, "date") };
	}
	reading->out->documents = documents;
	reading->out->document_count = count;
	return 0;
}

static int parse_csv(struct agreement_reading *reading, struct span bytes,
                     struct document *document)
{
	struct text notes = { 0 };
	int ret = register_csv_parse(bytes, document, &notes, reading->problem);
	const char *kept = !ret && notes.len ? arena_copy(reading->arena, notes.at) : "";

	text_free(&notes);
	if (ret || !kept)
		return ret ? ret : -ENOMEM;
	reading->out->notes = kept;
	reading->out->register_is_csv = true;
	return 0;
}

static int parse(struct agreement_reading *reading, const struct agreement_files *files)
{
	struct document *document = &reading->out->documents_open[FILE_REGISTER];

	if (files->register_json.at && files->register_csv.at) {
		problem_set(reading->problem, "register.csv: there is a register.json as well; "
		                              "keep one of the two technology lists");
		return -EBADMSG;
	}
	if (!files->register_json.at && !files->register_csv.at) {
		problem_set(reading->problem, "register.json: the folder has no technology list "
		                              "(want register.json or register.csv)");
		return -EBADMSG;
	}
	if (files->register_csv.at)
		return parse_csv(reading, files->register_csv, document);
	return document_parse("register.json", files->register_json, DOCUMENT_OF_PEOPLE, document,
	                      reading->problem);
}

int register_read(struct agreement_reading *reading, const struct agreement_files *files)
{
	struct shape_context context = reading_context(reading, FILE_REGISTER);
	int ret = parse(reading, files);

	if (!ret)
		ret = reading_check_format(reading, FILE_REGISTER, "daylight-register/1");
	if (!ret)
		ret = shape_check(&context, context.document->root, "", register_file_shape);
	if (!ret)
		ret = take_rows(reading, context.document->root);
	return ret ? ret : take_documents(reading, context.document->root);
}
