#!/usr/bin/env bash
# What a hostile recording, observations file or catalogue may not do: be believed to be whole, print whose account it
# was, quote itself in a message, or reach the output by its order.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# A recording of questions to DNS: each argument is a name. LINKTYPE chooses the kind of network.
recording() { # FILE NAME...
	python3 - "$@" <<'PYTHON'
import os, struct, sys

def question(name, number):
    labels = b"".join(bytes([len(part)]) + part.encode("latin-1") for part in name.split(".")) + b"\0"
    message = struct.pack(">6H", number, 0x100, 1, 0, 0, 0) + labels + struct.pack(">2H", 1, 1)
    datagram = struct.pack(">4H", 40000 + number, 53, 8 + len(message), 0) + message
    header = struct.pack(">2B3H2BH2I", 0x45, 0, 20 + len(datagram), 0, 0, 64, 17, 0, 0x0A000005, 0x0A000001)
    return b"\2\0\0\0\0\1\2\0\0\0\0\2\x08\0" + header + datagram

with open(sys.argv[1], "wb") as out:
    out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, int(os.environ.get("LINKTYPE", "1"))))
    for number, name in enumerate(sys.argv[2:]):
        packet = question(name, number)
        out.write(struct.pack("<4I", 1795000000, number, len(packet), len(packet)) + packet)
PYTHON
}

looked() { # FILE OPTION... : what the coverage of a recording says
	local file=$1
	shift
	rm -rf "$T/seen"
	"$D" observe -r "$file" --permission own -o "$T/seen" --quiet "$@" 2>"$T/err" </dev/null
	grep '"coverage"' "$T/seen/observations.jsonl" >"$T/coverage"
}

# --- A recording is not called whole when it was not ---
recording "$T/good.pcap" www.example.org endpoint.senso.cloud
looked "$T/good.pcap"
says "a recording that was read whole is complete" "$T/coverage" '"state":"complete"'
looked "$T/good.pcap" --max-bytes 100
says "one that --max-bytes cut short is not" "$T/coverage" '"state":"partial".*"reason":"too-large"'
LINKTYPE=147 recording "$T/unread.pcap" www.example.org
looked "$T/unread.pcap"
says "one of a kind of network that is not read is not" "$T/coverage" '"state":"partial".*"reason":"link-type"'
recording "$T/nothing.pcap"
looked "$T/nothing.pcap"
says "one without any packet is not" "$T/coverage" '"state":"partial"'

# --- Whose account it is ---
recording "$T/tenant.pcap" canary-school.senso.cloud 00-11-22-33-44-55.senso.cloud canary.example.org \
	4.3.2.1.in-addr.arpa 7.1.168.192.in-addr.arpa canary.unison.org.uk
rm -rf "$T/o"
"$D" audit --whose mine --root "$school/laptop" -a "$school" --at 2026-11-22 -r "$T/tenant.pcap" --permission own \
	--network staff-vlan -o "$T/o" >"$T/out" 2>"$T/err" </dev/null
says "a customer of a known supplier is matched" "$T/o/observations.jsonl" '"subject":"senso.cloud"'
cat "$T"/o/* "$T/out" "$T/err" >"$T/all"
says_not "  and named nowhere" "$T/all" 'canary|00-11-22|1\.2\.3\.4|4\.3\.2\.1|7\.1\.168|unison\.org'
"$D" hosts "$T/tenant.pcap" --permission "$school/authorisation.json" --network staff-vlan >"$T/out" 2>"$T/err"
says "hosts with a permission file counts the supplier" "$T/out" '^dns	senso\.cloud	2$'
"$D" hosts "$T/tenant.pcap" --permission "$school/authorisation.json" --network staff-vlan --all-names \
	>"$T/out" 2>"$T/err"
says_not "  and with --all-names prints no address" "$T/out" 'arpa|00-11|unison|canary-school'
says "  but that there was a public and a private one" "$T/out" '^dns	p(ublic|rivate)	1$'
"$D" hosts "$T/tenant.pcap" --permission own --all-names >"$T/out" 2>"$T/err"
says "one's own traffic is shown as it is" "$T/out" '^dns	canary-school\.senso\.cloud	1$'

# --- Names that would write to the terminal ---
recording "$T/escape.pcap" $'\e]0;canary\a.example' $'a\nb.example'
"$D" hosts "$T/escape.pcap" --permission own --all-names >"$T/out" 2>"$T/err"
says_not "control bytes in a name are not printed" "$T/out" $'\e|\a'
says "  but spelt" "$T/out" '\\027\]0;canary\\007\.example'
cp "$T/unread.pcap" "$T/"$'\e[31m.pcap'
: >"$T/"$'\e[31m.pcap'
"$D" hosts "$T/"$'\e[31m.pcap' --permission own >"$T/out" 2>"$T/err"
says_not "nor those of a file's name" "$T/err" $'\e'

copy_school
sed -i '0,/"title": *"/s//&\\u001b[2J\\u202e/' "$T/school/agreement.json"
exits 0 "an agreement with a terminal code in its title is explained" "$D" agreement explain "$T/school"
says "  without it" "$T/out" '\[U\+001B\]\[2J\[U\+202E\]'
says_not "  at all" "$T/out" $'\e'

# --- More units than are held: that check is cut short, the others are not, and nothing is called whole ---
cp -a "$school/laptop" "$T/laptop"
(cd "$T/laptop/etc/systemd/system" && touch unit-{1..9000}.service)
exits 1 "a disk with a flood of units is judged" "$D" audit --whose mine --root "$T/laptop" -a "$school" \
	--at 2026-11-22 -o "$T/flood" -q
says "  its packages were seen" "$T/flood/observations.jsonl" 'veyon-service'
says "  its services were not" "$T/flood/observations.jsonl" '"services","state":"partial".*memory-limit'
says "  and that makes it partial" "$T/flood/disclosure.json" '"complete": *false'

# --- A list of packages that somebody emptied ---
: >"$T/laptop/var/lib/dpkg/status"
"$D" observe --whose mine --root "$T/laptop" -o "$T/emptied" --quiet --probe packages 2>"$T/err" </dev/null
says "an empty list of packages is not a system without any" "$T/emptied/observations.jsonl" \
	'"packages","state":"partial"'

# --- An output folder that somebody prepared ---
mkdir "$T/trap"
echo precious >"$T/victim"
ln -s ../victim "$T/trap/disclosure.json"
ln -s ../victim "$T/trap/disclosure.html.part"
mkfifo "$T/trap/manifest.json" "$T/trap/observations.jsonl.part"
ln "$T/victim" "$T/trap/catalogue.json.part"
exits 1 "links and pipes in the output folder do not stop the run" timeout 60 "$D" audit --whose mine --root "$school/laptop" \
	-a "$school" --at 2026-11-22 -o "$T/trap" -q
[ "$(cat "$T/victim")" = precious ] && [ -f "$T/trap/manifest.json" ] && [ ! -L "$T/trap/disclosure.json" ]
ok "  nor lead anywhere" $?

# --- Writing over what is read ---
copy_school
cp "$T/school/agreement.json" "$T/signed"
exits 2 "a schedule in the place of the agreement that it shows" "$D" agreement explain "$T/school" --format html \
	-o "$T/school/agreement.json"
says "  is said" "$T/err" 'school/agreement\.json: this run reads it'
exits 2 "  by another path too" "$D" agreement explain "$T/school" --format html -o "$T/../${T##*/}/school/./register.json"
exits 2 "  so is a comparison" "$D" agreement diff "$T/school" "$school" --json -o "$T/school/agreement.json"
"$D" merge tests/golden/cases/laptop.jsonl -o "$T/merged" -q
exits 2 "  and a merger of a folder into itself" "$D" merge "$T/merged/observations.jsonl" tests/golden/cases/pages.jsonl \
	-o "$T/merged" -q
cmp -s "$T/signed" "$T/school/agreement.json" && [ -s "$T/merged/observations.jsonl" ] &&
	! compgen -G "$T/school/*.part" >/dev/null && ! compgen -G "$T/merged/*.part" >/dev/null
ok "  and nothing is lost or left behind" $?

# --- A full disk behind standard output ---
for words in "agreement explain $school" "agreement check $school" "catalogue list" probes; do
	status=0
	# shellcheck disable=SC2086
	"$D" $words >/dev/full 2>"$T/err" </dev/null || status=$?
	[ $status -eq 5 ]
	ok "$words: what could not be printed is no success" $?
done

# --- A technology list with a flood of rows: each was compared with every other ---
copy_school
rm "$T/school/register.json"
{
	echo 'name,supplier,for,never for,must stay off,who,where data goes,kept,agreed,told,in use,review'
	printf 'P%d,S,x,,,,,,,,,\n' {1..40000}
} >"$T/school/register.csv"
exits 0 "a long technology list is read to its end" timeout 240 "$D" agreement explain "$T/school"

# --- Observations by others ---
place() { # DEVICE KIND NETWORK
	printf '{"format":"daylight-observations/1","tool":{"name":"daylight","version":"0"},"run":{"started":'
	printf '"2026-11-20T08:00:00Z","complete":true,"mode":"device"},"place":{"device":%s,"kind":"%s","network":%s}}\n' "$1" "$2" "$3"
}
{
	place null capture '"staff-vlan"'
	echo '{"observation":{"kind":"contact","probe":"capture-names","subject":"canary-school.senso.cloud","level":"communicating"}}'
} >"$T/a.jsonl"
{
	place null capture '"guest"'
	echo '{"coverage":{"probe":"capture-names","state":"complete"}}'
} >"$T/b.jsonl"
"$D" evaluate "$T/a.jsonl" "$T/b.jsonl" -a "$school" --at 2026-11-22 -o "$T/ab" >"$T/out" 2>&1
"$D" evaluate "$T/b.jsonl" "$T/a.jsonl" -a "$school" --at 2026-11-22 -o "$T/ba" >"$T/out" 2>&1
cmp "$T/ab/disclosure.json" "$T/ba/disclosure.json" >/dev/null
ok "the order of files never reaches the output, without devices too" $?
says_not "a customer's name in observations is not handed on" "$T/ab/disclosure.json" 'canary'
{
	place null capture null
	echo '{"observation":{"kind":"contact","probe":"capture-names","subject":"x","level":"communicating","first":"canary"}}'
} >"$T/bad.jsonl"
exits 2 "observations with a date that is none" "$D" evaluate "$T/bad.jsonl" -a "$school" -o "$T/o"
says "  are named with line and place" "$T/err" 'bad\.jsonl:2:[0-9]+: /observation/first'
says_not "  and not quoted" "$T/err" 'canary'

# A quarter of an hour when places were sorted by insertion.
for device in {99999..85000}; do place "\"$device\"" device null; done >"$T/many.jsonl"
exits 1 "many places are judged to their end" timeout 240 "$D" evaluate "$T/many.jsonl" -a "$school" --at 2026-11-22 -o "$T/o" -q

finish
