/* Indicators: their words in the file formats, and which values are precise enough to point at
 * something. */
#include <string.h>

#include "policies/catalogue_read.h"
#include "policies/domain.h"
#include "policies/host.h"

static const char *const type_words[INDICATOR_TYPES] = {
	[INDICATOR_PACKAGE] = "package",     [INDICATOR_PATH] = "path",
	[INDICATOR_PROCESS] = "process",     [INDICATOR_UNIT] = "unit",
	[INDICATOR_DOMAIN] = "domain",       [INDICATOR_HOST] = "host",
	[INDICATOR_EXTENSION] = "extension", [INDICATOR_AUTHORITY] = "authority",
	[INDICATOR_MODULE] = "module",       [INDICATOR_SETTING] = "setting",
	[INDICATOR_OTHER] = "other",
};

static const struct {
	const char *word;
	enum indicator_type type;
} register_words[] = {
	/* model 2.2 */
	{ "package-name", INDICATOR_PACKAGE },
	{ "process-path", INDICATOR_PROCESS },
	{ "service-name", INDICATOR_UNIT },
	{ "extension-id", INDICATOR_EXTENSION },
	{ "root-certificate-subject", INDICATOR_AUTHORITY },
	{ "proxy-host", INDICATOR_HOST },
	{ "product-id", INDICATOR_OTHER },
	{ "bundle-id", INDICATOR_OTHER },
	{ "mdm-server", INDICATOR_OTHER },
	{ "publisher-signature", INDICATOR_OTHER },
};

const char *const specificity_words[SPECIFICITIES + 1] = {
	[SPECIFIC_EXCLUSIVE] = "exclusive",
	[SPECIFIC_SHARED] = "shared",
	[SPECIFIC_HINT] = "hint",
};

const char *const purpose_words[TRAFFIC_PURPOSES + 1] = {
	[PURPOSE_COLLECTION] = "collection",
	[PURPOSE_HEARTBEAT] = "heartbeat",
	[PURPOSE_UPDATE] = "update",
};

const char *const reports_to_words[REPORTS_TOS + 1] = {
	[REPORTS_TO_PERSON] = "person-at-device",
	[REPORTS_TO_ORGANISATION] = "organisation",
	[REPORTS_TO_SUPPLIER] = "supplier",
	[REPORTS_TO_UNKNOWN] = "unknown",
};

const char *indicator_type_word(enum indicator_type type)
{
	return (unsigned int)type < INDICATOR_TYPES ? type_words[type] : NULL;
}

int indicator_type_of(const char *word)
{
	for (int i = 0; i < INDICATOR_TYPES; i++)
		if (!strcmp(word, type_words[i]))
			return i;
	for (size_t i = 0; i < sizeof(register_words) / sizeof(register_words[0]); i++)
		if (!strcmp(word, register_words[i].word))
			return (int)register_words[i].type;
	return -1;
}

const char *purpose_word(enum traffic_purpose purpose)
{
	return (unsigned int)purpose < TRAFFIC_PURPOSES ? purpose_words[purpose] : NULL;
}

const char *specificity_word(enum specificity specificity)
{
	return (unsigned int)specificity < SPECIFICITIES ? specificity_words[specificity] : NULL;
}

const char *reports_to_word(enum reports_to reports_to)
{
	return (unsigned int)reports_to < REPORTS_TOS ? reports_to_words[reports_to] : NULL;
}

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

static bool is_made_of(const char *text, const char *letters)
{
	return *text && text[strspn(text, letters)] == '\0';
}

/* Characters of `text` that are neither glob signs nor separators. */
static size_t literal_length(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += !strchr("*?/.@-", *text);
	return count;
}

static const char *domain_fault(const char *value)
{
	char clean[HOST_MAX + 1];

	if (!strncmp(value, "*.", 2))
		return "write the domain without \"*.\": everything below it is meant anyway";
	if (host_normalise(value, clean) || strcmp(value, clean) != 0 ||
	    !is_made_of(value, LOWER DIGITS "-_."))
		return "is not a host name (want lower case, no trailing dot, punycode for other "
		       "scripts)";
	if (domain_is_too_broad(value))
		return "is too broad: unrelated organisations share it (want a name that only this "
		       "product uses)";
	return NULL;
}

static const char *package_fault(const char *value)
{
	if (!strncmp(value, "dpkg:", 5))
		value += 5;
	else if (!strncmp(value, "rpm:", 4))
		value += 4;
	if (!is_made_of(value, LOWER "ABCDEFGHIJKLMNOPQRSTUVWXYZ" DIGITS "+-._"))
		return "is not a package name (want the name alone, or dpkg:NAME, rpm:NAME)";
	return NULL;
}

static const char *path_fault(const char *value)
{
	const char *slash;

	if (value[0] != '/' && strncmp(value, "~/", 2) != 0)
		return "is not a path (want one that begins with / or ~/)";
	slash = strchr(value + 1, '/');
	if (strstr(value, "/../") || strstr(value, "//") || !slash || literal_length(slash) < 3)
		return "is too broad or not clean (want at least two parts, the later ones with "
		       "three plain letters)";
	return NULL;
}

static const char *process_fault(const char *value)
{
	if (strchr(value, '/'))
		return path_fault(value);
	return literal_length(value) < 3 ? "is too broad (want at least three plain letters)"
	                                 : NULL;
}

static const char *unit_fault(const char *value)
{
	static const char *const kinds[] = { ".service", ".socket", ".timer", ".path", ".target" };
	size_t len = strlen(value);

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		size_t end = strlen(kinds[i]);

		if (len > end && !strcmp(value + len - end, kinds[i]))
			return literal_length(value) < end - 1 + 3 || strchr(value, '/')
			               ? "is too broad (want at least three plain letters)"
			               : NULL;
	}
	return "is not a unit name (want its ending: .service, .socket, .timer, .path or .target)";
}

static const char *extension_fault(const char *value)
{
	if (strlen(value) == 32 && is_made_of(value, "abcdefghijklmnop"))
		return NULL;
	if (strchr(value, '@') || (value[0] == '{' && strlen(value) == 38 && value[37] == '}'))
		return NULL;
	return "is not an extension id (want 32 letters from a to p, name@domain, or {uuid})";
}

static const char *setting_fault(const char *value)
{
	const char *equals = strchr(value, '=');

	return !equals || literal_length(value) < 4 || equals == value || !equals[1]
	               ? "is not a setting (want KEY=VALUE)"
	               : NULL;
}

const char *indicator_fault(const struct indicator *indicator)
{
	switch (indicator->type) {
	case INDICATOR_DOMAIN:
	case INDICATOR_HOST: return domain_fault(indicator->value);
	case INDICATOR_PACKAGE: return package_fault(indicator->value);
	case INDICATOR_PATH: return path_fault(indicator->value);
	case INDICATOR_PROCESS: return process_fault(indicator->value);
	case INDICATOR_UNIT: return unit_fault(indicator->value);
	case INDICATOR_EXTENSION: return extension_fault(indicator->value);
	case INDICATOR_SETTING: return setting_fault(indicator->value);
	case INDICATOR_MODULE:
		return is_made_of(indicator->value, LOWER DIGITS "_")
		               ? NULL
		               : "is not a kernel module (want a-z, 0-9 and _)";
	case INDICATOR_AUTHORITY:
		return literal_length(indicator->value) < 6
		               ? "is too short to point at one authority"
		               : NULL;
	default: return "cannot be recognised yet: no check looks for this type";
	}
}
