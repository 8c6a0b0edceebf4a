/* What a server's certificate tells without asking anyone: who signed it, and whether it is for a
 * name (RFC 5280 section 4.1). Nothing is checked: no signature, no date. Of the subject only its
 * names of hosts are compared, none leaves. Pure functions over one whole certificate in DER. */
#pragma once
#include "probes/base/cursor.h"

#define CERTIFICATE_ISSUER_MAX 272

struct certificate {
	char issuer[CERTIFICATE_ISSUER_MAX]; /* "CN=Name, O=Organisation", as far as it has them;
	                                        UTF-8, printable, perhaps cut short; or "" */
	bool self_signed;                    /* issuer and subject are the same */
	bool authority;                      /* may sign others (basic constraints) */
	struct span names; /* of the subject alternative names, for certificate_covers(); points
	                      into the input; empty: it has none */
};

/* 0 or -EBADMSG. */
int certificate_read(struct span der, struct certificate *out);

/* True when one of its DNS names is the host, or stands for it with a star as its whole first label
 * (RFC 6125 section 6.4.3). `host`: as host.h writes it. */
bool certificate_covers(const struct certificate *certificate, const char *host);
