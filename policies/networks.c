/* VLANs and ranges of addresses, read and checked. */
#include "policies/networks.h"

#include <errno.h>
#include <string.h>

#include "policies/scope.h"
#include "policies/shape.h"
#include "probes/base/sort.h"

/* A range wider than any that a site has for its own (10.0.0.0/8, fc00::/7) holds the services that
 * its devices speak to as well. */
#define IPV4_SHORTEST (96 + 8)
#define IPV6_SHORTEST 7

static struct json_object *list_of(const struct agreement *agreement)
{
	return field_object(field_object(agreement->root, "scope"), "networks");
}

static struct json_object *signs_of(struct json_object *network, const char *kind)
{
	return field_object(field_object(network, "recognise"), kind);
}

static const char *text_at(struct json_object *list, size_t i)
{
	return json_object_get_string(json_object_array_get_idx(list, i));
}

/* What loads was checked. */
static int fill(struct json_object *network, struct arena *arena, struct network_signs *out)
{
	struct json_object *vlans = signs_of(network, "vlan"),
			   *ranges = signs_of(network, "prefix");
	size_t vlan_count = list_length(vlans), range_count = list_length(ranges);
	uint16_t *numbers = arena_take(arena, vlan_count + 1, sizeof(*numbers));
	struct prefix *prefixes = arena_take(arena, range_count + 1, sizeof(*prefixes));
	enum prefix_fault fault;

	if (!numbers || !prefixes)
		return -ENOMEM;
	for (size_t i = 0; i < vlan_count; i++)
		numbers[i] = (uint16_t)json_object_get_int(json_object_array_get_idx(vlans, i));
	for (size_t i = 0; i < range_count; i++)
		if (prefix_parse(text_at(ranges, i), &prefixes[i], &fault) != 0)
			return -EBADMSG;
	*out = (struct network_signs){ .id = json_object_get_string(field_object(network, "id")),
		                       .vlans = numbers,
		                       .vlan_count = vlan_count,
		                       .prefixes = prefixes,
		                       .prefix_count = range_count };
	return 0;
}

static bool is_kept_out(const struct agreement *agreement, const char *id)
{
	const struct location recorded = { .kind = "capture", .network = id };

	return scope_excludes(agreement, &recorded) != NULL;
}

int networks_of_agreement(const struct agreement *agreement, const char *const *permitted,
                          struct arena *arena, struct networks *out)
{
	struct json_object *list = list_of(agreement);
	size_t count = list_length(list);
	struct network_signs *items = arena_take(arena, count + 1, sizeof(*items));

	if (!items)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		int error = fill(json_object_array_get_idx(list, i), arena, &items[i]);

		if (error)
			return error;
		items[i].read =
			texts_hold(permitted, items[i].id) && !is_kept_out(agreement, items[i].id);
	}
	*out = (struct networks){ items, count, NETWORK_NONE };
	return 0;
}

bool network_has_signs(const struct networks *networks, uint16_t number)
{
	const struct network_signs *signs = &networks->items[number];

	return signs->vlan_count || signs->prefix_count;
}

bool networks_have_signs(const struct networks *networks)
{
	for (size_t i = 0; i < networks->count; i++)
		if (network_has_signs(networks, (uint16_t)i))
			return true;
	return false;
}

uint16_t networks_find(const struct networks *networks, const char *id)
{
	for (size_t i = 0; i < networks->count; i++)
		if (strcmp(networks->items[i].id, id) == 0)
			return (uint16_t)i;
	return NETWORK_NONE;
}

/* --- What people wrote --- */

struct sign {
	struct prefix prefix;
	size_t network, at; /* the place: its numbers in the lists */
	const char *text;   /* as written */
};

static int refuse(const struct agreement_reading *reading, const char *kind,
                  const struct sign *sign, const char *sentence)
{
	char network[SHAPE_POINTER], list[SHAPE_POINTER], signs[SHAPE_POINTER], at[SHAPE_POINTER];

	if (!sentence)
		return -ENOMEM;
	shape_index(network, "/scope/networks", sign->network);
	shape_step(list, network, "recognise");
	shape_step(signs, list, kind);
	shape_index(at, signs, sign->at);
	document_problem(&reading->out->documents_open[FILE_AGREEMENT], reading->problem, at, "%s",
	                 sentence);
	return -EBADMSG;
}

static const char *id_of(const struct agreement_reading *reading, size_t network)
{
	struct json_object *list = list_of(reading->out);

	return json_object_get_string(field_object(json_object_array_get_idx(list, network), "id"));
}

/* `taken`: by VLAN, the network that has it, counted from 1. */
static int check_vlan(const struct agreement_reading *reading, struct json_object *vlan,
                      const struct sign *sign, uint16_t taken[VLAN_MAX + 1])
{
	int64_t number = json_object_get_int64(vlan);
	const char *sentence;

	if (number < VLAN_MIN || number > VLAN_MAX) {
		sentence = arena_printf(reading->arena,
		                        "%.40s is not the number of a VLAN (want 1 to 4094)",
		                        json_object_get_string(vlan));
		return refuse(reading, "vlan", sign, sentence);
	}
	if (taken[number]) {
		sentence = arena_printf(reading->arena,
		                        "VLAN %d is already a sign of \"%.60s\" (a VLAN is one "
		                        "network: take one of them out)",
		                        (int)number, id_of(reading, taken[number] - 1U));
		return refuse(reading, "vlan", sign, sentence);
	}
	taken[number] = (uint16_t)(sign->network + 1);
	return 0;
}

static int check_vlans(const struct agreement_reading *reading, struct json_object *list)
{
	uint16_t taken[VLAN_MAX + 1] = { 0 };
	int ret = 0;

	for (size_t n = 0; n < list_length(list); n++) {
		struct json_object *vlans = signs_of(json_object_array_get_idx(list, n), "vlan");

		for (size_t i = 0; i < list_length(vlans) && !ret; i++) {
			const struct sign sign = { .network = n, .at = i };

			ret = check_vlan(reading, json_object_array_get_idx(vlans, i), &sign,
			                 taken);
		}
	}
	return ret;
}

/* What is wrong with the range, with the remedy; NULL: nothing. */
static const char *fault_of_range(struct sign *sign)
{
	enum prefix_fault fault = 0;
	unsigned int shortest;

	if (prefix_parse(sign->text, &sign->prefix, &fault) != 0)
		return fault == PREFIX_HOST_BITS
		               ? "has more in its address than its length holds (want its first "
		                 "address, such as 10.20.0.0/16)"
		               : "is not a range of addresses (want an address and a length, such "
		                 "as 10.20.0.0/16 or fd00:20::/48)";
	shortest = prefix_is_ipv4(&sign->prefix) ? IPV4_SHORTEST : IPV6_SHORTEST;
	return sign->prefix.length >= shortest
	               ? NULL
	               : "is so wide that it holds more than this network's own devices (want "
	                 "their range, or leave it out where a VLAN says it)";
}

static int read_range(const struct agreement_reading *reading, struct sign *sign)
{
	const char *fault = fault_of_range(sign);

	return fault ? refuse(reading, "prefix", sign,
	                      arena_printf(reading->arena, "\"%.60s\" %s", sign->text, fault))
	             : 0;
}

static int refuse_twin(const struct agreement_reading *reading, const struct sign *first,
                       const struct sign *second)
{
	const char *sentence = arena_printf(reading->arena,
	                                    "\"%.60s\" is already a sign of \"%.60s\" (a range "
	                                    "is one network: take one of them out)",
	                                    second->text, id_of(reading, first->network));

	return refuse(reading, "prefix", second, sentence);
}

static int compare_signs(const void *a, const void *b)
{
	const struct sign *left = a, *right = b;
	int order = prefix_compare(&left->prefix, &right->prefix);

	order = order ? order : (left->network > right->network) - (left->network < right->network);
	return order ? order : (left->at > right->at) - (left->at < right->at);
}

static int check_ranges(const struct agreement_reading *reading, struct json_object *list)
{
	size_t room = 1, count = 0;
	struct sign *signs;
	int ret;

	for (size_t n = 0; n < list_length(list); n++)
		room += list_length(signs_of(json_object_array_get_idx(list, n), "prefix"));
	signs = arena_take(reading->arena, room, sizeof(*signs));
	if (!signs)
		return -ENOMEM;
	for (size_t n = 0; n < list_length(list); n++) {
		struct json_object *ranges = signs_of(json_object_array_get_idx(list, n), "prefix");

		for (size_t i = 0; i < list_length(ranges); i++) {
			struct sign *sign = &signs[count++];

			*sign = (struct sign){ .network = n, .at = i, .text = text_at(ranges, i) };
			ret = read_range(reading, sign);
			if (ret)
				return ret;
		}
	}
	sort_items(signs, count, sizeof(*signs), compare_signs);
	for (size_t i = 1; i < count; i++)
		if (prefix_compare(&signs[i - 1].prefix, &signs[i].prefix) == 0)
			return refuse_twin(reading, &signs[i - 1], &signs[i]);
	return 0;
}

int networks_check(struct agreement_reading *reading)
{
	struct json_object *list = list_of(reading->out);
	int ret;

	if (list_length(list) > NETWORKS_MAX) {
		document_problem(&reading->out->documents_open[FILE_AGREEMENT], reading->problem,
		                 "/scope/networks", "more than %d networks (name fewer)",
		                 NETWORKS_MAX);
		return -EBADMSG;
	}
	ret = check_vlans(reading, list);
	return ret ? ret : check_ranges(reading, list);
}
