/* Ranges of addresses as people write them. */
#include "probes/prefix.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>

#define BITS 128
#define MAPPED_BITS 96 /* ::ffff:0:0/96 */
#define MAPPED_LOW 0x0000ffff00000000u

/* The bits behind the first `length`. */
static struct packet_address host_mask(unsigned int length)
{
	return (struct packet_address){
		.high = length >= 64 ? 0 : UINT64_MAX >> length,
		.low = length <= 64     ? UINT64_MAX
		       : length == BITS ? 0
		                        : UINT64_MAX >> (length - 64),
	};
}

static bool is_mapped(const struct packet_address *address)
{
	return !address->high && address->low >> 32 == MAPPED_LOW >> 32;
}

/* Both texts are strict: four decimal parts, or RFC 4291; no zone, no spaces. */
static bool read_address(const char *text, struct packet_address *out, bool *is_ipv4)
{
	uint8_t bytes[16];
	struct cursor in;

	*is_ipv4 = inet_pton(AF_INET, text, bytes) == 1;
	if (*is_ipv4) {
		in = cursor_over((struct span){ bytes, 4 });
		*out = (struct packet_address){ 0, MAPPED_LOW | cursor_u32(&in) };
		return true;
	}
	if (inet_pton(AF_INET6, text, bytes) != 1)
		return false;
	in = cursor_over((struct span){ bytes, sizeof(bytes) });
	out->high = cursor_u64(&in);
	out->low = cursor_u64(&in);
	return true;
}

/* One to three digits, no leading nought. */
static bool read_length(const char *text, unsigned int most, unsigned int *out)
{
	size_t digits = strspn(text, "0123456789");
	unsigned int length = 0;

	if (!digits || digits > 3 || text[digits] || (digits > 1 && *text == '0'))
		return false;
	for (; *text; text++)
		length = length * 10 + (unsigned int)(*text - '0');
	*out = length;
	return length <= most;
}

int prefix_parse(const char *text, struct prefix *out, enum prefix_fault *fault)
{
	const char *slash = strchr(text, '/');
	char address[INET6_ADDRSTRLEN];
	struct packet_address mask;
	struct prefix local;
	bool is_ipv4;

	*fault = PREFIX_MALFORMED;
	if (!slash || (size_t)(slash - text) >= sizeof(address))
		return -EBADMSG;
	memcpy(address, text, (size_t)(slash - text));
	address[slash - text] = '\0';
	if (!read_address(address, &local.start, &is_ipv4) ||
	    !read_length(slash + 1, is_ipv4 ? 32 : BITS, &local.length))
		return -EBADMSG;
	local.length += is_ipv4 ? MAPPED_BITS : 0;
	mask = host_mask(local.length);
	*fault = PREFIX_HOST_BITS;
	if (local.start.high & mask.high || local.start.low & mask.low)
		return -EBADMSG;
	*out = local;
	return 0;
}

bool prefix_is_ipv4(const struct prefix *prefix)
{
	return prefix->length >= MAPPED_BITS && is_mapped(&prefix->start);
}

struct packet_address prefix_last(const struct prefix *prefix)
{
	struct packet_address mask = host_mask(prefix->length);

	return (struct packet_address){ prefix->start.high | mask.high,
		                        prefix->start.low | mask.low };
}

int address_compare(const struct packet_address *a, const struct packet_address *b)
{
	if (a->high != b->high)
		return a->high < b->high ? -1 : 1;
	return (a->low > b->low) - (a->low < b->low);
}

int prefix_compare(const struct prefix *a, const struct prefix *b)
{
	int order = address_compare(&a->start, &b->start);

	return order ? order : (a->length > b->length) - (a->length < b->length);
}
