/* For tests: the catalogue that is shipped, loaded from the folder of the checkout. Everything
 * lives in `arena`. */
#pragma once
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "policies/catalogue.h"
#include "probes/base/cleanup.h"
#include "probes/base/file.h"

#define SHIPPED_FOLDER "policies/catalogue"
#define SHIPPED_MAX 64

static inline size_t shipped_files(struct arena *arena, struct catalogue_file *out)
{
	_cleanup_(closedir_at) DIR *dir = opendir(SHIPPED_FOLDER);
	struct dirent *entry;
	size_t count = 0;

	while (dir && (entry = readdir(dir)) && count < SHIPPED_MAX) {
		size_t len = strlen(entry->d_name);
		_cleanup_(close_at) int fd = -1;

		if (len < 5 || strcmp(entry->d_name + len - 5, ".json") != 0)
			continue;
		fd = openat(dirfd(dir), entry->d_name, O_RDONLY | O_CLOEXEC);
		out[count].name = arena_copy(arena, entry->d_name);
		if (fd < 0 || file_read(fd, 16 << 20, arena, &out[count].bytes))
			return 0;
		count++;
	}
	return count;
}

static inline int shipped_catalogue(struct arena *arena, struct catalogue *out,
                                    struct problem *problem)
{
	struct catalogue_file files[SHIPPED_MAX];

	return catalogue_load(files, shipped_files(arena, files), arena, out, problem);
}
