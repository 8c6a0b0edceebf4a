/* Host names from the wire as text that can be compared, printed and never misread (RFC 4343
 * section 2.1). */
#include "probes/wire/host.h"

#include <errno.h>
#include <string.h>

size_t host_put_byte(char *out, uint8_t byte)
{
	if (byte >= 'A' && byte <= 'Z')
		byte += 'a' - 'A';
	if (byte > ' ' && byte < 0x7f && byte != '.' && byte != '\\') {
		out[0] = (char)byte;
		return 1;
	}
	out[0] = '\\';
	out[1] = (char)('0' + byte / 100);
	out[2] = (char)('0' + byte / 10 % 10);
	out[3] = (char)('0' + byte % 10);
	return 4;
}

int host_text(struct span dotted, char out[static HOST_TEXT_MAX])
{
	char text[HOST_TEXT_MAX];
	size_t used = 0;

	if (dotted.len && dotted.at[dotted.len - 1] == '.')
		dotted.len--;
	if (!dotted.len)
		return -ENOENT;
	if (dotted.len > HOST_WIRE_MAX)
		return -EBADMSG;

	for (size_t i = 0; i < dotted.len; i++) {
		if (dotted.at[i] == '.')
			text[used++] = '.';
		else
			used += host_put_byte(text + used, dotted.at[i]);
	}
	text[used] = '\0';
	memcpy(out, text, used + 1);
	return 0;
}
