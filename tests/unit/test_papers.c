/* The papers around a check: what the files hold is written in, all else stays a blank, and what is
 * said of the program is what the program does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "policies/authorisation.h"
#include "probes/probe.h"
#include "reports/escape.h"
#include "reports/messages_en.h"
#include "reports/papers.h"
#include "reports/schedule.h"
#include "tests/unit/agreement_files.h"

struct desk {
	struct arena *arena;
	struct catalogue catalogue;
	const struct packs *packs;
	struct agreement agreement;
};

static void open_desk(struct desk *desk)
{
	struct agreement_files files;
	struct problem problem = { 0 };

	*desk = (struct desk){ .arena = arena_new(ARENA_LIMIT_DEFAULT) };
	load_catalogue(desk->arena, &desk->catalogue);
	desk->packs = load_packs(desk->arena);
	files = example_files(desk->arena);
	if (agreement_load(&files, desk->packs, &desk->catalogue, desk->arena, &desk->agreement,
	                   &problem))
		fail_msg("%s", problem.text);
}

static void close_desk(struct desk *desk)
{
	agreement_close(&desk->agreement);
	arena_free(desk->arena);
}

/* The example with the permission's posts `from` written as `to`. */
static void open_changed(struct desk *desk, const char *from, const char *to)
{
	struct agreement_files files;
	struct problem problem = { 0 };
	const char *at, *whole;
	char *changed;

	*desk = (struct desk){ .arena = arena_new(ARENA_LIMIT_DEFAULT) };
	load_catalogue(desk->arena, &desk->catalogue);
	desk->packs = load_packs(desk->arena);
	files = example_files(desk->arena);
	whole = (const char *)files.authorisation.at;
	at = strstr(whole, from);
	assert_non_null(at);
	changed = arena_printf(desk->arena, "%.*s%s%s", (int)(at - whole), whole, to,
	                       at + strlen(from));
	assert_non_null(changed);
	files.authorisation = (struct span){ (const uint8_t *)changed, strlen(changed) };
	if (agreement_load(&files, desk->packs, &desk->catalogue, desk->arena, &desk->agreement,
	                   &problem))
		fail_msg("%s", problem.text);
}

static struct text page_of(const struct paper_writer *writer, const struct agreement *agreement,
                           struct arena *arena)
{
	static const char *const denied[] = { "/one", "/two", NULL };
	struct papers_source source = { agreement, denied };
	struct paper paper;
	struct text page = { 0 };

	writer->write(&source, arena, &paper);
	assert_int_equal(paper_html(&paper, &page), 0);
	return page;
}

static void each_paper_says_that_it_is_not_legal_advice(void **state)
{
	struct desk desk;

	(void)state;
	open_desk(&desk);
	for (const struct paper_writer *const *w = paper_writers; *w; w++) {
		struct text page = page_of(*w, &desk.agreement, desk.arena);

		assert_non_null(strstr(page.at, "It is not legal advice: ask"));
		assert_non_null(strstr(page.at, "<footer><p>A draft. It is not legal advice."));
		text_free(&page);
	}
	close_desk(&desk);
}

static void without_an_agreement_nothing_of_it_is_there(void **state)
{
	static const char *const words[] = {
		"EXA-2026", "Example Academy", "DOC-", "AUTH-", "2026", "2027", "[", "committee"
	};
	struct desk desk;

	(void)state;
	open_desk(&desk);
	for (const struct paper_writer *const *w = paper_writers; *w; w++) {
		struct text page = page_of(*w, NULL, desk.arena);
		const char *body = strstr(page.at, "<body>");

		assert_non_null(strstr(body, "class=\"blank\""));
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
			if (strstr(body, words[i]))
				fail_msg("%s without an agreement holds %s", (*w)->name, words[i]);
		text_free(&page);
	}
	close_desk(&desk);
}

static void the_permission_is_written_in(void **state)
{
	static const char *const words[] = {
		"AUTH-2026-11",
		"Chair of trustees&#39; digital committee",
		"express, written",
		"30 October 2026",
		"<dd><p>31 July 2027</p>",
		"DOC-DPIA-AUDIT",
		"DOC-NOT-AUDIT",
		"<dd><p>staff vlan</p>",
		"<dd><p>400</p>",
		"either side may stop the audit in writing",
	};
	struct desk desk;
	struct text page;

	(void)state;
	open_desk(&desk);
	page = page_of(paper_writer_find("permission"), &desk.agreement, desk.arena);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strstr(page.at, words[i]))
			fail_msg("the permission form does not hold %s", words[i]);
	text_free(&page);
	close_desk(&desk);
}

static void signs(const char *page, const char *what, const char *post)
{
	char row[256];

	snprintf(row, sizeof(row), "<th scope=\"row\"><p>%s</p>\n</th><td><p>%s</p>", what, post);
	if (!strstr(page, row))
		fail_msg("no row for %s, %s", what, post);
}

static void each_post_signs_for_what_it_is(void **state)
{
	struct desk desk;
	struct text page;

	(void)state;
	open_changed(&desk, "\"supported_by\": [",
	             "\"supported_by\": [{\"post\": \"DATA PROTECTION OFFICER of the trust\"}, "
	             "{\"post\": \"Branch officer\"}, {\"post\": \"Governor\"},");
	page = page_of(paper_writer_find("permission"), &desk.agreement, desk.arena);
	signs(page.at, "Data protection officer (has advised)",
	      "DATA PROTECTION OFFICER of the trust");
	signs(page.at, "Recognised union (supports)", "Branch officer");
	signs(page.at, "Recognised union (supports)", "Workplace representative");
	signs(page.at, "Supported by", "Governor");
	text_free(&page);
	page = page_of(paper_writer_find("terms"), &desk.agreement, desk.arena);
	signs(page.at, "Recognised union", "Workplace representative");
	signs(page.at, "Recognised union", "Branch officer");
	text_free(&page);
	close_desk(&desk);
}

static void whoever_controls_a_part_consents_in_words_of_their_own(void **state)
{
	struct desk desk;
	struct text page;

	(void)state;
	open_changed(&desk, "\"given_by\": [",
	             "\"given_by\": [{\"post\": \"Network lead of the council\"},");
	page = page_of(paper_writer_find("permission"), &desk.agreement, desk.arena);
	assert_non_null(strstr(page.at, "I hold the post of Network lead of the council."));
	assert_non_null(strstr(page.at, "I hold the post of Chair of trustees"));
	signs(page.at, "Whoever controls devices and network", "Network lead of the council");
	signs(page.at, "Whoever controls devices and network",
	      "Chair of trustees&#39; digital committee");
	text_free(&page);
	page = page_of(paper_writer_find("notice"), &desk.agreement, desk.arena);
	assert_non_null(strstr(page.at, "Network lead of the council and Chair of trustees"));
	text_free(&page);
	close_desk(&desk);
}

static void the_notice_asks_for_no_reason_to_opt_out(void **state)
{
	struct desk desk;
	struct text page;
	const char *heading;

	(void)state;
	open_desk(&desk);
	page = page_of(paper_writer_find("notice"), &desk.agreement, desk.arena);
	heading = strstr(page.at, "Questions, and how to opt out</h");
	assert_non_null(heading);
	assert_non_null(strstr(heading, "You may ask that the device you use is left out. You need "
	                                "not say why, and it has no effect on you."));
	text_free(&page);
	close_desk(&desk);
}

static void the_banner_is_that_of_the_agreement(void **state)
{
	struct desk desk;
	struct text page;

	(void)state;
	open_desk(&desk);
	page = page_of(paper_writer_find("notice"), &desk.agreement, desk.arena);
	assert_non_null(strstr(
		page.at, "<blockquote>From 2 November 2026 to 31 July 2027 Example Academy (part "
			 "of Example Learning Trust) and the recognised unions are checking which "
			 "monitoring software is installed and where it sends data. The check "
			 "reads lists of software and settings. On the network (staff vlan) it "
			 "counts which services are contacted. It does not read messages, files, "
			 "screens or browsing history, and it does not record who you are. "
			 "Questions or opt out: <span class=\"blank\">"));
	text_free(&page);
	close_desk(&desk);
}

static void the_sheet_for_it_lists_what_each_check_says_of_itself(void **state)
{
	struct desk desk;
	struct text page;

	(void)state;
	open_desk(&desk);
	page = page_of(paper_writer_find("it-sheet"), NULL, desk.arena);
	for (const struct probe *const *probe = probes; *probe; probe++) {
		struct text looks = { 0 }, never = { 0 };

		escape_html(&looks, (*probe)->looks);
		escape_html(&never, (*probe)->never);
		assert_non_null(strstr(page.at, looks.at));
		assert_non_null(strstr(page.at, never.at));
		text_free(&looks);
		text_free(&never);
	}
	assert_non_null(strstr(page.at, "a list of 2 patterns"));
	text_free(&page);
	close_desk(&desk);
}

static void each_word_of_a_permission_is_explained(void **state)
{
	(void)state;
	for (const char *const *word = authorisation_words; *word; word++) {
		char id[64];

		snprintf(id, sizeof(id), "area-means.%s", *word);
		if (!message_template(id))
			fail_msg("no words for %s", id);
	}
}

static void each_value_that_may_be_missing_has_a_hint(void **state)
{
	static const struct message_table *const tables[] = { &messages_en_papers,
		                                              &messages_en_forms };

	(void)state;
	for (size_t t = 0; t < sizeof(tables) / sizeof(*tables); t++)
		for (size_t i = 0; i < tables[t]->count; i++)
			for (const char *at = strchr(tables[t]->rows[i].text, '{'); at;
			     at = strchr(at + 1, '{')) {
				char id[64];

				snprintf(id, sizeof(id), "blank.%.*s", (int)strcspn(at + 1, ":}"),
				         at + 1);
				if (strcmp(id, "blank.count") != 0 && !message_template(id))
					fail_msg("%s: no %s", tables[t]->rows[i].id, id);
			}
}

static void the_schedule_sets_each_signed_sentence_beside_its_test(void **state)
{
	struct desk desk;
	struct paper paper;
	struct text page = { 0 };

	(void)state;
	open_desk(&desk);
	schedule_paper(&desk.agreement, desk.packs, desk.arena, &paper);
	assert_int_equal(paper_html(&paper, &page), 0);
	for (size_t i = 0; i < desk.agreement.rule_count; i++) {
		struct text say = { 0 };

		escape_html(&say, desk.agreement.rules[i].say);
		if (!strstr(page.at, say.at))
			fail_msg("%s is not in the schedule", desk.agreement.rules[i].id);
		text_free(&say);
	}
	assert_non_null(
		strstr(page.at, "at least 90 days for AI and 28 days for other technology"));
	assert_non_null(strstr(page.at, desk.agreement.check_code));
	assert_null(strstr(page.at, ">schedule."));
	text_free(&page);
	close_desk(&desk);
}

static void the_schedule_says_where_its_clauses_come_from(void **state)
{
	struct desk desk;
	struct paper paper = { 0 };
	struct text page = { 0 };
	const char *at;

	(void)state;
	open_desk(&desk);
	schedule_paper(&desk.agreement, desk.packs, desk.arena, &paper);
	assert_int_equal(paper_html(&paper, &page), 0);
	at = strstr(page.at, "Where the clauses come from");
	assert_non_null(at);
	assert_non_null(strstr(at, "<b>as reported, unverified</b>; second hand"));
	assert_non_null(strstr(at, "ICO: Monitoring workers"));
	assert_non_null(strstr(at, "read in part"));
	assert_non_null(strstr(at, "ICO-7, ICO-4, ICO-2<"));
	text_free(&page);
	close_desk(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_paper_says_that_it_is_not_legal_advice),
		cmocka_unit_test(without_an_agreement_nothing_of_it_is_there),
		cmocka_unit_test(the_permission_is_written_in),
		cmocka_unit_test(each_post_signs_for_what_it_is),
		cmocka_unit_test(whoever_controls_a_part_consents_in_words_of_their_own),
		cmocka_unit_test(the_notice_asks_for_no_reason_to_opt_out),
		cmocka_unit_test(the_banner_is_that_of_the_agreement),
		cmocka_unit_test(the_sheet_for_it_lists_what_each_check_says_of_itself),
		cmocka_unit_test(each_word_of_a_permission_is_explained),
		cmocka_unit_test(each_value_that_may_be_missing_has_a_hint),
		cmocka_unit_test(the_schedule_sets_each_signed_sentence_beside_its_test),
		cmocka_unit_test(the_schedule_says_where_its_clauses_come_from),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
