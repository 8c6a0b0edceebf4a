/* How a host name from the wire is written as text: lower-case, a dot only between labels, and
 * every byte outside printable ASCII, the space, the backslash (and, in a DNS label, the dot) as
 * \DDD, decimal (RFC 4343 section 2.1). So a label "securly.com\0" before "evil.net" never reads as
 * the domain securly.com. */
#pragma once
#include "probes/base/cursor.h"

#define HOST_WIRE_MAX 255                     /* RFC 1035 section 2.3.4 */
#define HOST_TEXT_MAX (4 * HOST_WIRE_MAX + 1) /* every byte escaped, and the NUL */

/* One byte of a DNS label as text: 1 or 4 characters, no NUL. `out` has room for four. */
size_t host_put_byte(char *out, uint8_t byte);

/* A dotted name as TLS and HTTP carry it; one trailing dot is dropped. 0; -ENOENT: nothing is left;
 * -EBADMSG: longer than a host name can be. `out` is written only on success. */
int host_text(struct span dotted, char out[static HOST_TEXT_MAX]);
