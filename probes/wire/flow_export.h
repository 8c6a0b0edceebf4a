/* Records of who talked with whom, as network devices send them to a collector: NetFlow versions 5
 * and 9 (RFC 3954), IPFIX (RFC 7011), sFlow version 5 (sflow.org/sflow_version_5.txt). Only the
 * frame is walked; no record is read. */
#pragma once
#include "probes/base/cursor.h"

/* Strict: the version, and a count or lengths that fill the datagram exactly. */
bool flow_export_looks_like(struct span message);
