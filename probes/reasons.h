/* Every word by which a gap or a coverage may say why something was not seen. The report's message
 * catalogue holds a label for each (a test compares); a probe uses no other. */
#pragma once

#define REASON_AUDITS_MIXED                                                                        \
	"audits-mixed"               /* pseudonyms of several audits: one device may count twice */
#define REASON_DENIED "denied"       /* the system refused: rights are missing */
#define REASON_REFUSED "refused"     /* our own opener refused: outside the tables, deny-list */
#define REASON_MISSING "missing"     /* named by another file, but not there */
#define REASON_TOO_LARGE "too-large" /* above the bound; not read, or not to its end */
#define REASON_TRUNCATED "truncated" /* cut short: a folder, a file, a capture */
#define REASON_UNREADABLE "unreadable"           /* an error while reading */
#define REASON_MALFORMED "malformed"             /* read, but not in the form that it should have */
#define REASON_MEMORY_LIMIT "memory-limit"       /* the run's bound of memory was reached */
#define REASON_INTERRUPTED "interrupted"         /* the run was ended before this was done */
#define REASON_DECODER_CRASHED "decoder-crashed" /* one packet or record was stepped over */
#define REASON_WORKER_CRASHED "worker-crashed"   /* a check ended early */
#define REASON_NOT_PERMITTED "not-permitted"     /* the permission does not cover it */
#define REASON_LIVE_ONLY "live-only"             /* means nothing on a disk that is not booted */
#define REASON_NO_PACKAGE_DATABASE "no-package-database"
#define REASON_OLD_PACKAGE_DATABASE "old-package-database" /* a form of rpm's that is not read */
#define REASON_WRITE_AHEAD_LOG                                                                     \
	"write-ahead-log" /* changes that stand beside a database were not read */
#define REASON_NO_PROCESS_TABLE "no-process-table"
#define REASON_DELETED_EXECUTABLE                                                                  \
	"deleted-executable"             /* still runs, its file is gone: nobody can look at it */
#define REASON_NOT_SYSTEMD "not-systemd" /* services are started by something that is not read */
#define REASON_NO_RUNNING_STATE                                                                    \
	"no-running-state"                 /* set up, but whether it runs cannot be seen           \
	                                    */
#define REASON_HIDDEN_NAMES "hidden-names" /* connections that hid whom they spoke to */
#define REASON_OTHER_NETWORKS                                                                      \
	"other-networks" /* of networks that are not looked at, or of none that is known: left out \
	                  */
#define REASON_OUTER_NAME "outer-name"   /* a name beside an encrypted one: the inner may differ */
#define REASON_LINK_TYPE "link-type"     /* a kind of network that is not decoded */
#define REASON_NOT_DECODED "not-decoded" /* a protocol that is not decoded */
#define REASON_TABLE_FULL "table-full"   /* more connections at once than are followed */
#define REASON_FEW_DEVICES "few-devices" /* of too few devices to be kept */
#define REASON_NO_TIME_ZONE "no-time-zone" /* UTC was taken */

/* All of them, sorted, NULL-terminated. */
extern const char *const reasons[];

/* The word for a negative errno of the place_*() calls. */
const char *reason_of(int error);
