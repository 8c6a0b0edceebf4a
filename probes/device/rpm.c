/* Four strings out of an rpm header. */
#include "probes/device/rpm.h"

#include <errno.h>
#include <string.h>

#define ENTRY_BYTES 16
#define ENTRIES_MAX 65535 /* rpm's own bound is of that order */

enum { TAG_NAME = 1000, TAG_VERSION = 1001, TAG_RELEASE = 1002, TAG_VENDOR = 1011 };
enum { TYPE_STRING = 6 };

/* The string at `offset` of the data, which must end there. */
static int take_string(struct span data, uint32_t offset, struct span *out)
{
	const uint8_t *end;
	size_t left;

	if (offset >= data.len)
		return -EBADMSG;
	left = data.len - offset;
	end = memchr(data.at + offset, '\0', left < RPM_TEXT_MAX ? left : RPM_TEXT_MAX);
	if (!end)
		return -EBADMSG;
	*out = (struct span){ data.at + offset, (size_t)(end - data.at) - offset };
	return 0;
}

static struct span *wanted(struct rpm_package *package, uint32_t tag)
{
	switch (tag) {
	case TAG_NAME: return &package->name;
	case TAG_VERSION: return &package->version;
	case TAG_RELEASE: return &package->release;
	case TAG_VENDOR: return &package->vendor;
	default: return NULL;
	}
}

int rpm_header_decode(struct span blob, struct rpm_package *out)
{
	struct cursor in = cursor_over(blob), entries;
	uint32_t count = cursor_u32(&in), bytes = cursor_u32(&in);
	struct rpm_package package = { 0 };
	struct span data;

	if (in.failed || !count || count > ENTRIES_MAX)
		return -EBADMSG;
	entries = cursor_sub(&in, (size_t)count * ENTRY_BYTES);
	data = cursor_take(&in, bytes);
	if (in.failed)
		return -EBADMSG;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t tag = cursor_u32(&entries), type = cursor_u32(&entries),
			 offset = cursor_u32(&entries);
		uint32_t values = cursor_u32(&entries);
		struct span *text = wanted(&package, tag);

		if (text &&
		    (type != TYPE_STRING || values != 1 || take_string(data, offset, text) != 0))
			return -EBADMSG;
	}
	if (!package.name.len)
		return -EBADMSG;
	*out = package;
	return 0;
}
