/* The frames of the exporters, walked to their end. */
#include "probes/wire/flow_export.h"

enum version { NETFLOW_5 = 5, NETFLOW_9 = 9, IPFIX = 10, SFLOW_5 = 5 };

#define NETFLOW_5_HEADER 24 /* bytes */
#define NETFLOW_5_RECORD 48
#define NETFLOW_5_RECORDS 30
#define NETFLOW_9_HEADER 20
#define IPFIX_HEADER 16
#define SETS_MAX 512
#define SFLOW_SAMPLES 128
#define TIME_MIN 0x3b9aca00u /* September 2001: a clock, not noise */

/* Sets of templates, of options, or (from 256 on) of data, each with its own length. */
static bool sets_fill(struct cursor *in, uint16_t templates)
{
	int sets = 0;

	for (; cursor_left(in) && sets < SETS_MAX; sets++) {
		uint16_t id = cursor_u16(in);
		size_t len = cursor_u16(in);

		if (len < 4 || (id < 256 && id != templates && id != templates + 1))
			return false;
		cursor_take(in, len - 4);
	}
	return sets && !in->failed && !cursor_left(in);
}

static bool is_netflow_5(struct cursor *in, size_t len)
{
	size_t count = cursor_u16(in);

	cursor_u32(in); /* since it began */
	return count >= 1 && count <= NETFLOW_5_RECORDS && cursor_u32(in) >= TIME_MIN &&
	       len == NETFLOW_5_HEADER + count * NETFLOW_5_RECORD;
}

static bool is_netflow_9(struct cursor *in)
{
	size_t count = cursor_u16(in);

	cursor_u32(in); /* since it began */
	if (!count || cursor_u32(in) < TIME_MIN)
		return false;
	cursor_take(in, NETFLOW_9_HEADER - 12);
	return sets_fill(in, 0);
}

static bool is_ipfix(struct cursor *in, size_t len)
{
	size_t claimed = cursor_u16(in);

	if (claimed != len || cursor_u32(in) < TIME_MIN)
		return false;
	cursor_take(in, IPFIX_HEADER - 8);
	return sets_fill(in, 2);
}

/* The version takes four bytes; then the agent's address, and samples that say their length. */
static bool is_sflow(struct cursor *in)
{
	uint32_t kind, samples;

	if (cursor_u16(in) != SFLOW_5)
		return false;
	kind = cursor_u32(in);
	if (kind != 1 && kind != 2)
		return false;
	cursor_take(in, (kind == 1 ? 4 : 16) + 12);
	samples = cursor_u32(in);
	if (!samples || samples > SFLOW_SAMPLES)
		return false;
	for (; samples && !in->failed; samples--) {
		cursor_u32(in); /* format */
		cursor_take(in, cursor_u32(in));
	}
	return !in->failed && !cursor_left(in);
}

bool flow_export_looks_like(struct span message)
{
	struct cursor in = cursor_over(message);

	switch (cursor_u16(&in)) {
	case 0: return is_sflow(&in);
	case NETFLOW_5: return is_netflow_5(&in, message.len);
	case NETFLOW_9: return is_netflow_9(&in);
	case IPFIX: return is_ipfix(&in, message.len);
	default: return false;
	}
}
