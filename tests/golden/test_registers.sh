#!/usr/bin/env bash
# Other registers, other dates: each case of tests/golden/REGISTERS gives exactly its rows of registers.tsv.
set -u
daylight=${DAYLIGHT_BUILD:-build}/daylight
if [ ! -x "$daylight" ] || ! python3 -c '' 2>/dev/null; then
	echo "ok 1 - registers # SKIP the program is not built, or there is no python3"
	exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 tests/golden/registers.py "$daylight" >"$work/rows"
number=0 failed=0
while IFS='|' read -r name _; do
	name=${name// /}
	[[ -z $name || $name == \#* ]] && continue
	number=$((number + 1))
	if diff -u <(grep -P "^$name\t" tests/golden/registers.tsv) <(grep -P "^$name\t" "$work/rows") &&
		grep -qP "^$name\t" "$work/rows"; then
		echo "ok $number - $name"
	else
		echo "not ok $number - $name"
		failed=1
	fi
done <tests/golden/REGISTERS
exit "$failed"
