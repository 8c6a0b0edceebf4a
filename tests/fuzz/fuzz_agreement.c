/* Any bytes as one of the files of an agreement; the first byte says which, the others are small
 * good ones. */
#include <stdint.h>
#include <stdlib.h>
#include <errno.h>

#include "policies/agreement.h"
#include "policies/agreement_explain.h"
#include "policies/packs.h"
#include "probes/base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define SPAN(text) ((struct span){ (const uint8_t *)(text), sizeof(text) - 1 })

static const char pack[] =
	"{\"format\":\"daylight-pack/"
	"1\",\"id\":\"p\",\"title\":\"T\",\"provenance\":\"P\",\"standing\":\"as-reported\","
	"\"clauses\":[{\"id\":\"C1\",\"text\":\"x\",\"kind\":\"redline\",\"observability\":"
	"\"partly\",\"checks\":[\"CHK05\"],"
	"\"max_status\":\"needs-interpretation\"}]}";
static const char agreement[] =
	"{\"format\":\"daylight-agreement/"
	"1\",\"agreement\":{\"id\":\"A\",\"title\":\"T\",\"in_force_from\":\"2026-01-01\"},"
	"\"rules\":[{\"id\":\"R1\",\"say\":\"S\",\"kind\":\"register\"}]}";
static const char list[] = "{\"format\":\"daylight-register/1\",\"register\":[]}";

static struct agreement_files files_with(uint8_t which, struct span bytes)
{
	struct agreement_files files = { .agreement = SPAN(agreement),
		                         .register_json = SPAN(list) };

	switch (which % 5) {
	case 0: files.agreement = bytes; break;
	case 1: files.register_json = bytes; break;
	case 2:
		files.register_json = (struct span){ 0 };
		files.register_csv = bytes;
		break;
	case 3: files.authorisation = bytes; break;
	default: files.log = bytes;
	}
	return files;
}

static void look_at(struct agreement *agreement_read, const struct packs *packs)
{
	struct text out = { 0 };
	size_t count = 0;

	agreement_explain(agreement_read, packs, &out);
	agreement_warnings(agreement_read, &out, &count);
	text_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct vocabulary_word words[] = { { "keystroke-logging", "log keys", "m", "o",
		                                          "n" } };
	struct catalogue catalogue = { .words = words, .word_count = 1 };
	struct pack_file file = { "p.json", SPAN(pack) };
	struct arena *arena = arena_new(1 << 24);
	const struct packs *packs = NULL;
	struct problem problem = { 0 };
	struct agreement out = { 0 };
	struct agreement_files files;
	int ret;

	if (!arena || !size || packs_load(&file, 1, arena, &packs, &problem) != 0) {
		arena_free(arena);
		return 0;
	}
	files = files_with(data[0], (struct span){ data + 1, size - 1 });
	ret = agreement_load(&files, packs, &catalogue, arena, &out, &problem);
	if (ret == -EBADMSG && !problem_found(&problem))
		abort();
	if (ret == 0)
		look_at(&out, packs);
	agreement_close(&out);
	arena_free(arena);
	return 0;
}
