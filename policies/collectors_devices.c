/* Of how many devices a rule speaks, and on how many of them a check looked. What a rule is limited
 * to (a site, a network, some of the groups of a class) is only part of a class: of that part the
 * agreement records no number, and all that is known is what it cannot exceed. */
#include <errno.h>
#include <string.h>

#include "policies/collectors_count.h"
#include "policies/fields.h"
#include "policies/scope.h"

enum fit {
	FIT_NONE,
	FIT_WHOLE,
	FIT_SOME,   /* those at the rule's sites or on its networks: each place says which */
	FIT_SHARED, /* those of some of its groups: no place says which */
};

static bool names_any(const char *const *words)
{
	return words && *words;
}

static bool has(const char *const *words, const char *word)
{
	return word && names_any(words) && texts_hold(words, word);
}

/* Each site of the agreement is one of the rule's. */
static bool is_everywhere(const struct rule_scope *scope)
{
	struct json_object *sites =
		field_object(field_object(scope->file->agreement->root, "scope"), "sites");

	if (!names_any(scope->rule->sites))
		return true;
	for (size_t i = 0; i < list_length(sites); i++)
		if (!has(scope->rule->sites,
		         json_object_get_string(json_object_array_get_idx(sites, i))))
			return false;
	return list_length(sites) > 0;
}

/* Every device of a class that is shared is used by all of its groups. */
static bool is_shared(const struct agreement *agreement, const char *class)
{
	struct json_object *rows =
		field_object(field_object(agreement->root, "scope"), "device_classes");

	for (size_t i = 0; i < list_length(rows); i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);
		const char *id = field_text(row, "id");

		if (id && strcmp(id, class) == 0)
			return field_flag(row, "shared");
	}
	return false;
}

static bool has_other_groups(const struct rule_scope *scope, const struct device_class *class)
{
	if (!names_any(scope->rule->groups) || is_shared(scope->file->agreement, class->id))
		return false;
	for (const char *const *group = class->groups; group && *group; group++)
		if (strcmp(*group, "learners") != 0 && !has(scope->rule->groups, *group))
			return true;
	return false;
}

static enum fit class_fit(const struct rule_scope *scope, const struct device_class *class)
{
	struct rule anywhere = *scope->rule;
	bool named = scope_takes_class(scope->rule, class);

	anywhere.device_classes = anywhere.networks = NULL;
	if (!scope_takes_class(&anywhere, class) || (!named && !names_any(scope->rule->networks)))
		return FIT_NONE;
	if (has_other_groups(scope, class))
		return FIT_SHARED;
	return named && is_everywhere(scope) ? FIT_WHOLE : FIT_SOME;
}

/* The place says that it is where the rule does not speak of. */
static bool is_elsewhere(const struct rule_scope *scope, const struct device_class *class,
                         const struct location *location)
{
	const struct rule *rule = scope->rule;

	if (names_any(rule->sites) && location->site && !has(rule->sites, location->site))
		return true;
	return !scope_takes_class(rule, class) && location->network &&
	       !has(rule->networks, location->network);
}

static bool is_of_class(const struct location *location, const struct device_class *class)
{
	return scope_is_device(location) &&
	       (class ? location->device_class && strcmp(location->device_class, class->id) == 0
	              : true);
}

static bool counts(const struct rule_scope *scope, const struct device_class *class, size_t i)
{
	const struct observations *place = place_at(scope, i);

	return place && is_of_class(&place->location, class) &&
	       !is_unseeable(scope, place->location.device_class) &&
	       (!scope->collector || place_has(place, scope->collector, true));
}

static bool counts_elsewhere(const struct rule_scope *scope, const struct device_class *class,
                             size_t i)
{
	const struct location *location = &scope->file->places[i].location;

	return is_of_class(location, class) && !place_at(scope, i) &&
	       is_elsewhere(scope, class, location);
}

/* Places of one device stand side by side (case_file): of its looks the better one counts. */
static int64_t count_devices(const struct rule_scope *scope, const struct device_class *class,
                             bool (*takes)(const struct rule_scope *scope,
                                           const struct device_class *class, size_t i))
{
	const struct observations *places = scope->file->places;
	int64_t devices = 0;

	for (size_t i = 0; i < scope->file->place_count; i++) {
		bool counted = false;

		if (!takes(scope, class, i))
			continue;
		for (size_t j = i; j-- && !counted &&
		                   location_same_device(&places[j].location, &places[i].location);)
			counted = takes(scope, class, j);
		devices += !counted;
	}
	return devices;
}

static void know_no_more_than(enum number limit, enum number *number)
{
	if (*number < limit)
		*number = limit;
}

/* What the class adds: how many of its devices the rule may speak of, and how well that is known.
 */
static int64_t of_class(const struct rule_scope *scope, const struct device_class *class,
                        enum fit fit, enum number *number)
{
	int64_t left = class->count > 0 ? class->count : 0;

	if (fit == FIT_SHARED) {
		if (!left || count_devices(scope, class, counts) < left)
			*number = NUMBER_UNKNOWN;
	} else if (fit == FIT_SOME) {
		know_no_more_than(left ? NUMBER_AT_MOST : NUMBER_UNKNOWN, number);
		left -= left ? count_devices(scope, class, counts_elsewhere) : 0;
	} else if (!left) {
		know_no_more_than(NUMBER_OPEN, number);
	}
	return left > 0 ? left : 0;
}

/* Where nobody wrote down how many there are, those that were looked at are not all: left out, a
 * device that was looked at badly must make no share greater. */
int count_devices_of(const struct rule_scope *scope, struct device_count *out)
{
	const struct agreement *agreement = scope->file->agreement;
	const char **unseeable =
		arena_take(scope->file->arena, agreement->class_count + 1, sizeof(*unseeable));
	const char **uncounted =
		arena_take(scope->file->arena, agreement->class_count + 1, sizeof(*uncounted));
	struct device_count result = { .unseeable = unseeable, .uncounted = uncounted };
	size_t count = 0, without = 0;

	if (!unseeable || !uncounted)
		return -ENOMEM;
	for (size_t i = 0; i < agreement->class_count; i++) {
		const struct device_class *class = &agreement->classes[i];
		enum fit fit = class_fit(scope, class);

		if (fit == FIT_NONE)
			continue;
		if (is_unseeable(scope, class->id)) {
			unseeable[count++] = class->id;
			continue;
		}
		if (class->count <= 0)
			uncounted[without++] = class->id;
		result.of += of_class(scope, class, fit, &result.number);
	}
	if (!agreement->class_count)
		result.number = names_any(scope->rule->networks) || !is_everywhere(scope)
		                        ? NUMBER_UNKNOWN
		                        : NUMBER_OPEN;
	result.looked = count_devices(scope, NULL, counts);
	result.of = result.of > result.looked ? result.of : result.looked;
	*out = result;
	return 0;
}
