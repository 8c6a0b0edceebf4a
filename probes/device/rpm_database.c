/* Finds rpm's database, opens it through a descriptor, hands out its packages. */
#include "probes/device/rpm_database.h"

#include <errno.h>

#include "probes/base/cleanup.h"
#include "probes/device/database.h"

/* Newer systems keep it below /usr and make the old place a link to it; image-based ones below
 * /usr/share. The first that is there is read, by whatever links. */
static const struct {
	const char *file, *log;
	const char *old[3];
} places[] = {
	{ "/usr/lib/sysimage/rpm/rpmdb.sqlite",
	  "/usr/lib/sysimage/rpm/rpmdb.sqlite-wal",
	  { "/usr/lib/sysimage/rpm/Packages", "/usr/lib/sysimage/rpm/Packages.db", NULL } },
	{ "/usr/share/rpm/rpmdb.sqlite", "/usr/share/rpm/rpmdb.sqlite-wal", { NULL } },
	{ "/var/lib/rpm/rpmdb.sqlite",
	  "/var/lib/rpm/rpmdb.sqlite-wal",
	  { "/var/lib/rpm/Packages", "/var/lib/rpm/Packages.db", NULL } },
};

static int take_header(void *arg, struct span blob)
{
	struct rpm_reading *reading = arg;
	struct rpm_package package;

	if (rpm_header_decode(blob, &package) != 0) {
		reading->bad++;
		return 0;
	}
	return reading->package(reading->arg, &package);
}

static int read_database(int fd, struct rpm_reading *reading)
{
	struct database *database;
	int err = database_open(fd, &database);

	if (err)
		return err;
	err = database_column(database, "Packages", "blob", take_header, reading);
	database_close(database);
	return err == -ENOENT ? -EBADMSG : err; /* a database, but not rpm's */
}

static bool is_there(struct place *place, const char *path, struct place_entry *entry)
{
	return place_look(place, path, entry) == 0;
}

static int read_at(struct place *place, size_t i, struct rpm_reading *reading)
{
	_cleanup_(close_at) int fd = -1;
	struct place_entry entry;
	int err = place_open(place, places[i].file, &fd);

	if (err == -ENOENT) {
		for (const char *const *old = places[i].old; *old; old++)
			reading->old |= is_there(place, *old, &entry);
		return err;
	}
	reading->path = places[i].file;
	if (err)
		return err;
	reading->write_ahead_log = is_there(place, places[i].log, &entry) && entry.size > 0;
	return read_database(fd, reading);
}

int rpm_database_read(struct place *place, struct rpm_reading *reading)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		int err = read_at(place, i, reading);

		if (err != -ENOENT)
			return err;
	}
	return 0;
}
