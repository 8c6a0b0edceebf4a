#!/usr/bin/env bash
# Sealed findings: the report names nothing of them, the annex opens them, and any change of it is said.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
judge() { "$D" evaluate tests/golden/cases/"$1" -a policies/examples/school --at 2026-11-22T12:00:00Z -o "$2" -q; }
judge hidden.jsonl "$T/one"
judge hidden.jsonl "$T/two"
annex=$T/one/sealed-findings.json

[ "$(stat -c %a "$annex")" = 600 ]
ok "the annex is for its owner alone" $?
cmp -s "$annex" "$T/two/sealed-findings.json" && cmp -s "$T/one/disclosure.json" "$T/two/disclosure.json"
ok "the same evidence gives the same seals" $?
for format in html text json; do
	"$D" report "$T/one/disclosure.json" --format "$format" >"$T/report.$format"
	! grep -qi 'veyon\|libhelper' "$T/report.$format"
	ok "$format names nothing of what is sealed" $?
done
grep -q "$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["findings"][0]["sha256"])' "$annex")" "$T/report.html"
ok "the report holds its hash" $?
python3 - "$annex" <<'PY'
import hashlib, json, sys
for row in json.load(open(sys.argv[1]))["findings"]:
    text = json.dumps(row["record"], ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == row["sha256"]
PY
ok "the hash is that of the record without white space" $?
exits 0 "the annex opens" "$D" report "$T/one/disclosure.json" --annex "$annex" --format text
says "and shows what was seen" "$T/out" 'Veyon shows signs'
exits 0 "as a page too" "$D" report "$T/one/disclosure.json" --annex "$annex"
says "with the finding" "$T/out" 'Veyon shows signs'
sed 's/deleted-executable/deleted-executablf/' "$annex" >"$T/changed"
exits 2 "a changed record" "$D" report "$T/one/disclosure.json" --annex "$T/changed" --format text
says "is said" "$T/err" 'does not match its hash'
sed '1s/{/{ /' "$annex" >"$T/changed"
exits 2 "a changed byte that no hash covers" "$D" report "$T/one/disclosure.json" --annex "$T/changed" --format text
says "is said too" "$T/err" 'was changed after it was written'
python3 - "$annex" "$T/changed" <<'PY'
import json, sys
tree = json.load(open(sys.argv[1]))
del tree["findings"][1]
json.dump(tree, open(sys.argv[2], "w"), indent=2)
PY
exits 2 "a finding that was taken away" "$D" report "$T/one/disclosure.json" --annex "$T/changed" --format text
says "is missed" "$T/err" 'is in the report and missing here'
# An answer to what is sealed opens no seal, whatever name it uses.
copy_school
python3 - "$annex" >>"$T/school/log.jsonl" <<'PY'
import json, sys
names = set()
for row in json.load(open(sys.argv[1]))["findings"]:
    record = row["record"]
    names |= {record["finding"]["id"], record["finding"]["key"]} if record["finding"] else set()
    names |= {verdict[key] for verdict in record["verdicts"] for key in ("id", "key", "subject")}
for name in sorted(names):
    print(json.dumps({"format": "daylight-log/1", "response": {"finding": name, "party": "employer", "date": "2026-11-20",
        "position": "explains", "text": "canary words about Veyon", "document": "canary paper"}}))
open(sys.argv[1] + ".names", "w").write("\n".join(sorted(names)) + "\n")
PY
"$D" evaluate tests/golden/cases/hidden.jsonl -a "$T/school" --at 2026-11-22T12:00:00Z -o "$T/answered" -q
for format in html text json; do
	"$D" report "$T/answered/disclosure.json" --format "$format" >"$T/report.$format"
	! grep -qi 'veyon\|libhelper\|canary' "$T/report.$format" && ! grep -qwFf "$annex.names" "$T/report.$format"
	ok "$format says no word of what was answered to it" $?
	says "  but that there was an answer" "$T/report.$format" 'what it answers is sealed'
done
judge laptop.jsonl "$T/plain"
[ ! -e "$T/plain/sealed-findings.json" ]
ok "where nothing is sealed there is no annex" $?
exits 2 "the annex of another run" "$D" report "$T/plain/disclosure.json" --annex "$annex" --format text
says "does not fit" "$T/err" 'not sealed in this report'
finish
