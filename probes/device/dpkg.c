/* Stanzas and lines, cut with memchr. */
#include "probes/device/dpkg.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

static struct span take_line(struct cursor *in)
{
	size_t left = cursor_left(in);
	const uint8_t *end = left ? memchr(in->at, '\n', left) : NULL;
	struct span line = cursor_take(in, end ? (size_t)(end - in->at) : left);

	if (end)
		cursor_take(in, 1);
	return line;
}

static bool is_blank(struct span line)
{
	for (size_t i = 0; i < line.len; i++)
		if (line.at[i] != ' ' && line.at[i] != '\t' && line.at[i] != '\r')
			return false;
	return true;
}

static struct span trimmed(struct span value)
{
	while (value.len && (value.at[0] == ' ' || value.at[0] == '\t')) {
		value.at++;
		value.len--;
	}
	while (value.len && (value.at[value.len - 1] == ' ' || value.at[value.len - 1] == '\t' ||
	                     value.at[value.len - 1] == '\r'))
		value.len--;
	return value;
}

/* The value where `line` is that field; field names know no case. */
static bool is_field(struct span line, const char *name, struct span *value)
{
	size_t len = strlen(name);

	if (line.len <= len || line.at[len] != ':' ||
	    strncasecmp((const char *)line.at, name, len) != 0)
		return false;
	*value = trimmed((struct span){ line.at + len + 1, line.len - len - 1 });
	return true;
}

static bool is_word(struct span value, const char *word)
{
	return value.len == strlen(word) && memcmp(value.at, word, value.len) == 0;
}

/* "want flag state", as in "install ok installed". */
static bool says_present(struct span status)
{
	static const char *const states[] = { "installed",        "triggers-pending",
		                              "triggers-awaited", "half-configured",
		                              "unpacked",         NULL };

	for (int word = 0; word < 2; word++) {
		const uint8_t *gap = status.len ? memchr(status.at, ' ', status.len) : NULL;
		size_t step = gap ? (size_t)(gap - status.at) : status.len;

		status = trimmed((struct span){ status.at + step, status.len - step });
	}
	for (const char *const *state = states; *state; state++)
		if (is_word(status, *state))
			return true;
	return false;
}

/* Debian policy 5.6.7, and what rpm-like tools put beside it: no spaces, no control bytes. */
static bool is_plain_name(struct span name)
{
	if (!name.len || name.len > DPKG_NAME_MAX)
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] <= ' ' || name.at[i] >= 0x7F || name.at[i] == '/')
			return false;
	return true;
}

int dpkg_next(struct cursor *in, bool stateless, struct dpkg_package *out)
{
	struct dpkg_package package = { .present = stateless };
	bool any = false;

	while (cursor_left(in)) {
		struct span line = take_line(in), value;

		if (is_blank(line)) {
			if (any)
				break;
			continue;
		}
		any = true;
		if (is_field(line, "Package", &value))
			package.name = value;
		else if (is_field(line, "Version", &value))
			package.version = value;
		else if (is_field(line, "Status", &value))
			package.present = says_present(value);
	}
	if (!any)
		return -ENOENT;
	if (!is_plain_name(package.name))
		return -EBADMSG;
	*out = package;
	return 0;
}

bool dpkg_next_line(struct cursor *in, struct span *line)
{
	while (cursor_left(in)) {
		struct span next = take_line(in);

		if (is_blank(next))
			continue;
		*line = next;
		return true;
	}
	return false;
}
