/* A capture file from untrusted bytes; every byte handed out is touched. */
#include "probes/traffic/blocks.h"

#include <sys/mman.h>
#include <unistd.h>

#include "probes/base/cleanup.h"

#define UNPACKED_MAX ((uint64_t)8 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	_cleanup_(close_at) int fd = memfd_create("capture", 0);
	struct block_packet packet;
	struct blocks blocks;
	unsigned int sum = 0;
	int result;

	if (fd < 0 || write(fd, data, size) != (ssize_t)size || lseek(fd, 0, SEEK_SET) != 0)
		return 0;
	result = blocks_open(&blocks, fd, UNPACKED_MAX);
	while (result == 0 && blocks_next(&blocks, &packet) == 1) {
		if (packet.bytes.len > BLOCKS_PACKET_MAX || packet.nanoseconds >= 1000000000)
			__builtin_trap();
		for (size_t i = 0; i < packet.bytes.len; i++)
			sum += packet.bytes.at[i];
	}
	if (blocks.error && !blocks.problem)
		__builtin_trap();
	blocks_close(&blocks);
	__asm__ volatile("" : : "r"(sum)); /* read them for certain */
	return 0;
}
