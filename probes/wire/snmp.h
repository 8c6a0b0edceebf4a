/* SNMP versions 1, 2c and 3 (RFC 1157, 1901, 3412), by which devices are watched and set from afar.
 * Told by the shape of its outer BER; no community, user or value is read out. */
#pragma once
#include "probes/base/cursor.h"

/* Strict: every length definite and filled exactly, down to the kind of request. `*is_answer`: a
 * response, to whoever asked; written only where it is SNMP. What version 3 encrypts is not seen:
 * then it is none. */
bool snmp_looks_like(struct span message, bool *is_answer);
