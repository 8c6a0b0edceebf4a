/* The client of the opener, against a real opener in a child process and against one that lies. */
#include "probes/place.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "probes/place_message.h"
#include "tests/unit/place_fixture.h"

static const char *const packages[] = { "packages", NULL };
static const char *const globs[] = { "/var/lib/things/**", "/etc/conf.d/*.conf", "/link", NULL };
static const struct probe things = { .name = "things", .areas = packages, .globs = globs };
static const struct probe *const table[] = { &things, NULL };

struct tree {
	char root[64];
	struct place_fixture fixture;
};

static void put(const char *root, const char *path, const char *content)
{
	char full[512];
	FILE *file;

	snprintf(full, sizeof(full), "%s%s", root, path);
	for (char *slash = strchr(full + strlen(root) + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(full, 0755);
		*slash = '/';
	}
	file = fopen(full, "w");
	assert_non_null(file);
	fputs(content, file);
	fclose(file);
}

static int start(void **state)
{
	struct tree *tree = calloc(1, sizeof(*tree));
	char path[512];

	strcpy(tree->root, "/tmp/daylight-place-XXXXXX");
	if (!mkdtemp(tree->root))
		return -1;
	put(tree->root, "/var/lib/things/list", "one\ntwo\n");
	put(tree->root, "/var/lib/things/deep/er/file", "x");
	put(tree->root, "/etc/conf.d/b.conf", "b");
	put(tree->root, "/etc/conf.d/a.conf", "a");
	put(tree->root, "/etc/conf.d/secret", "s");
	snprintf(path, sizeof(path), "%s/link", tree->root);
	if (symlink("/var/lib/things/list", path) != 0)
		return -1;
	*state = tree;
	return place_fixture_open(&tree->fixture, tree->root, table, NULL);
}

static int stop(void **state)
{
	struct tree *tree = *state;
	char command[128];
	int status = place_fixture_close(&tree->fixture);

	snprintf(command, sizeof(command), "rm -rf %s", tree->root);
	status |= system(command);
	free(tree);
	return status;
}

static void reads_a_file_of_the_tables_whole(void **state)
{
	struct tree *tree = *state;
	struct span bytes;

	assert_int_equal(place_read(&tree->fixture.place, "/var/lib/things/list", 100, &bytes), 0);
	assert_int_equal(bytes.len, 8);
	assert_string_equal((const char *)bytes.at, "one\ntwo\n");
}

static void refuses_a_file_above_the_cap(void **state)
{
	struct tree *tree = *state;
	struct span bytes;

	assert_int_equal(place_read(&tree->fixture.place, "/var/lib/things/list", 7, &bytes),
	                 -EFBIG);
}

static void says_what_is_not_there(void **state)
{
	struct tree *tree = *state;
	int fd = -1;

	assert_int_equal(place_open(&tree->fixture.place, "/var/lib/things/none", &fd), -ENOENT);
	assert_int_equal(place_open(&tree->fixture.place, "/var/lib/things/list/none", &fd),
	                 -ENOENT);
	assert_int_equal(fd, -1);
}

static void opens_close_on_exec(void **state)
{
	struct tree *tree = *state;
	int fd = -1;

	assert_int_equal(place_open(&tree->fixture.place, "/var/lib/things/list", &fd), 0);
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	close(fd);
}

static void lists_sorted_and_only_what_the_globs_name(void **state)
{
	struct tree *tree = *state;
	struct place_listing listing;

	assert_int_equal(place_list(&tree->fixture.place, "/etc/conf.d", &listing), 0);
	assert_int_equal(listing.count, 2);
	assert_string_equal(listing.entries[0].name, "a.conf");
	assert_string_equal(listing.entries[1].name, "b.conf");
	assert_int_equal(listing.entries[0].type, PLACE_FILE);
	assert_int_equal(listing.entries[0].size, 1);
	assert_null(listing.entries[0].target);
	assert_false(listing.truncated);
}

static void lists_a_folder_of_many_pages(void **state)
{
	struct tree *tree = *state;
	struct place_listing listing;
	char path[64];

	for (int i = 0; i < 3000; i++) {
		snprintf(path, sizeof(path), "/var/lib/things/many/entry-%04d", i);
		put(tree->root, path, "");
	}
	assert_int_equal(place_list(&tree->fixture.place, "/var/lib/things/many", &listing), 0);
	assert_int_equal(listing.count, 3000);
	for (int i = 0; i < 3000; i++) {
		snprintf(path, sizeof(path), "entry-%04d", i);
		assert_string_equal(listing.entries[i].name, path);
	}
	/* and the socket stands where it should */
	assert_int_equal(place_list(&tree->fixture.place, "/var/lib/things/deep", &listing), 0);
	assert_int_equal(listing.count, 1);
	assert_int_equal(listing.entries[0].type, PLACE_FOLDER);
}

static void says_that_a_huge_folder_was_cut(void **state)
{
	struct tree *tree = *state;
	struct place_listing listing;
	char from[256], to[256];

	put(tree->root, "/var/lib/things/huge/a", "");
	put(tree->root, "/var/lib/things/huge/b", "");
	for (int i = 2; i <= PLACE_ENTRIES_MAX; i++) { /* a file has at most 65,000 names */
		snprintf(from, sizeof(from), "%s/var/lib/things/huge/%c", tree->root, "ab"[i % 2]);
		snprintf(to, sizeof(to), "%s/var/lib/things/huge/%d", tree->root, i);
		assert_int_equal(link(from, to), 0);
	}
	assert_int_equal(place_list(&tree->fixture.place, "/var/lib/things/huge", &listing), 0);
	assert_true(listing.truncated);
	assert_int_equal(listing.count, PLACE_ENTRIES_MAX);
}

static void looks_at_a_link_without_following_it(void **state)
{
	struct tree *tree = *state;
	struct place_entry entry;

	assert_int_equal(place_look(&tree->fixture.place, "/link", &entry), 0);
	assert_int_equal(entry.type, PLACE_LINK);
	assert_string_equal(entry.name, "link");
	assert_string_equal(entry.target, "/var/lib/things/list");
}

static void counts_for_the_disclosure(void **state)
{
	struct tree *tree = *state;
	const struct place_count *counts;
	struct place_listing listing;
	struct place_entry entry;
	size_t count;
	int fd = -1;

	assert_int_equal(place_open(&tree->fixture.place, "/link", &fd), 0);
	close(fd);
	assert_int_equal(place_list(&tree->fixture.place, "/etc/conf.d", &listing), 0);
	assert_int_equal(place_look(&tree->fixture.place, "/link", &entry), 0);
	assert_int_equal(place_open(&tree->fixture.place, "/etc/passwd", &fd), -EXDEV);
	assert_int_equal(place_tally(&tree->fixture.place, &counts, &count), 0);
	assert_int_equal(count, 1);
	assert_string_equal(counts[0].probe, "things");
	assert_int_equal(counts[0].opened, 1);
	assert_int_equal(counts[0].listed, 1);
	assert_int_equal(counts[0].looked, 1);
	assert_int_equal(counts[0].denied, 0);
	assert_int_equal(counts[0].refused, 1);
}

static void says_that_the_opener_is_gone(void **state)
{
	int sides[2], fd = -1;
	struct place place = { .probe = "things" };

	(void)state;
	assert_int_equal(opener_socketpair(sides), 0);
	place.socket = sides[WORKER_SIDE];
	close(sides[OPENER_SIDE]);
	assert_int_equal(place_open(&place, "/x", &fd), -EPIPE);
	close(sides[WORKER_SIDE]);
}

/* Answers written beforehand by an opener that breaks the grammar. */
static int listing_of(const void *answer, size_t length)
{
	struct place_listing listing;
	struct place place = { .probe = "things", .arena = arena_new(1 << 20) };
	int sides[2], error;

	assert_int_equal(opener_socketpair(sides), 0);
	place.socket = sides[WORKER_SIDE];
	assert_int_equal(send(sides[OPENER_SIDE], answer, length, 0), length);
	assert_int_equal(shutdown(sides[OPENER_SIDE], SHUT_WR), 0);
	error = place_list(&place, "/x", &listing);
	close(sides[OPENER_SIDE]);
	close(sides[WORKER_SIDE]);
	arena_free(place.arena);
	return error;
}

static void refuses_every_truncation_of_an_answer(void **state)
{
	struct place_message page = { .len = 0 };

	(void)state;
	place_put_u32(&page, 0);
	place_put_u8(&page, PLACE_PAGE_LAST);
	place_put_u8(&page, PLACE_LINK);
	place_put_u32(&page, 0777);
	place_put_u32(&page, 0);
	place_put_u64(&page, 3);
	place_put_u64(&page, 0);
	place_put_u32(&page, 0);
	place_put_u16(&page, 4);
	place_put(&page, "name", 4);
	place_put_u16(&page, 3);
	place_put(&page, "abc", 3);
	assert_int_equal(listing_of(page.bytes, page.len), 0);
	for (size_t i = 0; i < page.len; i++)
		if (i != 5) /* a last page without entries */
			assert_int_equal(listing_of(page.bytes, i), -EPIPE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_a_file_of_the_tables_whole, start, stop),
		cmocka_unit_test_setup_teardown(refuses_a_file_above_the_cap, start, stop),
		cmocka_unit_test_setup_teardown(says_what_is_not_there, start, stop),
		cmocka_unit_test_setup_teardown(opens_close_on_exec, start, stop),
		cmocka_unit_test_setup_teardown(lists_sorted_and_only_what_the_globs_name, start,
		                                stop),
		cmocka_unit_test_setup_teardown(lists_a_folder_of_many_pages, start, stop),
		cmocka_unit_test_setup_teardown(says_that_a_huge_folder_was_cut, start, stop),
		cmocka_unit_test_setup_teardown(looks_at_a_link_without_following_it, start, stop),
		cmocka_unit_test_setup_teardown(counts_for_the_disclosure, start, stop),
		cmocka_unit_test(says_that_the_opener_is_gone),
		cmocka_unit_test(refuses_every_truncation_of_an_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
