/* Text that grows (heap), and small questions about text from outside.
 * A text that ran out of memory stays failed; ask once, at the end. */
#pragma once
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text {
	char *at; /* NUL-terminated once something was added; owned, freed by text_free() */
	size_t len;
	size_t room;
	bool failed; /* out of memory: what was added since is missing */
};

void text_free(struct text *text);
void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const char *bytes, size_t len);
void text_addf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_vaddf(struct text *text, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* `word` in single quotes: one word of the shell whatever it holds (POSIX.1-2017, Shell Command
 * Language, 2.2.2). */
void text_add_shell(struct text *text, const char *word);

/* RFC 3629: no surrogates, no overlong forms, nothing above U+10FFFF; a NUL is refused too. */
bool text_is_utf8(const char *bytes, size_t len);

/* In place: control bytes (also DEL and U+0080..9F) become '?', as does every byte of invalid UTF-8
 * and of characters that turn the direction of text. */
void text_make_printable(char *string);

/* The candidate nearest to `word` by edit distance (at most 3, at most half of its length), or
 * NULL. `words` ends with NULL. */
const char *text_nearest(const char *word, const char *const *words);

/* Shell-style globs on whole paths: '*' and '?' stop at '/', '**' does not; no brackets.
 * Bounded: a start is never tried again once the path ran out, so at most len(pattern) * len(path)
 * steps for each path component. */
bool text_matches_glob(const char *pattern, const char *path);
