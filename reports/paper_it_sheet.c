/* Two pages for the people who run the devices and for the data protection officer: what is read,
 * what is not, what is kept, what it costs the device, and how it goes away again. What is read
 * comes from the table of checks itself. */
#include "probes/probe.h"
#include "reports/papers.h"

static void list(struct paper *paper, const char *heading_id, const char *const *items)
{
	paper_heading(paper, 2, heading_id);
	paper_open(paper, PAPER_LIST);
	for (; *items; items++)
		paper_say(paper, PAPER_ITEM, *items);
	paper_close(paper);
}

static void refused(const struct papers_source *source, struct paper *paper)
{
	size_t count = 0;
	const char *digits;

	while (source->denied && source->denied[count])
		count++;
	digits = arena_printf(paper->arena, "%zu", count);
	paper->failed |= !digits;
	paper_heading(paper, 2, "it.not");
	paper_say(paper, PAPER_PARAGRAPH, "it.denied", "count", digits);
	paper_open(paper, PAPER_LIST);
	paper_say(paper, PAPER_ITEM, "it.not-content");
	paper_say(paper, PAPER_ITEM, "it.not-browser");
	paper_say(paper, PAPER_ITEM, "it.not-secrets");
	paper_say(paper, PAPER_ITEM, "it.not-typed");
	paper_say(paper, PAPER_ITEM, "it.not-devices");
	paper_close(paper);
}

static void kept(const struct papers_source *source, struct paper *paper)
{
	paper_heading(paper, 2, "it.kept");
	paper_say(paper, PAPER_PARAGRAPH, "it.kept-text");
	paper_open(paper, PAPER_FACTS);
	paper_fact(paper, "it.files",
	           "observations.jsonl, disclosure.json, disclosure.html, "
	           "catalogue.json, manifest.json",
	           "blank.text");
	paper_fact(paper, "it.k", papers_count(source, paper, "privacy_limits", "k_min"),
	           "blank.k");
	papers_retention(source, paper);
	paper_fact(paper, "it.holder", NULL, "blank.holder");
	paper_close(paper);
}

static void try_it(struct paper *paper)
{
	static const char *const commands[][2] = {
		{ "daylight probes", "it.try-probes" },
		{ "daylight audit --dry-run --whose permitted -a DIR", "it.try-dry-run" },
		{ "daylight audit --whose permitted -a DIR -o RESULT", "it.try-audit" },
	};

	paper_heading(paper, 2, "it.try");
	paper_open(paper, PAPER_LIST);
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		paper_open(paper, PAPER_ITEM);
		paper_text(paper, PAPER_CODE, commands[i][0]);
		paper_words(paper, commands[i][1]);
		paper_close(paper);
	}
	paper_close(paper);
}

static void write_sheet(const struct papers_source *source, struct arena *arena, struct paper *out)
{
	papers_begin(source, arena, "it.kicker", "it.title", "it.lead", out);
	out->dense = true;
	paper_open(out, PAPER_FACTS);
	paper_fact(out, "it.permission", papers_text(source, NULL, "id"), "blank.number");
	paper_fact(out, "it.from", papers_date(source, out, NULL, "valid_from"), "blank.date");
	paper_fact(out, "it.until", papers_date(source, out, NULL, "valid_until"), "blank.date");
	paper_fact(out, "it.areas", papers_words(source, out, "host_inventory", "may_read", "area"),
	           "blank.areas");
	paper_fact(out, "it.networks",
	           papers_words(source, out, "network_metadata", "networks", "network"),
	           "blank.networks");
	paper_close(out);
	paper_heading(out, 2, "it.reads");
	paper_say(out, PAPER_PARAGRAPH, "it.reads-from-table");
	papers_checks(out);
	refused(source, out);
	kept(source, out);
	list(out, "it.resources",
	     (const char *const[]){ "it.res-once", "it.res-network", "it.res-rights",
	                            "it.res-memory", "it.res-change", NULL });
	list(out, "it.removal",
	     (const char *const[]){ "it.remove-package", "it.remove-results", "it.remove-key",
	                            NULL });
	try_it(out);
}

extern const struct paper_writer paper_it_sheet;
const struct paper_writer paper_it_sheet = { "it-sheet", write_sheet };
