/* Answers that are kept: a line of JSON each while the dialogue goes on, one file when it is done.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "agent/interview.h"
#include "policies/fields.h"
#include "policies/pretty.h"
#include "policies/shape.h"
#include "policies/starter.h"
#include "probes/base/file.h"

#define FORMAT "daylight-answers/1"
#define KEYS_MAX 40

static int put(struct interview *interview, const char *key, const char *value)
{
	return json_object_object_add(interview->answers, key, json_object_new_string(value)) == 0
	               ? 0
	               : -ENOMEM;
}

/* --- The journal --- */

static const struct question *find(const struct question *questions, const char *key)
{
	for (; questions->key; questions++)
		if (strcmp(questions->key, key) == 0)
			return questions;
	return NULL;
}

/* "technology.3.name": the question by its last part. */
static const struct question *question_of(const char *key)
{
	unsigned t;
	int used = 0;

	if (sscanf(key, "technology.%3u.%n", &t, &used) != 1 || !used)
		return find(interview_questions, key);
	if (t >= STARTER_TECHNOLOGIES)
		return NULL;
	return strcmp(key + used, "another") == 0 ? &interview_another
	                                          : find(interview_columns, key + used);
}

/* {"key":"school","answer":"..."}: the last one of a key counts. */
static void take_line(struct interview *interview, const char *line, size_t len, size_t *count)
{
	struct document document = { 0 };
	struct problem ignored = { 0 };
	const struct question *question;
	char checked[INTERVIEW_LINE];
	struct span bytes = { (const uint8_t *)line, len };
	const char *key, *answer;

	if (document_parse("line", bytes, DOCUMENT_OF_MACHINE, &document, &ignored) != 0)
		return;
	key = field_text(document.root, "key");
	answer = field_text(document.root, "answer");
	question = key ? question_of(key) : NULL;
	if (question &&
	    interview_check(interview, question, answer ? answer : "", checked, &ignored) == 0 &&
	    put(interview, key, checked) == 0)
		++*count;
	document_close(&document);
}

int interview_resume(struct interview *interview, size_t *count)
{
	struct span bytes = { 0 };
	int fd = interview->work->outputs->fd[OUTPUT_ANSWERS];
	int error = file_read(fd, 1 << 20, interview->work->arena, &bytes);
	const char *at = (const char *)bytes.at, *end = at + bytes.len;

	*count = 0;
	while (!error && at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));

		if (!stop) /* broken off in the midst of it */
			break;
		take_line(interview, at, (size_t)(stop - at), count);
		at = stop + 1;
	}
	if (!error && at < end && lseek(fd, 0, SEEK_END) >= 0)
		error = file_write(fd, "\n", 1);
	return error;
}

int interview_keep(struct interview *interview, const char *key, const char *value)
{
	struct json_object *line = json_object_new_object();
	int fd = interview->work->outputs->fd[OUTPUT_ANSWERS];
	struct text text = { 0 };
	int error = line ? put(interview, key, value) : -ENOMEM;

	if (!error) {
		json_object_object_add(line, "key", json_object_new_string(key));
		json_object_object_add(line, "answer", json_object_new_string(value));
		text_add(&text, json_object_to_json_string_ext(line, JSON_C_TO_STRING_PLAIN));
		text_add(&text, "\n");
		error = text.failed ? -ENOMEM : 0;
	}
	if (!error && lseek(fd, 0, SEEK_END) < 0)
		error = -errno;
	if (!error)
		error = file_write(fd, text.at, text.len);
	if (!error && fsync(fd) != 0 && errno != EINVAL)
		error = -errno;
	text_free(&text);
	json_object_put(line);
	return error;
}

/* --- A file of answers --- */

struct loading {
	struct interview *interview;
	struct document document;
	struct problem *problem;
};

static int refuse(struct loading *loading, const char *at, const char *what)
{
	document_problem(&loading->document, loading->problem, at, "%s", what);
	return -EBADMSG;
}

/* One answer: text, or a number or true and false where that is plainer. */
static int take_answer(struct loading *loading, struct json_object *from, const char *at,
                       const struct question *question, const char *key)
{
	struct json_object *value = field_object(from, question->key);
	struct problem inner = { 0 };
	char pointer[SHAPE_POINTER], checked[INTERVIEW_LINE];
	const char *typed = interview_preset(loading->interview, question, key);

	shape_step(pointer, at, question->key);
	if (json_object_is_type(value, json_type_boolean))
		typed = json_object_get_boolean(value) ? "yes" : "no";
	else if (json_object_is_type(value, json_type_string) ||
	         json_object_is_type(value, json_type_int))
		typed = json_object_get_string(value);
	else if (value)
		return refuse(loading, pointer, "want text in double quotes");
	else if (question->needed && !*typed) {
		snprintf(checked, sizeof(checked), "\"%s\" is missing (add it)", question->key);
		return refuse(loading, at, checked);
	} else if (strcmp(typed, "@today") == 0)
		return refuse(loading, at, "\"start\" is missing (add it: a file has no today)");
	if (interview_check(loading->interview, question, typed, checked, &inner) != 0)
		return refuse(loading, pointer, inner.text);
	return put(loading->interview, key, checked);
}

static int take_all(struct loading *loading, struct json_object *from, const char *at,
                    const struct question *questions, const char *prefix)
{
	int ret = 0;

	for (; !ret && questions->key; questions++) {
		char key[64];

		snprintf(key, sizeof(key), "%s%s", prefix, questions->key);
		ret = take_answer(loading, from, at, questions, key);
	}
	return ret;
}

static int check_keys(struct loading *loading, struct json_object *object, const char *at,
                      const struct question *questions, const char *other)
{
	const char *keys[KEYS_MAX] = { other };
	size_t count = other != NULL;

	if (!json_object_is_type(object, json_type_object))
		return refuse(loading, at, "want an object: { ... }");
	for (; count < KEYS_MAX - 1 && questions->key; questions++)
		keys[count++] = questions->key;
	return document_keys(&loading->document, object, at, keys, loading->problem);
}

static int take_technologies(struct loading *loading, struct json_object *list)
{
	size_t count =
		json_object_is_type(list, json_type_array) ? json_object_array_length(list) : 0;
	char prefix[40], at[SHAPE_POINTER];
	int ret = 0;

	if (list && !json_object_is_type(list, json_type_array))
		return refuse(loading, "/answers/technologies", "want a list: [ ... ]");
	if (count >= STARTER_TECHNOLOGIES)
		return refuse(loading, "/answers/technologies",
		              "these are too many (write them "
		              "into register.csv)");
	for (size_t t = 0; !ret && t <= count; t++) {
		struct json_object *one = t < count ? json_object_array_get_idx(list, t) : NULL;

		snprintf(prefix, sizeof(prefix), "technology.%zu.another", t);
		ret = put(loading->interview, prefix, one ? "yes" : "no");
		if (t == count)
			break;
		shape_index(at, "/answers/technologies", t);
		snprintf(prefix, sizeof(prefix), "technology.%zu.", t);
		if (!ret)
			ret = check_keys(loading, one, at, interview_columns, NULL);
		if (!ret)
			ret = take_all(loading, one, at, interview_columns, prefix);
	}
	return ret;
}

static int load(struct loading *loading)
{
	static const char *const keys[] = { "format", "answers", NULL };
	struct json_object *root = loading->document.root, *answers;
	const char *format = field_text(root, "format");
	int ret;

	if (!format || strcmp(format, FORMAT) != 0)
		return refuse(loading, format ? "/format" : "", "want \"format\": \"" FORMAT "\"");
	ret = document_keys(&loading->document, root, "", keys, loading->problem);
	answers = field_object(root, "answers");
	if (!ret)
		ret = check_keys(loading, answers, "/answers", interview_questions, "technologies");
	if (!ret)
		ret = take_all(loading, answers, "/answers", interview_questions, "");
	return ret ? ret : take_technologies(loading, field_object(answers, "technologies"));
}

int interview_load(struct interview *interview, struct span bytes, const char *name,
                   struct problem *problem)
{
	struct loading loading = { .interview = interview, .problem = problem };
	int ret = document_parse(name, bytes, DOCUMENT_OF_PEOPLE, &loading.document, problem);

	if (!ret)
		ret = load(&loading);
	document_close(&loading.document);
	return ret;
}

static void copy_answers(const struct interview *interview, struct json_object *to,
                         const struct question *questions, const char *prefix)
{
	for (; questions->key; questions++) {
		const char *value;
		char key[64];

		snprintf(key, sizeof(key), "%s%s", prefix, questions->key);
		value = field_text(interview->answers, key);
		if (value)
			json_object_object_add(to, questions->key, json_object_new_string(value));
	}
}

int interview_write(const struct interview *interview, struct text *out)
{
	struct json_object *root = json_object_new_object(), *answers = json_object_new_object();
	struct json_object *list = json_object_new_array();
	char prefix[40];
	int ret;

	json_object_object_add(root, "format", json_object_new_string(FORMAT));
	json_object_object_add(root, "answers", answers);
	copy_answers(interview, answers, interview_questions, "");
	json_object_object_add(answers, "technologies", list);
	for (size_t t = 0; t < STARTER_TECHNOLOGIES; t++) {
		struct json_object *one;
		const char *more;

		snprintf(prefix, sizeof(prefix), "technology.%zu.another", t);
		more = field_text(interview->answers, prefix);
		if (!more || strcmp(more, "yes") != 0)
			break;
		snprintf(prefix, sizeof(prefix), "technology.%zu.", t);
		one = json_object_new_object();
		copy_answers(interview, one, interview_columns, prefix);
		json_object_array_add(list, one);
	}
	ret = pretty_write(root, out);
	json_object_put(root);
	return ret;
}
