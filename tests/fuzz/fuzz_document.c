/* Any bytes as a JSON file of people, of machines, and as JSON Lines. */
#include <stdint.h>
#include <stdlib.h>

#include "probes/base/document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct document document = { 0 };
	static const enum document_kind kinds[] = { DOCUMENT_OF_PEOPLE, DOCUMENT_OF_MACHINE,
		                                    DOCUMENT_OF_LINES };

	for (int kind = 0; kind < 3; kind++) {
		struct problem problem = { 0 };
		int ret = document_parse("f.json", (struct span){ data, size }, kinds[kind],
		                         &document, &problem);

		if (ret == 0 && problem_found(&problem))
			abort();
		if (ret != 0 && !problem_found(&problem))
			abort();
		document_close(&document);
	}
	return 0;
}
