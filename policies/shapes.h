/* The shapes of all files that people write, by the name of their schema in policies/schema: what a
 * file may hold stands in C and in JSON Schema, and tests/schema/check_shapes.py holds the two
 * together. A shape is one line here. */
#pragma once
#include "policies/shape.h"

extern const struct shape agreement_shape[], register_file_shape[], authorisation_file_shape[],
	log_row_shape[], pack_file_shape[], contracts_file_shape[];

/* The catalogue's reader has lists of keys instead; NULL-terminated. */
extern const char *const catalogue_product_keys[], *const catalogue_capability_keys[],
							   *const catalogue_indicator_keys[];
/* And of words, by object and key; ends with an object of NULL. */
struct catalogue_words {
	const char *object, *key;
	const char *const *words;
};

extern const struct catalogue_words catalogue_words[];

struct shape_root {
	const char *schema;  /* "agreement" */
	const char *pointer; /* where in the file: "" or "/rules" (each element) */
	const struct shape *shape;
};

extern const struct shape_root shape_roots[]; /* ends with a schema of NULL */
