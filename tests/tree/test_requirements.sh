#!/usr/bin/env bash
# tests/requirements.tsv names a test for every promise of DESIGN 2, every requirement PR-01 to PR-24 and every amendment
# A1 to A21 of the model, or says with which part it comes; each test that it names exists.
set -u
cd "$(dirname "$0")/../.." || exit 1
map=tests/requirements.tsv
number=0 failed=0
# What is built later, by name: a line that is later names one of these.
parts="live capture|device checks|heuristics|importers|history|editions|signatures|languages|benchmarks"

check() { # SENTENCE STATUS
	number=$((number + 1))
	[ "$2" -eq 0 ] && echo "ok $number - $1" && return
	echo "not ok $number - $1"
	failed=1
}

stands() { # TEST : FILE:NAME; in C the name of a function in its table, else a whole sentence, not in a comment
	local file=tests/${1%%:*} name=${1#*:}
	[ -f "$file" ] || return 1
	case $file in
	*.c) grep -q "^static void ${name}(void \*\*state)" "$file" && grep -qE "(^|[[:space:](])${name}[,)]" "$file" ;;
	*) grep -F "\"$name\"" "$file" | grep -qvE '^[[:space:]]*#' ;;
	esac
}

is_part() {
	grep -qE "^($parts): .+" <<<"$1"
}

bad=0 tests=0
while IFS=$'\t' read -r id promise test note; do
	[[ -z $id || $id == \#* ]] && continue
	if [ -z "$promise" ] || [ -z "$test" ]; then
		echo "# $id: want id, promise, test or later, and a note"
		bad=1
	fi
	if [ "$test" = later ]; then
		is_part "$note" || { echo "# $id: later, but with which part? want one of $parts, a colon, and what" && bad=1; }
		continue
	fi
	tests=$((tests + 1))
	stands "$test" || { echo "# $id: there is no test $test" && bad=1; }
done <"$map"
check "each of $tests tests that the map names exists" "$bad"
bad=0
for id in P{1..8} PR-{01..24} A{1..21}; do
	grep -qP "^$id\t" "$map" || { echo "# $id is not in the map" && bad=1; }
done
check "every promise, every requirement and every amendment stands in the map" "$bad"
stands "unit/test_sandbox.c:no_such_test" && bad=1
stands "cli/test_permission.sh:no such sentence" && bad=1
stands "tree/test_requirements.sh:no such sentence in a comment" && bad=1
# "no such sentence in a comment"
is_part "some day" && bad=1
is_part "history:" && bad=1
check "a test that is not there, or a part that is none, would be noticed" "$bad"
exit "$failed"
