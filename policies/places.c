/* One device, one class; audits that cannot be compared. */
#include "policies/places.h"

#include <errno.h>
#include <string.h>

#include "policies/fields.h"
#include "policies/scope.h"
#include "probes/reasons.h"

static bool has_word(struct json_object *list, const char *word)
{
	for (size_t i = 0; word && i < list_length(list); i++)
		if (strcmp(json_object_get_string(json_object_array_get_idx(list, i)), word) == 0)
			return true;
	return false;
}

static bool is_met(struct json_object *recognise, const char *platform, const char *product)
{
	struct json_object *platforms = field_object(recognise, "platform"),
			   *products = field_object(recognise, "product");

	if (!list_length(platforms) && !list_length(products))
		return false;
	return (!list_length(platforms) || has_word(platforms, platform)) &&
	       (!list_length(products) || has_word(products, product));
}

const char *class_recognised(const struct agreement *agreement, const char *platform,
                             const char *product)
{
	struct json_object *classes =
		field_object(field_object(agreement->root, "scope"), "device_classes");
	const char *only = NULL;

	for (size_t i = 0; i < list_length(classes); i++) {
		struct json_object *class = json_object_array_get_idx(classes, i);
		const char *id = json_object_get_string(field_object(class, "id"));

		if (!id || !is_met(field_object(class, "recognise"), platform, product))
			continue;
		if (only)
			return NULL;
		only = id;
	}
	return only;
}

static bool has_pseudonym(const struct location *place)
{
	return scope_is_device(place) && place->device;
}

/* One class for all looks at a device, which stand from `first` to `end`. */
static int settle_class(struct observations *places, size_t first, size_t end,
                        struct problem *problem)
{
	const char *class = NULL;

	for (size_t i = first; i < end; i++) {
		const struct location *place = &places[i].location;

		if (class && place->device_class && strcmp(class, place->device_class) != 0) {
			problem_set(problem,
			            "device %.20s is \"%.60s\" in one place and \"%.60s\" in "
			            "another: a device has one class (look again with the right "
			            "--device-class, or correct \"device_class\" in the line that "
			            "opens the place)",
			            place->tag ? place->tag : place->device, class,
			            place->device_class);
			return -EBADMSG;
		}
		if (place->device_class)
			class = place->device_class;
	}
	for (size_t i = first; i < end; i++)
		places[i].location.device_class = class;
	return 0;
}

static int settle_classes(struct observations *places, size_t count,
                          const struct agreement *agreement, struct problem *problem)
{
	int error = 0;

	for (size_t first = 0, end; first < count && !error; first = end) {
		end = first + 1;
		while (end < count &&
		       location_same_device(&places[first].location, &places[end].location))
			end++;
		error = settle_class(places, first, end, problem);
	}
	for (size_t i = 0; i < count && agreement && !error; i++) {
		struct location *place = &places[i].location;

		if (scope_is_device(place) && !place->device_class)
			place->device_class = class_recognised(agreement, place->platform, NULL);
	}
	return error;
}

/* Without a key of the audit each run makes up its own, and worth nothing elsewhere. */
static bool are_comparable(const struct location *a, const struct location *b)
{
	return location_same_device(a, b) ||
	       (a->device && b->device && a->audit && b->audit && strcmp(a->audit, b->audit) == 0);
}

/* How many devices' pseudonyms cannot be compared with those of the first device. */
static int say_mixed_audits(struct observations *places, size_t count)
{
	struct observations *first = NULL;
	uint64_t others = 0;
	int error;

	for (size_t i = 0; i < count; i++) {
		const struct location *place = &places[i].location;

		if (!has_pseudonym(place))
			continue;
		if (!first)
			first = &places[i];
		else if (!are_comparable(&first->location, place) &&
		         !location_same_device(&places[i - 1].location, place))
			others++;
	}
	if (!others)
		return 0;
	first->probe = "system";
	error = observations_gap(first, REASON_AUDITS_MIXED, NULL, 0, others);
	observations_sort(first);
	return error;
}

int places_settle(struct observations *places, size_t count, const struct agreement *agreement,
                  struct problem *problem)
{
	int error = settle_classes(places, count, agreement, problem);

	return error ? error : say_mixed_audits(places, count);
}
