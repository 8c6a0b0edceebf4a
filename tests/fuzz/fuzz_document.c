/* Any bytes as a JSON file of people and of machines. */
#include <stdint.h>
#include <stdlib.h>

#include "probes/base/document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct document document = { 0 };
	struct problem problem = { 0 };

	for (int kind = 0; kind < 2; kind++) {
		int ret = document_parse("f.json", (struct span){ data, size }, kind ? DOCUMENT_OF_MACHINE :
					 DOCUMENT_OF_PEOPLE, &document, &problem);

		if (ret == 0 && problem_found(&problem))
			abort();
		if (ret != 0 && !problem_found(&problem))
			abort();
		document_close(&document);
	}
	return 0;
}
