/* A range of addresses: "10.20.0.0/16", "2001:db8:20::/48" (RFC 4632, RFC 4291 section 2.3). IPv4
 * stands as ::ffff:a.b.c.d, as in struct packet_address; so an IPv4-mapped range is the IPv4 range.
 */
#pragma once
#include "probes/wire/packet.h"

struct prefix {
	struct packet_address start;
	unsigned int length; /* bits, of 128: that of an IPv4 range and 96 */
};

enum prefix_fault {
	PREFIX_MALFORMED = 1, /* no range at all, or one address without its length */
	PREFIX_HOST_BITS,     /* bits behind its length are set */
};

/* 0, or -EBADMSG and why in `*fault`. */
int prefix_parse(const char *text, struct prefix *out, enum prefix_fault *fault);

bool prefix_is_ipv4(const struct prefix *prefix);
struct packet_address prefix_last(const struct prefix *prefix); /* of its addresses */

/* Below, at or above 0. */
int address_compare(const struct packet_address *a, const struct packet_address *b);
/* A range before those within it: by start, then by length. */
int prefix_compare(const struct prefix *a, const struct prefix *b);
