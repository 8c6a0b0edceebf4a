/* A paper: what is said, opened and left blank comes out as it went in, whatever an agreement
 * holds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "reports/paper.h"
#include "tests/unit/pieces.h"

static void begin(struct paper *paper, struct arena **arena)
{
	*arena = arena_new(ARENA_LIMIT_DEFAULT);
	paper_begin(paper, *arena, "a kind of paper", "A <title> & \"more\"", "the foot");
}

static void small_paper(struct paper *paper)
{
	paper_heading(paper, 2, "The heading");
	paper_say(paper, PAPER_PARAGRAPH, "Given by {post} on {given:date}; until {until:date}.",
	          "post", "<script>alert(1)</script>", "given", "2026-11-02");
	paper_open(paper, PAPER_LIST);
	paper_quote(paper, PAPER_ITEM, "first & last");
	paper_close(paper);
	paper_open(paper, PAPER_FACTS);
	paper_fact(paper, "Known", "a value", "what it is");
	paper_fact(paper, "Unknown", NULL, "what it is");
	paper_close(paper);
	paper_table(paper, "The caption", (const char *const[]){ "One", "Two", NULL },
	            (const unsigned[]){ 40, 60 });
	paper_open(paper, PAPER_ROW);
	paper_cell_strong(paper, "left");
	paper_cell(paper, NULL);
	paper_close(paper);
	paper_close(paper);
	paper_lines(paper, 3);
}

static void words_from_outside_are_escaped(void **state)
{
	struct paper paper;
	struct arena *arena;
	struct text out = { 0 };

	(void)state;
	begin(&paper, &arena);
	small_paper(&paper);
	assert_int_equal(paper_html(&paper, &out), 0);
	assert_null(strstr(out.at, "<script"));
	assert_non_null(strstr(out.at, "&lt;script&gt;alert(1)&lt;/script&gt;"));
	assert_non_null(strstr(out.at, "<title>A &lt;title&gt; &amp; &quot;more&quot;</title>"));
	text_free(&out);
	arena_free(arena);
}

static void a_placeholder_without_a_value_becomes_a_blank(void **state)
{
	struct paper paper;
	struct arena *arena;
	struct text out = { 0 };

	(void)state;
	begin(&paper, &arena);
	small_paper(&paper);
	assert_int_equal(paper_html(&paper, &out), 0);
	assert_non_null(strstr(out.at, " on 2 November 2026; until <span "
	                               "class=\"blank\">last day</span>."));
	assert_int_equal(times(out.at, "class=\"blank\""), 2);
	assert_non_null(strstr(out.at, "<dt>Unknown</dt><dd><p><span class=\"blank\">what it is"));
	assert_non_null(strstr(out.at, "<dt>Known</dt><dd><p>a value</p>"));
	text_free(&out);
	arena_free(arena);
}

static void what_was_opened_is_closed(void **state)
{
	static const char *const tags[] = { "p",  "ul", "li", "dl",    "dt",   "dd",  "table",
		                            "tr", "td", "th", "tbody", "span", "div", "main" };
	struct paper paper;
	struct arena *arena;
	struct text out = { 0 };

	(void)state;
	begin(&paper, &arena);
	small_paper(&paper);
	assert_int_equal(paper_html(&paper, &out), 0);
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		char plain[16], class[16], end[16];

		snprintf(plain, sizeof(plain), "<%s>", tags[i]);
		snprintf(class, sizeof(class), "<%s ", tags[i]);
		snprintf(end, sizeof(end), "</%s>", tags[i]);
		if (times(out.at, plain) + times(out.at, class) != times(out.at, end))
			fail_msg("<%s> is not closed as often as it is opened", tags[i]);
	}
	text_free(&out);
	arena_free(arena);
}

static void the_same_paper_gives_the_same_bytes(void **state)
{
	struct paper paper;
	struct arena *arena;
	struct text one = { 0 }, two = { 0 };

	(void)state;
	begin(&paper, &arena);
	small_paper(&paper);
	assert_int_equal(paper_html(&paper, &one), 0);
	assert_int_equal(paper_html(&paper, &two), 0);
	assert_string_equal(one.at, two.at);
	text_free(&one);
	text_free(&two);
	arena_free(arena);
}

static uint32_t little_endian(const char *at, size_t bytes)
{
	uint32_t value = 0;

	for (size_t i = bytes; i--;)
		value = value << 8 | (uint8_t)at[i];
	return value;
}

/* ODF 1.3 part 2, section 3.3: readers look for the kind at byte 38. */
static void the_kind_of_an_odt_file_stands_first_and_unpacked(void **state)
{
	static const char kind[] = "mimetypeapplication/vnd.oasis.opendocument.text";
	struct paper paper;
	struct arena *arena;
	struct text out = { 0 };

	(void)state;
	begin(&paper, &arena);
	small_paper(&paper);
	assert_int_equal(paper_odt(&paper, &out), 0);
	assert_memory_equal(out.at, "PK\3\4", 4);
	assert_int_equal(little_endian(out.at + 8, 2), 0);           /* method: stored */
	assert_int_equal(little_endian(out.at + 12, 2), 1 << 5 | 1); /* 1 January 1980 */
	assert_int_equal(little_endian(out.at + 22, 4), sizeof(kind) - 1 - 8);
	assert_int_equal(little_endian(out.at + 28, 2), 0); /* no extra field */
	assert_memory_equal(out.at + 30, kind, sizeof(kind) - 1);
	text_free(&out);
	arena_free(arena);
}

static void the_same_paper_gives_the_same_odt_file(void **state)
{
	struct paper paper;
	struct arena *arena;
	struct text one = { 0 }, two = { 0 };

	(void)state;
	begin(&paper, &arena);
	small_paper(&paper);
	assert_int_equal(paper_odt(&paper, &one), 0);
	assert_int_equal(paper_odt(&paper, &two), 0);
	assert_int_equal(one.len, two.len);
	assert_memory_equal(one.at, two.at, one.len);
	text_free(&one);
	text_free(&two);
	arena_free(arena);
}

static void a_paper_without_memory_is_not_written(void **state)
{
	struct arena *arena = arena_new(4096);
	struct paper paper;
	struct text out = { 0 };

	(void)state;
	paper_begin(&paper, arena, "kind", "title", "foot");
	for (int i = 0; i < 1000; i++)
		paper_quote(&paper, PAPER_PARAGRAPH, "words that fill the memory");
	assert_true(paper.failed);
	assert_true(paper_html(&paper, &out) < 0);
	assert_int_equal(out.len, 0);
	text_free(&out);
	arena_free(arena);
}

static void closing_too_often_or_opening_too_deep_fails(void **state)
{
	struct paper paper;
	struct arena *arena;

	(void)state;
	begin(&paper, &arena);
	paper_close(&paper);
	assert_true(paper.failed);
	paper_begin(&paper, arena, "kind", "title", "foot");
	for (int i = 0; i <= PAPER_DEPTH_MAX; i++)
		paper_open(&paper, PAPER_LIST);
	assert_true(paper.failed);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_from_outside_are_escaped),
		cmocka_unit_test(a_placeholder_without_a_value_becomes_a_blank),
		cmocka_unit_test(what_was_opened_is_closed),
		cmocka_unit_test(the_same_paper_gives_the_same_bytes),
		cmocka_unit_test(the_kind_of_an_odt_file_stands_first_and_unpacked),
		cmocka_unit_test(the_same_paper_gives_the_same_odt_file),
		cmocka_unit_test(a_paper_without_memory_is_not_written),
		cmocka_unit_test(closing_too_often_or_opening_too_deep_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
