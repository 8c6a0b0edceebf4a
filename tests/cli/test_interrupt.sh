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
finish
