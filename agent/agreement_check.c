/* agreement check: is the folder in order, and what in it could be clearer? */
#include "agent/agreement_folders.h"
#include "policies/agreement_explain.h"

static int check_one(const struct agreement_folder *folder, struct text *out)
{
	const struct agreement *agreement = folder->agreement;
	size_t warnings = 0;
	int error;

	text_addf(out, "%s: in order. %s version %lld, code %s; %zu rules, %zu technologies\n",
	          folder->path, agreement->id, (long long)agreement->version, agreement->check_code,
	          agreement->rule_count, agreement->entry_count);
	error = agreement_warnings(agreement, out, &warnings);
	return error ? error
	             : agreement_catalogue_warnings(agreement, folder->catalogue,
	                                            folder->work->arena, out, &warnings);
}

static int work_check(struct work *work)
{
	return agreement_folders_work(work, check_one);
}

static const char *const options[] = { "agreement", "catalogue", NULL };

extern const struct command agreement_check;
const struct command agreement_check = {
	.name = "agreement check",
	.usage = "DIR...",
	.about = "is the folder in order, and what could be clearer?",
	.help = "Reads the folder's files strictly and names file, line and remedy of the first "
		"mistake; then what\n"
		"could be clearer.",
	.example = "daylight agreement check agreement",
	.options = options,
	.takes = TAKES_CATALOGUE | TAKES_AGREEMENTS,
	.prepare = agreement_folders_prepare,
	.work = work_check,
};
