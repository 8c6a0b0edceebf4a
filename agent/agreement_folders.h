/* What the verbs that read agreement folders (check, explain) share: each folder named on the
 * command line, or by -a, is loaded and handed over. */
#pragma once
#include "agent/command.h"
#include "policies/agreement.h"
#include "probes/base/text.h"

struct agreement_folder {
	const char *path; /* as given */
	const struct agreement *agreement;
	const struct packs *packs;
	const struct catalogue *catalogue;
	struct work *work;
	struct problem *problem; /* to say what is wrong with the folder */
};

/* A command's prepare(): takes the folder of -a where no word names one. */
int agreement_folders_prepare(struct options *options, struct problem *problem);

/* A command's work(): `one` adds its text to `out` (0 or -errno) for each folder; the text is
 * printed, with what a terminal would obey taken out. An exit status. */
int agreement_folders_work(struct work *work,
                           int (*one)(const struct agreement_folder *folder, struct text *out));
