#!/usr/bin/env bash
# The same packets in another form give the same names; cut off or damaged they give no other names.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
if ! python3 -c '' 2>/dev/null; then
	skip "forms of captures" "python3 is missing"
	finish
fi
tools=gzip has_xz='' has_zstd=''
command -v xz >/dev/null && tools="$tools xz" has_xz=yes
command -v zstd >/dev/null && tools="$tools zstd" has_zstd=yes
[ -n "$has_xz$has_zstd" ] || skip "recordings packed with xz and zstd" "neither is here"
pack() { # TOOL FILE
	"$1" -1 -c <"$2"
}
names() {
	"$D" hosts "$1" --permission own --all-names -q 2>"$T/err"
}

"$BUILD/bench/generate_capture" mix "$T/mix.pcap" 3 7 >/dev/null
mkdir "$T/forms"
python3 tests/captures/vary.py "$T/mix.pcap" "$T/forms"
names "$T/mix.pcap" >"$T/names"
[ "$(wc -l <"$T/names")" -gt 100 ]
ok "a mixed capture has names" $?
sort -u "$T/mix.pcap.truth.tsv" >"$T/truth"
grep -P '^(dns|tls|quic|http)\t' "$T/names" | cut -f 1,2 | sort -u | cmp -s - "$T/truth"
ok "they are all that were put in, and no other" $?
"$BUILD/bench/generate_capture" hs "$T/hs.pcap" 2 7 >/dev/null
names "$T/hs.pcap" | cut -f 1,2 | grep -P '^(dns|tls|quic|http)\t' | sort -u >"$T/hs"
sort -u "$T/hs.pcap.truth.tsv" | cmp -s - "$T/hs"
ok "so are those of handshakes alone" $?
for form in "$T"/forms/*; do
	names "$form" | cmp -s - "$T/names"
	ok "${form##*/} gives the same names" $?
	packed=1
	for tool in $tools; do
		pack "$tool" "$form" >"$form.$tool" && names "$form.$tool" | cmp -s - "$T/names" || packed=0
	done
	[ "$packed" -eq 1 ]
	ok "${form##*/} packed by each of $tools gives the same names" $?
done

# Two members, with padding between: what tools that write in pieces leave.
for tool in $tools; do
	head -c 1000000 "$T/mix.pcap" >"$T/first"
	tail -c +1000001 "$T/mix.pcap" >"$T/second"
	{
		pack "$tool" "$T/first"
		head -c 512 /dev/zero
		pack "$tool" "$T/second"
	} >"$T/members.$tool"
	names "$T/members.$tool" | cmp -s - "$T/names"
	ok "members packed by $tool and joined give the same names" $?
	names - <"$T/members.$tool" | cmp -s - "$T/names"
	ok "and from standard input" $?
done
if [ -n "$has_xz" ]; then
	xz -7 -c "$T/mix.pcap" >"$T/most.xz"
	names "$T/most.xz" | cmp -s - "$T/names"
	ok "a window of 16 MiB of xz is read" $?
	xz -8 -c "$T/mix.pcap" >"$T/more.xz"
	exits 2 "a larger one is refused" "$D" hosts "$T/more.xz" --permission own
	says "with its remedy" "$T/err" 'xz -d'
fi
if [ -n "$has_zstd" ]; then
	zstd -q --long=24 -c <"$T/mix.pcap" >"$T/long.zst"
	names "$T/long.zst" | cmp -s - "$T/names"
	ok "a window of 16 MiB of zstd is read" $?
	zstd -q --long=25 -c <"$T/mix.pcap" >"$T/longer.zst"
	exits 2 "a larger window is refused" "$D" hosts "$T/longer.zst" --permission own
	says "with its remedy" "$T/err" 'zstd -d --long=31'
	{
		head -c 24 "$T/mix.pcap"
		head -c 200000000 /dev/zero
	} | zstd -q -c >"$T/bomb.zst"
	exits 0 "a bomb is left where --max-bytes says" "$D" hosts "$T/bomb.zst" --permission own --max-bytes 1000000
	says "which is said" "$T/err" '^62498 packets.*the rest was left by --max-bytes'
fi

# A rotated capture: five files, packed, named in a wrong order; a flow that crosses from one to the next keeps its name.
python3 tests/captures/vary.py --rotate "$T/mix.pcap" "$T/rotated"
gzip -n "$T"/rotated/*
(cd "$T/rotated" && "$D" hosts 3.pcap.gz 0.pcap.gz 4.pcap.gz 2.pcap.gz 1.pcap.gz --permission own --all-names -q) | cmp -s - "$T/names"
ok "a rotated capture gives the same names whatever order it is named in" $?
mkfifo "$T/pipe"
cat "$T/rotated/1.pcap.gz" >"$T/pipe" &
(cd "$T/rotated" && "$D" hosts 2.pcap.gz "$T/pipe" 0.pcap.gz 4.pcap.gz 3.pcap.gz --permission own --all-names -q) | cmp -s - "$T/names"
ok "a pipe keeps its place among them" $?

# Cut at odd places: what came before is printed, nothing is made up, and the file is called cut.
cut -f 1,2 "$T/names" >"$T/known"
bad=0 kept=0 cuts=0
for form in "$T"/forms/*; do
	size=$(stat -c %s "$form")
	for part in 3 7 11; do
		head -c $((size * part / 13)) "$form" >"$T/cut"
		status=0 cuts=$((cuts + 1))
		names "$T/cut" >"$T/out" || status=$?
		if [ "$status" -ne 2 ] || ! grep -q 'cut:.*cut short' "$T/err"; then
			bad=1
			echo "# ${form##*/} $part: $status $(cat "$T/err")"
		fi
		[ -s "$T/out" ] && kept=$((kept + 1))
		cut -f 1,2 "$T/out" | comm -23 - "$T/known" | grep . && bad=1
	done
done
ok "cut captures are called cut short and give nothing but names that are there" "$bad"
[ "$kept" -eq "$cuts" ]
ok "and what came before the cut is kept" $?
if command -v tshark >/dev/null; then
	tshark -r "$T/mix.pcap" -o tcp.reassemble_out_of_order:TRUE -Y 'tls.handshake.extensions_server_name && !quic && !dtls' \
		-T fields -e tls.handshake.extensions_server_name 2>/dev/null | tr 'A-Z,' 'a-z\n' | sort -u >"$T/tshark"
	grep -P '^tls\t' "$T/names" | cut -f 2 | sort -u | cmp -s - "$T/tshark"
	ok "TLS names are those of tshark" $?
	tshark -r "$T/mix.pcap" -Y 'quic && tls.handshake.extensions_server_name' \
		-T fields -e tls.handshake.extensions_server_name 2>/dev/null | tr 'A-Z,' 'a-z\n' | sort -u >"$T/tshark"
	# tshark takes a client's port for that of another protocol now and then: it finds no more than we do
	[ -s "$T/tshark" ] && ! grep -P '^quic\t' "$T/names" | cut -f 2 | sort -u | comm -13 - "$T/tshark" | grep .
	ok "QUIC names are at least those of tshark" $?
	tshark -r "$T/mix.pcap" -Y 'dns.flags.response == 0' -T fields -e dns.qry.name 2>/dev/null |
		tr 'A-Z,' 'a-z\n' | sort -u >"$T/tshark"
	grep -P '^dns\t' "$T/names" | cut -f 2 | sort -u | cmp -s - "$T/tshark"
	ok "DNS names are those of tshark" $?
else
	skip "names are those of tshark" "tshark is missing"
fi
finish
