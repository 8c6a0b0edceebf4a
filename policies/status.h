/* The closed words of the policy model (model 2.6): status, severity, confidence, group. Order
 * matters: the lower status is the stronger one when a subject has several. */
#pragma once

enum status {
	STATUS_BREACH,
	STATUS_UNDISCLOSED,
	STATUS_DRIFT,
	STATUS_OVERDUE,
	STATUS_INCOMPLETE_RECORD,
	STATUS_NEEDS_INTERPRETATION,
	STATUS_EXCEPTED,
	STATUS_AGREED,
	STATUS_INSUFFICIENT_COVERAGE,
	STATUS_NOT_OBSERVED,
	STATUS_NOT_OBSERVABLE,
	STATUS_ASK,
	STATUS_DISCLOSE,
	STATUS_FOR_INFORMATION,
	STATUSES
};

enum severity {
	SEVERITY_CRITICAL,
	SEVERITY_HIGH,
	SEVERITY_MEDIUM,
	SEVERITY_LOW,
	SEVERITY_INFO,
	SEVERITIES
};

enum confidence {
	CONFIDENCE_SUSPECTED,
	CONFIDENCE_PROBABLE,
	CONFIDENCE_CONFIRMED,
	CONFIDENCE_ON_RECORD,
	CONFIDENCES
};

enum group {
	GROUP_RAISE,
	GROUP_CHASE,
	GROUP_DISCUSS,
	GROUP_AS_AGREED,
	GROUP_NOT_SEEN,
	GROUP_COULD_NOT_TELL,
	GROUP_LIST,
	GROUP_ASK,
	GROUPS
};

const char *status_word(enum status status);
int status_of(const char *word);             /* -1: none */
enum group status_group(enum status status); /* model A5 */
const char *group_word(enum group group);
int group_of(const char *word);
const char *severity_word(enum severity severity);
int severity_of(const char *word);
const char *confidence_word(enum confidence confidence);
int confidence_of(const char *word);
