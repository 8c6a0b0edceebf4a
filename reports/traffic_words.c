/* Numbers of traffic as people say them. */
#include "reports/traffic_words.h"

#include "probes/base/cleanup.h"
#include "reports/messages.h"
#include "reports/view.h"

/* In the largest unit of which it is at least two. */
static void period_words(int64_t seconds, struct text *out)
{
	static const struct {
		int64_t seconds;
		const char *id;
	} units[] = { { 86400, "traffic-every.days" },
		      { 3600, "traffic-every.hours" },
		      { 60, "traffic-every.minutes" },
		      { 1, "traffic-every.seconds" } };
	size_t i = 0;
	_cleanup_(text_free) struct text number = { 0 };

	while (units[i].seconds > 1 && seconds < 2 * units[i].seconds)
		i++;
	view_number((seconds + units[i].seconds / 2) / units[i].seconds, &number);
	message_say(out, units[i].id, "number", number.at);
}

void sending_words(struct json_object *row, struct text *out)
{
	_cleanup_(text_free) struct text uploads = { 0 }, size = { 0 }, period = { 0 };
	int64_t bytes = view_integer(row, "bytes_each", 0);

	view_number(view_integer(row, "uploads", 0), &uploads);
	view_number(bytes / 1000 + (bytes % 1000 > 0), &size);
	period_words(view_integer(row, "every_seconds", 0), &period);
	message_say(out, "page.sending", "uploads", uploads.at, "size", size.at, "period",
	            period.at);
}
