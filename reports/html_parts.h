/* The pieces that every section of the page is made of. All text goes through reports/escape.h; a
 * tag is closed by the function that opened it, or by html_close(). Class names and tags are our
 * own words. */
#pragma once
#include <json-c/json.h>

#include "policies/status.h"
#include "probes/base/text.h"
#include "reports/messages.h"
#include "reports/scene.h"

struct page {
	struct text *out;
	const struct scene *scene;
};

void html_raw(const struct page *page, const char *markup); /* our own mark-up, not escaped */
void html_open(const struct page *page, const char *tag, const char *class); /* class may be NULL */
void html_close(const struct page *page, const char *tag);
void html_text(const struct page *page, const char *untrusted);
void html_element(const struct page *page, const char *tag, const char *class,
                  const char *untrusted);

/* An element that holds a message, with pairs of argument name and value. */
#define html_say(page, tag, class, id, ...)                                                        \
	html_say_pairs(page, tag, class, id, MESSAGE_PAIRS(__VA_ARGS__))
void html_say_pairs(const struct page *page, const char *tag, const char *class, const char *id,
                    const char *const *pairs);

/* An element that holds the label of a closed word; nothing when `word` is NULL. */
void html_word(const struct page *page, const char *tag, const char *class, const char *prefix,
               const char *word);
void html_date(const struct page *page, const char *date); /* <time>; "not recorded" for NULL */
void html_count(const struct page *page, struct json_object *count);

/* A row of a definition list; `value` may be NULL, then the row is left out. */
void html_pair(const struct page *page, const char *label_id, const char *value);

/* What a verdict is about: the name of a technology, or "able to ...". */
void html_subject(const struct page *page, struct json_object *verdict);

/* The shape of a group, or of a coverage state; hidden from screen readers, for the word stands
 * beside it. */
void html_shape(const struct page *page, enum group group);
void html_state(const struct page *page, const char *state);

/* <section> with an id and its <h2>; close it with html_close(page, "section"). */
void html_section(const struct page *page, const char *id, const char *class, const char *title_id);

/* Column headings, NULL-terminated message ids; opens <table>, <caption> and <tbody>. Close with
 * html_table_end(). */
void html_table(const struct page *page, const char *class, const char *caption_id,
                const char *const *columns);
void html_table_end(const struct page *page);

/* The strings of an array as "a, b and c", each by its label where there is one; "not recorded"
 * when empty. */
void html_list(const struct page *page, struct json_object *array, const char *prefix);

/* A box that folds; it prints as it stands on the screen. */
void html_fold(const struct page *page, const char *class, const char *title);
void html_fold_end(const struct page *page);

/* A question to ask; nothing when `question` is NULL. */
void html_ask(const struct page *page, const char *question);

/* All questions of a verdict. */
void html_asks(const struct page *page, struct json_object *verdict);

/* Ruled lines for an answer by hand. */
void html_answer(const struct page *page);
