/* For tests of the opener: a small tree with things that must not be read, and an opener in a child
 * that serves it. */
#pragma once
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/place_fixture.h"

static const char *const packages[] = { "packages", NULL };
static const char *const home_agents[] = { "home-agents", NULL };
static const char *const plain_globs[] = { "/etc/thing/*", "/opt/thing/**",
	                                   "/home/*/.config/agent/*.conf", NULL };
static const char *const careless_globs[] = { "/**", NULL };
static const struct probe plain = { .name = "plain", .areas = packages, .globs = plain_globs };
static const struct probe careless = { .name = "careless",
	                               .areas = packages,
	                               .globs = careless_globs };
static const struct probe homes = { .name = "homes", .areas = home_agents };
static const struct probe blind = { .name = "blind" };
static const struct probe *const table[] = { &plain, &careless, &homes, &blind, NULL };
static const char *const everybody[] = { "plain", "careless", "homes", "blind", NULL };

struct tree {
	char *root; /* owned */
	struct place_fixture fixture;
	char full[2][512]; /* of inside(), in turn */
	int turn;
};

/* --- A tree to look at --- */

static inline const char *inside(struct tree *tree, const char *path)
{
	tree->turn = !tree->turn;
	snprintf(tree->full[tree->turn], sizeof(tree->full[0]), "%s%s", tree->root, path);
	return tree->full[tree->turn];
}

static inline void folders_for(struct tree *tree, const char *path)
{
	char full[512];

	snprintf(full, sizeof(full), "%s%s", tree->root, path);
	for (char *slash = strchr(full + strlen(tree->root) + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(full, 0755);
		*slash = '/';
	}
}

static inline void put(struct tree *tree, const char *path, const char *content)
{
	FILE *file;

	folders_for(tree, path);
	file = fopen(inside(tree, path), "w");
	if (!file)
		abort();
	fputs(content, file);
	fclose(file);
}

static inline void put_link(struct tree *tree, const char *path, const char *target)
{
	folders_for(tree, path);
	if (symlink(target, inside(tree, path)) != 0)
		abort();
}

static inline void fill(struct tree *tree)
{
	put(tree, "/etc/thing/a", "a");
	put(tree, "/etc/shadow", "secret");
	put(tree, "/etc/passwd", "of the tree");
	put(tree, "/etc/os-release", "ID=test");
	put(tree, "/opt/thing/bin/deep/file", "deep");
	put(tree, "/home/ann/.config/agent/x.conf", "x");
	put(tree, "/home/ann/.config/agent/notes", "n");
	put(tree, "/home/ann/.config/other/y.conf", "y");
	put(tree, "/home/ann/.ssh/id_ed25519", "key");
	put(tree, "/home/ann/Documents/diary", "d");
}

static inline int begin(void **state)
{
	struct tree *tree = calloc(1, sizeof(*tree));

	if (!tree)
		return -1;
	tree->root = strdup("/tmp/daylight-opener-XXXXXX");
	if (!tree->root || !mkdtemp(tree->root))
		return -1;
	fill(tree);
	*state = tree;
	return place_fixture_start(&tree->fixture, tree->root, table);
}

static inline int begin_permitted(void **state)
{
	struct tree *tree;
	int error = begin(state);

	tree = *state;
	return error ? error : place_permit(&tree->fixture.place, everybody, NULL, NULL);
}

static inline int end(void **state)
{
	struct tree *tree = *state;
	char command[128];
	int status = place_fixture_close(&tree->fixture);

	snprintf(command, sizeof(command), "rm -rf %s", tree->root);
	status |= system(command);
	free(tree->root);
	free(tree);
	return status;
}

static inline int opens(struct tree *tree, const char *probe, const char *path)
{
	int fd = -1, error;

	tree->fixture.place.probe = probe;
	error = place_open(&tree->fixture.place, path, &fd);
	if (fd >= 0)
		close(fd);
	return error;
}

static inline int lists(struct tree *tree, const char *probe, const char *path,
                        struct place_listing *out)
{
	tree->fixture.place.probe = probe;
	return place_list(&tree->fixture.place, path, out);
}

static inline bool skips_without_root(void)
{
	if (geteuid() == 0)
		return false;
	printf("SKIP: needs root\n");
	return true;
}
