#!/usr/bin/env bash
# An interrupted run exits 5, keeps what it has, names it and marks it partial (DESIGN 7). The signal goes to the one
# process that the user started, not to its children.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

"$BUILD/bench/generate_capture" example "$T/net.pcap" 1 1 >/dev/null
mkfifo "$T/pipe"

# The recording never ends; the program is stopped once it has read all that came, which the closed sandbox cannot tell.
interrupt() { # STATUS SENTENCE COMMAND...
	local want=$1 sentence=$2 status=0 writer reader
	shift 2
	"$@" >"$T/out" 2>"$T/err" &
	reader=$!
	exec 9>"$T/pipe"
	cat "$T/net.pcap" >&9
	(sleep 20 && kill -KILL "$reader") >/dev/null 2>&1 &
	writer=$!
	sleep 0.3
	kill -TERM "$reader"
	wait "$reader" || status=$?
	exec 9>&-
	kill "$writer" 2>/dev/null
	[ "$status" -eq "$want" ] || echo "# wanted $want, got $status: $(cat "$T/err")"
	ok "$sentence" $((status != want))
}

interrupt 5 "an audit that waits for bytes ends when it is asked to" "$D" audit -r "$T/pipe" --permission own -o "$T/a"
grep -q '"complete": *false' "$T/a/disclosure.json" && grep -q '"complete": *false' "$T/a/observations.jsonl"
ok "and marks what it has as partial" $?
says "and names what was kept" "$T/err" 'interrupted.*a/observations\.jsonl'
says "and says in the report why" "$T/a/disclosure.json" '"interrupted"'
ls "$T"/a/*.part >/dev/null 2>&1
ok "and leaves no half-written file" $(($? == 0))
interrupt 5 "so does observe" "$D" observe -r "$T/pipe" --permission own -o "$T/b"
says "which names its file" "$T/err" 'b/observations\.jsonl'
interrupt 5 "so does hosts" "$D" hosts "$T/pipe" --permission own --all-names
says "after printing the names that it had" "$T/out" '^tls'

# What only loads and judges ends at once: a long list is many loops, and nothing of it is written.
copy_school
python3 - "$T/school/register.json" <<'PY'
import copy, json, sys
register = json.load(open(sys.argv[1]))
row = register["register"][1]
for i in range(10000):
    register["register"].append(dict(copy.deepcopy(row), id=f"REG-{i + 100}", name=f"Name {i}"))
json.dump(register, open(sys.argv[1], "w"))
PY
at_once() { # SENTENCE COMMAND...
	local sentence=$1 status=0 pid killer turns=0
	shift
	"$@" >"$T/out" 2>"$T/err" </dev/null &
	pid=$!
	(sleep 20 && kill -KILL "$pid") >/dev/null 2>&1 &
	killer=$!
	# until it is no shell any more, and listens: SIGINT is the second bit of what it catches
	until { grep -qx daylight "/proc/$pid/comm" && grep -q '^SigCgt:.*[2367abef]$' "/proc/$pid/status"; } 2>/dev/null || [ $((turns += 1)) -gt 200 ]; do sleep 0.02; done
	kill -INT "$pid" 2>/dev/null
	wait "$pid" || status=$?
	kill "$killer" 2>/dev/null
	[ "$status" -eq 5 ] || echo "# got $status: $(head -c 300 "$T/err")"
	ok "$sentence" $((status != 5))
	says "$sentence: and says that nothing was written" "$T/err" 'interrupted; nothing was written'
	! grep -q 'ended by signal' "$T/err"
	ok "$sentence: and not that something broke" $?
}
at_once "a check of a long list ends when it is asked to" "$D" agreement check "$T/school"
at_once "so does a judgement" "$D" evaluate -a "$T/school" --at 2026-11-22 -o "$T/long"
[ -z "$(ls -A "$T/long" 2>/dev/null)" ]
ok "which leaves no file" $?
at_once "so does a conversion" "$D" agreement convert --to lines "$T/school" -o "$T/longlines"
[ -z "$(ls -A "$T/longlines" 2>/dev/null)" ]
ok "nor does that" $?

# The limit of memory is named, with what fills it and what helps.
python3 - "$T/school/register.json" <<'PY'
import json, sys
register = json.load(open(sys.argv[1]))
del register["register"][1500:]
json.dump(register, open(sys.argv[1], "w"))
PY
status=0
(ulimit -d 60000 && exec "$D" evaluate -q -a "$T/school" --at 2026-11-22 -o "$T/full") </dev/null >"$T/out" 2>"$T/err" || status=$?
if grep -q 'AddressSanitizer' "$T/err"; then
	skip "a list that fills the memory" "a sanitizer needs more"
else
	[ "$status" -eq 5 ]
	ok "a list that fills the memory ends with status 5" $?
	says "and the limit is named, and what helps" "$T/err" \
		'limit of memory was reached \([0-9]+ MiB.* 1500 rows of the technology list, 23 rules.*divide the list'
fi
finish
