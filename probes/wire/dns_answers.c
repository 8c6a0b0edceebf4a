/* From the question along the chain of aliases to the addresses (RFC 1034 section 3.6.2). */
#include "probes/wire/dns_answers.h"

#include <string.h>

#define CLASS_IN 1
#define MAPPED_PREFIX 0x0000ffff00000000u /* ::ffff:0:0/96, lower half */
#define TTL_MAX (7 * 24 * 3600)

enum type { TYPE_A = 1, TYPE_CNAME = 5, TYPE_AAAA = 28, TYPE_HTTPS = 65, TYPE_ANY = 255 };

enum service_key { KEY_IPV4_HINT = 4, KEY_ECH = 5, KEY_IPV6_HINT = 6 }; /* RFC 9460 section 14.3 */

/* What one record says; names by their hash, for a collision could only mislead whoever wrote the
 * response about his own names. */
struct said {
	uint64_t owner, alias; /* alias: of what it leads to; 0 = nothing */
	uint32_t ttl;
	uint16_t type;
	bool used;
	struct cursor data; /* addresses, or the parameters of a service */
};

struct chain {
	struct said records[DNS_ANSWER_RECORDS];
	size_t count, given;
	uint32_t ttl; /* the least so far */
	const char *name;
	int (*take)(void *arg, const struct dns_answer *answer);
	void *arg;
};

/* FNV-1a */
static uint64_t hash_of(const char *name)
{
	uint64_t hash = 14695981039346656037u;

	for (; *name; name++)
		hash = (hash ^ (uint8_t)*name) * 1099511628211u;
	return hash ? hash : 1;
}

/* An alias that is the root leads nowhere (RFC 9460 section 2.5.1). */
static uint64_t alias_of(struct span message, struct cursor *data)
{
	char name[DNS_NAME_MAX];

	dns_read_name(message, data, name);
	return data->failed || !name[0] ? 0 : hash_of(name);
}

/* False: a record that says nothing of use. */
static bool keep(struct span message, struct dns_record *record, struct said *out)
{
	*out = (struct said){ .owner = hash_of(record->owner),
		              .ttl = record->ttl > TTL_MAX ? TTL_MAX : record->ttl,
		              .type = record->type };
	if (record->class != CLASS_IN)
		return false;
	if (record->type == TYPE_CNAME) {
		out->alias = alias_of(message, &record->data);
	} else if (record->type == TYPE_HTTPS) {
		bool is_alias = !cursor_u16(&record->data); /* the priority */
		uint64_t target = alias_of(message, &record->data);

		out->alias = is_alias ? target : 0;
	}
	out->data = record->data;
	return !record->data.failed;
}

static bool is_refusal(const struct packet_address *address)
{
	uint32_t four = (uint32_t)address->low;

	if (address->high)
		return false;
	if (address->low >> 32 == 0xffff)
		return !four || four >> 24 == 127;
	return address->low <= 1;
}

static int give(struct chain *chain, const struct said *record, struct packet_address address,
                bool has_ech)
{
	uint32_t ttl = record->ttl < chain->ttl ? record->ttl : chain->ttl;
	struct dns_answer answer = { chain->name, address, ttl, has_ech };

	if (chain->given == DNS_ANSWERS_MAX)
		return 0;
	chain->given++;
	return chain->take(chain->arg, &answer);
}

/* Every address in `in`, each `size` bytes; none of them where they do not fill it. */
static int give_addresses(struct chain *chain, const struct said *record, struct cursor in,
                          size_t size, bool has_ech)
{
	int error = 0;

	if (cursor_left(&in) % size)
		return 0;
	while (!error && cursor_left(&in)) {
		struct packet_address address = { 0, MAPPED_PREFIX };

		if (size == 4) {
			address.low |= cursor_u32(&in);
		} else {
			address.high = cursor_u64(&in);
			address.low = cursor_u64(&in);
		}
		if (!is_refusal(&address))
			error = give(chain, record, address, has_ech);
	}
	return error;
}

struct service {
	struct cursor four, six;
	bool has_ech;
};

/* False: the parameters lie, and the record says nothing (RFC 9460 section 2.2). */
static bool read_service(struct cursor in, struct service *out)
{
	int32_t before = -1;

	*out = (struct service){ 0 };
	while (cursor_left(&in)) {
		uint16_t key = cursor_u16(&in);
		struct cursor value = cursor_sub(&in, cursor_u16(&in));

		if (in.failed || key <= before) /* the keys stand in order */
			return false;
		before = key;
		if (key == KEY_IPV4_HINT)
			out->four = value;
		else if (key == KEY_IPV6_HINT)
			out->six = value;
		out->has_ech |= key == KEY_ECH && cursor_left(&value);
	}
	return !in.failed;
}

static int give_service(struct chain *chain, const struct said *record)
{
	struct packet_address none = { 0, 0 };
	struct service service;
	size_t before = chain->given;
	int error;

	if (!read_service(record->data, &service))
		return 0;
	error = give_addresses(chain, record, service.four, 4, service.has_ech);
	if (!error)
		error = give_addresses(chain, record, service.six, 16, service.has_ech);
	if (!error && service.has_ech && chain->given == before)
		error = give(chain, record, none, true);
	return error;
}

static int give_record(struct chain *chain, const struct said *record)
{
	size_t len = cursor_left(&record->data);

	switch (record->type) {
	case TYPE_A: return len == 4 ? give_addresses(chain, record, record->data, 4, false) : 0;
	case TYPE_AAAA:
		return len == 16 ? give_addresses(chain, record, record->data, 16, false) : 0;
	case TYPE_HTTPS: return give_service(chain, record);
	default: return 0;
	}
}

/* What stands at one name: `*next` is where its alias leads, or 0. */
static int give_name(struct chain *chain, uint64_t name, uint64_t *next)
{
	const struct said *alias = NULL;
	int error = 0;

	for (size_t i = 0; i < chain->count && !error; i++) {
		struct said *record = &chain->records[i];

		if (record->used || record->owner != name)
			continue;
		record->used = true;
		if (!record->alias)
			error = give_record(chain, record);
		else if (!alias)
			alias = record;
	}
	*next = alias ? alias->alias : 0;
	if (alias && alias->ttl < chain->ttl)
		chain->ttl = alias->ttl;
	return error;
}

static int walk(struct chain *chain)
{
	uint64_t name = hash_of(chain->name);
	int error = 0;

	for (int steps = 0; name && !error && steps <= DNS_ALIASES_MAX; steps++) {
		uint64_t next;

		error = give_name(chain, name, &next);
		name = next;
	}
	return error;
}

static bool asks_for_addresses(const struct dns_question *question)
{
	switch (question->type) {
	case TYPE_A:
	case TYPE_AAAA:
	case TYPE_HTTPS:
	case TYPE_ANY: break;
	default: return false;
	}
	/* _8443._https.example.com is no host, and its addresses are not only its own */
	return question->class == CLASS_IN && question->name[0] != '_';
}

int dns_answers_each(struct span message, int (*take)(void *arg, const struct dns_answer *answer),
                     void *arg)
{
	struct chain chain = { .ttl = TTL_MAX, .take = take, .arg = arg };
	struct dns_question question;
	struct dns_record record;
	struct dns_message opened;

	if (dns_open(message, &opened) || !opened.response || opened.opcode || opened.rcode ||
	    opened.questions != 1 || !opened.answers)
		return 0;
	if (!dns_next_name(&opened, &question) || !asks_for_addresses(&question))
		return 0;
	chain.name = question.name;
	for (size_t i = 0; i < opened.answers && i < DNS_ANSWER_RECORDS; i++) {
		if (!dns_next_record(&opened, &record))
			break;
		chain.count += keep(message, &record, &chain.records[chain.count]);
	}
	return walk(&chain);
}
