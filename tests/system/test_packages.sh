#!/usr/bin/env bash
# Real packages, unpacked with their control data into a tree: exactly these are found, and nothing else.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
wanted="veyon-service epoptes-client x11vnc"

if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
	skip "real packages" "no apt-get here"
	finish
fi
cache=$DAYLIGHT_CACHE/debs
mkdir -p "$cache"
for package in $wanted bash coreutils; do
	compgen -G "$cache/${package}_*.deb" >/dev/null ||
		(cd "$cache" && apt-get download -q "$package" >/dev/null 2>"$T/apt") ||
		{ skip "real packages" "downloading $package failed: $(tail -n 1 "$T/apt")" && finish; }
done

root=$T/root
mkdir -p "$root/var/lib/dpkg/info" "$root/etc"
unpack() { # PACKAGE : files, control data, status entry as dpkg would leave it
	local deb control=$T/control
	deb=$(compgen -G "$cache/$1_*.deb" | sort | tail -n 1)
	rm -rf "$control"
	dpkg-deb -x "$deb" "$root" && dpkg-deb -e "$deb" "$control" || return 1
	dpkg-deb -c "$deb" | awk '{sub(/^\./, "", $6); if ($6 != "/") {sub(/\/$/, "", $6); print $6}}' \
		>"$root/var/lib/dpkg/info/$1.list"
	{ sed '/^$/d; s/^\(Package: .*\)$/\1\nStatus: install ok installed/' "$control/control" && echo; } \
		>>"$root/var/lib/dpkg/status"
}
for package in bash coreutils $wanted; do
	unpack "$package"
	ok "$package is unpacked" $?
done
exits 1 "the tree is looked at" "$D" audit --root "$root" --whose mine -o "$T/o" -q
# shellcheck disable=SC2086 # one word a package
python3 - "$T/o" $wanted <<'P'
import json, sys
folder, wanted = sys.argv[1], set(sys.argv[2:])
packages = set()
for line in open(folder + "/observations.jsonl"):
    row = json.loads(line).get("observation")
    if row and row["kind"] == "package":
        packages.add(row["subject"])
disclosure = json.load(open(folder + "/disclosure.json"))
names = sorted(f["product"] or f["key"] for f in disclosure["findings"])
print("# packages:", sorted(packages), "products:", names)
sys.exit(packages != wanted or len(names) != len(wanted))
P
ok "exactly these are found" $?
levels=$(python3 -c 'import json,sys; print(sorted({f["level"] for f in json.load(open(sys.argv[1]))["findings"]}))' \
	"$T/o/disclosure.json")
[ "$levels" = "['present']" ] || echo "# levels: $levels"
[ "$levels" = "['present']" ]
ok "present, and not more: nothing runs on a disk" $?
finish
