/* An annex of sealed findings as somebody else may hand it over, held to a report. */
#include <stdint.h>

#include "reports/sealed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char report[] =
	"{\"run\":{\"id\":\"RUN-1\"},\"sealed\":[{\"subject\":\"sealed-finding-1\",\"sha256\":"
	"\"4b5865107d3dc06fd8a36e8a135811b3db8b02ad99a52fcf84183cba9eac4991\"}]}";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct json_object *disclosure = json_tokener_parse(report);
	struct problem problem = { 0 };

	if (digest_prepare() == 0 && disclosure)
		sealed_open("annex", (struct span){ data, size }, disclosure, &problem);
	json_object_put(disclosure);
	return 0;
}
