/* Reads observations back, one line at a time, each strictly typed and bounded. */
#include "probes/observation_file.h"

#include <errno.h>
#include <string.h>

#include "probes/base/cleanup.h"
#include "probes/base/document.h"

#define TEXT_MAX 4096
#define WORD_MAX 60
#define COUNT_MAX (((int64_t)1 << 53) - 1)

/* Where the reader is. */
struct reader {
	struct arena *arena;
	const struct interest *interest;
	struct observation_file file;
	size_t room;
	const struct document *line; /* in hand */
	struct problem *problem;
};

/* An object within the line in hand. */
struct part {
	struct json_object *object;
	const char *pointer;
};

static const char *const header_keys[] = { "format", "tool", "run", "place", NULL };
static const char *const tool_keys[] = { "name", "version", NULL };
static const char *const run_keys[] = { "id", "started", "ended", "complete", "mode", "whose", NULL };
static const char *const place_keys[] = { "device",  "tag",  "audit", "device_class",
					  "network", "site", "kind",  "time_zone",    NULL };
static const char *const observation_keys[] = { "kind",	 "probe", "subject", "detail", "actor",	  "level",
						"first", "last",  "count",   "bytes",  "devices", NULL };
static const char *const gap_keys[] = { "probe", "reason", "what", "errno", "count", NULL };
static const char *const coverage_keys[] = { "probe",  "state", "looked_at",  "seen",	"denied",
					     "hidden", "days",	"attributed", "reason", NULL };

static void count_unknown(struct reader *reader, struct json_object *object, const char *const *keys)
{
	json_object_object_foreach(object, key, value) {
		const char *const *known = keys;

		(void)value;
		while (*known && strcmp(*known, key) != 0)
			known++;
		reader->file.unknown_keys += !*known;
	}
}

/* `value` is the text that is wrong, or NULL. */
static int wrong(struct reader *reader, const struct part *part, const char *key, const char *value, const char *what)
{
	char pointer[64];

	snprintf(pointer, sizeof(pointer), "%s/%s", part->pointer, key);
	if (value)
		document_problem(reader->line, reader->problem, pointer, "\"%.60s\" %s", value, what);
	else
		document_problem(reader->line, reader->problem, pointer, "%s", what);
	return -EBADMSG;
}

/* 0 with NULL when the member is missing or null. */
static int take_text(struct reader *reader, const struct part *part, const char *key, size_t max, const char **out)
{
	const char *value;
	int err = document_string(reader->line, part->object, part->pointer, key, &value, reader->problem);

	if (err == -ENOENT) {
		*out = NULL;
		return 0;
	}
	if (err)
		return err;
	if (strlen(value) > max)
		return wrong(reader, part, key, NULL, "the text is too long");
	*out = value;
	return 0;
}

/* A lower-case word with hyphens, as all of the format's closed words are. */
static int take_word(struct reader *reader, const struct part *part, const char *key, const char **out)
{
	const char *value;
	int err = take_text(reader, part, key, WORD_MAX, &value);

	if (err)
		return err;
	if (value && (!*value || value[strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789-")]))
		return wrong(reader, part, key, value, "is no word (want a-z, 0-9 and hyphens)");
	*out = value;
	return 0;
}

static int need_word(struct reader *reader, const struct part *part, const char *key, const char **out)
{
	const char *value = NULL;
	int err = take_word(reader, part, key, &value);

	if (!err && !value)
		err = wrong(reader, part, key, NULL, "missing");
	if (!err)
		*out = value;
	return err;
}

/* One of a table's words. */
static int take_choice(struct reader *reader, const struct part *part, const char *key, int (*value_of)(const char *),
		       int *out)
{
	const char *word = NULL;
	int err = need_word(reader, part, key, &word);
	int value = err ? -1 : value_of(word);

	if (!err && value < 0)
		err = wrong(reader, part, key, word, "is not one of the words of the format");
	if (!err)
		*out = value;
	return err;
}

static int take_number(struct reader *reader, const struct part *part, const char *key, int64_t low, int64_t high,
		       int64_t otherwise, int64_t *out)
{
	int64_t value = otherwise;
	int err = document_integer(reader->line, part->object, part->pointer, key, low, high, &value, reader->problem);

	if (err && err != -ENOENT)
		return err;
	*out = value;
	return 0;
}

static int take_count(struct reader *reader, const struct part *part, const char *key, int64_t low, uint64_t *out)
{
	int64_t value = 0;
	int err = take_number(reader, part, key, low, COUNT_MAX, low, &value);

	if (!err)
		*out = (uint64_t)value;
	return err;
}

static int take_day(struct reader *reader, const struct part *part, const char *key, date *out)
{
	const char *value = NULL;
	date day = DATE_NONE;
	int err = take_text(reader, part, key, WORD_MAX, &value);

	if (!err && value && date_parse(value, &day) != 0)
		err = wrong(reader, part, key, value, "is not a date (want YYYY-MM-DD)");
	if (!err)
		*out = day;
	return err;
}

static int take_time(struct reader *reader, const struct part *part, const char *key, int64_t *out)
{
	const char *value = NULL;
	int64_t seconds = TIME_NONE;
	int err = take_text(reader, part, key, WORD_MAX, &value);

	if (!err && value && time_parse(value, &seconds) != 0)
		err = wrong(reader, part, key, value, "is not a time (want YYYY-MM-DDThh:mm:ssZ)");
	if (!err)
		*out = seconds;
	return err;
}

/* A text of the header, copied: the line's own tree goes away. */
static int keep_text(struct reader *reader, const struct part *part, const char *key, const char **out)
{
	const char *value = NULL;
	char *copy;
	int err = take_text(reader, part, key, TEXT_MAX, &value);

	if (err || !value)
		return err;
	copy = arena_copy(reader->arena, value);
	if (!copy)
		return -ENOMEM;
	text_make_printable(copy);
	*out = copy;
	return 0;
}

static int take_part(struct reader *reader, struct json_object *line, const char *key, const char *pointer,
		     const char *const *keys, struct part *out)
{
	struct part part = { .pointer = pointer };
	int err = document_object(reader->line, line, "", key, &part.object, reader->problem);

	if (err == -ENOENT) {
		document_problem(reader->line, reader->problem, "", "missing \"%s\"", key);
		return -EBADMSG;
	}
	if (err)
		return err;
	count_unknown(reader, part.object, keys);
	*out = part;
	return 0;
}

static int read_run(struct reader *reader, struct json_object *line, struct observation_run *out)
{
	struct observation_run run = { 0 };
	struct part tool, part;
	int err = take_part(reader, line, "tool", "/tool", tool_keys, &tool);

	err = err ? err : take_part(reader, line, "run", "/run", run_keys, &part);
	err = err ? err : keep_text(reader, &tool, "name", &run.tool);
	err = err ? err : keep_text(reader, &tool, "version", &run.version);
	err = err ? err : keep_text(reader, &part, "id", &run.id);
	err = err ? err : take_time(reader, &part, "started", &run.started);
	err = err ? err : take_time(reader, &part, "ended", &run.ended);
	err = err ? err : keep_text(reader, &part, "mode", &run.mode);
	err = err ? err : keep_text(reader, &part, "whose", &run.whose);
	if (!err)
		err = document_bool(reader->line, part.object, part.pointer, "complete", &run.complete, reader->problem);
	if (err && err != -ENOENT)
		return err;
	*out = run;
	return 0;
}

static int read_location(struct reader *reader, struct json_object *line, struct location *out)
{
	struct location place = { 0 };
	struct part part;
	int err = take_part(reader, line, "place", "/place", place_keys, &part);

	err = err ? err : keep_text(reader, &part, "device", &place.device);
	err = err ? err : keep_text(reader, &part, "tag", &place.tag);
	err = err ? err : keep_text(reader, &part, "audit", &place.audit);
	err = err ? err : keep_text(reader, &part, "device_class", &place.device_class);
	err = err ? err : keep_text(reader, &part, "network", &place.network);
	err = err ? err : keep_text(reader, &part, "site", &place.site);
	err = err ? err : keep_text(reader, &part, "kind", &place.kind);
	err = err ? err : keep_text(reader, &part, "time_zone", &place.time_zone);
	if (!err)
		*out = place;
	return err;
}

static int make_room(struct reader *reader)
{
	size_t want = reader->room ? reader->room * 2 : 4;
	struct observations *places;
	struct observation_run *runs;

	if (reader->file.count < reader->room)
		return 0;
	if (want > OBSERVATION_PLACES_MAX)
		return -ENOMEM;
	places = arena_take(reader->arena, want, sizeof(*places));
	runs = arena_take(reader->arena, want, sizeof(*runs));
	if (!places || !runs)
		return -ENOMEM;
	if (reader->room) {
		memcpy(places, reader->file.places, reader->file.count * sizeof(*places));
		memcpy(runs, reader->file.runs, reader->file.count * sizeof(*runs));
	}
	reader->file.places = places;
	reader->file.runs = runs;
	reader->room = want;
	return 0;
}

static int read_header(struct reader *reader, struct json_object *line)
{
	const struct part part = { line, "" };
	struct observation_run run;
	struct location location;
	const char *format = NULL;
	int err = take_text(reader, &part, "format", WORD_MAX, &format);

	if (!err && (!format || strcmp(format, OBSERVATION_FORMAT) != 0))
		err = wrong(reader, &part, "format", format ? format : "",
			    "is not read here (want " OBSERVATION_FORMAT ")");
	err = err ? err : read_run(reader, line, &run);
	err = err ? err : read_location(reader, line, &location);
	err = err ? err : make_room(reader);
	if (err)
		return err;
	count_unknown(reader, line, header_keys);
	observations_init(&reader->file.places[reader->file.count], reader->arena, reader->interest);
	reader->file.places[reader->file.count].location = location;
	reader->file.runs[reader->file.count++] = run;
	return 0;
}

static int read_observation(struct reader *reader, struct observations *place, const struct part *part)
{
	struct observation fact = { 0 };
	uint64_t devices = 0;
	int kind = 0, level = 0;
	int err = take_choice(reader, part, "kind", observation_kind_of, &kind);

	err = err ? err : need_word(reader, part, "probe", &fact.probe);
	err = err ? err : take_text(reader, part, "subject", TEXT_MAX, &fact.subject);
	if (!err && !fact.subject)
		err = wrong(reader, part, "subject", NULL, "missing");
	err = err ? err : take_text(reader, part, "detail", TEXT_MAX, &fact.detail);
	err = err ? err : take_text(reader, part, "actor", TEXT_MAX, &fact.actor);
	err = err ? err : take_choice(reader, part, "level", level_of, &level);
	err = err ? err : take_day(reader, part, "first", &fact.first);
	err = err ? err : take_day(reader, part, "last", &fact.last);
	err = err ? err : take_count(reader, part, "count", 1, &fact.count);
	err = err ? err : take_count(reader, part, "bytes", 0, &fact.bytes);
	err = err ? err : take_count(reader, part, "devices", 0, &devices);
	if (err)
		return err;
	if (fact.last != DATE_NONE && fact.last < fact.first)
		return wrong(reader, part, "last", NULL, "lies before \"first\"");
	fact.kind = (enum observation_kind)kind;
	fact.level = (enum level)level;
	fact.devices = devices < UINT32_MAX ? (uint32_t)devices : UINT32_MAX;
	return observations_add(place, &fact);
}

static int read_gap(struct reader *reader, struct observations *place, const struct part *part)
{
	const char *reason = NULL, *what = NULL;
	uint64_t count = 1;
	int64_t error = 0;
	int err = need_word(reader, part, "probe", &place->probe);

	err = err ? err : need_word(reader, part, "reason", &reason);
	err = err ? err : take_text(reader, part, "what", TEXT_MAX, &what);
	err = err ? err : take_number(reader, part, "errno", 0, 4095, 0, &error);
	err = err ? err : take_count(reader, part, "count", 1, &count);
	err = err ? err : observations_gap(place, reason, what, (int)error, count);
	place->probe = NULL;
	return err;
}

static int read_coverage(struct reader *reader, struct observations *place, const struct part *part)
{
	struct coverage coverage = { .attributed = -1 };
	int64_t attributed = -1;
	uint64_t days = 0;
	int state = 0;
	int err = need_word(reader, part, "probe", &coverage.probe);

	err = err ? err : take_choice(reader, part, "state", coverage_state_of, &state);
	err = err ? err : take_count(reader, part, "looked_at", 0, &coverage.looked_at);
	err = err ? err : take_count(reader, part, "seen", 0, &coverage.seen);
	err = err ? err : take_count(reader, part, "denied", 0, &coverage.denied);
	err = err ? err : take_count(reader, part, "hidden", 0, &coverage.hidden);
	err = err ? err : take_count(reader, part, "days", 0, &days);
	err = err ? err : take_number(reader, part, "attributed", 0, 100, -1, &attributed);
	err = err ? err : take_word(reader, part, "reason", &coverage.reason);
	if (err)
		return err;
	coverage.state = (enum coverage_state)state;
	coverage.days = days < UINT32_MAX ? (uint32_t)days : UINT32_MAX;
	coverage.attributed = (int)attributed;
	return observations_cover(place, &coverage);
}

static const struct line_kind {
	const char *key, *pointer;
	const char *const *keys;
	int (*read)(struct reader *reader, struct observations *place, const struct part *part);
} line_kinds[] = {
	{ "observation", "/observation", observation_keys, read_observation },
	{ "gap", "/gap", gap_keys, read_gap },
	{ "coverage", "/coverage", coverage_keys, read_coverage },
	{ NULL, NULL, NULL, NULL },
};

static int read_line(struct reader *reader, struct json_object *line)
{
	const struct line_kind *kind = line_kinds;
	struct part part;
	int err;

	if (!json_object_is_type(line, json_type_object)) {
		document_problem(reader->line, reader->problem, "", "want an object: { ... }");
		return -EBADMSG;
	}
	if (json_object_object_get_ex(line, "format", NULL))
		return read_header(reader, line);
	if (!reader->file.count) {
		document_problem(reader->line, reader->problem, "",
				 "want a header line first: {\"format\":\"" OBSERVATION_FORMAT "\", ...}");
		return -EBADMSG;
	}
	while (kind->key && !json_object_object_get_ex(line, kind->key, NULL))
		kind++;
	reader->file.unknown_keys += (uint64_t)json_object_object_length(line) - (kind->key != NULL);
	if (!kind->key)
		return 0;
	err = take_part(reader, line, kind->key, kind->pointer, kind->keys, &part);
	return err ? err : kind->read(reader, &reader->file.places[reader->file.count - 1], &part);
}

/* The line is a document of its own; its "1:" gives way to the line's number in the file. */
static int read_bytes(struct reader *reader, const char *name, size_t number, struct span bytes)
{
	struct document document = { 0 };
	struct problem local = { "" }, *outer = reader->problem;
	int err = document_parse("", bytes, DOCUMENT_OF_MACHINE, &document, &local);

	reader->line = &document;
	reader->problem = &local;
	if (!err)
		err = read_line(reader, document.root);
	reader->line = NULL;
	reader->problem = outer;
	document_close(&document);
	if (problem_found(&local))
		problem_set(outer, "%.300s:%zu:%s", name, number,
			    strncmp(local.text, ":1:", 3) == 0 ? local.text + 3 : local.text);
	return err;
}

static int read_lines(struct reader *reader, const char *name, struct span bytes)
{
	const char *at = (const char *)bytes.at;
	size_t left = bytes.len;
	int err = 0;

	if (!left) {
		problem_set(reader->problem, "%.300s:1: empty (want a header line)", name);
		return -EBADMSG;
	}
	for (size_t number = 1; left && !err; number++) {
		const char *end = memchr(at, '\n', left);
		size_t len = end ? (size_t)(end - at) : left;

		if (len > OBSERVATION_LINE_MAX) {
			problem_set(reader->problem, "%.300s:%zu: the line is too long", name, number);
			return -EBADMSG;
		}
		err = read_bytes(reader, name, number, (struct span){ (const uint8_t *)at, len });
		at += len + (end != NULL);
		left -= len + (end != NULL);
	}
	return err;
}

int observation_file_read(const char *name, struct span bytes, struct arena *arena, const struct interest *interest,
			  struct observation_file *out, struct problem *problem)
{
	struct reader reader = { .arena = arena, .interest = interest, .problem = problem };
	int err = read_lines(&reader, name, bytes);

	for (size_t i = 0; i < reader.file.count; i++)
		observations_sort(&reader.file.places[i]);
	*out = reader.file;
	return err;
}
