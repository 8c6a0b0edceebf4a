/* What a device calls itself never becomes an observation, even where the catalogue would keep the
 * name: it may be a person's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "probes/interest.h"
#include "probes/traffic/contacts.h"
#include "tests/unit/arena_state.h"

static bool keep_all(void *arg, const struct observation *fact)
{
	(void)arg;
	(void)fact;
	return true;
}

static const char *all_of_it(void *arg, const char *host)
{
	(void)arg;
	return host;
}

static size_t kept_of(struct arena *arena, enum name_protocol protocol)
{
	static const struct interest interest = { .keep = keep_all, .known_part = all_of_it };
	struct name_seen seen = { .protocol = protocol, .host = "annas-laptop", .day = 20000 };
	struct observations place;
	struct contacts *contacts;
	struct name_sink sink;
	size_t named = 0;

	observations_init(&place, arena, &interest);
	contacts = contacts_new(&place, 1);
	assert_non_null(contacts);
	sink = contacts_sink(contacts);
	assert_int_equal(sink.name(sink.arg, &seen), 0);
	assert_int_equal(contacts_finish(contacts), 0);
	contacts_close(contacts);
	for (size_t i = 0; i < place.count; i++)
		named += !strcmp(place.items[i].subject, seen.host);
	return named;
}

static void a_name_of_a_device_is_no_contact(void **state)
{
	assert_int_equal(kept_of(*state, NAME_TLS), 1);
	assert_int_equal(kept_of(*state, NAME_DHCP), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_name_of_a_device_is_no_contact, make_arena,
		                                drop_arena),
	};

	return cmocka_run_group_tests_name("dhcp_names", tests, NULL, NULL);
}
