/* Starts and sizes of bursts, a row for each device and service, and what is regular in them. */
#include "probes/traffic/uploads.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "probes/base/sort.h"
#include "probes/traffic/accounts.h"

#define WAYS 8
#define SETS (UPLOADS_ROWS / WAYS)
#define SPREAD 5     /* a fifth of the period */
#define OUTLIER_OF 6 /* one gap of so many may lie outside */

struct burst {
	uint32_t start, end; /* seconds since 1970: until 2106 */
	uint32_t up, down;   /* bytes; stand still at the most that fits */
};

struct row {
	uint64_t device, endpoint;
	uint32_t account;                    /* 0: free */
	uint32_t count;                      /* of bursts */
	uint64_t touched;                    /* number of the amount that touched it last */
	struct burst bursts[UPLOADS_BURSTS]; /* sorted by start; those that touch are one */
};

struct uploads {
	uint64_t amounts, lost;
	struct row rows[UPLOADS_ROWS];
};

struct uploads *uploads_new(void)
{
	return calloc(1, sizeof(struct uploads)); /* pages come as they are needed */
}

void uploads_free(struct uploads *uploads)
{
	free(uploads);
}

uint64_t uploads_lost(const struct uploads *uploads)
{
	return uploads->lost;
}

static size_t set_of(uint64_t device, uint64_t endpoint, uint32_t account)
{
	uint64_t hash = (device ^ endpoint) * 0x9e3779b97f4a7c15u;

	hash = (hash ^ hash >> 31 ^ account) * 0xbf58476d1ce4e5b9u;
	return (hash ^ hash >> 32) % SETS;
}

/* True where `a` gives way before `b`. */
static bool goes_first(const struct row *a, const struct row *b)
{
	if (!a->account || !b->account)
		return !a->account;
	if (!a->endpoint != !b->endpoint)
		return a->endpoint != 0;
	if (a->count != b->count)
		return a->count < b->count;
	return a->touched < b->touched;
}

/* NULL: what is there is worth more. */
static struct row *row_of(struct uploads *uploads, uint64_t device, uint64_t endpoint,
                          uint32_t account)
{
	struct row *set = &uploads->rows[set_of(device, endpoint, account) * WAYS];
	struct row *first = &set[0];

	for (size_t i = 0; i < WAYS; i++) {
		if (set[i].account == account && set[i].device == device &&
		    set[i].endpoint == endpoint)
			return &set[i];
		if (goes_first(&set[i], first))
			first = &set[i];
	}
	if (first->account && !first->endpoint && endpoint)
		return NULL;
	uploads->lost += first->account && first->count > 1;
	*first = (struct row){ .device = device, .endpoint = endpoint, .account = account };
	return first;
}

static bool touches(const struct burst *a, const struct burst *b)
{
	return a->start <= (uint64_t)b->end + ACCOUNT_PAUSE &&
	       b->start <= (uint64_t)a->end + ACCOUNT_PAUSE;
}

static uint32_t at_most(uint64_t number)
{
	return number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
}

static void join(struct burst *into, const struct burst *from)
{
	into->start = from->start < into->start ? from->start : into->start;
	into->end = from->end > into->end ? from->end : into->end;
	into->up = at_most((uint64_t)into->up + from->up);
	into->down = at_most((uint64_t)into->down + from->down);
}

/* Bursts come in about the order of their ends, not of their starts. */
static void put(struct row *row, const struct burst *burst)
{
	uint32_t at = row->count;

	while (at && row->bursts[at - 1].start > burst->start)
		at--;
	if (at && touches(&row->bursts[at - 1], burst)) {
		join(&row->bursts[--at], burst);
	} else if (at < row->count && touches(&row->bursts[at], burst)) {
		join(&row->bursts[at], burst);
	} else {
		if (row->count == UPLOADS_BURSTS)
			return;
		memmove(&row->bursts[at + 1], &row->bursts[at],
		        (row->count - at) * sizeof(row->bursts[0]));
		row->bursts[at] = *burst;
		row->count++;
	}
	while (at + 1 < row->count && touches(&row->bursts[at], &row->bursts[at + 1])) {
		join(&row->bursts[at], &row->bursts[at + 1]);
		row->count--;
		memmove(&row->bursts[at + 1], &row->bursts[at + 2],
		        (row->count - at - 1) * sizeof(row->bursts[0]));
	}
}

void uploads_add(struct uploads *uploads, const struct amount_seen *seen, bool is_known)
{
	const struct burst burst = { (uint32_t)seen->start, (uint32_t)seen->end, at_most(seen->up),
		                     at_most(seen->down) };
	struct row *row;

	if (!seen->timed || seen->start < 0 || seen->end < seen->start || seen->end > UINT32_MAX)
		return;
	row = row_of(uploads, seen->device, is_known ? 0 : seen->endpoint | 1, seen->account);
	if (!row)
		return;
	row->touched = ++uploads->amounts;
	put(row, &burst);
}

static int compare_numbers(const void *left, const void *right)
{
	const uint64_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

/* Of an odd count the middle one, of an even one the lower of both. */
static uint64_t middle(uint64_t *numbers, size_t count)
{
	sort_items(numbers, count, sizeof(*numbers), compare_numbers);
	return numbers[(count - 1) / 2];
}

/* The seconds from burst to burst; 0: nothing regular. */
static uint64_t period_of(const struct row *row)
{
	uint64_t gaps[UPLOADS_BURSTS], period, off = 0;
	size_t count = row->count - 1;

	for (size_t i = 0; i < count; i++)
		gaps[i] = row->bursts[i + 1].start - row->bursts[i].start;
	period = middle(gaps, count);
	for (size_t i = 0; i < count; i++) {
		uint64_t far = gaps[i] > period ? gaps[i] - period : period - gaps[i];

		off += far * SPREAD > period;
	}
	return period >= UPLOADS_PERIOD_MIN && off <= count / OUTLIER_OF ? period : 0;
}

/* A device's share in a pattern. */
struct share {
	uint32_t account;
	uint64_t endpoint, period, count, bytes;
};

static bool is_pattern(const struct row *row, struct share *out)
{
	uint64_t up = 0, down = 0, period;

	if (!row->account || row->count < UPLOADS_LEAST)
		return false;
	for (uint32_t i = 0; i < row->count; i++) {
		if (!row->bursts[i].up)
			return false;
		up += row->bursts[i].up;
		down += row->bursts[i].down;
	}
	period = period_of(row);
	if (!period || up <= down)
		return false;
	*out = (struct share){ row->account, row->endpoint, period, row->count, up };
	return true;
}

static int compare_shares(const void *left, const void *right)
{
	const struct share *a = left, *b = right;

	if (a->account != b->account)
		return a->account < b->account ? -1 : 1;
	if (a->endpoint != b->endpoint)
		return a->endpoint < b->endpoint ? -1 : 1;
	return (a->period > b->period) - (a->period < b->period);
}

static struct upload_pattern pattern_of(const struct share *shares, size_t count)
{
	struct upload_pattern pattern = {
		.account = shares[0].account,
		.endpoint = shares[0].endpoint,
		.devices = (uint32_t)count,
		.period = (uint32_t)shares[(count - 1) / 2].period,
	};

	for (size_t i = 0; i < count; i++) {
		pattern.count += shares[i].count;
		pattern.bytes += shares[i].bytes;
	}
	return pattern;
}

int uploads_each(const struct uploads *uploads,
                 int (*take)(void *arg, const struct upload_pattern *pattern), void *arg)
{
	struct share *shares = calloc(UPLOADS_ROWS, sizeof(*shares));
	size_t count = 0, end;
	int error = 0;

	if (!shares)
		return -ENOMEM;
	for (size_t i = 0; i < UPLOADS_ROWS; i++)
		count += is_pattern(&uploads->rows[i], &shares[count]);
	sort_items(shares, count, sizeof(*shares), compare_shares);
	for (size_t i = 0; i < count && !error; i = end) {
		struct upload_pattern pattern;

		for (end = i + 1; end < count && shares[end].account == shares[i].account &&
		                  shares[end].endpoint == shares[i].endpoint;)
			end++;
		pattern = pattern_of(&shares[i], end - i);
		error = take(arg, &pattern);
	}
	free(shares);
	return error;
}
