/* Loads the four files of an agreement, one after the other, into one. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/agreement_read.h"
#include "policies/clause_sources.h"
#include "policies/networks.h"
#include "probes/base/document_scan.h"
#include "probes/base/zone.h"

static int words_of(const struct catalogue *catalogue, struct arena *arena, const char *const **out)
{
	size_t count = catalogue ? catalogue->word_count : 0;
	const char **words = arena_take(arena, count + 1, sizeof(*words));

	if (!words)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++)
		words[i] = catalogue->words[i].word;
	*out = catalogue ? words : NULL;
	return 0;
}

/* --- agreement.json without its rules --- */

static int check_packs(const struct agreement_reading *reading, struct json_object *head)
{
	struct json_object *list = field_object(head, "packs");
	char at[SHAPE_POINTER];

	for (size_t i = 0; i < field_count(head, "packs"); i++) {
		const char *id = json_object_get_string(json_object_array_get_idx(list, i));

		if (packs_provenance(reading->packs, id) || strncmp(id, "local:", 6) == 0)
			continue;
		shape_index(at, "/agreement/packs", i);
		document_problem(&reading->out->documents_open[FILE_AGREEMENT], reading->problem,
		                 at,
		                 "there is no set of clauses \"%.60s\" (one of your own is written "
		                 "\"local:...\")",
		                 id);
		return -EBADMSG;
	}
	return 0;
}

static int take_head(struct agreement_reading *reading, struct json_object *root)
{
	struct json_object *head = field_object(root, "agreement");
	struct agreement *out = reading->out;

	out->id = field_text(head, "id");
	out->title = field_text(head, "title");
	out->jurisdiction = field_text(head, "jurisdiction");
	out->version = field_whole(head, "version", 1);
	out->signed_on = field_date(head, "signed_on");
	out->in_force_from = field_date(head, "in_force_from");
	out->in_force_until = field_date(head, "in_force_until");
	if (out->in_force_until != DATE_NONE && out->in_force_until < out->in_force_from) {
		document_problem(&out->documents_open[FILE_AGREEMENT], reading->problem,
		                 "/agreement/in_force_until", "this is before in_force_from");
		return -EBADMSG;
	}
	return check_packs(reading, head);
}

void agreement_zone_unknown(const struct agreement *agreement, struct problem *problem)
{
	document_problem(&agreement->documents_open[FILE_AGREEMENT], problem, "/hours/timezone",
	                 "the time zone \"%.60s\" is not known here (want for example "
	                 "\"Europe/London\")",
	                 agreement->time_zone);
}

static int take_hours(struct agreement_reading *reading, struct json_object *root)
{
	const char *zone = field_text(field_object(root, "hours"), "timezone");

	if (zone && !zone_name_is_plain(zone)) {
		document_problem(&reading->out->documents_open[FILE_AGREEMENT], reading->problem,
		                 "/hours/timezone",
		                 "\"%.60s\" is not the name of a time zone (want for example "
		                 "\"Europe/London\")",
		                 zone);
		return -EBADMSG;
	}
	reading->out->time_zone = zone;
	return 0;
}

static int take_classes(struct agreement_reading *reading, struct json_object *scope)
{
	struct json_object *list = field_object(scope, "device_classes");
	size_t count = field_count(scope, "device_classes");
	struct device_class *classes = arena_take(reading->arena, count + 1, sizeof(*classes));
	int ret = reading_refuse_twins(reading, FILE_AGREEMENT, list, "/scope/device_classes");

	if (!ret)
		ret = reading_refuse_twins(reading, FILE_AGREEMENT, field_object(scope, "groups"),
		                           "/scope/groups");
	if (!ret)
		ret = reading_refuse_twins(reading, FILE_AGREEMENT, field_object(scope, "networks"),
		                           "/scope/networks");
	if (ret || !classes)
		return ret ? ret : -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		struct json_object *one = json_object_array_get_idx(list, i);
		const char *const *groups = field_texts(one, "groups", reading->arena);

		if (!groups)
			return -ENOMEM;
		classes[i] = (struct device_class){ field_text(one, "id"), groups,
			                            field_whole(one, "count", 0),
			                            !field_object(one, "inspect") ||
			                                    field_flag(one, "inspect") };
	}
	reading->out->classes = classes;
	reading->out->class_count = count;
	return 0;
}

/* Posts sign, not persons. */
static int check_posts(struct agreement_reading *reading, struct json_object *parties)
{
	for (size_t i = 0; i < list_length(parties); i++) {
		const char *post =
			field_text(json_object_array_get_idx(parties, i), "signatory_post");
		char list[SHAPE_POINTER], at[SHAPE_POINTER];

		if (!post || !strchr(post, '@'))
			continue;
		shape_index(list, "/parties", i);
		shape_step(at, list, "signatory_post");
		document_problem(&reading->out->documents_open[FILE_AGREEMENT], reading->problem,
		                 at,
		                 "\"%.60s\" is an address, not a post (write for example "
		                 "\"Headteacher\": people change, the agreement stays)",
		                 post);
		return -EBADMSG;
	}
	return 0;
}

static int take_questions(struct agreement_reading *reading, struct json_object *root)
{
	struct json_object *list = field_object(root, "questions");
	size_t count = field_count(root, "questions");
	struct agreement_question *questions =
		arena_take(reading->arena, count + 1, sizeof(*questions));
	int ret = reading_refuse_twins(reading, FILE_AGREEMENT, list, "/questions");

	if (ret || !questions)
		return ret ? ret : -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		struct json_object *one = json_object_array_get_idx(list, i);

		questions[i] = (struct agreement_question){ field_text(one, "id"),
			                                    field_text(one, "text") };
	}
	reading->out->questions = questions;
	reading->out->question_count = count;
	return 0;
}

static int read_head(struct agreement_reading *reading, struct span bytes)
{
	struct document *document = &reading->out->documents_open[FILE_AGREEMENT];
	struct shape_context context = reading_context(reading, FILE_AGREEMENT);
	int ret;

	if (!bytes.at) {
		problem_set(reading->problem,
		            "agreement.json: the folder has none (make one with this name)");
		return -EBADMSG;
	}
	ret = document_parse("agreement.json", bytes, DOCUMENT_OF_PEOPLE, document,
	                     reading->problem);
	if (!ret)
		ret = reading_check_format(reading, FILE_AGREEMENT, "daylight-agreement/1");
	if (!ret)
		ret = shape_check(&context, document->root, "", agreement_shape);
	if (ret)
		return ret;
	reading->out->root = document->root;
	ret = take_head(reading, document->root);
	if (!ret)
		ret = take_hours(reading, document->root);
	if (!ret)
		ret = reading_refuse_twins(reading, FILE_AGREEMENT,
		                           field_object(document->root, "parties"), "/parties");
	if (!ret)
		ret = take_classes(reading, field_object(document->root, "scope"));
	if (!ret)
		ret = check_posts(reading, field_object(document->root, "parties"));
	if (!ret)
		ret = clause_sources_check(reading, FILE_AGREEMENT);
	if (!ret)
		ret = networks_check(reading);
	return ret ? ret : take_questions(reading, document->root);
}

static int read_authorisation(struct agreement_reading *reading, struct span bytes)
{
	struct document *document = &reading->out->documents_open[FILE_AUTHORISATION];

	if (!bytes.at)
		return 0;
	return authorisation_load(bytes, "authorisation.json", reading->arena, document,
	                          &reading->out->authorisation, reading->problem);
}

static int hash_files(struct agreement_reading *reading, const struct agreement_files *files)
{
	struct span list = files->register_json.at ? files->register_json : files->register_csv;
	struct agreement *out = reading->out;
	struct span signed_text = { 0 };
	int ret = agreement_bytes(reading->arena, files->agreement, files->redlines, &signed_text);

	if (ret)
		return ret;
	digest_hex(signed_text, out->sha256);
	digest_hex(list, out->register_sha256);
	digest_check_code(signed_text, out->check_code);
	if (files->authorisation.at)
		digest_hex(files->authorisation, out->authorisation_sha256);
	if (files->log.at)
		digest_hex(files->log, out->log_sha256);
	return 0;
}

static int read_all(struct agreement_reading *reading, const struct agreement_files *files)
{
	struct rule_source own = { 0 }, parent = { 0 };
	int ret = read_head(reading, files->agreement);

	if (!ret)
		ret = rule_source_find(reading, FILE_AGREEMENT, files->redlines, &own);
	if (!ret)
		ret = parent_read(reading, files, &parent);
	if (!ret)
		ret = register_read(reading, files);
	if (!ret)
		ret = rules_read(reading, &parent, &own);
	if (!ret)
		ret = processes_check(reading);
	if (!ret)
		ret = log_read(reading, files->log);
	if (!ret)
		ret = intervals_check(reading);
	return ret ? ret : read_authorisation(reading, files->authorisation);
}

/* Of a long list they are as much as a third of it, and all of it has been checked. */
static void forget_places(struct document *document)
{
	if (document->places)
		free(document->places->items);
	free(document->places);
	document->places = NULL;
}

int agreement_load(const struct agreement_files *files, const struct packs *packs,
                   const struct catalogue *catalogue, struct arena *arena, struct agreement *out,
                   struct problem *problem)
{
	struct agreement agreement = { .last_published = DATE_NONE, .notes = "" };
	struct agreement_reading reading = {
		.packs = packs, .arena = arena, .problem = problem, .out = &agreement
	};
	int ret = words_of(catalogue, arena, &reading.capabilities);

	if (!ret)
		ret = read_all(&reading, files);
	if (!ret)
		ret = hash_files(&reading, files);
	if (ret) {
		agreement_close(&agreement);
		return ret;
	}
	forget_places(&agreement.documents_open[FILE_REGISTER]);
	*out = agreement;
	return 0;
}
