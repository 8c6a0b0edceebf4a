/* agreement check: is the folder in order, and what in it could be clearer? */
#include <errno.h>

#include "agent/agreement_folders.h"
#include "policies/agreement_doubts.h"
#include "policies/agreement_explain.h"

/* --at, or today */
static date day_of(const struct work *work)
{
	if (work->options->at_given)
		return work->options->at_day != DATE_NONE ? work->options->at_day
		                                          : date_of(work->options->at_seconds);
	return date_of(work->now);
}

static int check_one(const struct agreement_folder *folder, struct text *out)
{
	const struct agreement *agreement = folder->agreement;
	size_t warnings = 0;
	int error;

	text_addf(out, "%s: in order. %s version %lld, code %s; %zu rules, %zu technologies\n",
	          folder->path, agreement->id, (long long)agreement->version, agreement->check_code,
	          agreement->rule_count, agreement->entry_count);
	error = agreement_warnings(agreement, out, &warnings);
	if (!error)
		error = agreement_catalogue_warnings(agreement, folder->catalogue,
		                                     folder->work->arena, out, &warnings);
	if (error)
		return error;
	warnings += doubts_of_rules(agreement, folder->catalogue, folder->work->arena, out);
	warnings += doubts_of_entries(agreement, folder->catalogue, folder->work->arena, out);
	warnings += doubts_of_day(agreement, day_of(folder->work), out);
	return out->failed ? -ENOMEM : 0;
}

static int work_check(struct work *work)
{
	return agreement_folders_work(work, check_one);
}

static const char *const options[] = { "agreement", "catalogue", "at", NULL };

extern const struct command agreement_check;
const struct command agreement_check = {
	.name = "agreement check",
	.usage = "DIR... [--at DATE]",
	.about = "is the folder in order, and what could be clearer?",
	.help = "Reads the folder's files strictly and names file, line and remedy of the first "
		"mistake; then,\n"
		"as warnings, what loads but may not do what you think: rules that can never fire, "
		"rows that overlap,\n"
		"dates out of order, a permission that has lapsed, abilities that nobody "
		"mentioned.",
	.example = "daylight agreement check agreement",
	.options = options,
	.takes = TAKES_CATALOGUE | TAKES_AGREEMENTS,
	.prepare = agreement_folders_prepare,
	.work = work_check,
};
