/* Recognises addresses by their form alone; asks no resolver. */
#include "probes/address.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#define ADDRESS_TEXT_MAX 64

static enum address_scope scope_of_v4(const uint8_t a[4])
{
	bool private = a[0] == 0 || a[0] == 10 || a[0] == 127 || a[0] >= 224 ||
	               (a[0] == 172 && (a[1] & 0xF0) == 16) || (a[0] == 192 && a[1] == 168) ||
	               (a[0] == 169 && a[1] == 254) || (a[0] == 100 && (a[1] & 0xC0) == 64);

	return private ? ADDRESS_PRIVATE : ADDRESS_PUBLIC;
}

static enum address_scope scope_of_v6(const uint8_t a[16])
{
	static const uint8_t zero[15], mapped[12] = { [10] = 0xFF, [11] = 0xFF };

	if (memcmp(a, mapped, sizeof(mapped)) == 0)
		return scope_of_v4(a + 12);
	if (memcmp(a, zero, sizeof(zero)) == 0 && a[15] <= 1)
		return ADDRESS_PRIVATE;
	if ((a[0] & 0xFE) == 0xFC || a[0] == 0xFF || (a[0] == 0xFE && (a[1] & 0xC0) == 0x80))
		return ADDRESS_PRIVATE;
	return ADDRESS_PUBLIC;
}

/* Six pairs of hex digits with one kind of mark between, or three groups of four with dots. */
static bool is_mac(const char *text, size_t len)
{
	size_t group = len == 17 ? 2 : 4;
	char mark;

	if (len != 17 && len != 14)
		return false;
	mark = text[group];
	if (len == 17 ? (mark != ':' && mark != '-') : mark != '.')
		return false;
	for (size_t i = 0; i < len; i++) {
		bool at_mark = i % (group + 1) == group;

		if (at_mark ? text[i] != mark : !isxdigit((unsigned char)text[i]))
			return false;
	}
	return true;
}

static bool all_digits(const char *text)
{
	return *text && text[strspn(text, "0123456789")] == '\0';
}

/* A whole address without port, brackets or zone. */
static enum address_scope scope_of_plain(const char *text)
{
	uint8_t bytes[16];

	if (is_mac(text, strlen(text)))
		return ADDRESS_PRIVATE;
	if (inet_pton(AF_INET, text, bytes) == 1)
		return scope_of_v4(bytes);
	if (inet_pton(AF_INET6, text, bytes) == 1)
		return scope_of_v6(bytes);
	return ADDRESS_NONE;
}

static enum address_scope scope_of_reverse(const char *text, size_t len)
{
	static const char v4[] = ".in-addr.arpa", v6[] = ".ip6.arpa";
	unsigned int value = 0, shift = 1, at = 0;
	uint8_t address[4] = { 0 };

	if (len >= sizeof(v6) &&
	    strncasecmp(text + len - (sizeof(v6) - 1), v6, sizeof(v6) - 1) == 0)
		return text[len - sizeof(v6)] == 'f' || text[len - sizeof(v6)] == 'F'
		               ? ADDRESS_PRIVATE
		               : ADDRESS_PUBLIC;
	if (len < sizeof(v4) || strncasecmp(text + len - (sizeof(v4) - 1), v4, sizeof(v4) - 1) != 0)
		return ADDRESS_NONE;
	for (size_t i = len - (sizeof(v4) - 1); i-- > 0 && at < 4;) { /* octets stand in reverse */
		if (text[i] == '.') {
			address[at++] = (uint8_t)value;
			value = 0;
			shift = 1;
		} else if (isdigit((unsigned char)text[i]) && shift <= 100) {
			value += (unsigned int)(text[i] - '0') * shift;
			shift *= 10;
		} else {
			return ADDRESS_PUBLIC;
		}
	}
	if (at < 4)
		address[at] = (uint8_t)value;
	return scope_of_v4(address);
}

enum address_scope address_of_host(const char *text, size_t len)
{
	char plain[ADDRESS_TEXT_MAX], *mark;
	enum address_scope scope = scope_of_reverse(text, len);

	if (scope != ADDRESS_NONE || !len || len >= sizeof(plain))
		return scope;
	memcpy(plain, text, len);
	plain[len] = '\0';
	if (plain[0] == '[') {
		mark = strchr(plain, ']');
		if (!mark || (mark[1] && (mark[1] != ':' || !all_digits(mark + 2))))
			return ADDRESS_NONE;
		*mark = '\0';
		memmove(plain, plain + 1, strlen(plain));
	}
	mark = strchr(plain, '%');
	if (mark)
		*mark = '\0';
	scope = scope_of_plain(plain);
	mark = strchr(plain, ':');
	if (scope == ADDRESS_NONE && mark && all_digits(mark + 1)) {
		*mark = '\0';
		scope = scope_of_plain(plain);
	}
	return scope;
}

const char *address_scope_word(enum address_scope scope)
{
	return scope == ADDRESS_PRIVATE ? "private" : scope == ADDRESS_PUBLIC ? "public" : NULL;
}

static bool in_address(char c)
{
	return isxdigit((unsigned char)c) || c == ':' || c == '.' || c == '-';
}

/* The longest address that starts at `at`, at most `run` bytes: its length, or 0. */
static size_t address_at(const char *at, size_t run, enum address_scope *scope)
{
	size_t len = run < ADDRESS_TEXT_MAX ? run : ADDRESS_TEXT_MAX - 1;

	for (; len >= 3; len--) {
		if (len < run && isalnum((unsigned char)at[len]) &&
		    isalnum((unsigned char)at[len - 1]))
			continue; /* would cut a word */
		*scope = address_of_host(at, len);
		if (*scope != ADDRESS_NONE)
			return len;
	}
	return 0;
}

/* Next address at or after `text`; false when there is none. */
static bool find_address(const char *text, const char **at, size_t *len, enum address_scope *scope)
{
	bool fresh = true; /* an address begins at the text's start or after what can be no part of
	                      a word */

	for (const char *c = text; *c; c++) {
		size_t run = 0;

		while (fresh && run < ADDRESS_TEXT_MAX && in_address(c[run]))
			run++;
		if (run && isalnum((unsigned char)c[run]))
			run = 0; /* "cafe::babel" is a word */
		*len = run ? address_at(c, run, scope) : 0;
		if (*len) {
			*at = c;
			return true;
		}
		fresh = !isalnum((unsigned char)*c) && *c != '.' && *c != '-';
	}
	return false;
}

const char *address_redact(struct arena *arena, const char *text)
{
	enum address_scope scope;
	const char *at;
	size_t len;

	while (text && find_address(text, &at, &len, &scope))
		text = arena_printf(arena, "%.*s%s%s", (int)(at - text), text,
		                    address_scope_word(scope), at + len);
	return text;
}
