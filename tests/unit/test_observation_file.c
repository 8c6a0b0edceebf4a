#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "probes/base/cleanup.h"
#include "probes/base/file.h"
#include "probes/observation_file.h"
#include "tests/unit/arena_state.h"

#define HEADER                                                                                     \
	"{\"format\":\"daylight-observations/"                                                     \
	"1\",\"tool\":{\"name\":\"daylight\",\"version\":\"0.1.0\"},"                              \
	"\"run\":{\"id\":\"RUN-1\",\"started\":\"2026-11-22T12:00:00Z\",\"ended\":null,"           \
	"\"complete\":true,"                                                                       \
	"\"mode\":\"device\",\"whose\":null},\"place\":{\"device\":null,\"tag\":\"D-7KQ\","        \
	"\"audit\":null,"                                                                          \
	"\"device_class\":\"staff-laptop\",\"network\":null,\"site\":null,\"kind\":\"root\","      \
	"\"platform\":\"linux\",\"time_zone\":\"Europe/London\"}}\n"
#define VEYON                                                                                      \
	"{\"observation\":{\"kind\":\"package\",\"probe\":\"packages\",\"subject\":\"veyon-"       \
	"service\","                                                                               \
	"\"detail\":\"dpkg\",\"level\":\"present\",\"first\":\"2026-11-22\",\"last\":\"2026-11-"   \
	"22\",\"count\":1}}\n"
#define VEYON_4                                                                                    \
	"{\"observation\":{\"kind\":\"package\",\"probe\":\"packages\",\"subject\":\"veyon-"       \
	"service\",\"detail\":\"dpkg\",\"level\":\"present\",\"count\":1,\"version_major\":"       \
	"\"4\"}}\n"
#define PAGE_REQUEST                                                                               \
	"{\"observation\":{\"kind\":\"page-request\",\"probe\":\"page-recordings\",\"subject\":"   \
	"\"chat.example\",\"detail\":\"portal.example/ refused\",\"level\":\"communicating\","     \
	"\"count\":1,\"label\":\"unlabelled\"}}\n"
#define CONTACT                                                                                    \
	"{\"observation\":{\"kind\":\"contact\",\"probe\":\"capture\",\"subject\":\"veyon.io\","   \
	"\"detail\":\"tls\","                                                                      \
	"\"actor\":\"veyon \\\"x\\\" "                                                             \
	"\\\\\",\"level\":\"communicating\",\"count\":7,\"bytes\":9007199254740991,"               \
	"\"devices\":3}}\n"
#define UPLOADS                                                                                    \
	"{\"observation\":{\"kind\":\"contact\",\"probe\":\"capture\",\"subject\":\"in.example\"," \
	"\"detail\":\"tls\",\"level\":\"communicating\",\"count\":9,\"bytes\":500,\"devices\":7,"  \
	"\"country\":\"US\",\"hours\":["                                                           \
	"{\"day\":\"2026-11-16\",\"hour\":20,\"devices\":7,\"bytes\":400},"                        \
	"{\"day\":\"2026-11-17\",\"hour\":3,\"devices\":3,\"bytes\":100}]}}\n"
#define GAP                                                                                        \
	"{\"gap\":{\"probe\":\"processes\",\"reason\":\"denied\",\"what\":\"/proc/1/"              \
	"exe\",\"errno\":13,\"count\":4}}\n"
#define COVERAGE                                                                                   \
	"{\"coverage\":{\"probe\":\"capture\",\"state\":\"partial\",\"looked_at\":100,\"seen\":2," \
	"\"denied\":0,"                                                                            \
	"\"hidden\":31,\"days\":5,\"attributed\":59,\"reason\":\"truncated\"}}\n"
#define COVERAGE_COMPLETE_LINE                                                                     \
	"{\"coverage\":{\"probe\":\"packages\",\"state\":\"complete\",\"looked_at\":25,\"seen\":"  \
	"2,\"denied\":0}}\n"

static int read_text(struct arena *arena, const char *text, struct observation_file *out,
                     struct problem *problem)
{
	struct span bytes = { (const uint8_t *)text, strlen(text) };

	return observation_file_read("obs.jsonl", bytes, arena, NULL, out, problem);
}

static void expect_same_bytes(struct arena *arena, const char *in, const char *want)
{
	struct observation_file file;
	struct problem problem = { "" };
	struct text out = { 0 };

	assert_int_equal(read_text(arena, in, &file, &problem), 0);
	assert_string_equal(problem.text, "");
	for (size_t i = 0; i < file.count; i++)
		assert_int_equal(observation_file_write(&file.runs[i], &file.places[i], &out), 0);
	assert_string_equal(out.at, want);
	text_free(&out);
}

static void expect_problem(struct arena *arena, const char *in, size_t places, const char *want)
{
	struct observation_file file;
	struct problem problem = { "" };

	assert_int_equal(read_text(arena, in, &file, &problem), -EBADMSG);
	assert_string_equal(problem.text, want);
	assert_int_equal(file.count, places);
}

static void what_is_written_reads_back_as_the_same_bytes(void **state)
{
	static const char all[] = HEADER VEYON CONTACT GAP COVERAGE COVERAGE_COMPLETE_LINE;

	expect_same_bytes(*state, all, all);
}

static void hours_read_back_as_the_same_bytes(void **state)
{
	expect_same_bytes(*state, HEADER UPLOADS, HEADER UPLOADS);
}

static void versions_and_labels_read_back_as_the_same_bytes(void **state)
{
	expect_same_bytes(*state, HEADER VEYON_4 PAGE_REQUEST, HEADER VEYON_4 PAGE_REQUEST);
}

static void hours_of_few_devices_are_not_kept(void **state)
{
	struct observation_file file;
	struct problem problem = { "" };

	assert_int_equal(
		read_text(*state,
	                  HEADER
	                  "{\"observation\":{\"kind\":\"contact\",\"probe\":\"capture\","
	                  "\"subject\":\"in.example\",\"level\":\"communicating\",\"hours\":["
	                  "{\"day\":\"2026-11-16\",\"hour\":20,\"devices\":2,\"bytes\":400},"
	                  "{\"day\":\"2026-11-16\",\"hour\":19,\"devices\":4,\"bytes\":1},"
	                  "{\"day\":\"2026-11-16\",\"hour\":19,\"devices\":5,\"bytes\":2}]}}\n",
	                  &file, &problem),
		0);
	assert_int_equal(file.places[0].items[0].band_count, 1);
	assert_int_equal(file.places[0].items[0].bands[0].hour, 19);
	assert_int_equal(file.places[0].items[0].bands[0].devices, 5);
	assert_int_equal(file.places[0].items[0].bands[0].bytes, 3);
}

static void shuffled_lines_give_the_same_bytes(void **state)
{
	expect_same_bytes(*state, HEADER COVERAGE_COMPLETE_LINE CONTACT GAP COVERAGE VEYON,
	                  HEADER VEYON CONTACT GAP COVERAGE COVERAGE_COMPLETE_LINE);
}

static void each_header_opens_a_place(void **state)
{
	struct observation_file file;
	struct problem problem = { "" };

	assert_int_equal(read_text(*state, HEADER VEYON HEADER CONTACT GAP, &file, &problem), 0);
	assert_int_equal(file.count, 2);
	assert_int_equal(file.places[0].count, 1);
	assert_int_equal(file.places[0].gap_count, 0);
	assert_int_equal(file.places[1].count, 1);
	assert_int_equal(file.places[1].gap_count, 1);
	assert_string_equal(file.places[1].location.device_class, "staff-laptop");
	assert_null(file.places[1].location.network);
	expect_same_bytes(*state, HEADER VEYON HEADER CONTACT GAP, HEADER VEYON HEADER CONTACT GAP);
}

static void fields_arrive_as_they_were_written(void **state)
{
	struct observation_file file;
	struct problem problem = { "" };
	const struct observation *fact;

	assert_int_equal(read_text(*state, HEADER CONTACT COVERAGE, &file, &problem), 0);
	assert_string_equal(file.runs[0].id, "RUN-1");
	assert_int_equal(file.runs[0].started, 1795348800);
	assert_true(file.runs[0].ended == TIME_NONE);
	assert_true(file.runs[0].complete);
	assert_null(file.runs[0].whose);
	fact = &file.places[0].items[0];
	assert_int_equal(fact->kind, OBSERVED_CONTACT);
	assert_string_equal(fact->actor, "veyon \"x\" \\");
	assert_int_equal(fact->level, LEVEL_COMMUNICATING);
	assert_int_equal(fact->first, DATE_NONE);
	assert_int_equal(fact->devices, 3);
	assert_int_equal(file.places[0].coverages[0].hidden, 31);
	assert_int_equal(file.places[0].coverages[0].attributed, 59);
}

static void names_file_line_and_place_of_what_is_wrong(void **state)
{
	expect_problem(*state,
	               HEADER VEYON
	               "{\"gap\":{\"probe\":\"p\",\"reason\":\"denied\",\"count\":0}}\n",
	               1, "obs.jsonl:3:47: /gap/count: 0 is outside 1 to 9007199254740991");
	expect_problem(*state, HEADER "{\"observation\":{\"kind\":\"spyware\"}}\n", 1,
	               "obs.jsonl:2:24: /observation/kind: is not one of the words of "
	               "the format");
	expect_problem(*state, HEADER "{\"gap\":{\"probe\":\"p\",\"reason\":\"a b\"}}\n", 1,
	               "obs.jsonl:2:30: /gap/reason: is no word (want a-z, 0-9 and hyphens)");
}

static void what_stands_before_a_bad_line_stays_readable(void **state)
{
	struct observation_file file;
	struct problem problem = { "" };

	assert_int_equal(
		read_text(*state, HEADER CONTACT VEYON "{\"observation\":", &file, &problem),
		-EBADMSG);
	assert_int_equal(strncmp(problem.text, "obs.jsonl:4:", 12), 0);
	assert_int_equal(file.count, 1);
	assert_int_equal(file.places[0].count, 2);
	assert_int_equal(file.places[0].items[0].kind, OBSERVED_PACKAGE); /* sorted */
}

static void refuses_what_is_no_observations_file(void **state)
{
	struct problem problem = { "" };
	struct observation_file file;

	expect_problem(*state, "", 0, "obs.jsonl:1: empty (want a header line)");
	expect_problem(*state, "[]\n", 0, "obs.jsonl:1:1: want an object: { ... }");
	expect_problem(*state, VEYON, 0,
	               "obs.jsonl:1:1: want a header line first: "
	               "{\"format\":\"daylight-observations/1\", ...}");
	expect_problem(*state, "{\"format\":\"daylight-observations/2\"}\n", 0,
	               "obs.jsonl:1:11: /format: is not read here (want "
	               "daylight-observations/1)");
	assert_int_equal(read_text(*state, HEADER "\n" VEYON, &file, &problem),
	                 -EBADMSG); /* a blank line */
}

static void types_and_dates_are_strict(void **state)
{
	static const char *const bad[] = {
		"{\"observation\":{\"kind\":\"package\",\"probe\":\"p\",\"level\":"
		"\"present\"}}", /* no subject */
		"{\"observation\":{\"kind\":\"package\",\"probe\":\"p\",\"subject\":7,"
		"\"level\":\"present\"}}",
		"{\"observation\":{\"kind\":\"package\",\"probe\":\"p\",\"subject\":\"s\"}"
		"}", /* no level */
		"{\"observation\":{\"kind\":\"package\",\"probe\":\"p\",\"subject\":\"s\","
		"\"level\":\"present\","
		"\"first\":\"2026-02-30\"}}",
		"{\"observation\":{\"kind\":\"package\",\"probe\":\"p\",\"subject\":\"s\","
		"\"level\":\"present\","
		"\"first\":\"2026-02-02\",\"last\":\"2026-02-01\"}}",
		"{\"observation\":{\"kind\":\"package\",\"probe\":\"p\",\"subject\":\"s\","
		"\"level\":\"present\","
		"\"count\":\"1\"}}",
		"{\"observation\":{\"kind\":\"package\",\"kind\":\"file\"}}",
		"{\"observation\":{\"kind\":\"package\",\"probe\":\"p\",\"subject\":\"s\","
		"\"level\":\"present\",\"version_major\":\"12.3-1\"}}",
		"{\"observation\":{\"kind\":\"package\",\"probe\":\"p\",\"subject\":\"s\","
		"\"level\":\"present\",\"version_major\":12}}",
		"{\"observation\":{\"kind\":\"page-request\",\"probe\":\"p\",\"subject\":\"s\","
		"\"level\":\"communicating\",\"label\":\"hidden\"}}",
		"{\"observation\":[]}",
		"{\"coverage\":{\"probe\":\"p\",\"state\":\"complete\",\"attributed\":101}"
		"}",
		"{\"coverage\":{\"probe\":\"p\",\"state\":\"done\"}}",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct observation_file file;
		struct problem problem = { "" };
		struct text in = { 0 };

		text_addf(&in, "%s%s\n", HEADER, bad[i]);
		assert_int_equal(read_text(*state, in.at, &file, &problem), -EBADMSG);
		assert_int_equal(strncmp(problem.text, "obs.jsonl:2:", 12), 0);
		assert_int_equal(file.places[0].count, 0);
		text_free(&in);
	}
}

static void unknown_members_are_ignored_and_counted(void **state)
{
	struct observation_file file;
	struct problem problem = { "" };

	assert_int_equal(read_text(*state,
	                           HEADER "{\"gap\":{\"probe\":\"p\",\"reason\":\"denied\","
	                                  "\"sealed\":true},\"more\":1}\n"
	                                  "{\"x-note\":{}}\n" VEYON,
	                           &file, &problem),
	                 0);
	assert_int_equal(file.unknown_keys, 3);
	assert_int_equal(file.places[0].gap_count, 1);
	assert_int_equal(file.places[0].count, 1);
}

static void a_file_made_elsewhere_is_redacted_again(void **state)
{
	struct observation_file file;
	struct problem problem = { "" };

	assert_int_equal(
		read_text(*state,
	                  HEADER
	                  "{\"observation\":{\"kind\":\"process\",\"probe\":\"p\",\"subject\":"
	                  "\"/home/alice.canary/bin/tool\",\"level\":\"active\"}}\n"
	                  "{\"gap\":{\"probe\":\"p\",\"reason\":\"denied\",\"what\":\"/home/"
	                  "alice.canary\"}}\n",
	                  &file, &problem),
		0);
	assert_string_equal(file.places[0].items[0].subject, "~/bin/tool");
	assert_string_equal(file.places[0].gaps[0].what, "~");
}

static void odd_bytes_survive_the_way_through_the_file(void **state)
{
	struct observation fact = { .kind = OBSERVED_FILE,
		                    .subject = "/opt/\xff\x01/\"t\\ool\xc3\xa9",
		                    .first = DATE_NONE,
		                    .last = DATE_NONE };
	struct observation_run run = { .started = TIME_NONE, .ended = TIME_NONE };
	struct observations place;
	struct observation_file file;
	struct problem problem = { "" };
	struct text out = { 0 };

	observations_init(&place, *state, NULL);
	place.probe = "files";
	observations_add(&place, &fact);
	assert_int_equal(observation_file_write(&run, &place, &out), 0);
	assert_int_equal(read_text(*state, out.at, &file, &problem), 0);
	assert_string_equal(place.items[0].subject, "/opt/?\?/\"t\\ool\xc3\xa9");
	assert_string_equal(file.places[0].items[0].subject, place.items[0].subject);
	expect_same_bytes(*state, out.at, out.at);
	text_free(&out);
}

static void refuses_every_truncation_but_at_a_line_end(void **state)
{
	static const char all[] = HEADER VEYON GAP;

	(void)state;
	for (size_t len = 0; len < sizeof(all) - 1; len++) {
		struct arena *arena = arena_new(1 << 20);
		struct observation_file file;
		struct problem problem = { "" };
		int whole = len && (all[len - 1] == '\n' || all[len] == '\n');
		int err = observation_file_read("obs.jsonl",
		                                (struct span){ (const uint8_t *)all, len }, arena,
		                                NULL, &file, &problem);

		assert_int_equal(err, whole ? 0 : -EBADMSG);
		arena_free(arena);
	}
}

static const char *text_of(struct arena *arena, const char *path)
{
	_cleanup_(close_at) int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct span bytes;

	assert_int_equal(file_read(fd, 1 << 20, arena, &bytes), 0);
	return (const char *)bytes.at;
}

/* The same two files are held against the JSON schema: tests/schema/test_observations.sh. */
static void reader_and_schema_take_the_same_lines(void **state)
{
	const char *good = text_of(*state, "tests/schema/observations-good.jsonl");

	expect_same_bytes(*state, good, good);
}

static void reader_and_schema_refuse_the_same_lines(void **state)
{
	const char *line = text_of(*state, "tests/schema/observations-bad.jsonl");
	size_t lines = 0;

	for (const char *end; (end = strchr(line, '\n')); line = end + 1, lines++) {
		struct observation_file file;
		struct problem problem = { "" };
		struct text in = { 0 };

		text_addf(&in, "%s%.*s\n", HEADER, (int)(end - line), line);
		assert_int_equal(read_text(*state, in.at, &file, &problem), -EBADMSG);
		assert_int_equal(strncmp(problem.text, "obs.jsonl:2:", 12), 0);
		text_free(&in);
	}
	assert_int_equal(lines, 18);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_reads_back_as_the_same_bytes),
		cmocka_unit_test(hours_read_back_as_the_same_bytes),
		cmocka_unit_test(versions_and_labels_read_back_as_the_same_bytes),
		cmocka_unit_test(hours_of_few_devices_are_not_kept),
		cmocka_unit_test(shuffled_lines_give_the_same_bytes),
		cmocka_unit_test(each_header_opens_a_place),
		cmocka_unit_test(fields_arrive_as_they_were_written),
		cmocka_unit_test(names_file_line_and_place_of_what_is_wrong),
		cmocka_unit_test(what_stands_before_a_bad_line_stays_readable),
		cmocka_unit_test(refuses_what_is_no_observations_file),
		cmocka_unit_test(types_and_dates_are_strict),
		cmocka_unit_test(unknown_members_are_ignored_and_counted),
		cmocka_unit_test(a_file_made_elsewhere_is_redacted_again),
		cmocka_unit_test(odd_bytes_survive_the_way_through_the_file),
		cmocka_unit_test(refuses_every_truncation_but_at_a_line_end),
		cmocka_unit_test(reader_and_schema_take_the_same_lines),
		cmocka_unit_test(reader_and_schema_refuse_the_same_lines),
	};

	return cmocka_run_group_tests_name("observation file", tests, make_arena, drop_arena);
}
