/* Compressed bytes, untrusted: the unpackers, with a bound on what they may make of them. */
#include "probes/traffic/input.h"

#include <sys/mman.h>
#include <unistd.h>

#include "probes/base/cleanup.h"

#define UNPACKED_MAX ((uint64_t)4 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	_cleanup_(close_at) int fd = memfd_create("packed", 0);
	struct input input;
	unsigned int sum = 0;
	uint64_t came = 0;

	if (fd < 0 || write(fd, data, size) != (ssize_t)size || lseek(fd, 0, SEEK_SET) != 0)
		return 0;
	if (input_open(&input, fd, UNPACKED_MAX) == 0)
		while (input_need(&input, 1) == 0) {
			for (size_t i = 0; i < input.left; i++)
				sum += input.at[i];
			came += input.left;
			input_pass(&input, input.left);
		}
	if (came > UNPACKED_MAX || came != input.taken || !input.status)
		__builtin_trap();
	input_close(&input);
	__asm__ volatile("" : : "r"(sum)); /* read them for certain */
	return 0;
}
