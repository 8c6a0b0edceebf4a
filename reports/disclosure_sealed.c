/* Sealed findings: hashes for the report, the records themselves for the annex. A record is one
 * JSON object; its hash is the SHA-256 of that object written without white space. Its first member
 * is a salt from the run's evidence (policies/sealing.h). */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/rules/seen.h"
#include "policies/scope.h"
#include "policies/sealing.h"
#include "probes/base/digest.h"
#include "reports/disclosure_parts.h"
#include "reports/sealed.h"
#include "reports/view.h"

static void put_verdicts(struct builder *builder, struct json_object *record,
                         const struct sealed_thing *thing)
{
	struct json_object *array = part_array(builder);

	for (size_t i = 0; i < builder->verdicts->count; i++) {
		const struct verdict *verdict = &builder->verdicts->items[i];

		if (verdict->seal && !strcmp(verdict->seal->subject, thing->subject))
			part_append(builder, array, disclosure_open_verdict(builder, verdict));
	}
	part_put(builder, record, "verdicts", array);
}

/* Each device once, whichever of such products is on it; places of one device stand side by side.
 */
static uint32_t personal_devices(struct builder *builder)
{
	const struct case_file *file = builder->file;
	bool *shows = calloc(file->place_count + 1, sizeof(*shows));
	uint32_t devices = 0;
	size_t total;

	for (size_t i = 0; shows && i < file->findings->count; i++) {
		const struct finding *finding = &file->findings->items[i];
		const struct finding_evidence *all = finding_all(finding, &total);

		for (size_t j = 0; product_is_personal(finding->product) && j < total; j++)
			shows[all[j].place] = true;
	}
	for (size_t i = 0; shows && i < file->place_count; i++) {
		const struct location *mine = &file->places[i].location;
		bool counted = false;

		for (size_t j = i; j-- && location_same_device(&file->places[j].location, mine);)
			counted |= shows[j];
		devices += shows[i] && !counted && scope_is_device(mine);
	}
	builder->failed |= !shows;
	free(shows);
	return devices;
}

/* How many devices, of how many: no product, no evidence (model A13). */
static void put_count(struct builder *builder, struct json_object *record)
{
	const struct findings *findings = builder->file->findings;
	uint32_t of = 0;

	for (size_t i = 0; i < findings->count; i++)
		if (product_is_personal(findings->items[i].product))
			of = findings->items[i].of;
	part_bool(builder, record, "counted_only", true);
	part_devices(builder, record, "devices", personal_devices(builder), true);
	part_number(builder, record, "of", of);
}

static struct json_object *record_of(struct builder *builder, const struct sealed_thing *thing)
{
	struct json_object *record = part_object(builder);
	char salt[DIGEST_HEX];

	if (sealing_salt(builder->file, thing->subject, salt)) {
		builder->failed = true;
		return record;
	}
	part_string(builder, record, "salt", salt);
	part_string(builder, record, "subject", thing->subject);
	if (thing->counted) {
		put_count(builder, record);
		return record;
	}
	put_verdicts(builder, record, thing);
	if (thing->finding)
		part_put(builder, record, "finding", disclosure_finding(builder, thing->finding));
	else
		part_null(builder, record, "finding");
	return record;
}

/* What one person put on another's device is nobody's business but theirs on their own device. */
static bool is_left_out(const struct builder *builder, const struct sealed_thing *thing)
{
	return thing->counted && builder->run->mode && !strcmp(builder->run->mode, "own-device");
}

void disclosure_seal(struct builder *builder)
{
	builder->seals = part_array(builder);
	for (size_t i = 0; builder->verdicts && i < builder->verdicts->sealed_count; i++) {
		const struct sealed_thing *thing = &builder->verdicts->sealed[i];
		struct json_object *row, *record;
		char hash[DIGEST_HEX];

		if (is_left_out(builder, thing))
			continue;
		row = part_object(builder);
		record = record_of(builder, thing);
		sealed_hash(record, hash);
		part_string(builder, row, "subject", thing->subject);
		part_string(builder, row, "sha256", hash);
		part_put(builder, row, "record", record);
		part_append(builder, builder->seals, row);
	}
}

const char *disclosure_seal_hash(const struct builder *builder, const char *subject)
{
	for (size_t i = 0; i < view_length(builder->seals); i++) {
		const char *one = view_string(view_at(builder->seals, i), "subject");

		if (one && !strcmp(one, subject))
			return view_string(view_at(builder->seals, i), "sha256");
	}
	return NULL;
}

void disclosure_put_seals(struct builder *builder, struct json_object *root)
{
	struct json_object *array;

	if (!view_length(builder->seals))
		return;
	array = part_array(builder);
	for (size_t i = 0; i < view_length(builder->seals); i++) {
		struct json_object *from = view_at(builder->seals, i), *row = part_object(builder);

		part_string(builder, row, "subject", view_string(from, "subject"));
		part_string(builder, row, "sha256", view_string(from, "sha256"));
		part_append(builder, array, row);
	}
	part_put(builder, root, "sealed", array);
}

int disclosure_annex(const struct run_facts *run, const struct case_file *file,
                     const struct verdicts *verdicts, struct json_object **out)
{
	struct builder builder = { .run = run, .file = file, .verdicts = verdicts };
	struct json_object *root = NULL;

	disclosure_seal(&builder);
	if (view_length(builder.seals)) {
		root = part_object(&builder);
		part_string(&builder, root, "format", SEALED_FORMAT);
		part_string(&builder, root, "run", run->id);
		part_put(&builder, root, "findings", json_object_get(builder.seals));
	}
	json_object_put(builder.seals);
	if (builder.failed) {
		json_object_put(root);
		return -ENOMEM;
	}
	*out = root;
	return 0;
}
