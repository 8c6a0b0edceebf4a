/* Prints every name in the captures named on the command line, as `daylight hosts` does, straight
 * from capture_read(): for measuring the decoder alone. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "probes/base/problem.h"
#include "probes/traffic/capture.h"

static int print_name(void *arg, const struct name_seen *seen)
{
	fprintf(arg, "%s\t%s\n", name_protocol_word(seen->protocol), seen->host);
	return 0;
}

static int read_file(const char *path, const struct capture_options *options,
                     const struct name_sink *sink)
{
	struct capture_source source = { .name = path, .fd = open(path, O_RDONLY | O_CLOEXEC) };
	struct capture_totals totals = { 0 };
	struct problem problem = { "" };
	int error;

	if (source.fd < 0) {
		perror(path);
		return 2;
	}
	error = capture_read(&source, 1, options, sink, NULL, &totals, &problem);
	close(source.fd);
	if (problem.text[0])
		fprintf(stderr, "%s\n", problem.text);
	fprintf(stderr,
	        "%s: %llu packets, %llu connections, %llu hidden, %llu not decoded, %llu cut, %llu "
	        "flows evicted, "
	        "%llu buffers missing\n",
	        path, (unsigned long long)totals.packets, (unsigned long long)totals.connections,
	        (unsigned long long)totals.hidden, (unsigned long long)totals.not_decoded,
	        (unsigned long long)totals.truncated_packets,
	        (unsigned long long)totals.flows_evicted,
	        (unsigned long long)totals.buffers_missing);
	return error ? 2 : 0;
}

int main(int argc, char **argv)
{
	struct capture_options options = { 0 };
	struct name_sink sink = { .name = print_name, .arg = stdout };
	int status = 0;

	for (int i = 1; i < argc && !status; i++)
		status = read_file(argv[i], &options, &sink);
	return status;
}
