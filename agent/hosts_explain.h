/* `daylight hosts --explain NAME`: in which packets a name stood, which decoder read it, and the
 * command of tshark that shows the same packets (wireshark.org/docs/dfref), so that an expert can
 * check without trusting this program. No time and no address is printed. */
#pragma once
#include "agent/inputs.h"
#include "probes/base/text.h"
#include "probes/traffic/capture.h"

#define HOSTS_PACKETS_MAX 40 /* printed; the others are counted */

struct hosts_explain {
	const char *name; /* as the table prints it; NULL: nothing is explained */
	bool all;         /* every name is asked about, not only those of the catalogue */
	struct hosts_packet {
		enum name_protocol protocol;
		uint32_t source;
		uint64_t packet; /* ordinal in its recording, from 1 */
	} packets[HOSTS_PACKETS_MAX];
	uint64_t count; /* of messages, the printed ones included */
};

/* `name` is what the table would print for it. */
void hosts_explain_name(struct hosts_explain *explain, const char *name,
                        const struct name_seen *seen);

void hosts_explain_page(const struct hosts_explain *explain, const struct capture_source *sources,
                        struct text *out);
