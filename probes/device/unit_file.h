/* systemd's unit files (systemd.syntax(7)): which programs a service starts, which unit a timer
 * starts. Drop-ins are applied by handing in their bytes after the unit's own, in order. Arguments
 * are not kept. A pure function. */
#pragma once
#include "probes/base/cursor.h"

#define UNIT_COMMANDS_MAX 8 /* a oneshot service may have several */
#define UNIT_TEXT_MAX 512

struct unit_file {
	char commands[UNIT_COMMANDS_MAX]
		     [UNIT_TEXT_MAX]; /* paths, as written but for prefixes and quotes */
	size_t command_count;
	char starts[UNIT_TEXT_MAX]; /* of a timer: Unit=; empty where not said */
};

/* An empty ExecStart= forgets what came before, as systemd does. Lines that are none, and texts too
 * long, are skipped. */
void unit_file_apply(struct span bytes, struct unit_file *unit);
