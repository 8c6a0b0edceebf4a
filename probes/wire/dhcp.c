/* Options of DHCP in both versions of IP. */
#include "probes/wire/dhcp.h"

#include <errno.h>
#include <string.h>

#include "probes/wire/dns.h"
#include "probes/wire/vendor_class.h"

#define MAGIC_COOKIE 0x63825363u
#define HARDWARE_MAX 16
#define HOPS_MAX 16
#define MAPPED_PREFIX 0x0000ffff00000000u /* ::ffff:0:0/96, lower half */

enum operation { REQUEST = 1, REPLY = 2 };

enum option {
	OPTION_PAD = 0,
	OPTION_HOST = 12,
	OPTION_REQUESTED = 50,
	OPTION_VENDOR_CLASS = 60,
	OPTION_FULL_NAME = 81,
	OPTION_END = 255,
};

enum option_6 {
	OPTION_6_RELAYED = 9,
	OPTION_6_VENDOR_CLASS = 16,
	OPTION_6_FULL_NAME = 39,
};

enum type_6 { ADVERTISE = 2, REPLY_6 = 7, RECONFIGURE = 10, RELAY = 12, RELAY_REPLY = 13 };

#define FULL_NAME_IN_WIRE_FORM 4 /* the E flag of RFC 4702 section 2.1 */

/* Some clients end the text with a NUL. */
static void put_text(struct span text, char out[static HOST_TEXT_MAX])
{
	while (text.len && !text.at[text.len - 1])
		text.len--;
	if (host_text(text, out))
		out[0] = '\0';
}

/* As in DNS, but without pointers and perhaps without its end (RFC 4704 section 4.2). */
static void put_wire_name(struct cursor in, char out[static HOST_TEXT_MAX])
{
	uint8_t copy[HOST_WIRE_MAX + 1] = { 0 };
	char name[DNS_NAME_MAX];
	size_t len = cursor_left(&in);
	struct cursor again;

	if (!len || len > HOST_WIRE_MAX)
		return;
	memcpy(copy, cursor_take(&in, len).at, len);
	again = cursor_over((struct span){ copy, len + 1 });
	dns_read_name((struct span){ copy, 0 }, &again, name);
	if (!again.failed)
		memcpy(out, name, sizeof(name));
}

static void read_full_name(struct cursor in, struct dhcp_message *out)
{
	uint8_t flags = cursor_u8(&in);

	cursor_u16(&in); /* what a server once answered */
	if (in.failed)
		return;
	if (flags & FULL_NAME_IN_WIRE_FORM)
		put_wire_name(in, out->full_name);
	else
		put_text(cursor_take(&in, cursor_left(&in)), out->full_name);
}

static void set_address(uint32_t address, struct dhcp_message *out)
{
	if (address)
		out->address = (struct packet_address){ 0, MAPPED_PREFIX | address };
}

static void read_option(uint8_t code, struct cursor in, struct dhcp_message *out)
{
	struct cursor whole = in;
	struct span text = cursor_take(&in, cursor_left(&in));

	switch (code) {
	case OPTION_HOST: put_text(text, out->host); break;
	case OPTION_FULL_NAME: read_full_name(whole, out); break;
	case OPTION_VENDOR_CLASS: out->device = vendor_class_word(text); break;
	case OPTION_REQUESTED:
		if (text.len == 4 && !out->is_answer && !out->address.low)
			set_address(cursor_u32(&whole), out);
		break;
	default: break;
	}
}

static void read_options(struct cursor *in, struct dhcp_message *out)
{
	while (cursor_left(in)) {
		uint8_t code = cursor_u8(in);
		struct cursor content;

		if (code == OPTION_END)
			return;
		if (code == OPTION_PAD)
			continue;
		content = cursor_sub(in, cursor_u8(in));
		if (in->failed)
			return;
		read_option(code, content, out);
	}
}

/* The fixed part, before anything of the (large) result is touched. */
static bool has_head(struct cursor *in, bool *is_answer, uint32_t *address)
{
	uint8_t operation = cursor_u8(in), hardware_len, hops;
	uint32_t own, given;

	cursor_u8(in); /* type of hardware */
	hardware_len = cursor_u8(in);
	hops = cursor_u8(in);
	cursor_take(in, 8); /* transaction, seconds, flags */
	own = cursor_u32(in);
	given = cursor_u32(in);
	cursor_take(in, 8 + HARDWARE_MAX + 64 + 128); /* servers, hardware, name of server, file */
	*is_answer = operation == REPLY;
	*address = own ? own : given;
	return (operation == REQUEST || operation == REPLY) && hardware_len <= HARDWARE_MAX &&
	       hops <= HOPS_MAX && cursor_u32(in) == MAGIC_COOKIE && !in->failed;
}

int dhcp_read(struct span message, struct dhcp_message *out)
{
	struct cursor in = cursor_over(message);
	uint32_t address;
	bool is_answer;

	if (!has_head(&in, &is_answer, &address))
		return -EBADMSG;
	*out = (struct dhcp_message){ .is_answer = is_answer };
	set_address(address, out);
	read_options(&in, out);
	return 0;
}

/* An enterprise's number, then classes with lengths; the first one speaks. */
static void read_vendor_class_6(struct cursor in, struct dhcp_message *out)
{
	struct span text;

	cursor_u32(&in);
	text = cursor_take(&in, cursor_u16(&in));
	if (!in.failed)
		out->device = vendor_class_word(text);
}

static bool read_options_6(struct cursor *in, struct dhcp_message *out, struct span *relayed)
{
	size_t count = 0;

	*relayed = (struct span){ 0 };
	for (; cursor_left(in); count++) {
		uint16_t code = cursor_u16(in);
		struct cursor content = cursor_sub(in, cursor_u16(in));

		if (in->failed)
			return false;
		if (code == OPTION_6_RELAYED)
			*relayed = cursor_take(&content, cursor_left(&content));
		else if (code == OPTION_6_VENDOR_CLASS)
			read_vendor_class_6(content, out);
		else if (code == OPTION_6_FULL_NAME && cursor_left(&content) > 1) {
			cursor_u8(&content);
			put_wire_name(content, out->full_name);
		}
	}
	return count && !in->failed;
}

int dhcp_read_6(struct span message, struct dhcp_message *out)
{
	struct dhcp_message local = { .is_answer = false };

	for (int depth = 0; depth <= DHCP_RELAYS_MAX; depth++) {
		struct cursor in = cursor_over(message);
		uint8_t type = cursor_u8(&in);
		bool is_relay = type == RELAY || type == RELAY_REPLY;

		cursor_take(&in, is_relay ? 1 + 16 + 16 : 3);
		if (in.failed || !type || type > RELAY_REPLY ||
		    !read_options_6(&in, &local, &message))
			return -EBADMSG;
		if (is_relay && message.len)
			continue;
		local.is_answer = type == ADVERTISE || type == REPLY_6 || type == RECONFIGURE ||
		                  type == RELAY_REPLY;
		*out = local;
		return 0;
	}
	return -EBADMSG;
}
