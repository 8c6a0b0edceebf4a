/* en-GB: the assessment, the expert's terms, the sheet for IT. */
#include "reports/messages_en.h"

static const struct message rows[] = {
	{ "dpia.answer", "What is done about it" },
	{ "dpia.answer-chill", "A notice and a banner before the first day; opting out without a "
	                       "reason; the report lists what the check itself read and kept." },
	{ "dpia.answer-creep",
	  "The fields, the networks and the days are fixed above. The program refuses to read a "
	  "network without a permission in force, and has no part that stores content." },
	{ "dpia.answer-inquiry", "Signs of hidden software go through the agreed steps for "
	                         "sensitive findings before they are shown." },
	{ "dpia.answer-learners",
	  "Devices and networks of learners are left out unless the agreement says otherwise. A "
	  "concern about a child goes the school's usual way, not through this report." },
	{ "dpia.answer-map",
	  "The report for the parties stays with them. Nobody else is shown it before both have "
	  "looked through it for what would help an attacker." },
	{ "dpia.answer-small",
	  "Counts below {k} are not shown as numbers; small groups are joined. Devices carry a "
	  "made-up sign that differs from check to check; its key is deleted with the raw "
	  "recordings." },
	{ "dpia.answer-times", "No times of day are kept for a device. Hours are shown for a "
	                       "product over many devices only." },
	{ "dpia.answer-union",
	  "Devices are chosen by kind, not by person or membership. Services of unions, health, "
	  "counselling, law and faith are left out of each list." },
	{ "dpia.basis", "Lawful basis" },
	{ "dpia.changed", "What changed" },
	{ "dpia.consulted", "Who was consulted" },
	{ "dpia.consulted-on", "On" },
	{ "dpia.consulted-post", "Post" },
	{ "dpia.consulted-whom", "Staff and their unions, and the data protection officer. Write "
	                         "down what they said, also where it was not followed, and why." },
	{ "dpia.controller", "Controller" },
	{ "dpia.data", "What data, and about whom" },
	{ "dpia.devices", "Read on devices" },
	{ "dpia.fields", "Noted of each connection" },
	{ "dpia.from", "From" },
	{ "dpia.kicker", "Draft of a data protection impact assessment (DPIA)" },
	{ "dpia.lead", "An assessment of the check itself: it looks at technology, yet it reads "
	               "devices and networks that people use. This draft follows what the "
	               "permission allows. What only you can know is left open." },
	{ "dpia.left", "What is left" },
	{ "dpia.necessity", "Why it is needed, and why no less would do" },
	{ "dpia.necessity-enough",
	  "Lists of software, settings and names of services are enough to tell what is able to "
	  "monitor. Content is not needed, and is not read." },
	{ "dpia.necessity-own", "In your own words: what was asked, when, and what answer came?" },
	{ "dpia.necessity-why", "Paper records show what was declared. They do not show what is "
	                        "installed, what has changed since, or where data goes. Asking "
	                        "alone has not settled that, where it was tried." },
	{ "dpia.network", "Read on the network" },
	{ "dpia.others", "Others, by the way" },
	{ "dpia.others-text", "Visitors, supply staff or learners who use a shared device or the "
	                      "same network. Nothing is kept that tells who they are." },
	{ "dpia.people", "People: those who use" },
	{ "dpia.processor", "Carried out by" },
	{ "dpia.purpose", "Purpose" },
	{ "dpia.ref", "Assessment" },
	{ "dpia.review", "Review" },
	{ "dpia.review-when", "After each check, and before the next one." },
	{ "dpia.reviewed-on", "Reviewed on" },
	{ "dpia.risk", "Risk" },
	{ "dpia.risk-chill", "People feel watched by the check itself" },
	{ "dpia.risk-creep", "More is recorded than was agreed" },
	{ "dpia.risk-inquiry", "A lawful inquiry is given away" },
	{ "dpia.risk-learners", "Data of learners is read" },
	{ "dpia.risk-map", "The report helps an attacker" },
	{ "dpia.risk-small", "In a small school a number points to a person" },
	{ "dpia.risk-times", "It shows when somebody worked" },
	{ "dpia.risk-union", "It shows who belongs to a union, or was in touch with one" },
	{ "dpia.risks", "Risks, and what is done about them" },
	{ "dpia.risks-caption", "Strike out what does not apply; add your own" },
	{ "dpia.roles", "Who is responsible" },
	{ "dpia.roles-joint",
	  "Settle before the first day: does the union also decide what the check is for? Then "
	  "both are responsible together, and a short arrangement says who answers whom. Else the "
	  "expert acts for the employer under written terms." },
	{ "dpia.sign-controller", "Controller" },
	{ "dpia.sign-dpo", "Data protection officer" },
	{ "dpia.sign-off", "Sign-off" },
	{ "dpia.title", "Assessment of the check for monitoring technology" },
	{ "dpia.until", "Until, that day included" },
	{ "dpia.view", "View" },
	{ "dpia.what", "What is planned" },
	{ "it.areas", "May be read on devices" },
	{ "it.denied", "The program holds a list of {count} patterns of paths that it refuses to "
	               "open, whatever a check, the catalogue or an agreement asks for. The "
	               "command “daylight probes” prints all of them. Among them:" },
	{ "it.files", "Files" },
	{ "it.from", "From" },
	{ "it.holder", "Who holds the results" },
	{ "it.k", "Fewest devices shown as a number (k)" },
	{ "it.kept", "What is kept" },
	{ "it.kept-text",
	  "A folder that only the person who ran the check may open. It holds names of products "
	  "and of the services that they contact, and numbers: no names of people or devices, no "
	  "addresses, no paths of persons, no times of day." },
	{ "it.kicker", "For IT and the data protection officer" },
	{ "it.lead", "What the program reads, what it does not read, what it keeps, what it asks "
	             "of a device, and how it goes away again." },
	{ "it.networks", "Networks that may be recorded" },
	{ "it.not", "What it refuses to open" },
	{ "it.not-browser", "Browsing histories, cookies, bookmarks, sessions and caches." },
	{ "it.not-content", "Mail, messages and documents." },
	{ "it.not-devices", "Screen, camera, microphone, keyboard, disks, and other programs' "
	                    "memory and arguments." },
	{ "it.not-secrets", "Passwords, log-in data, keys and certificates with their keys." },
	{ "it.not-typed", "What people typed on a command line." },
	{ "it.permission", "Permission" },
	{ "it.reads", "What it reads" },
	{ "it.reads-from-table", "This table is the one that the program works from. A check runs "
	                         "only where the permission names its area." },
	{ "it.removal", "How it goes away again" },
	{ "it.remove-key", "The key that makes signs for devices is a file of its own; without it "
	                   "those signs cannot be made again." },
	{ "it.remove-package", "Remove the package or delete the program: it leaves no service, no "
	                       "timer, no account and no setting behind." },
	{ "it.remove-results", "Delete the folder of results. Nothing else was written." },
	{ "it.res-change", "It changes nothing on the device: files are opened for reading only, "
	                   "and results go to the folder that was named." },
	{ "it.res-memory", "The part that reads foreign data may use at most 512 MB of memory; "
	                   "larger input ends in a stated gap, not in a slow device." },
	{ "it.res-network",
	  "It makes no connection. The part that reads foreign data runs in a cell in which the "
	  "system refuses to open files, connect, or start programs." },
	{ "it.res-once", "It runs once and ends. It stays in no memory and starts by no timer "
	                 "unless you set one." },
	{ "it.res-rights", "It runs without special rights. As root it sees more; the rights are "
	                   "given up before the first byte is decoded." },
	{ "it.resources", "What it asks of a device" },
	{ "it.title", "What the check reads and what it leaves alone" },
	{ "it.try", "See for yourself" },
	{ "it.try-audit", " runs the check and writes the report." },
	{ "it.try-dry-run",
	  " says what would be read under the permission in folder DIR, and reads nothing." },
	{ "it.try-probes",
	  " lists each check, the paths it may open, and all paths that are refused." },
	{ "it.until", "Until, that day included" },
	{ "terms.client", "On behalf of" },
	{ "terms.do-learners",
	  "leaves out devices and networks of learners, and devices that people own." },
	{ "terms.do-only",
	  "reads what the permission names, with the tool and the checks that the parties have "
	  "seen, and nothing else; uses nobody's log-in, and tries out no weakness." },
	{ "terms.do-permission", "begins only when the permission is signed and in force, and the "
	                         "notice has been shown." },
	{ "terms.do-stop", "stops as soon as the permission is taken back, or when something comes "
	                   "to light that this paper did not foresee." },
	{ "terms.do-with", "works together with the post named above, who may watch each step." },
	{ "terms.does", "In the check the expert" },
	{ "terms.expert", "Expert" },
	{ "terms.from", "From" },
	{ "terms.insurance", "Insurance" },
	{ "terms.keep-key", "keeps the key of the check apart from the results, and deletes it "
	                    "with the raw recordings." },
	{ "terms.keep-place", "keeps recordings and results on one encrypted disk, and sends them "
	                      "to nobody but the parties." },
	{ "terms.keep-raw",
	  "does not keep raw recordings of a network longer than it takes to read them." },
	{ "terms.keep-results", "deletes the results after {results} days, unless both parties "
	                        "agree in writing to keep them." },
	{ "terms.keep-return",
	  "gives all copies back, or deletes them, at the end, and says so in writing." },
	{ "terms.keeps", "Of what was read the expert" },
	{ "terms.kicker", "Terms for the expert who carries out the check" },
	{ "terms.lead", "What the expert who is sent by the union, or by both parties, promises "
	                "before the first day." },
	{ "terms.open", "To be settled" },
	{ "terms.pay", "Pay" },
	{ "terms.permission", "Permission" },
	{ "terms.processor", "Terms on handling data" },
	{ "terms.say-both", "gives the same report to both parties on the same day." },
	{ "terms.say-child", "takes a concern about a child to the school's safeguarding lead at "
	                     "once, and does not put it into the report." },
	{ "terms.say-law", "does not say that anybody broke the law or the agreement; that is for "
	                   "people to judge." },
	{ "terms.say-others", "tells no one else what was seen, also afterwards, unless both "
	                      "parties agree or the law asks for it." },
	{ "terms.say-sealed",
	  "takes signs of hidden software through the agreed steps for sensitive findings first." },
	{ "terms.say-seen", "says what was seen, how it is known, and what could not be seen." },
	{ "terms.says", "In the report the expert" },
	{ "terms.sign-client", "Employer" },
	{ "terms.sign-expert", "Expert" },
	{ "terms.sign-union", "Recognised union" },
	{ "terms.signatures", "Signatures" },
	{ "terms.stand-interest", "has no interest in a supplier of the technologies looked at, or "
	                          "names it here before the first day." },
	{ "terms.stand-mistakes",
	  "corrects a mistake in writing as soon as it is known, to both parties." },
	{ "terms.stand-questions", "answers questions of both parties on how a finding came about, "
	                           "so that either can repeat it." },
	{ "terms.stands", "Towards the parties the expert" },
	{ "terms.title", "Terms for the expert" },
	{ "terms.until", "Until, that day included" },
	{ "terms.who", "Who, and when" },
	{ "terms.with", "Together with" },
};

const struct message_table messages_en_forms = { rows, sizeof(rows) / sizeof(*rows) };
