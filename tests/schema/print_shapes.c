/* Prints what the readers of people's files take, as JSON, for tests/schema/check_shapes.py: every
 * key of every shape with its type, the keys that each rule kind knows, and the questions that a
 * file of answers answers. */
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

#include "agent/interview.h"

#include "policies/rules/rule.h"
#include "policies/shapes.h"

static const char *const types[] = {
	[SHAPE_TEXT] = "text",   [SHAPE_DATE] = "date",          [SHAPE_CLOCK] = "clock",
	[SHAPE_WHOLE] = "whole", [SHAPE_PER_CENT] = "per-cent",  [SHAPE_FLAG] = "flag",
	[SHAPE_WORD] = "word",   [SHAPE_CAPABILITY] = "ability", [SHAPE_OBJECT] = "object",
	[SHAPE_ANY] = "any",
};

static void print_words(const char *key, const char *const *words)
{
	printf("\"%s\":[", key);
	for (size_t i = 0; words && words[i]; i++)
		printf("%s\"%s\"", i ? "," : "", words[i]);
	printf("]");
}

static void print_shape(const struct shape *shape)
{
	printf("{");
	for (const struct shape *member = shape; member->key; member++) {
		printf("%s\"%s\":{\"type\":\"%s\",\"needed\":%d,\"list\":%d,\"na\":%d,\"empty\":%"
		       "d,",
		       member == shape ? "" : ",", member->key, types[member->type],
		       (member->flags & SHAPE_NEEDED) != 0, (member->flags & SHAPE_LIST) != 0,
		       (member->flags & SHAPE_NA) != 0, (member->flags & SHAPE_EMPTY) != 0);
		print_words("words", member->words);
		if (member->inner) {
			printf(",\"inner\":");
			print_shape(member->inner);
		}
		printf("}");
	}
	printf("}");
}

static void print_text(const char *key, const char *text)
{
	struct json_object *value = json_object_new_string(text ? text : "");

	printf(",\"%s\":%s", key,
	       json_object_to_json_string_ext(value, JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(value);
}

/* What must be there in a file: an answer that is needed, and that nothing else gives. */
static bool is_needed(const struct question *question)
{
	return question->needed && (!question->preset || strcmp(question->preset, "@today") == 0);
}

static void print_questions(const char *name, const struct question *questions)
{
	printf("\"%s\":[", name);
	for (const struct question *one = questions; one->key; one++) {
		printf("%s{\"kind\":%d,\"needed\":%s", one == questions ? "" : ",\n", one->kind,
		       is_needed(one) ? "true" : "false");
		print_text("key", one->key);
		print_text("ask", one->ask);
		print_text("why", one->why);
		printf("}");
	}
	printf("]");
}

int main(void)
{
	printf("{\"roots\":[");
	for (const struct shape_root *root = shape_roots; root->schema; root++) {
		printf("%s{\"schema\":\"%s\",\"pointer\":\"%s\",\"shape\":",
		       root == shape_roots ? "" : ",", root->schema, root->pointer);
		print_shape(root->shape);
		printf("}\n");
	}
	printf("],\"kinds\":{");
	for (size_t i = 0; rule_kinds[i]; i++) {
		printf("%s\"%s\":{", i ? "," : "", rule_kinds[i]->name);
		print_words("subject", rule_kinds[i]->subject_keys);
		printf(",");
		print_words("params", rule_kinds[i]->param_keys);
		printf("}\n");
	}
	printf("},\"catalogue\":{");
	print_words("product", catalogue_product_keys);
	printf(",");
	print_words("capability", catalogue_capability_keys);
	printf(",");
	print_words("indicator", catalogue_indicator_keys);
	printf("},\"catalogue_words\":{");
	for (const struct catalogue_words *one = catalogue_words; one->object; one++) {
		printf("%s\"%s/%s\":{", one == catalogue_words ? "" : ",", one->object, one->key);
		print_words("words", one->words);
		printf("}");
	}
	printf("},\"answers\":{");
	print_questions("answers", interview_questions);
	printf(",");
	print_questions("technology", interview_columns);
	printf("}}\n");
	return 0;
}
