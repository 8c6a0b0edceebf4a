#!/usr/bin/env bash
# Many places in one file: each once, in one order, judged as the files are.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
cases=tests/golden/cases

exits 2 "merge without files is usage" "$D" merge -o "$T/o"
exits 2 "merge without a folder is usage" "$D" merge "$cases/laptop.jsonl"
exits 0 "two places" "$D" merge "$cases/laptop.jsonl" "$cases/staff-network.jsonl" -o "$T/ab"
exits 0 "the same two in another order" "$D" merge "$cases/staff-network.jsonl" "$cases/laptop.jsonl" -o "$T/ba"
cmp -s "$T/ab/observations.jsonl" "$T/ba/observations.jsonl"
ok "the order of files leaves no trace" $?
[ "$(grep -c '"format"' "$T/ab/observations.jsonl")" -eq 2 ] && [ "$(ls "$T/ab")" = observations.jsonl ]
ok "each header opens the next place, and nothing is judged" $?
exits 0 "a file that is named twice" "$D" merge "$cases/laptop.jsonl" "$cases/staff-network.jsonl" "$cases/laptop.jsonl" -o "$T/twice"
cmp -s "$T/ab/observations.jsonl" "$T/twice/observations.jsonl"
ok "counts once" $?
exits 0 "what was merged is merged again" "$D" merge "$T/ab/observations.jsonl" "$cases/laptop.jsonl" -o "$T/again"
cmp -s "$T/ab/observations.jsonl" "$T/again/observations.jsonl"
ok "and stays the same" $?
grep -q example-lessonlook "$T/ab/observations.jsonl" || grep -q lessonlook "$T/ab/observations.jsonl"
ok "what only a technology list knows is kept" $?
# A file that another program wrote, or this one before the list grew: where people look for help is dropped again.
sed 's/"subject": "api\.lessonlook\.example"/"subject": "www.acas.org.uk"/' "$cases/staff-network.jsonl" >"$T/help.jsonl"
says "a file that names where people look for help" "$T/help.jsonl" 'www\.acas\.org\.uk'
exits 0 "is merged" "$D" merge "$cases/laptop.jsonl" "$T/help.jsonl" -o "$T/helped"
says_not "without it" "$T/helped/observations.jsonl" 'acas'

exits 1 "merged and judged" "$D" merge "$cases/laptop.jsonl" "$cases/staff-network.jsonl" -a "$school" --at 2026-11-22 -o "$T/judged" -q
exits 1 "judged without merging" "$D" evaluate "$cases/staff-network.jsonl" "$cases/laptop.jsonl" -a "$school" --at 2026-11-22 -o "$T/plain" -q
exits 1 "judged after merging" "$D" evaluate "$T/ab/observations.jsonl" -a "$school" --at 2026-11-22 -o "$T/after" -q
cmp -s "$T/plain/disclosure.json" "$T/after/disclosure.json"
ok "merging first changes no byte of the judgement" $?
python3 - "$T/judged/disclosure.json" "$T/plain/disclosure.json" <<'P'
import json, sys
a, b = (json.load(open(p)) for p in sys.argv[1:])
for d in (a, b):
    d["self"].pop("bytes_written")
sys.exit(a != b)
P
ok "merge -a judges as evaluate does" $?
[ -s "$T/judged/disclosure.html" ] && [ -s "$T/judged/manifest.json" ] && cmp -s "$T/judged/observations.jsonl" "$T/ab/observations.jsonl"
ok "and writes report, manifest and the same observations" $?

# One laptop, looked at twice.
header() { sed 's/"started": "2026-11-18/"started": "2026-11-20/; s/RUN-1/RUN-2/' "$1"; }
header "$cases/laptop.jsonl" | grep -v x11vnc >"$T/second.jsonl"
of() { # FOLDER KEY : devices on which it was seen, of how many
	python3 - "$1/disclosure.json" "$2" <<'P'
import json, sys
for f in json.load(open(sys.argv[1]))["findings"]:
    if f["key"] == sys.argv[2]:
        print(f["seen"]["devices"], f["seen"]["of"], f["first"], f["last"])
P
}
exits 1 "a laptop that was looked at twice" "$D" evaluate "$cases/laptop.jsonl" "$T/second.jsonl" -a "$school" --at 2026-11-22 -o "$T/looks" -q
[ "$(of "$T/looks" veyon)" = "{'n': 1} 1 2026-11-18 2026-11-20" ]
ok "counts once, and what it showed is dated by both looks" $?
[ "$(of "$T/looks" x11vnc)" = "{'n': 1} 1 2026-11-18 2026-11-18" ]
ok "what only the first look saw keeps that look's date" $?
sed '1s/"staff-laptop"/"supply-pool-laptop"/' "$T/second.jsonl" >"$T/other-class.jsonl"
exits 2 "one device in two classes" "$D" evaluate "$cases/laptop.jsonl" "$T/other-class.jsonl" -a "$school" --at 2026-11-22 -o "$T/o" -q
says "is said with a remedy" "$T/err" 'D-7KQ is "s.*-laptop" in one place and .*--device-class'
exits 2 "nor is it merged" "$D" merge "$cases/laptop.jsonl" "$T/other-class.jsonl" -o "$T/o"
sed '1s/"device_class": "staff-laptop"/"device_class": null/' "$T/second.jsonl" >"$T/no-class.jsonl"
exits 1 "a look that names no class" "$D" evaluate "$cases/laptop.jsonl" "$T/no-class.jsonl" -a "$school" --at 2026-11-22 -o "$T/none" -q
[ "$(grep -c '"device_class": "staff-laptop"' "$T/none/disclosure.json")" -ge 2 ]
ok "takes that of the other look" $?

# Another audit, another key: nobody can tell whether it is the same laptop.
sed '1s/AUD-0001/AUD-0002/' "$T/second.jsonl" >"$T/other-audit.jsonl"
exits 1 "two audits" "$D" evaluate "$cases/laptop.jsonl" "$T/other-audit.jsonl" -a "$school" --at 2026-11-22 -o "$T/audits" -q
[ "$(of "$T/audits" veyon)" = "{'below': 5} 2 2026-11-18 2026-11-20" ]
ok "count as two devices" $?
says "and the report says that one may count twice" "$T/audits/disclosure.json" 'audits-mixed'
says_not "which it does not within one audit" "$T/looks/disclosure.json" 'audits-mixed'
exits 2 "observations that lie are named" "$D" merge "$T/ab/observations.jsonl" tests/schema/observations-bad.jsonl -o "$T/o"
says "by file and line" "$T/err" 'observations-bad\.jsonl:[0-9]+:'

# A class that is recognised by what the device is.
copy_school
python3 - "$T/school/agreement.json" linux-laptop <<'P'
import json, sys
tree = json.load(open(sys.argv[1]))
tree["scope"]["device_classes"].append({"id": sys.argv[2], "groups": ["teachers"], "count": 9, "recognise": {"platform": ["linux"]}})
json.dump(tree, open(sys.argv[1], "w"), indent=1)
P
exits 1 "a disk without --device-class" "$D" audit --root "$school/laptop" --whose mine -a "$T/school" --at 2026-11-22 -o "$T/known" -q
says "takes the only class that its platform fits" "$T/known/observations.jsonl" '"device_class":"linux-laptop".*"platform":"linux"'
exits 1 "one with --device-class" "$D" audit --root "$school/laptop" --whose mine -a "$T/school" --at 2026-11-22 --device-class staff-laptop -o "$T/named" -q
says "keeps what it was told" "$T/named/observations.jsonl" '"device_class":"staff-laptop"'
exits 3 "a permission that does not name the recognised class" "$D" audit --root "$school/laptop" --permission "$school/authorisation.json" -a "$T/school" -o "$T/o" -q
says "is said" "$T/err" 'linux-laptop'
"$D" observe --root "$school/laptop" --whose mine -o "$T/unnamed" -q
exits 1 "a place that names no class" "$D" evaluate "$T/unnamed/observations.jsonl" -a "$T/school" --at 2026-11-22 -o "$T/later" -q
says "is recognised when it is judged" "$T/later/disclosure.json" '"device_class": "linux-laptop"'
finish
