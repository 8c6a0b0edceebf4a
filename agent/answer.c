/* Builds and sends the opener's answers. */
#include "agent/answer.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "probes/place.h"

void answer_begin(struct answer *answer, int error)
{
	answer->message.len = 0;
	answer->message.failed = false;
	place_put_u32(&answer->message, (uint32_t)-error);
}

int answer_send(struct answer *answer, int fd)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct iovec part = { answer->message.bytes, answer->message.len };
	struct msghdr header = { .msg_iov = &part, .msg_iovlen = 1 };
	ssize_t put;

	if (fd >= 0) {
		header.msg_control = control.bytes;
		header.msg_controllen = sizeof(control.bytes);
		control.align = (struct cmsghdr){ .cmsg_level = SOL_SOCKET,
			                          .cmsg_type = SCM_RIGHTS,
			                          .cmsg_len = CMSG_LEN(sizeof(fd)) };
		memcpy(CMSG_DATA(&control.align), &fd, sizeof(fd));
	}
	do {
		put = sendmsg(answer->socket, &header, MSG_NOSIGNAL);
	} while (put < 0 && errno == EINTR);
	if (put >= 0)
		return 0;
	return errno == EAGAIN ? -ETIMEDOUT : -errno;
}

int answer_error(struct answer *answer, int error)
{
	answer_begin(answer, error);
	return answer_send(answer, -1);
}

static enum place_type type_of(mode_t mode)
{
	return S_ISREG(mode)   ? PLACE_FILE
	       : S_ISDIR(mode) ? PLACE_FOLDER
	       : S_ISLNK(mode) ? PLACE_LINK
	                       : PLACE_OTHER;
}

/* Where a link leads, into `target`; its length, or -errno. */
static ssize_t read_link(int folder, const char *at_name, char target[PLACE_PATH_MAX])
{
	ssize_t length = readlinkat(folder, at_name, target, PLACE_PATH_MAX);

	if (length < 0)
		return -errno;
	return length < PLACE_PATH_MAX ? length : -ENAMETOOLONG;
}

int answer_entry(struct answer *answer, int folder, const char *at_name, const char *name)
{
	const int flags =
		AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH | AT_STATX_DONT_SYNC;
	struct place_message *message = &answer->message;
	char target[PLACE_PATH_MAX];
	struct statx status = { 0 };
	ssize_t length = -EINVAL;
	int error = 0;

	if (statx(folder, at_name, flags, STATX_BASIC_STATS, &status) != 0)
		error = -errno;
	else if (S_ISLNK(status.stx_mode))
		length = read_link(folder, at_name, target);
	if (length < 0 && S_ISLNK(status.stx_mode))
		error = (int)length;
	place_put_u8(message, (uint8_t)type_of(status.stx_mode));
	place_put_u32(message, status.stx_mode);
	place_put_u32(message, status.stx_uid);
	place_put_u64(message, status.stx_size);
	place_put_u64(message, (uint64_t)status.stx_mtime.tv_sec);
	place_put_u32(message, (uint32_t)-error);
	place_put_u16(message, (uint16_t)strlen(name));
	place_put(message, name, strlen(name));
	place_put_u16(message, length < 0 ? PLACE_NO_TARGET : (uint16_t)length);
	if (length > 0)
		place_put(message, target, (size_t)length);
	return error;
}

void answer_page_begin(struct answer *answer)
{
	answer_begin(answer, 0);
	place_put_u8(&answer->message, 0);
}

int answer_page_send(struct answer *answer, unsigned flags)
{
	answer->message.bytes[sizeof(uint32_t)] = (uint8_t)flags;
	return answer_send(answer, -1);
}

int answer_page_entry(struct answer *answer, int folder, const char *name)
{
	size_t before = answer->message.len;
	int error;

	answer_entry(answer, folder, name, name);
	if (!answer->message.failed)
		return 0;
	answer->message.len = before;
	answer->message.failed = false;
	error = answer_page_send(answer, 0);
	if (error)
		return error;
	answer_page_begin(answer);
	answer_entry(answer, folder, name, name);
	return 0;
}
