#!/usr/bin/env bash
# Networks are recognised by VLAN and range of addresses while a recording is read; what is of another one is left out
# unread (model A2, PR-19).
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

net=$T/net.pcap
"$BUILD/bench/generate_networks" "$net"
staff='"recognise": {"vlan": [10], "prefix": ["10.20.0.0/16", "fd00:20::/48"]}'
learners='"recognise": {"vlan": [20], "prefix": ["10.30.0.0/16"]}'
office='{"id": "office-lan", "groups": ["support-staff"], "recognise": {"prefix": ["10.40.0.0/16"]}}'
LESSON='lessonmate|lessonlook'

networks() { # STAFF LEARNERS OFFICE PERMITTED: an agreement whose networks are recognised so
	copy_school
	sed -i -E "s#(\"capture\": \"metadata\")#\1${1:+, $1}#; s#(\"learner-vlan\".*\"none\")#\1${2:+, $2}#;
		s#(\{\"id\": \"guest-wifi\")#${3:+$3,} \1#" "$T/school/agreement.json"
	sed -i -E "s#\"networks\": \[\"staff-vlan\"\]#\"networks\": [$4]#; s#(\"valid_until\": *)\"[0-9-]*\"#\1\"2999-01-01\"#" "$T/school/authorisation.json"
}

observe() { # FOLDER OPTION...
	local folder=$1
	shift
	"$D" observe -r "$net" -a "$T/school" --catalogue "$T/catalogue" -o "$T/$folder" -q "$@"
}

places() { # FILE: the network of each place, in order
	sed -nE 's/.*"place":\{.*"network":("[^"]*"|null).*/\1/p' "$1" | tr '\n' ' '
}

in_place() { # FILE NETWORK: the lines of that place
	awk -v network="\"network\":\"$2\"" '/"format":/ { on = index($0, network) } on' "$1"
}

# all that the capture holds is known to this catalogue, so whatever is read is kept
mkdir "$T/catalogue"
cp policies/catalogue/*.json "$school"/catalogue/*.json "$T/catalogue/"

networks '' '' '' '"staff-vlan"'
exits 0 "a recording whose networks nothing tells apart is of the one that is named" observe whole --network staff-vlan
says "  and all of it is read" "$T/whole/observations.jsonl" '"subject":"lessonmate\.example"'
says "  what unlisted networks say as well" "$T/whole/observations.jsonl" '"subject":"telemetry\.shield\.example"'

networks "$staff" "$learners" "$office" '"staff-vlan", "office-lan"'
exits 0 "the agreement with signs of its networks passes the check" "$D" agreement check "$T/school"
exits 0 "a recording of several networks needs no --network" observe seen
seen=$T/seen/observations.jsonl
[ "$(places "$seen")" = '"staff-vlan" "office-lan" ' ]
ok "each network that may be read is a place of its own" $?
in_place "$seen" staff-vlan >"$T/staff"
in_place "$seen" office-lan >"$T/office"
says "  with its names and as many devices as it has" "$T/staff" '"subject":"classview.example","detail":"tls".*"devices":6[,}]'
says "  in the other place as well" "$T/office" '"subject":"replay.example","detail":"dns".*"devices":7[,}]'
says_not "  and no name of the other" "$T/staff" 'replay'
says_not "  in neither of them" "$T/office" 'classview|safefilter'
says "  with its own coverage" "$T/staff" '"coverage":.*"looked_at":24,.*"connections":12,'
says "  in the other as well" "$T/office" '"coverage":.*"looked_at":14,.*"connections":7,'
! grep -rqE "$LESSON|telemetry\.shield" "$T/seen"
ok "no name of learners or of an unlisted network is in any file" $?
[ "$(grep -c '"reason":"other-networks"' "$seen")" -eq 1 ]
ok "  what was left out is one gap" $?
says "  that counts the frames" "$T/staff" '"gap":.*"reason":"other-networks","what":"packets","count":82\}'

exits 0 "with --network only that one is read" observe named --network office-lan
[ "$(places "$T/named/observations.jsonl")" = '"office-lan" ' ]
ok "  and is the only place" $?
says "  and the rest is left out" "$T/named/observations.jsonl" '"reason":"other-networks","what":"packets","count":106\}'
networks "$staff" "$learners" "$office" '"staff-vlan", "learner-vlan"'
exits 3 "a network that the agreement keeps out is refused, whatever the permission lists" observe no --network learner-vlan
says "  with the reason" "$T/err" 'leaves this alone.*"learner-vlan"'
[ ! -s "$T/no/observations.jsonl" ] && [ ! -s "$T/no/observations.jsonl.part" ]
ok "  before anything is kept" $?
exits 0 "and is left out where none is named" observe kept
says_not "  unread" "$T/kept/observations.jsonl" "$LESSON"

networks "$staff" "$learners" "$office" '"staff-vlan"'
exits 0 "a network that the permission does not list is left out too" observe permitted
[ "$(places "$T/permitted/observations.jsonl")" = '"staff-vlan" ' ]
ok "  and is no place" $?
networks '' "$learners" "$office" '"staff-vlan"'
exits 0 "the permission's only network, which writes no sign, takes what no other claims" observe rest
says "  of all others nothing is read" "$T/rest/observations.jsonl" '"reason":"other-networks","what":"packets","count":86\}'
says_not "  least of all of learners" "$T/rest/observations.jsonl" "$LESSON"

networks '"recognise": {"vlan": [11]}' "$learners" "$office" '"staff-vlan"'
exits 4 "a recording that holds nothing of what may be read shows too little" observe none
[ "$(places "$T/none/observations.jsonl")" = 'null ' ]
ok "  and is of no network" $?
says "  and says why" "$T/none/observations.jsonl" '"coverage":.*"state":"partial","looked_at":0,.*"reason":"other-networks"'
networks '' "$learners" "$office" '"guest-wifi"'
exits 3 "without a network that may be read nothing is read" observe no2
says "  and what is missing is said" "$T/err" 'leaves this alone.*"guest-wifi"'

networks "$staff" "$learners" "$office" '"staff-vlan", "office-lan"'
"$D" audit -r "$net" -a "$T/school" --catalogue "$T/catalogue" -o "$T/audit" --at 2026-11-22 >"$T/out" 2>"$T/err"
[ $? -le 1 ]
ok "audit judges both places" $?
says "  both are in the report" "$T/audit/disclosure.json" '"network": *"office-lan"'
says "  and so is what was left out" "$T/audit/disclosure.json" '"reason": *"other-networks"'
says "  in words" "$T/audit/disclosure.html" 'left out unread'
! grep -qE "$LESSON|telemetry" "$T/audit/observations.jsonl"
ok "  nothing of learners was seen" $?
"$D" evaluate "$seen" -a "$T/school" --catalogue "$T/catalogue" -o "$T/again" --at 2026-11-22 -q >"$T/out" 2>"$T/err"
[ $? -le 1 ]
ok "evaluate judges the places from the file" $?
says "  each by its network" "$T/again/disclosure.json" '"network": *"staff-vlan"'
exits 0 "hosts leaves the same frames out" "$D" hosts "$net" -a "$T/school" --catalogue "$T/catalogue" --all-names
says "  prints the names of what is read" "$T/out" 'classview\.example'
says_not "  and no other" "$T/out" "$LESSON|telemetry"
says "  and how much it left out" "$T/err" '38 packets.*; 82 packets of other networks, left out unread'
finish
