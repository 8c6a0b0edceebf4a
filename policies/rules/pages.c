/* Listed pages and the requests that recordings of visits hold. */
#include "policies/rules/pages.h"

#include <errno.h>
#include <string.h>

#include "policies/collectors.h"
#include "policies/domain.h"
#include "policies/fields.h"
#include "policies/host.h"
#include "policies/scope.h"

static const char *const stage_words[PAGE_STAGES] = { "before", "refused", "accepted" };

const char *page_stage_word(enum page_stage stage)
{
	return stage_words[stage];
}

/* "https://portal.example/x?y" -> "portal.example/x" */
static const char *without_scheme(struct arena *arena, const char *text)
{
	const char *scheme = strstr(text, "://"), *start = scheme ? scheme + 3 : text;

	return arena_string(arena, start, strcspn(start, "?#"));
}

static const char *host_of(struct arena *arena, const char *name)
{
	char host[HOST_MAX + 1] = "";
	const char *text = arena_string(arena, name, strcspn(name, "/:"));

	if (!text || host_normalise(text, host) != 0)
		return text ? arena_copy(arena, "") : NULL;
	return arena_copy(arena, host);
}

/* A path's last slash makes no other page: "portal.example" is "portal.example/". */
static size_t compared_length(const char *name, size_t len)
{
	while (len && name[len - 1] == '/')
		len--;
	return len;
}

static bool is_same_page(const char *one, size_t one_len, const char *other, size_t other_len)
{
	size_t len = compared_length(one, one_len), host = strcspn(one, "/");

	if (len != compared_length(other, other_len))
		return false;
	if (host > len)
		host = len;
	return strncasecmp(one, other, host) == 0 &&
	       strncmp(one + host, other + host, len - host) == 0;
}

bool page_made(const struct page *page, const struct observation *fact, enum page_stage *stage)
{
	const char *space = fact->detail ? strrchr(fact->detail, ' ') : NULL;

	if (fact->kind != OBSERVED_PAGE_REQUEST || !space ||
	    !is_same_page(page->name, strlen(page->name), fact->detail,
	                  (size_t)(space - fact->detail)))
		return false;
	for (size_t i = 0; i < PAGE_STAGES; i++)
		if (strcmp(space + 1, stage_words[i]) == 0) {
			*stage = (enum page_stage)i;
			return true;
		}
	return false;
}

enum confidence page_call_confidence(const struct finding_evidence *evidence)
{
	const struct indicator *indicator = evidence->indicator;

	if (indicator->specificity == SPECIFIC_HINT ||
	    (indicator->specificity == SPECIFIC_SHARED && domain_is_too_broad(indicator->value)))
		return CONFIDENCE_SUSPECTED;
	return CONFIDENCE_CONFIRMED;
}

static void note_visits(const struct case_file *file, const struct rule *rule, struct page *page)
{
	for (size_t i = 0; i < file->place_count; i++) {
		const struct observations *place = &file->places[i];

		if (!scope_takes_place(file->agreement, rule, &place->location))
			continue;
		for (size_t f = 0; f < place->count; f++) {
			enum page_stage stage;

			if (!page_made(page, &place->items[f], &stage))
				continue;
			page->visited = true;
			page->stages[stage] = true;
		}
	}
}

static bool is_known(const struct pages *pages, const char *name)
{
	for (size_t i = 0; i < pages->count; i++)
		if (is_same_page(pages->items[i].name, strlen(pages->items[i].name), name,
		                 strlen(name)))
			return true;
	return false;
}

int pages_of(const struct case_file *file, const struct rule *rule, struct pages *out)
{
	struct json_object *scope = field_object(file->agreement->root, "scope");
	struct json_object *texts = field_object(scope, "staff_pages");
	size_t count = field_count(scope, "staff_pages");
	struct pages pages = { .items = arena_take(file->arena, count + 1, sizeof(*pages.items)) };

	if (!pages.items)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		const char *text = json_object_get_string(json_object_array_get_idx(texts, i));
		struct page page = { .name = without_scheme(file->arena, text ? text : "") };

		if (!page.name)
			return -ENOMEM;
		if (is_known(&pages, page.name))
			continue;
		page.subject = arena_printf(file->arena, "page:%s", page.name);
		page.host = host_of(file->arena, page.name);
		if (!page.subject || !page.host)
			return -ENOMEM;
		note_visits(file, rule, &page);
		pages.items[pages.count++] = page;
	}
	*out = pages;
	return 0;
}

int page_absence(const struct case_file *file, const struct page *page, struct verdict *verdict)
{
	const char *stages[PAGE_STAGES + 1] = { NULL };
	size_t count = 0;
	int error = verdict_of_absence(file, verdict);
	if (error || verdict->status != STATUS_NOT_OBSERVED)
		return error;
	json_object_put(verdict->because.args);
	verdict->because = (struct sentence){ .id = "page.not-visited" };
	verdict->does_not_show = "shows-not.absence";
	verdict->status = STATUS_INSUFFICIENT_COVERAGE;
	error = sentence_word(&verdict->because, "page", page->name);
	if (error || !page->visited)
		return error;
	for (size_t i = 0; i < PAGE_STAGES; i++)
		if (page->stages[i])
			stages[count++] = stage_words[i];
	verdict->because.id = "page.nothing-seen";
	verdict->status = STATUS_NOT_OBSERVED;
	return sentence_words(&verdict->because, "stages", stages);
}
