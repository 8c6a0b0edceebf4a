/* NAME.part first, NAME only when whole. */
#include "agent/outputs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "probes/base/cleanup.h"
#include "probes/base/file.h"

static const char *const names[OUTPUTS] = {
	[OUTPUT_OBSERVATIONS] = "observations.jsonl",
	[OUTPUT_DISCLOSURE] = "disclosure.json",
	[OUTPUT_HTML] = "disclosure.html",
	[OUTPUT_CATALOGUE] = "catalogue.json",
	[OUTPUT_SEALED] = "sealed-findings.json",
	[OUTPUT_MANIFEST] = "manifest.json",
	[OUTPUT_AGREEMENT] = "agreement.json",
	[OUTPUT_REDLINES] = "redlines.txt",
	[OUTPUT_REGISTER] = "register.json",
	[OUTPUT_REGISTER_CSV] = "register.csv",
	[OUTPUT_AUTHORISATION] = "authorisation.json",
	[OUTPUT_LOG] = "log.jsonl",
	[OUTPUT_README] = "README.txt",
	[OUTPUT_ANSWERS] = "answers.json",
	[OUTPUT_PERMISSION_HTML] = "permission.html",
	[OUTPUT_PERMISSION_ODT] = "permission.odt",
	[OUTPUT_DPIA_HTML] = "dpia.html",
	[OUTPUT_DPIA_ODT] = "dpia.odt",
	[OUTPUT_NOTICE_HTML] = "notice.html",
	[OUTPUT_NOTICE_ODT] = "notice.odt",
	[OUTPUT_TERMS_HTML] = "terms.html",
	[OUTPUT_TERMS_ODT] = "terms.odt",
	[OUTPUT_IT_SHEET_HTML] = "it-sheet.html",
	[OUTPUT_IT_SHEET_ODT] = "it-sheet.odt",
};

const char *output_name(enum output output)
{
	return names[output];
}

void outputs_none(struct outputs *out)
{
	*out = (struct outputs){ .folder_fd = -1, .stream = -1, .log.fd = -1 };
	for (size_t i = 0; i < OUTPUTS; i++)
		out->fd[i] = -1;
}

static int make_folder(const char *path)
{
	return mkdir(path, 0700) != 0 && errno != EEXIST ? -errno : 0;
}

/* mkdir -p, each new level 0700: what is in there may be sensitive. */
static int make_folders(const char *folder)
{
	char *path = strdup(folder);
	int error = path ? 0 : -ENOMEM;

	for (char *at = path ? path + 1 : NULL; !error && *at; at++) {
		if (*at != '/')
			continue;
		*at = '\0';
		error = make_folder(path);
		*at = '/';
	}
	free(path);
	return error ? error : make_folder(folder);
}

static void part_name(enum output output, char name[64])
{
	snprintf(name, 64, "%s.part", names[output]);
}

static int open_anew(const struct outputs *out, const char *name)
{
	/* An old .part may be somebody's link: remove it, never follow it. */
	unlinkat(out->folder_fd, name, 0);
	return openat(out->folder_fd, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
	              0600);
}

/* One's own plain file, and nobody else's at the same time. */
static int open_again(const struct outputs *out, const char *name)
{
	struct stat st;
	int fd = openat(out->folder_fd, name,
	                O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0600);

	if (fd < 0)
		return fd;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
	    st.st_nlink == 1 && flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	close(fd);
	errno = EBUSY;
	return -1;
}

static int open_folder(const char *folder, unsigned wanted, unsigned resumed, struct outputs *out,
                       struct problem *problem)
{
	int error;

	if (strcmp(folder, "-") == 0) {
		problem_set(problem,
		            "-o -: several files do not fit into one stream; name a folder");
		return -EINVAL;
	}
	error = *folder ? make_folders(folder) : -ENOENT;
	out->folder = folder;
	if (!error) {
		out->folder_fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
		error = out->folder_fd < 0 ? -errno : 0;
	}
	for (unsigned i = 0; !error && i < OUTPUTS; i++) {
		char name[64];

		if (!(wanted & 1u << i))
			continue;
		part_name((enum output)i, name);
		out->fd[i] = resumed & 1u << i ? open_again(out, name) : open_anew(out, name);
		error = out->fd[i] < 0 ? -errno : 0;
		if (error == -EBUSY)
			problem_set(problem,
			            "%s/%s: in use by another run, or no plain file of yours",
			            folder, name);
	}
	if (error && error != -EBUSY)
		problem_set(problem, "%s: %s (-o names the folder to write into)", folder,
		            strerror(-error));
	return error;
}

int outputs_open_folder(const char *folder, unsigned wanted, struct outputs *out,
                        struct problem *problem)
{
	return open_folder(folder, wanted, 0, out, problem);
}

int outputs_open_fresh(const char *folder, unsigned wanted, unsigned resumed, struct outputs *out,
                       struct problem *problem)
{
	struct stat st;

	for (unsigned i = 0; i < OUTPUTS; i++) {
		char path[4096];

		if (!(wanted & 1u << i) ||
		    snprintf(path, sizeof(path), "%s/%s", folder, names[i]) >= (int)sizeof(path) ||
		    lstat(path, &st) != 0)
			continue;
		problem_set(problem,
		            "%s: is there already, and nothing is overwritten (name another folder "
		            "with -o)",
		            path);
		return -EEXIST;
	}
	out->fresh = true;
	return open_folder(folder, wanted, resumed, out, problem);
}

int outputs_open_stream(const char *path, struct outputs *out, struct problem *problem)
{
	if (!path || strcmp(path, "-") == 0) {
		out->stream = STDOUT_FILENO;
		return 0;
	}
	if (snprintf(out->stream_part, sizeof(out->stream_part), "%s.part", path) >=
	    (int)sizeof(out->stream_part)) {
		problem_set(problem, "%s: name too long", path);
		return -ENAMETOOLONG;
	}
	unlink(out->stream_part);
	out->stream =
		open(out->stream_part, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (out->stream < 0) {
		int error = -errno;

		problem_set(problem, "%s: %s", path, strerror(-error));
		return error;
	}
	out->stream_path = path;
	return 0;
}

int outputs_open_log(const char *folder, struct outputs *out, struct problem *problem)
{
	int error = log_append_open(folder, &out->log, problem);

	if (error)
		return error;
	out->stream = memfd_create("rows", MFD_CLOEXEC);
	if (out->stream >= 0)
		return 0;
	error = -errno;
	problem_set(problem, "%s: %s", out->log.path, strerror(-error));
	return error;
}

void outputs_discard(const struct outputs *outputs)
{
	for (unsigned i = 0; i < OUTPUTS; i++) {
		struct stat st = { 0 };
		char name[64];

		part_name((enum output)i, name);
		if (outputs->fd[i] >= 0 && (fstat(outputs->fd[i], &st) != 0 || st.st_size == 0))
			unlinkat(outputs->folder_fd, name, 0);
	}
	if (outputs->stream_path)
		unlink(outputs->stream_part);
	log_append_discard(&outputs->log);
}

static int replace(int fd, const struct text *text)
{
	if (lseek(fd, 0, SEEK_SET) < 0 || ftruncate(fd, 0) != 0)
		return -errno;
	return file_write(fd, text->at ? text->at : "", text->len);
}

int outputs_write(const struct outputs *outputs, struct shared *shared, enum output output,
                  const struct text *text)
{
	int error;

	if (outputs->fd[output] < 0)
		return 0;
	error = text->failed ? -ENOMEM : replace(outputs->fd[output], text);
	if (!error)
		shared->outputs_done |= 1u << output;
	return error;
}

int outputs_keep(const struct outputs *outputs, enum output output, const struct text *text)
{
	if (outputs->fd[output] < 0)
		return 0;
	return text->failed ? -ENOMEM
	                    : file_write(outputs->fd[output], text->at ? text->at : "", text->len);
}

int outputs_write_stream(const struct outputs *outputs, struct shared *shared,
                         const struct text *text)
{
	int error = text->failed ? -ENOMEM
	                         : file_write(outputs->stream, text->at ? text->at : "", text->len);

	if (!error)
		shared->stream_done = 1;
	return error;
}

void outputs_restart(const struct outputs *outputs, struct shared *shared)
{
	for (size_t i = 0; i < OUTPUTS; i++)
		if (outputs->fd[i] >= 0 && ftruncate(outputs->fd[i], 0) == 0)
			lseek(outputs->fd[i], 0, SEEK_SET);
	if (outputs->log.fd >= 0 && ftruncate(outputs->stream, 0) == 0)
		lseek(outputs->stream, 0, SEEK_SET);
	shared->outputs_done = 0;
}

static int commit_one(const struct outputs *outputs, enum output output, bool whole,
                      struct text *kept)
{
	char name[64];
	struct stat st;

	part_name(output, name);
	if (whole) {
		if (fsync(outputs->fd[output]) != 0 && errno != EINVAL)
			return -errno;
		return renameat2(outputs->folder_fd, name, outputs->folder_fd, names[output],
		                 outputs->fresh ? RENAME_NOREPLACE : 0) != 0
		               ? -errno
		               : 0;
	}
	if (fstat(outputs->fd[output], &st) == 0 && st.st_size == 0)
		return unlinkat(outputs->folder_fd, name, 0) != 0 ? -errno : 0;
	text_addf(kept, "%s%s/%s", kept->len ? ", " : "", outputs->folder, name);
	return 0;
}

static int commit_log(const struct outputs *outputs, bool whole)
{
	struct log_append log = outputs->log;

	if (whole)
		return log_append_commit(&log, outputs->stream);
	log_append_discard(&log);
	return 0;
}

static int commit_stream(const struct outputs *outputs, bool whole)
{
	if (outputs->log.fd >= 0)
		return commit_log(outputs, whole);
	if (!outputs->stream_path)
		return 0;
	if (!whole)
		return unlink(outputs->stream_part) != 0 ? -errno : 0;
	if (fsync(outputs->stream) != 0 && errno != EINVAL)
		return -errno;
	return rename(outputs->stream_part, outputs->stream_path) != 0 ? -errno : 0;
}

int outputs_commit(const struct outputs *outputs, const struct shared *shared, struct text *kept)
{
	int error = commit_stream(outputs, shared->stream_done);

	for (unsigned i = 0; i < OUTPUTS; i++) {
		int failed = 0;

		if (outputs->fd[i] >= 0)
			failed = commit_one(outputs, (enum output)i, shared->outputs_done >> i & 1,
			                    kept);
		if (failed && !error)
			error = failed;
	}
	return error;
}
