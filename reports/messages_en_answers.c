/* en-GB: answers on record, and the sheet on which they are given by hand. */
#include "reports/messages_en.h"

static const struct message rows[] = {
	{ "answers.asked", "{who} put this question on {date:date}." },
	{ "answers.elsewhere", "These answers are on record. What they answer is not judged, or "
	                       "not shown, in this report." },
	{ "answers.hold", "Until {until:date} nothing is thrown away: {reason} ({post})." },
	{ "answers.left-out", "[left out: it names a person]" },
	{ "answers.no-answer", "Asked {days:count:day:days} ago, no answer recorded." },
	{ "answers.said", "{position}: {who}, {date:date}." },
	{ "answers.sealed", "[left out: what it answers is sealed]" },
	{ "answers.see", "See {document}." },
	{ "answers.staff", "Said by {count:count:member:members} of staff." },
	{ "blank.sheet_date", "date" },
	{ "blank.sheet_document", "letter or document" },
	{ "blank.sheet_post", "post, not a name" },
	{ "position.accepts", "Accepts" },
	{ "position.asked", "Asked" },
	{ "position.disputes", "Disputes" },
	{ "position.explains", "Explains" },
	{ "position.refused", "Refuses to answer" },
	{ "position.remedied", "Put right" },
	{ "position.staff-report", "Reported" },
	{ "sheet.about", "Each box holds one thing to answer: the signed sentence, what was seen, "
	                 "and the question. "
	                 "Tick how you stand to it, and write why." },
	{ "sheet.by", "For: {sheet_post} Date: {sheet_date} See: {sheet_document}" },
	{ "sheet.changes-nothing",
	  "An answer changes no finding and removes none. It is printed beside it in every later "
	  "report." },
	{ "sheet.code", "Code {code}" },
	{ "sheet.foot", "Posts, no names of people. Nothing here asks about any one person." },
	{ "sheet.head", "{name}: {status}" },
	{ "sheet.kicker", "Answers to the monitoring technology report" },
	{ "sheet.mark", "Report {report}" },
	{ "sheet.mark-agreement", "Report {report}, agreement code {code}" },
	{ "sheet.none", "This report has nothing that waits for an answer." },
	{ "sheet.question-head", "Question {id}" },
	{ "sheet.questions", "Questions" },
	{ "sheet.record", "Whoever keeps the agreement records an answer by its code: daylight "
	                  "respond -a FOLDER --to "
	                  "CODE." },
	{ "sheet.title", "Answer sheet" },
	{ "sheet.was-seen", "What was seen:" },
	{ "sheet.ways", "☐ Accepts  ☐ Disputes  ☐ Explains  ☐ Put right "
	                " ☐ Refuses to answer" },
	{ "text.answers", "OTHER ANSWERS ON RECORD" },
	{ "title.answers", "Other answers on record" },
};

const struct message_table messages_en_answers = { rows, sizeof(rows) / sizeof(*rows) };
