/* Lines "ID:controllers:path". */
#include "probes/device/cgroup.h"

#include <string.h>

#include "probes/device/dpkg.h"

static bool ends_with(struct span part, const char *suffix)
{
	size_t len = strlen(suffix);

	return part.len > len && memcmp(part.at + part.len - len, suffix, len) == 0;
}

static bool last_unit(struct span path, struct span *unit)
{
	bool found = false;

	while (path.len) {
		const uint8_t *slash = memchr(path.at, '/', path.len);
		struct span part = { path.at, slash ? (size_t)(slash - path.at) : path.len };
		size_t step = part.len + (slash != NULL);

		if (ends_with(part, ".service") || ends_with(part, ".scope")) {
			*unit = part;
			found = true;
		}
		path.at += step;
		path.len -= step;
	}
	return found;
}

static bool path_after(struct span line, const char *prefix, struct span *path)
{
	size_t len = strlen(prefix);

	if (line.len < len || memcmp(line.at, prefix, len) != 0)
		return false;
	*path = (struct span){ line.at + len, line.len - len };
	return true;
}

bool cgroup_unit(struct span text, struct span *unit)
{
	struct cursor in = cursor_over(text);
	struct span line, path;
	bool found = false;

	while (dpkg_next_line(&in, &line)) {
		const uint8_t *colon = memchr(line.at, ':', line.len);
		struct span rest = { colon, colon ? line.len - (size_t)(colon - line.at) : 0 };

		if (path_after(line, "0::", &path) && last_unit(path, unit))
			return true;
		if (rest.len && path_after(rest, ":name=systemd:", &path) && last_unit(path, unit))
			found = true;
	}
	return found;
}
