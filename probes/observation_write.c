/* One place as JSON Lines, members in one order, so that the same facts give the same bytes. */
#include <errno.h>
#include <inttypes.h>

#include "probes/observation_file.h"

#define COUNT_MAX                                                                                  \
	(((uint64_t)1 << 53) - 1) /* the largest that every JSON reader takes exactly (RFC 7493)   \
	                           */

/* What is stored is printable UTF-8 (observations_add); the header's words come from our own
 * command line. */
static void add_quoted(struct text *out, const char *value)
{
	text_add(out, "\"");
	for (; *value; value++) {
		if (*value == '"' || *value == '\\')
			text_add(out, "\\");
		if ((unsigned char)*value < 0x20)
			text_addf(out, "\\u%04x", (unsigned int)*value);
		else
			text_add_bytes(out, value, 1);
	}
	text_add(out, "\"");
}

/* The key with what goes before it: no comma right after an opening brace. */
static void add_key(struct text *out, const char *key)
{
	bool first = out->len && out->at[out->len - 1] == '{';

	text_addf(out, "%s\"%s\":", first ? "" : ",", key);
}

static void add_text(struct text *out, const char *key, const char *value)
{
	if (!value)
		return;
	add_key(out, key);
	add_quoted(out, value);
}

static void add_text_or_null(struct text *out, const char *key, const char *value)
{
	add_key(out, key);
	if (value)
		add_quoted(out, value);
	else
		text_add(out, "null");
}

static void add_number(struct text *out, const char *key, uint64_t value)
{
	add_key(out, key);
	text_addf(out, "%" PRIu64, value < COUNT_MAX ? value : COUNT_MAX);
}

static void add_number_unless_zero(struct text *out, const char *key, uint64_t value)
{
	if (value)
		add_number(out, key, value);
}

static void add_day(struct text *out, const char *key, date day)
{
	char words[DATE_TEXT];

	date_format(day, words);
	add_text(out, key, words[0] ? words : NULL);
}

static void add_time(struct text *out, const char *key, int64_t seconds)
{
	char words[TIME_TEXT] = "";

	if (seconds != TIME_NONE)
		time_format(seconds, words);
	add_text_or_null(out, key, words[0] ? words : NULL);
}

static void add_header(struct text *out, const struct observation_run *run,
                       const struct location *place)
{
	text_add(out, "{");
	add_text(out, "format", OBSERVATION_FORMAT);
	text_add(out, ",\"tool\":{");
	add_text_or_null(out, "name", run->tool);
	add_text_or_null(out, "version", run->version);
	text_add(out, "},\"run\":{");
	add_text_or_null(out, "id", run->id);
	add_time(out, "started", run->started);
	add_time(out, "ended", run->ended);
	add_key(out, "complete");
	text_add(out, run->complete ? "true" : "false");
	add_text_or_null(out, "mode", run->mode);
	add_text_or_null(out, "whose", run->whose);
	text_add(out, "},\"place\":{");
	add_text_or_null(out, "device", place->device);
	add_text_or_null(out, "tag", place->tag);
	add_text_or_null(out, "audit", place->audit);
	add_text_or_null(out, "device_class", place->device_class);
	add_text_or_null(out, "network", place->network);
	add_text_or_null(out, "site", place->site);
	add_text_or_null(out, "kind", place->kind);
	add_text_or_null(out, "platform", place->platform);
	add_text_or_null(out, "time_zone", place->time_zone);
	text_add(out, "}}\n");
}

static void add_bands(struct text *out, const struct observation *fact)
{
	if (!fact->band_count)
		return;
	add_key(out, "hours");
	for (size_t i = 0; i < fact->band_count; i++) {
		text_add(out, i ? ",{" : "[{");
		add_day(out, "day", fact->bands[i].day);
		add_number(out, "hour", fact->bands[i].hour);
		add_number(out, "devices", fact->bands[i].devices);
		add_number(out, "bytes", fact->bands[i].bytes);
		text_add(out, "}");
	}
	text_add(out, "]");
}

static void add_observation(struct text *out, const struct observation *fact)
{
	text_add(out, "{\"observation\":{");
	add_text(out, "kind", observation_kind_word(fact->kind));
	add_text(out, "probe", fact->probe);
	add_text(out, "subject", fact->subject);
	add_text(out, "detail", fact->detail);
	add_text(out, "actor", fact->actor);
	add_text(out, "level", level_word(fact->level));
	add_day(out, "first", fact->first);
	add_day(out, "last", fact->last);
	add_number(out, "count", fact->count);
	add_number_unless_zero(out, "bytes", fact->bytes);
	add_number_unless_zero(out, "bytes_up", fact->bytes_up);
	add_number_unless_zero(out, "devices", fact->devices);
	add_text(out, "country", fact->country);
	add_text(out, "version_major", fact->version_major);
	if (fact->label != PAGE_LABEL_UNKNOWN)
		add_text(out, "label", page_label_word(fact->label));
	add_bands(out, fact);
	text_add(out, "}}\n");
}

static void add_gap(struct text *out, const struct gap *gap)
{
	text_add(out, "{\"gap\":{");
	add_text(out, "probe", gap->probe);
	add_text(out, "reason", gap->reason);
	add_text(out, "what", gap->what);
	add_number_unless_zero(out, "errno", (uint64_t)gap->error);
	add_number(out, "count", gap->count);
	text_add(out, "}}\n");
}

static void add_coverage(struct text *out, const struct coverage *coverage)
{
	text_add(out, "{\"coverage\":{");
	add_text(out, "probe", coverage->probe);
	add_text(out, "state", coverage_state_word(coverage->state));
	add_number(out, "looked_at", coverage->looked_at);
	add_number(out, "seen", coverage->seen);
	add_number(out, "denied", coverage->denied);
	add_number_unless_zero(out, "connections", coverage->connections);
	add_number_unless_zero(out, "hidden", coverage->hidden);
	add_number_unless_zero(out, "days", coverage->days);
	add_number_unless_zero(out, "targets", coverage->targets);
	if (coverage->attributed >= 0)
		add_number(out, "attributed", (uint64_t)coverage->attributed);
	add_text(out, "reason", coverage->reason);
	text_add(out, "}}\n");
}

int observation_file_write(const struct observation_run *run, const struct observations *place,
                           struct text *out)
{
	add_header(out, run, &place->location);
	for (size_t i = 0; i < place->count; i++)
		add_observation(out, &place->items[i]);
	for (size_t i = 0; i < place->gap_count; i++)
		add_gap(out, &place->gaps[i]);
	for (size_t i = 0; i < place->coverage_count; i++)
		add_coverage(out, &place->coverages[i]);
	return out->failed ? -ENOMEM : 0;
}
