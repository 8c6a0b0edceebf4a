/* The family of commands about agreements: one file a verb, one line here. */
#include "agent/command.h"

extern const struct command agreement_check, agreement_convert, agreement_diff, agreement_draft,
	agreement_explain_verb, agreement_propose;

extern const struct command agreement_starter, agreement_new;

static const struct command *const verbs[] = {
	&agreement_starter,      &agreement_new,     &agreement_check,
	&agreement_explain_verb, &agreement_convert, &agreement_draft,
	&agreement_propose,      &agreement_diff,    NULL,
};

static const char *const options[] = { NULL };

const struct command command_agreement = {
	.name = "agreement",
	.usage = "VERB [OPTION]...",
	.about = "write an agreement, check its files, explain them in plain words",
	.help = "An agreement is a folder with agreement.json (the signed rules), register.json or "
		"register.csv (the\n"
		"technology list), authorisation.json (the permission to look) and log.jsonl (what "
		"happened since).",
	.example = "daylight agreement check agreement",
	.options = options,
	.verbs = verbs,
};
