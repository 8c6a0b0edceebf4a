/* The headers of IKE and ESP. */
#include "probes/wire/ipsec.h"

#define INDEX_RESERVED 255 /* RFC 4303 section 2.1 */
#define ESP_MIN 16         /* bytes: index, number, the padded end of what is encrypted */
#define FIRST_PACKETS ((uint32_t)1 << 20)

/* RFC 2408 section 3.1 and IANA: Main, Aggressive and their like; Quick Mode. Flags: encryption,
 * commit, authentication only. */
static bool is_version_1(uint8_t next, uint8_t exchange, uint8_t flags)
{
	return next <= 20 && flags < 8 &&
	       ((exchange >= 1 && exchange <= 6) || (exchange >= 32 && exchange <= 34));
}

/* IKE_SA_INIT to GSA_REKEY; flags: initiator, version, response. */
static bool is_version_2(uint8_t next, uint8_t exchange, uint8_t flags)
{
	return (!next || (next >= 33 && next <= 54)) && exchange >= 34 && exchange <= 44 &&
	       !(flags & ~0x38);
}

bool ipsec_is_key_exchange(struct span message, bool *is_answer)
{
	struct cursor in = cursor_over(message);
	uint64_t initiator = cursor_u64(&in);
	uint8_t next, version, exchange, flags;
	size_t before = 0;

	if (initiator >> 32 == 0) { /* the marker that it is not ESP, RFC 3948 section 2.2 */
		in = cursor_over(message);
		cursor_take(&in, 4);
		initiator = cursor_u64(&in);
		before = 4;
	}
	cursor_u64(&in); /* the responder */
	next = cursor_u8(&in);
	version = cursor_u8(&in);
	exchange = cursor_u8(&in);
	flags = cursor_u8(&in);
	cursor_u32(&in); /* the message's number */
	if (cursor_u32(&in) != message.len - before || in.failed || !initiator)
		return false;
	if (version == 0x10 ? !is_version_1(next, exchange, flags)
	                    : version != 0x20 || !is_version_2(next, exchange, flags))
		return false;
	*is_answer = version == 0x20 && flags & 0x20;
	return true;
}

bool ipsec_may_be_packet(struct span message, bool strict)
{
	struct cursor in = cursor_over(message);
	uint32_t index = cursor_u32(&in), number = cursor_u32(&in);

	if (in.failed || index <= INDEX_RESERVED)
		return false;
	return !strict ||
	       (message.len >= ESP_MIN && message.len % 4 == 0 && number && number < FIRST_PACKETS);
}
