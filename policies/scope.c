/* Groups, device classes and networks: what lies within an agreement and within one of its rules.
 */
#include "policies/scope.h"

#include <errno.h>
#include <string.h>

#include "policies/fields.h"

static const char learners[] = "learners";

static const char *word(struct json_object *value)
{
	return json_object_is_type(value, json_type_string) ? json_object_get_string(value) : "";
}

static struct json_object *networks_of(const struct agreement *agreement)
{
	return field_object(field_object(agreement->root, "scope"), "networks");
}

static struct json_object *network_find(const struct agreement *agreement, const char *id)
{
	struct json_object *networks = networks_of(agreement);

	for (size_t i = 0; i < list_length(networks); i++) {
		struct json_object *network = json_object_array_get_idx(networks, i);

		if (strcmp(word(field_object(network, "id")), id) == 0)
			return network;
	}
	return NULL;
}

static bool class_is_learners_only(const struct device_class *class)
{
	if (!class->groups || !*class->groups)
		return false;
	for (const char *const *group = class->groups; *group; group++)
		if (strcmp(*group, learners) != 0)
			return false;
	return true;
}

static bool network_is_learners_only(struct json_object *network)
{
	struct json_object *groups = field_object(network, "groups");

	for (size_t i = 0; i < list_length(groups); i++)
		if (strcmp(word(json_object_array_get_idx(groups, i)), learners) != 0)
			return false;
	return list_length(groups) > 0;
}

bool scope_is_device(const struct location *location)
{
	const char *kind = location->kind;

	return !kind || (strcmp(kind, "network") != 0 && strcmp(kind, "capture") != 0);
}

static const char *class_excludes(const struct agreement *agreement, const char *id)
{
	const struct device_class *class = agreement_class(agreement, id);

	if (!class)
		return agreement->class_count ? "class-not-listed" : NULL;
	if (!class->inspect)
		return "class-not-inspected";
	return class_is_learners_only(class) ? "learners-only" : NULL;
}

static const char *network_excludes(const struct agreement *agreement, const char *id)
{
	struct json_object *network = network_find(agreement, id);

	if (!network)
		return list_length(networks_of(agreement)) ? "network-not-listed" : NULL;
	if (strcmp(word(field_object(network, "capture")), "none") == 0)
		return "network-not-captured";
	return network_is_learners_only(network) ? "learners-only" : NULL;
}

const char *scope_excludes(const struct agreement *agreement, const struct location *location)
{
	const char *reason = NULL;

	if (location->device_class)
		reason = class_excludes(agreement, location->device_class);
	if (!reason && location->network && !scope_is_device(location))
		reason = network_excludes(agreement, location->network);
	return reason;
}

static bool network_has_group(struct json_object *network, const char *group)
{
	struct json_object *groups = field_object(network, "groups");

	for (size_t i = 0; i < list_length(groups); i++)
		if (strcmp(word(json_object_array_get_idx(groups, i)), group) == 0)
			return true;
	return false;
}

static bool names_any(const char *const *words)
{
	return words && *words;
}

/* A rule about networks alone is not about devices, and the other way round; one that names both is
 * about both. */
static bool rule_names(const char *const *words, const char *const *others, const char *id)
{
	if (!names_any(words))
		return !names_any(others);
	return texts_hold(words, id);
}

static bool class_groups_meet(const struct rule *rule, const struct device_class *class)
{
	if (!names_any(rule->groups) || !names_any(class->groups))
		return true;
	for (const char *const *group = class->groups; *group; group++)
		if (texts_hold(rule->groups, *group))
			return true;
	return false;
}

/* What does not say at which of several sites it is cannot be told to be at the rule's. */
static bool rule_takes_site(const struct agreement *agreement, const struct rule *rule,
                            const struct location *location)
{
	if (!names_any(rule->sites))
		return true;
	if (location->site)
		return texts_hold(rule->sites, location->site);
	return list_length(field_object(field_object(agreement->root, "scope"), "sites")) == 1;
}

bool scope_takes_class(const struct rule *rule, const struct device_class *class)
{
	if (!class->inspect || class_is_learners_only(class) ||
	    !rule_names(rule->device_classes, rule->networks, class->id))
		return false;
	return class_groups_meet(rule, class);
}

static bool scope_takes_network(const struct rule *rule, struct json_object *network)
{
	if (!network || !rule->groups || !*rule->groups ||
	    !list_length(field_object(network, "groups")))
		return true;
	for (const char *const *group = rule->groups; *group; group++)
		if (network_has_group(network, *group))
			return true;
	return false;
}

bool scope_takes_place(const struct agreement *agreement, const struct rule *rule,
                       const struct location *location)
{
	const struct device_class *class = NULL;

	if (scope_excludes(agreement, location) || !rule_takes_site(agreement, rule, location))
		return false;
	if (location->device_class)
		class = agreement_class(agreement, location->device_class);
	if (class && scope_is_device(location) && location->network &&
	    texts_hold(rule->networks, location->network))
		return class_groups_meet(rule, class);
	if (class)
		return scope_takes_class(rule, class);
	if (location->network && !scope_is_device(location))
		return rule_names(rule->networks, rule->device_classes, location->network) &&
		       scope_takes_network(rule, network_find(agreement, location->network));
	return scope_is_device(location)
	               ? names_any(rule->device_classes) || !names_any(rule->networks)
	               : names_any(rule->networks) || !names_any(rule->device_classes);
}

/* Whom a scope means, in the group words of the agreement: "learner" is short for the group of that
 * name, "staff" is everybody else. */
static bool group_is_meant(const char *group, const char *scope, size_t len)
{
	bool is_learners = strcmp(group, learners) == 0;

	if (len == strlen("staff") && strncmp(scope, "staff", len) == 0)
		return !is_learners;
	if (len == strlen("learner") && strncmp(scope, "learner", len) == 0)
		return is_learners;
	return strlen(group) == len && strncmp(group, scope, len) == 0;
}

static bool class_is_meant(const struct device_class *class, const char *scope)
{
	for (const char *const *group = class->groups; group && *group; group++)
		if (group_is_meant(*group, scope, strlen(scope)))
			return true;
	return false;
}

static bool network_is_meant(struct json_object *network, const char *scope, size_t len)
{
	struct json_object *groups = field_object(network, "groups");

	for (size_t i = 0; i < list_length(groups); i++)
		if (group_is_meant(word(json_object_array_get_idx(groups, i)), scope, len))
			return true;
	return false;
}

/* The length of "learner" in "learner-network"; 0 for what does not end so. */
static size_t network_scope(const char *scope)
{
	static const char ending[] = "-network";
	size_t len = strlen(scope);

	if (len < sizeof(ending) || strcmp(scope + len - strlen(ending), ending) != 0)
		return 0;
	return len - strlen(ending);
}

bool scope_word_means(const struct agreement *agreement, const struct location *location,
                      const char *scope)
{
	const struct device_class *class = NULL;
	struct json_object *network = NULL;

	if (location->device_class) {
		class = agreement_class(agreement, location->device_class);
		if (strcmp(location->device_class, scope) == 0)
			return true;
	}
	if (location->network) {
		network = network_find(agreement, location->network);
		if (strcmp(location->network, scope) == 0)
			return true;
	}
	if (network_scope(scope))
		return network_is_meant(network, scope, network_scope(scope));
	return class ? class_is_meant(class, scope)
	             : network_is_meant(network, scope, strlen(scope));
}

static bool groups_know(const struct agreement *agreement, const char *scope, size_t len)
{
	struct json_object *groups = field_object(field_object(agreement->root, "scope"), "groups");

	for (size_t i = 0; i < list_length(groups); i++)
		if (group_is_meant(word(field_object(json_object_array_get_idx(groups, i), "id")),
		                   scope, len))
			return true;
	return false;
}

bool scope_word_is_place(const struct agreement *agreement, const char *scope)
{
	size_t len = network_scope(scope);

	for (size_t i = 0; i < agreement->class_count; i++)
		if (class_is_meant(&agreement->classes[i], scope))
			return true;
	return agreement_class(agreement, scope) || network_find(agreement, scope) ||
	       groups_know(agreement, scope, len ? len : strlen(scope));
}

bool scope_groups_meet(const struct agreement *agreement, const char *id, bool is_network,
                       bool (*takes)(const void *arg, const char *group), const void *arg)
{
	const struct device_class *class = is_network ? NULL : agreement_class(agreement, id);
	struct json_object *groups = NULL;

	for (const char *const *group = class ? class->groups : NULL; group && *group; group++)
		if (takes(arg, *group))
			return true;
	if (is_network)
		groups = field_object(network_find(agreement, id), "groups");
	for (size_t i = 0; i < list_length(groups); i++)
		if (takes(arg, word(json_object_array_get_idx(groups, i))))
			return true;
	return (!class || !class->groups || !*class->groups) && !list_length(groups);
}

int scope_skipped_places(const struct case_file *file, const struct skipped_place **out,
                         size_t *count)
{
	struct skipped_place *skipped =
		arena_take(file->arena, file->place_count + 1, sizeof(*skipped));
	size_t n = 0;

	if (!skipped)
		return -ENOMEM;
	for (size_t i = 0; i < file->place_count; i++) {
		const char *reason = scope_excludes(file->agreement, &file->places[i].location);

		if (reason)
			skipped[n++] = (struct skipped_place){ (uint32_t)i, reason };
	}
	*out = skipped;
	*count = n;
	return 0;
}
