/* Compares outputs with inputs by device and inode, for a path has many spellings. */
#include "agent/overwrite.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

static bool same_file(const struct input_file *input, const struct stat *output)
{
	struct stat st;

	return input->fd >= 0 && fstat(input->fd, &st) == 0 && st.st_dev == output->st_dev &&
	       st.st_ino == output->st_ino;
}

static bool any_is(const struct input_files *files, const struct stat *output)
{
	for (size_t i = 0; i < files->count; i++)
		if (same_file(&files->items[i], output))
			return true;
	return false;
}

static bool is_input(const struct inputs *inputs, const struct stat *output)
{
	const struct input_files *const lists[] = { &inputs->catalogue,
		                                    &inputs->packs,
		                                    &inputs->contracts,
		                                    &inputs->captures,
		                                    &inputs->files,
		                                    &inputs->agreements,
		                                    NULL };
	const struct input_file *const files[] = { &inputs->permission, &inputs->audit_key,
		                                   &inputs->answers,    &inputs->annex,
		                                   &inputs->tool,       NULL };

	for (size_t i = 0; lists[i]; i++)
		if (any_is(lists[i], output))
			return true;
	for (size_t i = 0; files[i]; i++)
		if (same_file(files[i], output))
			return true;
	return false;
}

static int refuse(const char *folder, const char *name, struct problem *problem)
{
	problem_set(problem,
	            "%s%s%s: this run reads it, so it is not written over (want another -o)",
	            folder, *folder ? "/" : "", name);
	return -EEXIST;
}

int overwrite_check(const struct inputs *inputs, const struct outputs *outputs,
                    struct problem *problem)
{
	struct stat st;

	/* rename() replaces a link, never what it leads to */
	if (outputs->stream_path && lstat(outputs->stream_path, &st) == 0 && is_input(inputs, &st))
		return refuse("", outputs->stream_path, problem);
	for (unsigned i = 0; i < OUTPUTS; i++) {
		const char *name = output_name((enum output)i);

		if (outputs->fd[i] >= 0 &&
		    fstatat(outputs->folder_fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    is_input(inputs, &st))
			return refuse(outputs->folder, name, problem);
	}
	return 0;
}
