/* Where a contact of a known thing goes: to which organisation, in which country, and who says so
 * (model CHK14). The technology list and the supplier's own documentation (the catalogue's
 * indicators) speak first; of the two, the one that names the host more closely, and of equals the
 * list. Where the address seems to lie on the network is a hint, and stands apart. */
#pragma once
#include "policies/judge.h"

struct destination {
	const char *organisation; /* or NULL: nobody says whose host it is */
	const char *role;         /* as the list says ("processor"), or NULL */
	const char *country;      /* as list or supplier state it, or NULL */
	const char *located;      /* the network's hint, or NULL */
	const char *domain;       /* the registered name that the host stands below */
	bool is_listed;           /* the row names the organisation, or the host itself */
	bool by_program; /* attributed by the program that made it, not by the host's name */
};

/* A connection: DNS and the like show that a name was asked for, not that anything was sent. */
bool evidence_is_connection(const struct finding_evidence *evidence);

/* In the arena. 0 or -ENOMEM. */
int destination_of(const struct case_file *file, const struct finding *finding,
                   const struct finding_evidence *evidence, struct destination *out);

/* The row records destinations; "n/a" is not a list of them. */
bool entry_lists_destinations(const struct register_entry *entry);

/* The row records countries and `country` is none of them. */
bool entry_rules_out_country(const struct register_entry *entry, const char *country);

/* The row names that organisation as one of its destinations, processors, sub-processors or as
 * controller. Letters' case, punctuation and the legal form ("Ltd", "Limited") do not matter. */
bool entry_names_organisation(const struct register_entry *entry, const char *organisation);
/* Two letters of ISO 3166-1, of any case; "UK", which that list reserves, is GB. Anything longer is
 * a name that nothing can be compared with. */
bool country_is_code(const char *word);
/* Whether the list's word may mean that country: a name that is no code may mean any. */
bool country_may_be(const char *listed, const char *country);

bool organisation_is(const char *one, const char *other);
