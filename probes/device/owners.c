/* A sorted table of the paths in question, and one pass over the lists. */
#include "probes/device/owners.h"

#include <errno.h>
#include <string.h>

#include "probes/base/cleanup.h"
#include "probes/base/file.h"
#include "probes/base/sort.h"
#include "probes/device/dpkg.h"
#include "probes/interest.h"
#include "probes/reasons.h"

#define LIST_MAX ((size_t)16 << 20)

/* Past a leading "/usr" where what follows is one of the folders that were merged into it. */
static struct span canonical(const char *path, size_t len)
{
	static const char *const merged[] = { "/usr/bin/",   "/usr/sbin/",  "/usr/lib/",
		                              "/usr/lib64/", "/usr/lib32/", NULL };

	for (const char *const *folder = merged; *folder; folder++) {
		size_t size = strlen(*folder);

		if (len >= size && memcmp(path, *folder, size) == 0)
			return (struct span){ (const uint8_t *)path + 4, len - 4 };
	}
	return (struct span){ (const uint8_t *)path, len };
}

static int compare_spans(struct span a, struct span b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.at, b.at, len) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int compare_paths(const void *left, const void *right)
{
	const struct owned_path *a = left, *b = right;
	int order = compare_spans(canonical(a->path, strlen(a->path)),
	                          canonical(b->path, strlen(b->path)));

	return order ? order : strcmp(a->path, b->path);
}

/* The first entry whose canonical path is not below `key`. */
static size_t lower_bound(const struct owned_path *paths, size_t count, struct span key)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		struct span at = canonical(paths[middle].path, strlen(paths[middle].path));

		if (compare_spans(at, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct owned_path *owners_entry(const struct owned_path *paths, size_t count,
                                      const char *path)
{
	struct span key = canonical(path, strlen(path));
	size_t at = lower_bound(paths, count, key);

	if (at < count &&
	    compare_spans(canonical(paths[at].path, strlen(paths[at].path)), key) == 0)
		return &paths[at];
	return NULL;
}

static void claim(struct owned_path *paths, size_t count, struct span line, const char *package)
{
	struct span key = canonical((const char *)line.at, line.len);

	for (size_t at = lower_bound(paths, count, key); at < count; at++) {
		if (compare_spans(canonical(paths[at].path, strlen(paths[at].path)), key) != 0)
			break;
		if (!paths[at].package) /* lists come in the order of their names: the first one
		                           stays */
			paths[at].package = package;
	}
}

/* "libc6:amd64.list" is of libc6. */
static const char *package_of(struct arena *arena, const char *name)
{
	size_t len = strlen(name), suffix = sizeof(".list") - 1, bare = strcspn(name, ":");

	if (len <= suffix || strcmp(name + len - suffix, ".list") != 0)
		return NULL;
	return arena_string(arena, name, bare < len - suffix ? bare : len - suffix);
}

/* The bytes go at once: all lists together are some 20 MiB on a desktop. */
static int read_list(struct place *place, const char *name, struct owned_path *paths, size_t count)
{
	const char *package = package_of(place->arena, name);
	_cleanup_(close_at) int fd = -1;
	struct arena *scratch;
	char path[PLACE_PATH_MAX];
	struct span bytes, line;
	int err;

	if (!package)
		return 0;
	snprintf(path, sizeof(path), OWNERS_FOLDER "/%s", name);
	err = place_open(place, path, &fd);
	if (err)
		return err;
	scratch = arena_new(LIST_MAX + 4096);
	if (!scratch)
		return -ENOMEM;
	err = file_read(fd, LIST_MAX, scratch, &bytes);
	if (!err) {
		struct cursor in = cursor_over(bytes);

		while (dpkg_next_line(&in, &line))
			claim(paths, count, line, package);
	}
	arena_free(scratch);
	return err;
}

bool owners_wanted(const struct observations *out, const struct observation *fact)
{
	const struct interest *interest = out->interest;

	return !interest || !interest->keep || interest->keep(interest->keep_arg, fact);
}

static bool package_is_wanted(struct place *place, const struct observations *out, const char *list)
{
	const char *package = package_of(place->arena, list);
	const struct observation fact = { .kind = OBSERVED_PACKAGE,
		                          .level = LEVEL_PRESENT,
		                          .probe = "packages",
		                          .subject = package,
		                          .detail = "dpkg",
		                          .first = DATE_NONE,
		                          .last = DATE_NONE,
		                          .count = 1 };

	return package && owners_wanted(out, &fact);
}

static bool all_found(const struct owned_path *paths, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (paths[i].wanted && !paths[i].package)
			return false;
	return true;
}

/* The lists of wanted packages, or those of all others. */
static int read_lists(struct place *place, struct observations *out,
                      const struct place_listing *listing, bool wanted, struct owned_path *paths,
                      size_t count)
{
	int err = 0;

	for (size_t i = 0; !err && i < listing->count; i++) {
		if (package_is_wanted(place, out, listing->entries[i].name) != wanted)
			continue;
		err = read_list(place, listing->entries[i].name, paths, count);
		if (err && err != -ENOMEM && err != -EPIPE)
			err = observations_gap(out, reason_of(err), OWNERS_FOLDER, -err, 1);
	}
	return err;
}

int owners_find(struct place *place, struct observations *out, struct owned_path *paths,
                size_t count)
{
	struct place_listing listing;
	int err;

	sort_items(paths, count, sizeof(*paths), compare_paths);
	if (!count)
		return 0;
	err = place_list(place, OWNERS_FOLDER, &listing);
	if (err == -ENOENT)
		return 0;
	if (err == -ENOMEM || err == -EPIPE)
		return err;
	if (err)
		return observations_gap(out, reason_of(err), OWNERS_FOLDER, -err, 1);
	if (listing.truncated)
		err = observations_gap(out, REASON_TRUNCATED, OWNERS_FOLDER, 0, 1);
	err = err ? err : read_lists(place, out, &listing, true, paths, count);
	if (!err && !all_found(paths, count))
		err = read_lists(place, out, &listing, false, paths, count);
	return err;
}
