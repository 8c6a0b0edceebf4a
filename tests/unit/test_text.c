/* probes/base/text: growing text, UTF-8, hints and globs. */
#include "probes/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "probes/base/problem.h"

static void text_grows_and_stays_terminated(void **state)
{
	struct text text = { 0 };

	(void)state;
	for (int i = 0; i < 5000; i++)
		text_addf(&text, "%d,", i % 10);
	assert_int_equal(text.len, 10000);
	assert_int_equal(strlen(text.at), 10000);
	assert_false(text.failed);
	text_add_bytes(&text, "", 0);
	assert_int_equal(text.len, 10000);
	text_free(&text);
	assert_null(text.at);
	text_free(&text);
}

static void utf8_is_exactly_rfc_3629(void **state)
{
	static const char *const good[] = { "",
		                            "a",
		                            "\xC2\x80",
		                            "\xDF\xBF",
		                            "\xE0\xA0\x80",
		                            "\xED\x9F\xBF",
		                            "\xEE\x80\x80",
		                            "\xEF\xBF\xBF",
		                            "\xF0\x90\x80\x80",
		                            "\xF4\x8F\xBF\xBF" };
	static const char *const bad[] = { "\x80",
		                           "\xBF",
		                           "\xC0\x80",
		                           "\xC1\xBF",
		                           "\xC2",
		                           "\xC2\x20",
		                           "\xE0\x9F\xBF",
		                           "\xE0\xA0",
		                           "\xED\xA0\x80",
		                           "\xED\xBF\xBF",
		                           "\xF0\x8F\xBF\xBF",
		                           "\xF0\x90\x80",
		                           "\xF4\x90\x80\x80",
		                           "\xF5\x80\x80\x80",
		                           "\xFE",
		                           "\xFF" };

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_true(text_is_utf8(good[i], strlen(good[i])));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(text_is_utf8(bad[i], strlen(bad[i])));
	assert_false(text_is_utf8("a\0b", 3));
}

static void printable_text_holds_no_control_and_no_direction(void **state)
{
	char text[] = "a\033[31m\x7F\xC2\x9B"
		      "b\xFF\xC3\xA9\xE2\x80\xAE"
		      "c\xE2\x80\x9C\r\n";

	(void)state;
	text_make_printable(text);
	assert_string_equal(text, "a?[31m???b?\xC3\xA9???c\xE2\x80\x9C??");
	assert_true(text_is_utf8(text, strlen(text)));
}

static void the_first_problem_wins_and_is_printable(void **state)
{
	struct problem problem = { 0 };

	(void)state;
	problem_set(&problem, "f.json: \"%s\"", "x\033]0;y\007");
	problem_set(&problem, "second");
	assert_string_equal(problem.text, "f.json: \"x?]0;y?\"");
}

static void hints_are_near(void **state)
{
	static const char *const words[] = { "id", "ask", "keystroke-logging", "screen-capture",
		                             NULL };
	static const char *const none[] = { NULL };
	char long_word[200];

	(void)state;
	assert_string_equal(text_nearest("keystroke-loging", words), "keystroke-logging");
	assert_string_equal(text_nearest("asks", words), "ask");
	assert_null(text_nearest("zz", words));
	assert_null(text_nearest("", words));
	assert_null(text_nearest("network", words));
	assert_null(text_nearest("ask", none));
	memset(long_word, 'a', sizeof(long_word) - 1);
	long_word[sizeof(long_word) - 1] = '\0';
	assert_null(text_nearest(long_word, words));
}

static void globs_stop_at_slashes_but_two_stars_do_not(void **state)
{
	static const struct {
		const char *pattern, *path;
		bool matches;
	} cases[] = {
		{ "/usr/bin/veyon*", "/usr/bin/veyon-server", true },
		{ "/usr/bin/veyon*", "/usr/bin/veyon/x", false },
		{ "/usr/*/veyon", "/usr/bin/veyon", true },
		{ "/usr/*/veyon", "/usr/a/b/veyon", false },
		{ "/usr/**/veyon", "/usr/a/b/veyon", true },
		{ "/opt/**", "/opt/a/b", true },
		{ "**/x*y", "/a/b/x1/x2y", true },
		{ "**/a/b*c", "/a/a/b/a/bxc", true },
		{ "**a/b*c", "/za/b/ya/bc", true },
		{ "?", "/", false },
		{ "??", "ab", true },
		{ "", "", true },
		{ "*", "", true },
		{ "a", "", false },
		{ "", "a", false },
		{ "*a", "aaa", true },
		{ "a*bc", "abbc", true },
		{ "a**c", "a/b/c", true },
		{ "x11vnc@*.service", "x11vnc@.service", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (text_matches_glob(cases[i].pattern, cases[i].path) != cases[i].matches)
			fail_msg("%s on %s", cases[i].pattern, cases[i].path);
}

/* Against the obvious definition, on all short words over a small alphabet. */
static bool slow_match(const char *pattern, const char *path)
{
	if (!*pattern)
		return !*path;
	if (pattern[0] == '*' && pattern[1] == '*')
		return slow_match(pattern + 2, path) || (*path && slow_match(pattern, path + 1));
	if (*pattern == '*')
		return slow_match(pattern + 1, path) ||
		       (*path && *path != '/' && slow_match(pattern, path + 1));
	return *path && (*pattern == '?' ? *path != '/' : *pattern == *path) &&
	       slow_match(pattern + 1, path + 1);
}

static void word_of(unsigned int number, const char *alphabet, char *out)
{
	size_t letters = strlen(alphabet);

	for (; number; number = (number - 1) / (unsigned int)letters)
		*out++ = alphabet[(number - 1) % letters];
	*out = '\0';
}

static void globs_agree_with_their_definition(void **state)
{
	char pattern[16], path[16];

	(void)state;
	for (unsigned int i = 0; i < 5 * 5 * 5 * 5 * 6; i++) {
		word_of(i, "*ab/?", pattern);
		if (strstr(pattern, "***"))
			continue;
		for (unsigned int j = 0; j < 3 * 3 * 3 * 4; j++) {
			word_of(j, "ab/", path);
			if (text_matches_glob(pattern, path) != slow_match(pattern, path))
				fail_msg("%s on %s", pattern, path);
		}
	}
}

static void a_hostile_path_takes_no_quadratic_time(void **state)
{
	size_t len = 400000;
	char *path = malloc(len + 1);
	clock_t before = clock();

	(void)state;
	assert_non_null(path);
	memset(path, 'a', len);
	path[len] = '\0';
	assert_false(text_matches_glob("**a*b", path));
	assert_true(clock() - before < CLOCKS_PER_SEC);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_grows_and_stays_terminated),
		cmocka_unit_test(utf8_is_exactly_rfc_3629),
		cmocka_unit_test(printable_text_holds_no_control_and_no_direction),
		cmocka_unit_test(the_first_problem_wins_and_is_printable),
		cmocka_unit_test(hints_are_near),
		cmocka_unit_test(globs_stop_at_slashes_but_two_stars_do_not),
		cmocka_unit_test(globs_agree_with_their_definition),
		cmocka_unit_test(a_hostile_path_takes_no_quadratic_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
