/* The commands of stock tools: one word for one subject, whatever it holds. */
#include "tests/unit/reading.h"

#include "reports/stock.h"

static void says(const char *kind, const char *subject, const char *want)
{
	struct json_object *row = json_object_new_object();
	struct text out = { 0 };

	json_object_object_add(row, "kind", json_object_new_string(kind));
	json_object_object_add(row, "subject", json_object_new_string(subject));
	assert_int_equal(stock_command(row, &out), want != NULL);
	if (want)
		assert_string_equal(out.at, want);
	else
		assert_null(out.at);
	text_free(&out);
	json_object_put(row);
}

static void a_package_is_asked_of_its_own_database(void **state)
{
	(void)state;
	says("package", "veyon-service", "dpkg -s 'veyon-service' (rpm -qi on rpm systems)");
}

static void a_quote_in_a_subject_ends_no_word(void **state)
{
	(void)state;
	says("file", "/opt/it's; rm -r x", "ls -l '/opt/it'\\''s; rm -r x'");
	says("service", "a b$(c).service", "systemctl cat 'a b$(c).service'");
}

static void a_name_is_looked_for_in_queries_hellos_and_requests(void **state)
{
	(void)state;
	says("contact", "a.example",
	     "tshark -n -r RECORDING -Y 'dns.qry.name contains \"a.example\" or "
	     "tls.handshake.extensions_server_name contains \"a.example\" or "
	     "http.host contains \"a.example\"'");
	says("contact", "a'.example", NULL);
	says("contact", "a\".example", NULL);
	says("contact", "a\\000.example", NULL);
}

static void what_no_stock_tool_shows_has_no_command(void **state)
{
	(void)state;
	says("extension", "abcdefghijklmnop", NULL);
	says("no-such-kind", "x", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_package_is_asked_of_its_own_database),
		cmocka_unit_test(a_quote_in_a_subject_ends_no_word),
		cmocka_unit_test(a_name_is_looked_for_in_queries_hellos_and_requests),
		cmocka_unit_test(what_no_stock_tool_shows_has_no_command),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
