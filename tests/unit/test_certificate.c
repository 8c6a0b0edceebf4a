/* What a server's certificates tell: who signed them, for which hosts they are; nothing where they
 * lie, are cut or encrypted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>

#include "probes/wire/certificate.h"
#include "probes/wire/tls_server.h"
#include "tests/unit/certificates.h"
#include "tests/unit/recording.h"

static const struct certificate_wish leaf = { .common = "Acme SafeFilter Issuing CA",
	                                      .organisation = "Acme",
	                                      .subject = "Pat Example",
	                                      .names = { "classview.example", "*.learn.example" } },
				     root = { .common = "Acme SafeFilter Root CA",
	                                      .organisation = "Acme",
	                                      .subject = "Acme SafeFilter Issuing CA",
	                                      .authority = true },
				     own = { .common = "printer.example",
	                                     .subject = "printer.example",
	                                     .names = { "printer.example" } };

static int read_copy(const struct craft *der, size_t len, struct certificate *out)
{
	uint8_t *copy = malloc(len ? len : 1);
	int result;

	assert_non_null(copy);
	memcpy(copy, der->at, len);
	result = certificate_read((struct span){ copy, len }, out);
	out->names = (struct span){ 0 };
	free(copy);
	return result;
}

static void tells_who_signed_it_and_for_which_hosts(void **state)
{
	struct craft der = certificate_of(&leaf);
	struct certificate read;

	(void)state;
	assert_int_equal(certificate_read((struct span){ der.at, der.len }, &read), 0);
	assert_string_equal(read.issuer, "CN=Acme SafeFilter Issuing CA, O=Acme");
	assert_false(read.self_signed);
	assert_false(read.authority);
	assert_true(certificate_covers(&read, "classview.example"));
	assert_true(certificate_covers(&read, "a.learn.example"));
	assert_false(certificate_covers(&read, "a.b.learn.example"));
	assert_false(certificate_covers(&read, "learn.example"));
	assert_false(certificate_covers(&read, "evil-classview.example"));
	assert_false(certificate_covers(&read, "Pat Example"));
	der = certificate_of(&root);
	assert_int_equal(certificate_read((struct span){ der.at, der.len }, &read), 0);
	assert_true(read.authority);
	der = certificate_of(&own);
	assert_int_equal(certificate_read((struct span){ der.at, der.len }, &read), 0);
	assert_true(read.self_signed);
}

static void a_name_is_made_fit_to_print(void **state)
{
	struct certificate_wish odd = { .common = "a\x1b[2Jb\xff", .subject = "x" };
	struct craft der = certificate_of(&odd);
	struct certificate read;

	(void)state;
	assert_int_equal(certificate_read((struct span){ der.at, der.len }, &read), 0);
	assert_string_equal(read.issuer, "CN=a?[2Jb?");
}

static void a_truncated_certificate_tells_nothing(void **state)
{
	struct craft der = certificate_of(&leaf);
	struct certificate read;

	(void)state;
	for (size_t cut = 0; cut < der.len; cut++)
		assert_int_equal(read_copy(&der, cut, &read), -EBADMSG);
}

/* Every byte of a length made to lie: no crash, and a lie about what is needed is refused. */
static void a_length_that_lies_is_refused_or_costs_only_its_field(void **state)
{
	struct craft der = certificate_of(&leaf);
	struct certificate read;

	(void)state;
	for (size_t i = 0; i + 3 < der.len; i++) {
		struct craft lie = der;

		if (der.at[i] != 0x82 || der.at[i + 1] > 2)
			continue;
		lie.at[i + 1] = 0xff;
		if (read_copy(&lie, lie.len, &read) == 0)
			assert_true(!read.issuer[0] || strstr(read.issuer, "Acme"));
	}
	for (size_t at = 1; at < 12; at += 4) { /* the two outer ones */
		struct craft lie = der;

		lie.at[at + 2]++;
		lie.at[at + 1]++;
		if (at < 9)
			assert_int_equal(read_copy(&lie, lie.len, &read), -EBADMSG);
	}
}

static int chain_of(const struct craft *flight, size_t len, struct tls_chain *out)
{
	static uint8_t room[TLS_STREAM_MAX];
	uint8_t *copy = malloc(len ? len : 1);
	int result;

	assert_non_null(copy);
	memcpy(copy, flight->at, len);
	result = tls_server_chain((struct span){ copy, len }, room, out);
	free(copy);
	return result;
}

static void a_chain_is_read_once_it_is_whole(void **state)
{
	const struct certificate_wish chain[] = { leaf, root };
	struct craft flight = server_flight(chain, 2, 0x0303), last = certificate_of(&root);
	struct tls_chain read;
	size_t whole = flight.len - 4; /* ServerHelloDone follows */

	(void)state;
	for (size_t cut = 0; cut < whole; cut++)
		assert_int_equal(chain_of(&flight, cut, &read), -EAGAIN);
	assert_int_equal(chain_of(&flight, whole, &read), 0);
	assert_int_equal(read.count, 2);
	assert_int_equal(read.last.len, last.len);
	assert_memory_equal(read.last.at, last.at, last.len);
}

static void a_server_that_shows_none_is_told_at_once(void **state)
{
	struct craft newer = server_flight(&leaf, 1, 0x0304),
		     resumed = server_flight(NULL, 0, 0x0303);
	struct tls_chain read;

	(void)state;
	assert_int_equal(chain_of(&newer, newer.len, &read), -ENOENT);
	assert_int_equal(chain_of(&newer, 5 + 4 + 48, &read), -ENOENT); /* its hello alone */
	assert_int_equal(chain_of(&resumed, resumed.len, &read), -ENOENT);
	resumed.len -= 4;
	resumed.at[4] = (uint8_t)(resumed.at[4] - 4);
	assert_int_equal(chain_of(&resumed, resumed.len, &read), -EAGAIN);
	craft_bytes(&resumed, "\x14\x03\x03\0\1\1", 6);
	assert_int_equal(chain_of(&resumed, resumed.len, &read), -ENOENT);
}

static void a_flight_that_lies_is_refused(void **state)
{
	struct craft flight = server_flight(&leaf, 1, 0x0303);
	const size_t message = 5 + 4 + 40; /* of the certificates */
	const size_t lengths[] = { 1, 3, 5, message + 5, message + 8 };
	struct tls_chain read;

	(void)state;
	assert_int_equal(flight.at[message], 11);
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		struct craft lie = flight;

		lie.at[lengths[i]] ^= 0x7f;
		assert_int_equal(chain_of(&lie, lie.len, &read), -EBADMSG);
	}
}

/* --- In a capture --- */

struct shown {
	char text[2048];
};

static int hear_certificate(void *arg, const struct certificate_seen *seen)
{
	static const char *const words[] = { "unknown", "matches", "differs" };
	struct shown *shown = arg;
	size_t len = strlen(shown->text);

	snprintf(shown->text + len, sizeof(shown->text) - len, "%s %s %s\n",
	         seen->host ? seen->host : "-", words[seen->match],
	         seen->authority ? seen->authority : "-");
	return 0;
}

static int hear_nothing(void *arg, const struct name_seen *seen)
{
	(void)arg;
	(void)seen;
	return 0;
}

static void shows(struct recording *r, const char *want)
{
	struct capture_source source = { "recording.pcap", r->fd, true };
	struct shown shown = { "" };
	struct name_sink sink = { .name = hear_nothing,
		                  .arg = &shown,
		                  .certificate = hear_certificate };
	struct capture_options options = { 0 };
	struct capture_totals totals;
	struct problem problem = { "" };

	fflush(r->file);
	lseek(r->fd, 0, SEEK_SET);
	assert_int_equal(capture_read(&source, 1, &options, &sink, NULL, &totals, &problem), 0);
	fclose(r->file);
	assert_string_equal(shown.text, want);
}

static void talk(struct recording *r, const char *name, const struct certificate_wish *chain,
                 size_t count)
{
	struct craft hello = hello_for(r, name, false),
		     flight = server_flight(chain, count, 0x0303);
	size_t half = flight.len / 2;

	r->client.port++;
	r->sequence = 1000;
	record_syn(r);
	record_tcp(r, false, 4999, CRAFT_SYN | CRAFT_ACK, NULL, 0);
	record_bytes(r, hello.at, hello.len);
	record_tcp(r, false, 5000 + (uint32_t)half, CRAFT_ACK, flight.at + half, flight.len - half);
	record_tcp(r, false, 5000, CRAFT_ACK, flight.at, half);
}

static void certificates_are_held_against_the_name_asked_for(void **state)
{
	const struct certificate_wish chain[] = { leaf, root };
	struct recording r = recording_new(1);

	(void)state;
	talk(&r, "classview.example", chain, 2);
	talk(&r, "bank.example", chain, 1);
	talk(&r, "printer.example", &own, 1);
	talk(&r, NULL, chain, 2);
	shows(&r, "classview.example matches CN=Acme SafeFilter Root CA, O=Acme\n"
	          "bank.example differs CN=Acme SafeFilter Issuing CA, O=Acme\n"
	          "printer.example matches -\n"
	          "- unknown CN=Acme SafeFilter Root CA, O=Acme\n");
}

static void a_server_alone_is_told_without_a_name(void **state)
{
	struct recording r = recording_new(1);
	struct craft flight = server_flight(&leaf, 1, 0x0303);

	(void)state;
	record_tcp(&r, false, 5000, CRAFT_ACK, flight.at, flight.len);
	shows(&r, "- unknown CN=Acme SafeFilter Issuing CA, O=Acme\n");
}

static void a_certificate_inside_connect_is_read(void **state)
{
	struct recording r = recording_new(1);
	struct craft hello = hello_for(&r, "classview.example", false),
		     flight = server_flight(&leaf, 1, 0x0303);

	(void)state;
	record_syn(&r);
	record_text(&r, "CONNECT classview.example:443 HTTP/1.1\r\n\r\n");
	record_tcp(&r, false, 5000, CRAFT_ACK, "HTTP/1.1 200 OK\r\n\r\n", 19);
	record_bytes(&r, hello.at, hello.len);
	record_tcp(&r, false, 5019, CRAFT_ACK, flight.at, flight.len);
	shows(&r, "classview.example matches CN=Acme SafeFilter Issuing CA, O=Acme\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_who_signed_it_and_for_which_hosts),
		cmocka_unit_test(a_name_is_made_fit_to_print),
		cmocka_unit_test(a_truncated_certificate_tells_nothing),
		cmocka_unit_test(a_length_that_lies_is_refused_or_costs_only_its_field),
		cmocka_unit_test(a_chain_is_read_once_it_is_whole),
		cmocka_unit_test(a_server_that_shows_none_is_told_at_once),
		cmocka_unit_test(a_flight_that_lies_is_refused),
		cmocka_unit_test(certificates_are_held_against_the_name_asked_for),
		cmocka_unit_test(a_server_alone_is_told_without_a_name),
		cmocka_unit_test(a_certificate_inside_connect_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
