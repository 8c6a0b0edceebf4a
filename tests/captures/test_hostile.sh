#!/usr/bin/env bash
# Files that are made to wear a reader out: little that unpacks to much, many empty members, packed twice. What single
# packets can do is in tests/unit/test_hostile.c.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
"$BUILD/captures/make_streams" "$T" || exit 1
capture=$T/tls-out-of-order.pcap

# peak COMMAND... : MiB at most, of the program and what it starts
peak() {
	if type -P time >/dev/null && [ "$lenient" = no ]; then
		command time -o "$T/peak" -f '%M' "$@"
	else
		"$@"
	fi
}
small() { # SENTENCE
	if [ -s "$T/peak" ]; then
		[ "$(tail -n 1 "$T/peak")" -le 65536 ]
		ok "$1" $?
	else
		skip "$1" "GNU time is missing, or memory is the sanitizer's"
	fi
}

{ head -c 24 "$capture" && head -c 60000000 /dev/zero; } >"$T/zeros.pcap"
gzip -9nc "$T/zeros.pcap" >"$T/zeros.gz"
exits 0 "a recording that unpacks to a thousand times its size is read" \
	peak "$D" hosts "$T/zeros.gz" --permission own --all-names
small "in no more memory than any other"
exits 0 "and only as far as it may" peak "$D" hosts "$T/zeros.gz" --permission own --all-names --max-bytes 1000000
says "the rest is said" "$T/err" 'max-bytes'
for form in xz zstd; do
	if ! command -v $form >/dev/null; then
		skip "the same packed as $form" "$form is missing"
		continue
	fi
	$form -6 -c "$T/zeros.pcap" >"$T/zeros.$form" 2>/dev/null
	exits 0 "the same packed as $form" peak "$D" hosts "$T/zeros.$form" --permission own --all-names
	small "$form takes no more memory"
done
rm "$T/zeros.pcap"

gzip -nc "$T/zeros.gz" >"$T/twice.gz"
exits 2 "what is packed twice is no capture" "$D" hosts "$T/twice.gz" --permission own --all-names
says "and is called so" "$T/err" 'twice.gz'

gzip -nc </dev/null >"$T/empty"
for ((i = 0; i < 9; i++)); do cat "$T/empty" "$T/empty" "$T/empty" "$T/empty" >"$T/more" && mv "$T/more" "$T/empty"; done
gzip -nc "$capture" >>"$T/empty"
exits 0 "a quarter of a million empty members before a recording end" "$D" hosts "$T/empty" --permission own --all-names
says "and its names are found" "$T/out" 'out-of-order.example'
finish
