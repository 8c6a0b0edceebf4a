/* Hashes of what this run read by and wrote. */
#include "agent/manifest.h"

#include <errno.h>
#include <json-c/json.h>

#include "probes/base/cleanup.h"
#include "probes/base/digest.h"

static void put_at(struct json_object **object)
{
	json_object_put(*object);
}

static void add_hash(struct json_object *to, const char *name, const char *hex)
{
	if (hex[0])
		json_object_object_add(to, name, json_object_new_string(hex));
}

/* The manifest before: its own hash, and the number after its number. A file that is no manifest
 * begins anew. */
static void add_previous(struct work *work, struct json_object *manifest)
{
	struct problem ignored = { 0 };
	struct document document = { 0 };
	struct span bytes = { 0 };
	int64_t sequence = 0;
	char hex[DIGEST_HEX];

	if (work->inputs->previous.fd >= 0 &&
	    inputs_read(&work->inputs->previous, INPUT_FILE_CAP, work->arena, &bytes, &ignored) ==
	            0 &&
	    bytes.len &&
	    document_parse("manifest.json", bytes, DOCUMENT_OF_MACHINE, &document, &ignored) == 0)
		document_integer(&document, document.root, "", "sequence", 0, INT32_MAX, &sequence,
		                 &ignored);
	json_object_object_add(manifest, "sequence", json_object_new_int64(sequence + 1));
	if (sequence) {
		digest_hex(bytes, hex);
		json_object_object_add(manifest, "previous_sha256", json_object_new_string(hex));
	}
	document_close(&document);
}

static struct json_object *hashes_of(const struct manifest_file *files, size_t count)
{
	struct json_object *hashes = json_object_new_object();
	char hex[DIGEST_HEX];

	for (size_t i = 0; i < count; i++) {
		if (!files[i].bytes || !files[i].bytes->at)
			continue;
		digest_hex(
			(struct span){ (const uint8_t *)files[i].bytes->at, files[i].bytes->len },
			hex);
		add_hash(hashes, files[i].name, hex);
	}
	return hashes;
}

static void add_tool(struct work *work, struct json_object *manifest)
{
	struct json_object *tool = json_object_new_object();
	struct problem ignored = { 0 };
	struct span bytes = { 0 };
	char hex[DIGEST_HEX];

	json_object_object_add(tool, "name", json_object_new_string("daylight"));
	json_object_object_add(tool, "version", json_object_new_string(VERSION));
	if (inputs_read(&work->inputs->tool, INPUT_FILE_CAP, work->arena, &bytes, &ignored) == 0 &&
	    bytes.len) {
		digest_hex(bytes, hex);
		add_hash(tool, "sha256", hex);
	}
	json_object_object_add(manifest, "tool", tool);
}

int manifest_write(struct work *work, const struct basis *basis, const struct manifest_file *files,
                   size_t count, struct text *out)
{
	_cleanup_(put_at) struct json_object *manifest = json_object_new_object();
	struct json_object *judged_by = json_object_new_object();

	if (!manifest || !judged_by)
		return -ENOMEM;
	json_object_object_add(manifest, "format", json_object_new_string("daylight-manifest/1"));
	add_previous(work, manifest);
	add_tool(work, manifest);
	json_object_object_add(manifest, "written", hashes_of(files, count));
	add_hash(judged_by, "catalogue", basis->catalogue.sha256);
	if (basis->has_agreement) {
		add_hash(judged_by, "agreement.json", basis->agreement.sha256);
		add_hash(judged_by, "register", basis->agreement.register_sha256);
		add_hash(judged_by, "authorisation.json", basis->agreement.authorisation_sha256);
		add_hash(judged_by, "log.jsonl", basis->agreement.log_sha256);
	}
	json_object_object_add(manifest, "judged_by", judged_by);
	text_add(out, json_object_to_json_string_ext(
			      manifest, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));
	text_add(out, "\n");
	return out->failed ? -ENOMEM : 0;
}
