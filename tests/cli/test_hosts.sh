#!/usr/bin/env bash
# hosts: a table and nothing else on standard output, wherever the recording and the table go (DESIGN 7).
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

"$BUILD/bench/generate_capture" example "$T/net.pcap" 1 1 >/dev/null
gzip -kn "$T/net.pcap"
exits 0 "names of a recording" "$D" hosts "$T/net.pcap" --permission own --all-names
cp "$T/out" "$T/table"
awk -F'\t' 'NF != 3 || $1 !~ /^(dns|dnsr|mdns|llmnr|tls|dtls|quic|gquic|http|dhcp)$/ || $3 !~ /^[1-9][0-9]*$/ { bad = 1 }
	END { exit bad || !NR }' "$T/table"
ok "each row is protocol, name, count, and nothing else is printed" $?
cut -f 1,2 "$T/table" | LC_ALL=C sort -cu
ok "rows are sorted, and each stands there once" $?
says "totals go to standard error" "$T/err" '^[0-9]+ packets; '

same() { # SENTENCE
	cmp -s "$T/out" "$T/table"
	ok "$1" $?
}
exits 0 "options may stand before" "$D" hosts --all-names --permission own "$T/net.pcap"
same "and give the same"
exits 0 "a recording may be named by -r" "$D" hosts -r "$T/net.pcap" --permission own --all-names
same "and gives the same"
exits 0 "gzip is read" "$D" hosts "$T/net.pcap.gz" --permission own --all-names
same "and gives the same"
"$D" hosts - --permission own --all-names <"$T/net.pcap" >"$T/out" 2>/dev/null
same "standard input gives the same"
gzip -dc "$T/net.pcap.gz" | "$D" hosts - --permission own --all-names >"$T/out" 2>/dev/null
same "so does a pipe"
exits 0 "the table may go to a file" "$D" hosts "$T/net.pcap" --permission own --all-names -o "$T/names.tsv"
[ ! -s "$T/out" ] && cp "$T/names.tsv" "$T/out"
same "and is the same"
exits 0 "two recordings are one table" "$D" hosts "$T/net.pcap" "$T/net.pcap.gz" --permission own --all-names
awk -F'\t' '{ printf "%s\t%s\t%d\n", $1, $2, $3 * 2 }' "$T/table" >"$T/twice"
cmp -s "$T/out" "$T/twice"
ok "with both counted" $?
exits 0 "a bound on bytes" "$D" hosts "$T/net.pcap" --permission own --all-names --max-bytes 20000
says "is said, for the rest was not looked at" "$T/err" 'max-bytes'
[ -s "$T/out" ] && ! cmp -s "$T/out" "$T/table"
ok "and what came before it is printed" $?
exits 2 "a bound that is no number" "$D" hosts "$T/net.pcap" --permission own --max-bytes few
exits 3 "without permission nothing is printed" "$D" hosts "$T/net.pcap" --all-names -o "$T/none.tsv"
[ ! -e "$T/none.tsv" ] && [ ! -e "$T/none.tsv.part" ]
ok "and no file is left" $?
exits 3 "a network that the permission does not name" "$D" hosts "$T/net.pcap" --permission "$school/authorisation.json" \
	--network guest-wifi
exits 2 "no recording at all" "$D" hosts --permission own
exits 2 "a good recording beside a bad one" "$D" hosts "$school/register.json" "$T/net.pcap" --permission own --all-names
same "is read all the same"
# --json, --totals, --explain: the same reading, other forms.
exits 0 "names as JSON" "$D" hosts "$T/net.pcap" --permission own --all-names --json
python3 - "$T/out" "$T/table" <<'END'
import json, sys
tree = json.load(open(sys.argv[1]))
rows = [line.rstrip("\n").split("\t") for line in open(sys.argv[2])]
assert [[r["proto"], r["name"], str(r["count"])] for r in tree["names"]] == rows
named = {p["proto"]: p["names"] for p in tree["protocols"]}
assert all(named[p] == sum(r[0] == p for r in rows) for p in {r[0] for r in rows})
assert sum(h["messages"] for h in tree["hours"]) == sum(p["messages"] for p in tree["protocols"]) or "dnsr" not in named
END
ok "are the rows of the table, and the totals agree with them" $?
if python3 -c 'import jsonschema; jsonschema.Draft202012Validator' 2>/dev/null; then
	python3 -c 'import json, jsonschema, sys
jsonschema.Draft202012Validator(json.load(open("policies/schema/hosts.schema.json"))).validate(json.load(open(sys.argv[1])))' "$T/out"
	ok "and keep to the schema" $?
else
	skip "and keep to the schema" "python3-jsonschema is missing"
fi
exits 0 "numbers" "$D" hosts "$T/net.pcap" --permission own --totals
says "by protocol" "$T/out" '^  tls +[0-9]+ +[1-9]'
says "and by hour" "$T/out" '^  [0-9]{2}:00 to [0-9]{2}:59 +[1-9]'
name=$(awk -F'\t' '$1 == "tls" { print $2; exit }' "$T/table")
says_not "without a name" "$T/out" "$name"
cp "$T/net.pcap" "$T/it's.pcap"
exits 0 "where a name stood" "$D" hosts "$T/it's.pcap" --permission own --all-names --explain "$name"
says "is told by packet" "$T/out" "^tls: the server name .*, in packet [1-9]"
if command -v tshark >/dev/null; then
	sed -n 's/^  tshark/tshark/p' "$T/out" | sh 2>/dev/null | cut -f 2 | sort -u >"$T/shown"
	[ "$(cat "$T/shown")" = "$name" ]
	ok "and each command of tshark shows that name and no other" $?
else
	skip "and each command of tshark shows that name and no other" "tshark is missing"
fi
exits 0 "a name that was not read" "$D" hosts "$T/net.pcap" --permission own --all-names --explain no.such.example
says "is not said to be not there" "$T/out" 'not the same as not there'
exits 2 "two forms at once" "$D" hosts "$T/net.pcap" --permission own --totals --json
"$D" hosts "$T/net.pcap" --permission "$school/authorisation.json" --network staff-vlan --all-names --json >"$T/out" 2>/dev/null
python3 - "$T/out" <<'END'
import json, sys
tree = json.load(open(sys.argv[1]))
assert tree["names"] and tree["hours_withheld"] + sum(h["messages"] for h in tree["hours"]) > 0
END
ok "of other people's recordings, hours with few devices are withheld and counted" $?

# What a device calls itself in DHCP is often a person's name: it is told to nobody but its own user.
cat >"$T/dhcp.py" <<'EOF'
import struct, sys
payload = bytes([1, 1, 6, 0]) + bytes(232) + b"\x63\x82\x53\x63\x0c\x0cannas-laptop\xff"
udp = struct.pack("!HHHH", 68, 67, len(payload) + 8, 0) + payload
ip = struct.pack("!BBHIBBH4s4s", 0x45, 0, len(udp) + 20, 0, 64, 17, 0, bytes([10, 20, 0, 7]), bytes([255] * 4)) + udp
frame = bytes(12) + b"\x08\x00" + ip
with open(sys.argv[1], "wb") as out:
    out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
    out.write(struct.pack("<IIII", 1794816000, 0, len(frame), len(frame)) + frame)
EOF
python3 "$T/dhcp.py" "$T/dhcp.pcap"
exits 0 "a recording with DHCP" "$D" hosts "$T/dhcp.pcap" --permission own --all-names
says "says a device's name to its own user" "$T/out" '^dhcp	annas-laptop	1$'
"$D" hosts "$T/dhcp.pcap" --permission "$school/authorisation.json" --network staff-vlan --all-names >"$T/out" 2>"$T/err"
says "and to others only that it is one" "$T/out" '^dhcp	\[device\]	1$'
! grep -rq annas "$T/out" "$T/err"
ok "without the name" $?
finish
