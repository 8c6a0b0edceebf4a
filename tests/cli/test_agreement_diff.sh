#!/usr/bin/env bash
# agreement diff: what changed, field by field, and nothing else.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

diff_school() { # STATUS SENTENCE [OPTION]...
	local status=$1 sentence=$2
	shift 2
	exits "$status" "$sentence" "$D" agreement diff "$school" "$T/school" "$@"
}

exits 0 "an agreement and itself" "$D" agreement diff "$school" "$school"
says "say the same" "$T/out" '^The two say the same'
copy_school
python3 - "$T/school" <<'END'
import json, sys
path = sys.argv[1] + "/register.json"
register = json.load(open(path))
register["register"].reverse()
json.dump(register, open(path, "w"))
path = sys.argv[1] + "/agreement.json"
agreement = json.load(open(path))
agreement["questions"].reverse()
agreement["rules"] = [dict(reversed(rule.items())) for rule in agreement["rules"]]
json.dump(agreement, open(path, "w"))
END
diff_school 0 "the order of rows and fields is no difference"
says "though the check code is another, which is said" "$T/out" 'check codes differ'
"$D" agreement convert "$school" --to lines -o "$T/lines" >/dev/null
exits 0 "nor is the form of the rules" "$D" agreement diff "$school" "$T/lines"

copy_school
python3 - "$T/school" <<'END'
import json, sys
def change(name, what):
    path = f"{sys.argv[1]}/{name}.json"
    tree = json.load(open(path))
    what(tree)
    json.dump(tree, open(path, "w"))
def agreement(tree):
    rules = {rule["id"]: rule for rule in tree["rules"]}
    rules["R05"]["say"] = "Keystroke logging must not run on any device."
    rules["R05"]["level"] = "present"
    rules["R05"]["groups"].remove("supply")
    rules["R08"]["needs"][0]["targets"] = 9
    tree["rules"] = [rule for rule in tree["rules"] if rule["id"] != "R13"]
    tree["agreement"]["in_force_until"] = "2029-08-31"
    tree["scope"]["device_classes"][0]["count"] = 61
    tree["hours"]["working"][0]["to"] = "18:00"
    tree["scope"]["staff_count"] = 120
    tree["questions"].append({"id": "Q99", "text": "Who pays?"})
def register(tree):
    row = tree["register"][1]
    row["dates"]["next_review"] = None
    row["dates"]["last_review"] = "2026-10-30"
    row["entered_by_post"] = "network manager"
    row["functions_off"].append("screen-recording:staff")
    tree["register"] = [row for row in tree["register"] if row["id"] != "REG-007"]
    tree["documents"][0]["date"] = "2026-05-21"
def permission(tree):
    tree["valid_until"] = "2027-08-31"
    tree["host_inventory"]["may_read"].remove("trust-roots")
change("agreement", agreement)
change("register", register)
change("authorisation", permission)
with open(sys.argv[1] + "/log.jsonl", "a") as log:
    log.write('{"format":"daylight-log/1","publication":{"what":"list","published_on":"2026-11-20"}}\n')
END
diff_school 1 "a changed one is different"
cp "$T/out" "$T/words"
while IFS='|' read -r what pattern; do
	says "$what is said" "$T/words" "$pattern"
done <<'END'
a signed sentence|^Rule R05: signed sentence was “Keystroke logging must not run on staff devices\.”, now “Keystroke logging must not run on any device\.”
the level of a rule|^Rule R05: level was “active”, now “present”
a group taken out of a rule|^Rule R05: “supply” was taken out of groups
what a rule needs|^Rule R08: targets .*was “5”, now “9”
a rule taken out|^Rule R13 \(A page staff must use.*was taken out
a date of the agreement|^Agreement: last day in force was “31 August 2028”, now “31 August 2029”
a kind of device|^Kind of device staff-laptop: count was “60”, now “61”
a field that was not there|^What is covered: staff count is now recorded: “120”
hours|^Hours: working was
a question added|^Question Q99 \(Who pays\?\) was added
a date that is no longer recorded|^Technology REG-002 .*review date is no longer recorded; it was “31 October 2026”
a date that is recorded now|^Technology REG-002 .*last review is now recorded: “30 October 2026”
a field that a row did not have|^Technology REG-002 .*entered by post is now recorded: “network manager”
a function that must stay off|^Technology REG-002 .*“screen-recording:staff” was added to
a technology taken out|^Technology REG-007 .*was taken out
the date of a document|^Document DOC-DPIA-01 .*was “20 May 2026”, now “21 May 2026”
the end of a permission|^Permission: last day was “31 July 2027”, now “31 August 2027”
what may be read no more|^Permission: “trust-roots” was taken out of what may be read on devices
a row of the log|^Log: a row was added: “.*”$
END
lines=$(grep -cE '^(Rule|Agreement|What|Kind|Hours|Question|Technology|Document|Permission|Log)' "$T/words")
[ "$lines" -eq 19 ]
ok "and nothing else" $?
diff_school 1 "the same as JSON" --json
python3 - "$T/out" <<'END'
import json, sys
tree = json.load(open(sys.argv[1]))
assert tree["format"] == "daylight-agreement-diff/1" and tree["same"] is False
assert len(tree["changes"]) == 19, len(tree["changes"])
assert {"row-added", "row-removed", "field-added", "field-removed", "field-changed", "word-added", "word-removed"} == \
    {change["change"] for change in tree["changes"]}
assert any(c["area"] == "rules" and c["id"] == "R05" and c["field"] == "level" and c["before"] == "active" and
           c["after"] == "present" and c["text"].startswith("Rule R05") for c in tree["changes"])
END
ok "holds each change with its field" $?
if python3 -c 'import jsonschema' 2>/dev/null; then
	python3 - "$T/out" policies/schema/agreement-diff.schema.json <<'END'
import json, jsonschema, sys
document, schema = (json.load(open(path)) for path in sys.argv[1:])
jsonschema.Draft202012Validator(schema).validate(document)
END
	ok "and keeps to its schema" $?
else
	skip "and keeps to its schema" "python3-jsonschema is missing"
fi
exits 1 "the other way round" "$D" agreement diff "$T/school" "$school" -o "$T/back"
says "what was taken out was added" "$T/back" '^Rule R13 .*was added'
exits 2 "one folder alone" "$D" agreement diff "$school"
sed -i 's/"2027-08-31"/"2027-02-31"/' "$T/school/authorisation.json"
diff_school 2 "one that does not load"
says "is named with its folder" "$T/err" "$T/school/authorisation.json:"
copy_school
python3 - "$T/school" <<'END'
import json, sys
path = sys.argv[1] + "/agreement.json"
tree = json.load(open(path))
tree["hours"]["terms"][0]["to"] = "2026-12-19"
json.dump(tree, open(path, "w"))
log = open(sys.argv[1] + "/log.jsonl", "a")
log.write('{"format": "daylight-log/1", "publication": {"what": "list", "published_on": "2026-11-01"}}\n')
END
diff_school 1 "terms and rows of the log that changed"
says "are said in words, whole" "$T/out" '\(name: "Autumn 2026"; from: 2026-09-01; to: 2026-12-19; half term: 2026-10-26, 2026-10-30\), .*Summer 2027'
says "so is a row of the log" "$T/out" 'publication: \(what: list; published on: 2026-11-01\)'
! grep -qE '[{}]|\\/|…' "$T/out"
ok "and nothing is cut off or left as JSON" $?
finish
