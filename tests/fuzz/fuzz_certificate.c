/* A server's first flight and a bare certificate from untrusted bytes: what is said of who signed
 * it is fit to print, and an answer given early stays true when more bytes come. */
#include "probes/wire/certificate.h"

#include <errno.h>
#include <string.h>

#include "probes/base/text.h"
#include "probes/wire/tls_server.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_certificate(struct span der)
{
	struct certificate certificate;
	size_t len;

	if (certificate_read(der, &certificate))
		return;
	len = strlen(certificate.issuer);
	if (len >= sizeof(certificate.issuer) || !text_is_utf8(certificate.issuer, len))
		__builtin_trap();
	for (size_t i = 0; i < len; i++)
		if ((uint8_t)certificate.issuer[i] < ' ')
			__builtin_trap();
	certificate_covers(&certificate, "www.example.com");
	certificate_covers(&certificate, "localhost");
}

static void read_chain(struct span whole)
{
	static uint8_t room[TLS_STREAM_MAX], other[TLS_STREAM_MAX];
	struct tls_chain chain, early;
	int result = tls_server_chain(whole, room, &chain);
	int before = tls_server_chain((struct span){ whole.at, whole.len / 2 }, other, &early);

	if (before == -EBADMSG && (!result || result == -ENOENT))
		__builtin_trap();
	if (!before && (result || early.count != chain.count))
		__builtin_trap();
	if (result)
		return;
	if (!chain.count || !chain.first.len || !chain.last.len)
		__builtin_trap();
	read_certificate(chain.first);
	read_certificate(chain.last);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_chain((struct span){ data, size });
	read_certificate((struct span){ data, size });
	return 0;
}
