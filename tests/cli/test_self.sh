#!/usr/bin/env bash
# What the program says of itself and of the devices that it looked at: pseudonyms, counters, its own entry.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

device() { # FOLDER OPTION... : the pseudonym of a run
	local folder=$1
	shift
	"$D" observe --whose mine --probe schedules -o "$folder" -q "$@" >/dev/null 2>&1
	sed -nE '1s/.*"device": *"([0-9a-f]+)".*/\1/p' "$folder/observations.jsonl"
}
exits 0 "a key is made" "$D" audit --new-key "$T/key"
[ "$(stat -c %a "$T/key")" = 600 ] && [ "$(wc -c <"$T/key")" -ge 32 ]
ok "for its owner alone" $?
exits 2 "a key is never overwritten" "$D" audit --new-key "$T/key"
exits 0 "another key is another key" "$D" audit --new-key "$T/key2"
one=$(device "$T/one" --audit-key "$T/key")
if [ -n "$one" ]; then
	[ "$one" = "$(device "$T/two" --audit-key "$T/key")" ]
	ok "within one audit a device has one pseudonym" $?
	[ "$one" != "$(device "$T/three" --audit-key "$T/key2")" ]
	ok "in another audit it has another" $?
	[ "$(device "$T/four")" != "$(device "$T/five")" ]
	ok "without a key no two runs can be compared" $?
	id=$(cat /etc/machine-id 2>/dev/null || echo none)
	! grep -rqF -e "$id" -e "\"$(hostname)\"" "$T/one"
	ok "neither the machine's id nor its host name is written" $?
else
	skip "pseudonyms of this device" "this system has no id of its own"
fi

mkdir -p "$T/root/var/lib/dpkg"
printf 'Package: daylight\nStatus: install ok installed\nArchitecture: amd64\nVersion: 0.1\n\n' >"$T/root/var/lib/dpkg/status"
exits 1 "a device with this program" "$D" audit --root "$T/root" --whose mine -o "$T/o" -q
says "lists it with its own abilities" "$T/o/disclosure.json" '"product": *"daylight"'
python3 - "$T/o/disclosure.json" <<'END'
import json, sys
tree = json.load(open(sys.argv[1]))
own = next(f for f in tree["findings"] if f["product"] == "daylight")
assert {"software-inventory"} <= {c["word"] for c in own["capabilities"]}
assert tree["self"]["opens"]["packages"] >= 1 and tree["self"]["connections"] == 0
assert tree["self"]["bytes_written"] == len(open(sys.argv[1].replace("disclosure.json", "observations.jsonl"), "rb").read())
END
ok "and counts what it opened and wrote" $?

exits 1 "a report as of another day" "$D" audit --root "$T/root" --whose mine --at 2026-11-22 -o "$T/o" -q
says "a clock set by hand is printed on the page" "$T/o/disclosure.html" 'clock was set by hand'
if nm -D "$D" 2>/dev/null | grep -q __asan_init; then # whose run-time part stands before all of these
	skip "it holds no writer of captures and nothing that sends" "a build with sanitizers"
else
	! nm -D "$D" 2>/dev/null | grep -qE 'pcap_dump|pcap_open|sendto|getaddrinfo|curl_'
	ok "it holds no writer of captures and nothing that sends" $?
fi
! nm -D "$D" 2>/dev/null | grep -qE ' U (SSL_|PEM_|d2i_|RSA_|EC_|EVP_PKEY_|EVP_OpenInit|gnutls_|X509_)' &&
	! grep -aqE 'SSLKEYLOGFILE|CLIENT_RANDOM|PRIVATE KEY-----' "$D"
ok "it holds nothing that reads a private key, or the keys of a session" $?
"$D" --help >/dev/null && ! "$D" --help | grep -qE '^  (watch|history|purge|sign|verify|selftest) '
ok "what is not built is not in the help" $?
finish
