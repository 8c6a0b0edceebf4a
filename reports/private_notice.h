/* What only the person at the device is told, on their own terminal, and what stands in no report:
 * software of the kind that one person puts on another's device (model A13). Neutral words, no
 * advice about removal, a pointer to help. */
#pragma once
#include "policies/finding.h"
#include "probes/base/text.h"

/* Appends nothing where there is none. 0 or -ENOMEM. */
int private_notice_write(const struct findings *findings, struct text *out);
