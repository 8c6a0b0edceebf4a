#!/usr/bin/env bash
# How much went where, in which hours, how the other side is known, what is sent at regular times and which tunnels hide
# names: what tests/captures/make_amounts.c put into a recording is what the files and the page say.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

"$BUILD/captures/make_amounts" "$T/amounts.pcap" || exit 1
mkdir "$T/catalogue"
cp policies/catalogue/*.json "$school"/catalogue/*.json "$T/catalogue/"
copy_school
sed -i -E 's#("valid_until": *)"[0-9-]*"#\1"2999-01-01"#' "$T/school/authorisation.json"

audit() { # FOLDER OPTION...
	local folder=$1
	shift
	"$D" audit -r "$T/amounts.pcap" --network staff-vlan -a "$T/school" --catalogue "$T/catalogue" -o "$T/$folder" -q "$@"
}

fact() { # SUBJECT DETAIL: the line
	grep -E "\"subject\":\"$1\",\"detail\":\"$2\"" "$T/seen/observations.jsonl"
}

exits 1 "a recording of which the amounts are known is read" audit seen
fact classview.example tls >"$T/classview"
hello=$(grep -oP '(?<="bytes_up":)[0-9]+' "$T/classview")
hello=$(((hello - 4 * 3500) / 5)) # five hellos of one length
[ "$hello" -gt 150 ] && [ "$hello" -lt 400 ]
ok "what was sent is the payload that was sent" $?
says "  and back" "$T/classview" "\"bytes\":$((5 * hello + 4 * 4500)),\"bytes_up\":$((5 * hello + 4 * 3500)),\"devices\":5"
says "  hour by hour, over all devices" "$T/classview" "\"hours\":\[\{\"day\":\"2026-11-16\",\"hour\":8,\"devices\":4,\"bytes\":$((4 * (hello + 4000)))\},\{\"day\":\"2026-11-16\",\"hour\":9,\"devices\":5,\"bytes\":$((hello + 4 * 500))\}\]"
fact replay.example dns-address >"$T/replay"
says "an address that the device looked up names a conversation" "$T/replay" '"count":1,"bytes":700,"bytes_up":700,"devices":1\}'
fact replay.example dns-address-other >"$T/replay"
says "  and one that another device looked up, apart" "$T/replay" '"count":1,"bytes":700,"bytes_up":700,"devices":1\}'
says_not "  an hour of one device is in no file" "$T/replay" '"hours"'
says "  but that there was one is" "$T/seen/observations.jsonl" '"reason":"few-devices","what":"hours","count":2'
says "uploads at regular times are a fact of their own" "$T/seen/observations.jsonl" '"kind":"sending-pattern",.*"subject":"lessonmate.example","detail":"300",.*"count":72,.*"devices":6'
says "  of a service that is not known, without its name" "$T/seen/observations.jsonl" '"kind":"sending-pattern",.*"subject":"unknown-endpoint","detail":"60",.*"count":24,"bytes":48000,"bytes_up":48000,"devices":3'
says "tunnels are counted by their kind" "$T/seen/observations.jsonl" '"kind":"conversation",.*"subject":"wireguard","detail":"hides",.*"count":2,"devices":1'
says_not "no address is in any file" "$T/seen/observations.jsonl" '198\.51|192\.0\.2|10\.20'

page=$T/seen/disclosure.html
tr '\n' ' ' <"$page" | sed -E 's/<[^>]*>/ /g; s/ +/ /g' >"$T/page"
says "the page says how much was sent and how the other side is known" "$T/page" 'Known by its address, looked up by the same device'
says "  and what of it the devices sent" "$T/page" '[0-9]+ kB of it sent by the devices'
says "  and who sends at regular times" "$T/page" 'Sends regularly: 72 uploads of about 41 kB, one every 5 minutes\.'
says "  with what else it may be" "$T/page" 'Updates, backups, setting of clocks .* This does not show what was sent'
says "  of a service that is not known too" "$T/page" 'A service that our catalogue does not know .*24 uploads of about 2 kB, one every 60 seconds'
says "  and through which tunnels names may pass unseen" "$T/page" 'a tunnel \(WireGuard\) .*cannot be read on the way'

# what only an address or a habit points at is a suspicion
grep -vE 'dns-address"|"dnsr"|"tls"' "$T/seen/observations.jsonl" >"$T/weak.jsonl"
"$D" evaluate "$T/weak.jsonl" --catalogue "$T/catalogue" -o "$T/weak" -q >/dev/null 2>&1
says "an address that another device looked up is a suspicion" "$T/weak/disclosure.json" '"name": ?"Example Replay'
python3 - "$T/weak/disclosure.json" <<-'PYTHON'
	import json, sys
	findings = json.load(open(sys.argv[1]))["findings"]
	sys.exit(not findings or any(f["confidence"] != "suspected" for f in findings))
PYTHON
ok "  and no more" $?

# an observations file keeps all of it
"$D" merge "$T/seen/observations.jsonl" -o "$T/merged" -q >/dev/null 2>&1
grep '"observation"' "$T/seen/observations.jsonl" | cmp -s - <(grep '"observation"' "$T/merged/observations.jsonl")
ok "what is read back and written again is the same" $?

audit again >/dev/null 2>&1
grep '"observation"' "$T/seen/observations.jsonl" | cmp -s - <(grep '"observation"' "$T/again/observations.jsonl")
ok "the same recording gives the same bytes" $?

finish
