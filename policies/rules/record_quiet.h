/* `record` of quiet hours: beside what the row records, what managed settings say (model CHK18). A
 * setting that keeps notifications on outside working hours speaks against the clause; one that
 * holds them back, or leaves that to staff, speaks for it. Where none was seen nothing can be told:
 * the service may have a control that no device shows. Private to policies/rules/record*.c. */
#pragma once
#include "policies/rules/rule.h"

/* The ability of the vocabulary that such settings turn on or off. */
#define QUIET_HOURS_ABILITY "out-of-hours-notification"

/* True for a rule that asks for the fields of quiet hours. */
bool rule_is_of_quiet_hours(const struct rule *rule);

/* A verdict on REG-nnn/out-of-hours-notification for each row whose products have such a setting.
 * 0 or -ENOMEM. */
int quiet_judge(const struct rule *rule, const struct case_file *file, struct verdict_list *out);
