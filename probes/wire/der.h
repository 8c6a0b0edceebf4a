/* One element of DER or BER: a tag of one byte, a length, a value (ITU-T X.690 section 8.1). Enough
 * for certificates and LDAP's outer layers: no tags of several bytes, no indefinite lengths, which
 * DER forbids. */
#pragma once
#include "probes/base/cursor.h"

enum der_tag {
	DER_BOOLEAN = 0x01,
	DER_INTEGER = 0x02,
	DER_OCTETS = 0x04,
	DER_OBJECT_ID = 0x06,
	DER_SEQUENCE = 0x30,
	DER_SET = 0x31,
};

/* The next element's value; `*tag` is its tag. A cursor that fails is at the end of its bytes, or
 * the element lies. */
struct span der_next(struct cursor *in, uint8_t *tag);

/* The same where only `tag` may stand; another fails the cursor. */
struct span der_take(struct cursor *in, uint8_t tag);
