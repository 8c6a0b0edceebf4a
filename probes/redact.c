/* Takes out what could point at a person: home folders, instance names, accounts, addresses. */
#include "probes/redact.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

#include "probes/address.h"

/* Folders right below which every name is an account. */
static const char *const account_parents[] = {
	"/run/user/",
	"/var/run/user/",
	"/media/",
	"/run/media/",
	"/tmp/user/",
	"/var/mail/",
	"/var/spool/mail/",
	"/var/spool/cron/crontabs/",
	"/var/spool/cron/",
	"/var/lib/systemd/linger/",
	"/var/lib/AccountsService/users/",
	"/var/lib/AccountsService/icons/",
	"/usr/home/",
	NULL,
};

/* Where "home" or "users" as a part of a path is some program's own folder. */
static const char *const program_trees[] = {
	"/usr/",  "/opt/",  "/etc/",  "/lib/", "/lib32/", "/lib64/", "/bin/",
	"/sbin/", "/boot/", "/proc/", "/sys/", "/snap/",  NULL,
};

/* Where what belongs to programs begins inside a home folder; so does every name that starts with a
 * dot. */
static const char *const home_folders[] = {
	"bin",     "Applications", "snap",    "opt",       "Library",
	"AppData", "go",           "Desktop", "Downloads", NULL,
};

static size_t part_length(const char *at)
{
	return strcspn(at, "/\\");
}

static bool starts_with_any(const char *text, const char *const *prefixes, size_t *len)
{
	for (; *prefixes; prefixes++) {
		*len = strlen(*prefixes);
		if (strncmp(text, *prefixes, *len) == 0)
			return true;
	}
	return false;
}

static bool part_is(const char *part, size_t len, const char *word)
{
	return strlen(word) == len && strncasecmp(part, word, len) == 0;
}

static bool is_home_parent(const char *part, size_t len)
{
	return part_is(part, len, "home") || part_is(part, len, "homes") ||
	       part_is(part, len, "users") || part_is(part, len, "Documents and Settings");
}

/* Where the account's name begins in a path, or NULL when the path is in no home folder. */
static const char *account_in(const char *path)
{
	size_t len;

	if (starts_with_any(path, account_parents, &len))
		return path[len] ? path + len : NULL;
	if (starts_with_any(path, program_trees, &len))
		return NULL;
	for (const char *part = path; *part; part += len + (part[len] != '\0')) {
		len = part_length(part);
		if (is_home_parent(part, len) && part[len] && part[len + 1])
			return part + len + 1;
	}
	return NULL;
}

/* The part of a home folder's path that may be kept: from the first program folder on, else the
 * last name alone, since what lies between may hold a name (/home/staff/alice/tool). */
static const char *kept_part(const char *rest)
{
	const char *last = rest + strlen(rest);
	size_t len;

	for (const char *part = rest; *part; part += len + (part[len] != '\0')) {
		len = part_length(part);
		if (!len)
			continue;
		if (part[0] == '.' && len > 1 && part[1] != '.')
			return part;
		for (const char *const *known = home_folders; *known; known++)
			if (part_is(part, len, *known))
				return part;
		last = part;
	}
	return last;
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Replaces `name` where it stands as a word of its own by "~", in place. */
static void blank_name(char *text, const char *name, size_t len)
{
	for (char *at = text; len >= 3 && *at; at++) {
		if ((at == text || !is_word(at[-1])) && strncasecmp(at, name, len) == 0 &&
		    !is_word(at[len])) {
			*at = '~';
			memmove(at + 1, at + len, strlen(at + len) + 1);
		}
	}
}

static const char *redact_home(struct arena *arena, const char *text)
{
	const char *account = account_in(text), *kept;
	char *out;
	size_t len;

	if (strcmp(text, "/root") == 0)
		return "~";
	if (strncmp(text, "/root/", 6) == 0)
		return arena_printf(arena, "~%s", text + 5);
	if (!account)
		return text;
	len = part_length(account);
	kept = kept_part(account + len);
	if (!*kept)
		return "~";
	out = arena_printf(arena, "~%c%s", account[len], kept);
	if (out)
		blank_name(out + 2, account, len);
	return out;
}

/* Units of a login carry the user's number, session or home: user-1000.slice, session-3.scope,
 * home-name.mount. */
static const struct {
	const char *start, *end;
} login_units[] = {
	{ "user-", ".slice" }, { "session-", ".scope" }, { "run-user-", ".mount" },
	{ "home-", ".mount" }, { NULL, NULL },
};

static const char *const unit_suffixes[] = { ".service",   ".scope",  ".slice", ".timer",
	                                     ".socket",    ".path",   ".mount", ".target",
	                                     ".automount", ".device", ".swap",  NULL };

/* Where the suffix begins, or NULL for what is no unit's name. */
static const char *unit_suffix(const char *part, size_t len)
{
	const char *dot = memrchr(part, '.', len);

	for (const char *const *suffix = unit_suffixes; dot && *suffix; suffix++)
		if (part_is(dot, (size_t)(part + len - dot), *suffix))
			return dot;
	return NULL;
}

/* The length of a name without the number after its last hyphen. */
static size_t without_number(const char *part, size_t len)
{
	size_t keep = len;

	while (keep && part[keep - 1] >= '0' && part[keep - 1] <= '9')
		keep--;
	return keep && part[keep - 1] == '-' ? keep : len;
}

/* A copy of one name without slashes: x11vnc@name.service, user-1000.slice. */
static const char *redact_part(struct arena *arena, const char *part, size_t len)
{
	const char *at = memchr(part, '@', len), *end = part + len,
		   *suffix = unit_suffix(part, len);

	if (at) {
		suffix = suffix && suffix > at ? suffix : end;
		return arena_printf(arena, "%.*s@%.*s", (int)(at - part), part, (int)(end - suffix),
		                    suffix);
	}
	for (size_t i = 0; suffix && login_units[i].start; i++) {
		size_t keep = strlen(login_units[i].start);

		if (len > keep && strncmp(part, login_units[i].start, keep) == 0 &&
		    strncmp(suffix, login_units[i].end, (size_t)(end - suffix)) == 0)
			return arena_printf(arena, "%s%s", login_units[i].start,
			                    login_units[i].end);
	}
	if (suffix && end - suffix == 6 &&
	    strncmp(suffix, ".scope", 6) == 0) /* app-firefox-1502.scope: a process */
		return arena_printf(arena, "%.*s.scope",
		                    (int)without_number(part, (size_t)(suffix - part)), part);
	return arena_string(arena, part, len);
}

const char *redact_unit(struct arena *arena, const char *unit)
{
	const char *out = redact_part(arena, unit, strlen(unit));

	return out && strcmp(out, unit) == 0 ? unit : out;
}

/* The same for every part of a path: /sys/fs/cgroup/user.slice/user-1000.slice/... A backslash
 * belongs to the name: systemd writes x11vnc@alice\x2dsmith.service. */
static const char *redact_unit_parts(struct arena *arena, const char *text)
{
	const char *out = text, *rest = text;

	while (out && *rest) {
		size_t len = strcspn(rest, "/"), before = strlen(out) - strlen(rest);
		const char *part = unit_suffix(rest, len) ? redact_part(arena, rest, len) : NULL;

		if (part && (strlen(part) != len || strncmp(part, rest, len) != 0)) {
			out = arena_printf(arena, "%.*s%s%s", (int)before, out, part, rest + len);
			if (!out)
				return NULL;
			rest = out + before;
			len = strlen(part);
		}
		rest += len + (rest[len] != '\0');
	}
	return out;
}

const char *redact_path(struct arena *arena, const char *text)
{
	const char *out = redact_home(arena, text);

	out = out ? redact_unit_parts(arena, out) : NULL;
	return out ? address_redact(arena, out) : NULL;
}

const char *redact_host(struct arena *arena, const char *host)
{
	enum address_scope scope = address_of_host(host, strlen(host));

	if (scope != ADDRESS_NONE)
		return address_scope_word(scope);
	return address_redact(arena, host);
}

/* A field whose form is not known: whatever any of the rules would take out goes. */
static int redact_any(struct arena *arena, const char **field)
{
	const char *out = *field;

	if (!out)
		return 0;
	if (!strchr(out, '/') && unit_suffix(out, strlen(out)))
		out = redact_unit(arena, out);
	else if (strpbrk(out, "/\\"))
		out = redact_path(arena, out);
	else if (strchr(out, '@'))
		out = "~"; /* an account, as in a mail address */
	out = out ? redact_host(arena, out) : NULL;
	if (!out)
		return -ENOMEM;
	*field = out;
	return 0;
}

static int redact_subject(struct arena *arena, struct observation *fact)
{
	const char *out;

	switch (fact->kind) {
	case OBSERVED_PACKAGE:   /* a database's own spelling; "1.2.3.4" in it is a version */
	case OBSERVED_EXTENSION: /* an id that its maker chose, often in the form of a mail address
	                          */
		return 0;
	case OBSERVED_SERVICE:
	case OBSERVED_SCHEDULE:
		out = strchr(fact->subject, '/') ? redact_path(arena, fact->subject)
		                                 : redact_unit(arena, fact->subject);
		break;
	case OBSERVED_CONTACT:
	case OBSERVED_SENDING_PATTERN:
	case OBSERVED_SERVER_CERTIFICATE:
	case OBSERVED_CERTIFICATE_CHECK: out = redact_host(arena, fact->subject); break;
	default: return redact_any(arena, &fact->subject);
	}
	if (!out)
		return -ENOMEM;
	fact->subject = out;
	return 0;
}

int redact_observation(struct arena *arena, struct observation *fact)
{
	int err = redact_subject(arena, fact);

	if (!err)
		err = redact_any(arena, &fact->detail);
	return err ? err : redact_any(arena, &fact->actor);
}
