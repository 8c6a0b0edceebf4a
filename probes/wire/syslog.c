/* The head of a syslog message (RFC 5424 section 6, RFC 3164 section 4.1). */
#include "probes/wire/syslog.h"

#include <string.h>

#define PRIORITY_MAX 191 /* facility 23, severity 7 */
#define LOOKED_AT 24     /* characters of text behind the priority */

static bool is_digit(uint8_t c)
{
	return c >= '0' && c <= '9';
}

/* "<0>" to "<191>", without zeros before it. */
static bool is_priority(struct cursor *in)
{
	unsigned value = 0, digits = 0;
	uint8_t c;

	if (cursor_u8(in) != '<')
		return false;
	for (c = cursor_u8(in); is_digit(c) && digits < 3; c = cursor_u8(in)) {
		if (digits && !value)
			return false;
		value = value * 10 + c - '0';
		digits++;
	}
	return c == '>' && digits && value <= PRIORITY_MAX;
}

/* "1 2026-11-16T" or "1 - " */
static bool is_version_1(struct span text)
{
	if (text.len >= 4 && !memcmp(text.at, "1 - ", 4))
		return true;
	if (text.len < 13 || text.at[0] != '1' || text.at[1] != ' ')
		return false;
	for (size_t i = 2; i < 12; i++)
		if (i == 6 || i == 9 ? text.at[i] != '-' : !is_digit(text.at[i]))
			return false;
	return text.at[12] == 'T';
}

static bool is_month(struct span text)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

	for (size_t i = 0; i < sizeof(months) - 1; i += 3)
		if (!memcmp(text.at, months + i, 3))
			return true;
	return false;
}

/* "Nov 16 08:00:00"; a day below ten has a blank before it. */
static bool is_old_time(struct span text)
{
	static const char shape[] = "    00 00:00:00";

	if (text.len < sizeof(shape) - 1 || !is_month(text))
		return false;
	for (size_t i = 3; i < sizeof(shape) - 1; i++) {
		bool good =
			shape[i] == '0' ? is_digit(text.at[i]) : text.at[i] == (uint8_t)shape[i];

		if (!good && (i != 4 || text.at[i] != ' '))
			return false;
	}
	return true;
}

enum syslog_shape syslog_looks_like(struct span bytes)
{
	struct cursor in = cursor_over(bytes);
	struct span text;

	if (!is_priority(&in))
		return SYSLOG_NONE;
	text = cursor_take(&in, cursor_left(&in));
	if (is_version_1(text) || is_old_time(text))
		return SYSLOG_STRICT;
	if (!text.len)
		return SYSLOG_NONE;
	for (size_t i = 0; i < text.len && i < LOOKED_AT; i++)
		if ((text.at[i] < ' ' && text.at[i] != '\t') || text.at[i] == 0x7f)
			return SYSLOG_NONE;
	return SYSLOG_LOOSE;
}
