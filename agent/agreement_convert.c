/* agreement convert: the rules of a folder as lines (redlines.txt) or as JSON, in a folder anew. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/agreement_folders.h"
#include "agent/exit.h"
#include "policies/clause_sources.h"
#include "policies/fields.h"
#include "policies/pretty.h"
#include "policies/redlines.h"
#include "probes/base/digest.h"

enum { FROM_AGREEMENT, FROM_REGISTER, FROM_CSV, FROM_AUTHORISATION, FROM_LOG, FROM_REDLINES };

static int prepare(struct options *options, struct problem *problem)
{
	if (!options->to || (strcmp(options->to, "lines") != 0 && strcmp(options->to, "json") != 0))
		problem_set(problem, "say --to lines or --to json");
	else if (options->words.count != 1)
		problem_set(problem, "name one agreement's folder");
	else if (!options->output)
		problem_set(problem, "say where to write: -o DIR (a folder anew; nothing is "
		                     "overwritten)");
	return problem_found(problem) ? EXIT_USAGE : -1;
}

static const struct input_file *file_of(const struct work *work, size_t which)
{
	return &work->inputs->agreements.items[which];
}

static int write_span(struct work *work, enum output output, struct span bytes)
{
	struct text text = { 0 };
	int error;

	text_add_bytes(&text, (const char *)bytes.at, bytes.len);
	error = outputs_write(work->outputs, work->shared, output, &text);
	text_free(&text);
	return error;
}

/* What is not converted goes over byte for byte, so that its hash stays. */
static int copy_others(struct work *work, struct problem *problem)
{
	static const struct {
		size_t from;
		enum output to;
	} copies[] = {
		{ FROM_REGISTER, OUTPUT_REGISTER },
		{ FROM_CSV, OUTPUT_REGISTER_CSV },
		{ FROM_AUTHORISATION, OUTPUT_AUTHORISATION },
		{ FROM_LOG, OUTPUT_LOG },
	};

	for (size_t i = 0; i < sizeof(copies) / sizeof(*copies); i++) {
		const struct input_file *file = file_of(work, copies[i].from);
		struct span bytes = { 0 };
		int error = file->fd < 0 ? 0
		                         : inputs_read(file, INPUT_FILE_CAP, work->arena, &bytes,
		                                       problem);

		if (!error && file->fd >= 0)
			error = write_span(work, copies[i].to, bytes);
		if (error)
			return error;
	}
	return 0;
}

/* The bytes as they stand in the file: loading fills in defaults, which nobody wrote. */
static int rules_as_written(struct work *work, bool lines, struct document *head,
                            struct document *rules, struct problem *problem)
{
	struct span bytes = { 0 };
	int error = inputs_read(file_of(work, FROM_AGREEMENT), INPUT_FILE_CAP, work->arena, &bytes,
	                        problem);

	if (!error)
		error = document_parse("agreement.json", bytes, DOCUMENT_OF_PEOPLE, head, problem);
	if (error || lines)
		return error;
	error = inputs_read(file_of(work, FROM_REDLINES), INPUT_FILE_CAP, work->arena, &bytes,
	                    problem);
	return error ? error : redlines_parse("redlines.txt", bytes, rules, problem);
}

/* Lines say where their clauses come from as comments, which the next conversion writes anew. */
static int to_lines(struct json_object *root, struct json_object *sources,
                    const struct packs *packs, struct text *agreement, struct text *lines)
{
	struct text bare = { 0 };
	int error = redlines_write(field_object(root, "rules"), &bare);

	if (!error)
		clause_sources_annotate(bare.at ? bare.at : "", sources, packs, lines);
	text_free(&bare);
	json_object_object_del(root, "rules");
	if (!error && lines->failed)
		error = -ENOMEM;
	return error ? error : pretty_write(root, agreement);
}

static int to_json(struct json_object *root, struct json_object *rules, struct json_object *sources,
                   struct text *agreement)
{
	if (json_object_object_add(root, "rules", json_object_get(rules)) != 0)
		return -ENOMEM;
	if (list_length(sources) && !field_object(root, "clause_sources") &&
	    json_object_object_add(root, "clause_sources", json_object_get(sources)) != 0)
		return -ENOMEM;
	return pretty_write(root, agreement);
}

static void say_sources(struct json_object *sources)
{
	struct text text = { 0 };

	clause_sources_say(sources, "  ", &text);
	if (text.at && !text.failed)
		printf("Where its clauses come from:\n%s", text.at);
	text_free(&text);
}

static int write_form(const struct work *work, const struct packs *packs, struct document *head,
                      const struct document *rules, struct text out[2])
{
	bool lines = strcmp(work->options->to, "lines") == 0;
	struct json_object *list = field_object(lines ? head->root : rules->root, "rules"),
			   *sources = clause_sources_of(list, packs);
	int error = sources ? 0 : -ENOMEM;

	if (!error)
		error = lines ? to_lines(head->root, sources, packs, &out[0], &out[1])
		              : to_json(head->root, list, sources, &out[0]);
	if (!error)
		say_sources(sources);
	json_object_put(sources);
	return error;
}

static int write_both(struct work *work, const struct text *agreement, const struct text *lines,
                      struct problem *problem)
{
	struct text both = { 0 };
	char code[20];
	int error = outputs_write(work->outputs, work->shared, OUTPUT_AGREEMENT, agreement);

	if (!error && lines->len)
		error = outputs_write(work->outputs, work->shared, OUTPUT_REDLINES, lines);
	if (!error)
		error = copy_others(work, problem);
	if (error)
		return error;
	text_add(&both, agreement->at);
	text_add(&both, lines->at ? lines->at : "");
	if (!both.failed) {
		digest_check_code((struct span){ (const uint8_t *)both.at, both.len }, code);
		printf("The same rules in another form; the check code is now %s.\n"
		       "A signature under the old form does not cover the new one.%s\n",
		       code,
		       work->inputs->agreements.items[FROM_REDLINES + 1].fd >= 0
		               ? " Copy the folder \"extends\" as well."
		               : "");
	}
	text_free(&both);
	return 0;
}

static int convert(struct work *work, const struct packs *packs, struct problem *problem)
{
	bool lines = strcmp(work->options->to, "lines") == 0;
	struct document head = { 0 }, rules = { 0 };
	struct text out[2] = { 0 }; /* agreement.json, redlines.txt */
	int error;

	if ((file_of(work, FROM_REDLINES)->fd >= 0) == lines) {
		problem_set(problem, lines ? "the rules stand in redlines.txt already"
		                           : "the rules stand in agreement.json already");
		return -EBADMSG;
	}
	error = rules_as_written(work, lines, &head, &rules, problem);
	if (!error)
		error = write_form(work, packs, &head, &rules, out);
	if (!error)
		error = write_both(work, &out[0], &out[1], problem);
	text_free(&out[0]);
	text_free(&out[1]);
	document_close(&head);
	document_close(&rules);
	return error;
}

static int convert_one(const struct agreement_folder *folder, struct text *out)
{
	(void)out;
	return convert(folder->work, folder->packs, folder->problem);
}

static int work_convert(struct work *work)
{
	return agreement_folders_work(work, convert_one);
}

static const char *const options[] = { "catalogue", "output", "to", NULL };

extern const struct command agreement_convert;
const struct command agreement_convert = {
	.name = "agreement convert",
	.usage = "--to lines|json DIR -o NEWDIR",
	.about = "the rules as lines to read aloud, or back as JSON",
	.help = "Writes the folder anew with its rules in the other form: \"lines\" puts them into "
		"redlines.txt,\n"
		"\"json\" into agreement.json. Every field survives; comments do not. The check "
		"code "
		"changes, so convert\n"
		"before you sign.",
	.example = "daylight agreement convert --to lines agreement -o agreement-lines",
	.options = options,
	.takes = TAKES_CATALOGUE | TAKES_AGREEMENTS | TAKES_FOLDER | TAKES_NEW_FOLDER,
	.outputs = 1u << OUTPUT_AGREEMENT | 1u << OUTPUT_REDLINES | 1u << OUTPUT_REGISTER |
	           1u << OUTPUT_REGISTER_CSV | 1u << OUTPUT_AUTHORISATION | 1u << OUTPUT_LOG,
	.prepare = prepare,
	.work = work_convert,
};
