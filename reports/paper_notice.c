/* What staff are told before anything is looked at: a banner for the log-in page, and a notice
 * (model 3.3, PR-11, PR-13). */
#include "policies/fields.h"
#include "reports/papers.h"

static bool network_too(const struct papers_source *source)
{
	struct json_object *network = papers_part(source, "network_metadata");

	/* without a permission nobody has said: both sentences stand there, to be struck out */
	return !papers_permission(source) || (network && field_flag(network, "allowed"));
}

static void banner(const struct papers_source *source, struct paper *paper)
{
	paper_heading(paper, 2, "notice.banner");
	paper_say(paper, PAPER_PARAGRAPH, "notice.banner-where");
	paper_open(paper, PAPER_QUOTE);
	paper_words(paper, "notice.banner-dates", "from", papers_text(source, NULL, "valid_from"),
	            "until", papers_text(source, NULL, "valid_until"), "school",
	            papers_school(source));
	paper_words(paper, "notice.banner-reads");
	if (network_too(source))
		paper_words(paper, "notice.banner-network", "networks",
		            papers_words(source, paper, "network_metadata", "networks", "network"));
	paper_words(paper, "notice.banner-not");
	paper_words(paper, "notice.banner-ask", "contact", NULL, "notice",
	            papers_text(source, "notice_to_users", "ref"));
	paper_close(paper);
	paper_say(paper, PAPER_HINT, "notice.languages");
}

static void about(const struct papers_source *source, struct paper *paper)
{
	paper_heading(paper, 2, "notice.notice");
	paper_heading(paper, 3, "notice.why");
	paper_say(paper, PAPER_PARAGRAPH, "notice.why-text", "school", papers_school(source));
	paper_heading(paper, 3, "notice.when");
	paper_say(paper, PAPER_PARAGRAPH, "notice.when-text", "from",
	          papers_text(source, NULL, "valid_from"), "until",
	          papers_text(source, NULL, "valid_until"), "expert",
	          papers_words(source, paper, NULL, "carried_out_by", NULL), "post",
	          papers_posts(source, paper, "given_by"));
	paper_heading(paper, 3, "notice.read");
	paper_say(paper, PAPER_PARAGRAPH, "notice.read-devices", "areas",
	          papers_words(source, paper, "host_inventory", "may_read", "area"), "classes",
	          papers_words(source, paper, "host_inventory", "device_classes", "device-class"));
	if (network_too(source))
		paper_say(paper, PAPER_PARAGRAPH, "notice.read-network", "networks",
		          papers_words(source, paper, "network_metadata", "networks", "network"),
		          "window", papers_count(source, paper, "network_metadata", "window_days"));
	paper_heading(paper, 3, "notice.not");
	paper_open(paper, PAPER_LIST);
	paper_say(paper, PAPER_ITEM, "notice.not-content");
	paper_say(paper, PAPER_ITEM, "notice.not-person");
	paper_say(paper, PAPER_ITEM, "notice.not-own");
	paper_say(paper, PAPER_ITEM, "notice.not-learners");
	paper_say(paper, PAPER_ITEM, "notice.not-union");
	paper_close(paper);
}

static void rights(const struct papers_source *source, struct paper *paper)
{
	paper_heading(paper, 3, "notice.kept");
	paper_say(paper, PAPER_PARAGRAPH, "notice.kept-text", "k",
	          papers_count(source, paper, "privacy_limits", "k_min"), "results",
	          papers_count(source, paper, "privacy_limits", "retention_days_results"));
	paper_heading(paper, 3, "notice.opt-out");
	paper_say(paper, PAPER_PARAGRAPH, "notice.opt-out-text", "contact", NULL);
	paper_heading(paper, 3, "notice.results");
	paper_say(paper, PAPER_PARAGRAPH, "notice.results-text");
	paper_open(paper, PAPER_FACTS);
	paper_fact(paper, "notice.ref", papers_text(source, "notice_to_users", "ref"),
	           "blank.notice");
	paper_fact(paper, "notice.shown",
	           papers_date(source, paper, "notice_to_users", "first_shown"), "blank.date");
	paper_fact(paper, "notice.channels",
	           papers_words(source, paper, "notice_to_users", "channels", NULL),
	           "blank.channels");
	paper_fact(paper, "notice.contact", NULL, "blank.contact");
	paper_close(paper);
}

static void write_notice(const struct papers_source *source, struct arena *arena, struct paper *out)
{
	papers_begin(source, arena, "notice.kicker", "notice.title", "notice.lead", out);
	banner(source, out);
	about(source, out);
	rights(source, out);
}

extern const struct paper_writer paper_notice;
const struct paper_writer paper_notice = { "notice", write_notice };
