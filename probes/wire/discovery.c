/* Words in the messages by which devices are found. */
#include "probes/wire/discovery.h"

#include <string.h>

#define LOOKED_AT 4096 /* bytes of a message */

static bool has(struct span text, const char *word)
{
	return text.len && memmem(text.at, text.len, word, strlen(word));
}

static bool begins(struct span text, const char *word)
{
	size_t len = strlen(word);

	return text.len >= len && !memcmp(text.at, word, len);
}

/* A declaration or the name of an element (XML 1.0, productions 5 and 23); a number in angle
 * brackets begins a line of a log. */
static bool begins_element(struct span text)
{
	uint8_t second = text.at[1] | 0x20;

	return text.at[1] == '?' || text.at[1] == '_' || (second >= 'a' && second <= 'z');
}

/* SOAP: the action in the header says what it is, the namespace whose. */
static enum discovery read_soap(struct span text)
{
	if (!has(text, "Envelope") ||
	    (!has(text, "http://schemas.xmlsoap.org/ws/2005/04/discovery") &&
	     !has(text, "http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01")))
		return DISCOVERY_NONE;
	if (!has(text, "NetworkVideoTransmitter"))
		return DISCOVERY_OTHER;
	if (has(text, "/discovery/ProbeMatches") || has(text, "/discovery/Hello") ||
	    has(text, "2009/01/ProbeMatches") || has(text, "2009/01/Hello"))
		return DISCOVERY_CAMERA;
	return has(text, "Probe") ? DISCOVERY_SEARCH : DISCOVERY_OTHER;
}

static enum discovery read_announcement(struct span text)
{
	bool asks = begins(text, "M-SEARCH * HTTP/1.1\r\n");

	if (!asks && !begins(text, "NOTIFY * HTTP/1.1\r\n") && !begins(text, "HTTP/1.1 200 "))
		return DISCOVERY_NONE;
	if (!has(text, "urn:schemas-upnp-org:device:DigitalSecurityCamera:"))
		return asks || has(text, "ssdp:") ? DISCOVERY_OTHER : DISCOVERY_NONE;
	return asks ? DISCOVERY_SEARCH : DISCOVERY_CAMERA;
}

enum discovery discovery_looks_like(struct span message)
{
	if (message.len > LOOKED_AT)
		message.len = LOOKED_AT;
	if (message.len < 2)
		return DISCOVERY_NONE;
	switch (message.at[0]) {
	case '<': return begins_element(message) ? read_soap(message) : DISCOVERY_NONE;
	case 'H':
	case 'M':
	case 'N': return read_announcement(message);
	default: return DISCOVERY_NONE;
	}
}
