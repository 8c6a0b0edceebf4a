#!/usr/bin/env bash
# Bad input: exit 2 with file, line and remedy; what was there before the mistake is kept.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

spoil() { # FILE SED-EXPRESSION
	copy_school
	sed -i "$2" "$T/school/$1"
	cmp -s "$school/$1" "$T/school/$1" && echo "# the sed expression changed nothing: $2" && ok "spoiling $1" 1
}

refused() { # SENTENCE PATTERN
	exits 2 "$1" "$D" evaluate -a "$T/school" -o "$T/o" --at 2026-11-22
	says "  and says where and what" "$T/err" "$2"
	[ ! -e "$T/o/disclosure.json" ]
	ok "  and writes no disclosure" $?
}

spoil register.json 's/"notice_given": *"2026-08-20"/"notice_given": "31-02-2026"/'
refused "a date that is none" 'register\.json:[0-9]+:[0-9]+: .*notice_given.*want YYYY-MM-DD'
spoil register.json 's/"notice_given": *"2026-08-20"/"notice_given": "2026-02-30"/'
refused "a day that does not exist" 'register\.json:[0-9]+:[0-9]+: .*notice_given'
spoil register.json '0,/"vendor"/s//"vendr"/'
refused "an unknown key" 'register\.json:[0-9]+:[0-9]+: .*vendr.*vendor'
spoil agreement.json '0,/"title"/s//"id": "EXA", "title"/'
refused "a duplicate key" 'agreement\.json:[0-9]+:[0-9]+: .*(twice|duplicate)'
spoil register.json 's/"REG-002"/"REG-001"/'
refused "a duplicate id" 'register\.json:[0-9]+:[0-9]+: .*REG-001'
spoil agreement.json '0,/"keystroke-logging"/s//"keystroke-loging"/'
refused "an unknown capability" 'agreement\.json:[0-9]+:[0-9]+: .*keystroke-loging.*keystroke-logging'
spoil agreement.json 's/"kind": *"notice"/"kind": "notise"/'
refused "a kind that is none of the eleven" 'agreement\.json:[0-9]+:[0-9]+: .*notise'
spoil authorisation.json '0,/"packages"/s//"package"/'
refused "a permission word that is none" 'authorisation\.json:[0-9]+:[0-9]+: .*package'
copy_school
cp "$T/school/register.json" "$T/school/register.csv"
refused "two technology lists" 'register\.(json|csv)'
copy_school
truncate -s 500 "$T/school/agreement.json"
refused "an agreement that is cut short" 'agreement\.json:[0-9]+:[0-9]+'
copy_school
: >"$T/school/log.jsonl"
exits 1 "an empty log is no mistake" "$D" evaluate -a "$T/school" -o "$T/o2" --at 2026-11-22 -q
exits 2 "an agreement that is not there" "$D" evaluate -a "$T/none" -o "$T/o"
says "  is named" "$T/err" 'none/agreement\.json'

printf '{"format":"daylight-observations/1"' >"$T/cut.jsonl"
exits 2 "observations that are cut short" "$D" evaluate "$T/cut.jsonl" -a "$school" -o "$T/o"
says "  are named with their line" "$T/err" 'cut\.jsonl:1'

# Recordings: a good one first, so that there is something to keep.
good=$T/good.pcap
"$BUILD/bench/generate_capture" example "$good" 1 1 >/dev/null
size=$(stat -c %s "$good")
: >"$T/empty.pcap"
head -c $((size - 7)) "$good" >"$T/cut.pcap"
{ head -c 4000 "$good" && printf '\377%.0s' {1..64} && tail -c +4065 "$good"; } >"$T/corrupt.pcap"
printf 'this is no recording, but a letter to a friend' >"$T/letter.pcap"
exits 2 "an empty recording" "$D" hosts "$T/empty.pcap" --permission own --all-names
says "  is named" "$T/err" 'empty\.pcap'
exits 2 "a letter" "$D" hosts "$T/letter.pcap" --permission own --all-names
says "  is named with a remedy" "$T/err" 'letter\.pcap.*(pcap|recording)'
exits 2 "a recording that is cut short" "$D" hosts "$T/cut.pcap" --permission own --all-names
says "  gives what it held" "$T/out" '^tls'
exits 2 "a corrupted recording" "$D" hosts "$T/corrupt.pcap" --permission own --all-names
exits 2 "an audit of a recording that is cut short" "$D" audit -r "$T/cut.pcap" --permission own -a "$school" \
	--network staff-vlan -o "$T/kept" --at 2026-11-22 -q
[ -s "$T/kept/disclosure.html" ] && grep -q '"complete": *false' "$T/kept/disclosure.json"
ok "  keeps its report, marked as partial" $?
finish
