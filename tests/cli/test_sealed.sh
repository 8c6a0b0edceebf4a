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
python3 - "$T/one/disclosure.json" <<'PY'
import json, sys
tree = json.load(open(sys.argv[1]))
hashes = {row["subject"]: row["sha256"] for row in tree["sealed"]}
rows = [one for one in tree["verdicts"] if one.get("sealed")]
assert len(set(hashes.values())) == 2 and {one["subject"] for one in rows} == set(hashes), rows
assert all(one["sealed"] == hashes[one["subject"]] for one in rows), rows
PY
ok "each sealed verdict holds the hash of its own record" $?
says "the text says that sealing hides nothing" "$T/report.text" '^Sealing hides nothing from whoever ran this tool: they hold the evidence too\.'
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
python3 - "$T/one/disclosure.json" "$T/unsealed.json" <<'PY'
import json, sys
tree = json.load(open(sys.argv[1]))
del tree["sealed"][1]
json.dump(tree, open(sys.argv[2], "w"), indent=2)
PY
exits 2 "a seal that was taken out of the report" "$D" report "$T/unsealed.json" --annex "$annex" --format text
says "is missed too" "$T/err" 'not sealed in this report'
python3 - "$annex" "$T/changed" <<'PY'
import json, sys
tree = json.load(open(sys.argv[1]))
tree["findings"].append(tree["findings"][0])
json.dump(tree, open(sys.argv[2], "w"), indent=2)
PY
exits 2 "one that stands there twice" "$D" report "$T/one/disclosure.json" --annex "$T/changed" --format text

exits 1 "a sealed finding is something to raise" "$D" evaluate tests/golden/cases/hidden.jsonl -a policies/examples/school \
	--at 2026-11-22T12:00:00Z -o "$T/said"
says "the summary counts it once, whichever rules speak of it" "$T/out" '^RAISE    2 Sealed finding 1: both lead posts hold the detail$'
says "and so the one to discuss" "$T/out" '^DISCUSS  1 Sealed finding 2: both lead posts'
says_not "and names nothing of it" "$T/out" '[Vv]eyon|libhelper|hidden|signs'
"$D" report "$T/one/disclosure.json" --annex "$annex" >"$T/opened.html"
python3 - "$T/report.html" "$T/opened.html" <<'PY'
import re, sys
closed, opened = (open(path).read() for path in sys.argv[1:])
part = [re.search(r'<section id="sealed".*?</section>', page, re.S).group(0) for page in (closed, opened)]
assert part[0].count("<code>") == 2 and "<article" not in part[0], part[0]
assert part[1].count("<article") == 2 and part[1].count('class="opened g-raise"') == 2, part[1]
assert part[1].count("There can be a harmless cause") == 2 and "Evidence: 4 signs" in part[1], part[1]
PY
ok "the page lists what is sealed, and opened it shows each verdict, its limit and the evidence" $?

sed 's/"looked_at": 80,/"looked_at": 81,/' tests/golden/cases/hidden.jsonl >"$T/other.jsonl"
"$D" evaluate "$T/other.jsonl" -a policies/examples/school --at 2026-11-22T12:00:00Z -o "$T/other" -q
python3 - "$annex" "$T/other/sealed-findings.json" <<'PY'
import json, sys
mine, other = (json.load(open(path))["findings"] for path in sys.argv[1:])
for a, b in zip(mine, other):
    a, b = a["record"], b["record"]
    assert a.pop("salt") != b.pop("salt") and a == b, (a, b)
assert {row["sha256"] for row in mine}.isdisjoint(row["sha256"] for row in other)
PY
ok "other evidence gives another salt and another hash of the same words" $?

for i in 1 2 3 4 5 6 7 8 9; do
	sed "s/b7b7b7b7b7b7b7b7/000000000000000$i/" tests/golden/cases/hidden.jsonl >"$T/many-$i.jsonl"
	[ "$i" -le 2 ] || sed -i '/"observation"/d' "$T/many-$i.jsonl"
done
"$D" evaluate "$T"/many-?.jsonl -a policies/examples/school --at 2026-11-22T12:00:00Z -o "$T/many" -q
python3 - "$T/many" <<'PY'
import json, sys
rows = json.load(open(sys.argv[1] + "/sealed-findings.json"))["findings"]
finding = rows[0]["record"]["finding"]
assert finding["seen"] == {"devices": {"below": 5}, "of": 9}, finding["seen"]
assert len(finding["evidence"]) == len({json.dumps(one) for one in finding["evidence"]}), "it counts the devices"
tree = json.load(open(sys.argv[1] + "/disclosure.json"))
assert tree["findings"] == [] and "veyon" not in json.dumps(tree).lower()
PY
ok "two of nine laptops: the annex says fewer than five, the report nothing" $?
# On one's own device too: only what is counted is left out there (test_private.sh).
python3 - "$T/school/agreement.json" <<'PY'
import json, sys
tree = json.load(open(sys.argv[1]))
tree["processes"]["sensitive_findings"]["applies_to"].append("R18")
json.dump(tree, open(sys.argv[1], "w"))
PY
exits 1 "one's own device" "$D" audit --root "$school/laptop" --whose mine -a "$T/school" --at 2026-11-22 -o "$T/own" -q
says "seals what a rule wants sealed" "$T/own/sealed-findings.json" '"rule": "R18"'
judge laptop.jsonl "$T/plain"
[ ! -e "$T/plain/sealed-findings.json" ]
ok "where nothing is sealed there is no annex" $?
exits 2 "the annex of another run" "$D" report "$T/plain/disclosure.json" --annex "$annex" --format text
says "does not fit" "$T/err" 'not sealed in this report'
finish
