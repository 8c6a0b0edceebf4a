/* The tables of en-GB: sentences, labels, and the fixed words of the pages. Each is sorted by id (a
 * test proves it), so that a look-up is a binary search. Placeholders are explained in
 * reports/messages.c. */
#pragma once
#include <stddef.h>

struct message {
	const char *id, *text;
};

struct message_table {
	const struct message *rows;
	size_t count;
};

extern const struct message_table messages_en_sentences, messages_en_brief, messages_en_labels,
	messages_en_words, messages_en_page, messages_en_answers, messages_en_schedule,
	messages_en_papers, messages_en_forms, messages_en_drafts;
