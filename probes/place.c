/* Asks the opener for files and folders, and takes what comes back with a cursor. */
#include "probes/place.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "probes/base/cleanup.h"
#include "probes/base/file.h"
#include "probes/place_socket.h"

static int ask(struct place *place, enum place_request kind, const char *path,
               struct place_message *message)
{
	size_t probe_length = strlen(place->probe), path_length = strlen(path);

	if (probe_length > UINT8_MAX || path_length >= PLACE_PATH_MAX)
		return -EXDEV;
	message->len = 0;
	message->failed = false;
	place_put_u8(message, (uint8_t)kind);
	place_put_u8(message, (uint8_t)probe_length);
	place_put_u16(message, (uint16_t)path_length);
	place_put(message, place->probe, probe_length);
	place_put(message, path, path_length);
	return place_say(place, message);
}

int place_open(struct place *place, const char *path, int *fd)
{
	struct place_message message;
	struct cursor in;
	int came = -1;
	int error = ask(place, PLACE_OPEN, path, &message);

	if (!error)
		error = place_hear(place, &message, &in, &came);
	if (error)
		return error;
	if (came < 0)
		return -EPIPE;
	*fd = came;
	return 0;
}

int place_read(struct place *place, const char *path, size_t cap, struct span *out)
{
	_cleanup_(close_at) int fd = -1;
	int error = place_open(place, path, &fd);

	if (error)
		return error;
	return file_read(fd, cap < PLACE_FILE_MAX ? cap : PLACE_FILE_MAX, place->arena, out);
}

static int take_entry(struct place *place, struct cursor *in, struct place_entry *out)
{
	struct place_entry entry = { 0 };
	struct span name, target = { 0 };
	uint16_t length;
	uint8_t type = cursor_u8(in);

	entry.mode = cursor_u32(in);
	entry.uid = cursor_u32(in);
	entry.size = cursor_u64(in);
	entry.modified = (int64_t)cursor_u64(in);
	entry.error = (int)cursor_u32(in);
	name = cursor_take(in, cursor_u16(in));
	length = cursor_u16(in);
	if (length != PLACE_NO_TARGET)
		target = cursor_take(in, length);
	if (in->failed || type > PLACE_OTHER)
		return -EPIPE;
	entry.type = (enum place_type)type;
	entry.name = arena_string(place->arena, name.at ? (const char *)name.at : "", name.len);
	if (length != PLACE_NO_TARGET)
		entry.target = arena_string(place->arena, target.at ? (const char *)target.at : "",
		                            target.len);
	if (!entry.name || (length != PLACE_NO_TARGET && !entry.target))
		return -ENOMEM;
	*out = entry;
	return 0;
}

int place_look(struct place *place, const char *path, struct place_entry *out)
{
	struct place_message message;
	struct cursor in;
	int error = ask(place, PLACE_LOOK, path, &message);

	if (!error)
		error = place_hear(place, &message, &in, NULL);
	return error ? error : take_entry(place, &in, out);
}

struct growing {
	struct place_entry *entries; /* heap, until the last page came */
	size_t count, room;
};

static int take_page(struct place *place, struct cursor *in, struct growing *all)
{
	while (cursor_left(in)) {
		int error;

		if (all->count == all->room) {
			size_t room = all->room ? all->room * 2 : 64;
			void *more = reallocarray(all->entries, room, sizeof(*all->entries));

			if (!more || room > 2 * PLACE_ENTRIES_MAX) {
				all->entries = more ? more : all->entries;
				return -ENOMEM;
			}
			all->entries = more;
			all->room = room;
		}
		error = take_entry(place, in, &all->entries[all->count]);
		if (error)
			return error;
		all->count++;
	}
	return 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct place_entry *)a)->name, ((const struct place_entry *)b)->name);
}

static int keep_entries(struct place *place, const struct growing *all, bool truncated,
                        struct place_listing *out)
{
	struct place_entry *kept =
		arena_take(place->arena, all->count ? all->count : 1, sizeof(*kept));

	if (!kept)
		return -ENOMEM;
	if (all->count) {
		memcpy(kept, all->entries, all->count * sizeof(*kept));
		qsort(kept, all->count, sizeof(*kept), by_name);
	}
	*out = (struct place_listing){ kept, all->count, truncated };
	return 0;
}

int place_list(struct place *place, const char *folder, struct place_listing *out)
{
	struct place_message message;
	struct growing all = { 0 };
	struct cursor in;
	uint8_t flags;
	int failed = 0, error = ask(place, PLACE_LIST, folder, &message);

	if (error)
		return error;
	do {
		error = place_hear(place, &message, &in, NULL);
		flags = error ? PLACE_PAGE_LAST : cursor_u8(&in);
		/* after a failure the rest is heard but not kept, or the next answer would be one
		 * of these pages */
		if (!error && !failed)
			failed = take_page(place, &in, &all);
	} while (!(flags & PLACE_PAGE_LAST) && !in.failed);
	if (!error && in.failed)
		error = -EPIPE;
	if (!error)
		error = failed;
	if (!error)
		error = keep_entries(place, &all, flags & PLACE_PAGE_TRUNCATED, out);
	free(all.entries);
	return error;
}
