/* Which roles a rule allows. */
#include "policies/rules/destination_roles.h"

#include <ctype.h>
#include <errno.h>

#include "policies/fields.h"
#include "policies/rules/subject.h"

bool roles_are_judged(const struct rule *rule)
{
	return param_count(rule, "roles_only") > 0 || param_count(rule, "roles_never") > 0;
}

static char plain(char letter)
{
	return letter == '_' || letter == ' ' ? '-' : (char)tolower((unsigned char)letter);
}

static bool role_is(const char *one, const char *other)
{
	while (*one && plain(*one) == plain(*other)) {
		one++;
		other++;
	}
	return !*one && !*other;
}

static bool names_role(const struct rule *rule, const char *key, const char *role)
{
	for (size_t i = 0; i < param_count(rule, key); i++)
		if (role_is(param_item(rule, key, i), role))
			return true;
	return false;
}

bool role_is_allowed(const struct rule *rule, const char *role)
{
	if (names_role(rule, "roles_never", role))
		return false;
	return !param_count(rule, "roles_only") || names_role(rule, "roles_only", role);
}

/* Sub-processors may stand under "roles" alone. */
static int add_named(const struct case_file *file, const struct rule *rule,
                     struct json_object *names, const char *role, struct word_set *roles,
                     struct word_set *who)
{
	for (size_t i = 0; !role_is_allowed(rule, role) && i < list_length(names); i++) {
		const char *name = json_object_get_string(json_object_array_get_idx(names, i));

		if (name && *name &&
		    (word_set_add(roles, file->arena, role) ||
		     word_set_add(who, file->arena, name)))
			return -ENOMEM;
	}
	return 0;
}

int roles_listed_against(const struct case_file *file, const struct rule *rule,
                         const struct register_entry *entry, struct word_set *roles,
                         struct word_set *who)
{
	struct json_object *rows = entry_field(entry, "destinations");

	for (size_t i = 0; i < list_length(rows); i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);
		const char *role = field_text(row, "role"), *name = field_text(row, "organisation");

		if (!role || role_is_allowed(rule, role))
			continue;
		name = name ? name : field_text(row, "domain");
		if (word_set_add(roles, file->arena, role) ||
		    (name && word_set_add(who, file->arena, name)))
			return -ENOMEM;
	}
	if (add_named(file, rule, entry_field(entry, "roles.processors"), "processor", roles, who))
		return -ENOMEM;
	return add_named(file, rule, entry_field(entry, "roles.sub_processors"), "sub-processor",
	                 roles, who);
}
