/* The beginning of a stream without names from untrusted bytes: an answer given early stays true
 * when more bytes come. */
#include "probes/wire/talk.h"

#include <errno.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum talk talk = TALK_RFB, early_talk = TALK_RFB;
	size_t len = 0, early_len = 0;
	int result = talk_begins((struct span){ data, size }, &talk, &len);
	int early = talk_begins((struct span){ data, size / 2 }, &early_talk, &early_len);

	if (!result && (!len || len > size))
		__builtin_trap();
	if (early == -EBADMSG && !result)
		__builtin_trap();
	if (!early && (result || talk != early_talk))
		__builtin_trap();
	return 0;
}
