# Sourced by the command-line tests: one line a check, TAP. `D` is the program, `T` a folder of this test's own.
# shellcheck shell=bash disable=SC2034
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
BUILD=${DAYLIGHT_BUILD:-build}
D=$PWD/$BUILD/daylight
[ "${BUILD#/}" = "$BUILD" ] || D=$BUILD/daylight
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
school=policies/examples/school
# In a sanitizer build the sandbox refuses where the real one kills (agent/sandbox.h).
lenient=$(grep -qa __asan_init "$D" && echo yes || echo no)
number=0 failures=0

ok() { # SENTENCE STATUS-OF-THE-CHECK
	number=$((number + 1))
	if [ "$2" -eq 0 ]; then
		echo "ok $number - $1"
	else
		echo "not ok $number - $1"
		failures=$((failures + 1))
	fi
}

skip() { # SENTENCE REASON
	number=$((number + 1))
	echo "ok $number - $1 # SKIP $2"
}

exits() { # STATUS SENTENCE COMMAND... : output in $T/out and $T/err
	local want=$1 sentence=$2 status=0
	shift 2
	"$@" >"$T/out" 2>"$T/err" </dev/null || status=$?
	[ "$status" -eq "$want" ] || echo "# wanted status $want, got $status: $(head -c 400 "$T/err")"
	ok "$sentence" $((status != want))
}

says() { # SENTENCE FILE PATTERN
	grep -qE -- "$3" "$2" || echo "# not in $2: $3; it says: $(head -c 600 "$2")"
	grep -qE -- "$3" "$2"
	ok "$1" $?
}

says_not() { # SENTENCE FILE PATTERN
	! grep -qE -- "$3" "$2"
	ok "$1" $?
}

# An agreement to spoil: the shipped one, copied.
copy_school() {
	rm -rf "$T/school"
	mkdir "$T/school"
	cp "$school"/agreement.json "$school"/register.json "$school"/authorisation.json "$school"/log.jsonl "$T/school/"
}

finish() {
	exit $((failures > 0))
}
