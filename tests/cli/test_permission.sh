#!/usr/bin/env bash
# No network is read without a permission in force; --at does not revive one (DESIGN 2.6, model PR-01, A11, A14).
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

"$BUILD/bench/generate_capture" example "$T/net.pcap" 1 1 >/dev/null
exits 3 "a recording without any permission" "$D" audit -r "$T/net.pcap" -o "$T/o"
says "  says what is missing" "$T/err" 'permission'
copy_school
sed -i 's/"valid_until": *"[0-9-]*"/"valid_until": "2020-01-01"/; s/"valid_from": *"[0-9-]*"/"valid_from": "2019-01-01"/' \
	"$T/school/authorisation.json"
exits 3 "a lapsed permission" "$D" audit -r "$T/net.pcap" -a "$T/school" --network staff-vlan -o "$T/o"
says "  is said to have lapsed" "$T/err" '2020-01-01'
exits 3 "a lapsed permission is not revived by --at" \
	"$D" audit -r "$T/net.pcap" -a "$T/school" --network staff-vlan -o "$T/o" --at 2019-06-01
exits 3 "nor for a device" "$D" audit --root "$school/laptop" -a "$T/school" --device-class staff-laptop -o "$T/o" \
	--at 2019-06-01
[ ! -s "$T/o/observations.jsonl" ] && [ ! -s "$T/o/observations.jsonl.part" ]
ok "  and nothing was kept" $?
copy_school
sed -i 's/"valid_until": *"[0-9-]*"/"valid_until": "2999-01-01"/' "$T/school/authorisation.json"
exits 3 "a network that the permission does not name" "$D" audit -r "$T/net.pcap" -a "$T/school" \
	--network learner-vlan -o "$T/o"
exits 3 "a device class that it does not name" "$D" audit --root "$school/laptop" -a "$T/school" \
	--device-class learner-laptop -o "$T/o"
for network in learner-vlan guest-wifi elsewhere; do
	copy_school
	sed -i 's/"valid_until": *"[0-9-]*"/"valid_until": "2999-01-01"/; s/\["staff-vlan"\]/["'$network'"]/' \
		"$T/school/authorisation.json"
	exits 3 "a permission for $network, which the agreement leaves alone" "$D" audit -r "$T/net.pcap" -a "$T/school" \
		--network $network -o "$T/left"
	says "  says so" "$T/err" 'the agreement leaves this alone: its scope .*"'$network'"'
done
copy_school
sed -i 's/"valid_until": *"[0-9-]*"/"valid_until": "2999-01-01"/; s/"classroom-pc"$/"learner-laptop"/' \
	"$T/school/authorisation.json"
sed -i 's/"classroom-pc"\]/"learner-laptop"]/' "$T/school/authorisation.json"
exits 3 "a permission for learners' laptops" "$D" audit --root "$school/laptop" -a "$T/school" \
	--device-class learner-laptop -o "$T/left"
says "  reads none either" "$T/err" 'the agreement leaves this alone: .*inspect.*"learner-laptop"'
[ ! -s "$T/left/observations.jsonl" ] && [ ! -s "$T/left/observations.jsonl.part" ]
ok "  and nothing was kept" $?
copy_school
sed -i 's/"valid_until": *"[0-9-]*"/"valid_until": "2999-01-01"/' "$T/school/authorisation.json"
exits 1 "a permission in force" "$D" audit -r "$T/net.pcap" -a "$T/school" --network staff-vlan -o "$T/o1" --at 2026-11-22
exits 1 "a device class that it names" "$D" audit --root "$school/laptop" -a "$T/school" \
	--device-class staff-laptop -o "$T/o2" --at 2026-11-22
sed -i 's/"processes",\?//' "$T/school/authorisation.json"
sed -i 's/, *\]/]/' "$T/school/authorisation.json"
exits 1 "a permission without processes" "$D" audit --root "$school/laptop" -a "$T/school" \
	--device-class staff-laptop -o "$T/o3" --at 2026-11-22
says "  does not run that check, and says so" "$T/o3/disclosure.json" 'not-permitted'
says_not "  and saw no process" "$T/o3/observations.jsonl" '"kind": *"process"'
finish
