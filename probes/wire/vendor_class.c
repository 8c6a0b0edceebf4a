/* The beginnings by which systems and makers name themselves. */
#include "probes/wire/vendor_class.h"

#include <string.h>

#define TEXT_MAX 255

struct beginning {
	const char *text; /* in lower case */
	const char *word;
};

static const struct beginning beginnings[] = {
	{ "msft ", "windows" },
	{ "android-dhcp", "android" },
	{ "huawei:android", "android" },
	{ "aaplbsdpc", "apple" },
	{ "dhcpcd", "linux" },
	{ "udhcp", "linux" },
	{ "anaconda-linux", "linux" },
	{ "linux", "linux" },
	{ "hewlett-packard jetdirect", "printer" },
	{ "hewlett-packard officejet", "printer" },
	{ "hp printer", "printer" },
	{ "mfg=hewlett", "printer" },
	{ "mfg=hp", "printer" },
	{ "epson", "printer" },
	{ "brother", "printer" },
	{ "canon", "printer" },
	{ "lexmark", "printer" },
	{ "xerox", "printer" },
	{ "kyocera", "printer" },
	{ "ricoh", "printer" },
	{ "axis,", "camera" },
	{ "axis communications", "camera" },
	{ "hikvision", "camera" },
	{ "dahua", "camera" },
	{ "cisco systems, inc. ip phone", "phone-desk" },
	{ "ccp.avaya.com", "phone-desk" },
	{ "polycom", "phone-desk" },
	{ "yealink", "phone-desk" },
	{ "snom", "phone-desk" },
	{ "grandstream", "phone-desk" },
	{ "aastraipphone", "phone-desk" },
	{ "mitel", "phone-desk" },
};

static size_t put_lower(char out[static TEXT_MAX + 1], struct span text)
{
	size_t len = text.len < TEXT_MAX ? text.len : TEXT_MAX;

	for (size_t i = 0; i < len; i++) {
		uint8_t c = text.at[i];

		out[i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
	}
	out[len] = '\0';
	return strlen(out);
}

const char *vendor_class_word(struct span vendor_class)
{
	char text[TEXT_MAX + 1];

	if (!put_lower(text, vendor_class))
		return NULL;
	if (strstr(text, "chrome os") || strstr(text, "chromeos") || strstr(text, "chromiumos"))
		return "chromeos"; /* its client is Linux's, and says so first */
	for (size_t i = 0; i < sizeof(beginnings) / sizeof(beginnings[0]); i++)
		if (!strncmp(text, beginnings[i].text, strlen(beginnings[i].text)))
			return beginnings[i].word;
	return "other";
}
