/* Which network a frame is of (model A2), told by VLAN tags and outermost addresses alone, before
 * anything else of it is read. Signs are compiled once into a table of VLANs and sorted ranges.
 *
 * The VLAN is that of the innermost tag: the outer ones are the carrier's; tag 0 is none. Of the
 * ranges that hold an address the longest counts; both sides of a frame are asked, for which of
 * them is the device and which the service cannot be told without reading on.
 *
 * To be left out, one sign is enough: any tag, or either address, of a network that is not read.
 * To be read, every kind of sign that the network writes must be met where the frame carries it
 * (a frame without a tag says nothing of VLANs), and at least one must be. So a frame of which
 * nothing is known is left out.
 *
 * Where one network is meant, only its frames are read; then a frame that carries none of the kinds
 * of signs that it writes, and that no other network claims, is taken to be of it. */
#pragma once
#include "probes/base/arena.h"
#include "probes/networks.h"
#include "probes/wire/frame.h"

struct recognition; /* in the arena */

/* 0 or -ENOMEM. */
int recognition_new(const struct networks *networks, struct arena *arena,
                    const struct recognition **out);

size_t recognition_count(const struct recognition *recognition); /* of networks */

/* The networks (numbers in networks->items) of the sending side in sides[0] and the receiving one
 * in sides[1]: they differ where devices of two networks that are read speak with each other.
 * False: leave the frame out. */
bool recognise(const struct recognition *recognition, const struct frame *frame, uint16_t sides[2]);
