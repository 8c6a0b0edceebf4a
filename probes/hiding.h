/* Signs that something is hidden from the person at the device (model CHK06, A20). A sign is an
 * ordinary fact of probe "hiding" about the thing itself (its kind, its subject), whose detail is
 * "sign:" and one of these words:
 *
 *   deleted-executable       a process runs whose executable was deleted, and no newer file of that
 *                            name explains it
 *   system-name              it has the name of a part of the system, and belongs to no package
 *                            that ships that name
 *   preload                  a preloaded library hides files or processes from listings
 *   not-in-package-database  its files lie where packages put theirs, and no package owns them
 *   not-in-own-listing       a unit or kernel module that is loaded and missing from its own
 *                            listing
 *   stealth-setting          a setting of the supplier's hides it (an indicator of the catalogue
 *                            may say so of a setting: `hides`)
 *
 * One such sign has many harmless causes; two that do not depend on each other are asked for. Words
 * that nobody knows are no signs. */
#pragma once
#include "probes/observation.h"

/* The word of a fact that is a sign, or NULL. */
const char *hiding_sign(const struct observation *fact);

#define HIDING_STEALTH_SETTING "stealth-setting"
