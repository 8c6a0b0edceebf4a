/* Two counters a flow, and when they are handed out. */
#include "probes/traffic/accounts.h"

#include <stdlib.h>

#include "probes/traffic/names_state.h"

#define HOUR 3600
#define PORT_SERVICES 1024               /* below: ports of services */
#define BYTES_ENOUGH ((uint32_t)1 << 31) /* handed out before 32 bits are full */

struct account {
	uint32_t bytes[2];     /* sent by flow->low, by flow->high */
	uint32_t start;        /* seconds, low 32 bits, of the first packet counted in `bytes` */
	uint32_t number : 24;  /* the sink's; 0: nothing is counted */
	uint32_t client : 1;   /* the side that asked */
	uint32_t is_named : 1; /* it said its name itself */
	uint32_t is_told : 1;  /* an amount of it was handed out */
	uint32_t is_timed : 1;
};
_Static_assert(sizeof(struct account) == 16, "four in a cache line");
_Static_assert(ACCOUNT_MAX < 1u << 24, "account.number holds it");

struct accounts {
	struct account items[FLOWS_MAX];
};

struct accounts *accounts_new(void)
{
	return calloc(1, sizeof(struct accounts));
}

void accounts_free(struct accounts *accounts)
{
	free(accounts);
}

void accounts_prefetch(const struct accounts *accounts, uint32_t number)
{
	__builtin_prefetch(&accounts->items[number % FLOWS_MAX], 1);
}

static struct account *account_of(const struct names *names, const struct flow *flow)
{
	return &names->accounts->items[flow_number(names->flows, flow)];
}

/* The whole of a time of which the low half was kept: not long before the packet in hand. */
static int64_t seconds_of(const struct names *names, uint32_t low)
{
	return names->seconds - (int32_t)((uint32_t)names->seconds - low);
}

static void hand_out(struct names *names, struct account *account, const struct flow *flow)
{
	const struct packet_address *server = account->client ? &flow->low : &flow->high;
	struct amount_seen seen = {
		.account = account->number,
		.device = device_hash(account->client ? &flow->high : &flow->low),
		.endpoint =
			device_hash(server) ^
			(account->client ? flow->low_port : flow->high_port) * 0x9e3779b97f4a7c15u,
		.up = account->bytes[account->client],
		.down = account->bytes[!account->client],
		.start = seconds_of(names, account->start),
		.end = seconds_of(names, flow->seconds),
		.timed = account->is_timed,
		.first = !account->is_told,
	};
	int error;

	account->bytes[0] = account->bytes[1] = 0;
	if (!seen.account || !(seen.up | seen.down))
		return;
	account->is_told = true;
	error = names->sink->amount(names->sink->arg, &seen);
	if (error && !names->amount_error)
		names->amount_error = error;
}

/* Whoever opens a conversation asks; where its opening was not seen, the lower kind of port is the
 * service's. */
static uint8_t client_of(const struct packet *packet, uint8_t side)
{
	if (packet->protocol == PROTOCOL_TCP && packet->flags & TCP_SYN)
		return packet->flags & TCP_ACK ? !side : side;
	if (packet->source_port < PORT_SERVICES && packet->target_port >= PORT_SERVICES)
		return !side;
	return side;
}

static uint32_t ask(const struct names *names, const struct name_seen *seen)
{
	uint32_t number = names->sink->account(names->sink->arg, seen);

	return number <= ACCOUNT_MAX ? number : 0;
}

/* By what DNS said of the service's address. Several names: only where the sink counts all as one.
 */
static uint32_t ask_by_address(const struct names *names, const struct packet_address *server,
                               struct name_seen *seen)
{
	struct address_names_found found;
	uint32_t number = 0;

	address_names_find(names->address_names, server, seen->device, names->seconds, &found);
	for (size_t i = 0; i < found.count; i++) {
		uint32_t next;

		seen->host = found.names[i];
		seen->how = found.how;
		next = ask(names, seen);
		if (i && next != number) {
			seen->how = NAMED_NOT;
			seen->host = NULL;
			return number && next ? ask(names, seen) : 0;
		}
		number = next;
	}
	return found.count ? number : ask(names, seen);
}

void accounts_begin(struct names *names, struct flow *flow, uint8_t side)
{
	const struct packet *packet = names->decoded;
	struct account account = { .start = (uint32_t)names->seconds, .is_timed = names->timed };
	struct name_seen seen = { .how = NAMED_NOT, .day = names_day(names) };

	if (!names->accounts)
		return;
	account.client = client_of(packet, side) & 1;
	seen.device = device_hash(account.client ? &flow->high : &flow->low);
	seen.network = packet->networks[account.client != side];
	account.number =
		ask_by_address(names, account.client ? &flow->low : &flow->high, &seen) & 0xffffff;
	*account_of(names, flow) = account;
}

void accounts_restart(struct names *names, struct flow *flow, uint8_t side)
{
	struct account *account;

	if (!names->accounts)
		return;
	account = account_of(names, flow);
	if (!(account->bytes[0] | account->bytes[1]) && !account->is_told)
		return;
	hand_out(names, account, flow);
	accounts_begin(names, flow, side);
}

/* The packet in hand, which said the name, is of the new one. */
static void change_name(struct names *names, struct account *account, const struct flow *flow,
                        uint8_t client)
{
	uint32_t amount = names->amount;

	if (amount > account->bytes[client & 1])
		amount = account->bytes[client & 1];
	account->bytes[client & 1] -= amount;
	hand_out(names, account, flow);
	account->bytes[client & 1] = amount;
	account->start = (uint32_t)names->seconds;
	account->is_told = false;
}

void accounts_name(struct names *names, struct flow *flow, const struct name_seen *seen,
                   uint8_t client)
{
	struct account *account;
	uint32_t number;

	if (!names->accounts)
		return;
	account = account_of(names, flow);
	number = ask(names, seen);
	if (account->is_named && account->number != number)
		change_name(names, account, flow, client);
	account->number = number & 0xffffff;
	account->client = client & 1;
	account->is_named = true;
}

static bool is_due(const struct names *names, const struct account *account,
                   const struct flow *flow)
{
	int32_t pause = (int32_t)((uint32_t)names->seconds - flow->seconds);

	return pause >= ACCOUNT_PAUSE || (account->bytes[0] | account->bytes[1]) >= BYTES_ENOUGH ||
	       seconds_of(names, account->start) / HOUR != names->seconds / HOUR;
}

void accounts_add(struct names *names, const struct flow *flow, uint8_t side)
{
	struct account *account;

	if (!names->accounts)
		return;
	account = account_of(names, flow);
	if (is_due(names, account, flow))
		hand_out(names, account, flow);
	if (!(account->bytes[0] | account->bytes[1])) {
		account->start = (uint32_t)names->seconds;
		account->is_timed = names->timed;
	}
	account->bytes[side] += names->amount;
}

void accounts_end(struct names *names, const struct flow *flow, uint32_t number)
{
	if (names->accounts)
		hand_out(names, &names->accounts->items[number], flow);
}

void accounts_end_all(struct names *names)
{
	for (uint32_t i = 0; names->accounts && i < FLOWS_MAX; i++) {
		const struct flow *flow = flow_at(names->flows, i);

		if (flow->marks & FLOW_USED)
			hand_out(names, &names->accounts->items[i], flow);
	}
}
