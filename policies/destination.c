/* Organisation, role and country of a host: by the technology list, by the supplier's
 * documentation, by neither. */
#include "policies/destination.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

#include "policies/domain.h"
#include "policies/fields.h"
#include "policies/host.h"

bool evidence_is_connection(const struct finding_evidence *evidence)
{
	static const char *const asking[] = { "dns", "dnsr", "mdns", "llmnr", "dhcp" };
	const struct observation *fact = evidence->fact;

	if (fact->kind != OBSERVED_CONTACT)
		return false;
	for (size_t i = 0; fact->detail && i < sizeof(asking) / sizeof(*asking); i++)
		if (strcmp(fact->detail, asking[i]) == 0)
			return false;
	return true;
}

/* --- names of organisations ------------------------------------------------- */

/* The next word of a name in lower case, "" at its end; false for one that does not fit. */
static const char *next_word(const char *at, char out[64])
{
	size_t len = 0;

	while (*at && !isalnum((unsigned char)*at) && (unsigned char)*at < 0x80)
		at++;
	for (; isalnum((unsigned char)*at) || (unsigned char)*at >= 0x80; at++)
		if (len + 1 < 64)
			out[len++] = (char)tolower((unsigned char)*at);
	out[len] = '\0';
	return at;
}

static bool is_legal_form(const char *word)
{
	static const char *const forms[] = { "ab",           "ag",   "as",          "bv",   "co",
		                             "company",      "corp", "corporation", "gmbh", "inc",
		                             "incorporated", "kft",  "limited",     "llc",  "llp",
		                             "ltd",          "nv",   "oy",          "plc",  "pty",
		                             "sa",           "sarl", "sas",         "spa",  "srl" };

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		if (strcmp(forms[i], word) == 0)
			return true;
	return false;
}

/* The next word that names, after the first whatever it is. */
static const char *next_naming_word(const char *at, bool first, char out[64])
{
	do
		at = next_word(at, out);
	while (!first && *out && is_legal_form(out));
	return at;
}

bool organisation_is(const char *one, const char *other)
{
	char a[64], b[64];
	bool first = true;

	if (!one || !other || !*one || !*other)
		return false;
	do {
		one = next_naming_word(one, first, a);
		other = next_naming_word(other, first, b);
		first = false;
		if (strcmp(a, b) != 0)
			return false;
	} while (*a);
	return true;
}

/* --- the row ---------------------------------------------------------------- */

static struct json_object *list_of(const struct register_entry *entry, const char *path)
{
	struct json_object *list = entry ? entry_field(entry, path) : NULL;

	return json_object_is_type(list, json_type_array) ? list : NULL;
}

bool entry_lists_destinations(const struct register_entry *entry)
{
	return list_length(list_of(entry, "destinations")) > 0;
}

bool country_is_code(const char *word)
{
	return word && strlen(word) == 2 && isalpha((unsigned char)word[0]) &&
	       isalpha((unsigned char)word[1]);
}

static const char *country_code(const char *word)
{
	return strcasecmp(word, "UK") == 0 ? "GB" : word;
}

bool country_may_be(const char *listed, const char *country)
{
	if (!listed || !country)
		return false;
	return !country_is_code(listed) ||
	       strcasecmp(country_code(listed), country_code(country)) == 0;
}

bool entry_rules_out_country(const struct register_entry *entry, const char *country)
{
	struct json_object *countries = list_of(entry, "countries_allowed");
	struct json_object *rows = list_of(entry, "destinations");
	bool recorded = list_length(countries) > 0;

	for (size_t i = 0; i < list_length(countries); i++)
		if (country_may_be(json_object_get_string(json_object_array_get_idx(countries, i)),
		                   country))
			return false;
	for (size_t i = 0; i < list_length(rows); i++) {
		const char *listed = field_text(json_object_array_get_idx(rows, i), "country");

		if (country_may_be(listed, country))
			return false;
		recorded |= listed != NULL;
	}
	return recorded;
}

static bool list_names(const struct register_entry *entry, const char *path,
                       const char *organisation)
{
	struct json_object *list = list_of(entry, path);

	for (size_t i = 0; i < list_length(list); i++)
		if (organisation_is(json_object_get_string(json_object_array_get_idx(list, i)),
		                    organisation))
			return true;
	return false;
}

bool entry_names_organisation(const struct register_entry *entry, const char *organisation)
{
	struct json_object *rows = list_of(entry, "destinations");
	struct json_object *controller = entry ? entry_field(entry, "roles.controller") : NULL;

	for (size_t i = 0; i < list_length(rows); i++)
		if (organisation_is(field_text(json_object_array_get_idx(rows, i), "organisation"),
		                    organisation))
			return true;
	return list_names(entry, "roles.processors", organisation) ||
	       list_names(entry, "roles.sub_processors", organisation) ||
	       (json_object_is_type(controller, json_type_string) &&
	        organisation_is(json_object_get_string(controller), organisation));
}

static const char *role_by_name(const struct register_entry *entry, const char *organisation)
{
	struct json_object *rows = list_of(entry, "destinations");
	struct json_object *controller = entry ? entry_field(entry, "roles.controller") : NULL;

	for (size_t i = 0; i < list_length(rows); i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);

		if (field_text(row, "role") &&
		    organisation_is(field_text(row, "organisation"), organisation))
			return field_text(row, "role");
	}
	if (list_names(entry, "roles.processors", organisation))
		return "processor";
	if (list_names(entry, "roles.sub_processors", organisation))
		return "sub-processor";
	return json_object_is_type(controller, json_type_string) &&
	                       organisation_is(json_object_get_string(controller), organisation)
	               ? "controller"
	               : NULL;
}

/* As the row says of that host, unless the host is of somebody else than the row thinks; else as it
 * says of the organisation. */
static const char *role_of(const struct register_entry *entry, struct json_object *row,
                           const char *organisation)
{
	const char *named = row ? field_text(row, "organisation") : NULL;
	const char *role = row ? field_text(row, "role") : NULL;

	if (role && (!named || organisation_is(named, organisation)))
		return role;
	return role_by_name(entry, organisation);
}

/* The destination whose domain names the host most closely; `*len` is that domain's length. */
static struct json_object *listed_destination(const struct register_entry *entry, const char *host,
                                              size_t *len)
{
	struct json_object *rows = list_of(entry, "destinations"), *best = NULL;

	*len = 0;
	for (size_t i = 0; i < list_length(rows); i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);
		const char *text = field_text(row, "domain");
		char domain[HOST_MAX + 1];

		if (text && host_normalise(text, domain) == 0 && host_is_below(host, domain) &&
		    strlen(domain) > *len) {
			*len = strlen(domain);
			best = row;
		}
	}
	return best;
}

/* One of its destinations is registered under the same name: another host of the same people. */
static bool lists_registrable(const struct register_entry *entry, const char *host)
{
	struct json_object *rows = list_of(entry, "destinations");

	for (size_t i = 0; i < list_length(rows); i++) {
		const char *text = field_text(json_object_array_get_idx(rows, i), "domain");
		char domain[HOST_MAX + 1];

		if (text && host_normalise(text, domain) == 0 &&
		    strcmp(domain_registrable(domain), domain_registrable(host)) == 0)
			return true;
	}
	return false;
}

/* --- the supplier ------------------------------------------------------------- */

static bool names_host(const struct indicator *indicator, const char *host)
{
	char value[HOST_MAX + 1];

	if (host_normalise(indicator->value, value) != 0)
		return false;
	return indicator->type == INDICATOR_HOST     ? strcmp(host, value) == 0
	       : indicator->type == INDICATOR_DOMAIN ? host_is_below(host, value)
	                                             : false;
}

struct stated {
	const char *organisation, *country;
	size_t organisation_len, country_len; /* of the indicators that say so */
};

static void state_of(const struct product *product, const char *host, struct stated *out)
{
	for (size_t i = 0; product && i < product->indicator_count; i++) {
		const struct indicator *indicator = &product->indicators[i];
		size_t len = strlen(indicator->value);

		if ((!indicator->organisation && !indicator->country) ||
		    !names_host(indicator, host))
			continue;
		if (indicator->organisation && len > out->organisation_len) {
			out->organisation = indicator->organisation;
			out->organisation_len = len;
		}
		if (indicator->country && len > out->country_len) {
			out->country = indicator->country;
			out->country_len = len;
		}
	}
}

/* A program may speak to any host: then whatever product's documentation names it. */
static void state_of_any(const struct catalogue *catalogue, const char *host, struct stated *out)
{
	for (size_t i = 0; catalogue && i < catalogue->product_count; i++)
		state_of(&catalogue->products[i], host, out);
}

static bool is_of_host(const struct indicator *indicator)
{
	return indicator->type == INDICATOR_DOMAIN || indicator->type == INDICATOR_HOST;
}

/* A host that only this thing uses is its supplier's, where nobody says otherwise. */
static const char *supplier_of(const struct finding *finding,
                               const struct finding_evidence *evidence)
{
	if (!is_of_host(evidence->indicator) || !evidence_is_exclusive(evidence))
		return NULL;
	return finding->product ? finding->product->vendor
	       : finding->entry ? finding->entry->vendor
	                        : NULL;
}

int destination_of(const struct case_file *file, const struct finding *finding,
                   const struct finding_evidence *evidence, struct destination *out)
{
	const struct register_entry *entry = finding->entry;
	struct destination to = { .located = evidence->fact->country,
		                  .by_program = !is_of_host(evidence->indicator) };
	char host[HOST_MAX + 1];
	struct stated stated = { 0 };
	struct json_object *row;
	size_t len = 0;

	if (host_normalise(evidence->fact->subject, host) != 0)
		host[0] = '\0';
	to.domain = arena_copy(file->arena, domain_registrable(host));
	if (!to.domain)
		return -ENOMEM;
	row = listed_destination(entry, host, &len);
	if (to.by_program)
		state_of_any(file->catalogue, host, &stated);
	else
		state_of(finding->product, host, &stated);
	if (row) {
		to.organisation = field_text(row, "organisation");
		to.country = field_text(row, "country");
	}
	if (stated.organisation && (!to.organisation || stated.organisation_len > len))
		to.organisation = stated.organisation;
	if (stated.country && (!to.country || stated.country_len > len))
		to.country = stated.country;
	if (!row && !to.organisation)
		to.organisation = supplier_of(finding, evidence);
	to.role = role_of(entry, row, to.organisation);
	to.is_listed = (row && len >= stated.organisation_len) ||
	               (to.organisation && entry_names_organisation(entry, to.organisation)) ||
	               (!stated.organisation && lists_registrable(entry, host));
	*out = to;
	return 0;
}
