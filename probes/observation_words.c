/* The words by which the file formats call kinds, levels and states. */
#include <string.h>

#include "probes/observation.h"

static const char *const kind_words[OBSERVATION_KINDS] = {
	[OBSERVED_PACKAGE] = "package",
	[OBSERVED_FILE] = "file",
	[OBSERVED_PROCESS] = "process",
	[OBSERVED_SERVICE] = "service",
	[OBSERVED_SCHEDULE] = "schedule",
	[OBSERVED_AUTOSTART] = "autostart",
	[OBSERVED_KERNEL_MODULE] = "kernel-module",
	[OBSERVED_KERNEL_HOOK] = "kernel-hook",
	[OBSERVED_DEVICE_HOLDER] = "device-holder",
	[OBSERVED_EXTENSION] = "extension",
	[OBSERVED_BROWSER_POLICY] = "browser-policy",
	[OBSERVED_SETTING] = "setting",
	[OBSERVED_AUTHORITY] = "authority",
	[OBSERVED_PROXY] = "proxy",
	[OBSERVED_RESOLVER] = "resolver",
	[OBSERVED_REDIRECTION] = "redirection",
	[OBSERVED_LOG_SHIPPING] = "log-shipping",
	[OBSERVED_ENROLMENT] = "enrolment",
	[OBSERVED_REMOTE_ACCESS] = "remote-access",
	[OBSERVED_INTERFACE] = "interface",
	[OBSERVED_CONTACT] = "contact",
	[OBSERVED_PAGE_REQUEST] = "page-request",
	[OBSERVED_SERVER_CERTIFICATE] = "server-certificate",
	[OBSERVED_CERTIFICATE_CHECK] = "certificate-check",
	[OBSERVED_CONVERSATION] = "conversation",
	[OBSERVED_SENDING_PATTERN] = "sending-pattern",
};

static const char *const level_words[LEVELS] = {
	[LEVEL_CAPABLE] = "capable",         [LEVEL_PRESENT] = "present",
	[LEVEL_ACTIVE] = "active",           [LEVEL_COMMUNICATING] = "communicating",
	[LEVEL_FUNCTION_ON] = "function-on",
};

static const char *const state_words[COVERAGE_STATES] = {
	[COVERAGE_COMPLETE] = "complete",
	[COVERAGE_PARTIAL] = "partial",
	[COVERAGE_NOT_RUN] = "not-run",
};

static const char *const label_words[PAGE_LABELS] = {
	[PAGE_LABEL_UNKNOWN] = "unknown",
	[PAGE_LABELLED] = "labelled",
	[PAGE_UNLABELLED] = "unlabelled",
};

static const char *word_of(const char *const *words, size_t count, size_t value)
{
	return value < count ? words[value] : NULL;
}

static int value_of(const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(words[i], word) == 0)
			return (int)i;
	return -1;
}

const char *observation_kind_word(enum observation_kind kind)
{
	return word_of(kind_words, OBSERVATION_KINDS, kind);
}

int observation_kind_of(const char *word)
{
	return value_of(kind_words, OBSERVATION_KINDS, word);
}

const char *level_word(enum level level)
{
	return word_of(level_words, LEVELS, level);
}

int level_of(const char *word)
{
	return value_of(level_words, LEVELS, word);
}

const char *page_label_word(enum page_label label)
{
	return word_of(label_words, PAGE_LABELS, label);
}

int page_label_of(const char *word)
{
	return value_of(label_words, PAGE_LABELS, word);
}

const char *coverage_state_word(enum coverage_state state)
{
	return word_of(state_words, COVERAGE_STATES, state);
}

int coverage_state_of(const char *word)
{
	return value_of(state_words, COVERAGE_STATES, word);
}
