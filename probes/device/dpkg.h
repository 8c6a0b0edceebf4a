/* dpkg's files: /var/lib/dpkg/status (stanzas of "Field: value" lines, dpkg-status in
 * deb-control(5) form) and /var/lib/dpkg/info/NAME.list (one path a line). Pure functions over
 * bytes that may lie; nothing is copied. */
#pragma once
#include <stdbool.h>

#include "probes/base/cursor.h"

#define DPKG_NAME_MAX 200

struct dpkg_package {
	struct span name, version;
	bool present; /* its files are on the disk: unpacked or further; a leftover configuration
	                 file is not enough */
};

/* The next stanza of `in`. `stateless` says that a stanza without Status counts as present
 * (distroless images). 0; -ENOENT at the end; -EBADMSG: this stanza has no proper Package field;
 * the cursor then stands after it. */
int dpkg_next(struct cursor *in, bool stateless, struct dpkg_package *out);

/* The next non-empty line of `in`, without its end; false at the end. */
bool dpkg_next_line(struct cursor *in, struct span *line);
