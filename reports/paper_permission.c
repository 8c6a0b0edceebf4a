/* The permission that whoever controls devices and networks gives before anything is looked at
 * (model PR-01, A11): who, what may be read, when, where, how long results are kept, and how it is
 * taken back. */
#include <string.h>

#include "policies/authorisation.h"
#include "policies/fields.h"
#include "probes/base/cleanup.h"
#include "reports/paper_fields.h"
#include "reports/papers.h"

static void givers(const struct papers_source *source, struct paper *paper)
{
	struct json_object *permission = papers_permission(source);
	size_t count = permission ? field_count(permission, "given_by") : 0;

	paper_heading(paper, 2, "permission.who");
	paper_say(paper, PAPER_PARAGRAPH, "permission.who-may");
	paper_open(paper, PAPER_FACTS);
	for (size_t i = 0; i < (count ? count : 1); i++) {
		struct json_object *row =
			count ? json_object_array_get_idx(field_object(permission, "given_by"), i)
			      : NULL;

		paper_fact(paper, "permission.post", row ? field_text(row, "post") : NULL,
		           "blank.post");
		paper_fact(paper, "permission.capacity", row ? field_text(row, "capacity") : NULL,
		           "blank.capacity");
		paper_fact(paper, "permission.consent", row ? field_text(row, "consent") : NULL,
		           "blank.consent");
		paper_fact(paper, "permission.given-on",
		           paper_date(paper, row ? field_text(row, "date") : NULL), "blank.date");
	}
	paper_fact(paper, "permission.supported", papers_post(source, "supported_by", 0),
	           "blank.post");
	for (size_t i = 1; papers_post(source, "supported_by", i); i++)
		paper_fact(paper, "permission.supported", papers_post(source, "supported_by", i),
		           "blank.post");
	paper_fact_open(paper, message_label("permission.carried-out"));
	papers_list(source, paper, NULL, "carried_out_by", "blank.expert");
	paper_close(paper);
	paper_close(paper);
}

static void when(const struct papers_source *source, struct paper *paper)
{
	paper_heading(paper, 2, "permission.when");
	paper_open(paper, PAPER_FACTS);
	paper_fact(paper, "permission.purpose", papers_text(source, NULL, "purpose"),
	           "blank.purpose");
	paper_fact(paper, "permission.from", papers_date(source, paper, NULL, "valid_from"),
	           "blank.date");
	paper_fact(paper, "permission.until", papers_date(source, paper, NULL, "valid_until"),
	           "blank.date");
	paper_fact(paper, "permission.dpia", papers_text(source, NULL, "dpia_ref"), "blank.dpia");
	paper_fact(paper, "permission.notice", papers_text(source, "notice_to_users", "ref"),
	           "blank.notice");
	paper_fact(paper, "permission.shown",
	           papers_date(source, paper, "notice_to_users", "first_shown"), "blank.date");
	paper_fact(paper, "permission.channels",
	           papers_words(source, paper, "notice_to_users", "channels", NULL),
	           "blank.channels");
	paper_close(paper);
}

static bool holds(struct json_object *list, const char *word)
{
	for (size_t i = 0; list && i < json_object_array_length(list); i++)
		if (!strcmp(json_object_get_string(json_object_array_get_idx(list, i)), word))
			return true;
	return false;
}

/* "yes" or "no" for each closed word; a blank where nobody has said. */
static void area_row(struct paper *paper, const char *word, struct json_object *permission)
{
	struct json_object *host = permission ? field_object(permission, "host_inventory") : NULL,
			   *network =
				   permission ? field_object(permission, "network_metadata") : NULL;
	bool yes = (host && holds(field_object(host, "may_read"), word)) ||
	           (network && holds(field_object(network, "may_read"), word));
	char id[64];

	paper_open(paper, PAPER_ROW);
	stpcpy(stpcpy(id, "area."), word);
	paper_cell_strong(paper, message_label(id));
	stpcpy(stpcpy(id, "area-means."), word);
	paper_cell(paper, message_label(id));
	if (permission) {
		paper_cell(paper, message_label(yes ? "word.yes" : "word.no"));
	} else {
		paper_open(paper, PAPER_CELL);
		paper_say(paper, PAPER_PARAGRAPH, "papers.yes-or-no");
		paper_close(paper);
	}
	paper_close(paper);
}

static void areas(const struct papers_source *source, struct paper *paper)
{
	paper_page(paper);
	paper_heading(paper, 2, "permission.areas");
	paper_say(paper, PAPER_PARAGRAPH, "permission.areas-closed");
	paper_table(paper, "permission.areas-caption",
	            (const char *const[]){ "permission.area", "permission.area-means",
	                                   "permission.may", NULL },
	            (const unsigned[]){ 28, 57, 15 });
	for (const char *const *word = authorisation_words; *word; word++)
		area_row(paper, *word, papers_permission(source));
	paper_close(paper);
	paper_heading(paper, 3, "permission.not-read");
	paper_say(paper, PAPER_PARAGRAPH, "permission.not-read-code");
	if (papers_part(source, "host_inventory"))
		papers_list(source, paper, "host_inventory", "must_not_read", "blank.not-read");
}

static void where(const struct papers_source *source, struct paper *paper)
{
	paper_heading(paper, 2, "permission.where");
	paper_open(paper, PAPER_FACTS);
	paper_fact(paper, "permission.devices", papers_yes(source, "host_inventory", "allowed"),
	           "blank.yes-no");
	paper_fact(paper, "permission.classes",
	           papers_words(source, paper, "host_inventory", "device_classes", "device-class"),
	           "blank.classes");
	paper_fact(paper, "permission.network", papers_yes(source, "network_metadata", "allowed"),
	           "blank.yes-no");
	paper_fact(paper, "permission.networks",
	           papers_words(source, paper, "network_metadata", "networks", "network"),
	           "blank.networks");
	paper_fact(paper, "permission.method", papers_text(source, "network_metadata", "method"),
	           "blank.method");
	paper_fact(paper, "permission.window",
	           papers_count(source, paper, "network_metadata", "window_days"), "blank.days");
	paper_fact_open(paper, message_label("permission.fields"));
	papers_list(source, paper, "network_metadata", "fields", "blank.fields");
	paper_close(paper);
	paper_fact_open(paper, message_label("permission.network-not"));
	papers_list(source, paper, "network_metadata", "never", "blank.not-recorded");
	paper_close(paper);
	paper_fact(paper, "permission.certificates",
	           papers_words(source, paper, NULL, "certificate_checks", NULL), "blank.hosts");
	paper_close(paper);
}

static void keeping(const struct papers_source *source, struct paper *paper)
{
	paper_heading(paper, 2, "permission.kept");
	paper_open(paper, PAPER_FACTS);
	paper_fact(paper, "permission.k", papers_count(source, paper, "privacy_limits", "k_min"),
	           "blank.k");
	paper_fact(paper, "permission.small",
	           papers_text(source, "privacy_limits", "small_group_rule"), "blank.small");
	paper_fact(paper, "permission.pseudonym",
	           papers_text(source, "privacy_limits", "pseudonym"), "blank.pseudonym");
	paper_fact(paper, "permission.sampling", papers_text(source, "privacy_limits", "sampling"),
	           "blank.sampling");
	papers_retention(source, paper);
	paper_fact(paper, "permission.withdrawal", papers_text(source, NULL, "withdrawal"),
	           "blank.withdrawal");
	paper_close(paper);
	paper_say(paper, PAPER_HINT, "permission.small-schools");
}

/* The post of a data protection officer, in whatever case. */
static bool advises(const char *post)
{
	return post && strcasestr(post, "data protection");
}

static const char *support_label(const struct papers_source *source, const char *post)
{
	if (advises(post))
		return "permission.sign-dpo";
	for (size_t i = 0; papers_union(source, i); i++)
		if (!strcmp(papers_union(source, i), post))
			return "permission.sign-union";
	return "permission.supported";
}

/* One row for each post on record; who should be there and is not gets an empty one. */
static void signatures(const struct papers_source *source, struct paper *paper)
{
	const char *post;
	bool advised = false;

	papers_sign_open(paper);
	for (size_t i = 0; !i || papers_post(source, "given_by", i); i++)
		papers_sign_row(paper, "permission.sign-controller",
		                papers_post(source, "given_by", i));
	if (!papers_post(source, "supported_by", 0))
		papers_sign_row(paper, "permission.sign-union", NULL);
	for (size_t i = 0; (post = papers_post(source, "supported_by", i)) != NULL; i++) {
		papers_sign_row(paper, support_label(source, post), post);
		advised |= advises(post);
	}
	if (!advised)
		papers_sign_row(paper, "permission.sign-dpo", NULL);
	paper_close(paper);
}

static void consent(const struct papers_source *source, struct paper *paper)
{
	paper_heading(paper, 2, "permission.words");
	for (size_t i = 0; !i || papers_post(source, "given_by", i); i++)
		paper_say(paper, PAPER_QUOTE, "permission.i-consent", "post",
		          papers_post(source, "given_by", i));
	paper_open(paper, PAPER_CHECKS);
	paper_say(paper, PAPER_ITEM, "permission.check-control");
	paper_say(paper, PAPER_ITEM, "permission.check-others");
	paper_say(paper, PAPER_ITEM, "permission.check-notice");
	paper_say(paper, PAPER_ITEM, "permission.check-dpia");
	paper_close(paper);
	signatures(source, paper);
}

static void write_permission(const struct papers_source *source, struct arena *arena,
                             struct paper *out)
{
	papers_begin(source, arena, "permission.kicker", "permission.title", "permission.lead",
	             out);
	paper_open(out, PAPER_FACTS);
	paper_fact(out, "permission.number", papers_text(source, NULL, "id"), "blank.number");
	paper_fact(out, "permission.school", papers_school(source), "blank.school");
	paper_close(out);
	givers(source, out);
	when(source, out);
	where(source, out);
	areas(source, out);
	keeping(source, out);
	consent(source, out);
}

extern const struct paper_writer paper_permission;
const struct paper_writer paper_permission = { "permission", write_permission };
