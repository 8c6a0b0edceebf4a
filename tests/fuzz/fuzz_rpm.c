/* An rpm header: what is handed out lies within the blob. */
#include <stdlib.h>

#include "probes/device/rpm.h"

static void check(struct span text, const uint8_t *data, size_t size)
{
	if (text.at &&
	    (text.at < data || text.at + text.len >= data + size || text.at[text.len] != '\0'))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct rpm_package package;

	if (rpm_header_decode((struct span){ data, size }, &package) != 0)
		return 0;
	check(package.name, data, size);
	check(package.version, data, size);
	check(package.release, data, size);
	check(package.vendor, data, size);
	return 0;
}
