/* One template a kind of fact; the subject is quoted as one word of the shell. */
#include "reports/stock.h"

#include <string.h>

#include "probes/observation.h"
#include "reports/view.h"

struct stock {
	enum observation_kind kind;
	const char *before, *after;
};

/* The subject stands between the two, as a word of the shell. */
static const struct stock commands[] = {
	{ OBSERVED_PACKAGE, "dpkg -s ", " (rpm -qi on rpm systems)" },
	{ OBSERVED_FILE, "ls -l ", "" },
	{ OBSERVED_PROCESS, "sudo ls -l /proc/[0-9]*/exe | grep -F ", "" },
	{ OBSERVED_SERVICE, "systemctl cat ", "" },
	{ OBSERVED_KERNEL_MODULE, "modinfo ", "" },
};

static bool is_kind(const char *word, enum observation_kind kind)
{
	return word && !strcmp(word, observation_kind_word(kind));
}

/* In a filter, which is one word of the shell: a name that would end either is not put in one. */
static bool fits_filter(const char *name)
{
	return *name && !strpbrk(name, "'\"\\");
}

static bool contact_command(const char *name, struct text *out)
{
	static const char *const fields[] = { "dns.qry.name",
		                              "tls.handshake.extensions_server_name", "http.host" };

	if (!fits_filter(name))
		return false;
	text_add(out, "tshark -n -r RECORDING -Y '");
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		text_addf(out, "%s%s contains \"%s\"", i ? " or " : "", fields[i], name);
	text_add(out, "'");
	return true;
}

bool stock_command(struct json_object *evidence, struct text *out)
{
	const char *kind = view_string(evidence, "kind"),
		   *subject = view_string(evidence, "subject");

	if (!kind || !subject)
		return false;
	if (is_kind(kind, OBSERVED_CONTACT))
		return contact_command(subject, out);
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		if (!is_kind(kind, commands[i].kind))
			continue;
		text_add(out, commands[i].before);
		text_add_shell(out, subject);
		text_add(out, commands[i].after);
		return true;
	}
	return false;
}
