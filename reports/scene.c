/* Counts each thing of a disclosure once, by its worst group. */
#include "reports/scene.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "reports/messages.h"
#include "reports/view.h"

enum group scene_group(struct json_object *verdict)
{
	const char *word = view_string(verdict, "group");
	int group = word ? group_of(word) : -1;

	return group < 0 ? GROUP_LIST : (enum group)group;
}

bool scene_is_safeguarding(struct json_object *verdict)
{
	const char *box = view_string(verdict, "box");

	return box && !strcmp(box, "safeguarding");
}

struct json_object *scene_finding(const struct scene *scene, struct json_object *verdict)
{
	const char *id = view_string(verdict, "finding");

	return id ? view_object(scene->finding_by_id, id) : NULL;
}

struct json_object *scene_entry(const struct scene *scene, struct json_object *verdict)
{
	const char *id = view_string(verdict, "register");

	return id ? view_object(scene->register_by_id, id) : NULL;
}

struct json_object *scene_clause(const struct scene *scene, struct json_object *ids, size_t i)
{
	const char *id = json_object_get_string(view_at(ids, i));

	return id ? view_object(scene->clause_by_id, id) : NULL;
}

bool scene_same_set(const struct scene *scene, struct json_object *ids, size_t i, size_t other)
{
	const char *a = view_string(scene_clause(scene, ids, i), "pack"),
		   *b = view_string(scene_clause(scene, ids, other), "pack");

	return a && b && !strcmp(a, b);
}

bool scene_set_named(const struct scene *scene, struct json_object *ids, size_t i)
{
	for (size_t before = 0; before < i; before++)
		if (scene_same_set(scene, ids, i, before))
			return true;
	return false;
}

const char *scene_sealed_name(const char *subject)
{
	static const char *const names[] = { "sealed.1", "sealed.2", "sealed.3",
		                             "sealed.4", "sealed.5", "sealed.6",
		                             "sealed.7", "sealed.8", "sealed.9" };
	static const char prefix[] = "sealed-finding-";
	const char *digit = subject && !strncmp(subject, prefix, strlen(prefix))
	                            ? subject + strlen(prefix)
	                            : "";

	if (*digit >= '1' && *digit <= '9' && !digit[1])
		return message_label(names[*digit - '1']);
	return message_label("sealed.more");
}

const char *scene_name(const struct scene *scene, struct json_object *verdict)
{
	const char *name = view_string(scene_entry(scene, verdict), "name");
	const char *subject = view_string(verdict, "subject");

	if (subject && !strncmp(subject, "page:", 5))
		return subject + 5;
	if (!name)
		name = view_string(scene_finding(scene, verdict), "name");
	if (name)
		return name;
	if (!subject)
		return message_label("word.unnamed");
	if (view_string(verdict, "sealed"))
		return scene_sealed_name(subject);
	if (!strcmp(subject, "concealed"))
		return message_label("page.concealed");
	if (!strcmp(subject, "workload_study"))
		return message_label("schedule-key.workload_study");
	return strcmp(subject, "register") != 0 ? subject : message_label("word.technology-list");
}

static bool is_ability(const char *word)
{
	char id[128];

	if (strlen(word) + sizeof("capability.") > sizeof(id))
		return false;
	stpcpy(stpcpy(id, "capability."), word);
	return message_template(id) != NULL;
}

/* Subjects that have a name of their own and are no technology by it. */
static bool has_name(const char *subject)
{
	return !strcmp(subject, "concealed") || !strncmp(subject, "sealed-", 7) ||
	       !strncmp(subject, "unrecognised/", 13);
}

/* What a rule about things that are on no row looked for in vain is not the list itself. */
static bool is_off_list(struct json_object *verdict)
{
	struct json_object *contracts = view_array(verdict, "contracts");

	for (size_t i = 0; i < view_length(contracts); i++) {
		const char *id = json_object_get_string(view_at(contracts, i));

		if (id && !strcmp(id, "CHK01"))
			return true;
	}
	return false;
}

void scene_subject(const struct scene *scene, struct json_object *verdict, struct text *out)
{
	const char *subject = view_string(verdict, "subject");
	bool technology = view_string(verdict, "register") || view_string(verdict, "finding");

	if (subject && !strcmp(subject, "register"))
		text_add(out, message_label(is_off_list(verdict) ? "page.off-list"
		                                                 : "page.technology-list"));
	else if (subject && !strncmp(subject, "page:", 5))
		message_say(out, "page.staff-page", "page", subject + 5);
	else if (subject && !technology && is_ability(subject))
		message_say(out, "page.ability", "word", subject);
	else if (subject && !technology && !has_name(subject))
		message_word("network", subject, out);
	else
		text_add(out, scene_name(scene, verdict));
}

bool scene_is_judged(struct json_object *disclosure)
{
	struct json_object *agreement = view_object(disclosure, "agreement");
	struct json_object *in_force = view_member(agreement, "in_force");

	return agreement && (!in_force || json_object_get_boolean(in_force));
}

static struct thing thing_of(struct json_object *verdict, size_t order)
{
	const char *entry = view_string(verdict, "register"),
		   *finding = view_string(verdict, "finding");
	const char *subject = view_string(verdict, "subject"),
		   *severity = view_string(verdict, "severity");
	enum group group = scene_group(verdict);
	bool looked_for = group == GROUP_NOT_SEEN || group == GROUP_COULD_NOT_TELL;
	int rank = severity ? severity_of(severity) : -1;
	struct thing thing = {
		.group = group,
		.severity = rank < 0 ? SEVERITY_INFO : (enum severity)rank,
		.safeguarding = scene_is_safeguarding(verdict),
		.order = order,
		.lead = verdict,
	};

	/* what was looked for in vain is counted by subject: "keystroke-logging",
	 * "REG-002/screen-recording" */
	thing.key = looked_for ? subject : entry ? entry : finding ? finding : subject;
	thing.technology = !looked_for && (entry || finding || view_string(verdict, "sealed"));
	if (!thing.key)
		thing.key = "";
	return thing;
}

static int by_key_then_rank(const void *left, const void *right)
{
	const struct thing *a = left, *b = right;
	int order = strcmp(a->key, b->key);

	if (order)
		return order;
	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	if (a->severity != b->severity)
		return a->severity < b->severity ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static int by_rank(const void *left, const void *right)
{
	const struct thing *a = left, *b = right;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	if (a->severity != b->severity)
		return a->severity < b->severity ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

/* Keeps the worst of each key, but what was looked for in vain stands beside a technology's worst.
 */
static size_t keep_worst(struct thing *things, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		const struct thing *last = kept ? &things[kept - 1] : NULL;

		if (things[i].group == GROUP_LIST || things[i].group == GROUP_ASK)
			continue;
		if (last && !strcmp(last->key, things[i].key))
			continue;
		things[kept++] = things[i];
	}
	return kept;
}

static int gather(struct scene *scene)
{
	size_t count = view_length(scene->verdicts);

	scene->things = calloc(count + 1, sizeof(*scene->things));
	if (!scene->things)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++)
		scene->things[i] = thing_of(view_at(scene->verdicts, i), i);
	qsort(scene->things, count, sizeof(*scene->things), by_key_then_rank);
	scene->thing_count = keep_worst(scene->things, count);
	qsort(scene->things, scene->thing_count, sizeof(*scene->things), by_rank);
	return 0;
}

int scene_open(struct json_object *disclosure, struct scene *out)
{
	struct scene scene = {
		.disclosure = disclosure,
		.run = view_object(disclosure, "run"),
		.agreement = view_object(disclosure, "agreement"),
		.verdicts = view_array(disclosure, "verdicts"),
		.findings = view_array(disclosure, "findings"),
		.finding_by_id = view_index(view_array(disclosure, "findings")),
		.register_by_id = view_index(view_array(disclosure, "register")),
		.clause_by_id =
			view_index(view_array(view_object(disclosure, "agreement"), "clauses")),
		.contract_by_id =
			view_index(view_array(view_object(disclosure, "agreement"), "contracts")),
	};
	const char *mode = view_string(scene.run, "mode");

	scene.example = view_bool(scene.run, "example") || (mode && !strcmp(mode, "example"));
	scene.judged = scene_is_judged(disclosure);
	if (!scene.finding_by_id || !scene.register_by_id || !scene.clause_by_id ||
	    !scene.contract_by_id || gather(&scene)) {
		scene_close(&scene);
		return -ENOMEM;
	}
	*out = scene;
	return 0;
}

void scene_close(struct scene *scene)
{
	json_object_put(scene->finding_by_id);
	json_object_put(scene->register_by_id);
	json_object_put(scene->clause_by_id);
	json_object_put(scene->contract_by_id);
	free(scene->things);
	*scene = (struct scene){ 0 };
}

static size_t count_where(const struct scene *scene, enum group group, bool technology)
{
	size_t count = 0;

	for (size_t i = 0; i < scene->thing_count; i++)
		count += scene->things[i].group == group &&
		         scene->things[i].technology == technology;
	return count;
}

size_t scene_count(const struct scene *scene, enum group group)
{
	size_t technologies = count_where(scene, group, true);

	return technologies ? technologies : count_where(scene, group, false);
}

size_t scene_count_others(const struct scene *scene, enum group group)
{
	return count_where(scene, group, true) ? count_where(scene, group, false) : 0;
}
