/* `hours`: what is on the technology list does not collect outside the agreed hours (model CHK17).
 * It speaks of systems: only a product's own traffic counts, in bands over at least k devices, on
 * at least so many days; when a device or a person was at work is not known here.
 *
 * Quiet hours (or hours outside work, where no quiet bands are agreed) give the rule's result.
 * Hours that are outside work but not quiet, and small amounts, are for people to interpret. Below
 * the agreed number of days nothing is raised. The row's `collection_hours`: "always" is judged by
 * no hour, "never" by each; not recorded is "working". What was looked for and not seen has the
 * network as its subject: that is where it was looked for. */
#include "policies/hours.h"

#include <errno.h>
#include <string.h>

#include "policies/fields.h"
#include "policies/rules/hours_absence.h"
#include "policies/rules/hours_seen.h"
#include "policies/rules/outcome.h"
#include "policies/rules/rule.h"
#include "policies/rules/subject.h"

#define DAYS_DEFAULT 3

struct bench {
	const struct case_file *file;
	const struct rule *rule;
	struct hours hours;
	int64_t days;
	size_t unseen, raised; /* things that the rule speaks of, by whether they have a verdict */
};

static const char *collection_hours(const struct register_entry *entry)
{
	struct json_object *value = entry ? entry_field(entry, "collection_hours") : NULL;

	return json_object_is_type(value, json_type_string) ? json_object_get_string(value)
	                                                    : "working";
}

/* "screen-live-view:learners" is that ability with a scope. */
static bool list_meets_rule(const struct rule *rule, const struct register_entry *entry,
                            const char *path)
{
	struct json_object *list = entry_field(entry, path);

	for (size_t i = 0; i < list_length(list); i++) {
		const char *text = json_object_get_string(json_object_array_get_idx(list, i));
		size_t len = text ? strcspn(text, ":") : 0;

		for (size_t w = 0; len && w < subject_count(rule, "capability_any"); w++) {
			const char *word = subject_word(rule, "capability_any", w);

			if (strlen(word) == len && strncmp(word, text, len) == 0)
				return true;
		}
	}
	return false;
}

static bool product_meets_rule(const struct rule *rule, const struct product *product)
{
	for (size_t i = 0; product && i < product->capability_count; i++)
		if (subject_has(rule, "capability_any", product->capabilities[i].word))
			return true;
	return false;
}

/* By the row, by the products that it names, or by what was seen. */
static bool row_meets_rule(const struct bench *bench, const struct register_entry *entry)
{
	const struct rule *rule = bench->rule;
	const struct findings *findings = bench->file->findings;

	if (!subject_count(rule, "capability_any") ||
	    list_meets_rule(rule, entry, "functions_allowed") ||
	    list_meets_rule(rule, entry, "functions_off") ||
	    list_meets_rule(rule, entry, "baseline.capabilities"))
		return true;
	for (const char *const *id = entry->products; id && *id; id++)
		if (product_meets_rule(rule, catalogue_find(bench->file->catalogue, *id)))
			return true;
	for (size_t i = 0; i < findings->count; i++)
		if (findings->items[i].entry == entry &&
		    product_meets_rule(rule, findings->items[i].product))
			return true;
	return false;
}

struct answer {
	const char *sentence; /* NULL: nothing to raise */
	enum status status;
	enum confidence confidence;
	struct hour_choice choice;
	int64_t days;
};

static const char *sentence_when_sure(const struct hours_seen *all)
{
	if (all->any_hour)
		return "hours.never";
	return all->hours->quiet.count ? "hours.quiet" : "hours.outside";
}

/* From what says most to what says least; the first that holds on enough days. */
static int decide(const struct hours_seen *all, struct answer *out)
{
	enum status unsure = status_when_unsure(all->rule);
	bool sure =
		all->confidence > CONFIDENCE_SUSPECTED && all->confidence >= all->rule->confidence;
	const struct answer answers[] = {
		{ sure ? sentence_when_sure(all) : "hours.not-sure",
		  sure ? status_bounded(all->rule, all->rule->result) : unsure,
		  all->confidence,
		  { true, true, false },
		  0 },
		{ "hours.between", unsure, all->confidence, { false, true, false }, 0 },
		{ "hours.small", unsure, all->confidence, { false, false, false }, 0 },
		{ "hours.not-sure", unsure, CONFIDENCE_SUSPECTED, { false, true, true }, 0 },
	};

	*out = (struct answer){ 0 };
	for (size_t i = 0; i < sizeof(answers) / sizeof(*answers); i++) {
		struct answer answer = answers[i];

		if (hours_count_days(all, answer.choice, &answer.days))
			return -ENOMEM;
		if (answer.days < all->days)
			continue;
		*out = answer;
		break;
	}
	if (out->sentence && strcmp(collection_hours(all->entry), "n/a") == 0) {
		out->sentence = "hours.not-applicable";
		out->status = unsure;
	}
	return 0;
}

static int say(const struct hours_seen *all, const struct answer *answer, struct sentence *because)
{
	const char *const *bands = hours_bands(all, answer->choice);

	if (!bands || sentence_word(because, "name", subject_name(all->entry, all->finding)) ||
	    sentence_words(because, "bands", bands) ||
	    sentence_number(because, "days", answer->days) ||
	    sentence_number(because, "devices", all->devices))
		return -ENOMEM;
	return 0;
}

static int add(const struct hours_seen *all, const struct answer *answer, const char *subject,
               struct verdict_list *out)
{
	struct verdict *verdict = subject ? verdict_add(out, all->rule, subject) : NULL;
	int error;

	if (!verdict)
		return -ENOMEM;
	verdict->entry = all->entry;
	verdict->finding = all->finding;
	verdict->has_confidence = true;
	verdict->confidence = answer->confidence;
	verdict->status = answer->status;
	verdict->because.id = answer->sentence;
	verdict->does_not_show = "shows-not.working-time";
	error = say(all, answer, &verdict->because);
	return error ? error : verdict_except(all->file, verdict);
}

/* All findings of the row, or the one that no row covers. */
static int judge_thing(struct bench *bench, size_t first, size_t end,
                       const struct register_entry *entry, struct verdict_list *out)
{
	struct hours_seen all = { .file = bench->file,
		                  .rule = bench->rule,
		                  .hours = &bench->hours,
		                  .entry = entry,
		                  .devices = hours_devices(bench->file, bench->rule),
		                  .days = bench->days,
		                  .any_hour = strcmp(collection_hours(entry), "never") == 0 };
	struct answer answer;
	struct seen seen = { 0 };
	const char *subject = entry ? entry->id : NULL;

	for (size_t i = first; i < end; i++) {
		const struct finding *finding = &bench->file->findings->items[i];

		if (finding->entry == entry &&
		    seen_by(bench->file, bench->rule, finding, DATE_NONE, &seen) &&
		    hours_add(&all, &seen))
			return -ENOMEM;
	}
	if (decide(&all, &answer))
		return -ENOMEM;
	if (!answer.sentence) {
		bench->unseen++;
		return 0;
	}
	bench->raised++;
	return add(&all, &answer, subject ? subject : seen_subject(&seen), out);
}

static bool is_judged(const struct bench *bench, const struct register_entry *entry)
{
	const char *hours = collection_hours(entry);
	bool live = entry_was_in_use(entry) || entry->status == ENTRY_PILOT ||
	            (entry->status == ENTRY_WITHDRAWN && strcmp(hours, "never") == 0);

	return strcmp(hours, "always") != 0 && subject_takes_entry(bench->rule, entry) &&
	       (live || subject_names_entry(bench->rule, entry)) && row_meets_rule(bench, entry);
}

static int judge_unlisted(struct bench *bench, struct verdict_list *out)
{
	const struct findings *findings = bench->file->findings;
	bool any = !subject_count(bench->rule, "capability_any");
	int error = 0;

	for (size_t i = 0; i < findings->count && !error; i++)
		if (!findings->items[i].entry &&
		    (any || product_meets_rule(bench->rule, findings->items[i].product)))
			error = judge_thing(bench, i, i + 1, NULL, out);
	return error;
}

static int apply(const struct rule *rule, const struct case_file *file, struct verdict_list *out)
{
	struct bench bench = { .file = file, .rule = rule, .days = DAYS_DEFAULT };
	int error = hours_of(file->agreement, file->zone, file->arena, &bench.hours);

	if (error == -ENOENT)
		return verdict_skip(out, rule, "hours-not-known");
	if (!error && param_number(rule, "min_days", &bench.days) && bench.days < 1)
		bench.days = 1;
	for (size_t i = 0; i < file->agreement->entry_count && !error; i++)
		if (is_judged(&bench, &file->agreement->entries[i]))
			error = judge_thing(&bench, 0, file->findings->count,
			                    &file->agreement->entries[i], out);
	if (!error && !subject_count(rule, "register"))
		error = judge_unlisted(&bench, out);
	return error || !bench.unseen
	               ? error
	               : hours_not_seen(&(struct hours_absence){ file, rule, bench.days,
	                                                         bench.raised > 0 },
	                                out);
}

const struct rule_kind kind_hours = {
	.name = "hours",
	.subject_keys = (const char *const[]){ "register", "capability_any", NULL },
	.param_keys = (const char *const[]){ "min_devices", "min_days", "ignore", "never", NULL },
	.checks = (const char *const[]){ "CHK17", NULL },
	.apply = apply,
};
