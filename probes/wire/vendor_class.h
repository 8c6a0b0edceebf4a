/* Which kind of device asks for an address, from what it says of its system (RFC 2132 section 9.13,
 * RFC 8415 section 21.16): a word of a closed list, as makers set it. A hint of the kind of device,
 * never of who uses it; anyone can say anything. */
#pragma once
#include "probes/base/cursor.h"

/* windows, android, chromeos, apple, linux, printer, camera, phone-desk, other; NULL: it says
 * nothing. Static. */
const char *vendor_class_word(struct span vendor_class);
