/* A careful walk to one path, and the open at its end. */
#include "agent/reach.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "probes/base/cleanup.h"
#include "probes/base/text.h"

#define LINKS_MAX 16

/* Places that belong to users, whoever owns them. */
static const char *const open_places[] = { "/home/*",  "/root",       "/Users/*", "/tmp",
	                                   "/var/tmp", "/run/user/*", "/dev/shm", NULL };

static int open_how(int folder, const char *name, uint64_t flags, uint64_t resolve)
{
	const struct open_how how = { .flags = flags | O_CLOEXEC, .resolve = resolve };
	long fd = syscall(SYS_openat2, folder, name, &how, sizeof(how));

	if (fd >= 0)
		return (int)fd;
	return errno == ELOOP ? -EXDEV : errno == ENOTDIR ? -ENOENT : -errno;
}

#define RESOLVE_HERE (RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS)

static int step_into(struct reach_root *root, const struct reach_step *from, const char *name,
                     int *out)
{
	int fd = open_how(from->fd, name, O_PATH | O_NOFOLLOW, RESOLVE_HERE | RESOLVE_NO_XDEV);

	if (fd == -EXDEV && !from->open_to_others) {
		fd = open_how(from->fd, name, O_PATH | O_NOFOLLOW, RESOLVE_HERE);
		if (fd >= 0 && mount_is_remote(fd, &root->mounts)) {
			close(fd);
			return -EXDEV;
		}
	}
	if (fd < 0)
		return fd;
	*out = fd;
	return 0;
}

static bool is_open_place(const char *path)
{
	for (const char *const *place = open_places; *place; place++)
		if (text_matches_glob(*place, path))
			return true;
	return false;
}

static bool folder_is_open_to_others(const struct reach_root *root, const struct stat *status,
                                     const char *path)
{
	return (status->st_mode & S_IWOTH) ||
	       (status->st_uid != 0 && status->st_uid != root->owner) || is_open_place(path);
}

int reach_root_open(const char *path, struct reach_root *out)
{
	int fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	struct stat status;

	if (fd < 0)
		return -errno;
	if (fstat(fd, &status) != 0) {
		close(fd);
		return -EIO;
	}
	*out = (struct reach_root){ .fd = fd, .owner = status.st_uid };
	return 0;
}

void reach_root_close(struct reach_root *root)
{
	close_at(&root->fd);
	root->fd = -1;
}

static void pop(struct reached *at)
{
	if (at->depth == 0)
		return;
	close_at(&at->steps[at->depth--].fd);
	at->path[at->steps[at->depth].path_length] = '\0';
}

void reached_close(struct reached *at)
{
	while (at->depth)
		pop(at);
}

/* --- The walk --- */

struct walk {
	struct reach_root *root;
	struct reached *at;
	char rest[PLACE_PATH_MAX]; /* parts still to go */
	bool follow_last;
	int links;
};

/* Takes the first part off `rest`; the name lives in `name`. False at the end. */
static bool next_part(struct walk *walk, char name[NAME_MAX + 1], int *error)
{
	size_t skip = strspn(walk->rest, "/");
	size_t size = strcspn(walk->rest + skip, "/");

	if (size == 0)
		return false;
	if (size > NAME_MAX) {
		*error = -ENOENT;
		return false;
	}
	memcpy(name, walk->rest + skip, size);
	name[size] = '\0';
	memmove(walk->rest, walk->rest + skip + size, strlen(walk->rest + skip + size) + 1);
	return true;
}

static bool links_are_followed_in(const struct reached *at)
{
	return !at->steps[at->depth].open_to_others && strncmp(at->path, "/proc/", 6) != 0;
}

/* Puts the link's target in front of the parts still to go. */
static int follow(struct walk *walk, int fd)
{
	char target[PLACE_PATH_MAX];
	size_t rest = strlen(walk->rest);
	ssize_t length;

	if (!links_are_followed_in(walk->at) || ++walk->links > LINKS_MAX)
		return -EXDEV;
	length = readlinkat(fd, "", target, sizeof(target));
	if (length < 0)
		return -errno;
	if (length == 0 || (size_t)length + 1 + rest >= sizeof(walk->rest))
		return -EXDEV;
	memmove(walk->rest + length + 1, walk->rest, rest + 1);
	walk->rest[length] = '/';
	memcpy(walk->rest, target, (size_t)length);
	if (target[0] == '/')
		reached_close(walk->at);
	return 0;
}

static int push(struct walk *walk, const char *name, int fd, const struct stat *status)
{
	struct reached *at = walk->at;
	size_t length = at->steps[at->depth].path_length, size = strlen(name);
	struct reach_step *step = &at->steps[at->depth + 1];

	if (at->depth == REACH_DEPTH_MAX || length + 1 + size >= sizeof(at->path))
		return -EXDEV;
	if (at->depth == 0)
		length = 0; /* "/" has its slash already */
	at->path[length] = '/';
	memcpy(at->path + length + 1, name, size + 1);
	*step = (struct reach_step){ .fd = fd,
		                     .status = *status,
		                     .path_length = length + 1 + size };
	step->open_to_others = at->steps[at->depth].open_to_others ||
	                       (S_ISDIR(status->st_mode) &&
	                        folder_is_open_to_others(walk->root, status, at->path));
	at->depth++;
	return 0;
}

static bool at_end(const struct walk *walk)
{
	return walk->rest[strspn(walk->rest, "/")] == '\0';
}

static int walk_part(struct walk *walk, const char *name)
{
	_cleanup_(close_at) int fd = -1;
	struct reached *at = walk->at;
	struct stat status;
	int error;

	if (strcmp(name, ".") == 0)
		return 0;
	if (strcmp(name, "..") ==
	    0) { /* only from a link's target; nothing in at->path is a link */
		pop(at);
		return 0;
	}
	error = step_into(walk->root, &at->steps[at->depth], name, &fd);
	if (error)
		return error;
	if (fstat(fd, &status) != 0)
		return -errno;
	if (S_ISLNK(status.st_mode) && (walk->follow_last || !at_end(walk)))
		return follow(walk, fd);
	if (!S_ISDIR(status.st_mode) && !at_end(walk))
		return -ENOENT;
	error = push(walk, name, fd, &status);
	if (!error)
		fd = -1;
	return error;
}

int reach(struct reach_root *root, const char *path, bool follow_last, struct reached *out)
{
	struct walk walk = { .root = root, .at = out, .follow_last = follow_last };
	char name[NAME_MAX + 1];
	int error = 0;

	out->depth = 0;
	memcpy(out->path, "/", 2);
	out->steps[0] = (struct reach_step){ .fd = root->fd, .path_length = 1 };
	if (fstat(root->fd, &out->steps[0].status) != 0)
		return -errno;
	if (strlen(path) >= sizeof(walk.rest))
		return -EXDEV;
	memcpy(walk.rest, path, strlen(path) + 1);
	while (!error && next_part(&walk, name, &error))
		error = walk_part(&walk, name);
	if (error)
		reached_close(out);
	return error;
}

/* --- The open at the end --- */

/* The descriptor, which is then not closed at the end of the scope. */
static int hand_out(int *fd)
{
	int given = *fd;

	*fd = -1;
	return given;
}

/* A second name for somebody else's file, planted where anybody can write: not followed, like a
 * link. */
static bool is_planted_name(const struct reached *at, const struct stat *status)
{
	const struct reach_step *folder = &at->steps[at->depth - 1];

	return folder->open_to_others && status->st_nlink > 1 &&
	       status->st_uid != folder->status.st_uid;
}

int reached_open_file(const struct reached *at, int *out)
{
	const struct reach_step *last = &at->steps[at->depth];
	_cleanup_(close_at) int fd = -1;
	struct stat status;

	if (!S_ISREG(last->status.st_mode) || at->depth == 0)
		return -EXDEV;
	fd = open_how(last[-1].fd, strrchr(at->path, '/') + 1,
	              O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW, RESOLVE_HERE);
	if (fd < 0)
		return fd;
	if (fstat(fd, &status) != 0)
		return -errno;
	if (status.st_dev != last->status.st_dev || status.st_ino != last->status.st_ino ||
	    !S_ISREG(status.st_mode) || is_planted_name(at, &status))
		return -EXDEV;
	if ((uint64_t)status.st_size > PLACE_FILE_MAX)
		return -EFBIG;
	*out = hand_out(&fd);
	return 0;
}

int reached_open_folder(const struct reached *at, int *out)
{
	int fd;

	if (!S_ISDIR(at->steps[at->depth].status.st_mode))
		return -ENOENT;
	fd = open_how(at->steps[at->depth].fd, ".", O_RDONLY | O_DIRECTORY | O_NONBLOCK,
	              RESOLVE_HERE);
	if (fd < 0)
		return fd;
	*out = fd;
	return 0;
}
