/* The worker's side of the opener's socket: asks, and takes what comes back with a cursor. */
#include "probes/place.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "probes/base/cleanup.h"
#include "probes/base/file.h"
#include "probes/interest.h"
#include "probes/place_message.h"

static int say(struct place *place, const struct place_message *message)
{
	ssize_t put;

	if (message->failed)
		return -EXDEV;
	do {
		put = send(place->socket, message->bytes, message->len, MSG_NOSIGNAL);
	} while (put < 0 && errno == EINTR);
	return put == (ssize_t)message->len ? 0 : -EPIPE;
}

/* The descriptor of an answer, or -1. More than one never comes; a second would not fit the control
 * buffer. */
static int descriptor_in(struct msghdr *header)
{
	struct cmsghdr *control = CMSG_FIRSTHDR(header);
	int fd = -1;

	if (control && control->cmsg_level == SOL_SOCKET && control->cmsg_type == SCM_RIGHTS &&
	    control->cmsg_len == CMSG_LEN(sizeof(fd)))
		memcpy(&fd, CMSG_DATA(control), sizeof(fd));
	return fd;
}

/* The descriptor, which is then not closed at the end of the scope. */
static int hand_out(int *fd)
{
	int given = *fd;

	*fd = -1;
	return given;
}

/* One answer into `message`; `*in` stands behind its error word. Returns that error, negative, or
 * 0. */
static int hear(struct place *place, struct place_message *message, struct cursor *in, int *fd)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct iovec part = { message->bytes, sizeof(message->bytes) };
	struct msghdr header = { .msg_iov = &part,
		                 .msg_iovlen = 1,
		                 .msg_control = control.bytes,
		                 .msg_controllen = sizeof(control.bytes) };
	_cleanup_(close_at) int came = -1;
	uint32_t error;
	ssize_t got;

	do {
		got = recvmsg(place->socket, &header, MSG_CMSG_CLOEXEC);
	} while (got < 0 && errno == EINTR);
	if (got <= 0)
		return -EPIPE;
	came = descriptor_in(&header);
	*in = cursor_over((struct span){ message->bytes, (size_t)got });
	error = cursor_u32(in);
	if (in->failed || (header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)))
		return header.msg_flags & MSG_CTRUNC ? -EMFILE : -EPIPE;
	if (error)
		return error < 4096 ? -(int)error : -EPIPE;
	if (fd)
		*fd = hand_out(&came);
	return 0;
}

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
	return say(place, message);
}

int place_open(struct place *place, const char *path, int *fd)
{
	struct place_message message;
	struct cursor in;
	int came = -1;
	int error = ask(place, PLACE_OPEN, path, &message);

	if (!error)
		error = hear(place, &message, &in, &came);
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
		error = hear(place, &message, &in, NULL);
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
		error = hear(place, &message, &in, NULL);
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

/* --- PERMIT, in as many messages as it takes --- */

struct permitting {
	struct place *place;
	struct place_message message;
	size_t refused;
};

static void permit_begin(struct permitting *all)
{
	all->message.len = 0;
	all->message.failed = false;
	place_put_u8(&all->message, PLACE_PERMIT);
	place_put_u8(&all->message, 0);
}

static int permit_send(struct permitting *all, bool last)
{
	struct cursor in;
	int error;

	all->message.bytes[1] = last;
	error = say(all->place, &all->message);
	if (!error)
		error = hear(all->place, &all->message, &in, NULL);
	if (error)
		return error;
	all->refused += cursor_u32(&in);
	permit_begin(all);
	return 0;
}

static int permit_item(struct permitting *all, char what, const char *text)
{
	size_t length = strlen(text);

	if (length > PLACE_GLOB_MAX) {
		all->refused++;
		return 0;
	}
	if (sizeof(all->message.bytes) - all->message.len < length + 3) {
		int error = permit_send(all, false);

		if (error)
			return error;
	}
	place_put_u8(&all->message, (uint8_t)what);
	place_put_u16(&all->message, (uint16_t)length);
	place_put(&all->message, text, length);
	return 0;
}

int place_permit(struct place *place, const char *const *probe_names,
                 const struct interest *interest, size_t *refused)
{
	struct permitting all = { .place = place };
	int error = 0;

	permit_begin(&all);
	for (size_t i = 0; !error && probe_names[i]; i++)
		error = permit_item(&all, 'P', probe_names[i]);
	for (size_t i = 0; !error && interest && i < interest->path_count; i++)
		error = permit_item(&all, 'G', interest->paths[i]);
	for (size_t i = 0; !error && interest && i < interest->setting_count; i++)
		error = permit_item(&all, 'G', interest->settings[i].file);
	if (!error)
		error = permit_send(&all, true);
	if (!error && refused)
		*refused = all.refused;
	return error;
}

/* --- TALLY --- */

static int take_count(struct place *place, struct cursor *in, struct place_count *out)
{
	struct span name = cursor_take(in, cursor_u8(in));
	struct place_count count = { 0 };

	count.opened = cursor_u64(in);
	count.listed = cursor_u64(in);
	count.looked = cursor_u64(in);
	count.denied = cursor_u64(in);
	count.refused = cursor_u64(in);
	if (in->failed)
		return -EPIPE;
	count.probe = arena_string(place->arena, name.at ? (const char *)name.at : "", name.len);
	if (!count.probe)
		return -ENOMEM;
	*out = count;
	return 0;
}

int place_tally(struct place *place, const struct place_count **out, size_t *count)
{
	const size_t smallest = 1 + 5 * sizeof(uint64_t);
	struct place_message message = { .len = 0 };
	struct place_count *counts;
	struct cursor in;
	size_t n = 0;
	int error;

	place_put_u8(&message, PLACE_TALLY);
	error = say(place, &message);
	if (!error)
		error = hear(place, &message, &in, NULL);
	if (error)
		return error;
	counts = arena_take(place->arena, cursor_left(&in) / smallest + 1, sizeof(*counts));
	if (!counts)
		return -ENOMEM;
	while (cursor_left(&in)) {
		error = take_count(place, &in, &counts[n]);
		if (error)
			return error;
		n++;
	}
	*out = counts;
	*count = n;
	return 0;
}
