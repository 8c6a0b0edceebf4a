/* Host names, compared label by label. */
#include "policies/host.h"

#include <errno.h>
#include <string.h>

int host_normalise(const char *host, char out[HOST_MAX + 1])
{
	char clean[HOST_MAX + 1];
	size_t len = strlen(host);

	if (len && host[len - 1] == '.')
		len--;
	if (!len || len > HOST_MAX || host[0] == '.')
		return -EBADMSG;
	for (size_t i = 0; i < len; i++) {
		char c = host[i];

		if (c == '.' && (i + 1 == len || host[i + 1] == '.'))
			return -EBADMSG;
		clean[i] = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
	}
	clean[len] = '\0';
	memcpy(out, clean, len + 1);
	return 0;
}

const char *host_parent(const char *host)
{
	for (const char *at = host; *at; at++) {
		if (*at == '\\' && at[1])
			at++;
		else if (*at == '.')
			return at + 1;
	}
	return NULL;
}

bool host_is_below(const char *host, const char *domain)
{
	for (; host; host = host_parent(host))
		if (!strcmp(host, domain))
			return true;
	return false;
}
