/* Settings that keep notifications on, or hold them back. */
#include "policies/rules/record_quiet.h"

#include <errno.h>
#include <string.h>

#include "policies/collectors.h"
#include "policies/rules/outcome.h"
#include "policies/rules/seen.h"
#include "policies/rules/subject.h"

struct quiet {
	bool on, off;
	enum confidence on_sure, off_sure;
	const struct finding *finding; /* with such a setting; or NULL */
};

bool rule_is_of_quiet_hours(const struct rule *rule)
{
	return subject_has(rule, "fields", "opt_out_route") ||
	       subject_has(rule, "fields", "collection_hours");
}

static bool product_has_setting(const struct product *product)
{
	for (size_t i = 0; product && i < product->indicator_count; i++) {
		const struct indicator *indicator = &product->indicators[i];

		if (indicator->type == INDICATOR_SETTING && indicator->function &&
		    strcmp(indicator->function, QUIET_HOURS_ABILITY) == 0)
			return true;
	}
	return false;
}

static bool row_has_setting(const struct case_file *file, const struct register_entry *entry)
{
	for (const char *const *id = entry->products; id && *id; id++)
		if (product_has_setting(catalogue_find(file->catalogue, *id)))
			return true;
	for (size_t i = 0; i < file->findings->count; i++)
		if (file->findings->items[i].entry == entry &&
		    product_has_setting(file->findings->items[i].product))
			return true;
	return false;
}

struct side {
	const struct seen *seen;
	bool off;
};

static bool is_of_side(void *arg, const struct finding_evidence *evidence)
{
	const struct side *side = arg;

	return evidence->fact->kind == OBSERVED_SETTING &&
	       evidence->indicator->turns_off == side->off && seen_takes(side->seen, evidence);
}

static bool look_at_side(const struct seen *seen, bool off, enum confidence *sure)
{
	struct side side = { seen, off };
	struct function_sighting sighting;
	const struct finding_evidence *all;
	size_t count;

	all = finding_all(seen->finding, &count);
	function_sighting_of(all, count, QUIET_HOURS_ABILITY, is_of_side, &side, &sighting);
	if ((sighting.on || sighting.off) && sighting.confidence > *sure)
		*sure = sighting.confidence;
	return sighting.on || sighting.off;
}

static void look(const struct rule *rule, const struct case_file *file,
                 const struct register_entry *entry, struct quiet *out)
{
	struct quiet quiet = { 0 };

	for (size_t i = 0; i < file->findings->count; i++) {
		const struct finding *finding = &file->findings->items[i];
		struct seen seen;
		bool on, off;

		if (finding->entry != entry || !seen_by(file, rule, finding, DATE_NONE, &seen))
			continue;
		on = look_at_side(&seen, false, &quiet.on_sure);
		off = look_at_side(&seen, true, &quiet.off_sure);
		if ((on && !quiet.on) || (off && !quiet.finding))
			quiet.finding = finding;
		quiet.on |= on;
		quiet.off |= off;
	}
	*out = quiet;
}

static int name_it(const struct register_entry *entry, const char *id, struct sentence *because)
{
	json_object_put(because->args);
	*because = (struct sentence){ .id = id };
	return sentence_word(because, "name", subject_name(entry, NULL));
}

/* Only people can say what it means; who decided it, and whether staff can change it, is not in the
 * setting. */
static int say_on(const struct quiet *quiet, struct verdict *verdict)
{
	const char *id = quiet->off ? "quiet.forced-somewhere" : "quiet.forced";

	if (quiet->on_sure == CONFIDENCE_SUSPECTED || quiet->on_sure < verdict->rule->confidence)
		id = "quiet.not-sure";
	verdict->status = status_when_unsure(verdict->rule);
	verdict->confidence = quiet->on_sure;
	verdict->has_confidence = true;
	verdict->does_not_show = "shows-not.messages";
	return name_it(verdict->entry, id, &verdict->because);
}

/* It was seen to be quiet, or nothing was seen. What the parties want looked at has to be looked
 * at; beyond that a device cannot show what the service itself does. */
static int say_rest(const struct case_file *file, const struct quiet *quiet,
                    struct verdict *verdict)
{
	bool quiet_enough = quiet->off && quiet->off_sure > CONFIDENCE_SUSPECTED;
	int error = verdict->rule->need_count ? verdict_of_absence(file, verdict) : 0;

	if (error || (verdict->rule->need_count && verdict->status != STATUS_NOT_OBSERVED))
		return error;
	verdict->status = quiet_enough ? STATUS_AGREED : STATUS_NOT_OBSERVABLE;
	verdict->has_confidence = quiet_enough;
	verdict->confidence = quiet->off_sure;
	verdict->does_not_show = quiet_enough ? "shows-not.messages" : "shows-not.absence";
	return name_it(verdict->entry, quiet_enough ? "quiet.kept" : "quiet.not-seen",
	               &verdict->because);
}

static int judge_row(const struct rule *rule, const struct case_file *file,
                     const struct register_entry *entry, struct verdict_list *out)
{
	const char *subject = arena_printf(file->arena, "%s/%s", entry->id, QUIET_HOURS_ABILITY);
	struct verdict *verdict = subject ? verdict_add(out, rule, subject) : NULL;
	struct quiet quiet;
	int error;

	if (!verdict)
		return -ENOMEM;
	look(rule, file, entry, &quiet);
	verdict->entry = entry;
	verdict->finding = quiet.finding;
	error = quiet.on ? say_on(&quiet, verdict) : say_rest(file, &quiet, verdict);
	return error ? error : verdict_except(file, verdict);
}

int quiet_judge(const struct rule *rule, const struct case_file *file, struct verdict_list *out)
{
	int error = 0;

	for (size_t i = 0; i < file->agreement->entry_count && !error; i++) {
		const struct register_entry *entry = &file->agreement->entries[i];

		if (subject_takes_entry(rule, entry) && entry_was_in_use(entry) &&
		    row_has_setting(file, entry))
			error = judge_row(rule, file, entry, out);
	}
	return error;
}
