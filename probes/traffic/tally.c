/* Rows and names live in chunks that never move; the index holds row numbers and a few bits of the
 * hash. */
#include "probes/traffic/tally.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "probes/base/hash.h"

#define INDEX_FIRST ((size_t)1 << 12)
#define TAG_SHIFT                                                                                  \
	24 /* an index entry: 8 bits of the hash over the row number from 1; 0 is free             \
	    */
#define ROW_MASK ((TALLY_ROWS_MAX)-1)

#define CHUNK_ROWS ((uint32_t)1 << 14)
#define ROW_CHUNKS (TALLY_ROWS_MAX / CHUNK_ROWS)
#define CHUNK_BYTES ((uint32_t)1 << 18)
/* 128 MiB: rows, names and what sorts them stay below the bound of the worker (agent/sandbox.h) */
#define NAME_CHUNKS ((uint32_t)1 << 9)

/* The protocols that nearly all names come by share a row, each with a count; another has a row of
 * its own. */
#define COUNTS 5

static const int8_t places[NAME_PROTOCOLS] = {
	[NAME_DNS] = 0,    [NAME_DNS_RESPONSE] = 1, [NAME_TLS] = 2,   [NAME_HTTP] = 3,
	[NAME_MDNS] = -1,  [NAME_LLMNR] = -1,       [NAME_DTLS] = -1, [NAME_QUIC] = 4,
	[NAME_GQUIC] = -1, [NAME_DHCP] = -1,
};

struct row {
	uint32_t hash;
	uint32_t name; /* chunk and place */
	uint32_t counts[COUNTS];
	uint8_t family; /* a protocol without a place, or NAME_PROTOCOLS for those that share */
};

struct tally {
	struct hash_key key;
	uint32_t *index;
	size_t slots; /* a power of two */
	uint32_t rows;
	uint32_t name_end; /* place for the next name */
	struct row *row_chunks[ROW_CHUNKS];
	char *name_chunks[NAME_CHUNKS];
};

struct tally *tally_new(void)
{
	struct tally *tally = calloc(1, sizeof(*tally));

	if (!tally)
		return NULL;
	tally->slots = INDEX_FIRST;
	tally->index = calloc(tally->slots, sizeof(*tally->index));
	if (!tally->index ||
	    getrandom(&tally->key, sizeof(tally->key), 0) != (ssize_t)sizeof(tally->key)) {
		free(tally->index);
		free(tally);
		return NULL;
	}
	return tally;
}

void tally_free(struct tally *tally)
{
	if (!tally)
		return;
	for (size_t i = 0; i < ROW_CHUNKS && tally->row_chunks[i]; i++)
		free(tally->row_chunks[i]);
	for (size_t i = 0; i < NAME_CHUNKS && tally->name_chunks[i]; i++)
		free(tally->name_chunks[i]);
	free(tally->index);
	free(tally);
}

static struct row *row_at(const struct tally *tally, uint32_t number)
{
	return &tally->row_chunks[number / CHUNK_ROWS][number % CHUNK_ROWS];
}

static const char *name_at(const struct tally *tally, const struct row *row)
{
	return &tally->name_chunks[row->name / CHUNK_BYTES][row->name % CHUNK_BYTES];
}

/* Keyed: the names are a stranger's choice. */
static uint32_t hash_of(const struct tally *tally, const char *name, uint8_t family)
{
	return (uint32_t)hash_bytes(&tally->key, name, strlen(name)) ^
	       (uint32_t)family * 0x9e3779b9u;
}

static uint32_t entry_of(uint32_t hash, uint32_t number)
{
	return hash >> TAG_SHIFT << TAG_SHIFT | (number + 1);
}

/* The row, or the free slot where it belongs. */
static struct row *find(const struct tally *tally, uint32_t hash, uint8_t family, const char *name,
                        size_t *slot)
{
	size_t mask = tally->slots - 1;

	for (*slot = hash & mask; tally->index[*slot]; *slot = (*slot + 1) & mask) {
		uint32_t entry = tally->index[*slot];
		struct row *row;

		if ((entry ^ hash) >> TAG_SHIFT)
			continue;
		row = row_at(tally, (entry & ROW_MASK) - 1);
		if (row->hash == hash && row->family == family &&
		    !strcmp(name_at(tally, row), name))
			return row;
	}
	return NULL;
}

static int grow(struct tally *tally)
{
	size_t slots = tally->slots * 2, mask = slots - 1;
	uint32_t *index = calloc(slots, sizeof(*index));

	if (!index)
		return -ENOMEM;
	for (uint32_t number = 0; number < tally->rows; number++) {
		uint32_t hash = row_at(tally, number)->hash;
		size_t slot = hash & mask;

		while (index[slot])
			slot = (slot + 1) & mask;
		index[slot] = entry_of(hash, number);
	}
	free(tally->index);
	tally->index = index;
	tally->slots = slots;
	return 0;
}

static int keep_name(struct tally *tally, const char *name, uint32_t *place)
{
	size_t len = strlen(name) + 1;
	uint32_t at = tally->name_end;

	if (len > CHUNK_BYTES)
		return -ENOMEM;
	if (at % CHUNK_BYTES + len > CHUNK_BYTES)
		at += CHUNK_BYTES - at % CHUNK_BYTES;
	if (at / CHUNK_BYTES >= NAME_CHUNKS - 1)
		return -ENOMEM;
	if (!tally->name_chunks[at / CHUNK_BYTES])
		tally->name_chunks[at / CHUNK_BYTES] = malloc(CHUNK_BYTES);
	if (!tally->name_chunks[at / CHUNK_BYTES])
		return -ENOMEM;
	memcpy(tally->name_chunks[at / CHUNK_BYTES] + at % CHUNK_BYTES, name, len);
	tally->name_end = at + (uint32_t)len;
	*place = at;
	return 0;
}

static struct row *add_row(struct tally *tally, uint32_t hash, uint8_t family, const char *name,
                           size_t slot)
{
	uint32_t number = tally->rows;
	struct row **chunk = &tally->row_chunks[number / CHUNK_ROWS];
	struct row row = { .hash = hash, .family = family };

	if (number >= TALLY_ROWS_MAX - 1)
		return NULL;
	if (!*chunk)
		*chunk = malloc(CHUNK_ROWS * sizeof(**chunk));
	if (!*chunk || keep_name(tally, name, &row.name))
		return NULL;
	*row_at(tally, number) = row;
	tally->index[slot] = entry_of(hash, number);
	tally->rows++;
	return row_at(tally, number);
}

int tally_add(struct tally *tally, enum name_protocol protocol, const char *name)
{
	uint8_t family = places[protocol] < 0 ? (uint8_t)protocol : NAME_PROTOCOLS;
	uint32_t hash = hash_of(tally, name, family), *count;
	struct row *row;
	size_t slot;

	if (tally->rows >= tally->slots / 4 * 3 && grow(tally))
		return -ENOMEM;
	row = find(tally, hash, family, name, &slot);
	if (!row)
		row = add_row(tally, hash, family, name, slot);
	if (!row)
		return -ENOMEM;
	count = &row->counts[places[protocol] < 0 ? 0 : places[protocol]];
	*count += *count < UINT32_MAX;
	return 0;
}

static uint32_t count_of(const struct row *row, enum name_protocol protocol)
{
	if (row->family == protocol)
		return row->counts[0];
	if (row->family != NAME_PROTOCOLS || places[protocol] < 0)
		return 0;
	if (protocol == NAME_DNS_RESPONSE && row->counts[places[NAME_DNS]])
		return 0; /* somebody asked */
	return row->counts[places[protocol]];
}

uint64_t tally_rows(const struct tally *tally, enum name_protocol protocol)
{
	uint64_t rows = 0;

	for (uint32_t number = 0; number < tally->rows; number++)
		rows += count_of(row_at(tally, number), protocol) != 0;
	return rows;
}

#define PREFIX_WORDS 2

/* What decides the order, as far as it goes: most comparisons need no more. */
struct key {
	uint64_t prefix[PREFIX_WORDS]; /* first bytes of the name */
	uint32_t row;
	uint32_t protocols; /* bits: which ones have a count */
};

static int compare(const void *a, const void *b, void *arg)
{
	const struct key *left = a, *right = b;
	const struct tally *tally = arg;

	for (size_t i = 0; i < PREFIX_WORDS; i++)
		if (left->prefix[i] != right->prefix[i])
			return left->prefix[i] < right->prefix[i] ? -1 : 1;
	return strcmp(name_at(tally, row_at(tally, left->row)),
	              name_at(tally, row_at(tally, right->row)));
}

static struct key key_of(const struct tally *tally, uint32_t number)
{
	const struct row *row = row_at(tally, number);
	const char *name = name_at(tally, row);
	struct key key = { .row = number };

	for (size_t i = 0; i < sizeof(key.prefix); i++) {
		uint64_t *word = &key.prefix[i / sizeof(*word)];

		*word = *word << 8 | (uint8_t)*name;
		name += *name != '\0';
	}
	for (unsigned protocol = 0; protocol < NAME_PROTOCOLS; protocol++)
		key.protocols |= (uint32_t)(count_of(row, protocol) != 0) << protocol;
	return key;
}

/* The protocol whose word comes at this place of the alphabet. */
static enum name_protocol protocol_at(unsigned place)
{
	for (unsigned protocol = 0; protocol < NAME_PROTOCOLS; protocol++) {
		unsigned before = 0;

		for (unsigned other = 0; other < NAME_PROTOCOLS; other++)
			before +=
				strcmp(name_protocol_word(other), name_protocol_word(protocol)) < 0;
		if (before == place)
			return protocol;
	}
	return NAME_DNS; /* not reached: the words differ */
}

static int each_of(const struct tally *tally, const struct key *keys, enum name_protocol protocol,
                   int (*take)(void *arg, const struct tally_row *row), void *arg)
{
	int error = 0;

	for (uint32_t i = 0; i < tally->rows && !error; i++) {
		const struct row *row;
		struct tally_row shown = { .protocol = protocol };

		if (!(keys[i].protocols >> protocol & 1))
			continue;
		row = row_at(tally, keys[i].row);
		shown.name = name_at(tally, row);
		shown.count = count_of(row, protocol);
		error = take(arg, &shown);
	}
	return error;
}

int tally_each(const struct tally *tally, int (*take)(void *arg, const struct tally_row *row),
               void *arg)
{
	struct key *keys = calloc((size_t)tally->rows + 1, sizeof(*keys));
	int error = 0;

	if (!keys)
		return -ENOMEM;
	for (uint32_t i = 0; i < tally->rows; i++)
		keys[i] = key_of(tally, i);
	qsort_r(keys, tally->rows, sizeof(*keys), compare, (void *)tally);
	for (unsigned place = 0; place < NAME_PROTOCOLS && !error; place++)
		error = each_of(tally, keys, protocol_at(place), take, arg);
	free(keys);
	return error;
}
