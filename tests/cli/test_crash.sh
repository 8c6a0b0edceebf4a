#!/usr/bin/env bash
# A decoder that crashes, or that was taken over and tries to open a file, costs one packet or one check: the report says
# so and holds the rest.
# shellcheck disable=SC2317 # functions that are called by name
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
crash=$BUILD/crash/daylight

"$BUILD/bench/generate_capture" example "$T/net.pcap" 1 2026 >/dev/null
# One name of the recording becomes the one that the planted fault falls over: same length, so all lengths stay true.
LC_ALL=C sed 's/telemetry\.shield\.example/crash-me-decoder.example/' "$T/net.pcap" >"$T/marked.pcap"
cmp -s "$T/net.pcap" "$T/marked.pcap" && echo "# no name was changed" && ok "marking" 1
audit() { # PROGRAM OUTPUT
	"$1" audit --at 2026-11-22 -a "$school" --root "$T/laptop" --whose mine --device-class staff-laptop \
		-r "$T/marked.pcap" --permission own --network staff-vlan -o "$2" -q
}
cp -a "$school/laptop" "$T/laptop"
exits 1 "the sound program has no crash" audit "$D" "$T/sound"
says_not "  and says none" "$T/sound/disclosure.json" 'decoder-crashed|worker-crashed'

exits 1 "a decoder that crashes" audit "$crash" "$T/decoder"
says "  is said on the terminal" "$T/err" 'ended by signal 6'
says "  is a gap" "$T/decoder/observations.jsonl" '"gap".*decoder-crashed'
says "  leaves the other names" "$T/decoder/observations.jsonl" '"contact".*lessonmate\.example'
says "  and the device" "$T/decoder/observations.jsonl" 'veyon-service'
says "  and makes the report partial" "$T/decoder/disclosure.json" '"complete": *false'
[ -s "$T/decoder/disclosure.html" ]
ok "  which is written all the same" $?

# More crashes than the run steps over: it ends the recording there, and keeps what came before.
LC_ALL=C sed 's/telemetry\.shield\.example/crash-me-decoder.example/g' "$T/net.pcap" >"$T/marked.pcap"
exits 1 "a decoder that crashes again and again" audit "$crash" "$T/again"
says "  leaves the device" "$T/again/observations.jsonl" 'veyon-service'
says "  is a gap" "$T/again/observations.jsonl" '"gap".*decoder-crashed'
status=0
"$crash" hosts - --permission own --all-names <"$T/marked.pcap" >"$T/out" 2>"$T/err" || status=$?
[ $status -ne 0 ]
ok "a recording from a pipe that makes the decoder crash is not a success" $?

if [ "$lenient" = yes ]; then
	skip "a decoder that opens a file" "a sanitizer build refuses where the real sandbox kills"
	finish
fi
sed -i '0,/^Package: /s//Package: take-the-decoder-over\nStatus: install ok installed\nVersion: 1\n\nPackage: /' \
	"$T/laptop/var/lib/dpkg/status"
cp "$T/net.pcap" "$T/marked.pcap"
exits 1 "a decoder that opens a file" audit "$crash" "$T/taken"
says "  is ended by the sandbox" "$T/err" 'ended by signal 31'
says "  costs its check" "$T/taken/observations.jsonl" '"coverage".*"packages".*worker-crashed'
says "  leaves the processes" "$T/taken/observations.jsonl" '"process"'
says "  and the names" "$T/taken/observations.jsonl" '"contact".*lessonmate\.example'

sed -i 's/take-the-decoder-over/take-the-run-over/' "$T/laptop/var/lib/dpkg/status"
exits 5 "a decoder that was taken over cannot keep the run busy for ever" timeout 60 "$crash" audit --at 2026-11-22 \
	-a "$school" --root "$T/laptop" --whose mine -o "$T/liar" -q
says "  and what was kept is named" "$T/err" 'liar|signal 6'
finish
