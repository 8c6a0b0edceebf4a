#!/usr/bin/env bash
# Exit statuses and sentences of the command line (DESIGN 7).
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

exits 0 "help is help" "$D" --help
says "help begins with the job" "$T/out" 'daylight audit --whose mine'
exits 2 "no command is usage" "$D"
exits 2 "an unknown command is usage" "$D" adit
says "and the nearest one is named" "$T/err" 'did you mean daylight audit'
for c in audit observe evaluate merge report hosts agreement catalogue papers probes respond; do
	exits 0 "$c has help" "$D" "$c" --help
	says "the help of $c shows an example" "$T/out" '^Example:'
	[ "$(wc -l <"$T/out")" -le 40 ]
	ok "the help of $c fits a screen" $?
done
exits 2 "an unknown option is usage" "$D" audit --rot /x -o "$T/o"
says "and the nearest one is named" "$T/err" 'did you mean --root'
exits 2 "an option where a value is wanted is usage" "$D" report --annex --format html "$T/o"
says "and both are named" "$T/err" '--annex wants a value, and "--format" is an option'
exits 2 "so is one of a single letter" "$D" audit --whose -o "$T/o"
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
if strace -o "$T/first-trace" true 2>/dev/null; then
	# The search for leaks of a sanitizer build cannot work while it is traced.
	exits 0 "a dry run under a trace" env ASAN_OPTIONS=detect_leaks=0 \
		strace -f -e trace=open,openat,openat2,getdents64,connect,socket -o "$T/trace" \
		"$D" audit --dry-run --whose mine --root "$PWD/$school/laptop" -a "$school" -r "$school/audit.key" --permission own
	says_not "opens nothing of the device and no connection" "$T/trace" 'laptop/|/var/lib|AF_INET|"proc/|dpkg|connect\('
else
	skip "a dry run opens nothing" "strace is missing or may not trace"
fi
exits 0 "version" "$D" --version
exits 2 "a disk that is not there" "$D" audit --root "$T/none" --whose mine -o "$T/o"
says "is named with a remedy" "$T/err" 'none: No such file or directory \(want'
exits 2 "a disk that is a file" "$D" observe --root "$school/agreement.json" --whose mine -o "$T/o"
[ ! -e "$T/o" ]
ok "and no folder is made" $?
exits 2 "probes takes no words" "$D" probes packages
exits 0 "a thing that the catalogue does not know is an answer" "$D" catalogue explain nothing.example
[ "$(wc -l <"$T/out")" -eq 1 ]
ok "in one line" $?
exits 2 "a check that is none" "$D" audit --whose mine --probe nosuch -o "$T/o"
exits 2 "a zone that is none" "$D" audit --whose mine --time-zone Nowhere/Land -o "$T/o"
exits 2 "a zone that leaves its folder" "$D" audit --whose mine --time-zone ../../../etc/passwd -o "$T/o"
exits 2 "an edition that is none" "$D" audit --whose mine --edition secret -o "$T/o"
exits 2 "an edition that would leave nothing out is refused" "$D" audit --whose mine --edition public -o "$T/o"
exits 0 "two agreements are checked in one go" "$D" agreement check "$school" "$school/"
[ "$(grep -c ': in order' "$T/out")" -eq 2 ]
ok "and both are said to be in order" $?
copy_school
sed -i '0,/"products": *\[\]/s//"products": ["veyonn"]/' "$T/school/register.json"
exits 0 "a product that the catalogue does not know loads" "$D" agreement check "$T/school"
says "but is named with its nearest" "$T/out" 'REG-001: .*"veyonn" \(did you mean "veyon"'
exits 2 "one that is not there among them" "$D" agreement explain "$school" "$T/none"
says "is named" "$T/err" 'none/agreement\.json'

# evaluate: whatever the order of files and of their lines, the same bytes
cases=tests/golden/cases
exits 1 "evaluate of two places" "$D" evaluate "$cases/laptop.jsonl" "$cases/staff-network.jsonl" -a "$school" \
	--at 2026-11-22 -o "$T/one" -q
exits 1 "evaluate of the same in another order" "$D" evaluate -q "$cases/staff-network.jsonl" -o "$T/two" \
	--at 2026-11-22 "$cases/laptop.jsonl" --agreement="$school"
cmp -s "$T/one/disclosure.json" "$T/two/disclosure.json"
ok "gives the same bytes" $?
{ head -n 1 "$cases/laptop.jsonl" && tail -n +2 "$cases/laptop.jsonl" | sort -r; } >"$T/shuffled.jsonl"
exits 1 "evaluate of shuffled lines" "$D" evaluate "$T/shuffled.jsonl" "$cases/staff-network.jsonl" -a "$school" \
	--at 2026-11-22 -o "$T/three" -q
cmp -s "$T/one/disclosure.json" "$T/three/disclosure.json"
ok "gives the same bytes too" $?
cat "$cases/laptop.jsonl" "$cases/staff-network.jsonl" >"$T/joined.jsonl"
exits 1 "evaluate of one file that holds both places" "$D" evaluate "$T/joined.jsonl" -a "$school" --at 2026-11-22 \
	-o "$T/four" -q
cmp -s "$T/one/disclosure.json" "$T/four/disclosure.json"
ok "gives the same bytes as well" $?
"$BUILD/bench/generate_capture" example "$T/net.pcap" 1 1 >/dev/null
exits 0 "a recording in which the catalogue knows nothing, looked at whole, has nothing to raise" \
	"$D" audit -r "$T/net.pcap" --permission own -o "$T/zero" -q
exits 4 "cut short by --max-bytes it was looked at too little" \
	"$D" audit -r "$T/net.pcap" --permission own --max-bytes 20000 -o "$T/zero" -q
says "which is said" "$T/zero/disclosure.json" '"too-large"'
exits 4 "evaluate of nothing has looked at too little" "$D" evaluate -o "$T/five" -q

# A day alone is that day in the zone of the agreement, however far from Greenwich
copy_school
sed -i 's/"timezone": *"Europe\/London"/"timezone": "Pacific\/Kiritimati"/' "$T/school/agreement.json"
exits 1 "a day alone" "$D" evaluate -a "$T/school" --at 2026-11-22 -o "$T/six" -q
says "is that day in Kiritimati too" "$T/six/disclosure.json" '"on": *"2026-11-22"'
exits 1 "noon by Greenwich" "$D" evaluate -a "$T/school" --at 2026-11-22T12:00:00Z -o "$T/seven" -q
says "is the next day there" "$T/seven/disclosure.json" '"on": *"2026-11-23"'

exits 4 "an audit without a zone" "$D" audit --root tests/fixtures/distroless --whose mine -o "$T/eight" -q
says "says that UTC was taken" "$T/eight/observations.jsonl" '"no-time-zone"'
exits 2 "a folder is wanted, not standard output" "$D" evaluate -o -
[ ! -e ./- ]
ok "and no folder of that name is made" $?
finish
