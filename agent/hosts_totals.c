/* Counting what was said, and the three forms in which it is told. */
#include "agent/hosts_totals.h"

#define DAY_SECONDS 86400
#define HOUR_SECONDS 3600

static void add_device(struct hosts_hour *hour, uint64_t device)
{
	for (uint32_t i = 0; i < hour->device_count; i++)
		if (hour->devices[i] == device)
			return;
	if (hour->device_count < HOUR_BAND_DEVICES)
		hour->devices[hour->device_count++] = device;
}

void hosts_totals_name(struct hosts_totals *totals, const struct name_seen *seen)
{
	struct hosts_hour *hour;

	totals->messages[seen->protocol]++;
	if (seen->seconds < 0) {
		totals->untimed++;
		return;
	}
	hour = &totals->hours[seen->seconds % DAY_SECONDS / HOUR_SECONDS];
	hour->messages++;
	add_device(hour, seen->device);
}

void hosts_totals_kind(struct hosts_totals *totals, const struct kind_seen *seen)
{
	totals->kinds[seen->kind]++;
}

static bool is_shown(const struct hosts_totals *totals, const struct hosts_hour *hour)
{
	return hour->messages && (totals->own || hour->device_count == HOUR_BAND_DEVICES);
}

static uint64_t withheld(const struct hosts_totals *totals)
{
	uint64_t messages = 0;

	for (int i = 0; i < HOSTS_HOURS; i++)
		if (!is_shown(totals, &totals->hours[i]))
			messages += totals->hours[i].messages;
	return messages;
}

static void count_line(struct text *out, uint64_t count, const char *what)
{
	if (count)
		text_addf(out, "; %llu %s", (unsigned long long)count, what);
}

void hosts_totals_line(const struct hosts_totals *totals, bool all, struct text *out)
{
	const struct capture_totals *c = &totals->capture;

	text_addf(out, "%llu packets; %llu connections, of which %llu hid their name",
	          (unsigned long long)c->packets, (unsigned long long)c->connections,
	          (unsigned long long)c->hidden);
	if (!all)
		text_addf(out, "; %llu messages with names that the catalogue does not know",
		          (unsigned long long)totals->rest);
	count_line(out, c->outer_only, "names that may stand for another inside");
	count_line(out, c->not_decoded, "packets of kinds that are not read");
	count_line(out, c->left_out, "packets of other networks, left out unread");
	count_line(out, c->truncated_packets, "messages cut short by the recording");
	count_line(out, c->flows_evicted + c->buffers_missing,
	           "conversations for which there was no room");
	if (c->over_limit)
		text_add(out, "; the rest was left by --max-bytes");
	count_line(out, totals->uncounted, "messages whose names did not fit into memory");
	text_add(out, "\n");
}

/* Responses whose questions were seen too have no row of their own in the table. */
static bool is_told(const struct hosts_totals *totals, unsigned protocol)
{
	return totals->messages[protocol] &&
	       (protocol != NAME_DNS_RESPONSE || totals->names[protocol]);
}

static void protocols_page(const struct hosts_totals *totals, struct text *out)
{
	text_add(out, "\nBy protocol          names   messages\n");
	for (unsigned i = 0; i < NAME_PROTOCOLS; i++)
		if (is_told(totals, i))
			text_addf(out, "  %-16s %8llu %10llu\n", name_protocol_word(i),
			          (unsigned long long)totals->names[i],
			          (unsigned long long)totals->messages[i]);
}

static void kinds_page(const struct hosts_totals *totals, struct text *out)
{
	bool begun = false;

	for (unsigned i = 0; i < TRAFFIC_KINDS; i++) {
		if (!totals->kinds[i])
			continue;
		if (!begun)
			text_add(out, "\nWithout a name                    conversations\n");
		begun = true;
		text_addf(out, "  %-24s %10llu%s\n", traffic_kind_word(i),
		          (unsigned long long)totals->kinds[i],
		          traffic_kind_hides(i) ? "   names may pass unseen" : "");
	}
}

static void hours_page(const struct hosts_totals *totals, struct text *out)
{
	text_add(out, "\nBy hour (UTC)                 messages\n");
	for (int i = 0; i < HOSTS_HOURS; i++)
		if (is_shown(totals, &totals->hours[i]))
			text_addf(out, "  %02d:00 to %02d:59      %14llu\n", i, i,
			          (unsigned long long)totals->hours[i].messages);
	if (withheld(totals))
		text_addf(out,
		          "  %llu messages stand in hours when fewer than %d devices spoke: which "
		          "ones is not shown.\n",
		          (unsigned long long)withheld(totals), HOUR_BAND_DEVICES);
	if (totals->untimed)
		text_addf(out, "  %llu messages have no time in the recording.\n",
		          (unsigned long long)totals->untimed);
}

void hosts_totals_page(const struct hosts_totals *totals, struct text *out)
{
	char first[DATE_TEXT], last[DATE_TEXT];

	if (totals->capture.first != DATE_NONE) {
		date_format(totals->capture.first, first);
		date_format(totals->capture.last, last);
		text_addf(out, "Recorded from %s to %s (UTC)\n", first, last);
	}
	hosts_totals_line(totals, !totals->rest, out);
	protocols_page(totals, out);
	kinds_page(totals, out);
	hours_page(totals, out);
}

static void json_dates(const struct capture_totals *c, struct text *out)
{
	char first[DATE_TEXT], last[DATE_TEXT];

	if (c->first == DATE_NONE)
		return;
	date_format(c->first, first);
	date_format(c->last, last);
	text_addf(out, ",\"first\":\"%s\",\"last\":\"%s\"", first, last);
}

static void json_capture(const struct hosts_totals *totals, struct text *out)
{
	const struct capture_totals *c = &totals->capture;
	const struct {
		const char *name;
		uint64_t value;
	} rows[] = {
		{ "bytes", c->bytes },
		{ "connections", c->connections },
		{ "hidden", c->hidden },
		{ "outer_only", c->outer_only },
		{ "not_decoded", c->not_decoded },
		{ "left_out", c->left_out },
		{ "truncated", c->truncated_packets },
		{ "evicted", c->flows_evicted + c->buffers_missing },
		{ "skipped", c->skipped },
		{ "over_limit", c->over_limit },
		{ "unknown_names", totals->rest },
		{ "uncounted", totals->uncounted },
	};

	text_addf(out, "\"totals\":{\"packets\":%llu", (unsigned long long)c->packets);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		text_addf(out, ",\"%s\":%llu", rows[i].name, (unsigned long long)rows[i].value);
	json_dates(c, out);
	text_add(out, "},\n");
}

static void json_hours(const struct hosts_totals *totals, struct text *out)
{
	const char *comma = "";

	text_add(out, "\"hours\":[");
	for (int i = 0; i < HOSTS_HOURS; i++) {
		if (!is_shown(totals, &totals->hours[i]))
			continue;
		text_addf(out, "%s{\"hour\":%d,\"messages\":%llu}", comma, i,
		          (unsigned long long)totals->hours[i].messages);
		comma = ",";
	}
	text_addf(out, "],\n\"hours_withheld\":%llu,\n\"untimed\":%llu,\n",
	          (unsigned long long)withheld(totals), (unsigned long long)totals->untimed);
}

void hosts_totals_json(const struct hosts_totals *totals, struct text *out)
{
	const char *comma = "";

	json_capture(totals, out);
	text_add(out, "\"protocols\":[");
	for (unsigned i = 0; i < NAME_PROTOCOLS; i++) {
		if (!is_told(totals, i))
			continue;
		text_addf(out, "%s{\"proto\":\"%s\",\"names\":%llu,\"messages\":%llu}", comma,
		          name_protocol_word(i), (unsigned long long)totals->names[i],
		          (unsigned long long)totals->messages[i]);
		comma = ",";
	}
	comma = "";
	text_add(out, "],\n\"without_name\":[");
	for (unsigned i = 0; i < TRAFFIC_KINDS; i++) {
		if (!totals->kinds[i])
			continue;
		text_addf(out, "%s{\"kind\":\"%s\",\"conversations\":%llu,\"hides\":%s}", comma,
		          traffic_kind_word(i), (unsigned long long)totals->kinds[i],
		          traffic_kind_hides(i) ? "true" : "false");
		comma = ",";
	}
	text_add(out, "],\n");
	json_hours(totals, out);
}
