/* The major version of a technology, as package databases state it (model CHK08). Of a product that
 * comes in several packages, each with a version of its own, only the package (or browser
 * extension) that stands first among its exclusive signs speaks for it, and the first that is named
 * for one database alone ("rpm:audit"); of a row of the technology list with several products, only
 * the first. So more evidence never makes less of what is known. */
#pragma once
#include "policies/finding.h"

#define VERSION_UNKNOWN (-1)

/* The number that this fact states of the thing, or NULL. Lives as long as the fact. */
const char *evidence_version(const struct finding *finding,
                             const struct finding_evidence *evidence);

/* "12", "v12" and "12.3" are 12; VERSION_UNKNOWN for NULL and for what begins with no number of at
 * most VERSION_MAJOR_MAX digits. */
int version_number(const char *text);
