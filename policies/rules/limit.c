/* `limit`: a page that staff must use contacts no more than so many outside organisations (model
 * CHK16).
 *
 * Organisations are counted, not hosts. The catalogue's indicators say whose a host is; of a host
 * that they do not know, the registered name stands for the organisation, and all customers of one
 * hosting service count as one. Left out: the page's own site, every row of the technology list
 * that is in use and each destination that it lists, updates, and addresses without a name. What is
 * counted is one visit: before the choice about cookies and after it, with one answer. */
#include <errno.h>
#include <string.h>

#include "policies/collectors.h"
#include "policies/destination.h"
#include "policies/domain.h"
#include "policies/fields.h"
#include "policies/host.h"
#include "policies/rules/outcome.h"
#include "policies/rules/host_owners.h"
#include "policies/rules/pages.h"
#include "policies/rules/rule.h"
#include "policies/rules/subject.h"
#include "policies/rules/word_set.h"
#include "policies/scope.h"

struct count {
	const struct case_file *file;
	const struct rule *rule;
	const struct page *page;
	const struct host_owners *owners;
};

static bool is_listed_entry(const struct register_entry *entry)
{
	return entry->status == ENTRY_IN_USE || entry->status == ENTRY_PILOT;
}

static bool custom_covers(const struct register_entry *entry, const char *host)
{
	for (size_t i = 0; i < entry->custom_count; i++) {
		char value[HOST_MAX + 1];

		if ((entry->custom[i].type == INDICATOR_DOMAIN ||
		     entry->custom[i].type == INDICATOR_HOST) &&
		    host_normalise(entry->custom[i].value, value) == 0 &&
		    host_is_below(host, value))
			return true;
	}
	return false;
}

static bool destinations_cover(const struct register_entry *entry, const char *host)
{
	struct json_object *rows = entry_field(entry, "destinations");

	for (size_t i = 0; i < list_length(rows); i++) {
		const char *text = field_text(json_object_array_get_idx(rows, i), "domain");
		char domain[HOST_MAX + 1];

		if (text && host_normalise(text, domain) == 0 && host_is_below(host, domain))
			return true;
	}
	return false;
}

static bool is_on_the_list(const struct case_file *file, const char *host, const char *organisation)
{
	for (size_t i = 0; i < file->agreement->entry_count; i++) {
		const struct register_entry *entry = &file->agreement->entries[i];

		if (is_listed_entry(entry) &&
		    (destinations_cover(entry, host) || custom_covers(entry, host) ||
		     organisation_is(entry->vendor, organisation) ||
		     entry_names_organisation(entry, organisation)))
			return true;
	}
	return false;
}

/* NULL: it does not count. */
static const char *outside_organisation(const struct count *count, const char *subject)
{
	char host[HOST_MAX + 1];
	const struct host_owner *owner;
	const char *organisation;

	if (host_normalise(subject, host) != 0 || !host_parent(host))
		return NULL; /* "private", "public": an address without a name */
	if (strcmp(domain_registrable(host), domain_registrable(count->page->host)) == 0)
		return NULL;
	if (host_owners_say_update(count->owners, host))
		return NULL;
	owner = host_owners_find(count->owners, host);
	organisation = owner ? owner->organisation
	                     : arena_copy(count->file->arena, domain_of_operator(host));
	return organisation && is_on_the_list(count->file, host, organisation) ? NULL
	                                                                       : organisation;
}

/* Of one recording: the visit that ended in `answer`. */
static int count_visit(const struct count *count, const struct observations *place,
                       enum page_stage answer, struct word_set *out)
{
	for (size_t i = 0; i < place->count; i++) {
		enum page_stage stage;
		const char *organisation;

		if (!page_made(count->page, &place->items[i], &stage) ||
		    (stage != STAGE_BEFORE && stage != answer))
			continue;
		organisation = outside_organisation(count, place->items[i].subject);
		if (organisation && word_set_add(out, count->file->arena, organisation))
			return -ENOMEM;
	}
	return 0;
}

/* The visit with the most. */
static int count_page(const struct count *count, struct word_set *out)
{
	for (size_t i = 0; i < count->file->place_count; i++) {
		const struct observations *place = &count->file->places[i];

		if (!scope_takes_place(count->file->agreement, count->rule, &place->location))
			continue;
		for (int answer = STAGE_REFUSED; answer <= STAGE_ACCEPTED; answer++) {
			struct word_set visit = { 0 };

			if (count_visit(count, place, (enum page_stage)answer, &visit))
				return -ENOMEM;
			if (visit.count > out->count)
				*out = visit;
		}
	}
	return 0;
}

static int say(const struct page *page, const struct word_set *organisations, int64_t max,
               struct sentence *because)
{
	if (sentence_word(because, "page", page->name) ||
	    sentence_number(because, "count", (int64_t)organisations->count) ||
	    sentence_number(because, "max", max) ||
	    sentence_words(because, "organisations", organisations->words))
		return -ENOMEM;
	return 0;
}

static int judge_page(const struct count *count, int64_t max, struct verdict_list *out)
{
	const struct rule *rule = count->rule;
	struct verdict *verdict = verdict_add(out, rule, count->page->subject);
	struct word_set organisations = { 0 };
	struct coverage_answer coverage;
	bool over;
	int error;

	if (!verdict || count_page(count, &organisations) ||
	    coverage_of_rule(count->file, rule, &coverage))
		return -ENOMEM;
	over = (int64_t)organisations.count > max;
	if (!over && (!count->page->visited || coverage.shortfall))
		return page_absence(count->file, count->page, verdict);
	verdict->has_confidence = true;
	verdict->confidence = CONFIDENCE_CONFIRMED;
	verdict->status = STATUS_AGREED;
	verdict->because.id = over ? "limit.over" : "limit.within";
	if (over) /* a request on record needs no second sign */
		verdict->status = status_bounded(rule, rule->result);
	verdict->does_not_show = "shows-not.same-organisation";
	error = say(count->page, &organisations, max, &verdict->because);
	return error ? error : verdict_except(count->file, verdict);
}

static int apply(const struct rule *rule, const struct case_file *file, struct verdict_list *out)
{
	struct count count = { .file = file, .rule = rule };
	struct host_owners owners;
	struct pages pages;
	int64_t max;
	int error;

	if (!param_number(rule, "max", &max) || !subject_count(rule, "pages"))
		return verdict_skip(out, rule, "subject-unclear");
	error = pages_of(file, rule, &pages);
	if (!error)
		error = host_owners_of(file->catalogue, file->arena, &owners);
	count.owners = &owners;
	for (size_t i = 0; !error && i < pages.count; i++) {
		count.page = &pages.items[i];
		error = judge_page(&count, max, out);
	}
	return error;
}

const struct rule_kind kind_limit = {
	.name = "limit",
	.subject_keys = (const char *const[]){ "pages", "count", NULL },
	.param_keys = (const char *const[]){ "max", NULL },
	.checks = (const char *const[]){ "CHK16", NULL },
	.apply = apply,
};
