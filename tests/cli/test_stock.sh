#!/usr/bin/env bash
# The report's commands of stock tools show what it says: each is run on the recording that was read.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

"$BUILD/bench/generate_capture" example "$T/net.pcap" 1 1 >/dev/null
exits 1 "a recording is judged" "$D" audit --example --at 2026-11-22T12:00:00Z -a "$school" --audit-key "$school/audit.key" \
	--root "$school/laptop" --whose mine --device-class staff-laptop -r "$T/net.pcap" --permission own \
	--network staff-vlan -o "$T/run" -q
python3 - "$T/run/disclosure.html" >"$T/commands" <<'END'
import html, re, sys
page = open(sys.argv[1], encoding="utf-8").read()
for block in re.findall(r'<ul class="stock">(.*?)</ul>', page, re.S):
    for command in re.findall(r"<code>(.*?)</code>", block, re.S):
        print(html.unescape(command))
END
says "packages are shown by dpkg" "$T/commands" "^dpkg -s '[a-z0-9.+-]+'"
says "names by tshark" "$T/commands" '^tshark -n -r RECORDING '
grep '^tshark' "$T/commands" | sort -u | sed "s|RECORDING|$T/net.pcap|" >"$T/tshark"
if command -v tshark >/dev/null; then
	bad=0
	while read -r command; do
		[ -n "$(sh -c "$command" 2>/dev/null </dev/null)" ] || { bad=1 && echo "# shows nothing: $command"; }
	done <"$T/tshark"
	ok "and each of those shows packets" "$bad"
else
	skip "and each of those shows packets" "tshark is missing"
fi
finish
