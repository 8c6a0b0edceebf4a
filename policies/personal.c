/* E-mail addresses, telephone numbers, home folders and names in free text. */
#include "policies/personal.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool is_alnum(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* --- jo@school.example ------------------------------------------------------------ */

static bool is_part(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.' || c == '+';
}

static bool has_mailbox(const char *text)
{
	for (const char *at = strchr(text, '@'); at; at = strchr(at + 1, '@'))
		if (at > text && is_part(at[-1]) && isalnum((unsigned char)at[1]))
			return true;
	return false;
}

/* --- telephone numbers ------------------------------------------------------------ */

#define GROUPS 8

/* Digits in groups, parted by one or two of space, hyphen, dot and brackets. */
struct number {
	bool plus, spaces, dots, brackets;
	size_t groups, length[GROUPS], digits;
	char first[4]; /* its first digits */
	const char *end;
};

static size_t between(struct number *number, const char *at)
{
	size_t len = strspn(at, " -.()");

	if (!len || len > 2 || !isdigit((unsigned char)at[len]))
		return 0;
	for (size_t i = 0; i < len; i++) {
		number->spaces |= at[i] == ' ';
		number->dots |= at[i] == '.';
		number->brackets |= at[i] == '(' || at[i] == ')';
	}
	return len;
}

/* "+(44)": behind the sign and the bracket. */
static size_t opening(const char *at, struct number *number)
{
	size_t len = *at == '+';

	number->plus = len;
	number->brackets = at[len] == '(';
	return len + number->brackets;
}

static void read_number(const char *at, struct number *out)
{
	struct number number = { 0 };
	size_t step = opening(at, &number);

	do {
		size_t len;

		at += step;
		len = strspn(at, "0123456789");
		for (size_t i = 0; i < len && number.digits + i < 3; i++)
			number.first[number.digits + i] = at[i];
		if (number.groups < GROUPS)
			number.length[number.groups] = len;
		number.groups++;
		number.digits += len;
		at += len;
		step = len ? between(&number, at) : 0;
	} while (step);
	number.end = at;
	*out = number;
}

static bool has_lengths(const struct number *number, const size_t *lengths, size_t count)
{
	return number->groups == count &&
	       memcmp(number->length, lengths, count * sizeof(*lengths)) == 0;
}

static bool is_telephone(const struct number *number)
{
	static const size_t american[] = { 3, 3, 4 }, french[] = { 2, 2, 2, 2, 2 };
	const char *first = number->first;

	if (number->plus)
		return first[0] != '0' && number->digits >= 8 && number->digits <= 15;
	if (number->groups > GROUPS || number->digits < 10)
		return false;
	if (has_lengths(number, american, 3)) /* 600 700 1000 are amounts */
		return first[0] == '0' || number->brackets || !number->spaces;
	if (first[0] != '0' || number->digits > 15)
		return false;
	if (first[1] == '0') /* an id may begin so, but is not parted */
		return first[2] != '0' && number->digits >= 11 && number->groups > 2;
	if (has_lengths(number, french, 5))
		return true;
	/* 01.09.2026 is a day: the first group of a number is longer, and nobody parts it by dots
	 */
	return number->digits <= 11 && !number->dots && number->length[0] >= 3;
}

static bool has_telephone(const char *text)
{
	for (const char *at = text; *at; at++) {
		struct number number;

		if (!isdigit((unsigned char)*at) && *at != '+' && *at != '(')
			continue;
		if (at > text && (is_alnum(at[-1]) || strchr("-_./:#+", at[-1])))
			continue;
		read_number(at, &number);
		if (!is_alnum(*number.end) && is_telephone(&number))
			return true;
	}
	return false;
}

/* --- home folders ----------------------------------------------------------------- */

static bool begins_path(const char *text, const char *at)
{
	return at == text || (!is_alnum(at[-1]) && !strchr("._-~", at[-1]));
}

/* Folders of that name which are nobody's. */
static bool is_of_somebody(const char *name)
{
	static const char *const shared[] = { "shared", "public", "default", "all users" };

	for (size_t i = 0; i < sizeof(shared) / sizeof(*shared); i++)
		if (strncasecmp(name, shared[i], strlen(shared[i])) == 0 &&
		    !is_alnum(name[strlen(shared[i])]))
			return false;
	return is_alnum(*name);
}

static bool has_home(const char *text)
{
	static const char *const roots[] = { "/home/", "/Users/", ":\\Users\\", ":/Users/",
		                             ":\\Documents and Settings\\" };

	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++)
		for (const char *at = strcasestr(text, roots[i]); at;
		     at = strcasestr(at + 1, roots[i])) {
			const char *start = *at == ':' && at > text ? at - 1 : at;

			if (begins_path(text, start) && is_of_somebody(at + strlen(roots[i])))
				return true;
		}
	return false;
}

/* --- Mr Jo Bloggs ------------------------------------------------------------------- */

static bool is_capital(const char *at)
{
	return isupper((unsigned char)*at) ||
	       ((unsigned char)*at == 0xC3 && (signed char)at[1] < 0);
}

/* "Bloggs", "O'Neill", "J. Bloggs"; "DPIA" is none, and "Teams" stands behind Ms by mistake. */
static bool begins_name(const char *at)
{
	static const char *const products[] = { "Teams", "Office",  "Word",    "Excel",
		                                "Edge",  "Windows", "Outlook", NULL };
	size_t len = 0;

	if (!is_capital(at))
		return false;
	while (is_alnum(at[len]))
		len++;
	for (const char *const *product = products; *product; product++)
		if (strlen(*product) == len && strncmp(at, *product, len) == 0)
			return false;
	if (len == 1 && (at[1] == '.' || at[1] == ' ')) { /* an initial */
		at += 1 + strspn(at + 1, ". ");
		return is_capital(at) && (islower((unsigned char)at[1]) || at[1] == '.');
	}
	return islower((unsigned char)at[1]) || (unsigned char)at[1] >= 0x80 || at[1] == '\'';
}

/* The title at `at`, by its length with what parts it from the name; 0: none. "Kings Dr" is a road.
 */
static size_t title_length(const char *text, const char *at)
{
	static const char *const titles[] = { "Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", NULL };

	if (at > text && is_alnum(at[-1]))
		return 0;
	for (const char *const *title = titles; *title; title++) {
		size_t len = strlen(*title), parted;

		if (strncmp(at, *title, len) != 0 || is_alnum(at[len]))
			continue;
		parted = strspn(at + len, ". \t\n");
		return parted && strcspn(at + len, " \t\n") < parted ? len + parted : 0;
	}
	return 0;
}

static bool ends_capital_word(const char *text, const char *at)
{
	const char *start = at;

	if (at == text || at[-1] != ' ')
		return false;
	for (start--; start > text && is_alnum(start[-1]);)
		start--;
	return start < at - 1 && is_capital(start);
}

static bool has_name(const char *text)
{
	for (const char *at = text; *at; at++) {
		size_t len = title_length(text, at);

		if (len && begins_name(at + len) && !(*at == 'D' && ends_capital_word(text, at)))
			return true;
	}
	return false;
}

enum personal personal_in(const char *text)
{
	if (has_mailbox(text))
		return PERSONAL_MAILBOX;
	if (has_telephone(text))
		return PERSONAL_TELEPHONE;
	if (has_home(text))
		return PERSONAL_HOME;
	return has_name(text) ? PERSONAL_NAME : PERSONAL_NOTHING;
}

/* --- names ------------------------------------------------------------------------ */

/* The beginnings of words of posts: "teach" for teacher and teaching. */
static const char *const of_posts[] = {
	"academ",  "account",  "admin",   "advis",   "agen",     "analyst",  "area",    "assist",
	"associ",  "author",   "board",   "branch",  "bursar",   "busin",    "caretak", "case",
	"central", "chair",    "chief",   "clerk",   "college",  "commi",    "compli",  "contr",
	"conven",  "coord",    "co-ord",  "council", "county",   "custod",   "data",    "dean",
	"deleg",   "deput",    "design",  "develop", "digital",  "direct",   "distr",   "dpo",
	"educat",  "employ",   "engin",   "equal",   "estate",   "exec",     "extern",  "facil",
	"faculty", "feder",    "financ",  "found",   "full",     "gener",    "gover",   "group",
	"head",    "health",   "hr",      "human",   "ict",      "independ", "infor",   "inspec",
	"intern",  "it",       "join",    "key",     "law",      "lead",     "learn",   "legal",
	"local",   "manag",    "member",  "network", "nation",   "office",   "oper",    "organi",
	"owner",   "partner",  "part",    "pastor",  "people",   "person",   "policy",  "presid",
	"princip", "profess",  "program", "project", "protect",  "provost",  "quality", "rector",
	"region",  "regist",   "relat",   "rep",     "resourc",  "safe",     "scho",    "science",
	"secret",  "security", "senco",   "senior",  "service",  "shop",     "site",    "staff",
	"state",   "steward",  "strateg", "student", "superint", "support",  "supply",  "system",
	"teach",   "team",     "tech",    "train",   "treasur",  "trust",    "union",   "vice",
	"warden",  "web",      "welfare", "work",    "year",     "acting",   "interim", "first",
	"second",  "third",    "of",      "the",     "and",      "for",      "officer", NULL
};

static bool is_of_post(const char *word, size_t len)
{
	for (const char *const *part = of_posts; *part; part++)
		if (strlen(*part) <= len && strncasecmp(word, *part, strlen(*part)) == 0 &&
		    (strlen(*part) > 3 || strlen(*part) == len || strcmp(*part, "rep") == 0))
			return true;
	return false;
}

static bool is_title(const char *word, size_t len)
{
	static const char *const titles[] = { "Mr",   "Mrs", "Ms",   "Miss", "Mx", "Dr",
		                              "Prof", "Sir", "Dame", "Rev",  NULL };

	len -= len && word[len - 1] == '.';
	for (const char *const *title = titles; *title; title++)
		if (strlen(*title) == len && strncmp(word, *title, len) == 0)
			return true;
	return false;
}

static bool is_capitalised(const char *word, size_t len)
{
	if (!isupper((unsigned char)word[0]) || (len > 1 && isupper((unsigned char)word[1])))
		return false;
	for (size_t i = 0; i < len; i++)
		if (!is_alnum(word[i]) && !strchr("-'.", word[i]))
			return false;
	return true;
}

bool personal_is_name(const char *post)
{
	static const char ends[] = ",;()[]/:";

	while (*post) {
		size_t len = strcspn(post, ends), words = 0, names = 0;
		bool title = false;

		for (size_t at = 0; at < len;) {
			size_t word = strcspn(post + at, " ,;()[]/:");

			if (word > len - at)
				word = len - at;
			title |= words == 0 && is_title(post + at, word);
			names += word && is_capitalised(post + at, word) &&
			         !is_of_post(post + at, word);
			words += word > 0;
			at += word + 1;
		}
		if (words == names && (words == 2 || words == 3))
			return true;
		if (title && words > 1)
			return true;
		post += len + (post[len] != '\0');
	}
	return false;
}
