/* The deny-list, one glob and one real path at a time. */
#include "agent/denied.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "agent/opener.h"

static void assert_denied(const char *path)
{
	if (!path_is_denied(path))
		fail_msg("%s is not denied", path);
}

static void assert_readable(const char *path)
{
	if (path_is_denied(path) || entry_is_denied(path))
		fail_msg("%s is denied", path);
}

/* A path that the glob stands for: "**" becomes two folders, '*' a word. */
static void exemplify(const char *glob, char *out)
{
	for (; *glob; glob++) {
		if (glob[0] == '*' && glob[1] == '*') {
			out += sprintf(out, "home/ann");
			glob++;
		} else {
			*out++ = *glob == '*' ? 'x' : *glob;
		}
	}
	*out = '\0';
}

static void denies_what_each_glob_stands_for_and_all_below(void **state)
{
	char path[512];

	(void)state;
	for (const char *const *glob = denied_paths; *glob; glob++) {
		exemplify(*glob, path);
		assert_denied(path);
		assert_true(entry_is_denied(path));
		strcat(path, "/deep/below");
		assert_denied(path);
	}
}

static void denies_real_paths_of_every_kind_of_privacy(void **state)
{
	static const char *const private[] = {
		"/home/ann/.thunderbird/abc.default/Mail/Local Folders/Inbox",
		"/home/ann/Maildir/cur/1",
		"/var/mail/ann",
		"/var/spool/mail/ann",
		"/home/ann/.local/share/evolution/mail/local/x",
		"/home/ann/archive.mbox",
		"/home/ann/Documents/grievance.odt",
		"/home/SCHOOL/ann/Documents/x",
		"/root/Downloads/x",
		"/home/ann/Desktop/x",
		"/home/ann/Pictures/x.jpg",
		"/Users/ann/Documents/x",
		"/home/ann/Nextcloud/x",
		"/home/ann/.config/google-chrome/Default/History",
		"/home/ann/.config/chromium/Profile 1/Cookies",
		"/home/ann/.config/chromium/Default/Network/Cookies-journal",
		"/home/ann/.config/chromium/Default/Login Data",
		"/home/ann/.config/chromium/Default/Web Data",
		"/home/ann/.config/chromium/Default/Local Storage/leveldb/1",
		"/home/ann/.mozilla/firefox/x.default/places.sqlite-wal",
		"/home/ann/.mozilla/firefox/x.default/cookies.sqlite",
		"/home/ann/.mozilla/firefox/x.default/key4.db",
		"/home/ann/.mozilla/firefox/x.default/logins.json",
		"/home/ann/snap/firefox/common/.mozilla/firefox/x/places.sqlite",
		"/home/ann/.mozilla/firefox/x.default/sessionstore-backups/recovery.jsonlz4",
		"/home/ann/.ssh/id_rsa",
		"/home/ann/.gnupg/private-keys-v1.d/x.key",
		"/root/.ssh/authorized_keys",
		"/etc/shadow",
		"/etc/shadow-",
		"/etc/gshadow",
		"/etc/ssl/private/ssl-cert-snakeoil.key",
		"/etc/ssh/ssh_host_ed25519_key",
		"/srv/www/site.key",
		"/home/ann/.bash_history",
		"/root/.zsh_history",
		"/home/ann/.python_history",
		"/home/ann/.local/share/fish/fish_history",
		"/home/ann/.local/share/keyrings/login.keyring",
		"/home/ann/.password-store/x.gpg",
		"/home/ann/secrets.kdbx",
		"/proc/1/environ",
		"/proc/4242/cmdline",
		"/proc/4242/task/4243/environ",
		"/proc/4242/task/4243/mem",
		"/proc/self/mem",
		"/proc/1/cwd/x",
		"/proc/1/root/etc/shadow",
		"/proc/kcore",
		"/dev/video0",
		"/dev/snd/pcmC0D0c",
		"/dev/input/event0",
		"/dev/sda",
		"/dev/shm/x",
		"/dev",
		"/etc/NetworkManager/system-connections/home.nmconnection",
		"/home/ann/.config/Signal/sql/db.sqlite",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(private) / sizeof(*private); i++)
		assert_denied(private[i]);
}

static void leaves_what_probes_are_for(void **state)
{
	static const char *const open[] = {
		"/",
		"/etc/os-release",
		"/etc/passwd",
		"/var/lib/dpkg/status",
		"/var/lib/dpkg/info/veyon.list",
		"/var/lib/rpm/rpmdb.sqlite",
		"/usr/lib/sysimage/rpm/rpmdb.sqlite-wal",
		"/proc/1/exe",
		"/proc/1/stat",
		"/proc/1/status",
		"/proc/1/cgroup",
		"/proc/1/comm",
		"/proc/net/tcp",
		"/proc/modules",
		"/etc/systemd/system/veyon.service",
		"/usr/lib/systemd/system/ssh.service",
		"/etc/cron.d/x",
		"/home",
		"/home/ann",
		"/home/ann/.config/autostart/agent.desktop",
		"/home/ann/.config/systemd/user/x.service",
		"/home/ann/.mozilla/firefox/x.default/extensions.json",
		"/home/ann/.mozilla/firefox/x.default/cert9.db",
		"/home/ann/.config/google-chrome/Default/Preferences",
		"/home/ann/.config/google-chrome/Default/Extensions",
		"/etc/opt/chrome/policies/managed/x.json",
		"/etc/resolv.conf",
		"/etc/ssl/certs/ca-certificates.crt",
		"/usr/share/zoneinfo/Europe/London",
		"/usr/share/keyrings/debian-archive-keyring.gpg",
		"/etc/xdg/autostart/x.desktop",
		"/home/ann/.ssher",
		"/home/ann/Documentsx",
		"/device/x",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(open) / sizeof(*open); i++)
		assert_readable(open[i]);
}

static void denies_a_path_that_is_too_long_to_tell(void **state)
{
	static char path[PLACE_PATH_MAX + 10];

	(void)state;
	memset(path, 'a', sizeof(path) - 1);
	path[0] = '/';
	assert_denied(path);
}

static void shows_the_same_list_to_people(void **state)
{
	(void)state;
	assert_ptr_equal(opener_denied(), denied_paths);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(denies_what_each_glob_stands_for_and_all_below),
		cmocka_unit_test(denies_real_paths_of_every_kind_of_privacy),
		cmocka_unit_test(leaves_what_probes_are_for),
		cmocka_unit_test(denies_a_path_that_is_too_long_to_tell),
		cmocka_unit_test(shows_the_same_list_to_people),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
