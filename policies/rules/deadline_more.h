/* The parts of `deadline` that are about one fact each: the end of a pilot, and the study of
 * workload that the agreement's processes speak of (model A18). A day passes at its end. */
#pragma once
#include "policies/rules/rule.h"

/* One verdict for each row that is a pilot. 0 or -ENOMEM. */
int pilots_judge(const struct rule *rule, const struct case_file *file, struct verdict_list *out);

/* One verdict with the subject "workload_study": it is published by the end of its last day. 0 or
 * -ENOMEM. */
int workload_study_judge(const struct rule *rule, const struct case_file *file,
                         struct verdict_list *out);
