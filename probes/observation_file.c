/* Reads observations back, one line at a time, each strictly typed and bounded. */
#include "probes/observation_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "probes/line.h"

/* Where the reader is. */
struct reader {
	struct arena *arena;
	const struct interest *interest;
	struct observation_file file;
	size_t room;
	struct line line; /* in hand */
	struct problem *problem;
};

static const char *const header_keys[] = { "format", "tool", "run", "place", NULL };
static const char *const tool_keys[] = { "name", "version", NULL };
static const char *const run_keys[] = {
	"id", "started", "ended", "complete", "mode", "whose", NULL
};
static const char *const place_keys[] = { "device", "tag",  "audit",    "device_class", "network",
	                                  "site",   "kind", "platform", "time_zone",    NULL };
static const char *const observation_keys[] = { "kind",    "probe", "subject",       "detail",
	                                        "actor",   "level", "first",         "last",
	                                        "count",   "bytes", "bytes_up",      "devices",
	                                        "country", "hours", "version_major", "label",
	                                        NULL };
static const char *const gap_keys[] = { "probe", "reason", "what", "errno", "count", NULL };
static const char *const coverage_keys[] = { "probe",      "state",       "looked_at", "seen",
	                                     "denied",     "connections", "hidden",    "days",
	                                     "attributed", "targets",     "reason",    NULL };
static const char *const band_keys[] = { "day", "hour", "devices", "bytes", NULL };

static int read_run(struct reader *reader, struct observation_run *out)
{
	struct observation_run run = { 0 };
	struct line_part tool, part;
	int err = line_part(&reader->line, "tool", "/tool", tool_keys, &tool);

	err = err ? err : line_part(&reader->line, "run", "/run", run_keys, &part);
	err = err ? err : line_keep_text(&reader->line, &tool, "name", &run.tool);
	err = err ? err : line_keep_text(&reader->line, &tool, "version", &run.version);
	err = err ? err : line_keep_text(&reader->line, &part, "id", &run.id);
	err = err ? err : line_time(&reader->line, &part, "started", TIME_NONE, &run.started);
	err = err ? err : line_time(&reader->line, &part, "ended", TIME_NONE, &run.ended);
	err = err ? err : line_keep_text(&reader->line, &part, "mode", &run.mode);
	err = err ? err : line_keep_text(&reader->line, &part, "whose", &run.whose);
	if (!err)
		err = document_bool(reader->line.document, part.object, part.pointer, "complete",
		                    &run.complete, reader->line.problem);
	if (err && err != -ENOENT)
		return err;
	*out = run;
	return 0;
}

/* A recording was made before it was read, and its facts carry their own dates. */
static date looked_on(const struct observation_run *run, const struct location *location)
{
	bool device = location->kind && (strcmp(location->kind, "device") == 0 ||
	                                 strcmp(location->kind, "root") == 0);

	return device && run->started != TIME_NONE ? date_of(run->started) : 0;
}

static int read_location(struct reader *reader, struct location *out)
{
	struct location place = { 0 };
	struct line_part part;
	int err = line_part(&reader->line, "place", "/place", place_keys, &part);

	err = err ? err : line_keep_text(&reader->line, &part, "device", &place.device);
	err = err ? err : line_keep_text(&reader->line, &part, "tag", &place.tag);
	err = err ? err : line_keep_text(&reader->line, &part, "audit", &place.audit);
	err = err ? err : line_keep_text(&reader->line, &part, "device_class", &place.device_class);
	err = err ? err : line_keep_text(&reader->line, &part, "network", &place.network);
	err = err ? err : line_keep_text(&reader->line, &part, "site", &place.site);
	err = err ? err : line_keep_text(&reader->line, &part, "kind", &place.kind);
	err = err ? err : line_keep_text(&reader->line, &part, "platform", &place.platform);
	err = err ? err : line_keep_text(&reader->line, &part, "time_zone", &place.time_zone);
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
	const struct line_part part = { line, "" };
	struct observation_run run;
	struct location location;
	const char *format = NULL;
	int err = line_text(&reader->line, &part, "format", LINE_WORD_MAX, &format);

	if (!err && (!format || strcmp(format, OBSERVATION_FORMAT) != 0))
		err = line_wrong(&reader->line, &part, "format",
		                 "is not read here (want " OBSERVATION_FORMAT ")");
	err = err ? err : read_run(reader, &run);
	err = err ? err : read_location(reader, &location);
	if (!err)
		location.looked_on = looked_on(&run, &location);
	err = err ? err : make_room(reader);
	if (err)
		return err;
	line_count_unknown(&reader->line, line, header_keys);
	observations_init(&reader->file.places[reader->file.count], reader->arena,
	                  reader->interest);
	reader->file.places[reader->file.count].location = location;
	reader->file.runs[reader->file.count++] = run;
	return 0;
}

static int read_band(struct reader *reader, const struct line_part *part, struct hour_band *out)
{
	struct hour_band band = { .day = DATE_NONE };
	uint64_t devices = 0;
	int64_t hour = 0;
	int err = line_day(&reader->line, part, "day", &band.day);

	if (!err && band.day == DATE_NONE)
		err = line_wrong(&reader->line, part, "day", "missing");
	err = err ? err : line_number(&reader->line, part, "hour", 0, 23, 0, &hour);
	err = err ? err : line_count(&reader->line, part, "devices", 0, &devices);
	err = err ? err : line_count(&reader->line, part, "bytes", 0, &band.bytes);
	if (err)
		return err;
	line_count_unknown(&reader->line, part->object, band_keys);
	band.hour = (uint8_t)hour;
	band.devices = devices < UINT32_MAX ? (uint32_t)devices : UINT32_MAX;
	*out = band;
	return 0;
}

static int read_bands(struct reader *reader, const struct line_part *part, struct observation *fact)
{
	struct json_object *list = NULL;
	struct hour_band *bands;
	size_t count;
	int err = document_array(reader->line.document, part->object, part->pointer, "hours", &list,
	                         reader->line.problem);

	if (err)
		return err == -ENOENT ? 0 : err;
	count = json_object_array_length(list);
	if (count > HOUR_BANDS_MAX)
		return line_wrong(&reader->line, part, "hours",
		                  "too many (want one month at most)");
	bands = arena_take(reader->arena, count + 1, sizeof(*bands));
	if (!bands)
		return -ENOMEM;
	for (size_t i = 0; i < count && !err; i++) {
		char pointer[64];
		struct line_part band = { json_object_array_get_idx(list, i), pointer };

		snprintf(pointer, sizeof(pointer), "%s/hours/%zu", part->pointer, i);
		if (!json_object_is_type(band.object, json_type_object))
			return line_wrong(&reader->line, part, "hours", "want a list of objects");
		err = read_band(reader, &band, &bands[i]);
	}
	if (err)
		return err;
	fact->bands = bands;
	fact->band_count = count;
	return 0;
}

static int read_observation(struct reader *reader, struct observations *place,
                            const struct line_part *part)
{
	struct observation fact = { 0 };
	uint64_t devices = 0;
	int kind = 0, level = 0, label = PAGE_LABEL_UNKNOWN;
	int err = line_choice(&reader->line, part, "kind", observation_kind_of, &kind);

	err = err ? err : line_need_word(&reader->line, part, "probe", &fact.probe);
	err = err ? err : line_text(&reader->line, part, "subject", LINE_TEXT_MAX, &fact.subject);
	if (!err && !fact.subject)
		err = line_wrong(&reader->line, part, "subject", "missing");
	err = err ? err : line_text(&reader->line, part, "detail", LINE_TEXT_MAX, &fact.detail);
	err = err ? err : line_text(&reader->line, part, "actor", LINE_TEXT_MAX, &fact.actor);
	err = err ? err : line_choice(&reader->line, part, "level", level_of, &level);
	err = err ? err : line_day(&reader->line, part, "first", &fact.first);
	err = err ? err : line_day(&reader->line, part, "last", &fact.last);
	err = err ? err : line_count(&reader->line, part, "count", 1, &fact.count);
	err = err ? err : line_count(&reader->line, part, "bytes", 0, &fact.bytes);
	err = err ? err : line_count(&reader->line, part, "bytes_up", 0, &fact.bytes_up);
	err = err ? err : line_count(&reader->line, part, "devices", 0, &devices);
	err = err ? err : line_text(&reader->line, part, "country", 2, &fact.country);
	err = err ? err
	          : line_text(&reader->line, part, "version_major", VERSION_MAJOR_MAX,
	                      &fact.version_major);
	if (!err && json_object_object_get(part->object, "label"))
		err = line_choice(&reader->line, part, "label", page_label_of, &label);
	err = err ? err : read_bands(reader, part, &fact);
	if (err)
		return err;
	if (fact.bytes_up > fact.bytes)
		return line_wrong(&reader->line, part, "bytes_up", "more than \"bytes\"");
	if (fact.last != DATE_NONE && fact.last < fact.first)
		return line_wrong(&reader->line, part, "last", "lies before \"first\"");
	fact.kind = (enum observation_kind)kind;
	fact.level = (enum level)level;
	fact.label = (enum page_label)label;
	fact.devices = devices < UINT32_MAX ? (uint32_t)devices : UINT32_MAX;
	return observations_add(place, &fact);
}

static int read_gap(struct reader *reader, struct observations *place, const struct line_part *part)
{
	const char *reason = NULL, *what = NULL;
	uint64_t count = 1;
	int64_t error = 0;
	int err = line_need_word(&reader->line, part, "probe", &place->probe);

	err = err ? err : line_need_word(&reader->line, part, "reason", &reason);
	err = err ? err : line_text(&reader->line, part, "what", LINE_TEXT_MAX, &what);
	err = err ? err : line_number(&reader->line, part, "errno", 0, 4095, 0, &error);
	err = err ? err : line_count(&reader->line, part, "count", 1, &count);
	err = err ? err : observations_gap(place, reason, what, (int)error, count);
	place->probe = NULL;
	return err;
}

static int read_coverage(struct reader *reader, struct observations *place,
                         const struct line_part *part)
{
	struct coverage coverage = { .attributed = -1 };
	int64_t attributed = -1;
	uint64_t days = 0;
	int state = 0;
	int err = line_need_word(&reader->line, part, "probe", &coverage.probe);

	err = err ? err : line_choice(&reader->line, part, "state", coverage_state_of, &state);
	err = err ? err : line_count(&reader->line, part, "looked_at", 0, &coverage.looked_at);
	err = err ? err : line_count(&reader->line, part, "seen", 0, &coverage.seen);
	err = err ? err : line_count(&reader->line, part, "denied", 0, &coverage.denied);
	err = err ? err : line_count(&reader->line, part, "connections", 0, &coverage.connections);
	err = err ? err : line_count(&reader->line, part, "hidden", 0, &coverage.hidden);
	err = err ? err : line_count(&reader->line, part, "days", 0, &days);
	err = err ? err : line_number(&reader->line, part, "attributed", 0, 100, -1, &attributed);
	err = err ? err : line_count(&reader->line, part, "targets", 0, &coverage.targets);
	err = err ? err : line_word(&reader->line, part, "reason", &coverage.reason);
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
	int (*read)(struct reader *reader, struct observations *place,
	            const struct line_part *part);
} line_kinds[] = {
	{ "observation", "/observation", observation_keys, read_observation },
	{ "gap", "/gap", gap_keys, read_gap },
	{ "coverage", "/coverage", coverage_keys, read_coverage },
	{ NULL, NULL, NULL, NULL },
};

static int read_line(struct reader *reader, struct json_object *line)
{
	const struct line_kind *kind = line_kinds;
	struct line_part part;
	int err;

	if (!json_object_is_type(line, json_type_object)) {
		document_problem(reader->line.document, reader->line.problem, "",
		                 "want an object: { ... }");
		return -EBADMSG;
	}
	if (json_object_object_get_ex(line, "format", NULL))
		return read_header(reader, line);
	if (!reader->file.count) {
		document_problem(reader->line.document, reader->line.problem, "",
		                 "want a header line first: {\"format\":\"" OBSERVATION_FORMAT
		                 "\", ...}");
		return -EBADMSG;
	}
	while (kind->key && !json_object_object_get_ex(line, kind->key, NULL))
		kind++;
	reader->file.unknown_keys +=
		(uint64_t)json_object_object_length(line) - (kind->key != NULL);
	if (!kind->key)
		return 0;
	err = line_part(&reader->line, kind->key, kind->pointer, kind->keys, &part);
	return err ? err : kind->read(reader, &reader->file.places[reader->file.count - 1], &part);
}

/* The line is a document of its own; its "1:" gives way to the line's number in the file. */
static int read_bytes(struct reader *reader, const char *name, size_t number, struct span bytes)
{
	struct document document = { 0 };
	struct problem local = { "" };
	int err = document_parse("", bytes, DOCUMENT_OF_MACHINE, &document, &local);

	reader->line =
		(struct line){ .document = &document, .arena = reader->arena, .problem = &local };
	if (!err)
		err = read_line(reader, document.root);
	reader->file.unknown_keys += reader->line.unknown_keys;
	document_close(&document);
	if (problem_found(&local))
		problem_set(reader->problem, "%.300s:%zu:%s", name, number,
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
			problem_set(reader->problem, "%.300s:%zu: the line is too long", name,
			            number);
			return -EBADMSG;
		}
		err = read_bytes(reader, name, number, (struct span){ (const uint8_t *)at, len });
		at += len + (end != NULL);
		left -= len + (end != NULL);
	}
	return err;
}

int observation_file_read(const char *name, struct span bytes, struct arena *arena,
                          const struct interest *interest, struct observation_file *out,
                          struct problem *problem)
{
	struct reader reader = { .arena = arena, .interest = interest, .problem = problem };
	int err = read_lines(&reader, name, bytes);

	for (size_t i = 0; i < reader.file.count; i++)
		observations_sort(&reader.file.places[i]);
	*out = reader.file;
	return err;
}
