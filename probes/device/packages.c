/* One fact per installed package, from dpkg's status file or files and from rpm's database. */
#include "probes/device/packages.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "probes/device/dpkg.h"
#include "probes/device/rpm_database.h"
#include "probes/device/version.h"
#include "probes/reasons.h"

#define STATUS_FILE "/var/lib/dpkg/status"
#define STATUS_FOLDER "/var/lib/dpkg/status.d"
#define STATUS_MAX ((size_t)32 << 20)

static const char *const areas[] = { "packages", NULL };
static const char *const globs[] = { STATUS_FILE, STATUS_FOLDER, STATUS_FOLDER "/*",
	                             RPM_DATABASE_GLOBS, NULL };

struct reading {
	struct place *place;
	struct observations *out;
	struct coverage coverage;
	bool found; /* any database */
};

static int weaken(struct reading *reading, const char *reason, const char *what, int error,
                  uint64_t count)
{
	reading->coverage.state = COVERAGE_PARTIAL;
	reading->coverage.reason = reason;
	if (error == -EACCES || error == -EPERM)
		reading->coverage.denied += count;
	return observations_gap(reading->out, reason, what, error < 0 ? -error : 0, count);
}

static int add_package(struct reading *reading, struct span name, struct span version,
                       const char *database)
{
	struct observation fact = { .kind = OBSERVED_PACKAGE,
		                    .level = LEVEL_PRESENT,
		                    .detail = database,
		                    .first = DATE_NONE,
		                    .last = DATE_NONE };
	char subject[DPKG_NAME_MAX + 1], major[VERSION_MAJOR_MAX + 1];

	snprintf(subject, sizeof(subject), "%.*s", (int)name.len, (const char *)name.at);
	fact.subject = subject;
	if (version_major(version, major))
		fact.version_major = major;
	reading->coverage.looked_at++;
	return observations_add(reading->out, &fact);
}

static int read_stanzas(struct reading *reading, const char *path, struct span bytes,
                        bool stateless)
{
	struct cursor in = cursor_over(bytes);
	struct dpkg_package package;
	uint64_t bad = 0;
	int err = 0;

	while (!err) {
		int found = dpkg_next(&in, stateless, &package);

		if (found == -ENOENT)
			break;
		if (found)
			bad++;
		else if (package.present)
			err = add_package(reading, package.name, package.version, "dpkg");
	}
	return err || !bad ? err : weaken(reading, REASON_MALFORMED, path, 0, bad);
}

/* -ENOENT is no gap: most systems have one of the databases. */
static int read_status(struct reading *reading, const char *path, bool stateless)
{
	struct span bytes;
	int err = place_read(reading->place, path, STATUS_MAX, &bytes);

	if (err == -ENOENT)
		return 0;
	if (err == -ENOMEM || err == -EPIPE)
		return err;
	reading->found = true;
	if (err)
		return weaken(reading, reason_of(err), path, err, 1);
	return read_stanzas(reading, path, bytes, stateless);
}

static bool is_checksums(const char *name)
{
	size_t len = strlen(name), suffix = sizeof(".md5sums") - 1;

	return len > suffix && strcmp(name + len - suffix, ".md5sums") == 0;
}

/* Images without dpkg itself have one file per package here. */
static int read_status_folder(struct reading *reading)
{
	struct place_listing listing;
	int err = place_list(reading->place, STATUS_FOLDER, &listing);

	if (err == -ENOENT)
		return 0;
	if (err == -ENOMEM || err == -EPIPE)
		return err;
	if (err) {
		reading->found = true;
		return weaken(reading, reason_of(err), STATUS_FOLDER, err, 1);
	}
	if (listing.truncated)
		err = weaken(reading, REASON_TRUNCATED, STATUS_FOLDER, 0, 1);
	for (size_t i = 0; !err && i < listing.count; i++) {
		char path[PLACE_PATH_MAX];

		if (is_checksums(listing.entries[i].name))
			continue;
		snprintf(path, sizeof(path), STATUS_FOLDER "/%s", listing.entries[i].name);
		err = read_status(reading, path, true);
	}
	return err;
}

static int add_rpm(void *arg, const struct rpm_package *package)
{
	return add_package(arg, package->name, package->version, "rpm");
}

static int read_rpm(struct reading *reading)
{
	struct rpm_reading rpm = { .package = add_rpm, .arg = reading };
	int err = rpm_database_read(reading->place, &rpm);

	if (err == -ENOMEM || err == -EPIPE)
		return err;
	if (rpm.path || rpm.old)
		reading->found = true;
	if (err)
		return weaken(reading, reason_of(err), rpm.path, err, 1);
	if (rpm.bad)
		err = weaken(reading, REASON_MALFORMED, rpm.path, 0, rpm.bad);
	if (!err && rpm.write_ahead_log)
		err = weaken(reading, REASON_WRITE_AHEAD_LOG, rpm.path, 0, 1);
	if (!err && rpm.old && !rpm.path)
		err = weaken(reading, REASON_OLD_PACKAGE_DATABASE, NULL, 0, 1);
	return err;
}

static int collect(struct place *place, struct observations *out)
{
	struct reading reading = { .place = place, .out = out, .coverage = { .attributed = -1 } };
	uint64_t dropped = out->dropped;
	int err = read_status(&reading, STATUS_FILE, false);

	err = err ? err : read_status_folder(&reading);
	err = err ? err : read_rpm(&reading);
	/* a system has packages: a list without any was emptied or cut short */
	if (!err && reading.found && !reading.coverage.looked_at &&
	    reading.coverage.state == COVERAGE_COMPLETE)
		err = weaken(&reading, REASON_TRUNCATED, NULL, 0, 1);
	if (!reading.found) {
		reading.coverage.state = COVERAGE_NOT_RUN;
		reading.coverage.reason = REASON_NO_PACKAGE_DATABASE;
	}
	if (err) {
		reading.coverage.state = COVERAGE_PARTIAL;
		reading.coverage.reason = err == -ENOMEM ? REASON_MEMORY_LIMIT : REASON_INTERRUPTED;
	}
	reading.coverage.seen = reading.coverage.looked_at - (out->dropped - dropped);
	observations_cover(out, &reading.coverage);
	return err;
}

const struct probe packages_probe = {
	.name = "packages",
	.looks = "The lists of installed packages that dpkg and rpm keep: the names of packages, "
		 "and the first number of their versions.",
	.never = "Which person installed a package, and what is inside any package.",
	.areas = areas,
	.globs = globs,
	.collect = collect,
};
