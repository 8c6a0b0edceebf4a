/* What the expert who carries out the check agrees to. */
#include "reports/papers.h"

static void clause(struct paper *paper, const char *heading_id, const char *const *items)
{
	paper_heading(paper, 2, heading_id);
	paper_open(paper, PAPER_STEPS);
	for (; *items; items++)
		paper_say(paper, PAPER_ITEM, *items);
	paper_close(paper);
}

static void frame(const struct papers_source *source, struct paper *paper)
{
	paper_heading(paper, 2, "terms.who");
	paper_open(paper, PAPER_FACTS);
	paper_fact(paper, "terms.client", papers_school(source), "blank.school");
	paper_fact(paper, "terms.expert", papers_post(source, "carried_out_by", 0), "blank.expert");
	paper_fact(paper, "terms.with", papers_post(source, "carried_out_by", 1), "blank.with");
	paper_fact(paper, "terms.permission", papers_text(source, NULL, "id"), "blank.number");
	paper_fact(paper, "terms.from", papers_date(source, paper, NULL, "valid_from"),
	           "blank.date");
	paper_fact(paper, "terms.until", papers_date(source, paper, NULL, "valid_until"),
	           "blank.date");
	paper_close(paper);
}

static void kept(const struct papers_source *source, struct paper *paper)
{
	paper_heading(paper, 2, "terms.keeps");
	paper_open(paper, PAPER_STEPS);
	paper_say(paper, PAPER_ITEM, "terms.keep-place");
	paper_say(paper, PAPER_ITEM, "terms.keep-raw");
	paper_say(paper, PAPER_ITEM, "terms.keep-results", "results",
	          papers_count(source, paper, "privacy_limits", "retention_days_results"));
	paper_say(paper, PAPER_ITEM, "terms.keep-key");
	paper_say(paper, PAPER_ITEM, "terms.keep-return");
	paper_close(paper);
}

static void signatures(const struct papers_source *source, struct paper *paper)
{
	papers_sign_open(paper);
	papers_sign_row(paper, "terms.sign-client", papers_post(source, "given_by", 0));
	for (size_t i = 0; !i || papers_union(source, i); i++)
		papers_sign_row(paper, "terms.sign-union", papers_union(source, i));
	papers_sign_row(paper, "terms.sign-expert", papers_post(source, "carried_out_by", 0));
	paper_close(paper);
}

static void write_terms(const struct papers_source *source, struct arena *arena, struct paper *out)
{
	papers_begin(source, arena, "terms.kicker", "terms.title", "terms.lead", out);
	frame(source, out);
	clause(out, "terms.does",
	       (const char *const[]){ "terms.do-permission", "terms.do-only", "terms.do-with",
	                              "terms.do-stop", "terms.do-learners", NULL });
	kept(source, out);
	clause(out, "terms.says",
	       (const char *const[]){ "terms.say-both", "terms.say-seen", "terms.say-law",
	                              "terms.say-sealed", "terms.say-child", "terms.say-others",
	                              NULL });
	clause(out, "terms.stands",
	       (const char *const[]){ "terms.stand-interest", "terms.stand-questions",
	                              "terms.stand-mistakes", NULL });
	paper_heading(out, 2, "terms.open");
	paper_open(out, PAPER_FACTS);
	paper_fact(out, "terms.pay", NULL, "blank.pay");
	paper_fact(out, "terms.insurance", NULL, "blank.insurance");
	paper_fact(out, "terms.processor", NULL, "blank.processor");
	paper_close(out);
	paper_heading(out, 2, "terms.signatures");
	signatures(source, out);
}

extern const struct paper_writer paper_terms;
const struct paper_writer paper_terms = { "terms", write_terms };
