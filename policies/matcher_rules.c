/* The matcher's table: building it from indicators, and looking keys up. */
#include "policies/matcher_rules.h"

#include <errno.h>
#include <string.h>

#include "policies/host.h"

uint32_t key_hash(enum key_space space, const char *key, size_t len)
{
	uint32_t hash = key_hash_start(space);

	if (space == SPACE_DOMAIN || space == SPACE_HOST)
		for (size_t i = len; i--;)
			hash = key_hash_byte(hash, key[i]);
	else
		for (size_t i = 0; i < len; i++)
			hash = key_hash_byte(hash, key[i]);
	return hash;
}

enum key_space matcher_space(const struct indicator *indicator)
{
	static const enum key_space spaces[INDICATOR_TYPES] = {
		[INDICATOR_PACKAGE] = SPACE_PACKAGE,     [INDICATOR_PATH] = SPACE_PATH,
		[INDICATOR_UNIT] = SPACE_UNIT,           [INDICATOR_DOMAIN] = SPACE_DOMAIN,
		[INDICATOR_HOST] = SPACE_HOST,           [INDICATOR_EXTENSION] = SPACE_EXTENSION,
		[INDICATOR_AUTHORITY] = SPACE_AUTHORITY, [INDICATOR_MODULE] = SPACE_MODULE,
		[INDICATOR_SETTING] = SPACE_SETTING,     [INDICATOR_OTHER] = SPACES,
	};

	if (indicator->type == INDICATOR_PROCESS)
		return strchr(indicator->value, '/') ? SPACE_PROCESS_PATH : SPACE_PROCESS;
	return spaces[indicator->type];
}

const char *path_merged(const char *path)
{
	static const char *const tops[] = { "/bin/",   "/sbin/",  "/lib/",
		                            "/lib32/", "/lib64/", "/libx32/" };

	if (strncmp(path, "/usr/", 5) != 0)
		return path;
	for (size_t i = 0; i < sizeof(tops) / sizeof(tops[0]); i++)
		if (!strncmp(path + 4, tops[i], strlen(tops[i])))
			return path + 4;
	return path;
}

bool unit_template(const char *unit, size_t *before, const char **after)
{
	const char *at = strchr(unit, '@'), *end = at ? strrchr(at, '.') : NULL;

	if (!end)
		return false;
	*before = (size_t)(at - unit) + 1;
	*after = end;
	return true;
}

void matches_add(struct matches *matches, const struct matcher_rule *rule)
{
	uint32_t owner = rule->indicator->owner;
	size_t i = matches->count;

	for (size_t j = 0; j < matches->count; j++)
		if (matches->at[j].indicator == rule->indicator)
			return;
	while (i &&
	       (matches->at[i - 1].owner > owner ||
	        (matches->at[i - 1].owner == owner && matches->ordinals[i - 1] > rule->ordinal)))
		i--;
	if (i == matches->room)
		return;
	if (matches->count < matches->room)
		matches->count++;
	for (size_t j = matches->count - 1; j > i; j--) {
		matches->at[j] = matches->at[j - 1];
		matches->ordinals[j] = matches->ordinals[j - 1];
	}
	matches->at[i] = (struct match){ rule->indicator, owner };
	matches->ordinals[i] = rule->ordinal;
}

/* FNV's low bits know only the low bits of each byte: spread the high ones down before masking. */
static size_t first_slot(const struct matcher *matcher, uint32_t hash)
{
	hash ^= hash >> 16;
	hash *= 0x85EBCA6Bu;
	hash ^= hash >> 13;
	return hash & matcher->slot_mask;
}

void matcher_probe(const struct matcher *matcher, uint32_t hash, enum key_space space,
                   const char *key, size_t len,
                   bool (*admits)(const struct indicator *indicator,
                                  const struct observation *fact),
                   const struct observation *fact, struct matches *out)
{
	for (size_t at = first_slot(matcher, hash); matcher->slots[at].rule;
	     at = (at + 1) & matcher->slot_mask) {
		const struct matcher_rule *rule;

		if (matcher->slots[at].hash != hash)
			continue;
		rule = &matcher->rules[matcher->slots[at].rule - 1];

		if (matcher_space(rule->indicator) != space || strncmp(rule->key, key, len) != 0 ||
		    rule->key[len])
			continue;
		if (!admits || admits(rule->indicator, fact))
			matches_add(out, rule);
	}
}

/* The restriction of "dpkg:NAME" or "rpm:NAME" is asked for at the match. */
static const char *package_key(const char *value)
{
	const char *colon = strchr(value, ':');

	return colon ? colon + 1 : value;
}

/* A host of a technology list may be written by hand: "*.Example.ORG." */
static int host_key(const char *value, struct arena *arena, const char **out)
{
	char clean[HOST_MAX + 1];

	if (!strncmp(value, "*.", 2))
		value += 2;
	if (!host_normalise(value, clean) && strcmp(clean, value) != 0)
		value = arena_copy(arena, clean);
	if (!value)
		return -ENOMEM;
	*out = value;
	return 0;
}

static int unit_key(const char *value, struct arena *arena, const char **out)
{
	const char *key = value, *after;
	size_t before;

	if (!strchr(value, '.')) /* a technology list says "acme-agent" for acme-agent.service */
		key = arena_printf(arena, "%s.service", value);
	if (key && unit_template(key, &before, &after))
		key = arena_printf(arena, "%.*s%s", (int)before, key, after);
	if (!key)
		return -ENOMEM;
	*out = key;
	return 0;
}

static int make_key(const struct indicator *indicator, struct arena *arena, const char **out)
{
	*out = indicator->value;
	switch (matcher_space(indicator)) {
	case SPACE_DOMAIN:
	case SPACE_HOST: return host_key(indicator->value, arena, out);
	case SPACE_UNIT: return unit_key(indicator->value, arena, out);
	case SPACE_PACKAGE: *out = package_key(indicator->value); return 0;
	case SPACE_PATH:
	case SPACE_PROCESS_PATH: *out = path_merged(indicator->value); return 0;
	default: return 0;
	}
}

static bool is_exact(const struct matcher_rule *rule)
{
	enum key_space space = matcher_space(rule->indicator);

	return space != SPACE_AUTHORITY &&
	       (space == SPACE_DOMAIN || space == SPACE_HOST || !strpbrk(rule->key, "*?"));
}

static void insert(struct matcher *matcher, uint32_t hash, uint32_t index)
{
	size_t at = first_slot(matcher, hash);

	while (matcher->slots[at].rule)
		at = (at + 1) & matcher->slot_mask;
	matcher->slots[at] = (struct matcher_slot){ index + 1, hash };
}

struct builder {
	struct matcher *matcher;
	struct arena *arena;
	size_t loose; /* where the next rule with wildcards goes, from the end */
	uint32_t ordinal;
};

static int add_rule(struct builder *builder, const struct indicator *indicator)
{
	struct matcher_rule rule = { .indicator = indicator, .ordinal = builder->ordinal };
	enum key_space space = matcher_space(indicator);
	struct matcher *matcher = builder->matcher;
	int ret;

	builder->ordinal++;
	if (indicator->type == INDICATOR_PATH)
		matcher->paths[matcher->path_count++] = indicator->value;
	if (space == SPACES)
		return 0;
	ret = make_key(indicator, builder->arena, &rule.key);
	if (ret)
		return ret;
	if (!is_exact(&rule)) {
		matcher->rules[--builder->loose] = rule;
		return 0;
	}
	matcher->rules[matcher->exact] = rule;
	insert(matcher, key_hash(space, rule.key, strlen(rule.key)), (uint32_t)matcher->exact++);
	return 0;
}

static int add_all(struct builder *builder, const struct catalogue *catalogue,
                   const struct indicator *extra, size_t extra_count)
{
	int ret = 0;

	for (size_t i = 0; i < catalogue->product_count; i++)
		for (size_t j = 0; j < catalogue->products[i].indicator_count && !ret; j++)
			ret = add_rule(builder, &catalogue->products[i].indicators[j]);
	for (size_t i = 0; i < extra_count && !ret; i++)
		ret = add_rule(builder, &extra[i]);
	return ret;
}

static size_t count_paths(const struct indicator *indicators, size_t count)
{
	size_t paths = 0;

	for (size_t i = 0; i < count; i++)
		paths += indicators[i].type == INDICATOR_PATH;
	return paths;
}

static int take_tables(struct matcher *matcher, struct arena *arena, size_t paths)
{
	size_t slots = 16;

	if (matcher->count > UINT32_MAX / 4)
		return -ENOMEM;
	while (slots < matcher->count * 2)
		slots *= 2;
	matcher->slot_mask = slots - 1;
	matcher->slots = arena_take(arena, slots, sizeof(*matcher->slots));
	matcher->rules = arena_take(arena, matcher->count + 1, sizeof(*matcher->rules));
	matcher->paths = arena_take(arena, paths + 1, sizeof(*matcher->paths));
	return matcher->slots && matcher->rules && matcher->paths ? 0 : -ENOMEM;
}

/* Rules without a space leave a hole between the exact and the loose ones: close it. */
static void close_hole(struct matcher *matcher, size_t loose)
{
	size_t left = matcher->count - loose;

	memmove(&matcher->rules[matcher->exact], &matcher->rules[loose],
	        left * sizeof(*matcher->rules));
	matcher->count = matcher->exact + left;
}

int matcher_new(const struct catalogue *catalogue, const struct indicator *extra,
                size_t extra_count, struct arena *arena, const struct matcher **out)
{
	struct matcher *matcher = arena_take(arena, 1, sizeof(*matcher));
	struct builder builder = { .matcher = matcher, .arena = arena };
	size_t paths = count_paths(extra, extra_count);
	int ret;

	if (!matcher)
		return -ENOMEM;
	matcher->catalogue = *catalogue;
	matcher->count = extra_count;
	for (size_t i = 0; i < catalogue->product_count; i++) {
		matcher->count += catalogue->products[i].indicator_count;
		paths += count_paths(catalogue->products[i].indicators,
		                     catalogue->products[i].indicator_count);
	}
	ret = take_tables(matcher, arena, paths);
	if (ret)
		return ret;
	builder.loose = matcher->count;
	ret = add_all(&builder, catalogue, extra, extra_count);
	if (ret)
		return ret;
	close_hole(matcher, builder.loose);
	*out = matcher;
	return 0;
}
