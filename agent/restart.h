/* After a worker died: what it had in hand (a check, a packet) is left out by the next one. */
#pragma once
#include "agent/workers.h"

/* True when a next worker may try: the shared page then says what it has to leave out, outputs are
 * empty and inputs stand at their beginning. */
bool restart_without_it(struct the_run *run);
