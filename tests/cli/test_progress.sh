#!/usr/bin/env bash
# How far the reading of recordings is: on a terminal, and nowhere else.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
if ! python3 -c 'import pty; pty.openpty()' 2>/dev/null; then
	skip "progress on a terminal" "no pseudo-terminal can be opened here"
	finish
fi
"$BUILD/bench/generate_capture" mix "$T/mix.pcap" 3 7 >/dev/null
cp "$T/mix.pcap" "$T/large.pcap"
truncate -s 40G "$T/large.pcap" # a hole: empty records, for longer than anybody waits

python3 tests/cli/progress.py "$D" - 2.4 <"$T/mix.pcap" >"$T/err"
says "a pipe shows how much was read" "$T/err" '^daylight hosts: 1 MiB read, [1-9][0-9]+ packets, [1-9][0-9]+ names'
[ "$(grep -c ' read, ' "$T/err")" -le 2 ]
ok "not more often than once a second" $?
says "the totals stand on a line of their own" "$T/err" '^[0-9]+ packets; [0-9]+ connections'

python3 tests/cli/progress.py "$D" "$T/large.pcap" 1.5 --max-bytes 39000000000 >"$T/err"
says "a file shows its percentage" "$T/err" '^daylight hosts: [0-9]+ % read, [1-9][0-9]+ packets, [1-9][0-9]+ names'

python3 tests/cli/progress.py "$D" - 1.5 -q <"$T/mix.pcap" >"$T/err"
says_not "--quiet shows nothing" "$T/err" ' read, '
{
	head -c 1000000 "$T/mix.pcap"
	sleep 1.5
	tail -c +1000001 "$T/mix.pcap"
} | "$D" hosts - --permission own 2>"$T/err" >/dev/null
says_not "where there is no terminal nothing is shown" "$T/err" ' read, '
finish
