/* The networks of an agreement as probes know them (scope.networks[].recognise, model A2): signs,
 * and whether a network may be looked at at all. */
#pragma once
#include "policies/agreement_read.h"
#include "probes/networks.h"

/* Fills items and count; `read` is true for what the agreement does not keep out (policies/scope.h)
 * and `permitted` (NULL-terminated) names; `meant` is NETWORK_NONE. In the arena. 0 or -ENOMEM. */
int networks_of_agreement(const struct agreement *agreement, const char *const *permitted,
                          struct arena *arena, struct networks *out);

/* True when it, or one of them, writes a sign. */
bool network_has_signs(const struct networks *networks, uint16_t number);
bool networks_have_signs(const struct networks *networks);

/* Its number, or NETWORK_NONE. */
uint16_t networks_find(const struct networks *networks, const char *id);

/* Refuses a VLAN that is none, a range that is none or so wide that it holds services as well as
 * devices, and any of them that stands twice. -EBADMSG with the place, or -ENOMEM. */
int networks_check(struct agreement_reading *reading);
