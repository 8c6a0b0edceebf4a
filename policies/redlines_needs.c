/* What has to be looked at: needs software-inventory 90% of devices, 5 days */
#include "policies/redlines_needs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policies/fields.h"
#include "policies/redlines_words.h"

static int need_put(struct redline *line, const char *at, struct json_object *need, const char *key,
                    struct json_object *value)
{
	int ret = 0;

	if (json_object_object_get_ex(need, key, NULL))
		ret = redline_refuse(line, at, "\"%s\" stands twice here", key);
	if (!ret && json_object_object_add(need, key, value) != 0)
		ret = -ENOMEM;
	if (ret)
		json_object_put(value);
	return ret;
}

/* "90% of devices", "5 days" */
static int take_need_number(struct redline *line, struct json_object *need, size_t len)
{
	const char *at = line->at;
	char digits[16];

	snprintf(digits, sizeof(digits), "%.*s", (int)(len < 10 ? len : 10), at);
	for (const struct redlines_need *n = redlines_needs; len < 10 && n->key; n++) {
		size_t after = strlen(n->after);

		if ((size_t)(line->end - at) < len + after ||
		    memcmp(at + len, n->after, after) != 0)
			continue;
		line->at += len + after;
		return need_put(line, at, need, n->key, json_object_new_int64(atoll(digits)));
	}
	return redline_refuse(line, at,
	                      "want for example \"90%% of devices\", \"5 days\", \"70%% "
	                      "attributed\", \"3 targets\", \"100%% of pages\" or \"80%% of "
	                      "networks\"");
}

/* The above, or KEY VALUE. */
static int take_need_part(struct redline *line, struct json_object *need)
{
	struct json_object *key = NULL, *value = NULL;
	const char *at;
	size_t len;
	int ret;

	redline_done(line);
	at = line->at;
	len = strspn(at, "0123456789");
	if (len)
		return take_need_number(line, need, len);
	ret = redline_text(line, "a number and its unit", &key);
	if (!ret)
		ret = redline_value(line, &value);
	if (!ret)
		ret = need_put(line, at, need, json_object_get_string(key), value);
	json_object_put(key);
	return ret;
}

static int take_need(struct redlines_reading *reading, const char *at, struct json_object *need)
{
	char collector[REDLINE_WORD], pointer[REDLINES_POINTER];
	int ret = redline_word(&reading->line, "what has to be looked at", collector);
	size_t n;

	if (!ret && strcmp(collector, "nothing") == 0 && redline_done(&reading->line) &&
	    !field_object(reading->rule, "needs"))
		return json_object_object_add(reading->rule, "needs", json_object_new_array());
	if (!ret && strcmp(collector, "nothing") == 0)
		return redline_refuse(
			&reading->line, at,
			"\"needs nothing\" stands alone (drop this line or the others)");
	if (!ret)
		ret = json_object_object_add(need, "collector", json_object_new_string(collector));
	if (!ret && !redline_done(&reading->line)) {
		do
			ret = take_need_part(&reading->line, need);
		while (!ret && redline_comma(&reading->line));
	}
	if (!ret)
		ret = redline_ends(&reading->line);
	if (!ret && !field_object(reading->rule, "needs"))
		ret = redlines_put(reading, "", "needs", at, json_object_new_array());
	if (ret)
		return ret;
	n = field_count(reading->rule, "needs");
	snprintf(pointer, sizeof(pointer), "/rules/%zu/needs/%zu", reading->index, n);
	ret = redlines_remember(reading, at, pointer);
	snprintf(pointer, sizeof(pointer), "/rules/%zu/needs/%zu/collector", reading->index, n);
	if (!ret)
		ret = redlines_remember(reading, at, pointer);
	return ret ? ret
	           : json_object_array_add(field_object(reading->rule, "needs"),
	                                   json_object_get(need));
}

int redlines_needs_take(struct redlines_reading *reading, const char *at)
{
	struct json_object *need = json_object_new_object();
	int ret = need ? take_need(reading, at, need) : -ENOMEM;

	json_object_put(need);
	return ret;
}
