/* How cameras on a network are found: WS-Discovery (OASIS 1.1, and the draft of April 2005 that
 * ONVIF uses) for a NetworkVideoTransmitter, and UPnP's announcements (UPnP Device Architecture
 * section 1) of a DigitalSecurityCamera. Told by the words that the specifications lay down; other
 * devices that are found in the same ways are not told. */
#pragma once
#include "probes/base/cursor.h"

enum discovery {
	DISCOVERY_NONE,
	DISCOVERY_OTHER,  /* of something that is no camera */
	DISCOVERY_SEARCH, /* somebody asks for cameras */
	DISCOVERY_CAMERA, /* a device says that it is one */
};

enum discovery discovery_looks_like(struct span message);
