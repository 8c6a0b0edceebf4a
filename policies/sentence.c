/* Every sentence id that policies can emit, with its arguments, and how arguments are added. */
#include "policies/sentence.h"

#include <errno.h>

#define ARGS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const char *const none[] = { NULL };

const struct sentence_id sentence_ids[] = {
	{ "ask.about", ARGS("listed", "seen") }, /* names: on the list; seen and not on it */
	{ "ask.entry", ARGS("listed") },         /* the one row that is asked about */
	{ "baseline.missing", ARGS("name", "missing") },
	{ "baseline.new-ability", ARGS("name", "added", "had", "first_seen", "baseline") },
	{ "baseline.new-country", ARGS("name", "added", "had", "first_seen", "baseline") },
	{ "baseline.new-organisation", ARGS("name", "added", "had", "first_seen", "baseline") },
	{ "baseline.new-permission", ARGS("name", "added", "had", "first_seen", "baseline") },
	{ "baseline.new-several", ARGS("name", "capabilities", "permissions", "organisations",
	                               "countries", "version_major", "first_seen", "baseline") },
	{ "baseline.new-version",
	  ARGS("name", "added", "had", "abilities", "first_seen", "baseline") },
	{ "baseline.other-version", ARGS("name", "then", "now", "baseline") },
	{ "baseline.same", ARGS("name", "compared", "baseline") },
	{ "baseline.same-partly", ARGS("name", "compared", "missing", "baseline") },
	{ "baseline.superseded", ARGS("name", "changed_on", "baseline") },
	{ "cannot-be-seen",
	  ARGS("name") }, /* the list gives nothing by which it could be recognised */
	{ "cannot-be-seen-so", ARGS("collectors") }, /* what the rule asks for could not show it */
	{ "cannot-be-seen-there",
	  ARGS("collector", "classes") }, /* no device of the rule's scope can show it */
	{ "catalogue.updated", ARGS("name", "function", "learned_on", "baseline") },
	{ "clear-text.not-sure", ARGS("name") }, /* a host that others use too */
	{ "clear-text.seen", ARGS("name") },     /* its service was contacted without encryption */
	{ "coverage.no-classes", ARGS("looked") }, /* the agreement lists no classes of devices */
	{ "coverage.no-number", ARGS("looked", "classes") }, /* these have no number of devices */
	{ "coverage.none", none }, /* nothing within the rule's scope was looked at */
	{ "coverage.not-run", ARGS("collector") }, /* a check that the rule asks for did not run */
	{ "coverage.too-few-days", ARGS("collector", "days", "needed") },
	{ "coverage.too-few-networks", ARGS("collector", "looked", "of", "needed") }, /* per cent */
	{ "coverage.too-few-pages", ARGS("collector", "looked", "of", "needed") },    /* per cent */
	{ "coverage.too-few-targets", ARGS("collector", "targets", "needed") }, /* hosts asked */
	{ "coverage.too-little",
	  ARGS("collector", "looked", "of", "needed") }, /* needed: per cent of the devices */
	{ "coverage.too-little-where-it-can",
	  ARGS("collector", "looked", "of", "needed", "classes") }, /* these are not counted */
	{ "coverage.uncounted", ARGS("looked") }, /* how many the rule speaks of is not recorded */
	{ "coverage.unnamed",
	  ARGS("collector", "percent", "needed") }, /* connections tied to a name or program */
	{ "destinations.agreed", ARGS("name", "listed") },
	{ "destinations.country",
	  ARGS("name", "countries") }, /* by list or supplier, not by the network alone */
	{ "destinations.located", ARGS("name", "located") }, /* by the network alone: a hint */
	{ "destinations.not-recorded",
	  ARGS("name", "contacted") }, /* the row holds no destinations */
	{ "destinations.not-sure",
	  ARGS("name", "organisations", "countries") }, /* what it is is not known well enough */
	{ "destinations.organisation", ARGS("name", "organisations") },
	{ "destinations.outside", ARGS("name", "organisations", "countries") },
	{ "destinations.outside-and-role",
	  ARGS("name", "organisations", "countries", "receivers", "roles") },
	{ "destinations.role", ARGS("name", "receivers", "roles") }, /* not allowed by the rule */
	{ "destinations.role-listed", ARGS("name", "receivers", "roles") }, /* no contact seen */
	{ "destinations.role-not-sure", ARGS("name", "receivers", "roles") },
	{ "destinations.role-unknown", ARGS("name", "roleless") },
	{ "destinations.unknown",
	  ARGS("name", "hosts") }, /* a program of it spoke to them; nobody says whose they are */
	{ "destinations.weak", ARGS("name", "weak") }, /* a host that others use too */
	{ "disclose.both", ARGS("name") },
	{ "disclose.declared", ARGS("name") },
	{ "disclose.listed-as-other",
	  ARGS("name") }, /* on the list, which does not call it what the catalogue calls it */
	{ "disclose.none", none },
	{ "disclose.private",
	  ARGS("products") }, /* used by people for themselves: how many products, no names */
	{ "disclose.seen", ARGS("name") },
	{ "disclose.signs", ARGS("name") },
	{ "exception.live",
	  ARGS("name", "until") }, /* under a signed exception until that day, inclusive */
	{ "function.no-sign", ARGS("name", "function") },
	{ "function.not-sure", ARGS("name", "function") },
	{ "function.off", ARGS("name", "function") },
	{ "function.on", ARGS("name", "function") },
	{ "function.on-somewhere", ARGS("name", "function") },
	{ "hidden.seen", ARGS("name", "signs") }, /* signs of hiding, on one device */
	{ "hidden.too-few-signs", ARGS("name", "signs", "needed") },
	{ "hidden.unknown",
	  ARGS("name",
	       "signs") }, /* nobody knows what it is able to do, or not surely what it is */
	{ "hours.between", ARGS("name", "bands", "days",
	                        "devices") }, /* outside working hours, not in quiet hours */
	{ "hours.never",
	  ARGS("name", "bands", "days", "devices") }, /* the row says that it collects at no hour */
	{ "hours.no-other", ARGS("covered", "days", "devices") }, /* than what has a verdict */
	{ "hours.not-applicable",
	  ARGS("name", "bands", "days", "devices") }, /* the row says "n/a" for its hours */
	{ "hours.not-kept", none }, /* contacts were recorded without their hours */
	{ "hours.not-seen",
	  ARGS("covered", "days",
	       "devices") }, /* covered: days of recordings; the rest is what the rule asks for */
	{ "hours.not-sure", ARGS("name", "bands", "days", "devices") },
	{ "hours.outside",
	  ARGS("name", "bands", "days", "devices") }, /* no quiet hours are agreed */
	{ "hours.quiet",
	  ARGS("name", "bands", "days", "devices") }, /* bands: "20:00/23:00", local; devices: the
	                                                 least that each band stands for */
	{ "hours.small", ARGS("name", "bands", "days",
	                      "devices") }, /* amounts that may say no more than that it is there */
	{ "hours.too-few-devices",
	  ARGS("agreed", "devices") }, /* devices: as many as may be told */
	{ "interception.agreed", ARGS("name", "network", "hits", "of") },
	{ "interception.no-place", ARGS("name", "hits", "of") },
	{ "interception.not-sure", ARGS("name", "network", "hits", "of") },
	{ "interception.seen", ARGS("name", "network", "hits", "of", "allowed") },
	{ "interception.unknown", ARGS("network", "hits", "of") },
	{ "limit.over", ARGS("page", "count", "max", "organisations") },
	{ "limit.within", ARGS("page", "count", "max", "organisations") },
	{ "not-seen.looked", ARGS("looked", "of") },
	{ "not-seen.looked-alone", ARGS("looked") },            /* of how many is not recorded */
	{ "not-seen.looked-of-at-most", ARGS("looked", "of") }, /* of: no more than so many */
	{ "not-seen.looked-where-it-can",
	  ARGS("looked", "of", "classes") }, /* not counted: the check cannot see it there */
	{ "not-seen.networks", ARGS("looked", "of") },
	{ "not-seen.pages", ARGS("looked", "of") },
	{ "not-seen.recorded", ARGS("days") },                /* in recordings of a network */
	{ "notice.after-first-use", ARGS("late", "agreed") }, /* days */
	{ "notice.earlier-use",
	  ARGS("days", "agreed", "first_seen", "days_seen") }, /* seen before in_use_from */
	{ "notice.enough", ARGS("days", "agreed") },
	{ "notice.missing", ARGS("missing", "agreed") },
	{ "notice.not-applicable",
	  ARGS("agreed") }, /* the list says "n/a" for the date of notice */
	{ "notice.short", ARGS("days", "agreed") },
	{ "page.calls", ARGS("page", "services", "kinds", "before", "refused",
	                     "accepted") }, /* requests by stage of the choice about cookies */
	{ "page.calls-not-sure",
	  ARGS("page", "services", "kinds", "before", "refused", "accepted") },
	{ "page.label-not-noted", ARGS("page", "services") },
	{ "page.labelled", ARGS("page", "services") },
	{ "page.not-visited", ARGS("page") },
	{ "page.nothing-seen", ARGS("page", "stages") }, /* stages: before, refused, accepted */
	{ "page.unlabelled", ARGS("page", "services") }, /* nothing says that a machine answers */
	{ "page.unlabelled-not-sure", ARGS("page", "services") },
	{ "pilot.in-time", ARGS("until") },
	{ "pilot.passed", ARGS("days") },
	{ "place.agreed", ARGS("name") },
	{ "place.below-level", ARGS("name", "place", "level", "agreed") },
	{ "place.few", ARGS("name", "place", "level", "agreed") },
	{ "place.not-recorded", ARGS("name", "missing") },
	{ "place.not-sure", ARGS("name", "place", "level", "agreed") },
	{ "place.one-looked-at",
	  ARGS("name", "place", "level", "agreed") }, /* a run of one device */
	{ "place.outside", ARGS("name", "place", "level", "agreed") },
	{ "place.unknown", ARGS("name") },
	{ "product.agreed", ARGS("name") }, /* a rule that names a product, not an ability */
	{ "product.agreed-elsewhere", ARGS("name") },
	{ "product.below-level", ARGS("name", "level", "wanted") },
	{ "product.changed", ARGS("name") }, /* since its baseline */
	{ "product.not-sure", ARGS("name") },
	{ "product.seen", ARGS("name", "level") },
	{ "prohibit.able-only",
	  ARGS("name", "capabilities", "level", "wanted") }, /* able to; not seen doing it */
	{ "prohibit.agreed", ARGS("name", "capabilities") },
	{ "prohibit.agreed-elsewhere", ARGS("name", "capabilities") },
	{ "prohibit.not-sure",
	  ARGS("name", "capabilities") }, /* the signs are not strong enough for the rule */
	{ "prohibit.seen", ARGS("name", "capabilities", "level") },
	{ "prohibit.switched-off",
	  ARGS("name", "capabilities", "level") }, /* where the switch was read */
	{ "prohibit.switched-on", ARGS("name", "capabilities", "level") },
	{ "prohibit.used-by-person", ARGS("name", "capabilities") },
	{ "publication.in-time", ARGS("days", "agreed") },
	{ "publication.late", ARGS("days", "agreed") },
	{ "publication.missing", ARGS("missing", "agreed") },
	{ "publication.rows-missing",
	  ARGS("days", "agreed", "rows") }, /* names of rows in use that the list did not show */
	{ "quiet.forced", ARGS("name") },
	{ "quiet.forced-somewhere", ARGS("name") },
	{ "quiet.kept", ARGS("name") }, /* held back outside hours, or left to staff */
	{ "quiet.not-seen", ARGS("name") },
	{ "quiet.not-sure", ARGS("name") },
	{ "record.after-first-use", ARGS("after_first_use", "missing") },
	{ "record.before-use", ARGS("after_first_use", "missing") }, /* both arrays are empty */
	{ "record.before-use-missing",
	  ARGS("after_first_use", "missing") }, /* the first array is empty */
	{ "record.complete", ARGS("missing") }, /* the array is empty */
	{ "record.earlier-use", ARGS("after_first_use", "missing", "first_seen") },
	{ "record.missing", ARGS("missing") },
	{ "record.told-before-change", ARGS("missing", "changed_on") },
	{ "record.too-few", ARGS("missing", "recorded", "agreed") }, /* hours of training */
	{ "register.listed", ARGS("name", "capabilities") },
	{ "register.listed-not-in-use",
	  ARGS("name", "capabilities", "entry_status") }, /* proposed, withdrawn ... */
	{ "register.not-listed", ARGS("name", "capabilities", "level") },
	{ "register.not-sure", ARGS("name", "capabilities") },
	{ "register.used-by-person",
	  ARGS("name", "capabilities") }, /* reports to nobody but the person using it */
	{ "review.dates-passed", ARGS("next_review", "sunset") }, /* days since each */
	{ "review.in-time", none },
	{ "review.missing", ARGS("missing") },
	{ "review.not-applicable", ARGS("fields") }, /* the list says "n/a" for a date */
	{ "review.passed", ARGS("next_review") },
	{ "sealed", none },            /* in place of all that is sealed */
	{ "shows-not.absence", none }, /* not seen is not the same as not there */
	{ "shows-not.answer", none },  /* only people can answer */
	{ "shows-not.covert",
	  none }, /* hidden is not the same as watching; there may be a reason */
	{ "shows-not.document-lacking",
	  none }, /* a gap in the list is not proof that the document does not exist */
	{ "shows-not.messages", none }, /* that anything was sent, or answered, at night */
	{ "shows-not.misled", none },
	{ "shows-not.not-done", none }, /* a passed date is not proof that the work was not done */
	{ "shows-not.onward", none },   /* nor what was sent, nor what becomes of it */
	{ "shows-not.profile", none },  /* data is sent to a service; not that a profile exists */
	{ "shows-not.quality",
	  none }, /* a date or reference says nothing about how good the document is */
	{ "shows-not.read", none }, /* that content can be read, not that anybody reads it */
	{ "shows-not.reason",
	  none }, /* dates say nothing about why, or whether anyone was harmed */
	{ "shows-not.same-organisation",
	  none }, /* several registered names may be of one organisation */
	{ "shows-not.secret",
	  none }, /* not on the list is not the same as secret, new or unlawful */
	{ "shows-not.substantial", none },
	{ "shows-not.use", none },          /* nor that anyone used it to judge staff */
	{ "shows-not.whole-list", none },   /* a list never claims to be all there is */
	{ "shows-not.working-time", none }, /* systems, not people */
	{ "study.late", ARGS("days") },     /* since its end; not published */
	{ "study.published", ARGS("published") },
	{ "study.published-late", ARGS("days") },
	{ "study.running", ARGS("to") },
	{ "sunset.passed", ARGS("sunset") },            /* days; still in use on the list */
	{ "sunset.passed-still-seen", ARGS("sunset") }, /* days; suspended on the list */
	{ "told.late",
	  ARGS("communicated_to_staff") }, /* days between first use and telling staff */
	{ "unmentioned.able", ARGS("name", "capabilities") },
	{ "unmentioned.none", ARGS("name") },
	{ "unmentioned.unknown", ARGS("name") },
	{ "withdrawn.no-date", ARGS("name", "level") },
	{ "withdrawn.not-sure", ARGS("name", "withdrawn") },
	{ "withdrawn.remnant",
	  ARGS("name", "withdrawn", "level") }, /* there, but not seen running or talking */
	{ "withdrawn.still-there", ARGS("name", "withdrawn", "level") },
	{ NULL, NULL },
};

static int argument(struct sentence *sentence, const char *name, struct json_object *value)
{
	if (!sentence->args)
		sentence->args = json_object_new_object();
	if (!value || !sentence->args || json_object_object_add(sentence->args, name, value) < 0) {
		json_object_put(value);
		return -ENOMEM;
	}
	return 0;
}

int sentence_number(struct sentence *sentence, const char *name, int64_t number)
{
	return argument(sentence, name, json_object_new_int64(number));
}

static int not_recorded(struct sentence *sentence, const char *name)
{
	if (!sentence->args)
		sentence->args = json_object_new_object();
	return sentence->args && json_object_object_add(sentence->args, name, NULL) == 0 ? 0
	                                                                                 : -ENOMEM;
}

int sentence_word(struct sentence *sentence, const char *name, const char *word)
{
	if (!word)
		return not_recorded(sentence, name);
	return argument(sentence, name, json_object_new_string(word));
}

int sentence_date(struct sentence *sentence, const char *name, date day)
{
	char text[DATE_TEXT];

	date_format(day, text);
	return sentence_word(sentence, name, *text ? text : NULL);
}

int sentence_words(struct sentence *sentence, const char *name, const char *const *words)
{
	struct json_object *array = json_object_new_array();

	for (; array && words && *words; words++) {
		struct json_object *word = json_object_new_string(*words);

		if (!word || json_object_array_add(array, word) < 0) {
			json_object_put(word);
			json_object_put(array);
			return -ENOMEM;
		}
	}
	return argument(sentence, name, array);
}
