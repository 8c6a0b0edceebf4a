/* The floor of the benchmark: a libpcap loop that only counts packets and bytes. */
#include <pcap/pcap.h>
#include <stdint.h>
#include <stdio.h>

struct count {
	uint64_t packets, bytes;
};

static void count_one(unsigned char *arg, const struct pcap_pkthdr *header,
                      const unsigned char *bytes)
{
	struct count *count = (void *)arg;

	(void)bytes;
	count->packets++;
	count->bytes += header->caplen;
}

int main(int argc, char **argv)
{
	char error[PCAP_ERRBUF_SIZE];
	struct count count = { 0 };
	pcap_t *capture;

	if (argc != 2 || !(capture = pcap_open_offline(argv[1], error)))
		return 2;
	pcap_loop(capture, -1, count_one, (unsigned char *)&count);
	pcap_close(capture);
	printf("%llu packets, %llu bytes\n", (unsigned long long)count.packets,
	       (unsigned long long)count.bytes);
	return 0;
}
