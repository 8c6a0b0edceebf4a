/* Public suffixes, and hosting shared by many customers: the names too broad to point at one
 * product or organisation. */
#include "policies/domain.h"

#include <string.h>

#include "policies/host.h"

/* Below which anybody may register a name of their own. Second-level suffixes: those of the United
 * Kingdom, Ireland's neighbours in English and the large others; a school's own country is a row
 * away. Top-level domains need no row. */
static const char *const registries[] = {
	"ac.jp",  "ac.nz",  "ac.uk",  "ac.za",  "asn.au", "co.in",     "co.jp",    "co.kr",
	"co.nz",  "co.uk",  "co.za",  "com.ar", "com.au", "com.br",    "com.cn",   "com.hk",
	"com.mx", "com.pl", "com.sg", "com.tr", "com.tw", "com.ua",    "edu.au",   "gov.au",
	"gov.uk", "ltd.uk", "me.uk",  "mod.uk", "net.au", "net.nz",    "net.uk",   "nhs.uk",
	"or.jp",  "org.au", "org.nz", "org.uk", "plc.uk", "police.uk", "*.sch.uk", NULL,
};

/* Hosting shared by many customers. A '*' label stands for any one label. The names above a listed
 * one are too broad as well. */
static const char *const hosting[] = {
	"*.amazonaws.com",
	"*.cloudapp.azure.com",
	"*.core.windows.net",
	"*.digitaloceanspaces.com",
	"*.elasticbeanstalk.com",
	"*.linodeobjects.com",
	"*.on.aws",
	"akadns.net",
	"akamai.net",
	"akamaiedge.net",
	"akamaihd.net",
	"akamaized.net",
	"amazonaws.com",
	"appspot.com",
	"awsglobalaccelerator.com",
	"azure-api.net",
	"azurecontainerapps.io",
	"azureedge.net",
	"azurefd.net",
	"azurestaticapps.net",
	"azurewebsites.net",
	"b-cdn.net",
	"backblazeb2.com",
	"bitbucket.io",
	"blob.core.windows.net",
	"blogspot.com",
	"cdn77.org",
	"cloudapp.net",
	"cloudflare.net",
	"cloudflarestorage.com",
	"cloudfront.net",
	"cloudfunctions.net",
	"duckdns.org",
	"dyndns.org",
	"edgecastcdn.net",
	"edgekey.net",
	"edgesuite.net",
	"elb.*.amazonaws.com",
	"execute-api.*.amazonaws.com",
	"fastly.net",
	"fastlylb.net",
	"firebaseapp.com",
	"firebaseio.com",
	"fly.dev",
	"ghcr.io",
	"github.com",
	"github.io",
	"githubusercontent.com",
	"gitlab.io",
	"glitch.me",
	"googleapis.com",
	"googleusercontent.com",
	"gstatic.com",
	"herokuapp.com",
	"hwcdn.net",
	"kinsta.cloud",
	"llnwd.net",
	"myftp.org",
	"myqcloud.com",
	"myshopify.com",
	"netdna-cdn.com",
	"netlify.app",
	"ngrok-free.app",
	"ngrok.io",
	"no-ip.org",
	"onrender.com",
	"pages.dev",
	"r2.dev",
	"run.app",
	"s3.*.amazonaws.com",
	"s3.amazonaws.com",
	"servicebus.windows.net",
	"sharepoint.com",
	"stackpathdns.com",
	"storage.googleapis.com",
	"trafficmanager.net",
	"typepad.com",
	"vercel.app",
	"web.app",
	"web.core.windows.net",
	"wixsite.com",
	"wordpress.com",
	"workers.dev",
	"zendesk.com",
	NULL,
};

/* Length of the last label of name[0..len). */
static size_t last_label(const char *name, size_t len)
{
	size_t start = len;

	while (start && name[start - 1] != '.')
		start--;
	return len - start;
}

/* Label by label from the right: true when `domain` equals the row or stands above it. */
static bool is_at_or_above(const char *domain, const char *row)
{
	size_t left = strlen(domain), row_left = strlen(row);

	while (left && row_left) {
		size_t len = last_label(domain, left), row_len = last_label(row, row_left);
		bool any = row_len == 1 && row[row_left - 1] == '*';

		if (!any && (len != row_len ||
		             memcmp(domain + left - len, row + row_left - row_len, len) != 0))
			return false;
		left -= left > len ? len + 1 : len;
		row_left -= row_left > row_len ? row_len + 1 : row_len;
	}
	return !left;
}

static bool is_among(const char *domain, const char *const *rows)
{
	for (; *rows; rows++)
		if (is_at_or_above(domain, *rows))
			return true;
	return false;
}

bool domain_is_too_broad(const char *domain)
{
	return !host_parent(domain) || is_among(domain, registries) || is_among(domain, hosting);
}

/* The longest piece of the host that still stands right below a name that `stops`. */
static const char *below(const char *host, bool (*stops)(const char *domain))
{
	for (const char *parent = host_parent(host); parent && !stops(parent);
	     parent = host_parent(parent))
		host = parent;
	return host;
}

static bool is_of_a_registry(const char *domain)
{
	return !host_parent(domain) || is_among(domain, registries);
}

const char *domain_registrable(const char *host)
{
	return below(host, domain_is_too_broad);
}

const char *domain_of_operator(const char *host)
{
	return below(host, is_of_a_registry);
}
