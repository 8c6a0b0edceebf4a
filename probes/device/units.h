/* systemd's units of one suffix (".service", ".timer"), as its folders hold them (systemd.unit(5)):
 * a unit's file in the first folder that has one counts, a link to /dev/null masks it, drop-ins
 * (NAME.d/NN.conf) change it, a link from TARGET.wants or TARGET.requires starts it. System and
 * user units with one name are one. Instances count for their template. Drop-ins for all units of a
 * type or with a shared prefix (service.d, a-.service.d) are not read. */
#pragma once
#include "probes/device/unit_file.h"
#include "probes/observation.h"
#include "probes/place.h"

#define UNITS_MAX 8192
#define UNIT_DROP_INS_MAX 64 /* of one unit */

struct unit {
	const char *name;
	const char *path; /* of its file; NULL: only named by a link or masked */
	bool enabled;     /* something starts it */
	bool masked;
	uint64_t running; /* processes' groups that were seen; set by the caller */
};

struct units {
	struct place *place;
	struct observations *out;
	const char *suffix;
	struct unit *items; /* sorted by name after units_read() */
	size_t count;
	const char **drop_ins; /* paths, in the order in which they apply */
	size_t drop_in_count, drop_in_room;
	size_t folders;  /* that were there */
	uint64_t denied; /* folders and files that could not be read */
	bool weakened;   /* something else than rights was in the way: said by a gap */
};

/* Every path that is opened, for a probe's table. */
#define UNIT_FOLDER_GLOBS(folder) folder, folder "/*", folder "/*/*"
#define UNITS_GLOBS                                                                                \
	UNIT_FOLDER_GLOBS("/etc/systemd/system"), UNIT_FOLDER_GLOBS("/run/systemd/system"),        \
		UNIT_FOLDER_GLOBS("/run/systemd/generator"),                                       \
		UNIT_FOLDER_GLOBS("/run/systemd/generator.late"),                                  \
		UNIT_FOLDER_GLOBS("/usr/local/lib/systemd/system"),                                \
		UNIT_FOLDER_GLOBS("/usr/lib/systemd/system"),                                      \
		UNIT_FOLDER_GLOBS("/lib/systemd/system"), UNIT_FOLDER_GLOBS("/etc/systemd/user"),  \
		UNIT_FOLDER_GLOBS("/run/systemd/user"),                                            \
		UNIT_FOLDER_GLOBS("/usr/local/lib/systemd/user"),                                  \
		UNIT_FOLDER_GLOBS("/usr/lib/systemd/user"), "/lib", "/opt/**.service",             \
		"/opt/**.timer"

/* 0; -ENOMEM or -EPIPE. No folder at all: `folders` is 0. */
int units_read(struct place *place, struct observations *out, const char *suffix,
               struct units *units);

/* The unit, added when there was none; NULL on no memory. Only before the end of units_read() or
 * for more names. */
struct unit *units_named(struct units *units, const char *name);

/* Reads the unit's file and its drop-ins. 0; -ENOMEM or -EPIPE; what could not be read becomes a
 * gap. */
int units_load(struct units *units, const struct unit *unit, struct unit_file *file);

/* How far the units were seen, after all of them; `err` is what ended the work, or 0. Sets denied,
 * state and reason. */
void units_conclude(const struct units *units, int err, struct coverage *coverage);
