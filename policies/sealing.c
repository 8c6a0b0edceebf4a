/* Which findings and verdicts are sealed, under which name. */
#include "policies/sealing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/agreement_read.h"
#include "policies/fields.h"
#include "policies/rules/rule.h"
#include "policies/rules/subject.h"
#include "policies/shape.h"
#include "probes/base/date.h"
#include "probes/base/digest.h"
#include "probes/base/text.h"
#include "probes/observation_file.h"

#define ROUTE "sensitive_findings"

struct sealing {
	const struct case_file *file;
	struct verdict *items;
	size_t count;
	struct sealed_thing *things;
	size_t thing_count;
};

bool product_is_personal(const struct product *product)
{
	return product && product->category &&
	       (strcmp(product->category, "stalkerware") == 0 ||
	        strcmp(product->category, "parental-control") == 0);
}

bool fact_is_personal(const struct matcher *matcher, const struct catalogue *catalogue,
                      const struct observation *fact)
{
	struct match matches[MATCHES_MAX];
	size_t count = matcher_find(matcher, fact, matches, MATCHES_MAX);

	for (size_t i = 0; i < count; i++)
		if (matches[i].owner < catalogue->product_count &&
		    product_is_personal(&catalogue->products[matches[i].owner]))
			return true;
	return false;
}

static bool list_names(struct json_object *list, const char *id)
{
	for (size_t i = 0;
	     json_object_is_type(list, json_type_array) && i < json_object_array_length(list);
	     i++) {
		const char *one = json_object_get_string(json_object_array_get_idx(list, i));

		if (one && strcmp(one, id) == 0)
			return true;
	}
	return false;
}

static bool step_names(struct json_object *root, const struct rule *rule)
{
	struct json_object *step = field_object(field_object(root, "processes"), ROUTE);

	return list_names(field_object(step, "applies_to"), rule->id);
}

/* By the rule itself, by the agreement, or by the one that it extends. */
static bool rule_is_routed(const struct agreement *agreement, const struct rule *rule)
{
	const char *route = field_text(rule->params, "route");

	return (route && strcmp(route, ROUTE) == 0) || step_names(agreement->root, rule) ||
	       step_names(agreement->documents_open[FILE_PARENT].root, rule);
}

/* That nothing was seen needs no seal. */
static bool says_something(const struct verdict *verdict)
{
	return verdict->status <= STATUS_NEEDS_INTERPRETATION || verdict->status == STATUS_EXCEPTED;
}

static struct sealed_thing *thing_of(struct sealing *sealing, const struct verdict *verdict)
{
	const struct finding *finding = verdict->finding;

	for (size_t i = 0; i < sealing->thing_count; i++) {
		struct sealed_thing *thing = &sealing->things[i];

		if (finding ? thing->finding == finding ||
		                      (thing->counted && product_is_personal(finding->product))
		            : thing->verdict == verdict)
			return thing;
	}
	return NULL;
}

static int add_thing(struct sealing *sealing, struct sealed_thing thing)
{
	thing.subject =
		arena_printf(sealing->file->arena, "sealed-finding-%zu", sealing->thing_count + 1);
	if (!thing.subject)
		return -ENOMEM;
	sealing->things[sealing->thing_count++] = thing;
	return 0;
}

static int find_things(struct sealing *sealing)
{
	const struct findings *findings = sealing->file->findings;
	bool personal = false;
	int error = 0;

	for (size_t i = 0; i < sealing->count && !error; i++) {
		const struct verdict *verdict = &sealing->items[i];

		if (!says_something(verdict) || thing_of(sealing, verdict) ||
		    (verdict->finding && product_is_personal(verdict->finding->product)) ||
		    !rule_is_routed(sealing->file->agreement, verdict->rule))
			continue;
		error = add_thing(sealing, (struct sealed_thing){
						   .finding = verdict->finding,
						   .verdict = verdict->finding ? NULL : verdict });
	}
	for (size_t i = 0; findings && i < findings->count; i++)
		personal |= product_is_personal(findings->items[i].product);
	if (!error && personal)
		error = add_thing(sealing, (struct sealed_thing){ .counted = true });
	return error;
}

/* On the technology list it stays what the list says that it is. */
static bool stays_declared(struct verdict *verdict)
{
	if (verdict->status != STATUS_DISCLOSE || !verdict->entry)
		return false;
	verdict->finding = NULL;
	verdict->listing = LISTING_DECLARED;
	verdict->has_confidence = true;
	verdict->confidence = CONFIDENCE_ON_RECORD;
	verdict->because.id = "disclose.declared";
	return true;
}

/* The strongest verdict of a rule about a thing stands in the report. */
static bool is_aside(const struct sealing *sealing, const struct sealed_thing *thing, size_t at)
{
	const struct verdict *mine = &sealing->items[at];

	for (size_t i = 0; i < sealing->count; i++) {
		const struct verdict *other = &sealing->items[i];

		if (i == at || other->rule != mine->rule ||
		    thing_of((struct sealing *)sealing, other) != thing)
			continue;
		if (other->status < mine->status || (other->status == mine->status && i < at))
			return true;
	}
	return false;
}

static int seal(struct sealing *sealing, const struct sealed_thing *thing, size_t at)
{
	struct arena *arena = sealing->file->arena;
	struct verdict *verdict = &sealing->items[at];
	struct seal *mine = arena_take(arena, 1, sizeof(*mine));
	char hex[DIGEST_HEX];

	if (!mine)
		return -ENOMEM;
	mine->subject = thing->subject;
	mine->key = arena_printf(arena, "%s/%s", verdict->rule->id, thing->subject);
	if (!mine->key)
		return -ENOMEM;
	digest_hex((struct span){ (const uint8_t *)mine->key, strlen(mine->key) }, hex);
	memcpy(mine->id, hex, sizeof(mine->id) - 1);
	mine->counted = thing->counted;
	mine->aside = is_aside(sealing, thing, at);
	verdict->seal = mine;
	return 0;
}

/* Questions for people name what was seen beside the list. */
static void take_names_out(struct sealing *sealing, struct json_object *seen)
{
	const struct findings *findings = sealing->file->findings;
	struct verdict probe = { 0 };

	for (size_t i = 0; i < findings->count; i++) {
		const struct product *product = findings->items[i].product;

		probe.finding = &findings->items[i];
		if (!product || findings->items[i].entry || !thing_of(sealing, &probe))
			continue;
		for (size_t j = 0; j < json_object_array_length(seen); j++)
			if (strcmp(json_object_get_string(json_object_array_get_idx(seen, j)),
			           product->name) == 0) {
				json_object_array_del_idx(seen, j, 1);
				break;
			}
	}
}

/* What is sealed comes last of its rule: the alphabet would say something of its name. */
static int sealed_last(const void *left, const void *right)
{
	const struct verdict *a = left, *b = right;
	int order;

	if (a->rule != b->rule)
		return a->rule < b->rule ? -1 : 1;
	if (!a->seal != !b->seal)
		return a->seal ? 1 : -1;
	order = a->seal ? strcmp(a->seal->subject, b->seal->subject) : 0;
	return order ? order : strcmp(a->subject, b->subject);
}

int verdicts_seal(const struct case_file *file, struct verdict *items, size_t count,
                  struct verdicts *out)
{
	struct sealing sealing = { .file = file, .items = items, .count = count };
	int error;

	sealing.things = arena_take(file->arena, count + 2, sizeof(*sealing.things));
	error = sealing.things ? find_things(&sealing) : -ENOMEM;
	if (error)
		return error;
	for (size_t i = 0; i < count && sealing.thing_count && !error; i++) {
		const struct sealed_thing *thing = thing_of(&sealing, &items[i]);
		struct json_object *seen = NULL;

		if (items[i].status == STATUS_ASK &&
		    json_object_object_get_ex(items[i].because.args, "seen", &seen))
			take_names_out(&sealing, seen);
		if (thing && !stays_declared(&items[i]))
			error = seal(&sealing, thing, i);
	}
	for (size_t i = 0; i < sealing.thing_count; i++)
		sealing.things[i].verdict = NULL;
	if (count && sealing.thing_count)
		qsort(items, count, sizeof(*items), sealed_last);
	out->sealed = sealing.things;
	out->sealed_count = sealing.thing_count;
	return error;
}

bool finding_is_sealed(const struct verdicts *verdicts, const struct finding *finding)
{
	for (size_t i = 0; verdicts && i < verdicts->sealed_count; i++)
		if (verdicts->sealed[i].finding == finding)
			return true;
	return product_is_personal(finding->product);
}

int sealing_salt(const struct case_file *file, const char *subject, char out[DIGEST_HEX])
{
	const struct observation_run run = { .started = TIME_NONE, .ended = TIME_NONE };
	struct text all = { 0 };
	int error = 0;

	for (size_t i = 0; i < file->place_count && !error; i++)
		error = observation_file_write(&run, &file->places[i], &all);
	if (!error)
		digest_keyed_hex((struct span){ (const uint8_t *)all.at, all.len },
		                 (struct span){ (const uint8_t *)subject, strlen(subject) }, out);
	text_free(&all);
	return error;
}
