/* Epoch, then digits. */
#include "probes/device/version.h"

#include <string.h>

static size_t digits_at(struct span text, size_t at)
{
	size_t end = at;

	while (end < text.len && text.at[end] >= '0' && text.at[end] <= '9')
		end++;
	return end - at;
}

bool version_major(struct span version, char out[VERSION_MAJOR_MAX + 1])
{
	size_t at = 0, len = digits_at(version, 0);

	if (len && len < version.len && version.at[len] == ':') {
		at = len + 1;
		len = digits_at(version, at);
	}
	while (len > 1 && version.at[at] == '0') {
		at++;
		len--;
	}
	if (!len || len > VERSION_MAJOR_MAX)
		return false;
	memcpy(out, version.at + at, len);
	out[len] = '\0';
	return true;
}
