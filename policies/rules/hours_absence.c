/* Nothing was seen outside the agreed hours: network by network, on how many days it was looked
 * for. */
#include "policies/rules/hours_absence.h"

#include <errno.h>
#include <string.h>

#include "policies/collectors.h"
#include "policies/fields.h"
#include "policies/rules/hours_seen.h"
#include "policies/rules/subject.h"
#include "policies/scope.h"

static bool is_of_network(const struct location *location, const char *network)
{
	return scope_is_device(location) || !location->network || !network ||
	       strcmp(location->network, network) == 0;
}

/* The recordings of one network, with all devices. 0 or -ENOMEM. */
static int narrow(const struct case_file *file, const char *network, struct case_file *out)
{
	struct observations *places =
		arena_take(file->arena, file->place_count + 1, sizeof(*places));

	if (!places)
		return -ENOMEM;
	*out = *file;
	out->places = places;
	out->place_count = 0;
	for (size_t i = 0; i < file->place_count; i++)
		if (is_of_network(&file->places[i].location, network))
			places[out->place_count++] = file->places[i];
	return 0;
}

/* Contacts of which no hours are kept say nothing about hours. */
static bool kept_hours(const struct case_file *file, const struct rule *rule)
{
	for (size_t i = 0; i < file->place_count; i++) {
		const struct observations *place = &file->places[i];

		for (size_t f = 0; f < place->count; f++)
			if (place->items[f].band_count &&
			    scope_takes_place(file->agreement, rule, &place->location))
				return true;
	}
	return false;
}

/* The rule asks for fewer devices together than those whose hours may be kept (model PR-08): of
 * these no recording says anything. */
static bool asks_for_too_few(const struct case_file *file, const struct rule *rule, int64_t *asked)
{
	return param_number(rule, "min_devices", asked) && *asked < hours_devices(file, rule);
}

static int say_too_few(const struct case_file *file, const struct rule *rule, int64_t asked,
                       struct sentence *because)
{
	because->id = "hours.too-few-devices";
	if (sentence_number(because, "agreed", asked))
		return -ENOMEM;
	return sentence_number(because, "devices", hours_devices(file, rule));
}

static int say_absence(const struct hours_absence *absence, const struct case_file *file,
                       struct verdict *verdict)
{
	struct coverage_answer coverage;
	int64_t asked;
	int error = verdict_of_absence(file, verdict);

	if (!error)
		error = coverage_of_rule(file, absence->rule, &coverage);
	if (error || verdict->status != STATUS_NOT_OBSERVED)
		return error;
	if (coverage.over != OVER_DAYS && kept_hours(file, absence->rule))
		return 0;
	json_object_put(verdict->because.args);
	verdict->because = (struct sentence){ .id = "hours.not-kept" };
	if (!kept_hours(file, absence->rule)) {
		verdict->status = STATUS_INSUFFICIENT_COVERAGE;
		return asks_for_too_few(file, absence->rule, &asked)
		               ? say_too_few(file, absence->rule, asked, &verdict->because)
		               : 0;
	}
	verdict->because.id = absence->raised ? "hours.no-other" : "hours.not-seen";
	if (sentence_number(&verdict->because, "covered", coverage.looked) ||
	    sentence_number(&verdict->because, "days", absence->days) ||
	    sentence_number(&verdict->because, "devices", hours_devices(file, absence->rule)))
		return -ENOMEM;
	return 0;
}

static int judge_network(const struct hours_absence *absence, const char *network,
                         struct verdict_list *out)
{
	struct verdict *verdict = verdict_add(out, absence->rule, network ? network : "register");
	struct case_file file;

	if (!verdict || narrow(absence->file, network, &file))
		return -ENOMEM;
	return say_absence(absence, &file, verdict);
}

int hours_not_seen(const struct hours_absence *absence, struct verdict_list *out)
{
	struct json_object *scope = field_object(absence->file->agreement->root, "scope"),
			   *networks = field_object(scope, "networks");
	size_t judged = 0;
	int error = 0;

	for (size_t i = 0; i < field_count(scope, "networks") && !error; i++) {
		const char *id = field_text(json_object_array_get_idx(networks, i), "id");
		const struct location location = { .kind = "network", .network = id };

		if (!id || !scope_takes_place(absence->file->agreement, absence->rule, &location))
			continue;
		error = judge_network(absence, id, out);
		judged++;
	}
	return error || judged ? error : judge_network(absence, NULL, out);
}
