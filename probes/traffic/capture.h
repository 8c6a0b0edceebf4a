/* Names from capture files: reads blocks, decodes packets, follows flows, and hands each name that
 * was asked for to a sink. Keeps no payload and no address beyond the flow table (DESIGN 6,
 * traffic.md 4). */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "probes/base/arena.h"
#include "probes/base/date.h"
#include "probes/observation.h"
#include "probes/traffic/capture_totals.h"
#include "probes/traffic/kinds.h"
#include "probes/traffic/name_protocol.h"
#include "probes/traffic/recognise.h"

struct name_seen {
	enum name_protocol protocol;
	enum name_how how; /* NAMED_ITSELF but for account() */
	const char *host;  /* lower-case, no trailing dot, no port, unusual bytes as \DDD; valid
	                      during the call only */
	uint64_t device;   /* hash of the asking side's address, for counting; never written */
	date day;          /* UTC */
	uint16_t network;  /* of that side, in capture_options.networks; 0 without */
	uint32_t source;   /* ordinal of the recording, from 0 */
	uint64_t packet;   /* ordinal of the packet with which the name was whole, from 1 */
	int64_t seconds;   /* UTC; below 0: the recording holds no time. For sums by hour only */
};

#define ACCOUNT_MAX 0xffffffu

/* What went each way in one conversation, or in a part of it (probes/traffic/accounts.h). */
struct amount_seen {
	uint32_t account;   /* what account() said */
	uint64_t device;    /* as in name_seen */
	uint64_t endpoint;  /* hash of the other side's address and port; never written */
	uint64_t up, down;  /* bytes of payload that the device sent, that it was sent */
	int64_t start, end; /* UTC, seconds: of the first and the last packet */
	bool timed;         /* false: the capture holds no time */
	bool first;         /* of its conversation */
};

/* A kind of conversation that carries no name to keep: once for each. */
struct kind_seen {
	enum traffic_kind kind;
	uint64_t device;  /* as in name_seen */
	date day;         /* UTC */
	uint16_t network; /* as in name_seen */
};

enum certificate_match {
	CERTIFICATE_MATCH_UNKNOWN, /* the name that was asked for is not known (any more), or the
	                              certificate names no hosts */
	CERTIFICATE_MATCHES,       /* it is for the name that was asked for */
	CERTIFICATE_DIFFERS,
};

/* A certificate that a server showed, up to TLS 1.2. Nothing about it was checked. */
struct certificate_seen {
	const char *host;      /* asked for, as in name_seen; or NULL */
	const char *authority; /* who signed the last of the chain ("CN=Name, O=Organisation");
	                          NULL: the server itself, or nobody who is named */
	enum certificate_match match;
	uint64_t device;  /* as in name_seen */
	date day;         /* UTC */
	uint16_t network; /* as in name_seen */
};

/* What a device says of its kind when it asks for an address (probes/wire/vendor_class.h); once a
 * message. */
struct hint_seen {
	const char *word; /* static */
	uint64_t device;  /* as in name_seen, of the address that it has or asks for */
	date day;         /* UTC */
	uint16_t network; /* as in name_seen */
};

struct name_sink {
	int (*name)(void *arg, const struct name_seen *seen); /* 0 or -ENOMEM */
	void *arg;
	int (*kind)(void *arg, const struct kind_seen *seen); /* the same; or NULL */
	int (*hint)(void *arg, const struct hint_seen *seen); /* the same; or NULL */

	/* Both or none. The account that a conversation with that name belongs to, above 0 and at
	 * most ACCOUNT_MAX; 0: it is not to be counted. `host` is NULL where no one name is known
	 * (NAMED_NOT), `protocol` then says nothing; also asked for names that name() is never told
	 * of, as those of an address. */
	uint32_t (*account)(void *arg, const struct name_seen *seen);
	int (*amount)(void *arg, const struct amount_seen *seen); /* 0 or -ENOMEM */

	/* A certificate that a server showed: 0 or -ENOMEM; NULL: none is read. */
	int (*certificate)(void *arg, const struct certificate_seen *seen);
};

struct capture_source {
	const char *name; /* for messages */
	int fd;           /* opened by the caller, not closed here; may be a pipe */
	bool seekable;    /* may be looked at before it is read: lseek() works */
};

/* Shared with the opener's side: where the decoder is, so that after a crash a fresh worker can
 * step over one packet. */
struct capture_progress {
	uint32_t source;
	uint64_t packet; /* ordinal of the packet in hand, from 1 */

	/* of all sources so far, noted at each read(): for whoever waits */
	uint64_t bytes; /* of the files, compressed ones as they are */
	uint64_t packets, names;
};

struct capture_skip {
	uint32_t source;
	uint64_t packet;
};

struct quic_keys;

struct capture_options {
	uint64_t max_bytes; /* of uncompressed input per file; 0 = no bound */
	volatile struct capture_progress *progress; /* or NULL */
	const struct capture_skip *skips;
	size_t skip_count;
	const struct capture_skip
		*end;       /* reading ends before this packet of this source; or NULL */
	bool (*stop)(void); /* asked once per block: true after an interrupt; or NULL */
	const struct recognition *networks; /* NULL: every frame is read, all are one network */
	struct capture_totals *shares; /* with `networks`: written, one a network, what `totals`
	                                  says of its frames alone; else NULL */
	struct quic_keys *quic; /* probes/wire/quic_keys.h, made before the sandbox closed; NULL:
	                           made here */
};

/* Reads all sources, in the order of probes/traffic/source_order.h. Gaps go to `gaps`
 * (observations_gap) where it is not NULL: to one, or with options->networks to an array of one a
 * network, what is not of one network to the first that was seen. 0; -EBADMSG: a source is no
 * capture or is cut short or corrupt: what came before was handed out and `problem` says file,
 * place and remedy; -ENOTSUP: a known format that is not read, with a word in `problem`; -ENOMEM.
 * Goes on with the next source after a bad one; the first error is returned. */
struct problem;
int capture_read(const struct capture_source *sources, size_t count,
                 const struct capture_options *options, const struct name_sink *sink,
                 struct observations *gaps, struct capture_totals *totals, struct problem *problem);
