/* Builds the disclosure from a run, its findings and its verdicts, member by member in the order of
 * DESIGN 8. */
#include <errno.h>
#include <string.h>

#include "reports/disclosure_parts.h"
#include "reports/view.h"

static struct json_object *tool(struct builder *builder)
{
	struct json_object *object = part_object(builder);

	part_string(builder, object, "name", "daylight");
	part_string(builder, object, "version", builder->run->tool_version);
	return object;
}

static struct json_object *run(struct builder *builder)
{
	const struct run_facts *facts = builder->run;
	struct json_object *object = part_object(builder);
	char started[TIME_TEXT], ended[TIME_TEXT];

	time_format(facts->started, started);
	time_format(facts->ended, ended);
	part_string(builder, object, "id", facts->id);
	part_string(builder, object, "started", started);
	part_string(builder, object, "ended", ended);
	part_string(builder, object, "mode", facts->mode);
	part_string(builder, object, "edition", facts->edition);
	part_bool(builder, object, "complete", facts->complete);
	part_string(builder, object, "clock", facts->clock_fixed ? "set-by-hand" : "system");
	part_string(builder, object, "whose", facts->whose);
	part_date(builder, object, "on", builder->file->on);
	part_string(builder, object, "permission", facts->permission);
	part_bool(builder, object, "inventory_kept", facts->inventory_kept);
	part_bool(builder, object, "example", facts->example);
	return object;
}

static const char *hash_or_null(const char *hash)
{
	return hash[0] ? hash : NULL;
}

static const char *employer(struct json_object *root)
{
	struct json_object *parties = view_array(root, "parties");

	for (size_t i = 0; i < view_length(parties); i++) {
		const char *role = view_string(view_at(parties, i), "role");

		if (role && !strncmp(role, "employer", strlen("employer")))
			return view_string(view_at(parties, i), "name");
	}
	return NULL;
}

static void put_authorisation(struct builder *builder, struct json_object *object,
                              const struct authorisation *authorisation)
{
	struct json_object *row;

	if (!authorisation) {
		part_null(builder, object, "authorisation");
		return;
	}
	row = part_object(builder);
	part_string(builder, row, "id", authorisation->id);
	part_string(builder, row, "given_by", authorisation->given_by_post);
	part_date(builder, row, "valid_from", authorisation->valid_from);
	part_date(builder, row, "valid_until", authorisation->valid_until);
	part_number(builder, row, "retention_days", authorisation->retention_days_results);
	part_number(builder, row, "k", authorisation->k_min);
	part_put(builder, object, "authorisation", row);
}

static struct json_object *agreement(struct builder *builder)
{
	const struct agreement *signed_one = builder->file->agreement;
	struct json_object *object = part_object(builder),
			   *processes = view_object(signed_one->root, "processes");

	part_string(builder, object, "id", signed_one->id);
	part_number(builder, object, "version", signed_one->version);
	part_string(builder, object, "sha256", hash_or_null(signed_one->sha256));
	part_string(builder, object, "check_code", hash_or_null(signed_one->check_code));
	part_string(builder, object, "register_sha256", hash_or_null(signed_one->register_sha256));
	part_string(builder, object, "authorisation_sha256",
	            hash_or_null(signed_one->authorisation_sha256));
	part_string(builder, object, "log_sha256", hash_or_null(signed_one->log_sha256));
	part_string(builder, object, "title", signed_one->title);
	part_string(builder, object, "employer", employer(signed_one->root));
	part_date(builder, object, "in_force_from", signed_one->in_force_from);
	part_date(builder, object, "in_force_until", signed_one->in_force_until);
	part_bool(builder, object, "in_force", agreement_in_force(signed_one, builder->file->on));
	part_string(builder, object, "next_meeting",
	            view_string(view_object(processes, "review_meeting"), "next"));
	put_authorisation(builder, object, signed_one->authorisation);
	part_put(builder, object, "holds", disclosure_holds(builder));
	disclosure_clauses(builder, object);
	return object;
}

static struct json_object *catalogue(struct builder *builder)
{
	const struct catalogue *from = builder->file->catalogue;
	struct json_object *object = part_object(builder);

	part_string(builder, object, "version", from ? from->version : NULL);
	part_string(builder, object, "sha256", from ? hash_or_null(from->sha256) : NULL);
	part_number(builder, object, "entries", from ? (int64_t)from->product_count : 0);
	return object;
}

static struct json_object *places(struct builder *builder)
{
	struct json_object *array = part_array(builder);

	for (size_t i = 0; i < builder->file->place_count; i++) {
		const struct location *location = &builder->file->places[i].location;
		struct json_object *row = part_object(builder);

		part_string(builder, row, "device", location->device);
		part_string(builder, row, "tag", location->tag);
		part_string(builder, row, "audit", location->audit);
		part_string(builder, row, "device_class", location->device_class);
		part_string(builder, row, "network", location->network);
		part_string(builder, row, "site", location->site);
		part_string(builder, row, "kind", location->kind);
		part_string(builder, row, "platform", location->platform);
		part_string(builder, row, "time_zone", location->time_zone);
		part_row(builder, array, row);
	}
	return array;
}

/* What did not fit is said, where people look for what was not seen. */
static void put_omitted(struct builder *builder, struct json_object *root)
{
	struct json_object *row;

	if (!builder->omitted)
		return;
	row = part_object(builder);
	part_null(builder, row, "probe");
	part_null(builder, row, "place");
	part_string(builder, row, "reason", "report-full");
	part_null(builder, row, "what");
	part_number(builder, row, "error", 0);
	part_number(builder, row, "count", (int64_t)builder->omitted);
	part_append(builder, view_array(root, "gaps"), row);
}

static void put_self(struct builder *builder, struct json_object *root)
{
	if (builder->run->self)
		part_shared(builder, root, "self", builder->run->self);
	else
		part_put(builder, root, "self", part_object(builder));
}

int disclosure_build(const struct run_facts *facts, const struct case_file *file,
                     const struct verdicts *verdicts, struct json_object **out)
{
	struct builder builder = { .run = facts, .file = file, .verdicts = verdicts };
	struct json_object *root = part_object(&builder);

	disclosure_seal(&builder);
	part_string(&builder, root, "format", "daylight-disclosure/1");
	part_put(&builder, root, "tool", tool(&builder));
	part_put(&builder, root, "run", run(&builder));
	if (file->agreement)
		part_put(&builder, root, "agreement", agreement(&builder));
	else
		part_null(&builder, root, "agreement");
	part_put(&builder, root, "catalogue", catalogue(&builder));
	part_put(&builder, root, "places", places(&builder));
	part_put(&builder, root, "coverage", disclosure_coverage(&builder));
	part_put(&builder, root, "gaps", disclosure_gaps(&builder));
	part_put(&builder, root, "findings", disclosure_findings(&builder));
	part_put(&builder, root, "verdicts", disclosure_verdicts(&builder));
	part_put(&builder, root, "flows", disclosure_flows(&builder));
	disclosure_traffic(&builder, root);
	part_put(&builder, root, "register", disclosure_register(&builder));
	part_put(&builder, root, "questions", disclosure_questions(&builder));
	part_put(&builder, root, "responses", disclosure_responses(&builder, root));
	part_put(&builder, root, "changes", disclosure_changes(&builder));
	put_self(&builder, root);
	disclosure_put_seals(&builder, root);
	put_omitted(&builder, root);
	json_object_put(builder.seals);
	if (builder.failed) {
		json_object_put(root);
		return -ENOMEM;
	}
	*out = root;
	return 0;
}
