/* Rules, technologies and questions of a loaded agreement as rows of JSON, whatever file and form
 * they came from (agreement.json, redlines.txt, register.csv, the agreement that is extended), with
 * what they leave out filled in: so two agreements can be held side by side. The caller puts each
 * list; NULL: no memory. */
#pragma once
#include "policies/agreement.h"

struct json_object *agreement_rule_rows(const struct agreement *agreement);
struct json_object *agreement_entry_rows(const struct agreement *agreement);
struct json_object *agreement_question_rows(const struct agreement *agreement);
