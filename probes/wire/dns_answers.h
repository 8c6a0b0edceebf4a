/* The addresses that a DNS response gives for the name that was asked for, to name later flows to
 * them: those of A and AAAA records that the question reaches, itself or through its chain of
 * aliases (RFC 1034 section 3.6.2), and the hints of HTTPS records (RFC 9460 sections 2 and 7).
 *
 * A response without errors to one question of class IN; the answer section alone; what nothing
 * leads to from the question is passed over, in whatever order the records stand. So the name is
 * always the question's, never one that a record merely mentions. Whether anybody asked, and whom
 * the address belongs to besides, is the caller's to judge.
 *
 * Bounds: the first DNS_ANSWER_RECORDS records, DNS_ALIASES_MAX steps of the chain,
 * DNS_ANSWERS_MAX addresses; each record is read once. */
#pragma once
#include "probes/wire/dns.h"
#include "probes/wire/packet.h"

#define DNS_ANSWER_RECORDS 64
#define DNS_ALIASES_MAX 16
#define DNS_ANSWERS_MAX 32

struct dns_answer {
	const char *name; /* the question's, as dns_question.name; valid during the call only */
	struct packet_address address; /* IPv4 as mapped; never :: , 0.0.0.0 or loopback, by which
	                                  filters say no; but all zero: has_ech without a hint */
	uint32_t ttl; /* seconds: the least along the way, at most a week (RFC 8767 section 4) */
	bool has_ech; /* from an HTTPS record that offers to encrypt the server name (RFC 9848) */
};

/* Hands each to `take`. 0, also for a message that is no such response, or what `take` returned
 * first that was not 0. What came before a record that lies stands. */
int dns_answers_each(struct span message, int (*take)(void *arg, const struct dns_answer *answer),
                     void *arg);
