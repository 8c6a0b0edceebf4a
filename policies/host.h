/* Host names as policies compare them: ASCII letters in lower case, without one trailing dot, label
 * by label (RFC 4343). A name that is no host name, or is longer than HOST_MAX, matches nothing. A
 * dot that a decoder wrote as an escape inside a label ("\046", "\.") is no label boundary.
 * Punycode stays as it is. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#define HOST_MAX 1024 /* a name of 253 octets with its odd bytes as escapes */

/* 0 with the form above in `out`, or -EBADMSG: empty, too long, or with an empty label. */
int host_normalise(const char *host, char out[HOST_MAX + 1]);

/* Both normalised: true for the domain itself and everything below it. */
bool host_is_below(const char *host, const char *domain);

/* The next shorter suffix at a label boundary ("b.c" for "a.b.c"), or NULL. `host` is normalised.
 */
const char *host_parent(const char *host);
