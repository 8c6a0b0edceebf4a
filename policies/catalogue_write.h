/* Writes entries of the catalogue back as a file of daylight-catalogue/1: with the results go the
 * entries that judged them, so that either party can judge again (model A8). */
#pragma once
#include <stdbool.h>

#include "policies/catalogue.h"
#include "probes/base/text.h"

/* `wanted[i]` for product i, or NULL for all. 0 or -ENOMEM. */
int catalogue_write(const struct catalogue *catalogue, const bool *wanted, struct text *out);
