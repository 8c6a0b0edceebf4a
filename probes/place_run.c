/* What the run says to the opener, before the probes and after them. */
#include <errno.h>
#include <string.h>

#include "probes/interest.h"
#include "probes/place_socket.h"

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
	error = place_say(all->place, &all->message);
	if (!error)
		error = place_hear(all->place, &all->message, &in, NULL);
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
	error = place_say(place, &message);
	if (!error)
		error = place_hear(place, &message, &in, NULL);
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
