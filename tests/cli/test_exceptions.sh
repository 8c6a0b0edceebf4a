#!/usr/bin/env bash
# A signed exception is shown with what it covers, in every format; where it takes no effect, check warns and the
# report says so.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
seen="tests/golden/cases/filter-on-staff-laptops.jsonl tests/golden/cases/staff-network-certificates.jsonl"
copy_school
cat >>"$T/school/log.jsonl" <<'END'
{"format":"daylight-log/1","exception":{"id":"EXC-1","rules":["R08"],"subject":"REG-001","reason":"Suspected incident","from":"2026-11-20","until":"2026-11-22","signed_by_posts":["Head teacher","Chair <of> trustees"],"advice_by_post":"Data protection officer","document":"DOC-EXC-1","document_sha256":"00ff00ff"}}
{"format":"daylight-log/1","exception":{"id":"EXC-2","rules":["R10"],"reason":"Trial","from":"2026-11-20","until":"2026-11-29"}}
END
judge() { # AT FOLDER
	# shellcheck disable=SC2086
	"$D" evaluate $seen -a "$T/school" --at "$1" -o "$2" -q >/dev/null
	for format in text html; do
		"$D" report "$2/disclosure.json" --format "$format" -o - | tr -s ' \n' ' ' >"$2/$format"
	done
}

judge 2026-11-22 "$T/last-day"
python3 - "$T/last-day/disclosure.json" <<'END'
import json, sys
rows = {v["key"]: v for v in json.load(open(sys.argv[1]))["verdicts"]}
one = rows["R08/REG-001/staff-vlan"]
assert one["status"] == "excepted" and one["finding"] and one["because"]["id"] == "exception.live"
e = one["exception"]
assert e["takes_effect"] is True and e["status"] == "breach" and e["because"]["id"] == "interception.seen"
assert e["signed_by_posts"] == ["Head teacher", "Chair <of> trustees"]
assert (e["from"], e["until"], e["document"], e["document_sha256"]) == \
    ("2026-11-20", "2026-11-22", "DOC-EXC-1", "00ff00ff")
two = rows["R10/REG-001/staff-laptop"]
assert two["status"] == "drift" and two["exception"]["why_not"] == "may-not-suspend"
assert not two["exception"]["takes_effect"] and "exception" not in rows["R02/REG-001/staff-laptop"]
END
ok "the disclosure holds who agreed, the dates, the paper, and what it covers" $?
for format in text html; do
	page=$T/last-day/$format
	says "$format: who agreed it" "$page" 'agreed by: Head teacher and Chair (<|&lt;)of(>|&gt;) trustees'
	says "$format: its dates and its paper" "$page" \
		'from 20 November 2026 until 22 November 2026, that day included.*DOC-EXC-1; its SHA-256: 00ff00ff'
	says "$format: what it covers" "$page" \
		'Without the exception: Does not match a signed rule. On staff vlan, 5 of 5 test connections'
	says "$format: an exception that takes no effect" "$page" \
		'takes no effect: the agreement does not let this rule be suspended'
done
says_not "a post is no mark-up" "$T/last-day/html" 'Chair <of>'

judge 2026-11-23 "$T/day-after"
says "the day after it is over" "$T/day-after/disclosure.json" '"status": "breach"'
says_not "and no longer printed" "$T/day-after/disclosure.json" 'DOC-EXC-1'

"$D" agreement check "$T/school" >"$T/check" 2>&1
says "check warns of one that may not be" "$T/check" \
	'log.jsonl, row 3: the agreement does not let R10 be suspended; the exception has no effect'
says "and of one that nobody signed" "$T/check" 'log.jsonl, row 3: the exception does not say which posts signed it'
says_not "not of one in order" "$T/check" 'log.jsonl, row 2'
finish
