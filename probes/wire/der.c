/* The header of one element: lengths of up to four bytes, as DER and the LDAP clients that write
 * long lengths for short values use them. */
#include "probes/wire/der.h"

#define LONG_FORM 0x80
#define LENGTH_BYTES_MAX 4
#define TAG_GOES_ON 0x1f

static size_t take_length(struct cursor *in)
{
	uint8_t first = cursor_u8(in), count = first & 0x7f;
	size_t length = 0;

	if (!(first & LONG_FORM))
		return first;
	if (!count || count > LENGTH_BYTES_MAX)
		in->failed = true;
	while (!in->failed && count--)
		length = length << 8 | cursor_u8(in);
	return length;
}

struct span der_next(struct cursor *in, uint8_t *tag)
{
	*tag = cursor_u8(in);
	if ((*tag & TAG_GOES_ON) == TAG_GOES_ON)
		in->failed = true;
	return cursor_take(in, take_length(in));
}

struct span der_take(struct cursor *in, uint8_t tag)
{
	uint8_t found;
	struct span value = der_next(in, &found);

	if (found != tag)
		in->failed = true;
	if (in->failed)
		value = (struct span){ 0 };
	return value;
}
