/* The annex of sealed findings (sealed-findings.json, format daylight-sealed-findings/1): what both
 * lead posts get (model PR-17). It is checked against the hashes in the report: every byte of it.
 */
#pragma once
#include <json-c/json.h>

#include "probes/base/digest.h"
#include "probes/base/problem.h"
#include "probes/base/text.h"

#define SEALED_FORMAT "daylight-sealed-findings/1"

/* Of the record as it is written without white space. */
void sealed_hash(struct json_object *record, char out[DIGEST_HEX]);

/* The file's bytes. 0 or -ENOMEM. */
int sealed_write(struct json_object *annex, struct text *out);

/* Reads the annex and adds its records to the disclosure as "opened", for the reports. -EBADMSG
 * with `problem` where a finding of the report is missing, one is not of this report, or any byte
 * was changed; -ENOMEM. */
int sealed_open(const char *name, struct span bytes, struct json_object *disclosure,
                struct problem *problem);
