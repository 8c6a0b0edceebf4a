/* Sends and receives whole messages, and takes the descriptor that came with one. */
#include "probes/place_socket.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "probes/base/cleanup.h"

int place_say(struct place *place, const struct place_message *message)
{
	ssize_t put;

	if (message->failed)
		return -EXDEV;
	do {
		put = send(place->socket, message->bytes, message->len, MSG_NOSIGNAL);
	} while (put < 0 && errno == EINTR);
	return put == (ssize_t)message->len ? 0 : -EPIPE;
}

/* The descriptor of an answer, or -1. More than one never comes; a second would not fit the control
 * buffer. */
static int descriptor_in(struct msghdr *header)
{
	struct cmsghdr *control = CMSG_FIRSTHDR(header);
	int fd = -1;

	if (control && control->cmsg_level == SOL_SOCKET && control->cmsg_type == SCM_RIGHTS &&
	    control->cmsg_len == CMSG_LEN(sizeof(fd)))
		memcpy(&fd, CMSG_DATA(control), sizeof(fd));
	return fd;
}

/* The descriptor, which is then not closed at the end of the scope. */
static int hand_out(int *fd)
{
	int given = *fd;

	*fd = -1;
	return given;
}

int place_hear(struct place *place, struct place_message *message, struct cursor *in, int *fd)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct iovec part = { message->bytes, sizeof(message->bytes) };
	struct msghdr header = { .msg_iov = &part,
		                 .msg_iovlen = 1,
		                 .msg_control = control.bytes,
		                 .msg_controllen = sizeof(control.bytes) };
	_cleanup_(close_at) int came = -1;
	uint32_t error;
	ssize_t got;

	do {
		got = recvmsg(place->socket, &header, MSG_CMSG_CLOEXEC);
	} while (got < 0 && errno == EINTR);
	if (got <= 0)
		return -EPIPE;
	came = descriptor_in(&header);
	*in = cursor_over((struct span){ message->bytes, (size_t)got });
	error = cursor_u32(in);
	if (in->failed || (header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)))
		return header.msg_flags & MSG_CTRUNC ? -EMFILE : -EPIPE;
	if (error)
		return error < 4096 ? -(int)error : -EPIPE;
	if (fd)
		*fd = hand_out(&came);
	return 0;
}
