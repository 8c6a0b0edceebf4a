/* A walk over the fields that stand before the extensions, then over the two extensions that
 * matter. */
#include "probes/wire/certificate.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "probes/base/text.h"
#include "probes/wire/der.h"

#define TAG_VERSION 0xa0
#define TAG_EXTENSIONS 0xa3
#define TAG_DNS_NAME 0x82
#define TAG_BMP 0x1e /* two bytes a character */
#define PART_MAX 128 /* bytes of one attribute; RFC 5280 allows 64 characters */
#define ATTRIBUTES_MAX 32
#define EXTENSIONS_MAX 64

static const uint8_t id_common_name[] = { 0x55, 0x04, 0x03 };
static const uint8_t id_organisation[] = { 0x55, 0x04, 0x0a };
static const uint8_t id_alternative_names[] = { 0x55, 0x1d, 0x11 };
static const uint8_t id_basic_constraints[] = { 0x55, 0x1d, 0x13 };

static bool is_id(struct span s, const uint8_t id[3])
{
	return s.len == 3 && !memcmp(s.at, id, 3);
}

/* One attribute's text, made fit to print. */
static void put_text(struct span value, uint8_t tag, char out[PART_MAX])
{
	size_t step = tag == TAG_BMP ? 2 : 1, used = 0;

	for (size_t i = step - 1; i < value.len && used < PART_MAX - 1; i += step)
		out[used++] = tag == TAG_BMP && value.at[i - 1] ? '?'
		              : value.at[i]                     ? (char)value.at[i]
		                                                : '?';
	while (used && value.len > used && ((uint8_t)out[used - 1] & 0xc0) == 0x80)
		used--; /* a character that was cut in two */
	out[used] = '\0';
	text_make_printable(out);
}

/* RDNSequence: the first common name and the first organisation. */
static void read_name(struct span name, char common[PART_MAX], char organisation[PART_MAX])
{
	struct cursor in = cursor_over(name);

	common[0] = organisation[0] = '\0';
	for (int i = 0; i < ATTRIBUTES_MAX && cursor_left(&in); i++) {
		struct cursor set = cursor_over(der_take(&in, DER_SET));
		struct cursor pair = cursor_over(der_take(&set, DER_SEQUENCE));
		struct span id = der_take(&pair, DER_OBJECT_ID), value;
		uint8_t tag;

		value = der_next(&pair, &tag);
		if (in.failed || pair.failed)
			return;
		if (is_id(id, id_common_name) && !common[0])
			put_text(value, tag, common);
		if (is_id(id, id_organisation) && !organisation[0])
			put_text(value, tag, organisation);
	}
}

static void add(char out[CERTIFICATE_ISSUER_MAX], const char *text)
{
	size_t used = strlen(out), len = strlen(text), room = CERTIFICATE_ISSUER_MAX - 1 - used;

	if (len > room)
		len = room;
	memcpy(out + used, text, len);
	out[used + len] = '\0';
}

static void put_issuer(struct span name, char out[CERTIFICATE_ISSUER_MAX])
{
	char common[PART_MAX], organisation[PART_MAX];

	read_name(name, common, organisation);
	out[0] = '\0';
	if (common[0]) {
		add(out, "CN=");
		add(out, common);
	}
	if (organisation[0]) {
		add(out, common[0] ? ", O=" : "O=");
		add(out, organisation);
	}
}

/* BasicConstraints { cA BOOLEAN DEFAULT FALSE, ... } */
static bool says_authority(struct span value)
{
	struct cursor in = cursor_over(value), body = cursor_over(der_take(&in, DER_SEQUENCE));
	struct span flag = der_take(&body, DER_BOOLEAN);

	return !in.failed && !body.failed && flag.len == 1 && flag.at[0];
}

static void read_extension(struct span extension, struct certificate *out)
{
	struct cursor in = cursor_over(extension);
	struct span id = der_take(&in, DER_OBJECT_ID), value;
	uint8_t tag;

	value = der_next(&in, &tag);
	if (tag == DER_BOOLEAN) /* critical */
		value = der_next(&in, &tag);
	if (in.failed || tag != DER_OCTETS)
		return;
	if (is_id(id, id_basic_constraints))
		out->authority = says_authority(value);
	if (is_id(id, id_alternative_names)) {
		struct cursor names = cursor_over(value);

		out->names = der_take(&names, DER_SEQUENCE);
	}
}

static void read_extensions(struct cursor *in, struct certificate *out)
{
	while (cursor_left(in)) {
		uint8_t tag;
		struct span value = der_next(in, &tag);
		struct cursor wrapped, list;

		if (in->failed || tag != TAG_EXTENSIONS)
			continue; /* unique identifiers */
		wrapped = cursor_over(value);
		list = cursor_over(der_take(&wrapped, DER_SEQUENCE));
		for (int i = 0; i < EXTENSIONS_MAX && cursor_left(&list); i++)
			read_extension(der_take(&list, DER_SEQUENCE), out);
	}
}

int certificate_read(struct span der, struct certificate *out)
{
	struct cursor outer = cursor_over(der), whole, in;
	struct certificate certificate = { .issuer = "" };
	struct span issuer, subject;
	uint8_t tag;

	whole = cursor_over(der_take(&outer, DER_SEQUENCE));
	in = cursor_over(der_take(&whole, DER_SEQUENCE));
	der_next(&in, &tag);
	if (tag == TAG_VERSION)
		der_next(&in, &tag);
	if (tag != DER_INTEGER) /* serial number */
		return -EBADMSG;
	der_take(&in, DER_SEQUENCE); /* how it is signed */
	issuer = der_take(&in, DER_SEQUENCE);
	der_take(&in, DER_SEQUENCE); /* validity */
	subject = der_take(&in, DER_SEQUENCE);
	der_take(&in, DER_SEQUENCE); /* key */
	if (outer.failed || whole.failed || in.failed)
		return -EBADMSG;
	put_issuer(issuer, certificate.issuer);
	certificate.self_signed =
		issuer.len == subject.len && !memcmp(issuer.at, subject.at, issuer.len);
	read_extensions(&in, &certificate);
	*out = certificate;
	return 0;
}

static bool is_for(struct span name, const char *host)
{
	const char *rest = strchr(host, '.');

	if (name.len > 2 && name.at[0] == '*' && name.at[1] == '.' && rest) {
		name = span_from(name, 1);
		host = rest;
	}
	return name.len && name.len == strlen(host) &&
	       strncasecmp((const char *)name.at, host, name.len) == 0;
}

bool certificate_covers(const struct certificate *certificate, const char *host)
{
	struct cursor in = cursor_over(certificate->names);

	while (cursor_left(&in)) {
		uint8_t tag;
		struct span name = der_next(&in, &tag);

		if (!in.failed && tag == TAG_DNS_NAME && is_for(name, host))
			return true;
	}
	return false;
}
