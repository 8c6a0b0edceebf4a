/* Inside the catalogue's loader: one parsed file at a time becomes products, words or domains.
 * Every function returns 0, -EBADMSG with reader->problem filled, or -ENOMEM. Strings are copied
 * into the arena: they outlive the JSON trees. */
#pragma once
#include <json-c/json.h>

#include "policies/catalogue.h"
#include "probes/base/document.h"

struct catalogue_reader {
	struct arena *arena;
	struct problem *problem;
	const struct document *document; /* the file being read */
	struct catalogue
		*catalogue;       /* words and never_listed are filled before any product is read */
	const char *const *words; /* of the vocabulary, sorted, NULL-terminated */
};

struct product_draft { /* a product before sorting, with where it came from */
	struct product product;
	struct indicator *indicators; /* the product's own, still writable */
	const struct document *document;
	size_t index; /* in its file's /products */
};

int catalogue_read_vocabulary(struct catalogue_reader *reader);
int catalogue_read_never_listed(struct catalogue_reader *reader);
int catalogue_read_product(struct catalogue_reader *reader, struct json_object *row, size_t index,
                           struct product_draft *out);

/* The file's "format" must be `format`; its members must be among `keys`. */
int catalogue_read_head(struct catalogue_reader *reader, const char *format,
                        const char *const *keys);

/* Files the problem under `pointer`/`key`; always -EBADMSG. */
int catalogue_read_say(struct catalogue_reader *reader, const char *pointer, const char *key,
                       const char *what);

/* Index of a text member among `words` (NULL-terminated); an unknown one gets a nearest hint. */
int catalogue_read_word(struct catalogue_reader *reader, struct json_object *object,
                        const char *pointer, const char *key, const char *const *words, int *out);

/* A text member, copied: NULL when `required` is false and it is missing; an empty one counts as
 * missing. */
int catalogue_read_text(struct catalogue_reader *reader, struct json_object *object,
                        const char *pointer, const char *key, bool required, const char **out);
int catalogue_read_date(struct catalogue_reader *reader, struct json_object *object,
                        const char *pointer, const char *key, const char **out);

/* Words of the file format by enum specificity, traffic_purpose, reports_to; NULL-terminated. */
extern const char *const specificity_words[], *const purpose_words[], *const reports_to_words[];

/* Types that a probe looks for. */
extern const char *const indicator_readable_types[];
int catalogue_read_indicator(struct catalogue_reader *reader, struct json_object *row,
                             const char *pointer, struct indicator *out);

/* What is wrong with an indicator's value, as the end of a sentence with the remedy; NULL when
 * nothing is. */
const char *indicator_fault(const struct indicator *indicator);
