/* What devices say of themselves to servers of addresses, in both versions of IP, from untrusted
 * bytes. */
#include <string.h>

#include "probes/wire/dhcp.h"
#include "probes/wire/vendor_class.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(const struct dhcp_message *message)
{
	if (memchr(message->host, '\0', sizeof(message->host)) == NULL ||
	    memchr(message->full_name, '\0', sizeof(message->full_name)) == NULL)
		__builtin_trap();
	for (const char *c = message->host; *c; c++)
		if (*c <= ' ' || *c > '~')
			__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span bytes = { data, size };
	struct dhcp_message message;

	if (!dhcp_read(bytes, &message))
		hold(&message);
	if (!dhcp_read_6(bytes, &message))
		hold(&message);
	vendor_class_word(bytes);
	return 0;
}
