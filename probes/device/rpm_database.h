/* rpm's database on a place: one SQLite file whose table Packages holds one header per package. */
#pragma once
#include "probes/device/rpm.h"
#include "probes/place.h"

struct rpm_reading {
	int (*package)(
		void *arg,
		const struct rpm_package *package); /* 0, or an errno that ends the reading */
	void *arg;
	uint64_t bad;         /* headers that were none */
	const char *path;     /* of the database that was read; NULL: there is none */
	bool old;             /* only a database in a form that is not read (Berkeley DB, ndb) */
	bool write_ahead_log; /* changes stand beside it that were not read */
};

/* 0, also where there is no database; -errno of place_*(); -EBADMSG, -EFBIG: not a database, or
 * above the bound of work: what was read before has been handed out. */
int rpm_database_read(struct place *place, struct rpm_reading *reading);

/* Every path that it opens, for a probe's table. */
#define RPM_DATABASE_GLOBS "/var/lib/rpm/*", "/usr/lib/sysimage/rpm/*", "/usr/share/rpm/*"
