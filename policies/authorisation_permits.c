/* What stands against reading, all of it in one sentence (PR-01, A11, A14). */
#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "policies/authorisation.h"
#include "policies/shape.h"
#include "probes/base/text.h"

static void add_missing(struct text *missing, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static void add_missing(struct text *missing, const char *format, ...)
{
	va_list args;

	if (missing->len)
		text_add(missing, "; ");
	va_start(args, format);
	text_vaddf(missing, format, args);
	va_end(args);
}

static void check_window(const struct authorisation *authorisation, date today,
                         struct text *missing)
{
	char from[DATE_TEXT], until[DATE_TEXT];

	if (!authorisation->status || strcmp(authorisation->status, "in-force") != 0)
		add_missing(missing, "its status is not \"in-force\"");
	if (authorisation->valid_from == DATE_NONE || authorisation->valid_until == DATE_NONE) {
		add_missing(missing, "its window (valid_from, valid_until) is not recorded");
		return;
	}
	date_format(authorisation->valid_from, from);
	date_format(authorisation->valid_until, until);
	if (today < authorisation->valid_from || today > authorisation->valid_until)
		add_missing(missing, "today is outside its window (%s to %s)", from, until);
}

static void check_listed(const char *const *list, const char *id, const char *what,
                         const char *option, struct text *missing)
{
	if (id && *id && texts_hold(list, id))
		return;
	if (id && *id)
		add_missing(missing, "the %s \"%.40s\" is not listed in it", what, id);
	else
		add_missing(missing, "which %s this is has not been said (%s)", what, option);
}

/* -EPERM with the sentence, or 0 where nothing is missing. Releases `missing`. */
static int conclude(const struct authorisation *authorisation, const char *what,
                    struct text *missing, struct problem *problem)
{
	int ret = missing->len || missing->failed ? -EPERM : 0;

	if (ret)
		problem_set(problem, "the permission %.60s does not allow reading this %s: %s",
		            authorisation ? authorisation->id : "", what,
		            missing->at ? missing->at : "no memory");
	text_free(missing);
	return ret;
}

static void check_consent_given(const struct authorisation *authorisation, date today,
                                struct text *missing)
{
	if (!authorisation->consent_express)
		add_missing(missing, "no express and written consent by a post with the capacity "
		                     "\"system controller ...\" (given_by)");
	else if (authorisation->consent_given == DATE_NONE || authorisation->consent_given > today)
		add_missing(missing, "the consent's date is not recorded or not yet come");
}

static void check_notice(const struct authorisation *authorisation, date today,
                         struct text *missing)
{
	if (!authorisation->notice_ref || authorisation->notice_first_shown == DATE_NONE)
		add_missing(missing, "no notice to users with the day on which it was first shown "
		                     "(notice_to_users)");
	else if (authorisation->notice_first_shown > today)
		add_missing(missing, "the notice to users has not been shown yet");
}

int authorisation_permits_network(const struct authorisation *authorisation, date today,
                                  const char *network, const char *word, struct problem *problem)
{
	struct text missing = { 0 };

	if (!authorisation) {
		problem_set(problem, "reading a network needs a recorded permission "
		                     "(authorisation.json): there is none");
		return -EPERM;
	}
	if (!authorisation->network_allowed)
		add_missing(&missing, "it does not allow networks (network_metadata.allowed)");
	check_consent_given(authorisation, today, &missing);
	check_notice(authorisation, today, &missing);
	if (!authorisation->dpia_ref)
		add_missing(&missing, "no reference to a DPIA (dpia_ref)");
	check_window(authorisation, today, &missing);
	check_listed(authorisation->networks, network, "network", "--network", &missing);
	if (word && !texts_hold(authorisation->may_read, word))
		add_missing(&missing, "\"%s\" is not among what it may_read", word);
	return conclude(authorisation, "network", &missing, problem);
}

int authorisation_permits_device(const struct authorisation *authorisation, date today,
                                 const char *device_class, struct problem *problem)
{
	struct text missing = { 0 };

	if (!authorisation) {
		problem_set(problem,
		            "reading a device of somebody else needs a recorded permission "
		            "(authorisation.json): there is none");
		return -EPERM;
	}
	if (!authorisation->host_allowed)
		add_missing(&missing, "it does not allow devices (host_inventory.allowed)");
	if (!authorisation->given_by_post)
		add_missing(&missing, "no post has given it (given_by)");
	check_window(authorisation, today, &missing);
	if (authorisation->device_classes[0])
		check_listed(authorisation->device_classes, device_class, "device class",
		             "--device-class", &missing);
	return conclude(authorisation, "device", &missing, problem);
}

bool authorisation_covers(const struct authorisation *authorisation, const char *const *areas)
{
	for (; *areas; areas++)
		if (texts_hold(authorisation->may_read, *areas))
			return true;
	return false;
}
