#!/usr/bin/env bash
# agreement draft and agreement propose: rows of a technology list from what was seen.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# a list to negotiate, from a run without an agreement
"$D" audit --root "$school/laptop" --whose mine -o "$T/run" -q
mkdir "$T/json" "$T/csv"
cp "$school/agreement.json" "$T/json"
cp "$school/agreement.json" "$T/csv"
exits 0 "a draft into a folder" "$D" agreement draft "$T/run/disclosure.json" -o "$T/json"
says "says how many rows there are" "$T/err" '^1 technology to negotiate'
exits 0 "loads as a technology list" "$D" agreement check "$T/json"
says "of one row" "$T/out" '23 rules, 1 technolog'
says "which is proposed" "$T/json/register.json" '"status": "proposed"'
says "and recognised by the catalogue" "$T/json/register.json" '"products": \[ "veyon" \]'
says "with what it is able to do beside it" "$T/json/register.json" '// +show this screen to others \("screen-live-view"\)'
says "of which nothing is allowed" "$T/json/register.json" '"functions_allowed": \[\]'
says "and nothing ruled out yet" "$T/json/register.json" '"functions_off": \[\]'
exits 2 "a list that is there already is not written over" "$D" agreement draft "$T/run/disclosure.json" -o "$T/json"
says "which is said" "$T/err" 'register\.json is there already'
exits 0 "a draft as a spreadsheet" "$D" agreement draft "$T/run/disclosure.json" -o "$T/csv/" --format csv -q
says "has the twelve columns" "$T/csv/register.csv" \
	'^name,supplier,for,never for,must stay off,who,where data goes,kept,agreed,told,in use,review,match\.products'
exits 0 "loads too" "$D" agreement check "$T/csv"
exits 1 "once it is a list, the technology on it is not undisclosed" "$D" audit --root "$school/laptop" --whose permitted \
	-a "$T/csv" --permission "$school/authorisation.json" --device-class staff-laptop --at 2026-11-22 -o "$T/again" -q
python3 - "$T/again/disclosure.json" <<'END'
import json, sys
finding = next(f for f in json.load(open(sys.argv[1]))["findings"] if f["product"] == "veyon")
assert finding["register"] == "REG-001", finding["register"]
END
ok "but is recognised by its row" $?
exits 0 "what is on a list is left out of the next draft" "$D" agreement draft "$T/again/disclosure.json"
says "which is said" "$T/err" 'left out that is on the technology list already'
says_not "and not in it" "$T/out" 'veyon'
"$D" agreement draft "$T/run/disclosure.json" -q >"$T/one" && "$D" agreement draft "$T/run/disclosure.json" -q >"$T/two"
cmp -s "$T/one" "$T/two"
ok "the same input gives the same bytes" $?
exits 2 "a file that is no disclosure" "$D" agreement draft "$school/register.json"
exits 2 "no file" "$D" agreement draft
exits 2 "a format that is none" "$D" agreement draft "$T/run/disclosure.json" --format xml
says "is named with those that are" "$T/err" 'want json or csv'

# in the place of the starter's example rows
"$D" agreement starter -o "$T/starter" >/dev/null && rm "$T/starter/register.csv"
exits 0 "a draft beside the starter's rules" "$D" agreement draft "$T/run/disclosure.json" -o "$T/starter" -q
exits 0 "loads with them" "$D" agreement check "$T/starter"

# names are words: neither a comment nor a cell can be broken out of
python3 - "$T/run/disclosure.json" >"$T/evil.json" <<'END'
import json, sys
tree = json.load(open(sys.argv[1]))
tree["findings"][0]["name"] = "=cmd()\"\n{\"x\": 1} */ \u202e"
tree["findings"][0]["vendor"] = "a\",\"b\nc"
json.dump(tree, sys.stdout)
END
mkdir "$T/evil" "$T/evil-csv"
cp "$school/agreement.json" "$T/evil"
cp "$school/agreement.json" "$T/evil-csv"
exits 0 "a name with line ends" "$D" agreement draft "$T/evil.json" -o "$T/evil" -q
exits 0 "stays one row" "$D" agreement check "$T/evil"
says "of one technology" "$T/out" '1 technolog'
! grep '//' "$T/evil/register.json" | grep -q $'\u202e'
ok "and no comment turns its reading direction" $?
exits 0 "in a spreadsheet too" "$D" agreement draft "$T/evil.json" -o "$T/evil-csv" --format csv -q
exits 0 "stays one" "$D" agreement check "$T/evil-csv"
says "row" "$T/out" '1 technolog'
says "and is no formula" "$T/evil-csv/register.csv" '^" =cmd'

# before and after an installation
cp -r "$school/laptop" "$T/before"
rm -rf "$T"/before/proc/* "$T"/before/usr/lib/systemd/system/veyon.service \
	"$T"/before/etc/systemd/system/multi-user.target.wants/veyon.service
python3 - "$T/before/var/lib/dpkg/status" <<'END'
import re, sys
path = sys.argv[1]
kept = [block for block in open(path).read().split("\n\n") if not re.match(r"Package: (veyon|example-classview)", block)]
open(path, "w").write("\n\n".join(kept))
END
"$D" observe --root "$T/before" --whose mine --keep-inventory -o "$T/o1" -q
"$D" observe --root "$school/laptop" --whose mine --keep-inventory -o "$T/o2" -q
mkdir "$T/proposed"
cp "$school/agreement.json" "$T/proposed"
exits 0 "a proposal" "$D" agreement propose "$T/o1/observations.jsonl" "$T/o2/observations.jsonl" -o "$T/proposed"
says "tells what the catalogue knows and what not" "$T/err" '^1 new that the catalogue knows, [0-9]+ that it does not'
list=$T/proposed/register.json
exits 0 "loads as a technology list" "$D" agreement check "$T/proposed"
says "names the product" "$list" '"products": \[ "veyon" \]'
says "with its baseline" "$list" '"observed_on": "20[0-9-]+", "version_major": "4", "capabilities": \[ "remote-control", "screen-capture", "screen-live-view" \]'
says "and what the catalogue does not know by its own name" "$list" '"type": "package-name", "value": "example-classview"'
says "with the version that its package states" "$list" '"name": "example-classview"'
python3 - "$list" <<'END'
import json, re, sys
text = re.sub(r"^\s*//.*$", "", open(sys.argv[1], encoding="utf-8").read(), flags=re.M)
rows = {row["name"]: row for row in json.loads(text)["register"]}
sys.exit(rows["example-classview"]["baseline"].get("version_major") != "4")
END
ok "the first number of it" $?
says_not "but nothing that was there before" "$list" 'cups|dbus'
exits 0 "nothing new" "$D" agreement propose "$T/o2/observations.jsonl" "$T/o2/observations.jsonl"
says "gives an empty list" "$T/err" '^0 new that the catalogue knows, 0 that it does not'
exits 0 "taking something away proposes nothing" "$D" agreement propose "$T/o2/observations.jsonl" "$T/o1/observations.jsonl" -q
says_not "as is right" "$T/out" 'REG-NEW'

# what an extension may do is part of the baseline
cat >"$T/x1.jsonl" <<'END'
{"format":"daylight-observations/1","tool":{"name":"daylight","version":"0.1.0"},"run":{"id":null,"started":"2026-11-01T08:00:00Z","ended":"2026-11-01T08:00:00Z","complete":true,"mode":"device","whose":"mine"},"place":{"device":null,"tag":null,"audit":null,"device_class":null,"network":null,"site":null,"kind":"device","time_zone":"UTC"}}
END
{
	sed 's/2026-11-01/2026-11-03/g' "$T/x1.jsonl"
	for permission in '' ',"detail":"tabs"' ',"detail":"desktopCapture"'; do
		echo "{\"observation\":{\"kind\":\"extension\",\"probe\":\"packages\",\"subject\":\"abcdefghijklmnopabcdefghijklmnop\"$permission,\"level\":\"present\",\"count\":1}}"
	done
} >"$T/x2.jsonl"
exits 0 "an extension" "$D" agreement propose "$T/x1.jsonl" "$T/x2.jsonl"
says "is one thing" "$T/err" '0 new that the catalogue knows, 1 that it does not'
says "recognised by its id" "$T/out" '"custom": \[ \{ "type": "extension-id", "value": "abcdefghijklmnopabcdefghijklmnop" \} \]'
says "with its permissions and the day" "$T/out" '"observed_on": "2026-11-03", "permissions": \[ "desktopCapture", "tabs" \]'
exits 2 "a proposal of one file" "$D" agreement propose "$T/x1.jsonl"
finish
