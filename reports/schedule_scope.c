/* Whom, what, where and when the agreement covers. */
#include "policies/fields.h"
#include "probes/base/cleanup.h"
#include "reports/paper_fields.h"
#include "reports/schedule.h"

/* Adds "; text" to an item, where there is something to add. */
static void also(struct paper *paper, const char *text)
{
	if (!text)
		return;
	paper_text(paper, PAPER_TEXT, "; ");
	paper_text(paper, PAPER_TEXT, text);
}

static const char *labelled(struct paper *paper, const char *label_id, const char *value)
{
	const char *line;

	if (!value)
		return NULL;
	line = arena_printf(paper->arena, "%s %s", message_label(label_id), value);
	paper->failed |= !line;
	return line;
}

static void group(struct paper *paper, struct json_object *row)
{
	const char *label = field_text(row, "label");

	paper_text(paper, PAPER_TEXT, label ? label : field_text(row, "id"));
	if (field_object(row, "covered") && !field_flag(row, "covered"))
		also(paper, message_label("schedule.not-covered-mark"));
	also(paper, field_text(row, "note"));
	also(paper, field_text(row, "audit"));
}

static void word(struct paper *paper, const char *prefix, const char *id)
{
	_cleanup_(text_free) struct text words = { 0 };

	message_word(prefix, id, &words);
	paper->failed |= words.failed;
	paper_text(paper, PAPER_TEXT, words.at ? words.at : "");
}

static void device_class(struct paper *paper, struct json_object *row)
{
	word(paper, "device-class", field_text(row, "id"));
	also(paper, labelled(paper, "schedule.count", paper_number(paper, row, "count")));
	also(paper, labelled(paper, "schedule.for",
	                     paper_list(paper, "staff-group", field_object(row, "groups"))));
	if (field_flag(row, "shared"))
		also(paper, message_label("schedule.shared"));
	if (field_object(row, "inspect") && !field_flag(row, "inspect"))
		also(paper, message_label("schedule.not-inspected"));
}

static void network(struct paper *paper, struct json_object *row)
{
	const char *capture = field_text(row, "capture");

	word(paper, "network", field_text(row, "id"));
	also(paper, labelled(paper, "schedule.for",
	                     paper_list(paper, "staff-group", field_object(row, "groups"))));
	also(paper, message_label(capture && capture[0] == 'm' ? "schedule.capture-metadata"
	                                                       : "schedule.capture-none"));
}

static void rows(struct paper *paper, struct json_object *scope, const char *key,
                 const char *label_id, void (*row)(struct paper *paper, struct json_object *row))
{
	struct json_object *list = field_object(scope, key);

	if (!field_count(scope, key))
		return;
	paper_fact_open(paper, message_label(label_id));
	paper_open(paper, PAPER_LIST);
	for (size_t i = 0; i < field_count(scope, key); i++) {
		paper_open(paper, PAPER_ITEM);
		row(paper, json_object_array_get_idx(list, i));
		paper_close(paper);
	}
	paper_close(paper);
	paper_close(paper);
}

static void plain(struct paper *paper, struct json_object *scope, const char *key,
                  const char *label_id)
{
	struct json_object *value = field_object(scope, key);

	if (!value)
		return;
	paper_fact_open(paper, message_label(label_id));
	paper_field(paper, "schedule-key", value);
	paper_close(paper);
}

void schedule_scope(struct paper *paper, const struct agreement *agreement)
{
	struct json_object *scope = field_object(agreement->root, "scope");

	if (!scope)
		return;
	paper_heading(paper, 2, "schedule.scope");
	paper_open(paper, PAPER_FACTS);
	plain(paper, scope, "technologies", "schedule.technologies-covered");
	plain(paper, scope, "sites", "schedule.sites");
	plain(paper, scope, "staff_count", "schedule.staff-count");
	rows(paper, scope, "groups", "schedule.groups", group);
	rows(paper, scope, "device_classes", "schedule.device-classes", device_class);
	rows(paper, scope, "networks", "schedule.networks", network);
	plain(paper, scope, "staff_pages", "schedule.pages");
	plain(paper, scope, "not_covered", "schedule.not-covered");
	plain(paper, scope, "overlapping_agreements", "schedule.overlapping");
	plain(paper, scope, "overlap_rule", "schedule.overlap-rule");
	paper_close(paper);
}

static void band(struct paper *paper, struct json_object *row)
{
	paper_text(paper, PAPER_TEXT, paper_list(paper, "weekday", field_object(row, "days")));
	paper_text(paper, PAPER_TEXT, ", ");
	paper_text(paper, PAPER_TEXT, field_text(row, "from"));
	paper_text(paper, PAPER_TEXT, message_label("word.to"));
	paper_text(paper, PAPER_TEXT, field_text(row, "to"));
}

static void term(struct paper *paper, struct json_object *row)
{
	struct json_object *half = field_object(row, "half_term");

	paper_text(paper, PAPER_TEXT, field_text(row, "name"));
	paper_text(paper, PAPER_TEXT, ": ");
	paper_text(paper, PAPER_TEXT, paper_date(paper, field_text(row, "from")));
	paper_text(paper, PAPER_TEXT, message_label("word.to"));
	paper_text(paper, PAPER_TEXT, paper_date(paper, field_text(row, "to")));
	if (field_count(row, "half_term") < 2)
		return;
	also(paper, message_label("schedule.half-term"));
	paper_text(paper, PAPER_TEXT, " ");
	paper_text(paper, PAPER_TEXT,
	           paper_date(paper, json_object_get_string(json_object_array_get_idx(half, 0))));
	paper_text(paper, PAPER_TEXT, message_label("word.to"));
	paper_text(paper, PAPER_TEXT,
	           paper_date(paper, json_object_get_string(json_object_array_get_idx(half, 1))));
}

void schedule_hours(struct paper *paper, const struct agreement *agreement)
{
	struct json_object *hours = field_object(agreement->root, "hours");

	if (!hours)
		return;
	paper_heading(paper, 2, "schedule.hours");
	paper_say(paper, PAPER_PARAGRAPH, "schedule.hours-of-systems");
	paper_open(paper, PAPER_FACTS);
	plain(paper, hours, "timezone", "schedule.time-zone");
	rows(paper, hours, "working", "schedule.working", band);
	rows(paper, hours, "quiet_bands", "schedule.quiet", band);
	rows(paper, hours, "terms", "schedule.terms", term);
	plain(paper, hours, "non_working_days", "schedule.closed");
	plain(paper, hours, "outside_term", "schedule.outside-term");
	plain(paper, hours, "emergency_contact", "schedule.emergency");
	plain(paper, hours, "patterns_for_part_time", "schedule.part-time");
	paper_close(paper);
}
