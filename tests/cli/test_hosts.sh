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
finish
