#!/usr/bin/env bash
# The example school, end to end: what is found, that the same input gives the same bytes, and that nothing of a person
# gets out.
# shellcheck disable=SC2317 # functions that are called by name
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

"$BUILD/bench/generate_capture" example "$T/net.pcap" 1 2026 >/dev/null
audit() { # FOLDER
	"$D" audit --example --at 2026-11-22T12:00:00Z -a "$school" --audit-key "$school/audit.key" \
		--root "${LAPTOP:-$school/laptop}" --whose mine --device-class staff-laptop --site main-site \
		-r "$T/net.pcap" --permission own --network staff-vlan -o "$1"
}
exits 1 "the example has something to raise" audit "$T/a"
says "Veyon is not on the technology list" "$T/out" 'Veyon'
says "the withdrawn product is still there" "$T/out" 'LessonLook'
says "42 of 90 days" "$T/out" '42 of 90'
for f in observations.jsonl disclosure.json disclosure.html catalogue.json manifest.json; do
	[ -s "$T/a/$f" ]
	ok "$f is written" $?
done
[ "$(stat -c %a "$T/a")" = 700 ] && [ "$(stat -c %a "$T/a/disclosure.html")" = 600 ]
ok "the folder is 0700 and its files 0600" $?
left=0
compgen -G "$T/a/*.part" >/dev/null && left=1
ok "no .part file is left" $left

exits 1 "a second run" audit "$T/b"
for f in observations.jsonl disclosure.json disclosure.html catalogue.json; do
	cmp -s "$T/a/$f" "$T/b/$f"
	ok "$f has the same bytes the second time" $?
done
# Another directory order: the tree copied name by name, backwards.
mkdir "$T/laptop"
(cd "$school/laptop" && find . -mindepth 1 | sort -r | cpio -pdm --quiet "$T/laptop" 2>/dev/null) ||
	cp -a "$school/laptop/." "$T/laptop/"
LAPTOP=$T/laptop exits 1 "a run over a shuffled copy" audit "$T/c"
cmp -s "$T/a/observations.jsonl" "$T/c/observations.jsonl"
ok "directory order does not reach the output" $?
LC_ALL=tr_TR.UTF-8 TZ=Pacific/Kiritimati exits 1 "a run in another locale and zone" audit "$T/d"
cmp -s "$T/a/disclosure.html" "$T/d/disclosure.html"
ok "locale and zone do not reach the output" $?

# Input lines in another order give the same judgement.
mkdir "$T/s"
awk '/"format"/{h=$0; if (n++) flush(); print h; next} {line[++k]=$0} function flush(i){for(i=k;i>0;i--)print line[i]; k=0} END{flush()}' \
	"$T/a/observations.jsonl" >"$T/s/observations.jsonl"
cmp -s "$T/a/observations.jsonl" "$T/s/observations.jsonl" && echo "# shuffling changed nothing" && ok "shuffling" 1
exits 1 "evaluate" "$D" evaluate "$T/a/observations.jsonl" -a "$school" --at 2026-11-22 -o "$T/e1" -q
exits 1 "evaluate, lines shuffled" "$D" evaluate "$T/s/observations.jsonl" -a "$school" --at 2026-11-22 -o "$T/e2" -q
python3 - "$T/e1/disclosure.json" "$T/e2/disclosure.json" <<'P'
import json, sys
a, b = (json.load(open(p)) for p in sys.argv[1:])
for d in (a, b):
    d["run"].pop("id")
sys.exit(a != b)
P
ok "shuffled lines give the same disclosure" $?

# Canaries: whatever could point at a person never comes out.
canaries='canary|alice|10\.20\.0\.[0-9]|02:00:00|/home/|tenant'
for f in "$T"/a/*; do
	says_not "no canary in ${f##*/}" "$f" "$canaries"
done
says_not "no canary on the screen" "$T/out" "$canaries"
grep -q canary -r "$school/laptop" || [ -n "$(find "$school/laptop" -name '*canary*')" ]
ok "there are canaries to be seen" $?
finish
