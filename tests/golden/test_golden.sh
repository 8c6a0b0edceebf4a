#!/usr/bin/env bash
# Golden cases: evaluate gives exactly what tests/golden/CASES expects, and the same bytes twice.
set -u
# shellcheck source=tests/golden/case.sh
. tests/golden/case.sh
if [ ! -x "${DAYLIGHT_BUILD:-build}/daylight" ]; then
	echo "ok 1 - golden cases # SKIP the program is not built"
	exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
number=0 failed=0

report() { # STATUS WHAT
	number=$((number + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $number - $2"
	else
		echo "not ok $number - $2"
		failed=1
	fi
}

while next_case; do
	judged "$work/$name" >"$work/$name.json"
	diff -u "$expected" "$work/$name.json"
	report $? "$name is judged as expected"
	judged "$work/$name-again" >/dev/null
	cmp "$work/$name/disclosure.json" "$work/$name-again/disclosure.json"
	report $? "$name gives the same bytes twice"
done 3<tests/golden/CASES
exit "$failed"
