/* Puts dates and answers into the shipped files. */
#include "policies/starter.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "policies/clause_sources.h"
#include "policies/fields.h"
#include "policies/pretty.h"
#include "policies/starter/README.txt.h"
#include "policies/starter/agreement.json.h"
#include "policies/starter/authorisation.json.h"
#include "policies/starter/register.csv.h"

#define TODAY "@TODAY@"
/* Where an editor finds what the files may hold; a file of this system, which nothing fetches. */
#ifndef DATADIR
#define DATADIR "/usr/share/daylight"
#endif
#define SCHEMA "@SCHEMA@"
#define SCHEMAS "file://" DATADIR "/schema"

static const char *const starter_columns[] = { "name",   "supplier", "for",  "never_for", "off",
	                                       "who",    "where",    "kept", "agreed",    "told",
	                                       "in_use", "review",   NULL };

/* What stands before `mark`, `words` instead of it; what is left of the text. */
static const char *replace(struct text *out, const char *shipped, const char *mark,
                           const char *words)
{
	const char *at = strstr(shipped, mark);

	if (!at)
		return shipped;
	text_add_bytes(out, shipped, (size_t)(at - shipped));
	text_add(out, words);
	return at + strlen(mark);
}

/* The address of the schema stands at the top, before any date. */
static void add_dated(struct text *out, const char *shipped, date today)
{
	char day[DATE_TEXT];

	date_format(today, day);
	shipped = replace(out, shipped, SCHEMA, SCHEMAS);
	text_add(out, replace(out, shipped, TODAY, day));
}

static int whole(const struct starter *starter)
{
	return starter->agreement.failed || starter->register_csv.failed ||
	                       starter->authorisation.failed || starter->readme.failed
	               ? -ENOMEM
	               : 0;
}

int starter_blank(date today, struct starter *out)
{
	add_dated(&out->agreement, starter_agreement_json, today);
	text_add(&out->register_csv, starter_register_csv);
	add_dated(&out->authorisation, starter_authorisation_json, today);
	text_add(&out->readme, starter_readme_txt);
	return whole(out);
}

void starter_free(struct starter *starter)
{
	text_free(&starter->agreement);
	text_free(&starter->register_csv);
	text_free(&starter->authorisation);
	text_free(&starter->readme);
}

/* --- agreement.json --- */

static void set(struct json_object *object, const char *key, const char *value)
{
	json_object_object_add(object, key, json_object_new_string(value));
}

/* The shipped file as a tree, with the address of its schema; NULL: no memory. */
static struct json_object *shipped(const char *text, const char *schema)
{
	struct json_object *root = json_tokener_parse(text);
	char address[512];

	snprintf(address, sizeof(address), SCHEMAS "/%s.schema.json", schema);
	if (root)
		set(root, "$schema", address);
	return root;
}

static const char *answer(struct json_object *answers, const char *key)
{
	const char *text = field_text(answers, key);

	return text ? text : "";
}

/* "a; b" one after the other; the copy is taken apart. */
static char *next_piece(char **rest)
{
	char *piece = *rest ? strtok_r(NULL, ";", rest) : NULL;

	while (piece && *piece == ' ')
		piece++;
	for (size_t len = piece ? strlen(piece) : 0; len && piece[len - 1] == ' '; len--)
		piece[len - 1] = '\0';
	return piece;
}

static struct json_object *new_party(const char *id, const char *role, const char *name,
                                     const char *post)
{
	struct json_object *party = json_object_new_object();

	set(party, "id", id);
	set(party, "role", role);
	set(party, "name", name);
	set(party, "signatory_post", post);
	return party;
}

static int fill_parties(struct json_object *root, struct json_object *answers)
{
	struct json_object *parties = json_object_new_array();
	char *copy = NULL, *rest, id[32];
	int count = 0;

	if (!parties || asprintf(&copy, ";%s", answer(answers, "unions")) < 0)
		return -ENOMEM;
	json_object_array_add(parties, new_party("employer", "employer and controller",
	                                         answer(answers, "school"),
	                                         answer(answers, "employer_post")));
	rest = copy;
	for (char *name = next_piece(&rest); name; name = next_piece(&rest)) {
		if (!*name)
			continue;
		snprintf(id, sizeof(id), "union-%d", ++count);
		json_object_array_add(parties, new_party(id, "recognised union", name,
		                                         answer(answers, "union_post")));
	}
	free(copy);
	return json_object_object_add(root, "parties", parties) == 0 ? 0 : -ENOMEM;
}

/* "Support staff" as "support-staff". */
static void make_id(const char *label, char out[64])
{
	size_t len = 0;

	for (; *label && len < 63; label++)
		if ((*label >= 'a' && *label <= 'z') || (*label >= '0' && *label <= '9'))
			out[len++] = *label;
		else if (*label >= 'A' && *label <= 'Z')
			out[len++] = (char)(*label + 'a' - 'A');
		else if (len && out[len - 1] != '-')
			out[len++] = '-';
	while (len && out[len - 1] == '-')
		len--;
	out[len] = '\0';
}

static bool holds_id(struct json_object *groups, const char *id)
{
	for (size_t i = 0; i < json_object_array_length(groups); i++)
		if (strcmp(field_text(json_object_array_get_idx(groups, i), "id"), id) == 0)
			return true;
	return false;
}

static int fill_scope(struct json_object *root, struct json_object *answers)
{
	struct json_object *scope = field_object(root, "scope"), *groups = json_object_new_array();
	struct json_object *ids = json_object_new_array();
	struct json_object *class =
		json_object_array_get_idx(field_object(scope, "device_classes"), 0);
	long long laptops = atoll(answer(answers, "laptops"));
	char *copy = NULL, *rest, id[64];

	if (!groups || !ids || asprintf(&copy, ";%s", answer(answers, "groups")) < 0)
		return -ENOMEM;
	rest = copy;
	for (char *label = next_piece(&rest); label; label = next_piece(&rest)) {
		struct json_object *group = json_object_new_object();

		make_id(label, id);
		if (!*id || holds_id(groups, id)) {
			json_object_put(group);
			continue;
		}
		set(group, "id", id);
		set(group, "label", label);
		json_object_object_add(group, "covered", json_object_new_boolean(true));
		json_object_array_add(groups, group);
		json_object_array_add(ids, json_object_new_string(id));
	}
	free(copy);
	json_object_object_add(scope, "groups", groups);
	json_object_object_add(class, "groups", ids);
	if (laptops > 0)
		json_object_object_add(class, "count", json_object_new_int64(laptops));
	return 0;
}

static void fill_head(struct json_object *root, struct json_object *answers)
{
	struct json_object *head = field_object(root, "agreement");
	struct text title = { 0 };

	text_addf(&title, "Digital technology and monitoring agreement: %s",
	          answer(answers, "school"));
	if (title.at)
		set(head, "title", title.at);
	text_free(&title);
	set(head, "jurisdiction", answer(answers, "country"));
	set(head, "in_force_from", answer(answers, "start"));
	if (*answer(answers, "end"))
		set(head, "in_force_until", answer(answers, "end"));
	set(field_object(root, "hours"), "timezone", answer(answers, "time_zone"));
}

static void drop_rules(struct json_object *root, struct json_object *answers)
{
	struct json_object *rules = field_object(root, "rules");

	for (size_t i = json_object_array_length(rules); i-- > 0;) {
		char key[32];

		snprintf(key, sizeof(key), "rule.%.16s",
		         field_text(json_object_array_get_idx(rules, i), "id"));
		if (strcmp(answer(answers, key), "no") == 0)
			json_object_array_del_idx(rules, i, 1);
	}
}

static bool is_cited(struct json_object *rules, const char *clause)
{
	for (size_t i = 0; i < list_length(rules); i++) {
		struct json_object *from =
			field_object(json_object_array_get_idx(rules, i), "from");

		for (size_t c = 0; c < list_length(from); c++)
			if (strcmp(json_object_get_string(json_object_array_get_idx(from, c)),
			           clause) == 0)
				return true;
	}
	return false;
}

/* Of the rules that are left. */
static void drop_sources(struct json_object *root)
{
	struct json_object *rows = field_object(root, "clause_sources");

	for (size_t i = list_length(rows); i-- > 0;) {
		struct json_object *clauses =
			field_object(json_object_array_get_idx(rows, i), "clauses");

		for (size_t c = list_length(clauses); c-- > 0;)
			if (!is_cited(
				    field_object(root, "rules"),
				    json_object_get_string(json_object_array_get_idx(clauses, c))))
				json_object_array_del_idx(clauses, c, 1);
		if (!list_length(clauses))
			json_object_array_del_idx(rows, i, 1);
	}
	if (rows && !list_length(rows))
		json_object_object_del(root, "clause_sources");
}

static int fill_agreement(struct json_object *answers, struct text *out)
{
	struct json_object *root = shipped(starter_agreement_json, "agreement");
	int ret = root ? fill_parties(root, answers) : -ENOMEM;

	if (!ret)
		ret = fill_scope(root, answers);
	if (!ret) {
		fill_head(root, answers);
		drop_rules(root, answers);
		drop_sources(root);
		ret = pretty_write(root, out);
	}
	json_object_put(root);
	return ret;
}

/* --- register.csv --- */

static void add_cell(struct text *out, const char *cell)
{
	if (!strpbrk(cell, ",;\"\n")) {
		text_add(out, cell);
		return;
	}
	text_add(out, "\"");
	for (; *cell; cell++)
		text_add(out, *cell == '"' ? "\"\"" : (char[2]){ *cell, '\0' });
	text_add(out, "\"");
}

static const char *product_named(const struct catalogue *catalogue, const char *name)
{
	for (size_t i = 0; i < catalogue->product_count; i++)
		if (strcasecmp(catalogue->products[i].name, name) == 0)
			return catalogue->products[i].id;
	return "";
}

static void fill_register(struct json_object *answers, const struct catalogue *catalogue,
                          struct text *out)
{
	char key[64];

	text_add_bytes(out, starter_register_csv, strcspn(starter_register_csv, "\n"));
	text_add(out, ",match.products\n");
	for (int t = 0; t < STARTER_TECHNOLOGIES; t++) {
		snprintf(key, sizeof(key), "technology.%d.name", t);
		if (!*answer(answers, key))
			break;
		for (const char *const *column = starter_columns; *column; column++) {
			snprintf(key, sizeof(key), "technology.%d.%s", t, *column);
			text_add(out, column == starter_columns ? "" : ",");
			add_cell(out, answer(answers, key));
		}
		snprintf(key, sizeof(key), "technology.%d.name", t);
		text_addf(out, ",%s\n", product_named(catalogue, answer(answers, key)));
	}
}

static int fill_authorisation(struct json_object *answers, struct text *out)
{
	struct json_object *root = shipped(starter_authorisation_json, "authorisation");
	int ret;

	if (!root)
		return -ENOMEM;
	set(json_object_array_get_idx(field_object(root, "given_by"), 0), "post",
	    answer(answers, "controller_post"));
	set(json_object_array_get_idx(field_object(root, "supported_by"), 0), "post",
	    answer(answers, "union_post"));
	ret = pretty_write(root, out);
	json_object_put(root);
	return ret;
}

int starter_fill(struct json_object *answers, const struct catalogue *catalogue,
                 struct starter *out)
{
	int ret = fill_agreement(answers, &out->agreement);

	if (!ret)
		ret = fill_authorisation(answers, &out->authorisation);
	fill_register(answers, catalogue, &out->register_csv);
	text_add(&out->readme, starter_readme_txt);
	return ret ? ret : whole(out);
}

void starter_sources(const struct starter *starter, struct text *out)
{
	struct json_object *root =
		starter->agreement.at ? json_tokener_parse(starter->agreement.at) : NULL;

	clause_sources_say(field_object(root, "clause_sources"), "  ", out);
	json_object_put(root);
}

char *starter_sentence(const char *rule)
{
	struct json_object *root = shipped(starter_agreement_json, "agreement");
	struct json_object *rules = field_object(root, "rules");
	char *sentence = NULL;

	for (size_t i = 0; !sentence && i < field_count(root, "rules"); i++) {
		struct json_object *one = json_object_array_get_idx(rules, i);

		if (strcmp(field_text(one, "id"), rule) == 0)
			sentence = strdup(field_text(one, "say"));
	}
	json_object_put(root);
	return sentence;
}
