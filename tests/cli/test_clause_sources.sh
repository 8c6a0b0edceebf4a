#!/usr/bin/env bash
# Where a clause comes from stands in each output that shows its id; of a set that is known at second hand: "as reported,
# unverified".
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
cases=tests/golden/cases
copy_school # its rules cite ART- (at second hand) and NAS-

# NAME FILE : the output shows clauses of both kinds, and where they come from
tells() {
	grep -qE '\bNAS-[A-Z]' "$2" && grep -qE '\bART-[A-Z]' "$2" && grep -q 'NASUWT' "$2" &&
		grep -qi 'as reported, unverified' "$2"
	ok "$1 says where its clauses come from, and that some are unverified" $?
}

"$D" agreement convert --to lines "$T/school" -o "$T/lines" >"$T/said" </dev/null
tells "what convert prints" "$T/said"
tells "redlines.txt" "$T/lines/redlines.txt"
[ "$(grep -c '^  from .*ART-' "$T/lines/redlines.txt")" -gt 0 ] &&
	! grep '^  from .*ART-' "$T/lines/redlines.txt" | grep -qv '# .*ART-.*: as reported, unverified$'
ok "each line that cites an unverified clause says so" $?
! grep '^  from ' "$T/lines/redlines.txt" | grep -v 'ART-' | grep -q unverified
ok "and no other does" $?
"$D" agreement convert --to json "$T/lines" -o "$T/json" >"$T/said" </dev/null
tells "what convert to JSON prints" "$T/said"
tells "agreement.json" "$T/json/agreement.json"
"$D" agreement convert --to lines "$T/json" -o "$T/again" >/dev/null </dev/null
cmp -s "$T/lines/redlines.txt" "$T/again/redlines.txt"
ok "the comments of a second conversion are the same" $?

# the comparison names what was taken out of rules
sed 's/"ART-EI-3"/"ART-EI-2"/; 0,/"NAS-S1-24", /s///' "$T/school/agreement.json" >"$T/changed"
mkdir "$T/other"
cp "$T/school"/* "$T/other/"
cp "$T/changed" "$T/other/agreement.json"
"$D" agreement diff "$T/school" "$T/other" >"$T/diff" </dev/null
tells "agreement diff" "$T/diff"
"$D" agreement diff --json "$T/school" "$T/other" >"$T/diff.json" </dev/null
tells "agreement diff --json" "$T/diff.json"
"$D" agreement diff "$T/school" "$T/json" >"$T/diff" </dev/null
says "a conversion changes nothing" "$T/diff" 'The two say the same'

"$D" agreement explain "$T/school" >"$T/explain" </dev/null
tells "agreement explain" "$T/explain"
"$D" agreement explain --format html -o "$T/schedule.html" "$T/school" >/dev/null </dev/null
tells "the schedule as HTML" "$T/schedule.html"
"$D" agreement explain --format odt -o "$T/schedule.odt" "$T/school" >/dev/null </dev/null
unzip -p "$T/schedule.odt" content.xml >"$T/schedule.xml" 2>/dev/null ||
	python3 -c 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read("content.xml").decode())' "$T/schedule.odt" >"$T/schedule.xml"
tells "the schedule as OpenDocument" "$T/schedule.xml"

"$D" evaluate -q "$cases"/*.jsonl -a "$T/school" --at 2026-11-22 -o "$T/o" </dev/null >/dev/null 2>&1
tells "the disclosure" "$T/o/disclosure.json"

# what cites sets that were read says which
"$D" agreement starter -o "$T/starter" >"$T/said" </dev/null
for f in "$T/said" "$T/starter/agreement.json"; do
	grep -q 'NAS-RL-10a' "$f" && grep -q NASUWT "$f"
	ok "agreement starter: $(basename "$f") says where its clauses come from" $?
done
python3 - "$T/starter/agreement.json" policies/packs/nasuwt-guidance.json <<'PY'
import json, sys
agreement, pack = (json.load(open(f)) for f in sys.argv[1:])
cited = {c for rule in agreement["rules"] for c in rule["from"]}
listed = {c for row in agreement["clause_sources"] for c in row["clauses"]}
note = agreement["clause_sources"][0]["note"]
sys.exit(cited != listed or note != pack["title"] + "; " + pack["provenance"])
PY
ok "of just the clauses that its rules cite, as the set itself says" $?
cat >"$T/answers.json" <<'JSON'
{"format": "daylight-answers/1",
 "answers": {"school": "Hillside School", "employer_post": "Headteacher", "unions": "NASUWT", "union_post": "Representative",
  "country": "England", "start": "01/01/2027", "time_zone": "Europe/London", "controller_post": "IT manager",
  "rule.R02": "no"}}
JSON
"$D" agreement new --answers "$T/answers.json" -o "$T/new" >"$T/said" </dev/null
for f in "$T/said" "$T/new/agreement.json"; do
	grep -q 'NAS-RL-10b' "$f" && grep -q NASUWT "$f" && ! grep -q 'NAS-RL-10a' "$f"
	ok "agreement new: $(basename "$f") says where the clauses of the rules that were kept come from" $?
done

# every other output of an agreement and its report: an id without its source is a gap
"$D" papers -a "$T/school" -o "$T/papers" </dev/null >"$T/said" 2>&1
"$D" agreement draft "$T/o/disclosure.json" >"$T/draft.json" 2>/dev/null </dev/null
"$D" agreement draft "$T/o/disclosure.json" --format csv >"$T/draft.csv" 2>/dev/null </dev/null
"$D" agreement check "$T/school" >"$T/check" 2>&1 </dev/null
"$D" agreement propose "$cases"/laptop.jsonl "$cases"/laptop.jsonl >"$T/propose" 2>&1 </dev/null
for format in html text answers; do
	"$D" report "$T/o/disclosure.json" --format $format -o "$T/report.$format" </dev/null >/dev/null 2>&1
done
silent=$(for f in "$T"/papers/* "$T"/draft.* "$T/check" "$T/propose" "$T"/report.* "$T/said" "$T"/new/* "$T"/starter/* "$T"/lines/* \
	"$T"/json/*; do
	case $f in *.odt) continue ;; esac
	grep -qE '\bART-[A-Z]+-[0-9]' "$f" && ! grep -qi 'as reported, unverified' "$f" && echo "$f"
done)
[ -z "$silent" ] && [ "$(find "$T/papers" -type f | wc -l)" -gt 3 ] && [ -s "$T/report.html" ] && [ -s "$T/draft.csv" ]
ok "no output shows an unverified clause without saying so" $?
echo "$silent" | sed '/./s/^/# silent: /'
finish
