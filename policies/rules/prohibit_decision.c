/* From a decision of `prohibit` to a verdict with its sentence. */
#include "policies/rules/prohibit_decision.h"

#include <errno.h>
#include <string.h>

#include "policies/collectors.h"
#include "policies/rules/outcome.h"

/* The default for a breach is a setting that turns it on; running is doing for a thing of one
 * purpose (CHK05). */
int decision_wanted_level(const struct rule *rule, const struct finding *finding)
{
	if (rule->level >= 0)
		return rule->level;
	return finding->product && finding->product->single_purpose ? LEVEL_ACTIVE
	                                                            : LEVEL_FUNCTION_ON;
}

bool decision_is_sure(const struct seen *seen)
{
	return seen->sighting.confidence > CONFIDENCE_SUSPECTED &&
	       seen->sighting.confidence >= seen->rule->confidence;
}

static int say_argument(const struct decision *decision, const char *name, struct sentence *because)
{
	const struct seen *seen = &decision->seen;
	char day[DATE_TEXT];

	if (strcmp(name, "name") == 0)
		return sentence_word(because, name,
		                     subject_name(seen->finding->entry, seen->finding));
	if (strcmp(name, "capabilities") == 0)
		return sentence_words(because, name, decision->words);
	if (strcmp(name, "level") == 0)
		return sentence_word(because, name, level_word(seen->sighting.level));
	if (strcmp(name, "wanted") == 0)
		return sentence_word(
			because, name,
			level_word((enum level)decision_wanted_level(seen->rule, seen->finding)));
	date_format(decision->withdrawn, day);
	return sentence_word(because, name, day);
}

/* Just the arguments that the sentence names. */
static int say(const struct decision *decision, struct sentence *because)
{
	const struct sentence_id *id = sentence_ids;
	int error = 0;

	while (id->id && strcmp(id->id, because->id) != 0)
		id++;
	for (const char *const *name = id->args; name && *name && !error; name++)
		error = say_argument(decision, *name, because);
	return error;
}

int decision_add(const struct decision *decision, struct verdict_list *out)
{
	const char *subject = seen_subject(&decision->seen);
	struct verdict *verdict = subject ? verdict_add(out, decision->seen.rule, subject) : NULL;
	int error;

	if (!verdict)
		return -ENOMEM;
	verdict_of_seen(verdict, &decision->seen);
	verdict->status = decision->status;
	verdict->because.id = decision->sentence;
	verdict->does_not_show = "shows-not.use";
	error = say(decision, &verdict->because);
	return error ? error : verdict_except(decision->seen.file, verdict);
}

int decision_add_absence(const struct case_file *file, const struct rule *rule, const char *subject,
                         const struct register_entry *entry, struct verdict_list *out)
{
	struct verdict *verdict = verdict_add(out, rule, subject);

	if (!verdict)
		return -ENOMEM;
	verdict->entry = entry;
	return verdict_of_absence(file, verdict);
}

/* No collector can ever see what nothing is known about (model 2.7). */
int decision_add_unseeable(const struct rule *rule, const char *subject,
                           const struct register_entry *entry, struct verdict_list *out)
{
	struct verdict *verdict = verdict_add(out, rule, subject);

	if (!verdict)
		return -ENOMEM;
	verdict->entry = entry;
	verdict->status = STATUS_NOT_OBSERVABLE;
	verdict->because.id = "cannot-be-seen";
	verdict->does_not_show = "shows-not.absence";
	return sentence_word(&verdict->because, "name",
	                     entry ? subject_name(entry, NULL) : subject);
}

void decision_keep_stronger(struct decision *best, const struct decision *next)
{
	if (next->made && (!best->made || next->status < best->status))
		*best = *next;
}
