#!/usr/bin/env bash
# Without an agreement in force everything is for information (model A6): no verdict, no severity, in no output.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
seen="tests/golden/cases/filter-on-staff-laptops.jsonl tests/golden/cases/laptop.jsonl"
judged='Does not match a signed rule|Not on the technology list|Changed since agreed|Date passed|Record incomplete'
judged="$judged|To discuss|As agreed|Looked too little|Looked for, not seen|Cannot be seen this way|critical"

lists() { # SENTENCE DISCLOSURE
	local format
	python3 - "$2" <<'END'
import json, sys
tree = json.load(open(sys.argv[1]))
assert tree["findings"], "nothing was found"
for key in "verdicts", "changes":
    assert tree[key] == [], key
assert not [row for row in tree["register"] if row.get("worst")], "a row of the list is judged"
assert '"severity"' not in json.dumps(tree)
END
	ok "$1: findings and no verdict" $?
	for format in text html answers; do
		"$D" report "$2" --format "$format" -o - 2>&1 | sed 's/<style>.*//' >"$T/$format"
		says_not "$1: $format judges nothing" "$T/$format" "$judged"
	done
	says "$1: the page says what it is" "$T/html" 'list, not a verdict'
}

# shellcheck disable=SC2086
evaluate() { "$D" evaluate $seen "$@" -q >/dev/null; }

evaluate -o "$T/none" --at 2026-11-22
lists "without an agreement" "$T/none/disclosure.json"
evaluate -o "$T/early" -a "$school" --at 2026-08-31
lists "before the agreement" "$T/early/disclosure.json"
evaluate -o "$T/late" -a "$school" --at 2028-09-01
lists "after the agreement" "$T/late/disclosure.json"
copy_school
sed -i 's/"status": "signed"/"status": "draft"/' "$T/school/agreement.json"
evaluate -o "$T/draft" -a "$T/school" --at 2026-11-22
lists "before it is signed" "$T/draft/disclosure.json"

evaluate -o "$T/first" -a "$school" --at 2026-09-01
says "on its first day it is judged" "$T/first/disclosure.json" '"status": "drift"'
finish
