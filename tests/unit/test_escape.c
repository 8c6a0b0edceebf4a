/* Names from outside are shown, and can do nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "probes/base/cleanup.h"
#include "reports/escape.h"

static void shows(const char *untrusted, const char *html, const char *plain)
{
	_cleanup_(text_free) struct text page = { 0 }, line = { 0 };

	escape_html(&page, untrusted);
	escape_plain(&line, untrusted);
	assert_string_equal(page.at ? page.at : "", html);
	assert_string_equal(line.at ? line.at : "", plain);
}

static void markup_becomes_text(void **state)
{
	(void)state;
	shows("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;",
	      "<script>alert(1)</script>");
	shows("a & b", "a &amp; b", "a & b");
}

static void quotes_do_not_end_an_attribute(void **state)
{
	(void)state;
	shows("\" onload='x'", "&quot; onload=&#39;x&#39;", "\" onload='x'");
}

static void direction_marks_are_made_visible(void **state)
{
	(void)state;
	shows("veyon\u202Efdp.exe", "veyon[U+202E]fdp.exe", "veyon[U+202E]fdp.exe");
	shows("a\u200Bb\u2066c\u2069", "a[U+200B]b[U+2066]c[U+2069]",
	      "a[U+200B]b[U+2066]c[U+2069]");
	shows("\uFEFFx", "[U+FEFF]x", "[U+FEFF]x");
}

static void terminal_codes_are_made_visible(void **state)
{
	(void)state;
	shows("\033[31mred", "[U+001B][31mred", "[U+001B][31mred");
	shows("a\nb\tc", "a[U+000A]b[U+0009]c", "a[U+000A]b[U+0009]c");
	shows("\xC2\x9B"
	      "1m",
	      "[U+009B]1m", "[U+009B]1m");
}

static void bytes_that_are_no_text_are_named(void **state)
{
	(void)state;
	shows("a\xFF"
	      "b",
	      "a[byte FF]b", "a[byte FF]b");
	shows("\xC3", "[byte C3]", "[byte C3]");
	shows("\xE2\x82", "[byte E2][byte 82]", "[byte E2][byte 82]");
	shows("\xED\xA0\x80", "[byte ED][byte A0][byte 80]", "[byte ED][byte A0][byte 80]");
}

static void ordinary_words_of_any_language_stay(void **state)
{
	(void)state;
	shows("Ysgol Gymraeg \u0175\u0177 \u65E5\u672C \U0001F600",
	      "Ysgol Gymraeg \u0175\u0177 \u65E5\u672C \U0001F600",
	      "Ysgol Gymraeg \u0175\u0177 \u65E5\u672C \U0001F600");
	shows("", "", "");
}

static void lines_stay_lines_and_nothing_else_gets_through(void **state)
{
	struct text out = { 0 };

	(void)state;
	escape_lines(&out, "one\ttwo\nthree \x1b[2J <b> \xe2\x80\xae\n");
	assert_string_equal(out.at, "one\ttwo\nthree [U+001B][2J <b> [U+202E]\n");
	text_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markup_becomes_text),
		cmocka_unit_test(quotes_do_not_end_an_attribute),
		cmocka_unit_test(direction_marks_are_made_visible),
		cmocka_unit_test(terminal_codes_are_made_visible),
		cmocka_unit_test(bytes_that_are_no_text_are_named),
		cmocka_unit_test(ordinary_words_of_any_language_stay),
		cmocka_unit_test(lines_stay_lines_and_nothing_else_gets_through),
	};

	return cmocka_run_group_tests_name("escape", tests, NULL, NULL);
}
