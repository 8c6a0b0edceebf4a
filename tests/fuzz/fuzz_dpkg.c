/* dpkg's status file: every stanza and line ends, and names stay within the input. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "probes/device/dpkg.h"
#include "probes/device/version.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cursor stanzas = cursor_over((struct span){ data, size }), lines = stanzas;
	struct dpkg_package package;
	size_t found = 0;
	struct span line;
	int err;

	while ((err = dpkg_next(&stanzas, false, &package)) != -ENOENT && found++ <= size) {
		char major[VERSION_MAJOR_MAX + 1];

		if (!err &&
		    (package.name.at < data || package.name.at + package.name.len > data + size))
			abort();
		if (!err && version_major(package.version, major) &&
		    (!*major || strlen(major) > VERSION_MAJOR_MAX))
			abort();
	}
	while (dpkg_next_line(&lines, &line) && found++ <= 3 * size + 3)
		if (line.at + line.len > data + size)
			abort();
	if (found > 3 * size + 3)
		abort();
	return 0;
}
