/* systemd's unit files and /proc/PID/cgroup: bounded commands that end, unit names within the
 * input. */
#include <stdlib.h>
#include <string.h>

#include "probes/device/cgroup.h"
#include "probes/device/unit_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span bytes = { data, size }, unit = { data, 0 };
	struct unit_file file = { .command_count = 0 };

	unit_file_apply(bytes, &file);
	unit_file_apply(bytes, &file); /* as a drop-in of itself */
	if (file.command_count > UNIT_COMMANDS_MAX)
		abort();
	for (size_t i = 0; i < file.command_count; i++)
		if (!memchr(file.commands[i], '\0', UNIT_TEXT_MAX) || !file.commands[i][0])
			abort();
	if (cgroup_unit(bytes, &unit) && (unit.at < data || unit.at + unit.len > data + size))
		abort();
	return 0;
}
