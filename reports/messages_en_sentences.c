/* en-GB: sentences that a verdict, a question or a limit is put in. */
#include "reports/messages_en.h"

static const struct message rows[] = {
	{ "ask.about",
	  "For people to answer. On the technology list: {listed}. Seen, and not on it: {seen}." },
	{ "ask.entry", "For people to answer, about {listed}." },
	{ "baseline.missing",
	  "{name} was seen. The list holds no baseline to compare it with: {missing:compare}." },
	{ "baseline.new-ability",
	  "{name} is set to do what it did not do when it was agreed: {added:capability}. First "
	  "seen {first_seen:date}; the baseline of {baseline:date} has {had:capability}." },
	{ "baseline.new-country",
	  "{name} was in contact with a country that its baseline does not name: {added}. First "
	  "seen {first_seen:date}; the baseline of {baseline:date} has {had}." },
	{ "baseline.new-organisation",
	  "{name} was in contact with an organisation that its baseline does not name: {added}. "
	  "First seen {first_seen:date}; the baseline of {baseline:date} has {had}." },
	{ "baseline.new-permission",
	  "{name} holds a permission that it did not hold when it was agreed: {added}. First seen "
	  "{first_seen:date}; the baseline of {baseline:date} has {had}." },
	{ "baseline.new-several",
	  "{name} has changed since it was agreed. Functions switched on: "
	  "{capabilities:capability}. Permissions: {permissions}. Organisations contacted: "
	  "{organisations}. Countries: {countries}. Versions: {version_major}. First seen "
	  "{first_seen:date}; the baseline is of {baseline:date}." },
	{ "baseline.new-version",
	  "{name} was version {had} when it was agreed, and is version {added} now. Since then the "
	  "catalogue has come to list that it is able to {abilities:capability}. First seen "
	  "{first_seen:date}; the baseline is of {baseline:date}." },
	{ "baseline.other-version",
	  "{name} was version {then} when it was agreed, by the baseline of {baseline:date}. Seen "
	  "now: version {now}. By itself that does not say that it is able to do more." },
	{ "baseline.same", "{name}: nothing was seen that the baseline of {baseline:date} lacks. "
	                   "Compared: {compared:compare}." },
	{ "baseline.same-partly",
	  "{name}: nothing was seen that the baseline of {baseline:date} lacks. Compared: "
	  "{compared:compare}. Seen, but the baseline says nothing about it: {missing:compare}." },
	{ "baseline.superseded",
	  "Both sides agreed a substantial change to {name} on {changed_on:date}. The baseline of "
	  "{baseline:date} is older; no newer one is recorded to compare with." },
	{ "cannot-be-seen", "The technology list gives nothing by which {name} could be recognised "
	                    "on a device or a network. It can only be checked on paper." },
	{ "cannot-be-seen-so",
	  "What this rule asks to be looked at ({collectors:collector}) could not "
	  "show it. So nothing is said of what was not seen." },
	{ "cannot-be-seen-there", "{collector:collector}: cannot see it on any device that this "
	                          "rule speaks of ({classes:device-class})." },
	{ "catalogue.updated",
	  "Catalogue updated: on {learned_on:date} our catalogue learned that {name} is able to "
	  "{function:capability}. The baseline of {baseline:date} could not know that. Nothing "
	  "shows that {name} itself has changed." },
	{ "clear-text.not-sure",
	  "A host that {name} uses was contacted without encryption. Others use that host too." },
	{ "clear-text.seen", "{name} was in contact with its service without encryption." },
	{ "coverage.no-classes",
	  "{looked:count:device was:devices were} looked at. The rule asks for a share, and the "
	  "agreement does not say how many there are. Write down the kinds of device in it, and "
	  "how many there are of each." },
	{ "coverage.no-number",
	  "{looked:count:device was:devices were} looked at. The rule asks for a share, and the "
	  "agreement does not say how many there are. Write down in it how many there are of: "
	  "{classes:device-class}." },
	{ "coverage.none", "Nothing that this rule speaks of was looked at in this run." },
	{ "coverage.not-run",
	  "This rule rests on another check ({collector:collector}), which did not run." },
	{ "coverage.too-few-days", "{collector:collector}: {days:count:day was:days were} covered; "
	                           "the rule asks for {needed}." },
	{ "coverage.too-few-networks", "{collector:collector}: {looked} of {of} networks were "
	                               "looked at; the rule asks for {needed} per cent of them." },
	{ "coverage.too-few-pages", "{collector:collector}: {looked} of {of} pages were visited; "
	                            "the rule asks for {needed} per cent of them." },
	{ "coverage.too-few-targets", "{collector:collector}: {targets:count:host was:hosts were} "
	                              "asked; the rule asks for {needed}." },
	{ "coverage.too-little", "{collector:collector}: {looked} of {of} devices were looked at; "
	                         "the rule asks for {needed} per cent of them." },
	{ "coverage.too-little-where-it-can",
	  "{collector:collector}: {looked} of {of} devices were looked at; the rule asks for "
	  "{needed} per cent of them. Not counted, since this check cannot see it there: "
	  "{classes:device-class}." },
	{ "coverage.uncounted",
	  "{looked:count:device was:devices were} looked at. How many devices this rule speaks of "
	  "is not recorded, so this may be too few." },
	{ "coverage.unnamed", "{collector:collector}: {percent} per cent of connections could be "
	                      "tied to a name or a program; the rule asks for {needed} per cent." },
	{ "destinations.agreed", "Each connection of {name} that was seen goes to what the "
	                         "technology list names for it: {listed}." },
	{ "destinations.country", "{name} was in contact with a country that the technology list "
	                          "does not name for it, as its supplier states: {countries}." },
	{ "destinations.located", "{name} was in contact with an address that seems to lie in "
	                          "{located}, which the technology list does not name for it. That "
	                          "is a hint; it does not say where data is kept." },
	{ "destinations.not-recorded", "{name} was in contact with {contacted}. The technology "
	                               "list does not record where its data may go." },
	{ "destinations.not-sure",
	  "There are signs that {name} was in contact with what the technology list does not name "
	  "for it (organisations: {organisations}; countries: {countries}). They are not strong "
	  "enough for this rule." },
	{ "destinations.organisation", "{name} was in contact with an organisation that the "
	                               "technology list does not name for it: {organisations}." },
	{ "destinations.outside",
	  "{name} was in contact with what the technology list does not name for it. "
	  "Organisations: {organisations}. Countries, as its supplier states: {countries}." },
	{ "destinations.outside-and-role",
	  "{name} was in contact with what the technology list does not name for it. "
	  "Organisations: {organisations}. Countries, as its supplier states: {countries}. "
	  "Contacted in a role that this rule does not allow ({roles}): {receivers}." },
	{ "destinations.role", "{name} was in contact with {receivers}. The technology list gives "
	                       "its role as {roles}, which this rule does not allow." },
	{ "destinations.role-listed",
	  "The technology list names {receivers} as {roles} for {name}, which this rule does not "
	  "allow. No connection to it was seen." },
	{ "destinations.role-not-sure",
	  "There are signs that {name} was in contact with {receivers}. The technology list gives "
	  "its role as {roles}, which this rule does not allow. The signs are not strong enough." },
	{ "destinations.role-unknown",
	  "{name} was in contact with {roleless}, which the technology list names for it. The list "
	  "does not say in which role, and this rule asks for that." },
	{ "destinations.unknown",
	  "A program of {name} was in contact with {hosts:count:name:names} of which neither the "
	  "technology list nor a supplier says whose they are." },
	{ "destinations.weak",
	  "A host that {name} uses was contacted. Others use that host too. If it was {name}, data "
	  "went to what the technology list does not name for it: {weak}." },
	{ "disclose.both", "{name} is on the technology list, and was seen." },
	{ "disclose.declared",
	  "{name} is on the technology list. It was not seen, or too little was seen to say so." },
	{ "disclose.listed-as-other",
	  "{name} is on the technology list, but not as what the catalogue describes it to be." },
	{ "disclose.none", "The technology list names none, and none was seen." },
	{ "disclose.private", "{products:count:more product was:more products were} seen that a "
	                      "person may use for themselves. They are counted here, not named." },
	{ "disclose.seen", "{name} was seen, and is not on the technology list." },
	{ "disclose.signs", "There are signs of {name}, not strong enough to say so." },
	{ "exception.live",
	  "A signed exception covers {name} until {until:date}, that day included." },
	{ "function.no-sign", "Whether this is switched on in {name} cannot be seen this way: "
	                      "{function:capability}. Nothing that can be read on a device or a "
	                      "network shows it. Ask for a dated picture of the setting." },
	{ "function.not-sure", "There are signs that {name} is set to {function:capability}, which "
	                       "must stay off. They are not strong enough for this rule." },
	{ "function.off",
	  "Where the setting of {name} was read, this was off: {function:capability}." },
	{ "function.on",
	  "{name} is set to {function:capability}, which the list says must stay off." },
	{ "function.on-somewhere",
	  "{name} is set to {function:capability}. The list allows it for some and wants it to "
	  "stay off for others; which of them this is cannot be told from the device." },
	{ "hidden.seen",
	  "{name} shows signs, on one device, that it is hidden from the person there: "
	  "{signs:hiding}." },
	{ "hidden.too-few-signs",
	  "There are too few signs that {name} is hidden from the person at the device: "
	  "{signs:hiding}. At least {needed} on one device are asked for." },
	{ "hidden.unknown",
	  "{name} shows signs, on one device, that it is hidden from the person there: "
	  "{signs:hiding}. What it is, or is able to do, is not known for sure." },
	{ "hours.between",
	  "{name} was in contact with its service outside working hours, but not in quiet hours: "
	  "{bands:span}, on {days:count:day:days}, from at least {devices} devices together." },
	{ "hours.never", "The technology list says that {name} collects at no hour. It was in "
	                 "contact with its service {bands:span}, on {days:count:day:days}, from at "
	                 "least {devices} devices together." },
	{ "hours.no-other",
	  "In {covered:count:day:days} of network recordings, nothing else that this rule speaks "
	  "of was seen outside agreed hours on {days:count:day:days} or more, from at least "
	  "{devices} devices together." },
	{ "hours.not-applicable",
	  "The technology list says that hours do not apply to {name}. It was in contact with its "
	  "service outside working hours: {bands:span}, on {days:count:day:days}, from at least "
	  "{devices} devices together." },
	{ "hours.not-kept", "The network recordings do not say at which hours these technologies "
	                    "were in contact with their services." },
	{ "hours.not-seen", "In {covered:count:day:days} of network recordings, nothing that this "
	                    "rule speaks of was seen outside agreed hours on {days:count:day:days} "
	                    "or more, from at least {devices} devices together." },
	{ "hours.not-sure",
	  "There are signs that {name} was in contact with its service outside working hours: "
	  "{bands:span}, on {days:count:day:days}, from at least {devices} devices together. They "
	  "are not strong enough for this rule." },
	{ "hours.outside",
	  "{name} was in contact with its service outside working hours: {bands:span}, on "
	  "{days:count:day:days}, from at least {devices} devices together." },
	{ "hours.quiet", "{name} was in contact with its service in quiet hours: {bands:span}, on "
	                 "{days:count:day:days}, from at least {devices} devices together." },
	{ "hours.small", "{name} exchanged small amounts with its service outside working hours: "
	                 "{bands:span}, on {days:count:day:days}, from at least {devices} devices "
	                 "together. It may have said no more than that it is there." },
	{ "hours.too-few-devices",
	  "The rule asks about {agreed:count:device:devices} together. To keep people's own hours "
	  "out of it, hours are kept only where at least {devices} devices did the same. So "
	  "nothing "
	  "can be said of fewer." },
	{ "interception.agreed",
	  "On {network:device-class}, {hits} of {of} test connections were opened on the way by "
	  "{name}. The technology list allows that there." },
	{ "interception.no-place", "{hits} of {of} test connections were opened on the way by "
	                           "{name}. On which network is not recorded." },
	{ "interception.not-sure",
	  "On {network:device-class}, {hits} of {of} test connections ended at a certificate of "
	  "{name}. One sign alone is not strong enough for this rule." },
	{ "interception.seen",
	  "On {network:device-class}, {hits} of {of} test connections were opened on the way by "
	  "{name}. The technology list allows that for: {allowed:device-class}." },
	{ "interception.unknown",
	  "{hits} of {of} test connections ended at a certificate that is not one of the public "
	  "ones (network: {network:device-class}). Neither the technology list nor our catalogue "
	  "says whose it is." },
	{ "limit.over", "{page} contacted {count:count:outside organisation:outside organisations} "
	                "in one visit; the rule allows {max}. They are: {organisations}." },
	{ "limit.within",
	  "{page} contacted {count:count:outside organisation:outside organisations} in one visit; "
	  "the rule allows {max}. Named: {organisations}." },
	{ "not-seen.looked", "Looked for on {looked} of {of:count:device:devices}; nothing that "
	                     "the catalogue knows and this rule counts was seen." },
	{ "not-seen.looked-alone",
	  "Looked for on {looked:count:device:devices}; nothing that the catalogue knows and this "
	  "rule counts was seen there. The agreement does not say how many there are, so this "
	  "speaks of no others." },
	{ "not-seen.looked-of-at-most",
	  "Looked for on {looked} of at most {of:count:device:devices}; nothing that the catalogue "
	  "knows and this rule counts was seen." },
	{ "not-seen.looked-where-it-can",
	  "Looked for on {looked} of {of:count:device:devices}; nothing that the catalogue knows "
	  "and this rule counts was seen. This check cannot see it on: {classes:device-class}." },
	{ "not-seen.networks", "Looked for on {looked} of {of:count:network:networks}; nothing "
	                       "that the catalogue knows and this rule counts was seen." },
	{ "not-seen.pages", "Looked for on {looked} of {of:count:page:pages}; nothing that the "
	                    "catalogue knows and this rule counts was seen." },
	{ "not-seen.recorded", "Looked for in {days:count:day:days} of network recordings; nothing "
	                       "that the catalogue knows and this rule counts was seen." },
	{ "notice.after-first-use",
	  "The list records a notice {late:count:day:days} after first use; the rule asks for "
	  "{agreed} before it." },
	{ "notice.earlier-use",
	  "The list records {days:count:day:days} of notice; the rule asks for {agreed}. It was "
	  "seen earlier than the recorded first day of use, on {first_seen:date}, which is "
	  "{days_seen:count:day:days} after the notice. Was that a pilot?" },
	{ "notice.enough", "The list records {days:count:day:days} between notice and first use; "
	                   "the rule asks for {agreed}." },
	{ "notice.missing", "The rule asks for {agreed} days between notice and first use. Not "
	                    "recorded: {missing:field}." },
	{ "notice.not-applicable", "The list says that the date of notice does not apply; the rule "
	                           "asks for {agreed} days." },
	{ "notice.short", "The list records {days:count:day:days} between notice and first use; "
	                  "the rule asks for {agreed}." },
	{ "page.calls",
	  "{page} called {services}, which is able to {kinds:capability}: "
	  "{before:count:request:requests} before the choice about cookies, "
	  "{refused:count:request:requests} after refusing them, {accepted:count:request:requests} "
	  "after accepting them. A test account was used." },
	{ "page.calls-not-sure",
	  "{page} called a host that may be one of {services}, which is able to "
	  "{kinds:capability}: {before:count:request:requests} before the choice about cookies, "
	  "{refused:count:request:requests} after refusing them, {accepted:count:request:requests} "
	  "after accepting them. A test account was used." },
	{ "page.label-not-noted",
	  "{page} called {services}, which is listed as automated. The visit did not note "
	  "whether the page says so." },
	{ "page.labelled", "{page} called {services}, which is listed as automated. The page "
	                   "said so when a test account visited it." },
	{ "page.not-visited", "No visit to {page} was recorded." },
	{ "page.nothing-seen", "A test account visited {page} ({stages:stage}). Nothing that the "
	                       "catalogue knows and this rule names was called." },
	{ "page.unlabelled",
	  "{page} called {services}, which is listed as automated. Nothing on the page said "
	  "so when a test account visited it." },
	{ "page.unlabelled-not-sure",
	  "{page} called a host that may be one of {services}, which is listed as automated. "
	  "Nothing on the page said so when a test account visited it." },
	{ "pilot.in-time", "The recorded end of the pilot is {until:date}." },
	{ "pilot.passed",
	  "The recorded end of the pilot passed {days:count:day:days} ago, and the list "
	  "still has it as a pilot." },
	{ "place.agreed", "{name} was seen where the technology list has it, and nowhere else." },
	{ "place.below-level", "{name} was seen {level:level} on {place:device-class}, not at work "
	                       "there. The technology list has it for {agreed:device-class}." },
	{ "place.few",
	  "{name} was seen {level:level} on {place:device-class}, on few devices; that may be one "
	  "that is shared. The technology list has it for {agreed:device-class}." },
	{ "place.not-recorded",
	  "{name} was seen. The list does not say where it may be: {missing:field} not recorded." },
	{ "place.not-sure",
	  "There are signs of {name} on {place:device-class}, not strong enough for this rule. The "
	  "technology list has it for {agreed:device-class}." },
	{ "place.one-looked-at",
	  "{name} was seen {level:level} on the one device that was looked at, of this class: "
	  "{place:device-class}. The technology list has it for {agreed:device-class}. One device "
	  "cannot say how many others have it." },
	{ "place.outside", "{name} was seen {level:level} on {place:device-class}. The technology "
	                   "list has it for {agreed:device-class}." },
	{ "place.unknown",
	  "{name} was seen, but the run does not say on which class of device or which network." },
	{ "product.agreed", "{name} was seen, as the technology list says." },
	{ "product.agreed-elsewhere",
	  "{name} was seen where the technology list does not have it. Is that agreed?" },
	{ "product.below-level",
	  "{name} was seen {level:level}; the rule asks about: {wanted:level}." },
	{ "product.changed",
	  "{name} was seen, and not as it was when it was agreed: the list records "
	  "less of what it does or of where its data goes." },
	{ "product.not-sure", "There are signs of {name}, not strong enough for this rule." },
	{ "product.seen", "{name} was seen {level:level}." },
	{ "prohibit.able-only",
	  "{name} is able to {capabilities:capability}, and was seen {level:level}. The rule "
	  "asks about: {wanted:level}. Whether that ability is in use could not be seen." },
	{ "prohibit.agreed",
	  "{name}, able to {capabilities:capability}, was seen as the technology list says." },
	{ "prohibit.agreed-elsewhere",
	  "{name}, able to {capabilities:capability}, was seen where the technology list does not "
	  "have it. Is that agreed?" },
	{ "prohibit.not-sure", "There are signs of {name}, able to {capabilities:capability}; they "
	                       "are not strong enough for this rule." },
	{ "prohibit.seen", "{name}, able to {capabilities:capability}, was seen {level:level}." },
	{ "prohibit.switched-off",
	  "{name} is able to {capabilities:capability}, and was seen {level:level}. Where the "
	  "setting was read, this was off." },
	{ "prohibit.switched-on",
	  "{name} was seen {level:level}, and is set to {capabilities:capability}." },
	{ "prohibit.used-by-person", "{name}, able to {capabilities:capability}, was seen. What it "
	                             "records stays with the person at the device." },
	{ "publication.in-time", "The list was last published {days:count:day:days} ago; the "
	                         "agreement asks for every {agreed}." },
	{ "publication.late", "The list was last published {days:count:day:days} ago; the "
	                      "agreement asks for every {agreed}." },
	{ "publication.missing", "The agreement asks for the list to be published every {agreed} "
	                         "days. Not recorded: {missing:field}." },
	{ "publication.rows-missing", "The list was last published {days:count:day:days} ago; the "
	                              "agreement asks for every {agreed}. It is on record without: "
	                              "{rows}." },
	{ "quiet.forced", "A managed setting of {name} keeps its notifications on outside working "
	                  "hours." },
	{ "quiet.forced-somewhere",
	  "On some devices a managed setting of {name} keeps its notifications on outside working "
	  "hours; on others a setting holds them back, or leaves that to staff." },
	{ "quiet.kept", "Where a managed setting of {name} was read, it holds notifications back "
	                "outside working hours, or leaves that to staff." },
	{ "quiet.not-seen",
	  "No setting was read that says whether {name} sends notifications outside working hours. "
	  "The service may have one that no device shows." },
	{ "quiet.not-sure", "There are signs that a setting of {name} keeps its notifications on "
	                    "outside working hours. They are not strong enough for this rule." },
	{ "record.after-first-use", "Dated after the first day of use: {after_first_use:field}. "
	                            "Not recorded: {missing:field}." },
	{ "record.before-use",
	  "What the rule asks for is dated on or before the first day of use." },
	{ "record.before-use-missing",
	  "The rule asks for these before first use. Not recorded: {missing:field}." },
	{ "record.complete", "Every field that the rule asks for is filled in." },
	{ "record.earlier-use",
	  "It was seen earlier than the recorded first day of use, on {first_seen:date}. Dated "
	  "after that: {after_first_use:field}. Not recorded: {missing:field}." },
	{ "record.missing", "Not recorded: {missing:field}." },
	{ "record.told-before-change", "Both sides agreed a substantial change on "
	                               "{changed_on:date}. The recorded day of telling "
	                               "staff lies before that. Not recorded: {missing:field}." },
	{ "record.too-few", "Hours of training on the list: {recorded}. The agreement asks for at "
	                    "least {agreed}. Not recorded: {missing:field}." },
	{ "register.listed",
	  "{name}, able to {capabilities:capability}, is on the technology list." },
	{ "register.listed-not-in-use", "{name}, able to {capabilities:capability}, was seen; the "
	                                "technology list has it as {entry_status:entry}." },
	{ "register.not-listed",
	  "{name}, able to {capabilities:capability}, was seen {level:level} and is not on the "
	  "technology list that we were given." },
	{ "register.not-sure", "There are signs of something able to {capabilities:capability} "
	                       "that may be {name}; they are not strong enough to say so." },
	{ "register.used-by-person", "{name}, able to {capabilities:capability}, was seen. What it "
	                             "records stays with the person at the device." },
	{ "review.dates-passed", "The review date passed {next_review:count:day:days} ago and the "
	                         "end date {sunset:count:day:days} ago." },
	{ "review.in-time", "No recorded review or end date has passed." },
	{ "review.missing", "Not recorded: {missing:field}." },
	{ "review.not-applicable", "The list says that this does not apply: {fields:field}." },
	{ "review.passed", "The review date passed {next_review:count:day:days} ago." },
	{ "sealed", "Sealed. What was seen stands in an annex for both lead posts, and goes into "
	            "the parties' "
	            "report by the agreed steps." },
	{ "shows-not.absence", "Not seen is not the same as not there." },
	{ "shows-not.answer", "This tool has no view on the answer. Only people can give it." },
	{ "shows-not.covert",
	  "This does not show that anyone meant to watch in secret. There can be a harmless cause, "
	  "or a lawful reason." },
	{ "shows-not.document-lacking", "This does not show that the document or date does not "
	                                "exist, only that the list does not name it." },
	{ "shows-not.messages", "This does not show that anything was sent outside hours, or that "
	                        "anyone answered." },
	{ "shows-not.misled",
	  "This does not show that anyone was misled, or that a machine decided "
	  "anything." },
	{ "shows-not.not-done", "This does not show that the work was not done, only that the list "
	                        "holds no newer date." },
	{ "shows-not.onward", "This does not show what was sent, or where it went from there." },
	{ "shows-not.profile", "This shows that data is sent to a service, not that a profile of "
	                       "anyone exists or was sold." },
	{ "shows-not.quality",
	  "This does not show how good the document, the training or the notice was." },
	{ "shows-not.read", "This does not show that anyone reads or keeps what was sent, only "
	                    "that it can be read on the way." },
	{ "shows-not.reason",
	  "This does not show why, or that anyone meant it or was harmed by it." },
	{ "shows-not.same-organisation", "This does not show that each of these names is an "
	                                 "organisation of its own: one may use several names." },
	{ "shows-not.secret", "This does not show that it is secret, new or against the law. It is "
	                      "not on the list that we were given." },
	{ "shows-not.substantial",
	  "This does not show that the change is substantial. People decide that." },
	{ "shows-not.use", "This does not show that anyone used it to judge staff." },
	{ "shows-not.whole-list", "This list may not hold everything: what a supplier's own "
	                          "servers do cannot be seen from here." },
	{ "shows-not.working-time",
	  "This is about the system. It does not show who was at work, or when." },
	{ "study.late", "The study of workload ended {days:count:day:days} ago. No day of "
	                "publication is recorded." },
	{ "study.published", "The study of workload was published on {published:date}." },
	{ "study.published-late",
	  "The study of workload was published {days:count:day:days} after its end." },
	{ "study.running", "The study of workload runs until {to:date}." },
	{ "sunset.passed", "The recorded end date passed {sunset:count:day:days} ago, and the list "
	                   "still has it in use." },
	{ "sunset.passed-still-seen",
	  "The recorded end date passed {sunset:count:day:days} ago. The list has it as suspended; "
	  "it was still seen." },
	{ "told.late",
	  "Staff were told {communicated_to_staff:count:day:days} after the first day of use." },
	{ "unmentioned.able", "{name} is able to {capabilities:capability}, and the agreement says "
	                      "nothing about that." },
	{ "unmentioned.none", "The technology list speaks of each thing that our catalogue says "
	                      "{name} is able to do." },
	{ "unmentioned.unknown",
	  "Our catalogue does not know what {name} is able to do. Ask its supplier." },
	{ "withdrawn.no-date",
	  "The list has {name} as withdrawn, without a date; it was seen {level:level}." },
	{ "withdrawn.not-sure", "The list has {name} as withdrawn on {withdrawn:date}; there are "
	                        "signs of it, not strong enough for this rule." },
	{ "withdrawn.remnant",
	  "The list has {name} as withdrawn on {withdrawn:date}; it was still seen {level:level}, "
	  "but not running or in contact with its supplier. It may be a remnant." },
	{ "withdrawn.still-there", "The list has {name} as withdrawn on {withdrawn:date}; it was "
	                           "still seen {level:level}." },
};

const struct message_table messages_en_sentences = { rows, sizeof(rows) / sizeof(*rows) };
