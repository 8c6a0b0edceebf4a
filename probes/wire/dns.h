/* The names asked for in one DNS message: query or response, unicast, multicast or LLMNR, all the
 * same on the wire (RFC 1035 section 4, 6762, 4795). Only the question section is read out;
 * `daylight hosts` calls a question in a query "dns" and one in a response whose query was not seen
 * "dnsr".
 *
 *     if (dns_open(payload, &message) == 0)
 *             while (dns_next_name(&message, &question))
 *                     ...
 *
 * Nothing is allocated; a dns_message points into the span that the caller keeps. Compression
 * pointers go strictly backwards, at most DNS_JUMPS_MAX a name. Text: probes/wire/host.h, but a
 * blank within a label, and letters beyond ASCII in a label of good UTF-8, stand as they are, for
 * multicast DNS has names like "Anna's printer.local". */
#pragma once
#include "probes/base/cursor.h"
#include "probes/wire/host.h"

#define DNS_NAME_MAX HOST_TEXT_MAX
#define DNS_HEADER 12    /* bytes */
#define DNS_JUMPS_MAX 32 /* pointers followed for one name; 255 bytes alone bound the labels */

struct dns_message {
	struct span bytes; /* of the caller */
	uint16_t id, flags;
	bool response;
	uint8_t opcode, rcode;
	uint16_t questions, answers, authorities, additionals; /* what the header claims */
	struct cursor in;                                      /* internal: the next question */
	uint16_t questions_left;                               /* internal */
};

struct dns_question {
	char name[DNS_NAME_MAX]; /* lower-case, dotted, NUL-terminated, no trailing dot, never "" */
	uint16_t type, class;
};

struct dns_record {               /* RFC 1035 section 4.1.3 */
	char owner[DNS_NAME_MAX]; /* as a question's name, but "" is the root */
	uint16_t type, class;
	uint32_t ttl;       /* seconds */
	struct cursor data; /* ends with the record; names in it: dns_read_name() */
};

/* The header alone. 0, or -EBADMSG: shorter than a header. */
int dns_open(struct span message, struct dns_message *out);

/* The next question; those for the root are stepped over. False at the end and at the first
 * question that lies (message->in.failed is then set): what was handed out before it stands. */
bool dns_next_name(struct dns_message *message, struct dns_question *out);

/* The next record, whichever section it is in: asked for as often as the header claims records,
 * after the last question. False: it lies (message->in.failed is then set). */
bool dns_next_record(struct dns_message *message, struct dns_record *out);

/* The name at `in`, a cursor whose base is the message's; behind it stands `in` then, also after a
 * pointer. A name that lies sets in->failed; `out` is then not to be read. */
void dns_read_name(struct span message, struct cursor *in, char out[static DNS_NAME_MAX]);

/* Strict: for UDP payloads on ports that are not DNS's. A standard query or its response with
 * exactly one question, class IN, a name of plain host-name characters with at least two labels,
 * and records that end where the message does. */
bool dns_looks_like(struct span message);

/* The next message of a DNS stream over TCP (RFC 1035 section 4.2.2, RFC 7766). 0: `stream` stands
 * behind it; -EAGAIN: its end is not here yet, `stream` has not moved (also at the very end);
 * -EBADMSG: no DNS stream, or it lost step. */
int dns_tcp_next(struct cursor *stream, struct span *message);
