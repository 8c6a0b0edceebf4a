#!/usr/bin/env bash
# Every generated capture (make_*.c here) gives exactly the names that stand beside it; those of LATER give no others.
# A stock dissector finds the same names in them, so that the captures are what they claim to be.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
mkdir "$T/made"
for tool in links streams quic fragments files; do
	"$BUILD/captures/make_$tool" "$T/made" || exit 1
done
names() { # CAPTURE
	"$D" hosts "$1" --permission own --all-names -q 2>"$T/err" | cut -f 1,2 | sort -u
}

# Names that are missing or wrong; for a capture that waits, only wrong ones.
differences() { # CAPTURE TRUTH
	names "$1" >"$T/have"
	sort -u "$2" >"$T/want"
	if grep -q "^$name " tests/captures/LATER; then
		[ -s "$T/want" ] && cmp -s "$T/have" "$T/want" && echo "# $name gives its names: take it off LATER" >&2
		comm -23 "$T/have" "$T/want"
	else
		diff "$T/want" "$T/have" | grep '^[<>]'
	fi
}

seen=0 bad=0
for capture in "$T"/made/*.pcap "$T"/made/*.pcapng "$T"/made/*.snoop; do
	name=${capture##*/}
	name=${name%.*}
	seen=$((seen + 1))
	found=$(differences "$capture" "${capture%.*}.names.tsv")
	[ -z "$found" ] || { echo "# $name: ${found//$'\n'/; }" && bad=$((bad + 1)); }
done
ok "every generated capture gives exactly the names beside it" "$bad"
[ "$seen" -ge 130 ]
ok "there are $seen of them" $?
bad=$(grep -oP '^[a-z0-9-]+(?= )' tests/captures/LATER | while read -r name; do
	compgen -G "$T/made/$name.*" >/dev/null || [[ $name == packed-* ]] || echo "$name"
done)
[ -z "$bad" ]
ok "what waits for its decoder is there $bad" $?

# Packed: as a whole, and in two members one behind the other.
pack() { # FORM FILE : to standard output
	case $1 in
	gz) gzip -nc "$2" ;;
	xz) xz -c "$2" 2>/dev/null || python3 -c 'import lzma, sys; sys.stdout.buffer.write(lzma.compress(open(sys.argv[1], "rb").read()))' "$2" ;;
	zst) zstd -qc "$2" ;;
	esac
}
source=$T/made/tls-out-of-order
head -c 1000 "$source.pcap" >"$T/first"
tail -c +1001 "$source.pcap" >"$T/second"
for form in gz xz zst; do
	name=packed-$form
	if ! pack $form "$source.pcap" >"$T/whole.$form" 2>/dev/null; then
		skip "a capture packed as $form gives its names" "nothing here packs $form"
		continue
	fi
	{ pack $form "$T/first" && pack $form "$T/second"; } >"$T/members.$form"
	bad=$(differences "$T/whole.$form" "$source.names.tsv"; differences "$T/members.$form" "$source.names.tsv")
	[ -z "$bad" ]
	ok "a capture packed as $form gives its names, in one member and in two" $?
done

# The truth of the captures for benchmarks.
for kind in mix hs; do
	"$BUILD/bench/generate_capture" $kind "$T/$kind.pcap" 4 11 >/dev/null
	sort -u "$T/$kind.pcap.truth.tsv" >"$T/want"
	names "$T/$kind.pcap" | diff - "$T/want" >"$T/diff"
	[ ! -s "$T/diff" ] || head -5 "$T/diff" | sed 's/^/# /'
	[ ! -s "$T/diff" ] && [ "$(grep -c '^quic' "$T/want")" -gt 100 ]
	ok "$kind gives all names of its truth, of DNS, TLS, QUIC and HTTP, and no other" $?
done

if ! command -v tshark >/dev/null || ! command -v mergecap >/dev/null; then
	skip "a stock dissector finds the same names" "tshark or mergecap is missing"
	finish
fi
shark() { # CAPTURE : every name, sorted
	tshark -n -r "$1" -o tcp.reassemble_out_of_order:TRUE -o capwap.swap_fc:FALSE -T fields -e dns.qry.name \
		-e tls.handshake.extensions_server_name -e http.host -e http2.headers.authority 2>/dev/null |
		tr '\t,' '\n' | sed 's/:[0-9]*$//; /^$/d' | sort -u
}
# Sections that declare other interfaces cannot be joined; a hello behind PROXY's bytes in one segment and the layouts
# that capture tools no longer write are not read by every version.
find "$T/made" \( -name '*.pcap' -o -name '*.pcapng' \) ! -name 'file-sections*' ! -name after-proxy-bytes.pcap \
	! -name file-modified.pcap | sort >"$T/list"
xargs -a "$T/list" mergecap -a -F pcapng -w "$T/joined.pcapng" 2>/dev/null
shark "$T/joined.pcapng" >"$T/have"
sed 's/\.pcap\(ng\)\?$/.names.tsv/' "$T/list" | xargs cut -f 2 | sort -u | comm -23 - "$T/have" >"$T/missing"
sed 's/^/# tshark does not find /' "$T/missing"
[ ! -s "$T/missing" ]
ok "a stock dissector finds every name of the generated captures" $?
for kind in mix hs; do
	shark "$T/$kind.pcap" >"$T/have"
	cut -f 2 "$T/$kind.pcap.truth.tsv" | sort -u | cmp -s - "$T/have"
	ok "a stock dissector finds the names of $kind, and no other" $?
done
finish
