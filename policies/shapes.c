/* The table of shapes. */
#include "policies/shapes.h"

#include "policies/rules_shape.h"

const struct shape_root shape_roots[] = {
	{ "agreement", "", agreement_shape },
	{ "agreement", "/rules", rule_shape },
	{ "register", "", register_file_shape },
	{ "authorisation", "", authorisation_file_shape },
	{ "log", "", log_row_shape },
	{ "pack", "", pack_file_shape },
	{ "contracts", "", contracts_file_shape },
	{ 0 },
};
