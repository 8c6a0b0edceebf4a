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

/* What the rule sees of that finding on one network (seen->finding). 0, -ENOENT: nothing; -ENOMEM.
 */
int interception_seen(const struct seen *seen, const char *network, struct interception *out);

/* How sure that is alone; false: nothing is seen. */
bool interception_sure(const struct seen *seen, const char *network, enum confidence *out);

/* The networks of the rule's scope on which certificates were asked for, each once, sorted; one may
 * be NULL (no place says which). In the arena; NULL on no memory. */
const char *const *interception_networks(const struct case_file *file, const struct rule *rule,
                                         size_t *count);

/* How many hosts were asked on that network, each once; only facts that are `wanted` (NULL: all).
 * 0 or -ENOMEM. */
int interception_hosts(const struct case_file *file, const struct rule *rule, const char *network,
                       bool (*wanted)(const struct case_file *file, size_t place, size_t fact),
                       uint32_t *out);
