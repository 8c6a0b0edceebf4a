#!/usr/bin/env bash
# Exit statuses and sentences of the command line (DESIGN 7).
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

exits 0 "help is help" "$D" --help
says "help begins with the job" "$T/out" 'daylight audit --whose mine'
exits 2 "no command is usage" "$D"
exits 2 "an unknown command is usage" "$D" adit
says "and the nearest one is named" "$T/err" 'did you mean daylight audit'
for c in audit observe evaluate report hosts agreement catalogue probes; do
	exits 0 "$c has help" "$D" "$c" --help
	says "the help of $c shows an example" "$T/out" '^Example:'
	[ "$(wc -l <"$T/out")" -le 40 ]
	ok "the help of $c fits a screen" $?
done
exits 2 "an unknown option is usage" "$D" audit --rot /x -o "$T/o"
says "and the nearest one is named" "$T/err" 'did you mean --root'
exits 2 "an option of another command is refused" "$D" probes --root /x
exits 2 "a time that is none is refused" "$D" evaluate -a "$school" -o "$T/o" --at 2026-13-01
says "with what is wanted" "$T/err" '2026-11-22T12:00:00Z'
exits 2 "audit without -o is usage" "$D" audit --whose mine
exits 3 "audit without --whose is refused where nobody can be asked" "$D" audit -o "$T/o"
says "and says what to do" "$T/err" '--whose mine'
exits 3 "hosts without a permission is refused" "$D" hosts tests/cli/lib.sh
exits 2 "a recording that is not there is named" "$D" audit -r "$T/none.pcap" --permission own -o "$T/o"
says "by its path" "$T/err" 'none\.pcap: No such file'
exits 0 "probes reads nothing and lists the deny-list" "$D" probes
says "shadow is on the deny-list" "$T/out" '/etc/shadow'
exits 0 "a dry run reads nothing" "$D" audit --dry-run --whose mine
exits 0 "version" "$D" --version
finish
