/* The places of one audit put together (DESIGN 5, model A2). Two looks at one device are one
 * device: what either of them saw was seen, on its own date; each check counts by its better look;
 * the class that one of them names holds for both. Pseudonyms are made with the audit's key, so
 * those of different audits cannot be compared: then a gap says that one device may count twice. */
#pragma once
#include "policies/agreement.h"
#include "probes/observation.h"

/* `places` stand in order of device and audit. Names the class of devices that name none
 * (class_recognised), adds the gap. -EBADMSG with `problem`: one device has two classes; -ENOMEM.
 * `agreement` may be NULL. */
int places_settle(struct observations *places, size_t count, const struct agreement *agreement,
                  struct problem *problem);

/* The only class of the agreement whose `recognise` meets what the device says of itself: its
 * platform ("linux") and its product, the maker's name of the model; each may be NULL. A list that
 * is written must be met; a class that writes none is not recognised. NULL: none, or several. */
const char *class_recognised(const struct agreement *agreement, const char *platform,
                             const char *product);
