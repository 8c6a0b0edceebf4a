/* Header fields one after the other, and the table that they build (RFC 7541 sections 2.3, 6). */
#include "probes/wire/hpack.h"

#include <errno.h>
#include <string.h>

#define ROOM_FIRST 4096
#define ROOM_MAX ((uint32_t)1 << 20) /* a server may allow more than the first */
#define ENTRY_COST 32
#define NUMBER_MAX ((uint32_t)1 << 24)
#define STATIC_AUTHORITY 1
#define STATIC_HOST 38
#define STATICS 61
#define NAME_MAX_LEN 16

/* The lengths of the static table's names (appendix A), from index 1. */
static const uint8_t static_lengths[STATICS] = {
	10, 7,  7,  5,  5,  7,  7,  7,  7,  7,  7,  7, 7,  7,  14, 15, 15, 13, 6,  27, 3,
	5,  13, 13, 19, 16, 16, 14, 16, 13, 12, 6,  4, 4,  6,  7,  4,  4,  8,  17, 13, 8,
	19, 13, 4,  8,  12, 18, 19, 5,  7,  7,  11, 6, 10, 25, 17, 10, 4,  3,  16,
};

struct field {
	enum hpack_name name;
	uint32_t name_len;
	struct hpack_text value;
};

void hpack_open(struct hpack *table)
{
	table->newest = table->count = table->used = 0;
	table->room = ROOM_FIRST;
}

/* Section 5.1: `bits` of `first`, and more bytes where they are all ones. */
static uint32_t take_number(struct cursor *in, uint8_t first, unsigned bits)
{
	uint32_t mask = (1u << bits) - 1, number = first & mask;
	unsigned shift = 0;
	uint8_t byte;

	if (number < mask)
		return number;
	do {
		byte = cursor_u8(in);
		number += (uint32_t)(byte & 0x7f) << shift;
		shift += 7;
	} while (byte & 0x80 && shift < 28);
	if (byte & 0x80 || number > NUMBER_MAX)
		in->failed = true;
	return number;
}

static struct hpack_text take_text(struct cursor *in)
{
	uint8_t first = cursor_u8(in);
	struct hpack_text text = { .huffman = first & 0x80 };

	text.bytes = cursor_take(in, take_number(in, first, 7));
	return text;
}

static void evict(struct hpack *table)
{
	while (table->used > table->room) {
		uint32_t oldest =
			(table->newest + HPACK_ENTRIES - (table->count - 1)) % HPACK_ENTRIES;

		table->used -= table->entries[oldest].size;
		table->count--;
	}
}

/* 0 or -EBADMSG: more entries than are kept. */
static int add_entry(struct hpack *table, const struct field *field)
{
	size_t len;
	struct hpack_entry *entry;

	if (hpack_decode(&field->value, NULL, 0, &len))
		return -EBADMSG;
	table->newest = (table->newest + 1) % HPACK_ENTRIES;
	table->used += field->name_len + (uint32_t)len + ENTRY_COST;
	table->count++;
	if (table->count > HPACK_ENTRIES) { /* the oldest was overwritten: did it have to go? */
		table->count--;
		table->used -= table->entries[table->newest].size;
		if (table->used + table->entries[table->newest].size <= table->room)
			return -EBADMSG;
	}
	entry = &table->entries[table->newest];
	*entry = (struct hpack_entry){ .value = field->value,
		                       .name_len = field->name_len,
		                       .size = field->name_len + (uint32_t)len + ENTRY_COST,
		                       .name = field->name };
	evict(table);
	return 0;
}

/* The name of an entry, and its value where it is one of the dynamic table: of the static ones
 * that matter the value is empty. False: there is no such entry. */
static bool entry_at(const struct hpack *table, uint32_t index, struct field *out)
{
	const struct hpack_entry *entry;

	*out = (struct field){ .name = HPACK_OTHER };
	if (!index || index > STATICS + table->count)
		return false;
	if (index <= STATICS) {
		out->name_len = static_lengths[index - 1];
		if (index == STATIC_AUTHORITY)
			out->name = HPACK_AUTHORITY;
		if (index == STATIC_HOST)
			out->name = HPACK_HOST;
		return true;
	}
	entry = &table->entries[(table->newest + HPACK_ENTRIES - (index - STATICS - 1)) %
	                        HPACK_ENTRIES];
	out->name = entry->name;
	out->name_len = entry->name_len;
	out->value = entry->value;
	return true;
}

static int take_name(struct cursor *in, struct field *out)
{
	static const char *const words[HPACK_NAMES] = {
		[HPACK_AUTHORITY] = ":authority",
		[HPACK_HOST] = "host",
		[HPACK_PROTOCOL] = ":protocol",
	};
	struct hpack_text text = take_text(in);
	uint8_t name[NAME_MAX_LEN];
	size_t len;

	if (in->failed || hpack_decode(&text, NULL, 0, &len))
		return -EBADMSG;
	*out = (struct field){ .name = HPACK_OTHER, .name_len = (uint32_t)len };
	if (len > sizeof(name) || hpack_decode(&text, name, sizeof(name), &len))
		return 0;
	for (int i = HPACK_AUTHORITY; i < HPACK_NAMES; i++)
		if (strlen(words[i]) == len && !memcmp(words[i], name, len))
			out->name = (enum hpack_name)i;
	return 0;
}

static int take_literal(struct hpack *table, struct cursor *in, uint8_t first, struct field *out)
{
	bool indexed = first & 0x40;
	uint32_t index = take_number(in, first, indexed ? 6 : 4);

	if (in->failed)
		return -EBADMSG;
	if (index ? !entry_at(table, index, out) : take_name(in, out) != 0)
		return -EBADMSG;
	out->value = take_text(in);
	if (in->failed)
		return -EBADMSG;
	return indexed ? add_entry(table, out) : 0;
}

static int resize(struct hpack *table, struct cursor *in, uint8_t first)
{
	uint32_t room = take_number(in, first, 5);

	if (in->failed || room > ROOM_MAX)
		return -EBADMSG;
	table->room = room;
	evict(table);
	return 0;
}

static int take_field(struct hpack *table, struct cursor *in, struct field *out)
{
	uint8_t first = cursor_u8(in);

	*out = (struct field){ .name = HPACK_OTHER };
	if (first & 0x80)
		return entry_at(table, take_number(in, first, 7), out) && !in->failed ? 0
		                                                                      : -EBADMSG;
	if ((first & 0xe0) == 0x20)
		return resize(table, in, first);
	return take_literal(table, in, first, out);
}

int hpack_read(struct hpack *table, struct span block, struct hpack_list *out)
{
	struct cursor in = cursor_over(block);
	struct hpack_list list = { 0 };

	while (cursor_left(&in)) {
		struct field field;

		if (take_field(table, &in, &field))
			return -EBADMSG;
		if (!list.values[field.name].bytes.len)
			list.values[field.name] = field.value;
	}
	*out = list;
	return 0;
}
