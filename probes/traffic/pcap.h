/* The records of a classic pcap (draft-ietf-opsawg-pcap): both byte orders, micro- and nanoseconds;
 * its modified variant of the year 2000, whose record headers are eight bytes longer; files of
 * before version 2.3, whose two lengths change places; and several such files joined into one. A
 * line in the table of probes/traffic/blocks.c. */
#pragma once
#include "probes/traffic/blocks_state.h"

bool pcap_begins(struct span head);
int pcap_open(struct blocks *blocks);
int pcap_next(struct blocks *blocks, struct block_packet *out);
