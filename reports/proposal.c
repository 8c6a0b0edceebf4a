/* The difference of two looks, as rows of a technology list. */
#include "reports/proposal.h"

#include <errno.h>
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

#include "policies/version.h"
#include "probes/base/cleanup.h"
#include "probes/base/sort.h"
#include "reports/draft.h"
#include "reports/messages.h"

#define UNKNOWN_MAX 4096 /* facts that no catalogue knows; more are beyond what people can read */

struct proposing {
	const struct proposal_side *before, *after;
	const struct matcher *matcher;
	struct text *out;
	size_t rows;
};

static void add_word(struct json_object *list, const char *word, struct text *out)
{
	for (size_t i = 0; i < json_object_array_length(list); i++)
		if (!strcmp(json_object_get_string(json_object_array_get_idx(list, i)), word))
			return;
	out->failed |= json_object_array_add(list, json_object_new_string(word)) != 0;
}

static struct json_object *list_in(struct json_object *object, const char *key, struct text *out)
{
	struct json_object *list = json_object_new_array();

	out->failed |= !list || json_object_object_add(object, key, list) != 0;
	return list;
}

/* The newest day on which a place of `after` was looked at. */
static void add_day(struct proposing *proposing, struct json_object *baseline)
{
	date newest = DATE_NONE;
	char day[DATE_TEXT];

	for (size_t i = 0; i < proposing->after->count; i++) {
		date looked = proposing->after->places[i].location.looked_on;

		if (looked && (newest == DATE_NONE || looked > newest))
			newest = looked;
	}
	if (newest == DATE_NONE)
		return;
	date_format(newest, day);
	proposing->out->failed |=
		json_object_object_add(baseline, "observed_on", json_object_new_string(day)) != 0;
}

static void write_row(struct proposing *proposing, const struct draft_row *row)
{
	struct draft_row named = *row;
	char id[32];

	snprintf(id, sizeof(id), "REG-NEW-%zu", proposing->rows + 1);
	named.id = id;
	draft_row(proposing->out, &named, proposing->rows == 0);
	proposing->rows++;
}

/* --- what the catalogue knows --------------------------------------------------- */

static bool was_there(const struct findings *before, const char *key)
{
	for (size_t i = 0; i < before->count; i++)
		if (strcmp(before->items[i].key, key) == 0)
			return true;
	return false;
}

/* The words of abilities in the form that draft_abilities() takes. */
static struct json_object *abilities_of(const struct product *product, struct text *out)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; list && i < product->capability_count; i++) {
		struct json_object *row = json_object_new_object();
		const struct product_capability *one = &product->capabilities[i];

		out->failed |=
			json_object_object_add(row, "word", json_object_new_string(one->word)) ||
			json_object_object_add(row, "availability",
		                               json_object_new_string(one->availability)) ||
			json_object_array_add(list, row);
	}
	return list;
}

static void add_version_text(struct json_object *baseline, const char *version, struct text *out)
{
	if (version)
		out->failed |= json_object_object_add(baseline, "version_major",
		                                      json_object_new_string(version)) != 0;
}

/* Where all devices have the same one. */
static const char *version_of(const struct finding *finding)
{
	const char *version = NULL;

	for (size_t i = 0; i < finding->evidence_total; i++) {
		const char *stated = evidence_version(finding, &finding->all[i]);

		if (stated && version && strcmp(stated, version) != 0)
			return NULL;
		version = stated ? stated : version;
	}
	return version;
}

static struct json_object *baseline_of(struct proposing *proposing, const struct finding *finding)
{
	struct text *out = proposing->out;
	struct json_object *baseline = json_object_new_object(), *lists[4];
	static const char *const keys[] = { "capabilities", "permissions", "organisations",
		                            "countries" };

	add_day(proposing, baseline);
	add_version_text(baseline, version_of(finding), out);
	for (size_t i = 0; i < 4; i++)
		lists[i] = list_in(baseline, keys[i], out);
	for (size_t i = 0; i < finding->capability_count; i++)
		add_word(lists[0], finding->capabilities[i].word, out);
	for (size_t i = 0; i < finding->evidence_total; i++) {
		const struct finding_evidence *evidence = &finding->all[i];

		if (evidence->fact->kind == OBSERVED_EXTENSION && evidence->fact->detail)
			add_word(lists[1], evidence->fact->detail, out);
		if (evidence->indicator && evidence->indicator->organisation)
			add_word(lists[2], evidence->indicator->organisation, out);
		if (evidence->indicator && evidence->indicator->country)
			add_word(lists[3], evidence->indicator->country, out);
	}
	return baseline;
}

static void write_known(struct proposing *proposing, const struct finding *finding)
{
	_cleanup_(text_free) struct text notes = { 0 }, level = { 0 };
	const struct product *product = finding->product;
	struct json_object *match = json_object_new_object(),
			   *abilities = abilities_of(product, proposing->out);
	struct draft_row row = { .name = product->name, .vendor = product->vendor, .match = match };

	add_word(list_in(match, "products", proposing->out), product->id, proposing->out);
	list_in(match, "custom", proposing->out);
	row.baseline = baseline_of(proposing, finding);
	message_word("level", level_word(finding->level), &level);
	message_say(&notes, "draft.seen", "name", product->name, "level", level.at ? level.at : "");
	text_add(&notes, "\n");
	draft_abilities(&notes, abilities);
	proposing->out->failed |= notes.failed || level.failed;
	row.notes = &notes;
	write_row(proposing, &row);
	json_object_put(match);
	json_object_put(abilities);
	json_object_put(row.baseline);
}

/* --- what it does not know ------------------------------------------------------ */

/* A fact that can stand in match.custom, under the package that brought it where that is known. */
struct unknown {
	const char *owner, *type, *value, *permission, *version;
};

static const char *custom_type(enum observation_kind kind)
{
	switch (kind) {
	case OBSERVED_PACKAGE: return "package-name";
	case OBSERVED_PROCESS: return "process-path";
	case OBSERVED_SERVICE: return "service-name";
	case OBSERVED_EXTENSION: return "extension-id";
	case OBSERVED_AUTHORITY: return "root-certificate-subject";
	case OBSERVED_PROXY: return "proxy-host";
	case OBSERVED_ENROLMENT: return "mdm-server";
	case OBSERVED_CONTACT: return "host";
	default: return NULL;
	}
}

static bool side_holds(const struct proposal_side *side, const struct observation *fact)
{
	for (size_t i = 0; i < side->count; i++)
		for (size_t j = 0; j < side->places[i].count; j++) {
			const struct observation *other = &side->places[i].items[j];

			if (other->kind == fact->kind && !strcmp(other->subject, fact->subject))
				return true;
		}
	return false;
}

static int compare_unknown(const void *a, const void *b)
{
	const struct unknown *x = a, *y = b;
	int order = strcmp(x->owner, y->owner);

	order = order ? order : strcmp(x->type, y->type);
	order = order ? order : strcmp(x->value, y->value);
	if (order || (!x->permission && !y->permission))
		return order;
	return strcmp(x->permission ? x->permission : "", y->permission ? y->permission : "");
}

static size_t collect_unknown(struct proposing *proposing, struct unknown *list)
{
	size_t count = 0;

	for (size_t i = 0; i < proposing->after->count; i++)
		for (size_t j = 0; j < proposing->after->places[i].count; j++) {
			const struct observation *fact = &proposing->after->places[i].items[j];
			const char *type = custom_type(fact->kind);
			struct match match;

			if (!type || count == UNKNOWN_MAX || side_holds(proposing->before, fact) ||
			    matcher_find(proposing->matcher, fact, &match, 1))
				continue;
			list[count++] = (struct unknown){
				fact->actor ? fact->actor : fact->subject, type, fact->subject,
				fact->kind == OBSERVED_EXTENSION ? fact->detail : NULL,
				fact->version_major
			};
		}
	if (count)
		sort_items(list, count, sizeof(*list), compare_unknown);
	return count;
}

static void add_custom(struct json_object *custom, const struct unknown *one, struct text *out)
{
	struct json_object *row = json_object_new_object();

	out->failed |= json_object_object_add(row, "type", json_object_new_string(one->type)) ||
	               json_object_object_add(row, "value", json_object_new_string(one->value)) ||
	               json_object_array_add(custom, row);
}

/* The version of the first of its signs that states any, as evidence_version() will read it. */
static const char *version_of_unknown(const struct unknown *list, size_t count)
{
	const struct unknown *first = NULL;

	for (size_t i = 0; i < count && strcmp(list[i].owner, list->owner) == 0; i++) {
		if (strcmp(list[i].type, "package-name") != 0 &&
		    strcmp(list[i].type, "extension-id") != 0)
			continue;
		first = first ? first : &list[i];
		if (strcmp(list[i].value, first->value) == 0 &&
		    (!list[i].version || !first->version ||
		     strcmp(list[i].version, first->version) != 0))
			return NULL;
	}
	return first ? first->version : NULL;
}

/* All facts of one owner; returns how many. */
static size_t write_unknown(struct proposing *proposing, const struct unknown *list, size_t count)
{
	struct text *out = proposing->out;
	_cleanup_(text_free) struct text notes = { 0 };
	struct json_object *match = json_object_new_object(), *baseline = json_object_new_object();
	struct json_object *custom, *permissions;
	struct draft_row row = { .name = list->owner, .match = match, .notes = &notes };
	size_t i;

	list_in(match, "products", out);
	custom = list_in(match, "custom", out);
	add_day(proposing, baseline);
	add_version_text(baseline, version_of_unknown(list, count), out);
	permissions = list_in(baseline, "permissions", out);
	for (i = 0; i < count && strcmp(list[i].owner, list->owner) == 0; i++) {
		if (!i || compare_unknown(&(struct unknown){ list[i].owner, list[i].type,
		                                             list[i].value, NULL, NULL },
		                          &(struct unknown){ list[i - 1].owner, list[i - 1].type,
		                                             list[i - 1].value, NULL, NULL }) != 0)
			add_custom(custom, &list[i], out);
		if (list[i].permission)
			add_word(permissions, list[i].permission, out);
	}
	row.baseline = baseline;
	text_addf(&notes, "%s\n", message_label("draft.unknown"));
	out->failed |= notes.failed;
	write_row(proposing, &row);
	json_object_put(match);
	json_object_put(baseline);
	return i;
}

int proposal_write(const struct proposal_side *before, const struct proposal_side *after,
                   const struct catalogue *catalogue, const struct matcher *matcher,
                   struct arena *arena, struct text *out, struct proposal_counts *counts)
{
	struct proposing proposing = { before, after, matcher, out, 0 };
	struct unknown *unknown = arena_take(arena, UNKNOWN_MAX, sizeof(*unknown));
	struct findings old = { 0 }, new = { 0 };
	size_t count;
	int error = unknown ? findings_build(before->places, before->count, catalogue, matcher,
	                                     NULL, arena, &old)
	                    : -ENOMEM;

	if (!error)
		error = findings_build(after->places, after->count, catalogue, matcher, NULL, arena,
		                       &new);
	if (error)
		return error;
	draft_begin(out, "draft.from-observations");
	for (size_t i = 0; i < new.count; i++)
		if (new.items[i].product && !was_there(&old, new.items[i].key))
			write_known(&proposing, &new.items[i]);
	counts->known = proposing.rows;
	count = collect_unknown(&proposing, unknown);
	for (size_t i = 0; i < count;)
		i += write_unknown(&proposing, unknown + i, count - i);
	counts->unknown = proposing.rows - counts->known;
	draft_end(out);
	return out->failed ? -ENOMEM : 0;
}
