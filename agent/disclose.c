/* Findings, judgement, disclosure; then files and the summary. */
#include "agent/disclose.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/exit.h"
#include "agent/manifest.h"
#include "agent/sandbox.h"
#include "policies/catalogue_write.h"
#include "policies/judge.h"
#include "probes/base/cleanup.h"
#include "probes/base/digest.h"
#include "probes/base/file.h"
#include "reports/disclosure.h"
#include "reports/private_notice.h"
#include "reports/report.h"
#include "reports/sealed.h"
#include "reports/summary.h"

static void put_at(struct json_object **object)
{
	json_object_put(*object);
}

static void add_number(struct json_object *to, const char *name, uint64_t number)
{
	json_object_object_add(to, name, json_object_new_int64((int64_t)number));
}

/* "self" of DESIGN 8: from counters, never prose (PR-14). */
static struct json_object *self_of(struct work *work, const struct disclose_facts *facts)
{
	struct json_object *self = json_object_new_object(), *opens = json_object_new_object();
	const struct place_count *counts = NULL;
	const unsigned all = NEEDS_READ_ALL | NEEDS_PTRACE;
	size_t count = 0, kept = 0;
	uint64_t denied = 0, refused = 0;

	if (place_tally(&work->place, &counts, &count) != 0)
		count = 0;
	for (size_t i = 0; i < count; i++) {
		add_number(opens, counts[i].probe, counts[i].opened);
		denied += counts[i].denied;
		refused += counts[i].refused;
	}
	for (size_t i = 0; i < facts->place_count; i++)
		for (size_t j = 0; j < facts->places[i].count; j++)
			kept += facts->places[i].items[j].kind == OBSERVED_CONTACT;
	json_object_object_add(self, "opens", opens);
	add_number(self, "denied", denied);
	add_number(self, "refused", refused);
	add_number(self, "packets_seen", facts->totals ? facts->totals->packets : 0);
	add_number(self, "packets_kept", 0);
	add_number(self, "names_kept", kept);
	add_number(self, "names_not_kept", facts->names_dropped);
	add_number(self, "bytes_written", facts->observations ? facts->observations->len : 0);
	/* Nought by construction: there is no code for it, and the sandbox ends who tries
	 * (tests/system/test_connections.sh traces a whole run). */
	add_number(self, "connections", 0);
	json_object_object_add(self, "all_rights",
	                       json_object_new_boolean((work->rights & all) == all));
	json_object_object_add(self, "landlock", json_object_new_boolean(work->landlocked));
	return self;
}

/* From what went in, never random: the same input gives the same id. */
static const char *run_id(struct work *work, const struct basis *basis,
                          const struct disclose_facts *facts, date today)
{
	const struct text *seen = facts->seen ? facts->seen : facts->observations;
	struct text text = { 0 };
	char hex[DIGEST_HEX], day[DATE_TEXT];
	const char *id;

	date_format(today, day);
	text_addf(&text, "%s\n%s\n%s\n%s\n%s\n%s\n", VERSION, day, basis->catalogue.sha256,
	          basis->agreement.sha256, basis->agreement.register_sha256,
	          basis->agreement.log_sha256);
	if (seen && seen->at)
		text_add_bytes(&text, seen->at, seen->len);
	digest_hex((struct span){ (const uint8_t *)text.at, text.len }, hex);
	text_free(&text);
	id = arena_printf(work->arena, "RUN-%s-%.8s", day, hex);
	return id ? id : "RUN";
}

struct judged {
	struct json_object *disclosure, *annex; /* annex: NULL where nothing is sealed */
	struct text notice;                     /* for the person at the device alone */
};

static void judged_close(struct judged *judged)
{
	json_object_put(judged->disclosure);
	json_object_put(judged->annex);
	text_free(&judged->notice);
}

/* The judging part: findings, verdicts, trees. */
static int build(struct work *work, struct basis *basis, const struct disclose_facts *facts,
                 struct json_object *self, struct judged *out)
{
	const struct options *options = work->options;
	struct verdicts verdicts = { 0 };
	struct findings findings;
	struct case_file file = { .agreement = basis->has_agreement ? &basis->agreement : NULL,
		                  .catalogue = &basis->catalogue,
		                  .findings = &findings,
		                  .places = facts->places,
		                  .place_count = facts->place_count,
		                  .packs = basis->packs,
		                  .contracts = &basis->contracts,
		                  .on = basis_today(work, basis),
		                  .zone = basis->hours_zone,
		                  .arena = work->arena };
	struct run_facts run = { .id = run_id(work, basis, facts, file.on),
		                 .started = options->at_given ? options->at_seconds : work->now,
		                 .ended = options->at_given ? options->at_seconds : work->now,
		                 .mode = facts->mode,
		                 .edition = options->edition ? options->edition : "parties",
		                 .whose = basis->whose,
		                 .permission = basis->permission,
		                 .complete = facts->complete,
		                 .clock_fixed = options->at_given,
		                 .example = options->example,
		                 .inventory_kept = basis->keep_inventory,
		                 .tool_version = VERSION,
		                 .self = self };
	int error;

	if (options->example && basis->has_agreement && basis->agreement.authorisation) {
		/* The school is made up, and so is the permission that its report speaks of. */
		run.permission = basis->agreement.authorisation->id;
		run.whose = "permitted";
	}
	error = findings_build(facts->places, facts->place_count, &basis->catalogue, basis->matcher,
	                       file.agreement, work->arena, &findings);

	if (!error)
		error = judge(&file, &verdicts);
	if (!error)
		error = disclosure_build(&run, &file, &verdicts, &out->disclosure);
	if (!error)
		error = disclosure_annex(&run, &file, &verdicts, &out->annex);
	if (!error && strcmp(facts->mode, "own-device") == 0)
		error = private_notice_write(&findings, &out->notice);
	verdicts_close(&verdicts);
	return error;
}

static int write_entries(const struct basis *basis, struct json_object *disclosure,
                         struct text *out)
{
	struct json_object *findings = json_object_object_get(disclosure, "findings");
	bool *judged = calloc(basis->catalogue.product_count + 1, sizeof(*judged));
	int error;

	if (!judged)
		return -ENOMEM;
	for (size_t i = 0; findings && i < json_object_array_length(findings); i++) {
		struct json_object *finding = json_object_array_get_idx(findings, i);
		const char *id = json_object_get_string(json_object_object_get(finding, "product"));

		for (size_t j = 0; id && j < basis->catalogue.product_count; j++)
			judged[j] |= strcmp(basis->catalogue.products[j].id, id) == 0;
	}
	error = catalogue_write(&basis->catalogue, judged, out);
	free(judged);
	return error;
}

static int write_all(struct work *work, struct basis *basis, const struct disclose_facts *facts,
                     const struct judged *judged, struct text texts[OUTPUTS])
{
	struct json_object *disclosure = judged->disclosure;
	struct manifest_file files[OUTPUTS] = { 0 };
	int error = disclosure_write(disclosure, &texts[OUTPUT_DISCLOSURE]);

	if (!error && work->outputs->fd[OUTPUT_HTML] >= 0)
		error = reporter_find("html")->write(disclosure, false, &texts[OUTPUT_HTML]);
	if (!error && work->outputs->fd[OUTPUT_CATALOGUE] >= 0)
		error = write_entries(basis, disclosure, &texts[OUTPUT_CATALOGUE]);
	if (!error && judged->annex)
		error = sealed_write(judged->annex, &texts[OUTPUT_SEALED]);
	for (enum output i = OUTPUT_DISCLOSURE; !error && i < OUTPUT_MANIFEST; i++)
		if (i != OUTPUT_SEALED || judged->annex)
			error = outputs_write(work->outputs, work->shared, i, &texts[i]);
	if (error || work->outputs->fd[OUTPUT_MANIFEST] < 0)
		return error;
	for (enum output i = OUTPUT_OBSERVATIONS; i < OUTPUT_MANIFEST; i++)
		files[i] = (struct manifest_file){ output_name(i), &texts[i] };
	files[OUTPUT_OBSERVATIONS].bytes = facts->observations;
	error = manifest_write(work, basis, files, OUTPUT_MANIFEST, &texts[OUTPUT_MANIFEST]);
	return error ? error
	             : outputs_write(work->outputs, work->shared, OUTPUT_MANIFEST,
	                             &texts[OUTPUT_MANIFEST]);
}

static const char *report_path(const struct work *work)
{
	enum output report = work->outputs->fd[OUTPUT_HTML] >= 0 ? OUTPUT_HTML : OUTPUT_DISCLOSURE;
	const char *path =
		arena_printf(work->arena, "%s/%s", work->outputs->folder, output_name(report));

	return path ? path : output_name(report);
}

static int print_summary(struct work *work, struct json_object *disclosure, int status)
{
	struct text text = { 0 };
	int error = 0;

	if (work->options->json)
		error = disclosure_write(disclosure, &text);
	else if (!work->options->quiet)
		error = summary_write(disclosure, work->terminal && !work->options->no_color,
		                      &text);
	if (!error && !work->options->json && !work->options->quiet)
		error = summary_write_report(report_path(work), status,
		                             summary_is_judged(disclosure), &text);
	if (!error && text.len)
		error = file_write(1, text.at, text.len);
	text_free(&text);
	return error;
}

int disclose(struct work *work, struct basis *basis, const struct disclose_facts *facts,
             struct problem *problem)
{
	_cleanup_(put_at) struct json_object *self = NULL;
	_cleanup_(judged_close) struct judged judged = { 0 };
	struct text texts[OUTPUTS] = { 0 };
	int error, status = EXIT_BROKEN;

	work->shared->stage = STAGE_JUDGING;
	self = self_of(work, facts);
	error = build(work, basis, facts, self, &judged);
	if (!error)
		error = write_all(work, basis, facts, &judged, texts);
	if (!error) {
		status = disclosure_exit_status(judged.disclosure);
		error = print_summary(work, judged.disclosure, status);
	}
	if (!error && judged.notice.len)
		fprintf(stderr, "\n%s", judged.notice.at);
	for (size_t i = 0; i < OUTPUTS; i++)
		text_free(&texts[i]);
	if (!error)
		return status;
	if (error == -ENOMEM)
		problem_set(
			problem,
			"the limit of memory was reached (%zu MiB in all, %zu MiB of it for what "
			"is judged): %zu rows of the technology list, %zu rules and %zu places are "
			"too much for one run (judge fewer places at a time, or divide the list, "
			"for example by site)",
			SANDBOX_DATA_LIMIT >> 20, ARENA_LIMIT_DEFAULT >> 20,
			basis->has_agreement ? basis->agreement.entry_count : 0,
			basis->has_agreement ? basis->agreement.rule_count : 0, facts->place_count);
	else
		problem_set(problem, "writing the report failed: %s", strerror(-error));
	return EXIT_BROKEN;
}
