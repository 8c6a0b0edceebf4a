#!/usr/bin/env bash
# Software that one person puts on another's device (model A13): on one's own device only the person is told; of a school
# there is one line with a number, and no report holds a name.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
mkdir "$T/extra"
python3 - "$T/extra/people.json" "$(readlink -f /proc/$$/exe)" <<'PY'
import json, sys
def product(name, category, program, package):
    capability = {"word": "location-tracking", "source": "https://watch.example/", "seen_on": "2026-11-22", "availability": "default"}
    return {"id": name, "name": name.title(), "vendor": "Made Up Ltd", "category": category, "about": "Made up.",
            "also_used_for": "Made up.", "manager_sees": "Where it is.", "reports_to": "organisation",
            "single_purpose": True, "capabilities": [capability], "reviewed": "2026-11-22",
            "indicators": [{"type": kind, "value": value, "specificity": "exclusive", "source": "https://watch.example/"}
                           for kind, value in (("process", program), ("package", package))],
            "questions": ["Who put %s there?" % name]}
rows = [product("quietwatch", "stalkerware", sys.argv[2], "example-quietwatch"),
        product("kidsafe-eye", "parental-control", "/usr/bin/kidsafe-eye", "example-kidsafe")]
json.dump({"format": "daylight-catalogue/1", "version": "2026-11-22", "products": rows}, open(sys.argv[1], "w"))
PY
names='quietwatch|kidsafe|stalkerware|parental'

"$D" audit --whose mine -c "$T/extra" -o "$T/own" --probe processes >"$T/out" 2>"$T/err"
says "the person at the terminal is told" "$T/err" 'Only you are told, on this screen. Seen on this device: Quietwatch\.$'
says "with where help is to be had" "$T/err" 'from another device.*emergency services'
says_not "and no advice to take it away" "$T/err" '[Rr]emove|[Uu]ninstall|[Dd]elete|illegal|spying'
says_not "what may be sent to a file names nothing" "$T/out" "[Qq]uietwatch|[Kk]idsafe"
! grep -rqiE "$names|$(readlink -f /proc/$$/exe)" "$T/own"
ok "no file names it, nor the program that was seen" $?
[ ! -e "$T/own/sealed-findings.json" ]
ok "nor says that anything is sealed" $?
for format in html text json; do
	"$D" report "$T/own/disclosure.json" --format "$format" >"$T/report"
	says_not "nor does the report as $format" "$T/report" "[Qq]uietwatch|[Ss]ealed finding"
done

laptops() { # OUT COUNT
	python3 - "$1" "$2" <<'PY'
import json, sys
for number in range(1, 10):
    head = {"format": "daylight-observations/1", "tool": {"name": "daylight", "version": "0.1.0"},
            "run": {"id": None, "started": "2026-11-18T10:00:00Z", "ended": "2026-11-18T10:01:00Z", "complete": True,
                    "mode": "device", "whose": "permitted"},
            "place": {"device": "%016x" % number if number != 2 else None, "tag": None, "audit": None, "device_class": "staff-laptop",
                      "network": None, "site": "main-site", "kind": "device", "time_zone": "Europe/London"}}
    rows = [head]
    package = "example-quietwatch" if number % 2 else "example-kidsafe"
    if number <= int(sys.argv[2]):
        rows.append({"observation": {"kind": "package", "probe": "packages", "subject": package, "level": "present"}})
    # what else is on all of them is not counted with it
    rows.append({"observation": {"kind": "package", "probe": "packages", "subject": "veyon-service", "level": "present"}})
    rows.append({"coverage": {"probe": "packages", "state": "complete", "looked_at": 900}})
    open("%s-%d.jsonl" % (sys.argv[1], number), "w").writelines(json.dumps(row) + "\n" for row in rows)
    if number == 1:  # looked at again, and the other product seen
        rows[0]["run"]["started"] = rows[0]["run"]["ended"] = "2026-11-19T10:00:00Z"
        rows[1]["observation"]["subject"] = "example-kidsafe"
        open("%s-0.jsonl" % sys.argv[1], "w").writelines(json.dumps(row) + "\n" for row in rows)
PY
}
record() { # FOLDER
	python3 - "$1/sealed-findings.json" <<'PY'
import json, sys
rows = json.load(open(sys.argv[1]))["findings"]
assert len(rows) == 1, rows
record = rows[0]["record"]
assert sorted(record) == ["counted_only", "devices", "of", "salt", "subject"], record
print(json.dumps([record["devices"], record["of"]]))
PY
}
for agreed in with without; do
	for count in 2 6; do
		folder=$T/$agreed-$count
		laptops "$T/seen" "$count"
		where=() && [ $agreed = with ] && where=(-a "$school")
		"$D" evaluate "$T"/seen-?.jsonl "${where[@]}" -c "$T/extra" --at 2026-11-22T12:00:00Z -o "$folder" >"$T/out" 2>"$T/err"
		ok "$agreed an agreement, $count laptops: there is something to raise" $(($? != 1))
		for format in html text; do
			"$D" report "$folder/disclosure.json" --format "$format" >"$folder/report.$format"
			"$D" report "$folder/disclosure.json" --annex "$folder/sealed-findings.json" --format "$format" >"$folder/opened.$format"
			says "the opened annex counts it ($format)" "$folder/opened.$format" 'only counted'
		done
		cp "$T/out" "$T/err" "$folder"
		! grep -rqiE "$names" "$folder"
		ok "no report, summary or annex names it" $?
	done
	for count in 2 6; do tr -s ' \n' ' ' <"$T/$agreed-$count/opened.text" >"$T/$agreed-$count/opened.line"; done
	says "the opened text says below what number" "$T/$agreed-2/opened.line" 'only counted\. Devices: fewer than 5'
	says "and the number where it is five or more" "$T/$agreed-6/opened.line" 'only counted\. Devices: 6'
	[ "$(record "$T/$agreed-2")" = '[{"below": 5}, 9]' ] && [ "$(record "$T/$agreed-6")" = '[{"n": 6}, 9]' ]
	ok "$agreed an agreement: each device once, and below five no number" $?
done
finish
