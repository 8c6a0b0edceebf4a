/* Escapes for HTML and for lines of text. */
#include "reports/escape.h"

#include <string.h>

/* Cf, Zl, Zp and the fillers that render as nothing: what a reader cannot see but a browser obeys.
 */
static const struct {
	uint32_t first, last;
} hidden[] = {
	{ 0x00, 0x1F },        { 0x7F, 0x9F },     { 0xAD, 0xAD },       { 0x034F, 0x034F },
	{ 0x061C, 0x061C },    { 0x115F, 0x1160 }, { 0x17B4, 0x17B5 },   { 0x180B, 0x180F },
	{ 0x200B, 0x200F },    { 0x2028, 0x202E }, { 0x2060, 0x206F },   { 0x3164, 0x3164 },
	{ 0xE000, 0xF8FF },    { 0xFE00, 0xFE0F }, { 0xFEFF, 0xFEFF },   { 0xFFA0, 0xFFA0 },
	{ 0xFFF0, 0xFFFB },    { 0xFFFE, 0xFFFF }, { 0x1BCA0, 0x1BCA3 }, { 0x1D173, 0x1D17A },
	{ 0xE0000, 0x10FFFF },
};

static bool is_hidden(uint32_t point)
{
	for (size_t i = 0; i < sizeof(hidden) / sizeof(*hidden); i++)
		if (point >= hidden[i].first && point <= hidden[i].last)
			return true;
	return false;
}

/* Length of the well-formed sequence at `at` (which ends with a NUL), its code point in *point; 0
 * for none. */
static size_t sequence(const char *at, uint32_t *point)
{
	const uint8_t *byte = (const uint8_t *)at;
	size_t len = byte[0] < 0x80 ? 1 : byte[0] < 0xE0 ? 2 : byte[0] < 0xF0 ? 3 : 4;

	if (strnlen(at, len) < len || !text_is_utf8(at, len))
		return 0;
	*point = len == 1 ? byte[0] : byte[0] & (0x7Fu >> len);
	for (size_t i = 1; i < len; i++)
		*point = *point << 6 | (byte[i] & 0x3Fu);
	return len;
}

static const char *entity(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\'': return "&#39;";
	default: return NULL;
	}
}

static void escape(struct text *out, const char *at, bool html, bool lines)
{
	while (*at) {
		uint32_t point = 0;
		size_t len = sequence(at, &point);
		const char *safe = html ? entity(*at) : NULL;

		if (!len)
			text_addf(out, "[byte %02X]", (unsigned int)(uint8_t)*at);
		else if (is_hidden(point) && !(lines && (*at == '\n' || *at == '\t')))
			text_addf(out, "[U+%04X]", (unsigned int)point);
		else if (safe)
			text_add(out, safe);
		else
			text_add_bytes(out, at, len);
		at += len ? len : 1;
	}
}

void escape_html(struct text *out, const char *untrusted)
{
	escape(out, untrusted, true, false);
}

void escape_plain(struct text *out, const char *untrusted)
{
	escape(out, untrusted, false, false);
}

void escape_lines(struct text *out, const char *untrusted)
{
	escape(out, untrusted, false, true);
}
