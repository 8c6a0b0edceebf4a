/* What a client says before its TLS hello on the same stream, so that the hello is found where it
 * begins:
 *
 *     lines     SMTP, LMTP (RFC 3207), IMAP, POP3 (RFC 2595), FTP (RFC 4217), NNTP (RFC 4642),
 *               ManageSieve (RFC 5804), and the tags of XMPP (RFC 6120 section 5)
 *     requests  PostgreSQL's SSLRequest, MySQL's, LDAP's StartTLS (RFC 4511 section 4.14), the
 *               packets of TDS ([MS-TDS] 2.2.6.5)
 *     proxies   SOCKS 4, 4a and 5 (RFC 1928, 1929): all of the client's part at once
 *
 * Only the length leaves: no greeting, no user, no target. Pure function, no state. */
#pragma once
#include "probes/base/cursor.h"

#define PREAMBLE_MAX ((size_t)1200) /* bytes of one line, tag, request or SOCKS talk */

/* `at_start`: these are the first bytes of the stream, or follow another preamble; otherwise only
 * lines are known. 0: the first `*len` bytes are one; -EAGAIN: so far they are, their end is not
 * here; -EBADMSG: they are none. */
int preamble_read(struct span stream, bool at_start, size_t *len);
