/* en-GB: answers on record, and the sheet on which they are given by hand. */
#include "reports/messages_en.h"

static const struct message rows[] = {
	{ "answers.asked", "{who} put this question on {date:date}." },
	{ "answers.elsewhere",
	  "These answers are on record for findings, questions or rows that this report does not "
	  "show." },
	{ "answers.hold", "Until {until:date} nothing is thrown away: {reason} ({post})." },
	{ "answers.left-out", "[left out: it names a person]" },
	{ "answers.no-answer", "Asked {days:count:day:days} ago, no answer recorded." },
	{ "answers.said", "{position}: {who}, {date:date}." },
	{ "answers.see", "See {document}." },
	{ "answers.staff", "Said by {count:count:member:members} of staff." },
	{ "position.accepts", "Accepts" },
	{ "position.asked", "Asked" },
	{ "position.disputes", "Disputes" },
	{ "position.explains", "Explains" },
	{ "position.refused", "Refuses to answer" },
	{ "position.remedied", "Put right" },
	{ "position.staff-report", "Reported" },
	{ "text.answers", "OTHER ANSWERS ON RECORD" },
	{ "title.answers", "Other answers on record" },
};

const struct message_table messages_en_answers = { rows, sizeof(rows) / sizeof(*rows) };
