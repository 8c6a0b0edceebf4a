/* How devices are watched, told by shape: SNMP, syslog, exported flows, cameras that are found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "probes/wire/discovery.h"
#include "probes/wire/flow_export.h"
#include "probes/wire/snmp.h"
#include "probes/wire/syslog.h"
#include "tests/unit/shapes.h"

#define CLOCK "\x6a\xf9\xb3\x80" /* 2026 */
#define BINDINGS "\x30\x0c\x30\x0a\x06\x06\x2b\x06\1\2\1\1\5\0"
#define REQUEST "\2\1\7\2\1\0\2\1\0" BINDINGS
#define TEMPLATE "\0\x0c\1\0\0\1\0\x08\0\4"

static const char snmp_2[] = "\x30\x24\2\1\1\4\6public\xa0\x17" REQUEST;
static const char snmp_3[] = "\x30\x1b\2\1\3\x30\x0f\2\2\x12\x34\2\3\0\xff\xe3\4\1\4\2\1\3"
			     "\4\1s\4\2xy";
static const char netflow_9[] = "\0\x09\0\1\0\0\3\xe8" CLOCK "\0\0\0\5\0\0\0\1\0\0" TEMPLATE;
static const char ipfix[] = "\0\x0a\0\x1c" CLOCK "\0\0\0\1\0\0\0\0\0\2" TEMPLATE;
static const char sflow[] = "\0\0\0\5\0\0\0\1\x0a\0\0\1\0\0\0\0\0\0\0\1\0\0\3\xe8\0\0\0\1"
			    "\0\0\0\2\0\0\0\4data";

static int snmp(struct span message)
{
	bool is_answer = false;

	return snmp_looks_like(message, &is_answer) ? 1 + is_answer : 0;
}

static int syslog_shape(struct span message)
{
	return (int)syslog_looks_like(message);
}

static int flow_export(struct span message)
{
	return flow_export_looks_like(message);
}

static int discovery(struct span message)
{
	return (int)discovery_looks_like(message);
}

static void knows_each_version_of_snmp(void **state)
{
	(void)state;
	assert_int_equal(shape_of(SPAN(snmp_2), snmp), 1);
	assert_int_equal(shape_with(SPAN(snmp_2), 4, 0, snmp), 1);     /* version 1 */
	assert_int_equal(shape_with(SPAN(snmp_2), 13, 0xa2, snmp), 2); /* a response */
	assert_int_equal(shape_with(SPAN(snmp_2), 13, 0xa4, snmp), 1); /* a trap */
	assert_int_equal(shape_of(SPAN(snmp_3), snmp), 1);
	assert_int_equal(shape_of(SPAN("\x30\x82\0\x24\2\1\1\4\6public\xa0\x17" REQUEST), snmp), 1);
	assert_int_equal(shape_of(SPAN("\x30\x81\x24\2\1\1\4\6public\xa0\x17" REQUEST), snmp), 1);
}

static void snmp_is_whole(void **state)
{
	static const uint8_t lengths_2[] = { 1, 3, 6, 14, 16 },
			     lengths_3[] = { 1, 3, 6, 8, 12, 17, 20, 23, 26 };

	(void)state;
	only_whole(SPAN(snmp_2), snmp, 0, false);
	only_whole(SPAN(snmp_3), snmp, 0, false);
	for (size_t i = 0; i < sizeof(lengths_2); i++)
		assert_int_equal(shape_with(SPAN(snmp_2), lengths_2[i], 0x7f, snmp), 0);
	for (size_t i = 0; i < sizeof(lengths_3); i++)
		assert_int_equal(shape_with(SPAN(snmp_3), lengths_3[i], 0x7f, snmp), 0);
}

static void what_only_begins_like_snmp_is_not_it(void **state)
{
	(void)state;
	assert_int_equal(shape_with(SPAN(snmp_2), 0, 0x31, snmp), 0);
	assert_int_equal(shape_with(SPAN(snmp_2), 4, 2, snmp), 0); /* no such version */
	assert_int_equal(shape_with(SPAN(snmp_2), 4, 3, snmp), 0);
	assert_int_equal(shape_with(SPAN(snmp_2), 5, 5, snmp), 0);     /* no community */
	assert_int_equal(shape_with(SPAN(snmp_2), 13, 0xa9, snmp), 0); /* no such request */
	assert_int_equal(shape_with(SPAN(snmp_2), 15, 4, snmp), 0);    /* its number */
	assert_int_equal(shape_with(SPAN(snmp_2), 1, 0x80, snmp), 0);  /* no length */
	assert_int_equal(shape_with(SPAN(snmp_3), 16, 5, snmp), 0);    /* no flags */
	assert_int_equal(shape_with(SPAN(snmp_3), 25, 5, snmp), 0);    /* no message */
	/* bytes behind the request, and flags of two bytes */
	assert_int_equal(shape_of(SPAN("\x30\x26\2\1\1\4\6public\xa0\x17" REQUEST "\5\0"), snmp),
	                 0);
	assert_int_equal(shape_of(SPAN("\x30\x1c\2\1\3\x30\x10\2\2\x12\x34\2\3\0\xff\xe3\4\2\4\4"
	                               "\2\1\3\4\1s\4\2xy"),
	                          snmp),
	                 0);
	/* LDAP over UDP, RFC 1798: a number, then a request of its own */
	assert_int_equal(shape_of(SPAN("\x30\x07\2\1\1\x63\2\4\0"), snmp), 0);
}

static void knows_both_forms_of_syslog_and_the_loose_one(void **state)
{
	(void)state;
	assert_int_equal(syslog_shape(SPAN("<34>1 2026-11-16T08:00:00Z host app - - -")),
	                 SYSLOG_STRICT);
	assert_int_equal(syslog_shape(SPAN("<191>1 - - - - - -")), SYSLOG_STRICT);
	assert_int_equal(syslog_shape(SPAN("<13>Nov 16 08:00:00 host app: text")), SYSLOG_STRICT);
	assert_int_equal(syslog_shape(SPAN("<0>Nov  6 08:00:00 host")), SYSLOG_STRICT);
	assert_int_equal(syslog_shape(SPAN("<13>app: text")), SYSLOG_LOOSE);
	assert_int_equal(syslog_shape(SPAN("<13>Now 16 08:00:00 host")), SYSLOG_LOOSE);
	assert_int_equal(syslog_shape(SPAN("<13>Nov 16 08.00:00 host")), SYSLOG_LOOSE);
	assert_int_equal(syslog_shape(SPAN("<13>Nov x6 08:00:00 host")), SYSLOG_LOOSE);
	assert_int_equal(syslog_shape(SPAN("<13>Nov16 08:00:00 h")), SYSLOG_LOOSE);
	assert_int_equal(syslog_shape(SPAN("<13>1 2026-11x16T08:00:00Z")), SYSLOG_LOOSE);
	assert_int_equal(syslog_shape(SPAN("<13>2 2026-11-16T08:00:00Z")), SYSLOG_LOOSE);
}

static void every_truncation_of_a_record_shows_less(void **state)
{
	static const char newer[] = "<34>1 2026-11-16T", old[] = "<34>Nov 16 08:00:00";

	(void)state;
	for (size_t len = 0; len < sizeof(newer) - 1; len++)
		assert_int_equal(
			shape_of((struct span){ (const uint8_t *)newer, len }, syslog_shape),
			len < 5 ? SYSLOG_NONE : SYSLOG_LOOSE);
	for (size_t len = 0; len < sizeof(old) - 1; len++)
		assert_int_equal(shape_of((struct span){ (const uint8_t *)old, len }, syslog_shape),
		                 len < 5 ? SYSLOG_NONE : SYSLOG_LOOSE);
	assert_int_equal(shape_of(SPAN(newer), syslog_shape), SYSLOG_STRICT);
	assert_int_equal(shape_of(SPAN(old), syslog_shape), SYSLOG_STRICT);
}

static void a_priority_is_a_number_to_191(void **state)
{
	(void)state;
	assert_int_equal(syslog_shape(SPAN("<192>1 - - -")), SYSLOG_NONE);
	assert_int_equal(syslog_shape(SPAN("<1234>1 - - -")), SYSLOG_NONE);
	assert_int_equal(syslog_shape(SPAN("<01>1 - - -")), SYSLOG_NONE);
	assert_int_equal(syslog_shape(SPAN("<>1 - - -")), SYSLOG_NONE);
	assert_int_equal(syslog_shape(SPAN("<?xml version=\"1.0\"?>")), SYSLOG_NONE);
	assert_int_equal(syslog_shape(SPAN("<13>\0\1\2")), SYSLOG_NONE);
	assert_int_equal(syslog_shape(SPAN("<13>a\x7f")), SYSLOG_NONE);
}

static void knows_the_exporters_of_flows(void **state)
{
	uint8_t five[24 + 2 * 48] = "\0\5\0\2\0\0\3\xe8" CLOCK;

	(void)state;
	only_whole((struct span){ five, sizeof(five) }, flow_export, 0, false);
	only_whole(SPAN(netflow_9), flow_export, 0, false);
	only_whole(SPAN(ipfix), flow_export, 0, false);
	only_whole(SPAN(sflow), flow_export, 0, false);
	assert_int_equal(shape_with((struct span){ five, sizeof(five) }, 3, 3, flow_export), 0);
	assert_int_equal(shape_with((struct span){ five, sizeof(five) }, 8, 1, flow_export), 0);
	assert_int_equal(shape_with((struct span){ five, 24 }, 3, 0, flow_export), 0);
}

static void exporters_whose_lengths_lie_are_none(void **state)
{
	(void)state;
	assert_int_equal(shape_with(SPAN(netflow_9), 23, 3, flow_export), 0);
	assert_int_equal(shape_with(SPAN(netflow_9), 23, 13, flow_export), 0);
	assert_int_equal(shape_with(SPAN(netflow_9), 21, 2, flow_export), 0); /* a set of IPFIX */
	assert_int_equal(shape_with(SPAN(netflow_9), 3, 0, flow_export), 0);
	assert_int_equal(shape_with(SPAN(netflow_9), 8, 1, flow_export), 0);
	assert_int_equal(shape_with(SPAN(ipfix), 3, 0x1b, flow_export), 0);
	assert_int_equal(shape_with(SPAN(ipfix), 17, 0, flow_export), 0); /* a set of version 9 */
	assert_int_equal(shape_with(SPAN(ipfix), 19, 11, flow_export), 0);
	assert_int_equal(shape_with(SPAN(ipfix), 4, 1, flow_export), 0);
	assert_int_equal(shape_with(SPAN(sflow), 7, 3, flow_export), 0);
	assert_int_equal(shape_with(SPAN(sflow), 27, 2, flow_export), 0);
	assert_int_equal(shape_with(SPAN(sflow), 27, 0, flow_export), 0);
	assert_int_equal(shape_with(SPAN(sflow), 35, 5, flow_export), 0);
	assert_int_equal(shape_with(SPAN(sflow), 3, 4, flow_export), 0);
}

#define SOAP(action, type)                                                                         \
	"<?xml version=\"1.0\"?><s:Envelope><s:Header><a:Action>http://schemas.xmlsoap.org/ws/"    \
	"2005/04/discovery/" action "</a:Action></s:Header><s:Body>" type "</s:Body></s:Envelope>"
#define TRANSMITTER "<d:Types>dn:NetworkVideoTransmitter</d:Types>"

static void knows_a_camera_and_who_looks_for_one(void **state)
{
	(void)state;
	assert_int_equal(discovery(SPAN(SOAP("ProbeMatches", TRANSMITTER))), DISCOVERY_CAMERA);
	assert_int_equal(discovery(SPAN(SOAP("Hello", TRANSMITTER))), DISCOVERY_CAMERA);
	assert_int_equal(discovery(SPAN(SOAP("Probe", TRANSMITTER))), DISCOVERY_SEARCH);
	assert_int_equal(
		discovery(SPAN("NOTIFY * HTTP/1.1\r\nNTS: ssdp:alive\r\nNT: urn:schemas-upnp-"
	                       "org:device:DigitalSecurityCamera:1\r\n\r\n")),
		DISCOVERY_CAMERA);
	assert_int_equal(discovery(SPAN("M-SEARCH * HTTP/1.1\r\nMAN: \"ssdp:discover\"\r\nST: urn:"
	                                "schemas-upnp-org:device:DigitalSecurityCamera:1\r\n\r\n")),
	                 DISCOVERY_SEARCH);
}

static void other_devices_that_are_found_are_not_cameras(void **state)
{
	(void)state;
	assert_int_equal(discovery(SPAN(SOAP("Hello", "<d:Types>wsdp:Device</d:Types>"))),
	                 DISCOVERY_OTHER);
	assert_int_equal(discovery(SPAN(SOAP("Bye", TRANSMITTER))), DISCOVERY_OTHER);
	assert_int_equal(discovery(SPAN("NOTIFY * HTTP/1.1\r\nNTS: ssdp:alive\r\nNT: "
	                                "upnp:rootdevice\r\n\r\n")),
	                 DISCOVERY_OTHER);
	assert_int_equal(discovery(SPAN("HTTP/1.1 200 OK\r\nServer: x\r\n\r\n")), DISCOVERY_NONE);
	assert_int_equal(discovery(SPAN("<x>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe "
	                                "NetworkVideoTransmitter</x>")),
	                 DISCOVERY_NONE);
	assert_int_equal(discovery(SPAN("<?xml version=\"1.0\"?>NetworkVideoTransmitter Probe")),
	                 DISCOVERY_NONE);
	assert_int_equal(discovery(SPAN("")), DISCOVERY_NONE);
}

static void a_camera_is_known_only_once_its_word_is_whole(void **state)
{
	static const char hello[] = SOAP("Hello", "dn:NetworkVideoTransmitter");
	size_t word = strlen(SOAP("Hello", "dn:NetworkVideoTransmitter")) -
	              strlen("</s:Body></s:Envelope>");

	(void)state;
	for (size_t len = 0; len < sizeof(hello) - 1; len++)
		assert_int_equal(shape_of((struct span){ (const uint8_t *)hello, len },
		                          discovery) == DISCOVERY_CAMERA,
		                 len >= word);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_each_version_of_snmp),
		cmocka_unit_test(snmp_is_whole),
		cmocka_unit_test(what_only_begins_like_snmp_is_not_it),
		cmocka_unit_test(knows_both_forms_of_syslog_and_the_loose_one),
		cmocka_unit_test(every_truncation_of_a_record_shows_less),
		cmocka_unit_test(a_priority_is_a_number_to_191),
		cmocka_unit_test(knows_the_exporters_of_flows),
		cmocka_unit_test(exporters_whose_lengths_lie_are_none),
		cmocka_unit_test(knows_a_camera_and_who_looks_for_one),
		cmocka_unit_test(other_devices_that_are_found_are_not_cameras),
		cmocka_unit_test(a_camera_is_known_only_once_its_word_is_whole),
	};

	return cmocka_run_group_tests_name("watching", tests, NULL, NULL);
}
