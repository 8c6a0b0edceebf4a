#!/usr/bin/env bash
# What the program writes is what the schemas and DESIGN's list of members say: the example, this device, dates alone,
# an audit without an agreement, many laptops.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
if ! python3 -c 'import jsonschema; jsonschema.Draft202012Validator' 2>/dev/null; then
	skip "outputs and schemas" "python3-jsonschema is missing"
	finish
fi
cases=tests/golden/cases
"$BUILD/bench/generate_capture" example "$T/net.pcap" 1 1 >/dev/null
exits 1 "the example" "$D" audit --example --at 2026-11-22T12:00:00Z -a "$school" --audit-key "$school/audit.key" \
	--root "$school/laptop" --whose mine --device-class staff-laptop -r "$T/net.pcap" --permission own \
	--network staff-vlan -o "$T/example" -q
"$D" audit --whose mine -o "$T/device" -q
ok "this device is an answer" $(($? != 0 && $? != 1 && $? != 4))
exits 1 "dates alone" "$D" evaluate -a "$school" --at 2026-11-22 -o "$T/dates" -q
exits 1 "a disk without an agreement" "$D" audit --root "$school/laptop" --whose mine -o "$T/list" -q
exits 1 "observations without an agreement" "$D" evaluate "$T/list/observations.jsonl" -o "$T/later" -q
for i in 1 2 3 4 5 6 7; do
	[ "$i" -lt 4 ] && sed "s/a1a1a1a1a1a1a1a1/000000000000000$i/" "$cases/laptop.jsonl" >"$T/$i.jsonl"
	[ "$i" -ge 4 ] && sed "s/a1a1a1a1a1a1a1a1/000000000000000$i/; /x11vnc/d" "$cases/laptop.jsonl" >"$T/$i.jsonl"
done
exits 1 "seven laptops" "$D" evaluate "$T"/[1-7].jsonl -a "$school" --at 2026-11-22 -o "$T/seven" -q

exits 1 "hidden software" "$D" evaluate "$cases/hidden.jsonl" -a "$school" --at 2026-11-22 -o "$T/sealed" -q

for run in example device dates list later seven sealed; do
	python3 tests/schema/check_outputs.py "$T/$run" >"$T/errors"
	sed 's/^/# /' "$T/errors"
	[ ! -s "$T/errors" ]
	ok "$run keeps to the formats" $?
done
for slip in 's/"salt"/"salts"/' 's/"finding": null/"finding": {}/' 's/"verdicts": \[/"seen": 1,&/' 's/annex/annexe/; s/"run"/"runs"/'; do
	mkdir -p "$T/slip" && cp "$T/sealed/disclosure.json" "$T/slip"
	sed "$slip" "$T/sealed/sealed-findings.json" >"$T/slip/sealed-findings.json"
	python3 tests/schema/check_outputs.py "$T/slip" 2>&1 | grep -q '^sealed-findings.json: \|KeyError'
	ok "a slip in the annex is noticed: $slip" $?
done
python3 - "$T/seven/disclosure.json" <<'END'
import json, sys
seen = {f["key"]: f for f in json.load(open(sys.argv[1]))["findings"]}
assert seen["x11vnc"]["seen"] == {"devices": {"below": 5}, "of": 7}, seen["x11vnc"]["seen"]
assert seen["veyon"]["seen"] == {"devices": {"n": 7}, "of": 7}, seen["veyon"]["seen"]
assert len(seen["x11vnc"]["evidence"]) == 1, "the evidence counts the devices"
END
ok "three of seven laptops are below five, wherever one looks" $?
finish
