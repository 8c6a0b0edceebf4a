/* Loads the sets of clauses; views of other sets are checked and else only read by name. */
#include "policies/packs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/shape.h"
#include "policies/shapes.h"
#include "probes/base/document.h"

#define FORMAT "daylight-pack/1"

struct pack {
	const char *id, *title, *provenance, *standing;
	const char *view_of;      /* the pack of `views`, "*" for any; "" where not said */
	const char *const *views; /* ids of clauses of other packs, NULL-terminated */
	const char *file;
};

struct packs {
	struct pack *packs;
	size_t pack_count;
	struct clause *clauses; /* sorted by id once all files are read */
	size_t clause_count, clause_room;
	const char **ids;
};

static const char *const standings[] = { "read-in-full", "read-in-part", "summaries",
	                                 "as-reported",  "shell",        NULL };
static const char *const clause_kinds[] = { "redline",    "principle", "information-duty",
	                                    "procedural", "question",  "advice",
	                                    NULL };
static const char *const observabilities[] = { "observable", "partly", "register", "human", NULL };
static const char *const bounds[] = {
	"breach",   "undisclosed", "drift", "overdue", "incomplete-record", "needs-interpretation",
	"disclose", "ask",         NULL
};
const char *const pack_checks[] = {
	"CHK01", "CHK02", "CHK03", "CHK04", "CHK05", "CHK06", "CHK07", "CHK08", "CHK09",
	"CHK10", "CHK11", "CHK12", "CHK13", "CHK14", "CHK15", "CHK16", "CHK17", "CHK18",
	"CHK19", "CHK20", "CHK21", "CHK22", "CHK23", "CHK24", "CHK25", "CHK26", NULL,
};

static const struct shape clause_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "text", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "where", SHAPE_TEXT, 0, NULL, NULL },
	{ "source", SHAPE_TEXT, 0, NULL, NULL },
	{ "kind", SHAPE_WORD, SHAPE_NEEDED, clause_kinds, NULL },
	{ "observability", SHAPE_WORD, SHAPE_NEEDED, observabilities, NULL },
	{ "checks", SHAPE_WORD, SHAPE_LIST, pack_checks, NULL },
	{ "max_status", SHAPE_WORD, SHAPE_NEEDED, bounds, NULL },
	{ "worked_example", SHAPE_TEXT, 0, NULL, NULL },
	{ "context_printed_with_question", SHAPE_TEXT, 0, NULL, NULL },
	{ 0 },
};

const struct shape pack_file_shape[] = {
	{ "format", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "title", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "provenance", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "standing", SHAPE_WORD, SHAPE_NEEDED, standings, NULL },
	{ "source", SHAPE_TEXT, 0, NULL, NULL },
	{ "view_of", SHAPE_TEXT, 0, NULL, NULL },
	{ "views", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "clauses", SHAPE_OBJECT, SHAPE_LIST, NULL, clause_shape },
	{ 0 },
};

struct loading {
	struct arena *arena;
	struct packs *packs;
	struct problem *problem;
};

static int room_for_one(struct loading *loading)
{
	struct packs *packs = loading->packs;
	size_t room = packs->clause_room ? packs->clause_room * 2 : 512;
	struct clause *clauses;

	if (packs->clause_count < packs->clause_room)
		return 0;
	clauses = arena_take(loading->arena, room, sizeof(*clauses));
	if (!clauses)
		return -ENOMEM;
	if (packs->clause_count)
		memcpy(clauses, packs->clauses, packs->clause_count * sizeof(*clauses));
	packs->clauses = clauses;
	packs->clause_room = room;
	return 0;
}

static const char *copied(struct loading *loading, struct json_object *object, const char *key)
{
	const char *text = field_text(object, key);

	return arena_copy(loading->arena, text ? text : "");
}

static int add_clause(struct loading *loading, const struct pack *pack, struct json_object *object)
{
	struct clause clause = { .pack = pack->id };
	int ret = room_for_one(loading);

	if (ret)
		return ret;
	clause.id = copied(loading, object, "id");
	clause.text = copied(loading, object, "text");
	clause.where = copied(loading, object, "where");
	clause.kind = copied(loading, object, "kind");
	clause.observability = copied(loading, object, "observability");
	clause.checks = field_texts(object, "checks", loading->arena);
	clause.max_status = (enum status)status_of(field_text(object, "max_status"));
	if (!clause.id || !clause.text || !clause.where || !clause.kind || !clause.observability ||
	    !clause.checks)
		return -ENOMEM;
	loading->packs->clauses[loading->packs->clause_count++] = clause;
	return 0;
}

static const struct pack *find_pack(const struct packs *packs, const char *id)
{
	for (size_t i = 0; i < packs->pack_count; i++)
		if (strcmp(packs->packs[i].id, id) == 0)
			return &packs->packs[i];
	return NULL;
}

/* What only people can say is asked, and nothing else is: or nothing would decide the clause. */
static int check_clauses(const struct loading *loading, const struct document *document)
{
	struct json_object *list = field_object(document->root, "clauses");

	for (size_t i = 0; i < field_count(document->root, "clauses"); i++) {
		struct json_object *clause = json_object_array_get_idx(list, i);
		bool human = strcmp(field_text(clause, "observability"), "human") == 0;
		bool asks = strcmp(field_text(clause, "max_status"), "ask") == 0;
		char lists[SHAPE_POINTER], at[SHAPE_POINTER];

		if (human == asks && (human || field_count(clause, "checks")))
			continue;
		shape_index(lists, "/clauses", i);
		shape_step(at, lists, human == asks ? "observability" : "max_status");
		document_problem(document, loading->problem, at, "%s",
		                 human  ? "want \"ask\": only people can say"
		                 : asks ? "\"ask\" is for clauses that only people can judge"
		                        : "name the checks that decide it, or say \"human\"");
		return -EBADMSG;
	}
	return 0;
}

static int take_pack(struct loading *loading, const struct document *document, struct pack *pack)
{
	struct json_object *list = field_object(document->root, "clauses");
	int ret;

	if (find_pack(loading->packs, field_text(document->root, "id"))) {
		document_problem(document, loading->problem, "/id",
		                 "another file has this id already");
		return -EBADMSG;
	}
	ret = check_clauses(loading, document);
	if (ret)
		return ret;
	pack->id = copied(loading, document->root, "id");
	pack->title = copied(loading, document->root, "title");
	pack->provenance = copied(loading, document->root, "provenance");
	pack->standing = copied(loading, document->root, "standing");
	pack->view_of = copied(loading, document->root, "view_of");
	pack->views = field_texts(document->root, "views", loading->arena);
	if (!pack->id || !pack->title || !pack->provenance || !pack->standing || !pack->view_of ||
	    !pack->views)
		return -ENOMEM;
	loading->packs->pack_count++;
	for (size_t i = 0; i < field_count(document->root, "clauses"); i++) {
		ret = add_clause(loading, pack, json_object_array_get_idx(list, i));
		if (ret)
			return ret;
	}
	return 0;
}

static int load_file(struct loading *loading, const struct pack_file *file)
{
	struct document document = { 0 };
	struct shape_context context = { .document = &document, .problem = loading->problem };
	struct pack *pack = &loading->packs->packs[loading->packs->pack_count];
	const char *format;
	int ret = document_parse(file->name, file->bytes, DOCUMENT_OF_PEOPLE, &document,
	                         loading->problem);

	if (ret)
		return ret;
	pack->file = file->name;
	ret = shape_check(&context, document.root, "", pack_file_shape);
	format = ret ? NULL : field_text(document.root, "format");
	if (format && strcmp(format, FORMAT) != 0) {
		document_problem(&document, loading->problem, "/format", "want \"%s\"", FORMAT);
		ret = -EBADMSG;
	}
	if (!ret)
		ret = take_pack(loading, &document, pack);
	document_close(&document);
	return ret;
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct clause *)a)->id, ((const struct clause *)b)->id);
}

static int check_views(struct loading *loading, const struct pack *pack)
{
	bool of_any = !*pack->view_of || strcmp(pack->view_of, "*") == 0;

	if (!of_any && !find_pack(loading->packs, pack->view_of)) {
		problem_set(loading->problem, "%s: /view_of: there is no set \"%.60s\"", pack->file,
		            pack->view_of);
		return -EBADMSG;
	}
	for (const char *const *id = pack->views; *id; id++) {
		const struct clause *clause = packs_clause(loading->packs, *id);

		if (clause && (of_any || strcmp(clause->pack, pack->view_of) == 0))
			continue;
		problem_set(loading->problem, "%s: /views: there is no clause \"%.60s\" in %s",
		            pack->file, *id, of_any ? "any set" : pack->view_of);
		return -EBADMSG;
	}
	return 0;
}

static int finish(struct loading *loading)
{
	struct packs *packs = loading->packs;

	if (packs->clause_count)
		qsort(packs->clauses, packs->clause_count, sizeof(*packs->clauses), by_id);
	packs->ids = arena_take(loading->arena, packs->clause_count + 1, sizeof(*packs->ids));
	if (!packs->ids)
		return -ENOMEM;
	for (size_t i = 0; i < packs->clause_count; i++) {
		const struct clause *clause = &packs->clauses[i];

		packs->ids[i] = clause->id;
		if (i && strcmp(clause[-1].id, clause->id) == 0) {
			problem_set(loading->problem,
			            "%s and %s: two clauses have the id \"%.60s\"",
			            find_pack(packs, clause[-1].pack)->file,
			            find_pack(packs, clause->pack)->file, clause->id);
			return -EBADMSG;
		}
	}
	for (size_t i = 0; i < packs->pack_count; i++) {
		int ret = check_views(loading, &packs->packs[i]);

		if (ret)
			return ret;
	}
	return 0;
}

int packs_load(const struct pack_file *files, size_t count, struct arena *arena,
               const struct packs **out, struct problem *problem)
{
	struct loading loading = { arena, arena_take(arena, 1, sizeof(struct packs)), problem };
	int ret;

	if (!loading.packs)
		return -ENOMEM;
	loading.packs->packs = arena_take(arena, count ? count : 1, sizeof(*loading.packs->packs));
	if (!loading.packs->packs)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		ret = load_file(&loading, &files[i]);
		if (ret)
			return ret;
	}
	ret = finish(&loading);
	if (ret)
		return ret;
	*out = loading.packs;
	return 0;
}

const struct clause *packs_clause(const struct packs *packs, const char *id)
{
	struct clause key = { .id = id };

	if (!packs || !packs->clause_count)
		return NULL;
	return bsearch(&key, packs->clauses, packs->clause_count, sizeof(key), by_id);
}

const char *packs_provenance(const struct packs *packs, const char *pack)
{
	const struct pack *found = find_pack(packs, pack);

	return found ? found->provenance : NULL;
}

const char *packs_title(const struct packs *packs, const char *pack)
{
	const struct pack *found = find_pack(packs, pack);

	return found ? found->title : NULL;
}

const char *packs_standing(const struct packs *packs, const char *pack)
{
	const struct pack *found = find_pack(packs, pack);

	return found ? found->standing : NULL;
}

bool packs_unverified(const struct packs *packs, const char *pack)
{
	const struct pack *found = find_pack(packs, pack);

	return found && strcmp(found->standing, "as-reported") == 0;
}

const char *const *packs_clause_ids(const struct packs *packs)
{
	return packs->ids;
}
