#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "probes/redact.h"
#include "tests/unit/arena_state.h"

struct pair {
	const char *in, *out;
};

typedef const char *redactor(struct arena *, const char *);

/* Each pair, and the result once more: what was redacted stays as it is. */
static void expect_pairs(void **state, redactor *redact, const struct pair *pairs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *once = redact(*state, pairs[i].in);

		assert_non_null(once);
		assert_string_equal(once, pairs[i].out);
		assert_string_equal(redact(*state, once), pairs[i].out);
	}
}

#define EXPECT(redact, pairs) expect_pairs(state, redact, pairs, sizeof(pairs) / sizeof((pairs)[0]))

static void home_folders_become_a_tilde(void **state)
{
	static const struct pair pairs[] = {
		{ "/home/alice/.local/bin/tool", "~/.local/bin/tool" },
		{ "/home/alice", "~" },
		{ "/home/alice/", "~" },
		{ "/home/alice/tool", "~/tool" },
		{ "/root/bin/tool", "~/bin/tool" },
		{ "/root", "~" },
		{ "/export/home/alice/.config/x.desktop", "~/.config/x.desktop" },
		{ "/srv/homes/alice/bin/tool", "~/bin/tool" },
		{ "/Users/alice/Library/LaunchAgents/x.plist", "~/Library/LaunchAgents/x.plist" },
		{ "C:\\Users\\alice\\AppData\\Local\\tool.exe", "~\\AppData\\Local\\tool.exe" },
		{ "c:\\documents and settings\\alice\\tool.exe", "~\\tool.exe" },
		{ "C:/Users/alice/tool.exe", "~/tool.exe" },
	};

	EXPECT(redact_path, pairs);
}

static void a_home_below_a_group_folder_shows_no_name(void **state)
{
	static const struct pair pairs[] = {
		{ "/home/staff/alice/.local/bin/tool", "~/.local/bin/tool" },
		{ "/home/staff/alice/work/tool", "~/tool" },
		{ "/home/alice/../bob/tool", "~/tool" },
	};

	EXPECT(redact_path, pairs);
}

static void the_account_name_goes_from_the_rest_of_the_path_too(void **state)
{
	static const struct pair pairs[] = {
		{ "/home/alice/.cache/alice-tool/bin", "~/.cache/~-tool/bin" },
		{ "/home/alice/.cache/malice/bin", "~/.cache/malice/bin" },
	};

	EXPECT(redact_path, pairs);
}

static void run_time_and_mail_folders_of_a_user_become_a_tilde(void **state)
{
	static const struct pair pairs[] = {
		{ "/run/user/1000/app/tool", "~/tool" },
		{ "/media/alice/STICK/tool", "~/tool" },
		{ "/run/media/alice/STICK/tool", "~/tool" },
		{ "/var/mail/alice", "~" },
		{ "/var/spool/cron/crontabs/alice", "~" },
		{ "/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/app.slice/"
		  "tool@alice.service",
		  "/sys/fs/cgroup/user.slice/user-.slice/user@.service/app.slice/tool@.service" },
	};

	EXPECT(redact_path, pairs);
}

static void paths_of_programs_stay(void **state)
{
	static const struct pair pairs[] = {
		{ "/usr/bin/veyon-server", "/usr/bin/veyon-server" },
		{ "/usr/lib/app/home/page.js", "/usr/lib/app/home/page.js" },
		{ "/opt/maker/users/tool", "/opt/maker/users/tool" },
		{ "/home", "/home" },
		{ "C:\\Program Files\\Veyon\\veyon-service.exe",
		  "C:\\Program Files\\Veyon\\veyon-service.exe" },
		{ "/opt/app-10.0.0.1/tool", "/opt/app-10.0.0.1/tool" },
	};

	EXPECT(redact_path, pairs);
}

static void instances_of_units_lose_their_name(void **state)
{
	static const struct pair pairs[] = {
		{ "x11vnc@alice.service", "x11vnc@.service" },
		{ "x11vnc@alice.canary.service", "x11vnc@.service" },
		{ "user@1000.service", "user@.service" },
		{ "user-1000.slice", "user-.slice" },
		{ "session-c2.scope", "session-.scope" },
		{ "session-3.scope", "session-.scope" },
		{ "app-gnome-firefox-1502.scope", "app-gnome-firefox-.scope" },
		{ "app-gnome-firefox3.scope", "app-gnome-firefox3.scope" },
		{ "run-user-1000.mount", "run-user-.mount" },
		{ "home-alice.mount", "home-.mount" },
		{ "x11vnc@alice", "x11vnc@" },
		{ "x11vnc@.service", "x11vnc@.service" },
		{ "home-assistant.service", "home-assistant.service" },
		{ "session-migration.service", "session-migration.service" },
		{ "veyon.service", "veyon.service" },
	};

	EXPECT(redact_unit, pairs);
}

static void addresses_become_private_or_public(void **state)
{
	static const struct pair pairs[] = {
		{ "192.168.1.7", "private" },         { "10.1.2.3:5900", "private" },
		{ "172.31.0.1", "private" },          { "172.32.0.1", "public" },
		{ "100.64.1.1", "private" },          { "8.8.8.8", "public" },
		{ "fe80::1%eth0", "private" },        { "fd12:3456::1", "private" },
		{ "2001:db8::1", "public" },          { "[2001:db8::1]:443", "public" },
		{ "::ffff:10.0.0.1", "private" },     { "::1", "private" },
		{ "52:54:00:12:34:56", "private" },   { "52-54-00-ab-cd-ef", "private" },
		{ "5254.00ab.cdef", "private" },      { "7.1.168.192.in-addr.arpa", "private" },
		{ "8.8.8.8.in-addr.arpa", "public" }, { "veyon.io", "veyon.io" },
		{ "cafe.example", "cafe.example" },   { "1.2.3", "1.2.3" },
	};

	EXPECT(redact_host, pairs);
}

static void addresses_inside_other_text_go_too(void **state)
{
	static const struct pair pairs[] = {
		{ "/var/lib/tool/52:54:00:12:34:56/state", "/var/lib/tool/private/state" },
		{ "/etc/tool/peer=192.168.1.7,8.8.8.8:53", "/etc/tool/peer=private,public" },
	};

	EXPECT(redact_path, pairs);
}

static void every_field_of_a_fact_is_redacted(void **state)
{
	struct observation fact = {
		.kind = OBSERVED_PROCESS,
		.subject = "/home/alice.canary/.local/bin/tool",
		.detail = "x11vnc@alice.canary.service",
		.actor = "alice.canary@school.example",
	};

	assert_int_equal(redact_observation(*state, &fact), 0);
	assert_string_equal(fact.subject, "~/.local/bin/tool");
	assert_string_equal(fact.detail, "x11vnc@.service");
	assert_string_equal(fact.actor, "~");
}

/* systemd escapes what may not stand in a name: '-' is "\\x2d", '@' is "\\x40". */
static void an_escaped_instance_goes_whole(void **state)
{
	struct observation process = { .kind = OBSERVED_PROCESS,
		                       .subject = "/usr/bin/x11vnc",
		                       .detail = "x11vnc@alice\\x2dsmith.service" };
	struct observation service = { .kind = OBSERVED_SERVICE,
		                       .subject = "x11vnc@alice\\x40school.example.service",
		                       .detail = "C:\\Users\\alice\\AppData\\x.exe" };
	struct observation file = {
		.kind = OBSERVED_FILE,
		.subject = "/sys/fs/cgroup/system.slice/x11vnc@alice\\x2dsmith.service/x"
	};

	assert_int_equal(redact_observation(*state, &process), 0);
	assert_int_equal(redact_observation(*state, &service), 0);
	assert_int_equal(redact_observation(*state, &file), 0);
	assert_string_equal(process.detail, "x11vnc@.service");
	assert_string_equal(service.subject, "x11vnc@.service");
	assert_string_equal(service.detail, "~\\AppData\\x.exe");
	assert_string_equal(file.subject, "/sys/fs/cgroup/system.slice/x11vnc@.service/x");
}

static void subjects_are_redacted_by_kind(void **state)
{
	struct observation package = { .kind = OBSERVED_PACKAGE, .subject = "lib1.2.3.4" };
	struct observation contact = { .kind = OBSERVED_CONTACT, .subject = "192.168.1.7" };
	struct observation unit = { .kind = OBSERVED_SERVICE,
		                    .subject = "vnc@alice.service",
		                    .detail = "/home/alice/x" };
	struct observation extension = { .kind = OBSERVED_EXTENSION,
		                         .subject = "watch@maker.example" };

	assert_int_equal(redact_observation(*state, &package), 0);
	assert_int_equal(redact_observation(*state, &contact), 0);
	assert_int_equal(redact_observation(*state, &unit), 0);
	assert_int_equal(redact_observation(*state, &extension), 0);
	assert_string_equal(package.subject, "lib1.2.3.4");
	assert_string_equal(contact.subject, "private");
	assert_string_equal(unit.subject, "vnc@.service");
	assert_string_equal(unit.detail, "~/x");
	assert_string_equal(extension.subject, "watch@maker.example");
}

static void says_when_memory_ran_out(void **state)
{
	struct arena *none = arena_new(0);
	struct observation fact = { .kind = OBSERVED_FILE, .subject = "/home/alice/x" };

	(void)state;
	assert_null(redact_path(none, "/home/alice/x"));
	assert_int_equal(redact_observation(none, &fact), -ENOMEM);
	arena_free(none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(home_folders_become_a_tilde),
		cmocka_unit_test(a_home_below_a_group_folder_shows_no_name),
		cmocka_unit_test(the_account_name_goes_from_the_rest_of_the_path_too),
		cmocka_unit_test(run_time_and_mail_folders_of_a_user_become_a_tilde),
		cmocka_unit_test(paths_of_programs_stay),
		cmocka_unit_test(instances_of_units_lose_their_name),
		cmocka_unit_test(addresses_become_private_or_public),
		cmocka_unit_test(addresses_inside_other_text_go_too),
		cmocka_unit_test(every_field_of_a_fact_is_redacted),
		cmocka_unit_test(an_escaped_instance_goes_whole),
		cmocka_unit_test(subjects_are_redacted_by_kind),
		cmocka_unit_test(says_when_memory_ran_out),
	};

	return cmocka_run_group_tests_name("redact", tests, make_arena, drop_arena);
}
