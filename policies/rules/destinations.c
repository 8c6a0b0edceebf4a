/* `destinations`: what is sent goes only where the technology list says (model CHK14), only to
 * those whose role the rule allows where it names roles (rules/destination_roles.c), and pages that
 * staff must use call no service of the kinds that the rule names (CHK15, rules/pages_call.c).
 *
 * A verdict for each row that is or was in use. Only connections count, and only such as show the
 * product for certain, by a host or a program that is nobody else's; others are suspicions. A row
 * without recorded destinations is not judged by them: that something goes somewhere is then for
 * people to interpret, and the missing field is the business of `record`. */
#include "policies/destination.h"

#include <errno.h>
#include <string.h>

#include "policies/collectors.h"
#include "policies/rules/destination_roles.h"
#include "policies/rules/outcome.h"
#include "policies/rules/pages_call.h"
#include "policies/rules/prohibit_decision.h"
#include "policies/rules/subject.h"
#include "policies/rules/word_set.h"
#include "policies/scope.h"

/* What the contacts of one row show together. */
struct flows {
	struct word_set listed;                   /* organisations that the row names */
	struct word_set organisations, countries; /* outside the row, for certain */
	struct word_set weak;                     /* organisations or countries, not for certain */
	struct word_set located;          /* countries outside the row, by the network alone */
	struct word_set unsaid;           /* organisations, where the row records none */
	struct word_set roles, receivers; /* that the rule does not allow, and who has them */
	struct word_set roleless;         /* organisations of the row whose role it does not say */
	struct word_set
		unknown; /* names that a program of it spoke to, of which nobody says whose */
	struct whose {
		const struct finding *finding; /* the best known */
		enum confidence confidence;    /* of what it is */
	} any, outside; /* with a contact; with one that is outside the row */
};

struct look {
	const struct case_file *file;
	const struct rule *rule;
	const struct register_entry *entry;
	struct flows flows;
};

static bool counts_location(const struct rule *rule)
{
	const char *word = param_word(rule, "geo_only");

	return !word || strcmp(word, "ignored") != 0;
}

static void note(struct whose *whose, const struct seen *seen)
{
	if (whose->finding && seen->sighting.confidence <= whose->confidence)
		return;
	whose->finding = seen->finding;
	whose->confidence = seen->sighting.confidence;
}

static const char *name_of(const struct destination *to)
{
	return to->organisation ? to->organisation : to->domain;
}

/* Shared hosts and hints: within the row they say nothing, outside it they are a suspicion. */
static int add_weak(struct look *look, const struct destination *to)
{
	struct arena *arena = look->file->arena;

	if (entry_lists_destinations(look->entry) && !to->is_listed && to->organisation)
		return word_set_add(&look->flows.weak, arena, name_of(to));
	if (to->country && entry_rules_out_country(look->entry, to->country))
		return word_set_add(&look->flows.weak, arena, to->country);
	return 0;
}

/* What the row says of a destination that it names. */
static int add_role(struct look *look, const struct seen *seen, const struct destination *to)
{
	struct arena *arena = look->file->arena;

	if (!to->is_listed || !roles_are_judged(look->rule))
		return 0;
	if (!to->role)
		return word_set_add(&look->flows.roleless, arena, name_of(to));
	if (role_is_allowed(look->rule, to->role))
		return 0;
	note(&look->flows.outside, seen);
	if (word_set_add(&look->flows.roles, arena, to->role))
		return -ENOMEM;
	return word_set_add(&look->flows.receivers, arena, name_of(to));
}

static int add_certain(struct look *look, const struct seen *seen, const struct destination *to)
{
	struct arena *arena = look->file->arena;
	struct flows *flows = &look->flows;
	bool recorded = entry_lists_destinations(look->entry);
	bool elsewhere = to->country && entry_rules_out_country(look->entry, to->country);
	int error = 0;

	if (elsewhere || (recorded && !to->is_listed && to->organisation))
		note(&flows->outside, seen);
	if (elsewhere)
		error = word_set_add(&flows->countries, arena, to->country);
	else if (to->located && counts_location(look->rule) &&
	         entry_rules_out_country(look->entry, to->located))
		error = word_set_add(&flows->located, arena, to->located);
	if (!error)
		error = add_role(look, seen, to);
	if (error)
		return error;
	if (to->is_listed)
		return word_set_add(&flows->listed, arena, name_of(to));
	if (!recorded)
		return word_set_add(&flows->unsaid, arena, name_of(to));
	if (to->organisation)
		return word_set_add(&flows->organisations, arena, to->organisation);
	return word_set_add(&flows->unknown, arena, to->domain);
}

static int add_contact(struct look *look, const struct seen *seen,
                       const struct finding_evidence *evidence)
{
	struct destination to;

	if (!evidence_is_connection(evidence) ||
	    !scope_takes_place(look->file->agreement, look->rule,
	                       &look->file->places[evidence->place].location))
		return 0;
	if (destination_of(look->file, seen->finding, evidence, &to))
		return -ENOMEM;
	note(&look->flows.any, seen);
	if (!evidence_is_exclusive(evidence))
		return add_weak(look, &to);
	return add_certain(look, seen, &to);
}

static int look_at_row(struct look *look)
{
	for (size_t i = 0; i < look->file->findings->count; i++) {
		const struct finding *finding = &look->file->findings->items[i];
		const struct finding_evidence *all;
		struct seen seen;
		size_t count;

		if (finding->entry != look->entry ||
		    !seen_by(look->file, look->rule, finding, DATE_NONE, &seen))
			continue;
		all = finding_all(finding, &count);
		for (size_t e = 0; e < count; e++)
			if (add_contact(look, &seen, &all[e]))
				return -ENOMEM;
	}
	return 0;
}

/* --- deciding ------------------------------------------------------------------ */

struct answer {
	const char *sentence; /* NULL: nothing to say */
	enum status status;
	enum confidence confidence;
};

static bool is_sure(const struct look *look)
{
	return look->flows.outside.confidence > CONFIDENCE_SUSPECTED &&
	       look->flows.outside.confidence >= look->rule->confidence;
}

static struct answer decide_outside(const struct look *look)
{
	const struct flows *flows = &look->flows;
	bool others = flows->organisations.count || flows->countries.count;
	struct answer answer = { others ? "destinations.not-sure" : "destinations.role-not-sure",
		                 status_when_unsure(look->rule), flows->outside.confidence };

	if (!is_sure(look))
		return answer;
	answer.status = status_bounded(look->rule, look->rule->result);
	if (flows->roles.count)
		answer.sentence = others ? "destinations.outside-and-role" : "destinations.role";
	else
		answer.sentence = flows->organisations.count && flows->countries.count
		                          ? "destinations.outside"
		                  : flows->countries.count ? "destinations.country"
		                                           : "destinations.organisation";
	return answer;
}

static struct answer decide(const struct look *look)
{
	const struct flows *flows = &look->flows;
	enum status unsure = status_when_unsure(look->rule);

	if (flows->organisations.count || flows->countries.count || flows->roles.count)
		return decide_outside(look);
	if (flows->unsaid.count)
		return (struct answer){ "destinations.not-recorded", unsure,
			                flows->any.confidence };
	if (flows->unknown.count)
		return (struct answer){ "destinations.unknown", unsure, flows->any.confidence };
	if (flows->roleless.count)
		return (struct answer){ "destinations.role-unknown", unsure,
			                flows->any.confidence };
	if (flows->located.count)
		return (struct answer){ "destinations.located", unsure, CONFIDENCE_SUSPECTED };
	if (flows->weak.count)
		return (struct answer){ "destinations.weak", unsure, CONFIDENCE_SUSPECTED };
	if (flows->listed.count)
		return (struct answer){ "destinations.agreed", STATUS_AGREED,
			                flows->any.confidence };
	return (struct answer){ 0 };
}

static int say_argument(const struct look *look, const char *name, struct sentence *because)
{
	const struct flows *flows = &look->flows;
	const struct word_set *set = &flows->countries;

	if (strcmp(name, "name") == 0)
		return sentence_word(because, name, subject_name(look->entry, flows->any.finding));
	if (strcmp(name, "hosts") == 0)
		return sentence_number(because, name, (int64_t)flows->unknown.count);
	if (strcmp(name, "listed") == 0)
		set = &flows->listed;
	else if (strcmp(name, "located") == 0)
		set = &flows->located;
	else if (strcmp(name, "roles") == 0)
		set = &flows->roles;
	else if (strcmp(name, "receivers") == 0)
		set = &flows->receivers;
	else if (strcmp(name, "roleless") == 0)
		set = &flows->roleless;
	else if (strcmp(name, "weak") == 0)
		set = &flows->weak;
	else if (strcmp(name, "organisations") == 0)
		set = &flows->organisations;
	else if (strcmp(name, "contacted") == 0)
		set = &flows->unsaid;
	return sentence_words(because, name, set->words);
}

static int say(const struct look *look, struct sentence *because)
{
	const struct sentence_id *id = sentence_ids;
	int error = 0;

	while (id->id && strcmp(id->id, because->id) != 0)
		id++;
	for (const char *const *name = id->args; name && *name && !error; name++)
		error = say_argument(look, *name, because);
	return error;
}

/* Where no contact was seen that says more: what the list itself says against the rule. A
 * connection is what the parties signed about; so the list alone is to discuss. */
static int decide_on_paper(struct look *look, struct answer *answer)
{
	if (answer->sentence && answer->status <= STATUS_NEEDS_INTERPRETATION)
		return 0;
	if (!roles_are_judged(look->rule))
		return 0;
	if (roles_listed_against(look->file, look->rule, look->entry, &look->flows.roles,
	                         &look->flows.receivers))
		return -ENOMEM;
	if (look->flows.roles.count)
		*answer = (struct answer){ "destinations.role-listed",
			                   status_when_unsure(look->rule), CONFIDENCE_ON_RECORD };
	return 0;
}

static int judge_row(const struct rule *rule, const struct case_file *file,
                     const struct register_entry *entry, struct verdict_list *out)
{
	struct look look = { .file = file, .rule = rule, .entry = entry };
	struct verdict *verdict;
	struct answer answer;
	int error = look_at_row(&look);

	if (error)
		return error;
	answer = decide(&look);
	if (decide_on_paper(&look, &answer))
		return -ENOMEM;
	if (!answer.sentence)
		return entry->matchable ? decision_add_absence(file, rule, entry->id, entry, out)
		                        : decision_add_unseeable(rule, entry->id, entry, out);
	verdict = verdict_add(out, rule, entry->id);
	if (!verdict)
		return -ENOMEM;
	verdict->entry = entry;
	verdict->finding =
		look.flows.outside.finding ? look.flows.outside.finding : look.flows.any.finding;
	verdict->has_confidence = true;
	verdict->confidence = answer.confidence;
	verdict->status = answer.status;
	verdict->because.id = answer.sentence;
	verdict->does_not_show = "shows-not.onward";
	error = say(&look, &verdict->because);
	return error ? error : verdict_except(file, verdict);
}

static bool is_judged(const struct rule *rule, const struct register_entry *entry)
{
	bool live = entry_was_in_use(entry) || entry->status == ENTRY_PILOT;

	return subject_takes_entry(rule, entry) && (live || subject_names_entry(rule, entry));
}

static int apply(const struct rule *rule, const struct case_file *file, struct verdict_list *out)
{
	bool pages = subject_count(rule, "pages") > 0;
	int error = 0;

	if (pages && subject_count(rule, "endpoint_category_any"))
		return pages_call(rule, file, out);
	if (pages || subject_count(rule, "endpoint_category_any"))
		return verdict_skip(out, rule, "subject-unclear");
	for (size_t i = 0; i < file->agreement->entry_count && !error; i++)
		if (is_judged(rule, &file->agreement->entries[i]))
			error = judge_row(rule, file, &file->agreement->entries[i], out);
	return error;
}

const struct rule_kind kind_destinations = {
	.name = "destinations",
	.subject_keys = (const char *const[]){ "register", "pages", "endpoint_category_any", NULL },
	.param_keys = (const char *const[]){ "country_evidence", "geo_only", "roles_only",
	                                     "roles_never", NULL },
	.checks = (const char *const[]){ "CHK14", "CHK15", NULL },
	.apply = apply,
};
