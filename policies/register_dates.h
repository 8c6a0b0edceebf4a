/* A date as a spreadsheet writes it: 2026-09-01, 01/09/2026, 1.9.2026, 1-Sep-26, 1 September 2026,
 * each with or without a time behind it. The day comes first; 03/04/2026 could be read in two ways,
 * and is said to be. */
#pragma once
#include <stdbool.h>

#include "probes/base/date.h"

/* 0, with `doubtful` where the month could have come first; -EBADMSG with `what` saying what is
 * wanted. */
int cell_date(const char *cell, date *out, bool *doubtful, char what[160]);
