/* Opens what the user named and what the package ships; agent/inputs_read.c reads it. */
#include "agent/inputs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/command.h"
#include "probes/base/cleanup.h"

#ifndef DATADIR
#define DATADIR "/usr/share/daylight"
#endif
#define PARENTS_MAX 4 /* from the executable up to a source tree */

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static void release(struct input_file *file)
{
	free(file->path);
	if (file->fd > STDERR_FILENO)
		close(file->fd);
	*file = (struct input_file){ .fd = -1 };
}

/* Owns `path` and `fd` from here on, also when it fails. */
static int add(struct input_files *files, char *path, int fd, struct problem *problem)
{
	struct input_file file = { path, path ? base_name(path) : NULL, fd };
	struct input_file *more = NULL;

	if (path && files->count == INPUT_FILES_MAX)
		problem_set(problem, "%s: more than %d files", path, INPUT_FILES_MAX);
	else if (path)
		more = realloc(files->items, (files->count + 1) * sizeof(*more));
	if (!more) {
		release(&file);
		return problem_found(problem) ? -E2BIG : -ENOMEM;
	}
	files->items = more;
	files->items[files->count++] = file;
	return 0;
}

static char *joined(const char *folder, const char *name)
{
	char *path = NULL;

	return asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path;
}

static int check_plain(int fd, bool pipes)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return -errno;
	if (S_ISDIR(st.st_mode))
		return -EISDIR;
	return S_ISREG(st.st_mode) || (pipes && S_ISFIFO(st.st_mode)) ? 0 : -EINVAL;
}

/* A FIFO or device in place of a file must not hang us: O_NONBLOCK, then regular files and pipes
 * only. */
static int open_plain(const char *path, bool pipes, int *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (pipes ? 0 : O_NONBLOCK));
	int error = fd < 0 ? -errno : check_plain(fd, pipes);

	if (error && fd >= 0)
		close(fd);
	if (!error)
		*out = fd;
	return error;
}

static int cannot_open(const char *path, int error, const char *remedy, struct problem *problem)
{
	if (error == -EINVAL)
		problem_set(problem, "%s: not a regular file%s", path, remedy);
	else
		problem_set(problem, "%s: %s%s", path, strerror(-error), remedy);
	return error;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(((const struct input_file *)a)->name, ((const struct input_file *)b)->name);
}

static bool is_json(const char *name)
{
	size_t len = strlen(name);

	return name[0] != '.' && len > 5 && strcmp(name + len - 5, ".json") == 0;
}

/* Every *.json of a folder, sorted by name. */
static int open_folder(const char *folder, struct input_files *files, struct problem *problem)
{
	_cleanup_(closedir_at) DIR *dir = opendir(folder);
	struct dirent *entry;

	if (!dir)
		return cannot_open(folder, -errno, " (want a folder of .json files)", problem);
	while ((entry = readdir(dir))) {
		char *path;
		int fd = -1, error;

		if (!is_json(entry->d_name))
			continue;
		path = joined(folder, entry->d_name);
		error = path ? open_plain(path, false, &fd) : -ENOMEM;
		if (error) {
			cannot_open(path ? path : folder, error, "", problem);
			free(path);
			return error;
		}
		error = add(files, path, fd, problem);
		if (error)
			return error;
	}
	if (files->count)
		qsort(files->items, files->count, sizeof(*files->items), compare_names);
	return 0;
}

/* TOP/PLACE/PART, where PLACE holds the program's data: the catalogue's folder tells. NULL: it does
 * not, or no memory. */
static char *data_below(const char *top, const char *place, const char *part)
{
	_cleanup_(free_at) char *folder = joined(top, place);
	_cleanup_(free_at) char *mark = NULL;

	if (folder)
		mark = joined(folder, "catalogue/vocabulary.json");
	return mark && access(mark, R_OK) == 0 ? joined(folder, part) : NULL;
}

/* Above the executable a checkout's policies/ or, wherever that was installed to, share/daylight;
 * else the place that the build was told. */
static char *data_folder(const char *part)
{
	char at[4096], *slash, *folder = NULL;
	ssize_t len = readlink("/proc/self/exe", at, sizeof(at) - 1);

	at[len > 0 ? len : 0] = '\0';
	for (int i = 0; i < PARENTS_MAX && !folder && (slash = strrchr(at, '/')); i++) {
		*slash = '\0';
		folder = data_below(at, "policies", part);
		if (!folder)
			folder = data_below(at, "share/daylight", part);
	}
	return folder ? folder : joined(DATADIR, part);
}

static int open_data(const char *chosen, const char *part, struct input_files *files,
                     struct problem *problem)
{
	char *folder = chosen ? strdup(chosen) : data_folder(part);
	int error = folder ? open_folder(folder, files, problem) : -ENOMEM;

	free(folder);
	return error;
}

static int open_agreement(const char *folder, struct input_files *files, struct problem *problem)
{
	static const char *const names[AGREEMENT_FILES] = {
		"agreement.json", "register.json", "register.csv",           "authorisation.json",
		"log.jsonl",      "redlines.txt",  "extends/agreement.json", "extends/redlines.txt"
	};
	static const char want[] = " (an agreement is a folder with agreement.json in it)";

	for (size_t i = 0; i < AGREEMENT_FILES; i++) {
		char *path = joined(folder, names[i]);
		int fd = -1, error = path ? open_plain(path, false, &fd) : -ENOMEM;

		if (error && (error != -ENOENT || i == 0)) {
			cannot_open(path ? path : folder, error, i ? "" : want, problem);
			free(path);
			return error;
		}
		error = add(files, path, fd, problem);
		if (error)
			return error;
	}
	return 0;
}

static int open_listed(const struct option_list *list, struct input_files *files,
                       struct problem *problem)
{
	for (size_t i = 0; i < list->count; i++) {
		bool standard = strcmp(list->items[i], "-") == 0;
		int fd = standard ? STDIN_FILENO : -1;
		int error = standard ? 0 : open_plain(list->items[i], true, &fd);

		if (error)
			return cannot_open(list->items[i], error, "", problem);
		error = add(files, strdup(standard ? "standard input" : list->items[i]), fd,
		            problem);
		if (error)
			return error;
	}
	return 0;
}

static int open_one(const char *path, struct input_file *out, struct problem *problem)
{
	int fd = -1, error = open_plain(path, false, &fd);

	if (error)
		return cannot_open(path, error, "", problem);
	*out = (struct input_file){ strdup(path), NULL, fd };
	if (!out->path)
		return -ENOMEM;
	out->name = base_name(out->path);
	return 0;
}

static int open_agreements(const struct command *command, const struct options *options,
                           struct inputs *out, struct problem *problem)
{
	int error = 0;

	if ((command->takes & TAKES_AGREEMENT) && options->agreement)
		error = open_agreement(options->agreement, &out->agreements, problem);
	if (command->takes & TAKES_AGREEMENTS)
		for (size_t i = 0; !error && i < options->words.count; i++)
			error = open_agreement(options->words.items[i], &out->agreements, problem);
	return error;
}

static int open_singles(const struct options *options, struct inputs *out, struct problem *problem)
{
	int error = 0;

	if (options->permission && strcmp(options->permission, "own") != 0)
		error = open_one(options->permission, &out->permission, problem);
	if (!error && options->audit_key)
		error = open_one(options->audit_key, &out->audit_key, problem);
	if (!error && options->answers)
		error = open_one(options->answers, &out->answers, problem);
	if (!error && options->annex)
		error = open_one(options->annex, &out->annex, problem);
	return error;
}

/* Both may be missing: the first run in a folder, a system without /proc. */
static void open_previous(const char *folder, struct inputs *out)
{
	char *path = joined(folder, "manifest.json");
	int fd = -1;

	out->tool = (struct input_file){ strdup("this program"), "daylight",
		                         open("/proc/self/exe", O_RDONLY | O_CLOEXEC) };
	if (path && open_plain(path, false, &fd) == 0)
		out->previous = (struct input_file){ path, base_name(path), fd };
	else
		free(path);
}

/* Clauses bound what rules may say: without an agreement there is nothing to bound. */
static bool wants_packs(const struct command *command, const struct options *options)
{
	return command->takes & (TAKES_AGREEMENTS | TAKES_PACKS) ||
	       (command->takes & TAKES_AGREEMENT && options->agreement);
}

/* A folder that has no vocabulary of its own adds entries to the catalogue that is shipped. */
static int open_catalogue(const char *folder, struct input_files *files, struct problem *problem)
{
	int error = open_data(folder, "catalogue", files, problem);

	for (size_t i = 0; i < files->count && !error; i++)
		if (strcmp(files->items[i].name, "vocabulary.json") == 0)
			return 0;
	return error || !folder ? error : open_data(NULL, "catalogue", files, problem);
}

int inputs_open(const struct command *command, const struct options *options, struct inputs *out,
                struct problem *problem)
{
	struct inputs local = { .permission.fd = -1,
		                .audit_key.fd = -1,
		                .answers.fd = -1,
		                .annex.fd = -1,
		                .previous.fd = -1,
		                .tool.fd = -1 };
	int error = 0;

	if (command->takes & TAKES_CATALOGUE)
		error = open_catalogue(options->catalogue, &local.catalogue, problem);
	if (!error && wants_packs(command, options))
		error = open_data(NULL, "packs", &local.packs, problem);
	if (!error && wants_packs(command, options))
		error = open_data(NULL, "packs/checks", &local.contracts, problem);
	if (!error)
		error = open_agreements(command, options, &local, problem);
	if (!error && (command->takes & TAKES_CAPTURES))
		error = open_listed(&options->reads, &local.captures, problem);
	if (!error && (command->takes & TAKES_FILES))
		error = open_listed(&options->words, &local.files, problem);
	if (!error)
		error = open_singles(options, &local, problem);
	if (!error && (command->takes & TAKES_FOLDER) && options->output)
		open_previous(options->output, &local);
	if (error == -ENOMEM)
		problem_set(problem, "out of memory");
	*out = local;
	return error;
}

static void release_all(struct input_files *files)
{
	for (size_t i = 0; i < files->count; i++)
		release(&files->items[i]);
	free(files->items);
	*files = (struct input_files){ 0 };
}

void inputs_close(struct inputs *inputs)
{
	struct input_files *lists[] = { &inputs->catalogue, &inputs->packs, &inputs->contracts,
		                        &inputs->captures,  &inputs->files, &inputs->agreements };
	struct input_file *files[] = { &inputs->permission, &inputs->audit_key, &inputs->answers,
		                       &inputs->annex,      &inputs->previous,  &inputs->tool };

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		release_all(lists[i]);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		release(files[i]);
}
