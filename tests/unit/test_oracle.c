/* All captures of ../shared/captures give the names that tshark gave, but for what
 * tests/captures/ORACLE explains by a packet: the rules of comparison are that case, a trailing dot
 * and a port do not count, that placeholders in angle brackets are no names, and that what an ICMP
 * error quotes must not be ours. The captures are not part of the repository. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "probes/base/cleanup.h"
#include "probes/base/problem.h"
#include "probes/traffic/capture.h"

#define ROWS 4096
#define ROW 1200

struct rows {
	size_t count;
	char *at[ROWS]; /* "proto name", heap */
};

static void rows_add(struct rows *rows, const char *protocol, const char *name)
{
	char row[ROW];

	assert_true(rows->count < ROWS);
	snprintf(row, sizeof(row), "%s %s", protocol, name);
	for (size_t i = 0; i < rows->count; i++)
		if (!strcmp(rows->at[i], row))
			return;
	rows->at[rows->count++] = strdup(row);
}

static bool rows_have(const struct rows *rows, const char *protocol, const char *name)
{
	char row[ROW];

	snprintf(row, sizeof(row), "%s %s", protocol, name);
	for (size_t i = 0; i < rows->count; i++)
		if (!strcmp(rows->at[i], row))
			return true;
	return false;
}

static void rows_free(struct rows *rows)
{
	while (rows->count)
		free(rows->at[--rows->count]);
	free(rows);
}

/* Lower case, without port and trailing dot. */
static void make_comparable(char *name)
{
	char *port = strrchr(name, ':');

	name[strcspn(name, "\r\n")] = '\0';
	for (char *c = name; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	if (port && port[1] && strspn(port + 1, "0123456789") == strlen(port + 1))
		*port = '\0';
	if (*name && name[strlen(name) - 1] == '.')
		name[strlen(name) - 1] = '\0';
}

static int keep_row(void *arg, const struct name_seen *seen)
{
	rows_add(arg, name_protocol_word(seen->protocol), seen->host);
	return 0;
}

static const char *shared_folder(void)
{
	const char *folder = getenv("DAYLIGHT_SHARED");

	return folder ? folder : "../shared";
}

static void read_oracle(const char *capture, struct rows *want)
{
	char path[512], line[ROW];
	_cleanup_(fclose_at) FILE *file = NULL;

	snprintf(path, sizeof(path), "%s/captures/%s.names.tsv", shared_folder(), capture);
	file = fopen(path, "r");
	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		char *tab = strchr(line, '\t');

		if (!tab || !strncmp(line, "icmp-", 5) || tab[1] == '<')
			continue;
		*tab = '\0';
		make_comparable(tab + 1);
		rows_add(want, line, tab + 1);
	}
}

static void read_names(const char *capture, struct rows *have)
{
	char path[512];
	struct capture_source source = { .name = capture, .seekable = true };
	struct capture_options options = { 0 };
	struct name_sink sink = { .name = keep_row, .arg = have };
	struct capture_totals totals;
	struct problem problem = { "" };
	_cleanup_(close_at) int fd = -1;

	snprintf(path, sizeof(path), "%s/captures/%s", shared_folder(), capture);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	source.fd = fd;
	assert_int_equal(capture_read(&source, 1, &options, &sink, NULL, &totals, &problem), 0);
}

/* A name seen in a response counts as such only where no query asked for it. */
static bool is_asked_elsewhere(const struct rows *have, const char *row)
{
	return !strncmp(row, "dnsr ", 5) && rows_have(have, "dns", row + 5);
}

static unsigned compare(const char *capture, const struct rows *want, const struct rows *unread,
                        const struct rows *have)
{
	unsigned differences = 0;

	for (size_t i = 0; i < want->count; i++) {
		char *name = strchr(want->at[i], ' ') + 1;
		char protocol[16];

		snprintf(protocol, sizeof(protocol), "%.*s", (int)(name - want->at[i] - 1),
		         want->at[i]);
		if (rows_have(unread, protocol, name) || rows_have(have, protocol, name))
			continue;
		print_error("%s: missing: %s\n", capture, want->at[i]);
		differences++;
	}
	for (size_t i = 0; i < have->count; i++) {
		char *name = strchr(have->at[i], ' ') + 1;
		char protocol[16];

		snprintf(protocol, sizeof(protocol), "%.*s", (int)(name - have->at[i] - 1),
		         have->at[i]);
		if (rows_have(want, protocol, name) || is_asked_elsewhere(have, have->at[i]))
			continue;
		print_error("%s: not in the oracle: %s\n", capture, have->at[i]);
		differences++;
	}
	return differences;
}

struct checked { /* one capture, and what its notes say */
	char name[256];
	struct rows *want, *unread;
};

static void begin_capture(struct checked *checked, const char *name)
{
	snprintf(checked->name, sizeof(checked->name), "%.*s", (int)strcspn(name, "\n"), name);
	checked->want = calloc(1, sizeof(*checked->want));
	checked->unread = calloc(1, sizeof(*checked->unread));
	assert_true(checked->want && checked->unread);
}

static unsigned end_capture(struct checked *checked)
{
	struct rows *have;
	unsigned differences;

	if (!checked->name[0])
		return 0;
	have = calloc(1, sizeof(*have));
	assert_non_null(have);
	read_oracle(checked->name, checked->want);
	read_names(checked->name, have);
	differences = compare(checked->name, checked->want, checked->unread, have);
	rows_free(have);
	rows_free(checked->want);
	rows_free(checked->unread);
	checked->name[0] = '\0';
	return differences;
}

/* "+ proto name TAB packet N: why", or with a minus. */
static void take_note(struct checked *checked, const char *line)
{
	char protocol[16], name[1024];
	int end = 0;
	unsigned long packet;

	if (sscanf(line + 1, " %15s %1023s packet %lu: %n", protocol, name, &packet, &end) != 3 ||
	    !end || !line[end + 1] || !packet) {
		print_error("ORACLE: no packet that shows it, or no reason: %s", line);
		fail();
	}
	rows_add(line[0] == '+' ? checked->want : checked->unread, protocol, name);
}

static bool are_captures_here(void)
{
	char folder[512];

	snprintf(folder, sizeof(folder), "%s/captures", shared_folder());
	if (!access(folder, R_OK))
		return true;
	print_message("SKIP: no captures in %s\n", folder);
	return false;
}

static void names_equal_the_oracle(void **state)
{
	_cleanup_(fclose_at) FILE *list = fopen("tests/captures/ORACLE", "r");
	struct checked checked = { .name = "" };
	unsigned differences = 0;
	char line[ROW];

	(void)state;
	assert_non_null(list);
	if (!are_captures_here())
		skip();
	while (fgets(line, sizeof(line), list)) {
		if (line[0] == '+' || line[0] == '-') {
			take_note(&checked, line);
		} else if (line[0] != '#' && line[0] != '\n') {
			differences += end_capture(&checked);
			begin_capture(&checked, line);
		}
	}
	differences += end_capture(&checked);
	assert_int_equal(differences, 0);
}

static bool is_listed(FILE *list, const char *capture)
{
	char line[ROW];

	rewind(list);
	while (fgets(line, sizeof(line), list)) {
		line[strcspn(line, "\n")] = '\0';
		if (!strcmp(line, capture))
			return true;
	}
	return false;
}

static void no_capture_of_the_oracle_is_left_out(void **state)
{
	_cleanup_(fclose_at) FILE *list = fopen("tests/captures/ORACLE", "r");
	char folder[512];
	struct dirent *entry;
	unsigned count = 0;
	DIR *captures;

	(void)state;
	assert_non_null(list);
	if (!are_captures_here())
		skip();
	snprintf(folder, sizeof(folder), "%s/captures", shared_folder());
	captures = opendir(folder);
	assert_non_null(captures);
	while ((entry = readdir(captures))) {
		const char *ending = strrchr(entry->d_name, '.');

		if (!ending || (strcmp(ending, ".pcap") && strcmp(ending, ".pcapng")))
			continue;
		count++;
		if (!is_listed(list, entry->d_name)) {
			print_error("not in tests/captures/ORACLE: %s\n", entry->d_name);
			fail();
		}
	}
	closedir(captures);
	assert_true(count >= 46);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_equal_the_oracle),
		cmocka_unit_test(no_capture_of_the_oracle_is_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
