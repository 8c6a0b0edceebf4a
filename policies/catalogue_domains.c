/* Names that are too broad to point at one product: public suffixes, and hosting shared by many
 * customers. */
#include <string.h>

#include "policies/catalogue_read.h"
#include "policies/host.h"

/* A '*' label stands for any one label. The names above a listed one are too broad as well.
 * Top-level domains need no row. Second-level suffixes: those of the United Kingdom, Ireland's
 * neighbours in English and the large others; a school's own country is a row away. */
static const char *const broad[] = {
	"*.amazonaws.com",
	"*.cloudapp.azure.com",
	"*.core.windows.net",
	"*.digitaloceanspaces.com",
	"*.elasticbeanstalk.com",
	"*.linodeobjects.com",
	"*.on.aws",
	"ac.jp",
	"ac.nz",
	"ac.uk",
	"ac.za",
	"akadns.net",
	"akamai.net",
	"akamaiedge.net",
	"akamaihd.net",
	"akamaized.net",
	"amazonaws.com",
	"appspot.com",
	"asn.au",
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
	"co.in",
	"co.jp",
	"co.kr",
	"co.nz",
	"co.uk",
	"co.za",
	"com.ar",
	"com.au",
	"com.br",
	"com.cn",
	"com.hk",
	"com.mx",
	"com.pl",
	"com.sg",
	"com.tr",
	"com.tw",
	"com.ua",
	"duckdns.org",
	"dyndns.org",
	"edgecastcdn.net",
	"edgekey.net",
	"edgesuite.net",
	"edu.au",
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
	"gov.au",
	"gov.uk",
	"gstatic.com",
	"herokuapp.com",
	"hwcdn.net",
	"kinsta.cloud",
	"llnwd.net",
	"ltd.uk",
	"me.uk",
	"mod.uk",
	"myftp.org",
	"myqcloud.com",
	"myshopify.com",
	"net.au",
	"net.nz",
	"net.uk",
	"netdna-cdn.com",
	"netlify.app",
	"ngrok-free.app",
	"ngrok.io",
	"nhs.uk",
	"no-ip.org",
	"onrender.com",
	"or.jp",
	"org.au",
	"org.nz",
	"org.uk",
	"pages.dev",
	"plc.uk",
	"police.uk",
	"r2.dev",
	"run.app",
	"s3.*.amazonaws.com",
	"s3.amazonaws.com",
	"sch.uk",
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

bool domain_is_too_broad(const char *domain)
{
	if (!host_parent(domain))
		return true;
	for (size_t i = 0; i < sizeof(broad) / sizeof(broad[0]); i++)
		if (is_at_or_above(domain, broad[i]))
			return true;
	return false;
}
