#!/usr/bin/env bash
# tests/requirements.tsv names a test for every promise of DESIGN 2 and every requirement PR-01 to PR-24, or says that
# it is to come; each test that it names exists.
set -u
cd "$(dirname "$0")/../.." || exit 1
map=tests/requirements.tsv
number=0 failed=0

check() { # SENTENCE STATUS
	number=$((number + 1))
	[ "$2" -eq 0 ] && echo "ok $number - $1" && return
	echo "not ok $number - $1"
	failed=1
}

stands() { # TEST : FILE:NAME; in C the name of a function in its table, in shell a whole sentence
	local file=tests/${1%%:*} name=${1#*:}
	[ -f "$file" ] || return 1
	case $file in
	*.c) grep -q "^static void ${name}(void \*\*state)" "$file" && grep -qE "\(${name}[,)]" "$file" ;;
	*) grep -qF "\"$name\"" "$file" ;;
	esac
}

bad=0 tests=0
while IFS=$'\t' read -r id promise test note; do
	[[ -z $id || $id == \#* ]] && continue
	if [ -z "$promise" ] || [ -z "$test" ]; then
		echo "# $id: want id, promise, test or later, and a note"
		bad=1
	fi
	if [ "$test" = later ]; then
		[ -n "$note" ] || { echo "# $id: later, but with which part?" && bad=1; }
		continue
	fi
	tests=$((tests + 1))
	stands "$test" || { echo "# $id: there is no test $test" && bad=1; }
done <"$map"
check "each of $tests tests that the map names exists" "$bad"
bad=0
for id in P{1..8} PR-{01..24}; do
	grep -qP "^$id\t" "$map" || { echo "# $id is not in the map" && bad=1; }
done
check "every promise and every requirement stands in the map" "$bad"
stands "unit/test_sandbox.c:no_such_test" && bad=1
stands "cli/test_permission.sh:no such sentence" && bad=1
check "a test that is not there would be noticed" "$bad"
exit "$failed"
