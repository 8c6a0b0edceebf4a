/* What datagrams and streams have in common: saying a name, counting a connection, making room. */
#include "probes/traffic/names_state.h"

#include <errno.h>
#include <string.h>

#include "probes/wire/dns.h"

#define QUESTIONS_MAX 64      /* more in one message is no DNS */
#define OPCODE_MAX 6          /* DSO, RFC 8490 */
#define FLOW_IDLE_SECONDS 120 /* a flow evicted after such a silence was over anyway */

int names_open(struct names *names, const struct name_sink *sink, struct capture_totals *all,
               uint64_t seed)
{
	struct names local = {
		.sink = sink,
		.all = all,
		.totals = all,
		.flows = flows_new(seed),
		.streams = streams_new(),
	};

	if (!local.flows || !local.streams) {
		names_close(&local);
		return -ENOMEM;
	}
	*names = local;
	return 0;
}

void names_close(struct names *names)
{
	flows_free(names->flows);
	streams_free(names->streams);
	*names = (struct names){ 0 };
}

/* Tells devices apart, no more; a fixed mixing, so that the same capture gives the same counts. */
static uint64_t device_of(const struct packet_address *address)
{
	uint64_t hash = (address->high ^ 0x6a09e667f3bcc908u) * 0x9e3779b97f4a7c15u;

	hash = (hash ^ hash >> 29 ^ address->low) * 0xbf58476d1ce4e5b9u;
	return hash ^ hash >> 32;
}

static date day_of(const struct names *names)
{
	return names->timed ? date_of(names->seconds) : DATE_NONE;
}

int names_say(struct names *names, struct flow *flow, enum name_protocol protocol, const char *host,
              const struct packet *packet, bool is_answer)
{
	struct name_seen seen = {
		.protocol = protocol,
		.host = host,
		.device = device_of(is_answer ? &packet->target : &packet->source),
		.network = packet->networks[is_answer],
		.day = day_of(names),
		.source = names->source,
		.packet = names->packet,
		.seconds = names->timed ? names->seconds : -1,
	};

	(void)flow;
	return names->sink->name(names->sink->arg, &seen);
}

int names_note(struct names *names, struct flow *flow, enum traffic_kind kind,
               const struct packet *packet, bool is_answer)
{
	struct kind_seen seen = {
		.kind = kind,
		.device = device_of(is_answer ? &packet->target : &packet->source),
		.network = packet->networks[is_answer],
		.day = day_of(names),
	};

	if (flow->marks & FLOW_NOTED)
		return 0;
	flow->marks |= FLOW_NOTED;
	if (traffic_kind_hides(kind))
		names_count(names, flow, true);
	return names->sink->kind ? names->sink->kind(names->sink->arg, &seen) : 0;
}

bool names_may_be_dns(struct span bytes)
{
	struct dns_message message;

	return !dns_open(bytes, &message) && message.questions <= QUESTIONS_MAX &&
	       message.opcode <= OPCODE_MAX;
}

int names_say_dns(struct names *names, struct flow *flow, struct span bytes,
                  enum name_protocol word, const struct packet *packet)
{
	struct dns_message message;
	struct dns_question question;
	char before[DNS_NAME_MAX] = "";
	int error = 0;

	if (dns_open(bytes, &message))
		return 0;
	if (message.questions > QUESTIONS_MAX || message.opcode > OPCODE_MAX)
		return 0;
	if (message.response && word == NAME_DNS)
		word = NAME_DNS_RESPONSE;
	while (!error && dns_next_name(&message, &question)) {
		if (!strcmp(before,
		            question.name)) /* A and AAAA in one message: still one message */
			continue;
		error = names_say(names, flow, word, question.name, packet, message.response);
		memcpy(before, question.name, sizeof(before));
	}
	if (message.in.failed && packet->cut)
		names->totals->truncated_packets++;
	return error;
}

void names_count(struct names *names, struct flow *flow, bool hidden)
{
	if (!(flow->marks & FLOW_COUNTED)) {
		flow->marks |= FLOW_COUNTED;
		flow->network = (uint16_t)(names->totals - names->all);
		names->totals->connections++;
	}
	if (hidden && !(flow->marks & FLOW_HIDDEN)) {
		flow->marks |= FLOW_HIDDEN;
		names->all[flow->network].hidden++;
	} else if (!hidden && flow->marks & FLOW_HIDDEN) {
		flow->marks &= (uint8_t)~FLOW_HIDDEN;
		names->all[flow->network].hidden--;
	}
}

void names_take_buffer(struct names *names, struct flow *flow, uint8_t side)
{
	struct stream_owner owner = { flow_number(names->flows, flow), side }, from;
	struct flow_side *loser;
	bool taken;

	flow->sides[side].buffer = streams_take(names->streams, owner, &from, &taken);
	if (!taken)
		return;
	loser = &flow_at(names->flows, from.flow)->sides[from.side];
	loser->buffer = STREAM_NONE;
	loser->state = SIDE_LOOKING;
	names->totals->buffers_missing++;
}

void names_release(struct names *names, struct flow *flow)
{
	for (int i = 0; i < 2; i++) {
		streams_give_back(names->streams, flow->sides[i].buffer);
		flow->sides[i].buffer = STREAM_NONE;
	}
}

static bool is_over(const struct flow *flow)
{
	return flow->marks & (FLOW_COUNTED | FLOW_DNS) ||
	       (flow->sides[0].state == SIDE_DONE && flow->sides[1].state == SIDE_DONE);
}

struct flow *names_flow(struct names *names, const struct flow_key *key)
{
	struct flow *flow = flows_find(names->flows, key);
	struct flow evicted;

	if (flow) {
		flow->marks |= FLOW_RECENT;
		flow->seconds = (uint32_t)names->seconds;
		return flow;
	}
	flow = flows_add(names->flows, key, &evicted);
	flow->seconds = (uint32_t)names->seconds;
	if (evicted.marks & FLOW_USED) {
		names_release(names, &evicted);
		if (!is_over(&evicted) && flow->seconds - evicted.seconds < FLOW_IDLE_SECONDS)
			names->totals->flows_evicted++;
	}
	return flow;
}
