#!/usr/bin/env bash
# tests/bench/bench.sh BUILD : what reading captures costs, as a ratio to a libpcap loop that only counts, each pair of
# runs made one after the other; beside tshark and ndpiReader where they are installed. Then peak memory with a million
# and with ten million flows, what opening a packet of QUIC costs, and what a look at this device costs.
#
# BENCH_MB: size of `mix` (default 400; `hs` is 30 % of it, public captures from $DAYLIGHT_SHARED 62 %). BENCH_RUNS: pairs (default 5; the slow peers make one).
# Limits: mix 1.5, hs 5, real 2, memory 64 MiB, an Initial 12 us, device 1 s and 32 MiB (DESIGN 10). Over a limit: status 1.
set -u
build=${1:?usage: bench.sh BUILD} megabytes=${BENCH_MB:-400} runs=${BENCH_RUNS:-5}
work=$(mktemp -d "${TMPDIR:-/tmp}/daylight-bench.XXXXXX") || exit 5
trap 'rm -rf "$work"' EXIT
status=0

# cost FILE COMMAND... : user and system seconds and peak KiB of one run, to FILE
cost() {
	local to=$1
	shift
	command time -o "$to" -f '%U %S %M' "$@" >/dev/null 2>"$work/error"
	local result=$?
	[ $result -eq 0 ] || { echo "not ok - $1 ended with status $result" && cat "$work/error"; }
	return $result
}

seconds() { awk 'END { printf "%.3f", $1 + $2 }' "$1"; }
kibibytes() { awk 'END { print $3 }' "$1"; }

# The clock of user and system time is coarse: a capture is read as often as makes the floor last.
repeat_to_last() {
	local loops=1 spent
	cost "$work/floor" "$build/bench/count_packets" "$1" || return 1
	spent=$(seconds "$work/floor")
	loops=$(awk -v s="$spent" 'BEGIN { n = (s > 0 ? int(0.3 / s) + 1 : 30); print (n > 30 ? 30 : n) }')
	echo "$loops"
}

# ratios NAME CAPTURE PAIRS LOOPS COMMAND... : min, median, max of command to floor, and the peak memory
ratios() {
	local name=$1 capture=$2 pairs=$3 loops=$4 peak=0 kib all=()
	shift 4
	for ((pair = 0; pair < pairs; pair++)); do
		local floor=0 ours=0
		for ((loop = 0; loop < loops; loop++)); do
			cost "$work/floor" "$build/bench/count_packets" "$capture" || return 1
			cost "$work/ours" "$@" || return 1
			floor=$(awk -v a="$floor" -v b="$(seconds "$work/floor")" 'BEGIN { print a + b }')
			ours=$(awk -v a="$ours" -v b="$(seconds "$work/ours")" 'BEGIN { print a + b }')
			kib=$(kibibytes "$work/ours")
			[ "$kib" -gt "$peak" ] && peak=$kib
		done
		all+=("$(awk -v a="$ours" -v b="$floor" 'BEGIN { printf "%.2f", (b > 0 ? a / b : 0) }')")
	done
	mapfile -t all < <(printf '%s\n' "${all[@]}" | sort -n)
	median=${all[$((pairs / 2))]}
	printf '  %-12s %7s %7s %7s %8.1f MiB\n' "$name" "${all[0]}" "$median" "${all[$((pairs - 1))]}" \
		"$(awk -v k="$peak" 'BEGIN { print k / 1024 }')"
}

over() { awk -v a="$1" -v b="$2" 'BEGIN { exit !(a > b) }'; }

limit() { # WHAT VALUE LIMIT
	if over "$2" "$3"; then
		echo "not ok - $1: $2, the limit is $3"
		status=1
	else
		echo "ok - $1: $2 (limit $3)"
	fi
}

names_command() { # the command that prints every name, as an array
	if [ -x "$build/daylight" ] && "$build/daylight" hosts --help >/dev/null 2>&1; then
		ours=("$build/daylight" hosts --all-names --permission own)
	else
		ours=("$build/bench/decode_names")
	fi
}

peer() { # NAME CAPTURE COMMAND...
	local name=$1 capture=$2
	shift 2
	if ! command -v "$1" >/dev/null; then
		echo "  $name: not installed, skipped"
		return
	fi
	ratios "$name" "$capture" 1 1 "$@"
}

measure() { # NAME CAPTURE LIMIT
	local capture=$2 loops
	cat "$capture" >/dev/null
	loops=$(repeat_to_last "$capture") || exit 5
	echo "$1: $(($(stat -c %s "$capture") / 1000000)) MB, CPU as a multiple of the libpcap counting loop (x$loops, $runs pairs)"
	printf '  %-12s %7s %7s %7s %12s\n' '' min median max peak
	ratios daylight "$capture" "$runs" "$loops" "${ours[@]}" "$capture" || status=1
	limit "$1 ratio" "${median:-999}" "$3"
	peer ndpiReader "$capture" ndpiReader -q -i "$capture"
	peer tshark "$capture" tshark -n -r "$capture" -T fields -e dns.qry.name -e tls.handshake.extensions_server_name \
		-e http.host
	rm -f "$capture"
}

made() { # KIND MEGABYTES LIMIT
	"$build/bench/generate_capture" "$1" "$work/$1.pcap" "$2" 1 || exit 5
	rm -f "$work/$1.pcap.truth.tsv"
	measure "$1" "$work/$1.pcap" "$3"
}

# The public captures of one link type (libpcap reads no file of several), joined again and again.
real() { # FOLDER MEGABYTES LIMIT
	local one=$work/one.pcap joined=$work/real.pcap files=() size
	if ! [ -d "$1" ] || ! command -v mergecap >/dev/null; then
		echo "real: public captures or mergecap are not here, skipped"
		return
	fi
	for file in "$1"/*.pcap "$1"/*.pcapng; do
		[ "$(capinfos -TrE "$file" 2>/dev/null | cut -f 2)" = ether ] && files+=("$file")
	done
	mergecap -a -F pcap -w "$one" "${files[@]}" 2>/dev/null || exit 5
	size=$(stat -c %s "$one")
	head -c 24 "$one" >"$joined"
	for ((written = 0; written < $2 * 1000000; written += size)); do tail -c +25 "$one" >>"$joined"; done
	rm -f "$one"
	echo "real: ${#files[@]} captures with Ethernet links"
	measure real "$joined" "$3"
}

flood() {
	local capture=$work/flood.pcap
	"$build/bench/generate_capture" flood "$capture" 1 1 || exit 5
	cost "$work/ours" "${ours[@]}" "$capture" || status=1
	limit 'peak MiB with a million flows' "$(awk -v k="$(kibibytes "$work/ours")" 'BEGIN { printf "%.1f", k / 1024 }')" 64
}

# Ten million flows come through a pipe, so that nothing of them lies on a disk. What gave way must be said.
long_flood() { # WHAT FILE-OF-WORDS COMMAND...
	local what=$1 words=$2 one ten
	shift 2
	for millions in 1 10; do
		"$build/bench/generate_capture" flood - $millions 1 |
			command time -o "$work/ours" -f '%U %S %M' "$@" >"$work/said" 2>&1
		[ "${PIPESTATUS[1]}" -le 4 ] || { echo "not ok - $what failed: $(tail -n 2 "$work/said")" && status=1 && return; }
		if [ $millions -eq 1 ]; then one=$(seconds "$work/ours"); else ten=$(seconds "$work/ours"); fi
	done
	limit "peak MiB of $what with ten million flows" \
		"$(awk -v k="$(kibibytes "$work/ours")" 'BEGIN { printf "%.1f", k / 1024 }')" 64
	limit "its CPU a flow, as a multiple of that with one million" \
		"$(awk -v a="$one" -v b="$ten" 'BEGIN { printf "%.2f", b / 10 / a }')" 2
	if grep -qE "$words" "$work/said" "$work/device/observations.jsonl" 2>/dev/null; then
		echo "ok - $what says for how many conversations there was no room"
	else
		echo "not ok - $what does not say for how many conversations there was no room"
		status=1
	fi
}

long_floods() {
	mkdir -p "$work/device"
	long_flood 'names' 'no room' "$build/daylight" hosts - --permission own --all-names
	long_flood 'a look at a recording' 'table-full' \
		"$build/daylight" observe -r - --permission own --whose mine -o "$work/device" --quiet
}

# With contexts that are made anew for each it would be 40 us.
initials() {
	local result=0 said
	said=$("$build/bench/open_initials" 12) || result=1
	[ $result -eq 0 ] || status=1
	[ $result -eq 0 ] && echo "ok - opening QUIC: $said (limit 12)" || echo "not ok - opening QUIC: $said, the limit is 12"
}

device() {
	if ! [ -x "$build/daylight" ] || ! "$build/daylight" observe --help >/dev/null 2>&1; then
		echo 'look at this device: daylight observe is not built, skipped'
		return
	fi
	mkdir -p "$work/device"
	command time -o "$work/ours" -f '%U %S %M' "$build/daylight" observe --quiet --whose mine -o "$work/device" \
		>/dev/null 2>&1 </dev/null
	[ $? -le 4 ] || { echo 'not ok - daylight observe failed' && status=1; }
	limit 'seconds of CPU to look at this device' "$(seconds "$work/ours")" 1
	limit 'peak MiB to look at this device' "$(awk -v k="$(kibibytes "$work/ours")" 'BEGIN { printf "%.1f", k / 1024 }')" 32
}

type -P time >/dev/null || { echo 'bench: GNU time is missing (apt-get install time)' >&2 && exit 5; }
for tool in generate_capture count_packets decode_names open_initials; do
	[ -x "$build/bench/$tool" ] || { echo "bench: $build/bench/$tool is not built: make bench" >&2 && exit 5; }
done
names_command
made mix "$megabytes" 1.5
made hs $((megabytes * 3 / 10)) 5
real "${DAYLIGHT_SHARED:-../shared}/captures" $((megabytes * 5 / 8)) 2
flood
long_floods
initials
device
exit $status
