/* Reading the network recordings that -r names, as one step of agent/collect.h. */
#pragma once
#include "agent/collect.h"

/* Adds what they held to `out`. 0; -ENOMEM. What is wrong with a recording stands in
 * out->capture_error and in `problem`. */
int recordings_read(struct work *work, struct basis *basis, struct collected *out,
                    struct problem *problem);
