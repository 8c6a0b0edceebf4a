/* Encrypted connections that are opened on the way (model CHK07), as certificate checks show it: on
 * which network, at how many of the hosts that were asked. A root certificate alone, or a proxy
 * that passes connections on, shows nothing of it. */
#pragma once
#include "policies/rules/seen.h"

struct interception {
	const char *network;        /* id, or NULL: no place says which */
	uint32_t hits, of;          /* hosts whose chain ends at this authority; hosts asked */
	enum confidence confidence; /* with the root in a trust store, or an enforced proxy:
	                               confirmed */
};

/* True for what makes devices trust such a chain, or go through it: it supports, and shows nothing
 * alone. */
bool interception_supports(const struct finding_evidence *evidence);

/* For seen_words(): true for this ability where the rule sees nothing of the thing but chains and
 * their support, or sees a chain: it is told network by network, or not at all. */
bool interception_is_apart(const struct seen *seen, const char *word);

/* What the rule sees of that finding on one network (seen->finding); false: nothing. */
bool interception_seen(const struct seen *seen, const char *network, struct interception *out);

/* The next network of the rule's scope on which certificates were asked for, from `*place` on:
 * true, with its id (or NULL) and `*place` moved on; each network once. */
bool interception_network(const struct case_file *file, const struct rule *rule, size_t *place,
                          const char **network);

/* Hosts whose certificates were asked for on that network, each once; and whether the same host was
 * asked before that fact, there or from an earlier place of the network. */
uint32_t interception_asked(const struct case_file *file, const struct rule *rule,
                            const char *network);
bool interception_was_asked(const struct case_file *file, const struct rule *rule, size_t place,
                            size_t fact);
