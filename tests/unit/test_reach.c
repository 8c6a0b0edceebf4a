/* What is in the way of a path: links, mounts, pipes and devices that somebody put there. */
#include "agent/reach.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cmocka.h>

#include "tests/unit/opener_tree.h"

static void reaches_nothing_through_a_link_planted_in_a_home(void **state)
{
	struct tree *tree = *state;
	struct place_listing listing;

	put_link(tree, "/home/ann/.config/agent/shadow.conf", "/etc/shadow");
	put_link(tree, "/home/ann/.config/agent/passwd.conf", "../../../../etc/passwd");
	put_link(tree, "/home/bob/.config", "/home/ann/.config");
	put_link(tree, "/home/eve/.config/agent", "/etc/thing");
	assert_int_equal(opens(tree, "plain", "/home/ann/.config/agent/shadow.conf"), -EXDEV);
	assert_int_equal(opens(tree, "plain", "/home/ann/.config/agent/passwd.conf"), -EXDEV);
	assert_int_equal(opens(tree, "plain", "/home/bob/.config/agent/x.conf"), -EXDEV);
	assert_int_equal(lists(tree, "plain", "/home/eve/.config/agent", &listing), -EXDEV);
	assert_int_equal(opens(tree, "careless", "/home/ann/.config/agent/passwd.conf"), -EXDEV);
}

static void reaches_nothing_through_a_link_where_anybody_can_write(void **state)
{
	struct tree *tree = *state;

	put(tree, "/opt/thing/spool/own", "o");
	put_link(tree, "/opt/thing/spool/link", "/etc/passwd");
	put_link(tree, "/opt/thing/link", "/etc/passwd");
	assert_int_equal(opens(tree, "plain", "/opt/thing/spool/link"), 0);
	assert_int_equal(chmod(inside(tree, "/opt/thing/spool"), 01777), 0);
	assert_int_equal(opens(tree, "plain", "/opt/thing/spool/link"), -EXDEV);
	assert_int_equal(opens(tree, "plain", "/opt/thing/spool/own"), 0);
	assert_int_equal(opens(tree, "plain", "/opt/thing/link"), 0);
}

static void reaches_nothing_through_a_link_in_another_users_folder(void **state)
{
	struct tree *tree = *state;

	if (skips_without_root())
		skip();
	put_link(tree, "/opt/thing/var/link", "/etc/passwd");
	put(tree, "/opt/thing/var/own", "o");
	assert_int_equal(link(inside(tree, "/etc/passwd"), inside(tree, "/opt/thing/var/name")), 0);
	assert_int_equal(opens(tree, "plain", "/opt/thing/var/link"), 0);
	assert_int_equal(opens(tree, "plain", "/opt/thing/var/name"), 0);
	assert_int_equal(chown(inside(tree, "/opt/thing/var"), 1000, 1000), 0);
	assert_int_equal(opens(tree, "plain", "/opt/thing/var/link"), -EXDEV);
	assert_int_equal(opens(tree, "plain", "/opt/thing/var/name"),
	                 -EXDEV); /* a hard link is one too */
	assert_int_equal(opens(tree, "plain", "/opt/thing/var/own"), 0);
}

static void follows_the_systems_own_links_inside_the_root_alone(void **state)
{
	struct tree *tree = *state;
	struct span bytes;

	put_link(tree, "/etc/thing/absolute", "/etc/passwd");
	put_link(tree, "/etc/thing/upward", "../../../../../../etc/passwd");
	put_link(tree, "/opt/thing/etc", "../../etc");
	put_link(tree, "/etc/thing/outside", "/usr/bin/env");
	put_link(tree, "/etc/thing/loop", "loop");
	tree->fixture.place.probe = "plain";
	assert_int_equal(place_read(&tree->fixture.place, "/etc/thing/absolute", 100, &bytes), 0);
	assert_string_equal((const char *)bytes.at, "of the tree");
	assert_int_equal(place_read(&tree->fixture.place, "/etc/thing/upward", 100, &bytes), 0);
	assert_string_equal((const char *)bytes.at, "of the tree");
	assert_int_equal(opens(tree, "plain", "/opt/thing/etc/passwd"), 0);
	assert_int_equal(opens(tree, "plain", "/etc/thing/outside"), -ENOENT);
	assert_int_equal(opens(tree, "plain", "/etc/thing/loop"), -EXDEV);
}

static void asks_the_deny_list_again_where_a_link_ended(void **state)
{
	struct tree *tree = *state;
	struct place_listing listing;

	put_link(tree, "/etc/thing/shadow", "/etc/shadow");
	put_link(tree, "/opt/thing/keys", "/home/ann/.ssh");
	put_link(tree, "/opt/thing/ann", "/home/ann");
	assert_int_equal(opens(tree, "plain", "/etc/thing/shadow"), -EXDEV);
	assert_int_equal(opens(tree, "plain", "/opt/thing/keys/id_ed25519"), -EXDEV);
	assert_int_equal(lists(tree, "plain", "/opt/thing/keys", &listing), -EXDEV);
	assert_int_equal(lists(tree, "plain", "/opt/thing/ann", &listing), 0);
	assert_int_equal(listing.count, 1); /* .config: neither .ssh nor Documents */
}

static void opens_regular_files_alone(void **state)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct tree *tree = *state;
	int listener = socket(AF_UNIX, SOCK_STREAM, 0);

	assert_int_equal(mkfifo(inside(tree, "/etc/thing/fifo"), 0644), 0);
	snprintf(address.sun_path, sizeof(address.sun_path), "%s",
	         inside(tree, "/etc/thing/socket"));
	assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof(address)), 0);
	close(listener);
	assert_int_equal(opens(tree, "plain", "/etc/thing/fifo"), -EXDEV);
	assert_int_equal(opens(tree, "plain", "/etc/thing/socket"), -EXDEV);
	assert_int_equal(opens(tree, "plain", "/opt/thing/bin"), -EXDEV);
}

static void opens_no_device(void **state)
{
	struct tree *tree = *state;

	if (skips_without_root())
		skip();
	assert_int_equal(mknod(inside(tree, "/etc/thing/null"), S_IFCHR | 0666, 0x103), 0);
	assert_int_equal(opens(tree, "plain", "/etc/thing/null"), -EXDEV);
}

static void refuses_a_file_above_the_cap(void **state)
{
	struct tree *tree = *state;

	assert_int_equal(truncate(inside(tree, "/etc/thing/a"), PLACE_FILE_MAX), 0);
	assert_int_equal(opens(tree, "plain", "/etc/thing/a"), 0);
	assert_int_equal(truncate(inside(tree, "/etc/thing/a"), PLACE_FILE_MAX + 1), 0);
	assert_int_equal(opens(tree, "plain", "/etc/thing/a"), -EFBIG);
}

static void says_when_the_system_refuses(void **state)
{
	struct tree *tree = *state;
	const struct place_count *counts;
	size_t count;

	if (geteuid() == 0) {
		print_message("SKIP: root may read everything\n");
		skip();
	}
	assert_int_equal(chmod(inside(tree, "/etc/thing/a"), 0), 0);
	assert_int_equal(opens(tree, "plain", "/etc/thing/a"), -EACCES);
	assert_int_equal(place_tally(&tree->fixture.place, &counts, &count), 0);
	assert_int_equal(counts[0].denied, 1);
}

/* In a mount namespace of its own; exit status 0 when all holds. A walk that asked the file system
 * would hang: nobody answers for the autofs and FUSE mounts. */
static int enters_mounts_only_where_the_system_put_them(struct tree *tree)
{
	struct place_fixture *fixture = &tree->fixture;
	struct place_listing listing;

	if (place_fixture_open(fixture, tree->root, table, NULL) != 0)
		return 1;
	if (opens(tree, "plain", "/opt/thing/disk/file") != 0)
		return 2;
	if (opens(tree, "plain", "/home/ann/.config/agent/x.conf") != -EXDEV)
		return 3;
	if (opens(tree, "plain", "/opt/thing/auto/file") != -EXDEV ||
	    lists(tree, "plain", "/opt/thing/auto", &listing) != -EXDEV)
		return 4;
	if (opens(tree, "plain", "/opt/thing/fuse/file") != -EXDEV ||
	    lists(tree, "plain", "/opt/thing", &listing) != 0)
		return 5;
	return place_fixture_close(fixture);
}

static bool mounts_are_made(struct tree *tree)
{
	static const char *const folders[] = { "/opt/thing/disk", "/opt/thing/auto",
		                               "/opt/thing/fuse" };
	int ends[2], device = open("/dev/fuse", O_RDWR);
	char automatic[96], fuse[96];

	if (device < 0 || pipe(ends) != 0 || unshare(CLONE_NEWNS) != 0 ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
		return false;
	for (size_t i = 0; i < 3; i++)
		mkdir(inside(tree, folders[i]), 0755);
	snprintf(automatic, sizeof(automatic), "fd=%d,pgrp=%d,minproto=5,maxproto=5,indirect",
	         ends[1], getpgrp());
	snprintf(fuse, sizeof(fuse), "fd=%d,rootmode=40000,user_id=0,group_id=0", device);
	if (mount("none", inside(tree, folders[0]), "tmpfs", 0, "mode=755") != 0 ||
	    mount("none", inside(tree, "/home/ann/.config/agent"), "tmpfs", 0, "mode=755") != 0 ||
	    mount("none", inside(tree, folders[1]), "autofs", 0, automatic) != 0 ||
	    mount("none", inside(tree, folders[2]), "fuse", 0, fuse) != 0)
		return false;
	put(tree, "/opt/thing/disk/file", "f");
	put(tree, "/home/ann/.config/agent/x.conf", "x");
	return true;
}

static void enters_no_mount_of_users_networks_and_programs(void **state)
{
	pid_t child;
	int status = 0;

	if (skips_without_root())
		skip();
	child = fork();
	if (child == 0) {
		struct tree copy = *(struct tree *)*state;

		alarm(20);
		_exit(mounts_are_made(&copy) ? enters_mounts_only_where_the_system_put_them(&copy)
		                             : 77);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
		print_message("SKIP: may not mount\n");
		skip();
	}
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define PERMITTED(test) cmocka_unit_test_setup_teardown(test, begin_permitted, end)
		PERMITTED(reaches_nothing_through_a_link_planted_in_a_home),
		PERMITTED(reaches_nothing_through_a_link_where_anybody_can_write),
		PERMITTED(reaches_nothing_through_a_link_in_another_users_folder),
		PERMITTED(follows_the_systems_own_links_inside_the_root_alone),
		PERMITTED(asks_the_deny_list_again_where_a_link_ended),
		PERMITTED(opens_regular_files_alone),
		PERMITTED(opens_no_device),
		PERMITTED(refuses_a_file_above_the_cap),
		PERMITTED(says_when_the_system_refuses),
		PERMITTED(enters_no_mount_of_users_networks_and_programs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
