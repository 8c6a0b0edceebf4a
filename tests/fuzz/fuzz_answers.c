/* Any bytes as a file of answers: what is taken makes an agreement that loads. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agent/interview.h"
#include "policies/agreement.h"
#include "policies/packs.h"
#include "policies/starter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char pack[] =
	"{\"format\":\"daylight-pack/1\",\"id\":\"nasuwt-redlines\",\"title\":\"T\","
	"\"provenance\":\"P\",\"standing\":\"as-reported\",\"clauses\":[]}";

static const struct vocabulary_word words[] = {
	{ "keystroke-logging", "log keys", "m", "o", "n" },
	{ "screen-recording", "record screens", "m", "o", "n" },
};

static struct span span_of(const struct text *text)
{
	return (struct span){ (const uint8_t *)text->at, text->len };
}

/* The technology list of what was answered is read as any other. The rules cite clauses that are
 * not at hand here, so the agreement around it is a small one. */
static void assert_list_loads(const struct starter *starter, const struct catalogue *catalogue,
                              struct arena *arena)
{
	static const char small[] =
		"{\"format\":\"daylight-agreement/1\",\"agreement\":{\"id\":\"A\",\"title\":\"T\","
		"\"in_force_from\":\"2026-01-01\"},\"rules\":[]}";
	struct agreement_files files = {
		.agreement = { (const uint8_t *)small, sizeof(small) - 1 },
		.register_csv = span_of(&starter->register_csv),
		.authorisation = span_of(&starter->authorisation),
	};
	struct pack_file file = { "p.json", { (const uint8_t *)pack, sizeof(pack) - 1 } };
	const struct packs *packs = NULL;
	struct problem problem = { 0 };
	struct agreement agreement = { 0 };

	if (packs_load(&file, 1, arena, &packs, &problem) != 0)
		return;
	if (agreement_load(&files, packs, catalogue, arena, &agreement, &problem) == -EBADMSG)
		abort();
	agreement_close(&agreement);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct catalogue catalogue = { .words = words, .word_count = 2 };
	struct interview interview = { .catalogue = &catalogue, .today = 20000 };
	struct arena *arena = arena_new(1 << 24);
	struct problem problem = { 0 };
	struct starter starter = { 0 };
	struct text out = { 0 };
	int ret;

	interview.answers = json_object_new_object();
	if (!arena || !interview.answers)
		abort();
	ret = interview_load(&interview, (struct span){ data, size }, "answers.json", &problem);
	if ((ret == 0) == problem_found(&problem))
		abort();
	if (ret == 0 && (starter_fill(interview.answers, &catalogue, &starter) != 0 ||
	                 interview_write(&interview, &out) != 0))
		abort();
	if (ret == 0)
		assert_list_loads(&starter, &catalogue, arena);
	starter_free(&starter);
	text_free(&out);
	json_object_put(interview.answers);
	arena_free(arena);
	return 0;
}
