/* Which part of a host name stands for who runs it: an own table of public suffixes and of hosting
 * that many customers share (after the idea of publicsuffix.org; the names are facts of each
 * registry). Names are normalised (policies/host.h). What is returned points into `host`. */
#pragma once
#include <stdbool.h>

/* A top-level domain, a public suffix, shared hosting, or a name above one: too broad to point at
 * one product. */
bool domain_is_too_broad(const char *domain);

/* The name that somebody registered or rents: "b.co.uk" for "a.b.co.uk", "x.cloudfront.net" for
 * itself. A host that is too broad is given back as it is. */
const char *domain_registrable(const char *host);

/* The same, but all customers of shared hosting are one, its operator: "cloudfront.net". For
 * counting organisations: it counts too few rather than too many. */
const char *domain_of_operator(const char *host);
