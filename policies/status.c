/* The words of the policy model, each beside its enum value. */
#include "policies/status.h"

#include <stddef.h>
#include <string.h>

static const char *const status_words[STATUSES] = {
	[STATUS_BREACH] = "breach",
	[STATUS_UNDISCLOSED] = "undisclosed",
	[STATUS_DRIFT] = "drift",
	[STATUS_OVERDUE] = "overdue",
	[STATUS_INCOMPLETE_RECORD] = "incomplete-record",
	[STATUS_NEEDS_INTERPRETATION] = "needs-interpretation",
	[STATUS_EXCEPTED] = "excepted",
	[STATUS_AGREED] = "agreed",
	[STATUS_INSUFFICIENT_COVERAGE] = "insufficient-coverage",
	[STATUS_NOT_OBSERVED] = "not-observed",
	[STATUS_NOT_OBSERVABLE] = "not-observable",
	[STATUS_ASK] = "ask",
	[STATUS_DISCLOSE] = "disclose",
	[STATUS_FOR_INFORMATION] = "for-information",
};

static const enum group status_groups[STATUSES] = {
	[STATUS_BREACH] = GROUP_RAISE,
	[STATUS_UNDISCLOSED] = GROUP_RAISE,
	[STATUS_DRIFT] = GROUP_RAISE,
	[STATUS_OVERDUE] = GROUP_CHASE,
	[STATUS_INCOMPLETE_RECORD] = GROUP_CHASE,
	[STATUS_NEEDS_INTERPRETATION] = GROUP_DISCUSS,
	[STATUS_EXCEPTED] = GROUP_AS_AGREED,
	[STATUS_AGREED] = GROUP_AS_AGREED,
	[STATUS_INSUFFICIENT_COVERAGE] = GROUP_COULD_NOT_TELL,
	[STATUS_NOT_OBSERVED] = GROUP_NOT_SEEN,
	[STATUS_NOT_OBSERVABLE] = GROUP_COULD_NOT_TELL,
	[STATUS_ASK] = GROUP_ASK,
	[STATUS_DISCLOSE] = GROUP_LIST,
	[STATUS_FOR_INFORMATION] = GROUP_LIST,
};

static const char *const group_words[GROUPS] = {
	[GROUP_RAISE] = "raise",       [GROUP_CHASE] = "chase",
	[GROUP_DISCUSS] = "discuss",   [GROUP_AS_AGREED] = "as-agreed",
	[GROUP_NOT_SEEN] = "not-seen", [GROUP_COULD_NOT_TELL] = "could-not-tell",
	[GROUP_LIST] = "list",         [GROUP_ASK] = "ask",
};

static const char *const severity_words[SEVERITIES] = {
	[SEVERITY_CRITICAL] = "critical", [SEVERITY_HIGH] = "high", [SEVERITY_MEDIUM] = "medium",
	[SEVERITY_LOW] = "low",           [SEVERITY_INFO] = "info",
};

static const char *const confidence_words[CONFIDENCES] = {
	[CONFIDENCE_SUSPECTED] = "suspected",
	[CONFIDENCE_PROBABLE] = "probable",
	[CONFIDENCE_CONFIRMED] = "confirmed",
	[CONFIDENCE_ON_RECORD] = "on-record",
};

static int index_of(const char *word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(word, words[i]) == 0)
			return (int)i;
	return -1;
}

const char *status_word(enum status status)
{
	return status_words[status];
}

int status_of(const char *word)
{
	return index_of(word, status_words, STATUSES);
}

enum group status_group(enum status status)
{
	return status_groups[status];
}

const char *group_word(enum group group)
{
	return group_words[group];
}

int group_of(const char *word)
{
	return index_of(word, group_words, GROUPS);
}

const char *severity_word(enum severity severity)
{
	return severity_words[severity];
}

int severity_of(const char *word)
{
	return index_of(word, severity_words, SEVERITIES);
}

const char *confidence_word(enum confidence confidence)
{
	return confidence_words[confidence];
}

int confidence_of(const char *word)
{
	return index_of(word, confidence_words, CONFIDENCES);
}
