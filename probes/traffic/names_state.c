/* What datagrams and streams have in common: saying a name, counting a connection, making room. */
#include "probes/traffic/names_state.h"

#include <errno.h>
#include <string.h>

#include "probes/wire/dns_answers.h"

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
		.accounts = sink->amount ? accounts_new() : NULL,
		.address_names = sink->amount ? address_names_new(seed) : NULL,
	};

	if (sink->certificate)
		local.asked = asked_new();
	if (!local.flows || !local.streams || (sink->certificate && !local.asked) ||
	    (sink->amount && (!local.accounts || !local.address_names))) {
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
	accounts_free(names->accounts);
	address_names_free(names->address_names);
	asked_free(names->asked);
	*names = (struct names){ 0 };
}

int names_end(struct names *names)
{
	accounts_end_all(names);
	return names->amount_error;
}

date names_day(const struct names *names)
{
	return names->timed ? date_of(names->seconds) : DATE_NONE;
}

/* A look-up says nothing of whom the conversation that carries it goes to. */
static bool names_its_flow(enum name_protocol protocol)
{
	return protocol == NAME_TLS || protocol == NAME_DTLS || protocol == NAME_QUIC ||
	       protocol == NAME_GQUIC || protocol == NAME_HTTP;
}

/* True where the packet came from flow->low. */
static bool is_from_low(const struct flow *flow, const struct packet *packet)
{
	return packet->source.low == flow->low.low && packet->source.high == flow->low.high &&
	       packet->source_port == flow->low_port;
}

int names_say(struct names *names, struct flow *flow, enum name_protocol protocol, const char *host,
              const struct packet *packet, bool is_answer)
{
	struct name_seen seen = {
		.protocol = protocol,
		.host = host,
		.device = device_hash(is_answer ? &packet->target : &packet->source),
		.network = packet->networks[is_answer],
		.day = names_day(names),
		.source = names->source,
		.packet = names->packet,
		.seconds = names->timed ? names->seconds : -1,
	};

	if (flow && names->accounts && names_its_flow(protocol))
		accounts_name(names, flow, &seen, is_from_low(flow, packet) == is_answer);
	names->said++;
	return names->sink->name(names->sink->arg, &seen);
}

int names_note(struct names *names, struct flow *flow, enum traffic_kind kind,
               const struct packet *packet, bool is_answer)
{
	struct kind_seen seen = {
		.kind = kind,
		.device = device_hash(is_answer ? &packet->target : &packet->source),
		.network = packet->networks[is_answer],
		.day = names_day(names),
	};

	if (flow->marks & FLOW_NOTED)
		return 0;
	flow->marks |= FLOW_NOTED;
	if (traffic_kind_hides(kind))
		names_count(names, flow, true);
	return names->sink->kind ? names->sink->kind(names->sink->arg, &seen) : 0;
}

int names_hint(struct names *names, const struct packet_address *device,
               const struct packet *packet, const char *word)
{
	struct hint_seen seen = {
		.word = word,
		.device = device_hash(device),
		.network = packet->networks[0],
		.day = names_day(names),
	};

	return names->sink->hint ? names->sink->hint(names->sink->arg, &seen) : 0;
}

bool names_may_be_dns(struct span bytes)
{
	struct dns_message message;

	return !dns_open(bytes, &message) && message.questions <= QUESTIONS_MAX &&
	       message.opcode <= OPCODE_MAX;
}

static int keep_answer(void *arg, const struct dns_answer *answer)
{
	struct names *names = arg;

	if (answer->address.high | answer->address.low)
		address_names_add(names->address_names, &answer->address, answer->name, answer->ttl,
		                  device_hash(&names->decoded->target), names->seconds);
	return 0;
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
	if (word == NAME_DNS_RESPONSE && names->address_names)
		dns_answers_each(bytes, keep_answer, names);
	if (message.in.failed && packet->cut)
		names->totals->truncated_packets++;
	return error;
}

int names_certificate(struct names *names, const struct packet *packet,
                      struct certificate_seen *seen)
{
	seen->device = device_hash(&packet->target);
	seen->network = packet->networks[1];
	seen->day = names_day(names);
	return names->sink->certificate(names->sink->arg, seen);
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
		accounts_add(names, flow, key->side);
		flow->seconds = (uint32_t)names->seconds;
		return flow;
	}
	flow = flows_add(names->flows, key, &evicted);
	if (evicted.marks & FLOW_USED)
		accounts_end(names, &evicted, flow_number(names->flows, flow));
	flow->seconds = (uint32_t)names->seconds;
	accounts_begin(names, flow, key->side);
	accounts_add(names, flow, key->side);
	if (evicted.marks & FLOW_USED) {
		names_release(names, &evicted);
		if (!is_over(&evicted) && flow->seconds - evicted.seconds < FLOW_IDLE_SECONDS)
			names->totals->flows_evicted++;
	}
	return flow;
}
