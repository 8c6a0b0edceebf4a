/* Which indicators an observed fact meets: a table says which of its texts are compared with what.
 */
#include "policies/matcher.h"

#include <stdio.h>
#include <string.h>

#include "policies/host.h"
#include "policies/matcher_rules.h"
#include "probes/base/text.h"
#include "probes/hiding.h"

struct search {
	const struct matcher *matcher;
	const struct observation *fact;
	struct matches matches;
};

typedef void look_up(struct search *search, const char *text);

static void probe_text(struct search *search, enum key_space space, const char *text)
{
	size_t len = strlen(text);

	matcher_probe(search->matcher, key_hash(space, text, len), space, text, len, NULL, NULL,
	              &search->matches);
}

static void match_globs(struct search *search, enum key_space space, const char *text)
{
	const struct matcher *matcher = search->matcher;

	for (size_t i = matcher->exact; i < matcher->count; i++)
		if (matcher_space(matcher->rules[i].indicator) == space &&
		    text_matches_glob(matcher->rules[i].key, text))
			matches_add(&search->matches, &matcher->rules[i]);
}

/* "dpkg:NAME" and "rpm:NAME" hold only in their own database; a fact that names none is admitted.
 */
static bool database_admits(const struct indicator *indicator, const struct observation *fact)
{
	const char *colon = strchr(indicator->value, ':');
	size_t len = colon ? (size_t)(colon - indicator->value) : 0;

	if (!colon || fact->kind != OBSERVED_PACKAGE || !fact->detail)
		return true;
	return strlen(fact->detail) == len && !memcmp(fact->detail, indicator->value, len);
}

static void as_package(struct search *search, const char *name)
{
	size_t len = strlen(name);

	matcher_probe(search->matcher, key_hash(SPACE_PACKAGE, name, len), SPACE_PACKAGE, name, len,
	              database_admits, search->fact, &search->matches);
}

static void as_path(struct search *search, const char *path)
{
	probe_text(search, SPACE_PATH, path_merged(path));
	match_globs(search, SPACE_PATH, path_merged(path));
}

static void as_executable(struct search *search, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	as_path(search, path);
	probe_text(search, SPACE_PROCESS_PATH, path_merged(path));
	match_globs(search, SPACE_PROCESS_PATH, path_merged(path));
	probe_text(search, SPACE_PROCESS, name);
	match_globs(search, SPACE_PROCESS, name);
}

#define UNIT_NAME_MAX 256 /* systemd's own limit, with the NUL */

static void as_unit(struct search *search, const char *unit)
{
	char name[UNIT_NAME_MAX];
	const char *after;
	size_t before;

	if (unit_template(unit, &before, &after)) {
		if (before + strlen(after) >= sizeof(name))
			return;
		memcpy(name, unit, before);
		memcpy(name + before, after, strlen(after) + 1);
		unit = name;
	}
	probe_text(search, SPACE_UNIT, unit);
	match_globs(search, SPACE_UNIT, unit);
}

static void as_unit_or_path(struct search *search, const char *text)
{
	if (*text == '/')
		as_path(search, text);
	else
		as_unit(search, text);
}

static void as_extension(struct search *search, const char *id)
{
	probe_text(search, SPACE_EXTENSION, id);
}

/* The kernel takes '-' for '_' in module names. */
static void as_module(struct search *search, const char *module)
{
	char name[64]; /* MODULE_NAME_LEN of the kernel */
	size_t len = strlen(module);

	if (len >= sizeof(name))
		return;
	for (size_t i = 0; i <= len; i++)
		name[i] = module[i] == '-' ? '_' : module[i];
	probe_text(search, SPACE_MODULE, name);
}

static void as_host(struct search *search, const char *host)
{
	matcher_find_domains(search->matcher, host, &search->matches);
}

/* A proxy or a page: the host before the port or the path. */
static void as_host_and_more(struct search *search, const char *text)
{
	char host[HOST_MAX + 1];
	size_t len = strcspn(text, ":/");

	if (len >= sizeof(host))
		return;
	memcpy(host, text, len);
	host[len] = '\0';
	as_host(search, host);
}

static void as_authority(struct search *search, const char *subject)
{
	const struct matcher *matcher = search->matcher;

	for (size_t i = matcher->exact; i < matcher->count; i++)
		if (matcher_space(matcher->rules[i].indicator) == SPACE_AUTHORITY &&
		    strstr(subject, matcher->rules[i].key))
			matches_add(&search->matches, &matcher->rules[i]);
}

#define SETTING_MAX 512

/* "KEY=VALUE" as one; a longer one is no indicator's. */
static void match_setting(struct search *search)
{
	const struct observation *fact = search->fact;
	char pair[SETTING_MAX];
	int len = snprintf(pair, sizeof(pair), "%s=%s", fact->subject,
	                   fact->detail ? fact->detail : "");

	if (len > 0 && len < SETTING_MAX)
		probe_text(search, SPACE_SETTING, pair);
}

/* What each text of a kind of observation is compared as (probes/observation.h says what the texts
 * hold). */
static const struct {
	look_up *subject, *detail, *actor;
} looks[OBSERVATION_KINDS] = {
	[OBSERVED_PACKAGE] = { .subject = as_package },
	[OBSERVED_FILE] = { .subject = as_path, .actor = as_package },
	[OBSERVED_PROCESS] = { .subject = as_executable, .detail = as_unit, .actor = as_package },
	[OBSERVED_SERVICE] = { .subject = as_unit, .detail = as_executable, .actor = as_package },
	[OBSERVED_SCHEDULE] = { .subject = as_unit_or_path, .actor = as_package },
	[OBSERVED_AUTOSTART] = { .subject = as_path, .detail = as_executable, .actor = as_package },
	[OBSERVED_KERNEL_MODULE] = { .subject = as_module, .actor = as_package },
	[OBSERVED_EXTENSION] = { .subject = as_extension },
	[OBSERVED_BROWSER_POLICY] = { .subject = as_extension },
	[OBSERVED_AUTHORITY] = { .subject = as_authority },
	[OBSERVED_SERVER_CERTIFICATE] = { .detail = as_authority },
	[OBSERVED_CERTIFICATE_CHECK] = { .detail = as_authority },
	[OBSERVED_PROXY] = { .subject = as_host_and_more },
	[OBSERVED_RESOLVER] = { .subject = as_host },
	[OBSERVED_LOG_SHIPPING] = { .subject = as_host_and_more },
	[OBSERVED_ENROLMENT] = { .subject = as_host },
	[OBSERVED_CONTACT] = { .subject = as_host, .actor = as_package },
	[OBSERVED_PAGE_REQUEST] = { .subject = as_host_and_more },
	[OBSERVED_SENDING_PATTERN] = { .subject = as_host },
};

size_t matcher_find(const struct matcher *matcher, const struct observation *fact,
                    struct match *out, size_t room)
{
	uint32_t ordinals[MATCHES_MAX];
	struct search search = { .matcher = matcher, .fact = fact };

	search.matches = (struct matches){ .at = out,
		                           .ordinals = ordinals,
		                           .room = room < MATCHES_MAX ? room : MATCHES_MAX };
	if ((unsigned int)fact->kind >= OBSERVATION_KINDS)
		return 0;
	if (fact->kind == OBSERVED_SETTING)
		match_setting(&search);
	if (looks[fact->kind].subject)
		looks[fact->kind].subject(&search, fact->subject);
	if (looks[fact->kind].detail && fact->detail)
		looks[fact->kind].detail(&search, fact->detail);
	if (looks[fact->kind].actor && fact->actor)
		looks[fact->kind].actor(&search, fact->actor);
	return search.matches.count;
}

/* Whom a page calls and which authority stands behind a host are asked with a test account and by
 * name: they say nothing about anybody. */
static bool is_asked_by_name(const struct observation *fact)
{
	return fact->kind == OBSERVED_PAGE_REQUEST || fact->kind == OBSERVED_CERTIFICATE_CHECK;
}

/* What hides says nothing of itself; in a person's own folder it is theirs unless the catalogue
 * knows it (model A12). */
static bool is_hidden_from_all(const struct observation *fact)
{
	return hiding_sign(fact) && fact->subject[0] != '~';
}

/* Kinds of conversation and endpoints that nothing names: they say nothing of whom. */
static bool names_nobody(const struct observation *fact)
{
	return fact->kind == OBSERVED_CONVERSATION || (fact->kind == OBSERVED_SENDING_PATTERN &&
	                                               strcmp(fact->subject, SENDING_UNKNOWN) == 0);
}

bool matcher_keeps(void *matcher, const struct observation *fact)
{
	struct match one;

	if (is_asked_by_name(fact) || is_hidden_from_all(fact) || names_nobody(fact))
		return true;

	return matcher_find(matcher, fact, &one, 1) > 0;
}

const char *const *matcher_paths(const struct matcher *matcher, size_t *count)
{
	*count = matcher->path_count;
	return matcher->paths;
}
