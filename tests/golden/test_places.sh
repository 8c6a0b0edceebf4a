#!/usr/bin/env bash
# The example school with its many places: each row of places-rows.tsv, and the dates and records as ever.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
if ! python3 -c '' 2>/dev/null; then
	skip "the example's places" "there is no python3"
	finish
fi
mkdir "$T/places"
python3 tests/golden/make_places.py "$T/places"
diff -r "$T/places" "$school/places" >/dev/null
ok "the shipped observations are what make_places.py writes" $?
judge() { # FOLDER FILE...
	local folder=$1
	shift
	"$D" evaluate "$@" -a "$school" -c "$school/catalogue" --at 2026-11-22T12:00:00Z -o "$folder" -q
}
exits 1 "the example's places" judge "$T/all" "$school"/places/*.jsonl
python3 - "$T/all/disclosure.json" >"$T/rows" <<'P'
import json, sys
for v in json.load(open(sys.argv[1]))["verdicts"]:
    print(*(v["rule"], v["subject"], v["status"], v["confidence"] or "-", v["severity"], v["group"]), sep="\t")
P
while IFS= read -r row; do
	[[ -z $row || $row == \#* ]] && continue
	grep -qxF -- "$row" "$T/rows" || grep -P "^${row%%$'\t'*}\t" "$T/rows" | sed 's/^/# it says: /'
	grep -qxF -- "$row" "$T/rows"
	ok "${row//$'\t'/ }" $?
done <tests/golden/places-rows.tsv
exits 1 "dates and records alone" judge "$T/dates"
python3 - "$T/all/disclosure.json" "$T/dates/disclosure.json" <<'P'
import json, sys
def rows(path):
    return [(v["key"], v["status"], v["because"]) for v in json.load(open(path))["verdicts"]
            if v["rule"] in ("R15", "R16", "R18", "R19", "R20b")]
sys.exit(rows(sys.argv[1]) != rows(sys.argv[2]) or len(rows(sys.argv[1])) != len(list(open("tests/golden/register-rows.tsv"))))
P
ok "the rows of dates and records are the same" $?
python3 - "$T/all/disclosure.json" <<'P'
import json, sys
tree = json.load(open(sys.argv[1]))
finding = {f["key"]: f for f in tree["findings"]}["unregistered-focus-agent"]
seen = {row["device_class"]: row for row in finding["seen_by_class"]}
assert seen["staff-laptop"] == {"device_class": "staff-laptop", "devices": {"n": 31}, "of": 54}, seen
keys = [v for v in tree["verdicts"] if v["key"] == "R05/keystroke-logging"][0]["because"]["args"]
assert keys == {"looked": 99, "of": 107, "classes": ["staff-tablet"]}, keys
P
ok "31 of 54 staff laptops; looked on 99 of 107, tablets not counted" $?
python3 - "$T/all" "$D" <<'P'
import json, subprocess, sys
folder, daylight = sys.argv[1:]
annex = open(folder + "/sealed-findings.json").read()
assert "example-quiet-helper" in annex and "deleted-executable" in annex
outputs = [open(folder + "/disclosure.json").read()]
for form in ("html", "text", "json"):
    outputs.append(subprocess.run([daylight, "report", folder + "/disclosure.json", "--format", form],
                                  capture_output=True, text=True, check=True).stdout)
for output in outputs:
    assert "sealed-finding-1" in output or "Sealed finding 1" in output
    for detail in ("quiet-helper", "deleted-executable", "too-few-signs", "too few signs"):
        assert detail not in output, detail
row = [v for v in json.loads(outputs[0])["verdicts"] if v["rule"] == "R07"]
assert len(row) == 1 and row[0]["because"]["args"] == {} and row[0]["finding"] is None, row
P
ok "what is sealed stands in the annex alone, and nobody learns on how many laptops" $?
# shellcheck disable=SC2046 # their names hold no spaces
exits 1 "the places in another order" judge "$T/back" $(ls -r "$school"/places/*.jsonl)
cmp -s "$T/all/disclosure.json" "$T/back/disclosure.json"
ok "give the same bytes" $?
"$D" report "$T/all/disclosure.json" >"$T/page"
[ "$(grep -c "Whether these are switched on cannot be seen this way" "$T/page")" -eq 1 ] &&
	! grep -q "Whether this is switched on in" "$T/page" &&
	grep -q "ClassView[^;]*: teacher activity report, show this screen to others, [^;]*; Example FleetManager" "$T/page"
ok "functions that nothing shows take one line, each with its name" $?
finish
