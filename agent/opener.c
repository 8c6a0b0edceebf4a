/* Answers the worker's requests for files. */
#include "agent/opener.h"

#include <dirent.h>
#include <errno.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "agent/answer.h"
#include "agent/denied.h"
#include "agent/filter.h"
#include "agent/privilege.h"
#include "agent/reach.h"
#include "probes/base/cleanup.h"
#include "probes/place_message.h"

#define ANSWER_TIMEOUT 60 /* seconds until a worker that takes no answers is given up */

struct opener {
	struct reach_root root, host; /* host: the running system, for time zones */
	struct boundary boundary;
	struct opener_tally *tally;
	struct answer answer;
};

struct request {
	enum place_request kind;
	size_t slot;
	char path[PLACE_PATH_MAX];
};

const char *const *opener_denied(void)
{
	return denied_paths;
}

int opener_socketpair(int out[2])
{
	return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, out) == 0 ? 0 : -errno;
}

/* Counts what was refused, and says so. */
static int answer_refusal(struct opener *opener, size_t slot, int error)
{
	struct place_count *count = &opener->tally->counts[slot];

	if (error == -EACCES || error == -EPERM)
		count->denied++;
	else if (error == -EXDEV)
		count->refused++;
	return answer_error(&opener->answer, error);
}

/* --- OPEN, LIST, LOOK --- */

static struct reach_root *root_for(struct opener *opener, size_t slot)
{
	return boundary_slot_is_time_zone(&opener->boundary, slot) ? &opener->host : &opener->root;
}

/* Goes there, and asks the deny-list again when a link led elsewhere. */
static int go(struct opener *opener, const struct request *request, bool follow_last,
              struct reached *at)
{
	int error = reach(root_for(opener, request->slot), request->path, follow_last, at);

	if (!error && strcmp(at->path, request->path) != 0 && path_is_denied(at->path)) {
		reached_close(at);
		return -EXDEV;
	}
	return error;
}

static int answer_open(struct opener *opener, const struct request *request)
{
	_cleanup_(reached_close) struct reached at = { .depth = 0 };
	_cleanup_(close_at) int fd = -1;
	int error = -EXDEV;

	if (boundary_opens(&opener->boundary, request->slot, request->path))
		error = go(opener, request, true, &at);
	if (!error)
		error = reached_open_file(&at, &fd);
	if (error)
		return answer_refusal(opener, request->slot, error);
	opener->tally->counts[request->slot].opened++;
	answer_begin(&opener->answer, 0);
	return answer_send(&opener->answer, fd);
}

static int answer_look(struct opener *opener, const struct request *request)
{
	_cleanup_(reached_close) struct reached at = { .depth = 0 };
	const struct boundary *boundary = &opener->boundary;
	int error = -EXDEV;

	if (boundary_opens(boundary, request->slot, request->path) ||
	    boundary_lists(boundary, request->slot, request->path))
		error = go(opener, request, false, &at);
	if (error)
		return answer_refusal(opener, request->slot, error);
	opener->tally->counts[request->slot].looked++;
	answer_begin(&opener->answer, 0);
	error = answer_entry(&opener->answer, at.steps[at.depth].fd, "",
	                     strrchr(request->path, '/') + 1);
	if (error == -EACCES || error == -EPERM) /* as /proc/PID/exe of another user: the link is
	                                            there, its target hidden */
		opener->tally->counts[request->slot].denied++;
	return answer_send(&opener->answer, -1);
}

static bool join(char path[PLACE_PATH_MAX], const char *folder, const char *name)
{
	return snprintf(path, PLACE_PATH_MAX, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder,
	                name) < PLACE_PATH_MAX;
}

/* By the name that was asked for and by where it really is, when a link led there. */
static bool is_shown(const struct opener *opener, const struct request *request, const char *really,
                     const char *name)
{
	char path[PLACE_PATH_MAX];

	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return false;
	if (!join(path, request->path, name) ||
	    !boundary_shows(&opener->boundary, request->slot, path))
		return false;
	if (strcmp(request->path, really) == 0)
		return true;
	return join(path, really, name) && !entry_is_denied(path);
}

static int send_entries(struct opener *opener, const struct request *request, const char *really,
                        DIR *folder)
{
	unsigned flags = PLACE_PAGE_LAST;
	size_t shown = 0;

	answer_page_begin(&opener->answer);
	for (;;) {
		struct dirent *entry;
		int error;

		errno = 0;
		entry = readdir(folder);
		if (!entry) {
			flags |= errno ? PLACE_PAGE_TRUNCATED : 0;
			break;
		}
		if (!is_shown(opener, request, really, entry->d_name))
			continue;
		if (shown++ == PLACE_ENTRIES_MAX) {
			flags |= PLACE_PAGE_TRUNCATED;
			break;
		}
		error = answer_page_entry(&opener->answer, dirfd(folder), entry->d_name);
		if (error)
			return error;
	}
	return answer_page_send(&opener->answer, flags);
}

static int answer_list(struct opener *opener, const struct request *request)
{
	_cleanup_(reached_close) struct reached at = { .depth = 0 };
	_cleanup_(closedir_at) DIR *folder = NULL;
	int fd = -1, error = -EXDEV;

	if (boundary_lists(&opener->boundary, request->slot, request->path))
		error = go(opener, request, true, &at);
	if (!error)
		error = reached_open_folder(&at, &fd);
	if (error)
		return answer_refusal(opener, request->slot, error);
	folder = fdopendir(fd);
	if (!folder) {
		close(fd);
		return answer_error(&opener->answer, -ENOMEM);
	}
	opener->tally->counts[request->slot].listed++;
	return send_entries(opener, request, at.path, folder);
}

static int answer_path_request(struct opener *opener, enum place_request kind, struct cursor *in)
{
	size_t probe_length = cursor_u8(in), path_length = cursor_u16(in);
	struct span probe = cursor_take(in, probe_length), path = cursor_take(in, path_length);
	struct request request = { .kind = kind };
	int slot;

	if (in->failed || cursor_left(in) || (path.len && memchr(path.at, '\0', path.len)))
		return -EBADMSG;
	slot = boundary_slot(&opener->boundary, probe);
	if (slot < 0)
		return answer_error(&opener->answer, -EXDEV);
	request.slot = (size_t)slot;
	if (!boundary_slot_is_time_zone(&opener->boundary, request.slot))
		opener->boundary.frozen = true;
	if (path.len >= sizeof(request.path))
		return answer_refusal(opener, request.slot, -EXDEV);
	if (path.len)
		memcpy(request.path, path.at, path.len);
	if (!path_is_plain(request.path))
		return answer_refusal(opener, request.slot, -EXDEV);
	if (kind == PLACE_OPEN)
		return answer_open(opener, &request);
	return kind == PLACE_LIST ? answer_list(opener, &request) : answer_look(opener, &request);
}

/* --- PERMIT, TALLY --- */

/* 0 also when a glob was refused (it is counted), or -errno. */
static int permit_item(struct opener *opener, struct cursor *in, uint32_t *refused)
{
	uint8_t what = cursor_u8(in);
	struct span text = cursor_take(in, cursor_u16(in));
	int error;

	if (in->failed || (what != 'P' && what != 'G'))
		return -EBADMSG;
	if (what == 'P')
		return boundary_permit_probe(&opener->boundary, text);
	error = boundary_permit_glob(&opener->boundary, text);
	if (error != -EXDEV)
		return error;
	(*refused)++;
	return 0;
}

static int answer_permit(struct opener *opener, struct cursor *in)
{
	uint8_t last = cursor_u8(in);
	uint32_t refused = 0;
	int error = opener->boundary.frozen ? -EPERM : 0;

	if (in->failed || last > 1)
		return -EBADMSG;
	while (!error && cursor_left(in))
		error = permit_item(opener, in, &refused);
	if (error == -EBADMSG)
		return error;
	if (last && !error)
		opener->boundary.frozen = true;
	answer_begin(&opener->answer, error);
	place_put_u32(&opener->answer.message, refused);
	return answer_send(&opener->answer, -1);
}

static bool is_counted(const struct place_count *count)
{
	return count->opened || count->listed || count->looked || count->denied || count->refused;
}

static int answer_tally(struct opener *opener, struct cursor *in)
{
	struct place_message *answer = &opener->answer.message;

	if (cursor_left(in))
		return -EBADMSG;
	answer_begin(&opener->answer, 0);
	for (size_t i = 0; i < opener->tally->count; i++) {
		const struct place_count *count = &opener->tally->counts[i];

		if (!is_counted(count))
			continue;
		place_put_u8(answer, (uint8_t)strlen(count->probe));
		place_put(answer, count->probe, strlen(count->probe));
		place_put_u64(answer, count->opened);
		place_put_u64(answer, count->listed);
		place_put_u64(answer, count->looked);
		place_put_u64(answer, count->denied);
		place_put_u64(answer, count->refused);
	}
	return answer_send(&opener->answer, -1);
}

/* --- The service --- */

int opener_answer(struct opener *opener, struct span bytes)
{
	struct cursor in = cursor_over(bytes);
	uint8_t kind = cursor_u8(&in);

	switch (in.failed ? 0 : kind) {
	case PLACE_PERMIT: return answer_permit(opener, &in);
	case PLACE_OPEN:
	case PLACE_LIST:
	case PLACE_LOOK: return answer_path_request(opener, (enum place_request)kind, &in);
	case PLACE_TALLY: return answer_tally(opener, &in);
	default: return -EBADMSG;
	}
}

int opener_new(int socket, const struct opener_setup *setup, struct opener_tally *tally,
               struct opener **out)
{
	struct opener *opener = calloc(1, sizeof(*opener));
	int error;

	*tally = (struct opener_tally){ 0 };
	if (!opener)
		return -ENOMEM;
	*opener = (struct opener){
		.answer.socket = socket, .tally = tally, .root.fd = -1, .host.fd = -1
	};
	error = boundary_init(&opener->boundary, setup->probe_table ? setup->probe_table : probes);
	if (!error)
		error = reach_root_open(setup->root ? setup->root : "/", &opener->root);
	if (!error)
		error = reach_root_open("/", &opener->host);
	if (error) {
		opener_free(opener);
		return error;
	}
	tally->count = boundary_slots(&opener->boundary);
	for (size_t i = 0; i < tally->count; i++)
		tally->counts[i].probe = boundary_slot_name(&opener->boundary, i);
	*out = opener;
	return 0;
}

void opener_free(struct opener *opener)
{
	if (!opener)
		return;
	reach_root_close(&opener->root);
	reach_root_close(&opener->host);
	boundary_done(&opener->boundary);
	free(opener);
}

int opener_serve(int socket, const struct opener_setup *setup, struct opener_tally *tally)
{
	const struct timeval patience = { .tv_sec = ANSWER_TIMEOUT };
	uint8_t bytes[PLACE_MESSAGE_MAX + 1];
	struct opener *opener = NULL;
	int error = opener_new(socket, setup, tally, &opener);

	if (!error && setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience)) != 0)
		error = -errno;
	while (!error) {
		/* recv() and not recvmsg(): descriptors that a hostile worker sends along are
		 * dropped by the kernel */
		ssize_t got = recv(socket, bytes, sizeof(bytes), 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			error = -errno;
		else if (got == 0)
			break;
		else if (got > PLACE_MESSAGE_MAX)
			error = -EBADMSG;
		else
			error = opener_answer(opener, (struct span){ bytes, (size_t)got });
	}
	opener_free(opener);
	/* a worker that died in the middle of a page is the end of the service, not an error of it
	 */
	return error == -EPIPE || error == -ECONNRESET ? 0 : error;
}

int opener_drop(unsigned needs)
{
	uint64_t keep = 0;
	int error;

	if (needs & NEEDS_READ_ALL)
		keep |= 1ULL << CAP_DAC_READ_SEARCH;
	if (needs & NEEDS_PTRACE)
		keep |= 1ULL << CAP_SYS_PTRACE;
	error = privilege_keep(keep);
	return error ? error : filter_load_opener();
}
