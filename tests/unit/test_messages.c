/* Every sentence has its words, and the words keep the language rules of model 2.6 and A5. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "policies/sentence.h"
#include "policies/status.h"
#include "probes/base/cleanup.h"
#include "probes/probe.h"
#include "probes/reasons.h"
#include "probes/traffic/capture.h"
#include "reports/messages.h"
#include "reports/messages_en.h"
#include "tests/unit/agreement_files.h"

static const struct message_table *const tables[] = { &messages_en_sentences, &messages_en_brief,
	                                              &messages_en_labels,    &messages_en_words,
	                                              &messages_en_page,      &messages_en_answers,
	                                              &messages_en_schedule,  &messages_en_papers,
	                                              &messages_en_forms,     &messages_en_drafts };

#define TABLES (sizeof(tables) / sizeof(*tables))

static void tables_are_sorted_without_repeats(void **state)
{
	(void)state;
	for (size_t t = 0; t < TABLES; t++)
		for (size_t i = 1; i < tables[t]->count; i++)
			assert_true(strcmp(tables[t]->rows[i - 1].id, tables[t]->rows[i].id) < 0);
}

static void every_sentence_that_policies_say_has_a_template(void **state)
{
	(void)state;
	for (const struct sentence_id *sentence = sentence_ids; sentence->id; sentence++)
		if (!message_template(sentence->id))
			fail_msg("no template for %s", sentence->id);
}

static bool is_declared(const struct sentence_id *sentence, const char *name, size_t len)
{
	for (const char *const *arg = sentence->args; *arg; arg++)
		if (strlen(*arg) == len && !strncmp(*arg, name, len))
			return true;
	return len == 4 &&
	       !strncmp(name, "late", 4); /* days beyond what was agreed: reports/summary.c */
}

static void check_placeholders(const struct sentence_id *sentence, const char *template)
{
	assert_non_null(template);
	for (const char *at = strchr(template, '{'); at; at = strchr(at + 1, '{')) {
		size_t len = strcspn(at + 1, ":}");

		if (!is_declared(sentence, at + 1, len))
			fail_msg("%s names {%.*s}, which is not declared", sentence->id, (int)len,
			         at + 1);
	}
}

static void every_placeholder_is_a_declared_argument(void **state)
{
	(void)state;
	for (const struct sentence_id *sentence = sentence_ids; sentence->id; sentence++) {
		char brief[96];
		const char *template;

		check_placeholders(sentence, message_template(sentence->id));
		snprintf(brief, sizeof(brief), "brief.%s", sentence->id);
		template = message_template(brief);
		if (template)
			check_placeholders(sentence, template);
	}
}

static void has_label(const char *prefix, const char *word)
{
	char id[96];

	snprintf(id, sizeof(id), "%s.%s", prefix, word);
	if (!message_template(id))
		fail_msg("no label for %s", id);
}

static void every_closed_word_has_a_label(void **state)
{
	(void)state;
	for (int i = 0; i < STATUSES; i++)
		has_label("status", status_word((enum status)i));
	for (int i = 0; i < GROUPS; i++)
		has_label("group", group_word((enum group)i));
	for (int i = 0; i < SEVERITIES; i++)
		has_label("severity", severity_word((enum severity)i));
	for (int i = 0; i < CONFIDENCES; i++)
		has_label("confidence", confidence_word((enum confidence)i));
}

static void every_word_of_the_probes_has_a_label(void **state)
{
	(void)state;
	for (int i = 0; i < LEVELS; i++)
		has_label("level", level_word((enum level)i));
	for (int i = 0; i < OBSERVATION_KINDS; i++)
		has_label("kind", observation_kind_word((enum observation_kind)i));
	for (int i = 0; i < COVERAGE_STATES; i++)
		has_label("state", coverage_state_word((enum coverage_state)i));
	for (const char *const *reason = reasons; *reason; reason++)
		has_label("reason", *reason);
	for (size_t i = 0; probes[i]; i++)
		has_label("probe", probes[i]->name);
	for (int i = 0; i < TRAFFIC_KINDS; i++)
		has_label("traffic", traffic_kind_word((enum traffic_kind)i));
	has_label("named-by", CONTACT_BY_DNS);
	has_label("named-by", CONTACT_BY_OTHER_DNS);
	has_label("named-by", CONTACT_BY_SHARED_ADDRESS);
	has_label("named-by", name_protocol_word(NAME_TLS));
	has_label("named-by", name_protocol_word(NAME_DTLS));
	has_label("named-by", name_protocol_word(NAME_QUIC));
	has_label("named-by", name_protocol_word(NAME_GQUIC));
	has_label("named-by", name_protocol_word(NAME_HTTP));
}

static void every_word_of_the_policies_has_a_label(void **state)
{
	(void)state;
	for (int i = 0; i < ENTRY_STATUSES; i++)
		has_label("entry", entry_status_word((enum entry_status)i));
	for (int i = 0; i < SPECIFICITIES; i++)
		has_label("specificity", specificity_word((enum specificity)i));
	for (const char *const *area = authorisation_words; *area; area++)
		has_label("area", *area);
}

static void abilities_are_called_as_the_catalogue_calls_them(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct catalogue catalogue;

	(void)state;
	load_catalogue(arena, &catalogue);
	for (size_t i = 0; i < catalogue.word_count; i++) {
		char id[96];

		snprintf(id, sizeof(id), "capability.%s", catalogue.words[i].word);
		assert_string_equal(message_label(id), catalogue.words[i].label);
	}
	for (size_t i = 0; i < catalogue.product_count; i++)
		has_label("category", catalogue.products[i].category);
	arena_free(arena);
}

/* --- the language lint -------------------------------------------------------- */

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

static bool holds_word(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = strcasestr(text, word); at; at = strcasestr(at + 1, word)) {
		const char *end = at + len;

		if ((at > text && is_word_byte(at[-1])) || is_word_byte(*end))
			continue;
		if (*end == '.' && (!strncmp(end, ".json", 5) || !strncmp(end, ".html", 5)))
			continue; /* the name of a file */
		return true;
	}
	return false;
}

static const char *const banned[] = {
	"spying",
	"illegal",
	"guilty",
	"compliant",
	"proves",
	"always",
	"never", /* model 2.6 */
	"breach",
	"undisclosed",
	"drift",
	"overdue",
	"incomplete-record",
	"needs-interpretation",
	"excepted",
	"not-observed",
	"insufficient-coverage",
	"not-observable",
	"for-information", /* bare words of A5 */
	"capability",
	"register",
	"probe",
	"pack",
	"observation",
	"disclosure",
	"whitelist",
	"obviously",
	"simply",
};

static void no_template_holds_a_banned_word(void **state)
{
	(void)state;
	for (size_t t = 0; t < TABLES; t++)
		for (size_t i = 0; i < tables[t]->count; i++)
			for (size_t b = 0; b < sizeof(banned) / sizeof(*banned); b++) {
				char plain[1024] = "";
				size_t used = 0;
				int depth = 0;

				for (const char *at = tables[t]->rows[i].text;
				     *at && used + 1 < sizeof(plain); at++) {
					depth += *at == '{';
					if (!depth)
						plain[used++] = *at;
					depth -= *at == '}';
				}
				if (holds_word(plain, banned[b]))
					fail_msg("%s says \"%s\"", tables[t]->rows[i].id,
					         banned[b]);
			}
}

static void the_lint_finds_a_banned_word(void **state)
{
	(void)state;
	assert_true(holds_word("This is a breach.", "breach"));
	assert_true(holds_word("Never again", "never"));
	assert_false(holds_word("It is nevertheless so", "never"));
	assert_false(holds_word("see disclosure.json", "disclosure"));
}

/* --- rendering ----------------------------------------------------------------- */

static void renders(const char *id, const char *args, const char *want)
{
	_cleanup_(text_free) struct text out = { 0 };
	struct json_object *object = json_tokener_parse(args);

	message_render(id, object, &out);
	json_object_put(object);
	assert_string_equal(out.at, want);
}

static void numbers_take_their_noun(void **state)
{
	(void)state;
	renders("notice.short", "{\"days\":42,\"agreed\":90}",
	        "The list records 42 days between notice and first use; the rule asks for 90.");
	renders("review.passed", "{\"next_review\":1}", "The review date passed 1 day ago.");
}

static void small_counts_are_words(void **state)
{
	(void)state;
	renders("review.passed", "{\"next_review\":{\"below\":5}}",
	        "The review date passed fewer than 5 days ago.");
}

static void lists_and_field_names_read_as_english(void **state)
{
	(void)state;
	renders("record.missing",
	        "{\"missing\":[\"retention_days\",\"refs.dpia\",\"refs.health_safety\"]}",
	        "Not recorded: how long data is kept, data protection assessment and health and "
	        "safety assessment.");
	renders("record.missing", "{\"missing\":[\"refs.dpia\"]}",
	        "Not recorded: data protection assessment.");
}

static void dates_are_written_out(void **state)
{
	(void)state;
	renders("withdrawn.still-there",
	        "{\"name\":\"LessonLook\",\"withdrawn\":\"2026-07-31\",\"level\":\"active\"}",
	        "The list has LessonLook as withdrawn on 31 July 2026; it was still seen running.");
}

static void what_is_unknown_is_shown_and_not_lost(void **state)
{
	(void)state;
	renders("no.such.id", "{}", "[no.such.id]");
	renders("notice.short", "{\"days\":42}",
	        "The list records 42 days between notice and first use; the rule asks for "
	        "[agreed].");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_sorted_without_repeats),
		cmocka_unit_test(every_sentence_that_policies_say_has_a_template),
		cmocka_unit_test(every_placeholder_is_a_declared_argument),
		cmocka_unit_test(every_closed_word_has_a_label),
		cmocka_unit_test(every_word_of_the_probes_has_a_label),
		cmocka_unit_test(every_word_of_the_policies_has_a_label),
		cmocka_unit_test(abilities_are_called_as_the_catalogue_calls_them),
		cmocka_unit_test(no_template_holds_a_banned_word),
		cmocka_unit_test(the_lint_finds_a_banned_word),
		cmocka_unit_test(numbers_take_their_noun),
		cmocka_unit_test(small_counts_are_words),
		cmocka_unit_test(lists_and_field_names_read_as_english),
		cmocka_unit_test(dates_are_written_out),
		cmocka_unit_test(what_is_unknown_is_shown_and_not_lost),
	};

	return cmocka_run_group_tests_name("messages", tests, NULL, NULL);
}
