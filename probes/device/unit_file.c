/* Sections, assignments, continued lines. */
#include "probes/device/unit_file.h"

#include <stdbool.h>
#include <string.h>

#define LINE_MAX_BYTES 2048

enum section { SECTION_OTHER, SECTION_SERVICE, SECTION_TIMER };

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* One line without its end, cut at the buffer's size; NULs become spaces. Returns whether a
 * backslash continues it. */
static bool add_physical_line(struct cursor *in, char *line, size_t *len)
{
	size_t left = cursor_left(in), start = *len;
	const uint8_t *end = left ? memchr(in->at, '\n', left) : NULL;
	struct span bytes = cursor_take(in, end ? (size_t)(end - in->at) : left);

	cursor_take(in, end ? 1 : 0);
	for (size_t i = 0; i < bytes.len && *len < LINE_MAX_BYTES - 1; i++)
		line[(*len)++] = bytes.at[i] ? (char)bytes.at[i] : ' ';
	while (*len > start && is_space(line[*len - 1]))
		(*len)--;
	if (*len == start || line[*len - 1] != '\\')
		return false;
	line[*len - 1] = ' ';
	return true;
}

static bool is_comment(const char *line, size_t len)
{
	while (len && is_space(*line)) {
		line++;
		len--;
	}
	return len && (*line == '#' || *line == ';');
}

/* A whole assignment; comments between continued lines fall out. */
static bool next_line(struct cursor *in, char line[LINE_MAX_BYTES])
{
	size_t len = 0;
	bool more = true;

	if (!cursor_left(in))
		return false;
	while (more && cursor_left(in)) {
		size_t before = len;

		more = add_physical_line(in, line, &len);
		if (is_comment(line + before, len - before)) {
			len = before;
			more = before > 0;
		}
	}
	line[len] = '\0';
	return true;
}

static const char *skip_space(const char *at)
{
	while (is_space(*at))
		at++;
	return at;
}

/* The value where `line` assigns `key`, else NULL. */
static const char *value_of(const char *line, const char *key)
{
	size_t len = strlen(key);

	if (strncmp(line, key, len) != 0)
		return NULL;
	line = skip_space(line + len);
	return *line == '=' ? skip_space(line + 1) : NULL;
}

/* The first word of a command line: prefixes (systemd.service(5), "special executable prefixes")
 * and quotes go. */
static bool first_word(const char *value, char out[UNIT_TEXT_MAX])
{
	size_t len = 0;
	char quote;

	value += strspn(value, "-@:+!|");
	quote = *value == '"' || *value == '\'' ? *value++ : '\0';
	while (value[len] && (quote ? value[len] != quote : !is_space(value[len])))
		len++;
	if (!len || len >= UNIT_TEXT_MAX)
		return false;
	memcpy(out, value, len);
	out[len] = '\0';
	return true;
}

static void apply_command(struct unit_file *unit, const char *value)
{
	if (!*value)
		unit->command_count = 0;
	else if (unit->command_count < UNIT_COMMANDS_MAX &&
	         first_word(value, unit->commands[unit->command_count]))
		unit->command_count++;
}

static enum section section_of(const char *line)
{
	return strcmp(line, "[Service]") == 0 ? SECTION_SERVICE
	       : strcmp(line, "[Timer]") == 0 ? SECTION_TIMER
	                                      : SECTION_OTHER;
}

void unit_file_apply(struct span bytes, struct unit_file *unit)
{
	struct cursor in = cursor_over(bytes);
	enum section section = SECTION_OTHER;
	char line[LINE_MAX_BYTES];

	while (next_line(&in, line)) {
		const char *at = skip_space(line), *value;

		if (*at == '[') {
			section = section_of(at);
			continue;
		}
		if (section == SECTION_SERVICE && (value = value_of(at, "ExecStart")))
			apply_command(unit, value);
		if (section == SECTION_TIMER && (value = value_of(at, "Unit")) &&
		    !first_word(value, unit->starts))
			unit->starts[0] = '\0';
	}
}
