/* Machine addresses in text (IPv4, IPv6, MAC), found so that they can be taken out (DESIGN 6):
 * whoever holds the address plan knows whose device it is. RFC 4291, 5952 (forms), 1918, 3927,
 * 4193, 6598 (private ranges), IEEE 802 (MAC). */
#pragma once
#include <stddef.h>

#include "probes/base/arena.h"

enum address_scope { ADDRESS_NONE, ADDRESS_PRIVATE, ADDRESS_PUBLIC };

/* What `len` bytes are as a whole, with or without a port, brackets or zone; a reverse-lookup name
 * (in-addr.arpa, ip6.arpa) counts as its address, a MAC address as private. */
enum address_scope address_of_host(const char *text, size_t len);

/* "private", "public", or NULL for ADDRESS_NONE. */
const char *address_scope_word(enum address_scope scope);

/* `text` with every address in it replaced by its word; `text` itself when it holds none; NULL on
 * no memory. */
const char *address_redact(struct arena *arena, const char *text);
