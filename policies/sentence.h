/* Sentences are ids with arguments; reports/messages renders them (DESIGN 5). policies never holds English text for
 * people, except what it quotes from an agreement. */
#pragma once
#include <json-c/json.h>

struct sentence {
	const char *id;           /* "notice.short"; NULL = no sentence */
	struct json_object *args; /* owned by the verdict's agreement run; kept in insertion order; may be NULL */
};
