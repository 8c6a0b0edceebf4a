#!/usr/bin/env bash
# The rules of an agreement as lines: the same rules, the same verdicts (model 2.3); and an agreement that extends another
# (model A18).
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
cases=tests/golden/cases

rows() { # DISCLOSURE : every verdict, without the check code
	python3 -c 'import json, sys
for v in json.load(open(sys.argv[1]))["verdicts"]:
    print(json.dumps(v, sort_keys=True))' "$1"
}

exits 0 "the example becomes lines" "$D" agreement convert --to lines "$school" -o "$T/lines"
says "and the new check code is said" "$T/out" 'check code is now [0-9A-Z]{4}-'
exits 0 "which are in order" "$D" agreement check "$T/lines"
exits 0 "and go back to JSON" "$D" agreement convert --to json "$T/lines" -o "$T/json"
python3 - "$school/agreement.json" "$T/json/agreement.json" <<'PY'
import json, sys
one, two = (json.load(open(f)) for f in sys.argv[1:])
if not two.pop("clause_sources"):  # which nobody wrote: they follow from the rules
    sys.exit("no sources")
for d in (one, two):
    d["rules"] = [{k: v for k, v in r.items() if v is not None} for r in d["rules"]]
sys.exit(one != two)
PY
ok "as the same agreement, field by field" $?
"$D" evaluate -q "$cases"/*.jsonl -a "$school" --at 2026-11-22 -o "$T/a" </dev/null
"$D" evaluate -q "$cases"/*.jsonl -a "$T/lines" --at 2026-11-22 -o "$T/b" </dev/null
rows "$T/a/disclosure.json" >"$T/one"
rows "$T/b/disclosure.json" >"$T/two"
[ "$(wc -l <"$T/one")" -gt 20 ] && cmp -s "$T/one" "$T/two"
ok "a rule and its line form judge alike: the same rows of the example" $?
for f in register.json authorisation.json log.jsonl; do
	cmp -s "$school/$f" "$T/lines/$f"
	ok "$f goes over byte for byte" $?
done
want=$(cat "$T/lines/agreement.json" "$T/lines/redlines.txt" | sha256sum | cut -c1-64)
grep -q "\"sha256\": *\"$want\"" "$T/b/disclosure.json"
ok "the report's hash is that of both files, one after the other" $?
exits 2 "a folder that holds an agreement is not written over" "$D" agreement convert --to json "$T/lines" -o "$T/json"
says "and the file is named" "$T/err" 'json/agreement\.json: is there already'
exits 2 "lines are not made of lines" "$D" agreement convert --to lines "$T/lines" -o "$T/more"
[ -z "$(ls -A "$T/more" 2>/dev/null)" ]
ok "and nothing is left behind" $?
exits 2 "a form that is none" "$D" agreement convert --to yaml "$school" -o "$T/more"
sed -i 's/^rule R05/rule R04/' "$T/lines/redlines.txt"
exits 2 "a rule that stands twice" "$D" agreement check "$T/lines"
says "is named by line and column of redlines.txt" "$T/err" 'redlines\.txt:[0-9]+:6: /rules/4/id: .*"R04" stands twice'

# A trust and a school
copy_school
mkdir "$T/school/extends" "$T/trust"
cp "$T/json/agreement.json" "$T/trust/agreement.json"
cp "$T/trust/agreement.json" "$T/school/extends/"
hash=$(sha256sum <"$T/school/extends/agreement.json" | cut -c1-64)
cat >"$T/school/agreement.json" <<JSON
{"format": "daylight-agreement/1",
 "agreement": {"id": "SCHOOL-7", "title": "Our school", "in_force_from": "2026-09-01",
  "extends": {"id": "EXA-2026-01", "sha256": "$hash"}},
 "scope": {"groups": [{"id": "teachers"}, {"id": "supply"}, {"id": "leaders"}, {"id": "support-staff"}]},
 "rules": [{"id": "S01", "say": "Our list is looked at in time.", "kind": "deadline"}]}
JSON
exits 0 "a school adds a rule to those of its trust" "$D" agreement check "$T/school"
says "and all of them count" "$T/out" '24 rules'
exits 0 "explain" "$D" agreement explain "$T/school"
says "says what is extended" "$T/out" 'extends EXA-2026-01'
[ "$(grep -c 'Comes from EXA-2026-01' "$T/out")" -eq 23 ]
ok "and which rules come from there" $?
"$D" agreement explain "$T/school" --format html -o "$T/schedule.html"
says "the schedule to sign says what it adds to" "$T/schedule.html" 'Adds to, and holds</dt><dd><p>EXA-2026-01, '
says "and the trust's posts sign it where it names none" "$T/schedule.html" 'Workplace representative'
exits 1 "the trust's rules judge the school" "$D" evaluate -q -a "$T/school" --at 2026-11-22 -o "$T/c"
says "as its own do" "$T/c/disclosure.json" '"rule": *"R15"'
echo >>"$T/school/extends/agreement.json"
exits 2 "a trust's text that is not the signed one" "$D" agreement check "$T/school"
says "is refused with its hash and a remedy" "$T/err" '/agreement/extends/sha256: .*SHA-256 is [0-9a-f]{64} \(get'
rm -r "$T/school/extends"
exits 2 "a trust's text that is missing" "$D" agreement check "$T/school"
says "is asked for" "$T/err" '/agreement/extends: .*folder "extends"'
finish
