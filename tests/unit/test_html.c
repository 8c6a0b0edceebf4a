/* The page: it asks for nothing, can do nothing, is well formed, and keeps its promises of order
 * and words. */
#include "tests/unit/reading.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/unit/pieces.h"

static bool holds(const struct text *page, const char *words)
{
	return strstr(page->at, words) != NULL;
}

static struct text page_of_sample(void)
{
	struct json_object *disclosure = sample();
	struct text page = reported("html", disclosure);

	json_object_put(disclosure);
	return page;
}

static void the_page_asks_for_nothing_from_anywhere(void **state)
{
	static const char *const asks[] = { "src=",  "http:", "https:",  "@import",
		                            "url(",  "<link", "<script", "<iframe",
		                            "<form", "<img",  "srcset",  "style=" };
	struct text page = page_of_sample();

	(void)state;
	for (size_t i = 0; i < sizeof(asks) / sizeof(*asks); i++)
		if (holds(&page, asks[i]))
			fail_msg("the page holds %s", asks[i]);
	text_free(&page);
}

static void every_link_stays_on_the_page_and_arrives(void **state)
{
	struct text page = page_of_sample();

	(void)state;
	for (const char *at = page.at; (at = strstr(at, "href=\"")); at++) {
		char target[96];

		assert_int_equal(sscanf(at, "href=\"#%60[a-z-]\"", target + 4), 1);
		memcpy(target, "id=\"", 4);
		strcat(target, "\"");
		assert_int_equal(times(page.at, target), 1);
	}
	text_free(&page);
}

static void the_policy_names_the_hash_of_the_style_sheet(void **state)
{
	struct text page = page_of_sample();
	const char *style = strstr(page.at, "<style>") + strlen("<style>");
	unsigned char hash[EVP_MAX_MD_SIZE];
	char policy[160] = "style-src 'sha256-", base64[48];
	unsigned int len = 0;

	(void)state;
	EVP_Digest(style, (size_t)(strstr(style, "</style>") - style), hash, &len, EVP_sha256(),
	           NULL);
	EVP_EncodeBlock((unsigned char *)base64, hash, 32);
	strcat(strcat(policy, base64), "'; script-src 'none'; base-uri 'none'; form-action 'none'");
	assert_true(holds(&page, policy));
	assert_true(holds(&page, "content=\"default-src 'none';"));
	assert_true(strstr(page.at, "Content-Security-Policy") < strstr(page.at, "<style>"));
	text_free(&page);
}

/* --- form ------------------------------------------------------------------------- */

static bool is_void(const char *name)
{
	return !strcmp(name, "meta") || !strcmp(name, "path") || !strcmp(name, "circle");
}

/* Every tag is closed in turn; the style sheet is skipped. */
static void well_nested(const char *at)
{
	char open[64][24];
	size_t depth = 0;

	while ((at = strchr(at, '<'))) {
		char name[24] = "";
		bool closes = at[1] == '/';
		const char *end = strchr(at, '>');

		if (at[1] == '!') {
			at++;
			continue;
		}
		assert_int_equal(sscanf(at + 1 + closes, "%23[a-zA-Z0-9]", name), 1);
		if (closes) {
			if (!depth || strcmp(open[depth - 1], name))
				fail_msg("</%s> closes <%s>", name, depth ? open[depth - 1] : "");
			depth--;
		} else if (!is_void(name)) {
			assert_true(depth < 64);
			strcpy(open[depth++], name);
		}
		at = !strcmp(name, "style") && !closes ? strstr(at, "</style>") : end;
	}
	assert_int_equal(depth, 0);
}

static void every_tag_is_closed_in_turn(void **state)
{
	struct text page = page_of_sample();

	(void)state;
	well_nested(page.at);
	text_free(&page);
}

static void it_has_one_title_one_main_part_and_names_its_tables(void **state)
{
	struct text page = page_of_sample();

	(void)state;
	assert_int_equal(times(page.at, "<h1"), 1);
	assert_int_equal(times(page.at, "<main"), 1);
	assert_true(holds(&page, "<html lang=\"en-GB\">"));
	assert_true(holds(&page, "<title>Monitoring technology report"));
	assert_true(holds(&page, "<a class=\"skip\" href=\"#main\">"));
	assert_int_equal(times(page.at, "<table"), times(page.at, "<caption>") + 1);
	assert_int_equal(times(page.at, "<th>"), 0);
	text_free(&page);
}

/* --- what it says ------------------------------------------------------------------ */

static void how_much_could_be_seen_stands_above_any_result(void **state)
{
	struct text page = page_of_sample();

	(void)state;
	assert_true(strstr(page.at, "id=\"seen\"") < strstr(page.at, "id=\"result\""));
	assert_true(strstr(page.at, "id=\"result\"") < strstr(page.at, "id=\"raise\""));
	text_free(&page);
}

static void a_group_has_shape_word_and_count(void **state)
{
	struct text page = page_of_sample();

	(void)state;
	assert_true(holds(&page, "<li class=\"box g-raise\"><svg class=\"shape g-raise\""));
	assert_true(holds(
		&page, "<b>3</b>\n<span class=\"word\">Raise</span>\n<small>technologies</small>"));
	assert_true(holds(&page, "<b>3</b>\n<span class=\"word\">Chase</span>"));
	assert_true(holds(&page, "<b>1</b>\n<span class=\"word\">Discuss</span>"));
	assert_true(holds(&page, "<b>4</b>\n<span class=\"word\">As agreed</span>"));
	assert_true(holds(&page, "<b>6</b>\n<span class=\"word\">Looked for, not seen</span>"));
	assert_true(holds(&page, "<b>3</b>\n<span class=\"word\">Could not tell</span>"));
	text_free(&page);
}

static void learner_safeguarding_has_its_own_box(void **state)
{
	struct text page = page_of_sample();
	const char *raise = strstr(page.at, "id=\"raise\""),
		   *box = strstr(page.at, "id=\"safeguarding\"");
	const char *filter = strstr(raise, "SafeFilter");

	(void)state;
	assert_non_null(box);
	assert_true(raise < box && box < filter);
	assert_true(holds(&page, "Required for safeguarding: boundary check"));
	assert_true(holds(&page,
	                  "<ol class=\"four\"><li>Which data about staff does it record?</li>\n"
	                  "<li>Who sees it?</li>\n<li>How long is it kept?</li>\n"
	                  "<li>Where is the written bar on using it to judge staff?</li>\n"
	                  "</ol>"));
	assert_int_equal(times(page.at, "<ol class=\"four\">"), 1);
	text_free(&page);
}

static void cards_say_what_is_not_shown_and_leave_room_for_an_answer(void **state)
{
	struct text page = page_of_sample();
	const char *raise = strstr(page.at, "id=\"raise\""), *end = strstr(raise, "</section>");
	char *cards = strndup(raise, (size_t)(end - raise));

	(void)state;
	assert_int_equal(times(cards, "<article class=\"card"), 3);
	assert_int_equal(times(cards, "This does not show that anyone used it to judge staff."), 3);
	assert_int_equal(times(cards, "class=\"answer\""), 3);
	free(cards);
	text_free(&page);
}

static void it_closes_as_it_promises(void **state)
{
	struct text page = page_of_sample();

	(void)state;
	assert_true(holds(&page,
	                  "This report does not say that anyone broke the law or the agreement. "
	                  "Disagree? Your answer is printed beside the finding."));
	assert_true(holds(&page, "the clock was set by hand"));
	assert_true(holds(&page, "7KQM-2XRA-9TBD-41HC"));
	text_free(&page);
}

static void an_example_says_so_at_the_head_of_every_page(void **state)
{
	struct text page = page_of_sample();
	const char *head = strstr(page.at, "<thead class=\"running\"");

	(void)state;
	assert_non_null(head);
	assert_true(strstr(head, "EXAMPLE: A FICTIONAL SCHOOL") < strstr(head, "</thead>"));
	assert_int_equal(times(page.at, "EXAMPLE: A FICTIONAL SCHOOL"),
	                 4); /* title, head, page one, foot */
	text_free(&page);
}

static void what_a_supplier_disputes_is_said_beside_it(void **state)
{
	struct json_object *disclosure = sample();
	struct json_object *findings = json_object_object_get(disclosure, "findings");
	struct text page = reported("html", disclosure), words;

	(void)state;
	assert_false(holds(&page, "supplier disagrees"));
	text_free(&page);
	for (size_t i = 0; i < json_object_array_length(findings); i++)
		json_object_object_add(json_object_array_get_idx(findings, i),
		                       "disputed_by_supplier", json_object_new_boolean(true));
	page = reported("html", disclosure);
	words = reported("text", disclosure);
	assert_true(holds(&page, "<dd>The supplier disagrees with what the catalogue says of it"));
	assert_true(holds(&words, "The supplier disagrees"));
	text_free(&page);
	text_free(&words);
	json_object_put(disclosure);
}

static void small_counts_are_words(void **state)
{
	struct json_object *disclosure = sample();
	struct json_object *seen = member(row(member(disclosure, "findings"), 4), "seen");
	struct text page;

	(void)state;
	json_object_object_add(seen, "devices", json_tokener_parse("{\"below\":5}"));
	json_object_object_add(seen, "of", json_object_new_int(54));
	page = reported("html", disclosure);
	assert_true(holds(&page, "fewer than 5 of 54 devices looked at"));
	text_free(&page);
	json_object_put(disclosure);
}

static void without_an_agreement_it_is_a_list_and_not_a_verdict(void **state)
{
	struct json_object *disclosure = sample();
	struct text page;
	const char *body;

	(void)state;
	json_object_object_add(disclosure, "agreement", NULL);
	json_object_object_add(disclosure, "verdicts", json_object_new_array());
	json_object_object_add(disclosure, "register", json_object_new_array());
	page = reported("html", disclosure);
	body = strstr(page.at, "<body>");
	assert_true(holds(&page, "Before you negotiate"));
	assert_true(holds(&page, "a list, not a verdict"));
	assert_null(strstr(body, "g-raise"));
	assert_null(strstr(body, "importance"));
	assert_non_null(strstr(body, "Small live pictures of every screen in a group"));
	well_nested(page.at);
	text_free(&page);
	json_object_put(disclosure);
}

static void every_link_arrives(const struct text *page)
{
	for (const char *at = page->at; (at = strstr(at, "href=\"")); at++) {
		char target[96] = "id=\"";

		assert_int_equal(sscanf(at, "href=\"#%60[a-z-]\"", target + 4), 1);
		strcat(target, "\"");
		assert_int_equal(times(page->at, target), 1);
	}
}

static void a_page_without_questions_has_no_link_to_them(void **state)
{
	struct json_object *disclosure = sample();
	struct text page;

	(void)state;
	json_object_object_add(disclosure, "agreement", NULL);
	json_object_object_add(disclosure, "questions", json_object_new_array());
	json_object_object_add(disclosure, "findings", json_object_new_array());
	page = reported("html", disclosure);
	every_link_arrives(&page);
	text_free(&page);
	json_object_put(disclosure);
}

static void what_was_seen_in_a_recording_alone_counts_no_device_looked_at(void **state)
{
	struct json_object *disclosure = sample();
	struct json_object *mate = row(member(disclosure, "findings"), 2);
	struct text page;

	(void)state;
	json_object_object_add(member(mate, "seen"), "devices",
	                       json_tokener_parse("{\"below\":5}"));
	json_object_object_add(member(mate, "seen"), "of", NULL);
	page = reported("html", disclosure);
	assert_true(holds(&page, "fewer than 5 devices in a network recording"));
	assert_false(holds(&page, "fewer than 5 of"));
	text_free(&page);
	json_object_put(disclosure);
}

static void an_agreement_that_is_not_in_force_judges_nothing(void **state)
{
	struct json_object *disclosure = sample();
	struct text page;

	(void)state;
	json_object_object_add(member(disclosure, "agreement"), "in_force",
	                       json_object_new_boolean(false));
	page = reported("html", disclosure);
	assert_true(holds(&page, "not in force on this date"));
	assert_false(holds(&page, "id=\"result\""));
	text_free(&page);
	json_object_put(disclosure);
}

/* --- hostile input ------------------------------------------------------------------ */

static const char hostile[] =
	"</h3><script>alert('x')</script>\" onload=\"y\" \u202Eexe.fdp \033[31m";

static struct json_object *poisoned(struct json_object *value)
{
	if (json_object_is_type(value, json_type_string))
		return json_object_new_string(hostile);
	if (json_object_is_type(value, json_type_array)) {
		struct json_object *array = json_object_new_array();

		for (size_t i = 0; i < json_object_array_length(value); i++)
			json_object_array_add(array, poisoned(row(value, i)));
		return array;
	}
	if (json_object_is_type(value, json_type_object)) {
		struct json_object *object = json_object_new_object();

		json_object_object_foreach(value, key, inner)
		{
			json_object_object_add(object, key, poisoned(inner));
		}
		return object;
	}
	return json_object_get(value);
}

static void hostile_words_are_shown_and_do_nothing(void **state)
{
	struct json_object *disclosure = sample(), *bad = poisoned(disclosure);
	struct text page = reported("html", bad);

	(void)state;
	assert_false(holds(&page, "<script"));
	assert_false(holds(&page, "onload=\"y"));
	assert_false(holds(&page, "\u202E"));
	assert_false(holds(&page, "\033"));
	assert_true(holds(&page, "&lt;script&gt;"));
	assert_true(holds(&page, "[U+202E]"));
	well_nested(page.at);
	text_free(&page);
	json_object_put(bad);
	json_object_put(disclosure);
}

static void group_words_keep_their_meaning_when_the_rest_is_hostile(void **state)
{
	struct json_object *disclosure = sample(), *verdicts = member(disclosure, "verdicts");
	struct text page;

	(void)state;
	for (size_t i = 0; i < json_object_array_length(verdicts); i++) {
		json_object_object_add(row(verdicts, i), "subject",
		                       json_object_new_string(hostile));
		json_object_object_add(row(verdicts, i), "say", json_object_new_string(hostile));
		json_object_object_add(row(verdicts, i), "rule", json_object_new_string(hostile));
		json_object_object_add(row(verdicts, i), "status", json_object_new_string(hostile));
	}
	page = reported("html", disclosure);
	assert_false(holds(&page, "<script"));
	well_nested(page.at);
	text_free(&page);
	json_object_put(disclosure);
}

/* --- size and words ------------------------------------------------------------------ */

static void ten_thousand_findings_fit_in_five_megabytes(void **state)
{
	struct json_object *disclosure = sample(), *findings = member(disclosure, "findings");
	struct json_object *one = row(findings, 0);
	struct text page;

	(void)state;
	for (size_t i = json_object_array_length(findings); i < 10000; i++)
		json_object_array_add(findings, json_object_get(one));
	page = reported("html", disclosure);
	assert_true(page.len < (size_t)5 << 20);
	text_free(&page);
	json_object_object_add(disclosure, "agreement", NULL);
	page = reported("html", disclosure);
	assert_true(page.len < (size_t)5 << 20);
	text_free(&page);
	json_object_put(disclosure);
}

/* Text that people see and that is ours: tags, quoted sentences and code are left out. */
static char *own_words(const char *at)
{
	char *out = calloc(1, strlen(at) + 1);
	size_t used = 0;
	int quoted = 0;

	while (*at) {
		if (*at == '<') {
			quoted += !strncmp(at, "<q>", 3) || !strncmp(at, "<blockquote", 11) ||
			          !strncmp(at, "<code", 5) || !strncmp(at, "<pre", 4);
			quoted -= !strncmp(at, "</q>", 4) || !strncmp(at, "</blockquote>", 13) ||
			          !strncmp(at, "</code>", 7) || !strncmp(at, "</pre>", 6);
			at = strchr(at, '>') + 1;
			out[used++] = ' ';
		} else if (quoted) {
			at++;
		} else {
			out[used++] = *at++;
		}
	}
	return out;
}

static void the_page_uses_labels_and_no_banned_word(void **state)
{
	static const char *const banned[] = {
		"breach",    "undisclosed",  "drift ",   "overdue", "incomplete-record",
		"excepted",  "not-observed", "spying",   "illegal", "guilty",
		"compliant", " proves",      " always ", " never "
	};
	struct text page = page_of_sample();
	char *words = own_words(strstr(page.at, "<body>"));

	(void)state;
	for (size_t i = 0; i < sizeof(banned) / sizeof(*banned); i++)
		if (strcasestr(words, banned[i]))
			fail_msg("the page says %s: %.60s", banned[i],
			         strcasestr(words, banned[i]));
	assert_non_null(strstr(words, "Does not match a signed rule"));
	assert_non_null(strstr(words, "Not on the technology list"));
	free(words);
	text_free(&page);
}

/* The filter changed since it was agreed, which is red elsewhere; its box is for talking. */
static void the_list_has_a_safeguarding_tool_in_the_group_of_its_box(void **state)
{
	struct text page = page_of_sample(), shape = { 0 };
	const char *body = strstr(page.at, "<body>");
	const char *list = strstr(body, "id=\"technologies\""), *entry, *state_cell, *end;

	(void)state;
	assert_non_null(list);
	entry = strstr(list, "REG-001");
	assert_non_null(entry);
	state_cell = strstr(entry, "class=\"state\"");
	assert_non_null(state_cell);
	end = strstr(state_cell, "</td>");
	text_add_bytes(&shape, state_cell, (size_t)(end - state_cell));
	assert_non_null(strstr(shape.at, "g-discuss"));
	assert_null(strstr(shape.at, "g-raise"));
	text_free(&shape);
	text_free(&page);
}

/* Also under a sentence with nothing raised, of which only what counts has a heading. */
static void headings_leave_no_rank_out(void **state)
{
	struct json_object *disclosure = sample();
	struct text page;
	int last = 0;

	(void)state;
	json_object_object_add(member(disclosure, "agreement"), "contracts",
	                       json_tokener_parse("[{\"id\":\"CHK05\",\"title\":\"x\"}]"));
	json_object_object_add(row(member(disclosure, "verdicts"), 1), "contracts",
	                       json_tokener_parse("[\"CHK05\"]"));
	page = reported("html", disclosure);
	assert_non_null(strstr(page.at, "<code>CHK05</code>"));
	for (const char *at = page.at; (at = strstr(at, "<h")) != NULL; at += 2) {
		int rank = at[2] - '0';

		if (rank < 1 || rank > 6)
			continue;
		if (rank > last + 1)
			fail_msg("h%d after h%d: %.60s", rank, last, at);
		last = rank;
	}
	assert_true(last >= 1);
	json_object_put(disclosure);
	text_free(&page);
}

static void places_beyond_what_a_person_reads_are_counted(void **state)
{
	struct json_object *disclosure = sample(), *places = json_object_new_array();
	struct text page;

	(void)state;
	for (int i = 0; i < 15; i++)
		json_object_array_add(places, json_tokener_parse("{\"kind\":\"device\"}"));
	json_object_object_add(disclosure, "places", places);
	page = reported("html", disclosure);
	assert_non_null(strstr(page.at, "<li>and 3 more</li>"));
	text_free(&page);
	json_object_put(disclosure);
}

static void what_a_recording_showed_is_not_called_installed(void **state)
{
	struct json_object *disclosure = sample();
	struct json_object *veyon = row(member(disclosure, "findings"), 4);
	const char *start, *end;
	struct text page, card = { 0 };

	(void)state;
	json_object_object_add(disclosure, "agreement", NULL);
	json_object_object_add(veyon, "seen",
	                       json_tokener_parse("{\"devices\":{\"n\":1},\"of\":0}"));
	json_object_object_add(
		veyon, "capabilities",
		json_tokener_parse("[{\"word\":\"screen-capture\",\"level\":\"present\"},"
	                           "{\"word\":\"remote-control\",\"level\":\"communicating\"}]"));
	page = reported("html", disclosure);
	start = strstr(strstr(page.at, "<h3>Veyon"), "class=\"abilities\"");
	end = strstr(start, "</ul>");
	text_add_bytes(&card, start, (size_t)(end - start));
	assert_non_null(strstr(card.at, "take pictures of this screen"));
	assert_null(strstr(card.at, "installed"));
	assert_non_null(strstr(card.at, "sending or receiving"));
	text_free(&card);
	text_free(&page);
	json_object_put(disclosure);
}

static void no_message_is_missing_on_the_page(void **state)
{
	struct text page = page_of_sample();
	const char *body = strstr(page.at, "<body>");

	(void)state;
	assert_null(strstr(body, ">page."));
	assert_null(strstr(body, ">title."));
	assert_null(strstr(body, ">column."));
	assert_null(strstr(body, ">caption."));
	assert_null(strstr(body, ">means."));
	assert_null(strstr(body, ">unit."));
	text_free(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_page_asks_for_nothing_from_anywhere),
		cmocka_unit_test(every_link_stays_on_the_page_and_arrives),
		cmocka_unit_test(the_policy_names_the_hash_of_the_style_sheet),
		cmocka_unit_test(every_tag_is_closed_in_turn),
		cmocka_unit_test(it_has_one_title_one_main_part_and_names_its_tables),
		cmocka_unit_test(how_much_could_be_seen_stands_above_any_result),
		cmocka_unit_test(a_group_has_shape_word_and_count),
		cmocka_unit_test(learner_safeguarding_has_its_own_box),
		cmocka_unit_test(cards_say_what_is_not_shown_and_leave_room_for_an_answer),
		cmocka_unit_test(it_closes_as_it_promises),
		cmocka_unit_test(an_example_says_so_at_the_head_of_every_page),
		cmocka_unit_test(what_a_supplier_disputes_is_said_beside_it),
		cmocka_unit_test(small_counts_are_words),
		cmocka_unit_test(without_an_agreement_it_is_a_list_and_not_a_verdict),
		cmocka_unit_test(a_page_without_questions_has_no_link_to_them),
		cmocka_unit_test(what_was_seen_in_a_recording_alone_counts_no_device_looked_at),
		cmocka_unit_test(an_agreement_that_is_not_in_force_judges_nothing),
		cmocka_unit_test(hostile_words_are_shown_and_do_nothing),
		cmocka_unit_test(group_words_keep_their_meaning_when_the_rest_is_hostile),
		cmocka_unit_test(ten_thousand_findings_fit_in_five_megabytes),
		cmocka_unit_test(the_page_uses_labels_and_no_banned_word),
		cmocka_unit_test(the_list_has_a_safeguarding_tool_in_the_group_of_its_box),
		cmocka_unit_test(headings_leave_no_rank_out),
		cmocka_unit_test(places_beyond_what_a_person_reads_are_counted),
		cmocka_unit_test(what_a_recording_showed_is_not_called_installed),
		cmocka_unit_test(no_message_is_missing_on_the_page),
	};

	return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
