/* The deny-list, for people to read and for the opener to obey. */
#include "agent/denied.h"

#include <string.h>

#include "probes/base/text.h"
#include "probes/place.h"

/* homes of Linux, of root, and of a macOS or Windows disk under --root */
#define IN_HOMES(name) "/home/**/" name, "/root/" name, "/Users/*/" name

const char *const denied_paths[] = {
	/* mail and messages */
	"/var/mail",
	"/var/spool/mail",
	"/var/vmail",
	"/**/Maildir",
	"/**/.maildir",
	"/**/*.mbox",
	"/**/*.pst",
	"/**/*.ost",
	"/**/*.eml",
	"/**/.thunderbird",
	"/**/.icedove",
	"/**/thunderbird/*.default*",
	"/**/org.mozilla.Thunderbird",
	IN_HOMES("Mail"),
	IN_HOMES("mail"),
	IN_HOMES("snap/thunderbird"),
	"/**/.local/share/evolution",
	"/**/.cache/evolution",
	"/**/.config/evolution",
	"/**/.local/share/geary",
	"/**/.local/share/local-mail",
	"/**/.local/share/akonadi",
	"/**/.local/share/kmail2",
	"/**/.claws-mail",
	"/**/.mutt",
	"/**/.config/Signal",
	"/**/.local/share/TelegramDesktop",
	"/**/.purple",
	"/**/.weechat",
	"/**/.irssi",
	/* documents */
	IN_HOMES("Documents"),
	IN_HOMES("Desktop"),
	IN_HOMES("Downloads"),
	IN_HOMES("Pictures"),
	IN_HOMES("Music"),
	IN_HOMES("Videos"),
	IN_HOMES("Public"),
	IN_HOMES("Templates"),
	IN_HOMES("Nextcloud"),
	IN_HOMES("Dropbox"),
	IN_HOMES("OneDrive*"),
	IN_HOMES("Google Drive"),
	"/**/recently-used.xbel",
	"/**/.local/share/Trash",
	"/**/.cache/thumbnails",
	"/**/.local/share/tracker",
	"/**/.cache/tracker3",
	"/**/.local/share/zeitgeist",
	/* what browsers remember */
	"/**/History",
	"/**/History-*",
	"/**/Archived History*",
	"/**/History Provider Cache",
	"/**/Visited Links",
	"/**/Top Sites*",
	"/**/Shortcuts",
	"/**/Favicons*",
	"/**/Bookmarks*",
	"/**/bookmarkbackups",
	"/**/Cookies*",
	"/**/Extension Cookies*",
	"/**/Current Session",
	"/**/Current Tabs",
	"/**/Last Session",
	"/**/Last Tabs",
	"/**/Sessions",
	"/**/Session Storage",
	"/**/Local Storage",
	"/**/IndexedDB",
	"/**/Network Action Predictor*",
	"/**/places.sqlite*",
	"/**/cookies.sqlite*",
	"/**/favicons.sqlite*",
	"/**/formhistory.sqlite*",
	"/**/webappsstore.sqlite*",
	"/**/sessionstore*",
	"/**/cache2",
	"/**/Cache",
	"/**/Code Cache",
	/* passwords and log-ins */
	"/**/key3.db*",
	"/**/key4.db*",
	"/**/logins.json*",
	"/**/logins-backup.json",
	"/**/signons.sqlite*",
	"/**/Login Data*",
	"/**/Web Data*",
	"/**/Account Web Data*",
	"/**/.local/share/keyrings",
	"/**/.gnome2/keyrings",
	"/**/kwalletd",
	"/**/.password-store",
	"/**/*.kdbx",
	"/**/.netrc",
	"/**/.pgpass",
	"/**/.my.cnf",
	"/**/.git-credentials",
	"/**/.aws",
	"/**/.azure",
	"/**/.kube",
	"/**/.docker",
	"/**/.config/gcloud",
	"/**/.Xauthority",
	"/**/.ICEauthority",
	"/etc/shadow*",
	"/etc/gshadow*",
	"/etc/security/opasswd",
	"/var/lib/extrausers",
	"/var/backups",
	"/var/lib/sss/db",
	"/var/lib/sss/secrets",
	"/var/lib/samba/private",
	"/var/lib/fprint",
	"/etc/NetworkManager/system-connections",
	"/etc/wpa_supplicant",
	"/etc/ppp/*-secrets",
	"/Windows/System32/config/SAM*",
	"/Windows/System32/config/SECURITY*",
	"/Windows/NTDS",
	/* keys */
	"/**/.ssh",
	"/**/.gnupg",
	"/etc/ssl/private",
	"/etc/pki/tls/private",
	"/etc/letsencrypt/archive",
	"/etc/ipsec.secrets",
	"/etc/ipsec.d/private",
	"/etc/swanctl/private",
	"/etc/wireguard",
	"/**/ssh_host_*_key",
	"/**/*.key",
	"/**/*.p12",
	"/**/*.pfx",
	"/**/*.keytab",
	"/etc/krb5.keytab*",
	/* what people typed */
	"/**/.*_history",
	"/**/.history",
	"/**/.histfile",
	"/**/.zhistory",
	"/**/fish_history",
	"/**/.lesshst",
	"/**/.viminfo",
	"/**/.python_history*",
	/* other processes' memory, arguments and files; the kernel's memory */
	"/proc/**/environ",
	"/proc/**/cmdline",
	"/proc/**/mem",
	"/proc/**/auxv",
	"/proc/**/cwd",
	"/proc/**/root",
	"/proc/**/syscall",
	"/proc/**/stack",
	"/proc/kcore",
	"/proc/kmsg",
	"/proc/kpage*",
	"/proc/keys",
	"/proc/key-users",
	"/sys/kernel/debug",
	"/sys/kernel/tracing",
	/* screen, camera, microphone, keyboard, disks */
	"/dev",
	NULL,
};

/* `name` is the last part of `path`. A glob that is one name anywhere is tried on the name alone:
 * quick to say no. */
static bool glob_denies(const char *glob, const char *path, const char *name)
{
	if (strncmp(glob, "/**/", 4) == 0 && !strchr(glob + 4, '/') && !strstr(glob + 4, "**"))
		return name != path && text_matches_glob(glob + 4, name);
	return text_matches_glob(glob, path);
}

bool entry_is_denied(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;

	for (const char *const *glob = denied_paths; *glob; glob++)
		if (glob_denies(*glob, path, name))
			return true;
	return false;
}

bool path_is_denied(const char *path)
{
	char part[PLACE_PATH_MAX];
	size_t length = strlen(path);

	if (length >= sizeof(part))
		return true;
	for (size_t i = 1; i <= length; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (entry_is_denied(part))
			return true;
	}
	return false;
}
