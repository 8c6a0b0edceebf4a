/* Signed exceptions in words. */
#include "reports/exceptions.h"

#include "reports/messages.h"
#include "reports/view.h"

void exception_say(struct json_object *verdict, struct text *out)
{
	struct json_object *exception = view_object(verdict, "exception");
	const char *why_not, *status, *because;

	if (!exception)
		return;
	message_render("page.exception", exception, out);
	why_not = view_string(exception, "why_not");
	if (why_not) {
		text_add(out, " ");
		message_word("exception-void", why_not, out);
		return;
	}
	status = view_string(exception, "status");
	because = view_sentence(exception, "because");
	text_addf(out, " %s ", message_label("page.exception-without"));
	message_word("status", status ? status : "", out);
	text_addf(out, ". %s", because ? because : "");
}
