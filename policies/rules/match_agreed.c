/* `match-agreed`: what is seen of a row of the technology list is what was agreed (model CHK04,
 * CHK08, CHK20, CHK26; the silent abilities of A16). */
#include "policies/rules/match_agreed.h"

#include <errno.h>

#include "policies/rules/subject.h"

/* A row that is only proposed, or was withdrawn, has nothing agreed to be compared with; the kinds
 * `register` and `prohibit` speak of it. */
static bool takes(const struct rule *rule, const struct register_entry *entry)
{
	const char *purpose = subject_word(rule, "register_purpose", 0);

	if (!entry_was_in_use(entry) && entry->status != ENTRY_PILOT)
		return false;
	if (purpose && !entry_has_word(entry, "purposes_agreed", purpose))
		return false;
	return !subject_count(rule, "register") || subject_has(rule, "register", "*") ||
	       subject_names_entry(rule, entry);
}

static int judge_row(const struct rule *rule, const struct case_file *file,
                     const struct register_entry *entry, struct verdict_list *out)
{
	struct match_case one = { .file = file, .rule = rule, .entry = entry, .out = out };
	int error = match_places(&one);

	if (!error)
		error = match_functions(&one);
	if (!error)
		error = match_baseline(&one);
	if (!error)
		error = match_unmentioned(&one);
	if (!error && one.whole.made)
		return match_say(&one, NULL, &one.whole);
	json_object_put(one.whole.because.args);
	return error;
}

static int apply(const struct rule *rule, const struct case_file *file, struct verdict_list *out)
{
	int error = 0;

	for (size_t i = 0; i < file->agreement->entry_count && !error; i++)
		if (takes(rule, &file->agreement->entries[i]))
			error = judge_row(rule, file, &file->agreement->entries[i], out);
	return error;
}

const struct rule_kind kind_match_agreed = {
	.name = "match-agreed",
	.subject_keys = (const char *const[]){ "register", "register_purpose", "compare", NULL },
	.param_keys = (const char *const[]){ "min_devices", "template", NULL },
	.checks = (const char *const[]){ "CHK04", "CHK08", "CHK20", "CHK26", NULL },
	.apply = apply,
};
