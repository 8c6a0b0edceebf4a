/* What was seen at one place, as bare facts: observations, gaps and coverage (DESIGN 5). No
 * judgement, no people.
 *
 * Probes add; observations_add() first redacts (probes/redact.h), then asks interest->keep, then
 * stores. A fact that interest does not keep is only counted. Strings are copied into the arena as
 * printable UTF-8. Order of adding does not matter: observations_sort() gives the canonical order,
 * in which an observation's id is its ordinal, from 0. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probes/base/arena.h"
#include "probes/base/date.h"

struct interest;

/* The claim ladder; "used for" is not on it. */
enum level {
	LEVEL_CAPABLE,
	LEVEL_PRESENT,
	LEVEL_ACTIVE,
	LEVEL_COMMUNICATING,
	LEVEL_FUNCTION_ON,
	LEVELS
};

/* A detail of "sign:WORD" says that the thing is hidden: see probes/hiding.h. */
enum observation_kind {
	OBSERVED_PACKAGE, /* subject: the name as its database spells it; detail: "dpkg", "rpm" */
	OBSERVED_FILE,    /* subject: path */
	OBSERVED_PROCESS, /* subject: path of the executable; actor: owning package; detail: unit */
	OBSERVED_SERVICE, /* subject: unit name; detail: path of the executable; actor: owning
	                     package */
	OBSERVED_SCHEDULE, /* subject: timer unit or cron file */
	OBSERVED_AUTOSTART,
	OBSERVED_KERNEL_MODULE,
	OBSERVED_KERNEL_HOOK,
	OBSERVED_DEVICE_HOLDER,
	OBSERVED_EXTENSION, /* subject: the extension's id; detail: one permission that it holds, a
	                       fact each; without: it is there */
	OBSERVED_BROWSER_POLICY,
	OBSERVED_SETTING, /* subject: the setting, as its indicator spells it ("veyon:Demo");
	                     detail: its value; level: function-on where it turns something on */
	OBSERVED_AUTHORITY,
	OBSERVED_PROXY,
	OBSERVED_RESOLVER,
	OBSERVED_REDIRECTION,
	OBSERVED_LOG_SHIPPING,
	OBSERVED_ENROLMENT,
	OBSERVED_REMOTE_ACCESS,
	OBSERVED_INTERFACE,
	OBSERVED_CONTACT, /* subject: host name; detail: how it was named ("tls", "dns", "http"; by
	                     its address: a word of probes/traffic/contacts.h); count: flows or
	                     queries */
	OBSERVED_PAGE_REQUEST, /* subject: host name; detail: the page ("portal.example/"), a space,
	                          and when: before, refused or accepted (the choice about cookies)
	                        */
	OBSERVED_SERVER_CERTIFICATE,
	OBSERVED_CERTIFICATE_CHECK, /* subject: the host that was asked; detail: subject of the last
	                               certificate of its chain; level: active where that is none of
	                               the public authorities */
	OBSERVED_CONVERSATION,      /* that names no service: subject: its kind (a word of
	                               probes/traffic/kinds.h); detail: "hides" where names may pass in
	                               it that nobody on the way can read; count: conversations */
	OBSERVED_SENDING_PATTERN,   /* sends at regular times: subject: host name, or
	                               SENDING_UNKNOWN; detail: seconds from one to the next; count:
	                               uploads; bytes: sent in all of them */
	OBSERVATION_KINDS
};

/* How a contact is known that did not name itself: by what DNS said of its address. */
#define CONTACT_BY_DNS "dns-address"                   /* to this device, of this name alone */
#define CONTACT_BY_OTHER_DNS "dns-address-other"       /* to another device: a hint */
#define CONTACT_BY_SHARED_ADDRESS "dns-address-shared" /* of several names: a hint */

#define CONVERSATION_HIDES "hides"
#define SENDING_UNKNOWN "unknown-endpoint" /* a service that the catalogue does not know */
#define SENDING_UNKNOWN_DEVICES 3          /* fewer, and it is not told */

/* What one hour of one day saw, over several devices together; never kept for fewer than
 * HOUR_BAND_DEVICES (model PR-09). */
struct hour_band {
	date day;         /* UTC */
	uint8_t hour;     /* UTC, 0 to 23 */
	uint32_t devices; /* distinct */
	uint64_t bytes;
};

/* Whether a page that was visited says where an automated assistant, not a person, answers (model
 * CHK25). Of two that differ, the later one here is kept. */
enum page_label {
	PAGE_LABEL_UNKNOWN, /* nobody noted it */
	PAGE_LABELLED,
	PAGE_UNLABELLED,
	PAGE_LABELS
};

#define VERSION_MAJOR_MAX 4 /* digits; more are a date or the number of a build */

#define HOUR_BAND_DEVICES 3 /* the least that an agreement may ask for (model PR-08) */
#define HOUR_BANDS_MAX (31 * 24)

struct observation {
	enum observation_kind kind;
	enum level level;
	const char *probe;   /* name of the probe that saw it */
	const char *subject; /* never NULL */
	const char *detail;  /* or NULL */
	const char *actor;   /* a product or package, never a person; or NULL */
	date first, last;    /* UTC dates, or DATE_NONE */
	uint64_t count;      /* how often the same fact was seen, at least 1 */
	uint64_t bytes;      /* for contacts: of payload, both ways; 0 where that means nothing */
	uint64_t bytes_up;   /* of these, sent by the device */
	uint32_t devices;    /* for contacts: distinct devices; 0 = not counted */
	const char *country; /* for contacts: ISO 3166-1 letters of where the address seems to lie
	                        on the network: a hint, not where data is kept; or NULL */
	const char *version_major;     /* for packages and extensions: the number that its version
	                                  begins with ("12"), nothing finer; NULL = not stated */
	enum page_label label;         /* for page requests */
	const struct hour_band *bands; /* for contacts: by day and hour, each pair once; or NULL */
	size_t band_count;
};

/* What could not be seen. */
struct gap {
	const char *probe;
	const char *reason; /* a word of the message catalogue: "denied", "truncated",
	                       "decoder-crashed" ... */
	const char *what;   /* path or thing, redacted; or NULL */
	int error;          /* errno, positive, or 0 */
	uint64_t count;     /* how many things */
};

enum coverage_state { COVERAGE_COMPLETE, COVERAGE_PARTIAL, COVERAGE_NOT_RUN, COVERAGE_STATES };

struct coverage {
	const char *probe;
	enum coverage_state state;
	uint64_t looked_at;   /* things read (packages, processes, packets) */
	uint64_t seen;        /* of these, matched by interest */
	uint64_t denied;      /* not readable */
	uint64_t connections; /* that could have said whom they spoke to */
	uint64_t hidden;      /* of these: their name could not be read */
	uint32_t days;        /* calendar days covered, for traffic */
	uint64_t targets;     /* hosts or pages that it was to look at and did */
	int attributed; /* per cent of connections tied to a name or process; -1 = does not apply */
	const char *reason; /* a word of the message catalogue, or NULL when complete */
};

/* Where the observations were made; one observations file speaks of one place (DESIGN 5). NULL =
 * unknown. */
struct location {
	const char *device; /* keyed pseudonym, hex; NULL for captures */
	const char *tag;    /* "D-7KQ", for a sticker */
	const char *audit;
	const char *device_class;
	const char *network;
	const char *site;
	const char *kind;     /* device | network | capture | root | import */
	const char *platform; /* of a device: linux | windows | macos | ios | android | chromeos */
	const char *time_zone;
	date looked_on; /* UTC day of the run: when a fact without a date was seen; 0 = unknown */
};

struct observations {
	struct arena *arena; /* not owned */
	const struct interest *interest;
	const char *probe; /* whose collect() runs; observations_add() files facts under it */
	struct location location;
	struct observation *items;
	size_t count, room;
	struct gap *gaps;
	size_t gap_count, gap_room;
	struct coverage *coverages;
	size_t coverage_count, coverage_room;
	uint64_t dropped; /* facts that interest did not keep */
	bool full;        /* the arena's limit was reached; said by a gap */
};

/* True where both are looks at one device: pseudonyms of different audits are not comparable. */
bool location_same_device(const struct location *a, const struct location *b);

void observations_init(struct observations *all, struct arena *arena,
                       const struct interest *interest);

/* 0; -ENOMEM beyond the arena (all->full is then set). A fact that is not kept raises all->dropped.
 * Equal facts (kind, probe, subject, detail, actor, version_major) are merged by
 * observations_sort(): counts and bytes added, level and devices the higher, first and last the
 * outer. */
int observations_add(struct observations *all, const struct observation *fact);
int observations_gap(struct observations *all, const char *reason, const char *what, int error,
                     uint64_t count);
int observations_cover(struct observations *all,
                       const struct coverage *coverage); /* probe NULL = all->probe */

/* Canonical order and merged duplicates, gaps and coverage too: the same facts give the same bytes.
 */
void observations_sort(struct observations *all);

/* The words of the file formats; NULL / -1 for what is none. */
const char *observation_kind_word(enum observation_kind kind);
int observation_kind_of(const char *word);
const char *level_word(enum level level);
int level_of(const char *word);
const char *page_label_word(enum page_label label); /* unknown, labelled, unlabelled */
int page_label_of(const char *word);
const char *coverage_state_word(enum coverage_state state);
int coverage_state_of(const char *word);
