/* Rows and names live in chunks that never move; the index holds row numbers and a few bits of the
 * hash. */
#include "probes/traffic/tally.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define INDEX_FIRST ((size_t)1 << 12)
#define TAG_SHIFT 24 /* an index entry: 8 bits of the hash over the row number from 1; 0 is free   \
	              */
#define ROW_MASK ((TALLY_ROWS_MAX)-1)

#define CHUNK_ROWS ((uint32_t)1 << 14)
#define ROW_CHUNKS (TALLY_ROWS_MAX / CHUNK_ROWS)
#define CHUNK_BYTES ((uint32_t)1 << 18)
#define NAME_CHUNKS ((uint32_t)1 << 14) /* 4 GiB, more than the rows can fill with usual names */

struct row {
	uint32_t hash;
	uint32_t name;      /* chunk and place */
	uint32_t count;     /* messages; of DNS: queries */
	uint32_t responses; /* of DNS */
	uint8_t protocol;
};

struct tally {
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
	if (!tally->index) {
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

/* FNV-1a, finished so that its high bits are good too. */
static uint32_t hash_of(const char *name, uint8_t protocol)
{
	uint64_t hash = 14695981039346656037u ^ protocol;

	for (; *name; name++)
		hash = (hash ^ (uint8_t)*name) * 1099511628211u;
	hash *= 0x9e3779b97f4a7c15u;
	return (uint32_t)(hash >> 32);
}

static uint32_t entry_of(uint32_t hash, uint32_t number)
{
	return hash >> TAG_SHIFT << TAG_SHIFT | (number + 1);
}

/* The row, or the free slot where it belongs. */
static struct row *find(const struct tally *tally, uint32_t hash, uint8_t protocol,
                        const char *name, size_t *slot)
{
	size_t mask = tally->slots - 1;

	for (*slot = hash & mask; tally->index[*slot]; *slot = (*slot + 1) & mask) {
		uint32_t entry = tally->index[*slot];
		struct row *row;

		if ((entry ^ hash) >> TAG_SHIFT)
			continue;
		row = row_at(tally, (entry & ROW_MASK) - 1);
		if (row->hash == hash && row->protocol == protocol &&
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

static struct row *add_row(struct tally *tally, uint32_t hash, uint8_t protocol, const char *name,
                           size_t slot)
{
	uint32_t number = tally->rows;
	struct row **chunk = &tally->row_chunks[number / CHUNK_ROWS];
	struct row row = { .hash = hash, .protocol = protocol };

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
	uint8_t family = protocol == NAME_DNS_RESPONSE ? NAME_DNS : (uint8_t)protocol;
	uint32_t hash = hash_of(name, family), *count;
	struct row *row;
	size_t slot;

	if (tally->rows >= tally->slots / 4 * 3 && grow(tally))
		return -ENOMEM;
	row = find(tally, hash, family, name, &slot);
	if (!row)
		row = add_row(tally, hash, family, name, slot);
	if (!row)
		return -ENOMEM;
	count = protocol == NAME_DNS_RESPONSE ? &row->responses : &row->count;
	*count += *count < UINT32_MAX;
	return 0;
}

/* What decides the order, in one word as far as it goes: most comparisons need no more. */
struct key {
	uint64_t prefix; /* first bytes of the name */
	uint32_t row;
	uint32_t rank; /* of the protocol's word */
};

static enum name_protocol shown_protocol(const struct row *row)
{
	return row->protocol == NAME_DNS && !row->count ? NAME_DNS_RESPONSE
	                                                : (enum name_protocol)row->protocol;
}

static int compare(const void *a, const void *b, void *arg)
{
	const struct key *left = a, *right = b;
	const struct tally *tally = arg;

	if (left->rank != right->rank)
		return left->rank < right->rank ? -1 : 1;
	if (left->prefix != right->prefix)
		return left->prefix < right->prefix ? -1 : 1;
	return strcmp(name_at(tally, row_at(tally, left->row)),
	              name_at(tally, row_at(tally, right->row)));
}

static uint32_t rank_of(enum name_protocol protocol)
{
	uint32_t rank = 0;

	for (unsigned other = 0; other < NAME_PROTOCOLS; other++)
		rank += strcmp(name_protocol_word(other), name_protocol_word(protocol)) < 0;
	return rank;
}

static struct key key_of(const struct tally *tally, uint32_t number,
                         const uint32_t ranks[NAME_PROTOCOLS])
{
	const struct row *row = row_at(tally, number);
	struct key key = { .row = number, .rank = ranks[shown_protocol(row)] };
	const char *name = name_at(tally, row);

	for (size_t i = 0; i < sizeof(key.prefix); i++) {
		key.prefix = key.prefix << 8 | (uint8_t)*name;
		name += *name != '\0';
	}
	return key;
}

int tally_each(const struct tally *tally, int (*take)(void *arg, const struct tally_row *row),
               void *arg)
{
	struct key *keys = calloc((size_t)tally->rows + 1, sizeof(*keys));
	uint32_t ranks[NAME_PROTOCOLS];
	int error = 0;

	if (!keys)
		return -ENOMEM;
	for (unsigned protocol = 0; protocol < NAME_PROTOCOLS; protocol++)
		ranks[protocol] = rank_of(protocol);
	for (uint32_t i = 0; i < tally->rows; i++)
		keys[i] = key_of(tally, i, ranks);
	qsort_r(keys, tally->rows, sizeof(*keys), compare, (void *)tally);
	for (uint32_t i = 0; i < tally->rows && !error; i++) {
		const struct row *row = row_at(tally, keys[i].row);
		struct tally_row shown = { shown_protocol(row), name_at(tally, row), row->count };

		if (shown.protocol == NAME_DNS_RESPONSE)
			shown.count = row->responses;
		error = take(arg, &shown);
	}
	free(keys);
	return error;
}
