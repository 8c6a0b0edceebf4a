/* What a rule tests, in one sentence made from its fields alone; one function per kind of rule. */
#include "policies/rule_sentence.h"

#include <errno.h>
#include <string.h>

#include "policies/rules/rule.h"
#include "policies/shape.h"
#include "probes/observation.h"

void plain_word(struct text *out, const char *word)
{
	const char *dot = strchr(word, '.');

	if (strcmp(word, "capabilities") == 0) /* in schools that is another word (model A5) */
		word = "abilities";
	else if (strncmp(word, "local:", 6) == 0)
		word += 6;
	else if (dot && (strncmp(word, "refs.", 5) == 0 || strncmp(word, "roles.", 6) == 0 ||
	                 strncmp(word, "dates.", 6) == 0))
		word = dot + 1;
	for (; *word; word++) {
		if (*word == '-' || *word == '_')
			text_add(out, " ");
		else
			text_add_bytes(out, word, 1);
	}
}

/* "a, b or c". False where there is nothing to list. */
static bool add_list(struct text *out, struct json_object *object, const char *key,
                     const char *last)
{
	struct json_object *list = field_object(object, key);
	size_t count = field_count(object, key);

	for (size_t i = 0; i < count; i++) {
		if (i)
			text_addf(out, "%s ", i + 1 < count ? "," : last);
		plain_word(out, json_object_get_string(json_object_array_get_idx(list, i)));
	}
	return count > 0;
}

static void add_level(struct text *out, const struct rule *rule)
{
	if (rule->level >= 0) {
		text_add(out, " at the level \"");
		plain_word(out, level_word((enum level)rule->level));
		text_add(out, "\" or above");
	}
}

static void add_words(struct text *out, const char *const *words, const char *before)
{
	for (size_t i = 0; words && words[i]; i++) {
		text_add(out, i == 0 ? before : words[i + 1] ? ", " : " and ");
		plain_word(out, words[i]);
	}
}

/* Whose devices and networks, and which of them. */
static void add_groups(struct text *out, const struct rule *rule)
{
	add_words(out, rule->groups, " on devices and networks of ");
	add_words(out, rule->device_classes, " on devices of the class ");
	add_words(out, rule->networks,
	          rule->device_classes && *rule->device_classes ? ", and on the network "
	                                                        : " on the network ");
	add_words(out, rule->sites, " at the site ");
}

static void add_unless(struct text *out, const struct rule *rule)
{
	for (size_t i = 0; rule->unless[i]; i++)
		text_addf(out, "%s%s", i ? " or " : ", unless ",
		          strcmp(rule->unless[i], "agreed") == 0 ? "the technology list allows it"
		                                                 : "a signed exception covers it");
}

static void add_entries(struct text *out, const struct rule *rule)
{
	const char *entry = field_text(rule->subject, "register"), *purpose;

	purpose = field_text(rule->subject, "register_purpose");
	if (purpose) {
		text_add(out, "each technology agreed for ");
		plain_word(out, purpose);
	} else if (entry && strcmp(entry, "*") != 0) {
		text_add(out, entry);
	} else {
		text_add(out, "each technology on the list");
	}
}

static void say_register(const struct rule *rule, struct text *out)
{
	text_add(out, "What is able to do one of these things: ");
	if (!add_list(out, rule->subject, "capability_any", " or"))
		text_add(out, "(any ability to monitor)");
	text_add(out, "; and is seen");
	add_level(out, rule);
	add_groups(out, rule);
	text_add(out, "; is on the technology list.");
}

static void say_prohibit(const struct rule *rule, struct text *out)
{
	const char *status = field_text(rule->subject, "register_status");

	text_add(out, "Not seen");
	add_level(out, rule);
	add_groups(out, rule);
	text_add(out, ": ");
	if (status)
		text_addf(out, "technology whose status on the list is \"%s\"", status);
	else if (field_flag(rule->subject, "concealed"))
		text_add(out,
		         "software able to monitor that is hidden from the person at the device");
	else if (field_text(rule->subject, "transport"))
		text_add(out, "connections without encryption by technology on the list or able to "
		              "monitor");
	else if (!add_list(out, rule->subject, "products", " or")) {
		text_add(out, "technology doing one of these things: ");
		add_list(out, rule->subject, "capability_any", " or");
	}
	add_unless(out, rule);
	text_add(out, ".");
}

static void say_match_agreed(const struct rule *rule, struct text *out)
{
	text_add(out, "What is seen");
	add_level(out, rule);
	text_add(out, " of ");
	add_entries(out, rule);
	add_groups(out, rule);
	text_add(out, " is what the technology list says about its ");
	add_list(out, rule->subject, "compare", " and");
	text_add(out, ".");
}

static void say_destinations(const struct rule *rule, struct text *out)
{
	if (field_object(rule->subject, "endpoint_category_any")) {
		text_add(out, "The pages that staff must use send nothing to services for ");
		add_list(out, rule->subject, "endpoint_category_any", " or");
		text_add(out, ".");
		return;
	}
	text_add(out, "The data of ");
	add_entries(out, rule);
	text_add(out, " goes only to the organisations and countries that the list names for it");
	if (field_count(rule->params, "roles_only")) {
		text_add(out, "; of these only to whom the list calls ");
		add_list(out, rule->params, "roles_only", " or");
	}
	if (field_count(rule->params, "roles_never")) {
		text_add(out, "; to nobody whom the list calls ");
		add_list(out, rule->params, "roles_never", " or");
	}
	text_add(out, ".");
}

static void say_limit(const struct rule *rule, struct text *out)
{
	text_addf(out, "Each page that staff must use contacts at most %lld outside organisations.",
	          (long long)field_whole(rule->params, "max", 0));
}

static void say_hours(const struct rule *rule, struct text *out)
{
	text_add(out, "Outside the agreed hours no data is sent by ");
	add_entries(out, rule);
	if (field_count(rule->subject, "capability_any")) {
		text_add(out, " that is able to do one of these things: ");
		add_list(out, rule->subject, "capability_any", " or");
		text_add(out, ";");
	}
	add_groups(out, rule);
	text_add(out, ", except where the list says that it collects at all times.");
}

static void say_notice(const struct rule *rule, struct text *out)
{
	int64_t ai = field_whole(rule->params, "days_ai", -1),
		other = field_whole(rule->params, "days_other", -1);
	const char *from = field_text(rule->params, "applies_to_in_use_from_on_or_after");

	text_add(out, "Between notice and first use lie at least ");
	if (ai >= 0)
		text_addf(out, "%lld days for AI", (long long)ai);
	if (ai >= 0 && other >= 0)
		text_add(out, " and ");
	if (other >= 0)
		text_addf(out, "%lld days for %s technology", (long long)other,
		          ai >= 0 ? "other" : "any");
	text_addf(out, "%s%s%s.", from ? "; this counts for what is in use from " : "",
	          from ? from : "", from ? " on" : "");
}

static void say_deadline(const struct rule *rule, struct text *out)
{
	if (field_flag(rule->subject, "publication")) {
		text_addf(out, "The list is published at least every %lld days.",
		          (long long)field_whole(rule->params, "publish_every_days", 0));
		return;
	}
	if (field_flag(rule->subject, "workload_study")) {
		text_add(out, "The study of workload is published by the end of its last day.");
		return;
	}
	text_add(out, "For ");
	add_entries(out, rule);
	if (field_flag(rule->subject, "pilot")) {
		text_add(out, " that is a pilot the recorded end has not passed.");
		return;
	}
	text_add(out, " these dates have not passed: ");
	add_list(out, rule->subject, "fields", " and");
	text_add(out, ".");
}

/* What is asked of the rows is only part of it (model CHK18, CHK25). */
static void say_more_of_record(const struct rule *rule, struct text *out)
{
	struct json_object *fields = field_object(rule->subject, "fields");
	bool quiet = false;

	for (size_t i = 0; i < list_length(fields); i++) {
		const char *field = json_object_get_string(json_object_array_get_idx(fields, i));

		quiet |= strcmp(field, "opt_out_route") == 0 ||
		         strcmp(field, "collection_hours") == 0;
	}
	if (quiet)
		text_add(out, " No managed setting of it keeps notifications on outside working "
		              "hours.");
	if (field_object(rule->subject, "pages"))
		text_addf(out,
		          "%sWhere a page that staff must use calls an automated service, the page "
		          "says so.",
		          quiet || fields ? " " : "");
}

static bool asks_of_rows(const struct rule *rule)
{
	return !field_object(rule->subject, "pages") || field_count(rule->subject, "fields") ||
	       field_count(rule->subject, "before_use") ||
	       field_count(rule->subject, "documents_before_use");
}

static void say_record(const struct rule *rule, struct text *out)
{
	if (!asks_of_rows(rule)) {
		say_more_of_record(rule, out);
		return;
	}
	text_add(out, "For ");
	add_entries(out, rule);
	text_add(out, " that is in use");
	if (field_count(rule->subject, "fields")) {
		text_add(out, " these are filled in: ");
		add_list(out, rule->subject, "fields", " and");
	}
	if (field_object(rule->params, "min"))
		text_addf(out, "; there are at least %lld hours of training",
		          (long long)field_whole(rule->params, "min", 0));
	if (field_count(rule->subject, "before_use") ||
	    field_count(rule->subject, "documents_before_use")) {
		text_add(out, field_count(rule->subject, "fields") ? "; and" : "");
		text_add(out, " these are dated on or before the first day of use: ");
		if (add_list(out, rule->subject, "before_use", ",") &&
		    field_count(rule->subject, "documents_before_use"))
			text_add(out, ", and the documents for ");
		add_list(out, rule->subject, "documents_before_use", " and");
	}
	text_add(out, ".");
	say_more_of_record(rule, out);
}

static void say_disclose(const struct rule *rule, struct text *out)
{
	text_add(out, "A list is printed of ");
	if (field_flag(rule->subject, "ai")) {
		text_add(out, "all AI systems,");
	} else if (field_count(rule->subject, "capability_any")) {
		text_add(out, "all technology able to do one of these things: ");
		add_list(out, rule->subject, "capability_any", " or");
		text_add(out, ";");
	} else {
		text_add(out, "all technology able to monitor,");
	}
	text_add(out, " on the technology list or seen.");
}

static void say_ask(const struct rule *rule, struct text *out)
{
	(void)rule;
	text_add(out, "The question is printed for people to answer; nothing is tested.");
}

void rule_sentence(const struct rule *rule, struct text *out)
{
	static const struct {
		const char *kind;
		void (*say)(const struct rule *rule, struct text *out);
	} kinds[] = {
		{ "register", say_register },
		{ "prohibit", say_prohibit },
		{ "match-agreed", say_match_agreed },
		{ "destinations", say_destinations },
		{ "limit", say_limit },
		{ "hours", say_hours },
		{ "notice", say_notice },
		{ "deadline", say_deadline },
		{ "record", say_record },
		{ "disclose", say_disclose },
		{ "ask", say_ask },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i].kind, rule->kind->name) == 0)
			kinds[i].say(rule, out);
}
