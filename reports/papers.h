/* The papers around a check (issue 3 part 6, model PR-01, PR-13, 3.3, 3.4): permission form, DPIA
 * draft, staff notice with banner, the expert's terms, a sheet for IT and the data protection
 * officer. Each is one file and one line in reports/papers.c. What the agreement's files hold is
 * written in; what they do not hold stays a blank that says what to fill in. Nothing is invented.
 */
#pragma once
#include <json-c/json.h>

#include "policies/agreement.h"
#include "reports/paper.h"

struct papers_source {
	const struct agreement *agreement; /* NULL: without an agreement, all blanks */
	const char *const *denied;         /* paths that the program refuses to open */
};

struct paper_writer {
	const char *name; /* "permission": the word of --kind, and the name of its file */
	void (*write)(const struct papers_source *source, struct arena *arena, struct paper *out);
};

extern const struct paper_writer *const paper_writers[];        /* NULL-terminated */
const struct paper_writer *paper_writer_find(const char *name); /* NULL: none */

/* --- What they share; a NULL source field gives NULL, which becomes a blank --- */

/* Title and the words that every paper begins with; `lead_id` is its first paragraph. */
void papers_begin(const struct papers_source *source, struct arena *arena, const char *kicker_id,
                  const char *title_id, const char *lead_id, struct paper *out);
struct json_object *papers_permission(const struct papers_source *source); /* or NULL */
struct json_object *papers_part(const struct papers_source *source, const char *part);
const char *papers_text(const struct papers_source *source, const char *part, const char *key);
/* part NULL: of the permission itself. */
const char *papers_date(const struct papers_source *source, struct paper *paper, const char *part,
                        const char *key);
const char *papers_count(const struct papers_source *source, struct paper *paper, const char *part,
                         const char *key);
const char *papers_words(const struct papers_source *source, struct paper *paper, const char *part,
                         const char *key, const char *prefix);
const char *papers_school(const struct papers_source *source);
/* The post of row `n` of given_by, supported_by, or text `n` of carried_out_by. */
const char *papers_post(const struct papers_source *source, const char *list, size_t n);
/* All of them: "Headteacher and Network lead". */
const char *papers_posts(const struct papers_source *source, struct paper *paper, const char *list);
/* A list of the permission as a list; a blank where there is none. */
void papers_list(const struct papers_source *source, struct paper *paper, const char *part,
                 const char *key, const char *hint_id);
/* "yes", "no" or NULL. */
const char *papers_yes(const struct papers_source *source, const char *part, const char *key);

/* The post that signs for union `n` of the agreement's parties. */
const char *papers_union(const struct papers_source *source, size_t n);

/* Lines for signatures: a table, to be closed by paper_close(), and its rows. */
void papers_sign_open(struct paper *paper);
void papers_sign_row(struct paper *paper, const char *label_id, const char *post);

/* For how many days files and results are kept: two rows of an open form. */
void papers_retention(const struct papers_source *source, struct paper *paper);

/* The table of every check: what it reads and what it does not read, from probes/probes.c. With
 * `reads` only as a list. */
void papers_checks(struct paper *paper);
