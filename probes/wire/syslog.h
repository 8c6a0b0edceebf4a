/* Syslog messages (RFC 5424, and the older form of RFC 3164), by which a device's records go
 * elsewhere. Told by their first characters; nothing of the text is read out. */
#pragma once
#include "probes/base/cursor.h"

enum syslog_shape {
	SYSLOG_NONE,
	SYSLOG_LOOSE,  /* a priority and printable text, no more: only for a port of syslog */
	SYSLOG_STRICT, /* a priority, then a version or a time */
};

/* How the bytes begin; they may go on. */
enum syslog_shape syslog_looks_like(struct span bytes);
