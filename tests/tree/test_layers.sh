#!/usr/bin/env bash
# The include order of ARCHITECTURE.md, from what the compiler really reads: a folder may include its own headers and
# those of folders below it. Fails on a folder that it does not know.
set -u
cd "$(dirname "$0")/../.." || exit 1
cc=${CC:-gcc}
flags=(-std=gnu11 -D_GNU_SOURCE '-DVERSION="0"' -I. -MM)
failed=0 files=0

rank() {
	case $1 in
	probes/base) echo 0 ;;
	probes/wire) echo 1 ;;
	probes | probes/device | probes/traffic | probes/bpf) echo 2 ;;
	policies | policies/rules) echo 3 ;;
	reports) echo 4 ;;
	agent) echo 5 ;;
	*) echo unknown ;;
	esac
}

while read -r source; do
	folder=${source%/*}
	mine=$(rank "$folder")
	if [ "$mine" = unknown ]; then
		echo "not ok - $source stands in a folder that has no place in the order"
		failed=1
		continue
	fi
	files=$((files + 1))
	headers=$("$cc" "${flags[@]}" "$source" 2>/dev/null | tr -d '\134' | tr ' ' '\n' |
		grep -E '^(agent|probes|policies|reports)/.*\.h$')
	for header in $headers; do
		theirs=$(rank "${header%/*}")
		if [ "$theirs" = unknown ] || [ "$theirs" -gt "$mine" ]; then
			echo "not ok - $source includes $header: an arrow back up"
			failed=1
		fi
		# Policies know observations and interest, never how they are made.
		case $folder:$header in
		policies*:probes/place.h | policies*:probes/probe.h | policies*:probes/device/* | policies*:probes/traffic/*)
			echo "not ok - $source includes $header: policies may not know how facts are collected"
			failed=1
			;;
		esac
	done
done < <(find agent probes policies reports -name '*.c' ! -name '*.bpf.c' | sort)

for entry in *; do
	case $entry in
	agent | probes | policies | reports | tests | packaging | build* | out) ;;
	Makefile | config.mak | *.md | LICENSE) ;;
	*)
		echo "not ok - $entry at the top of the tree is not in DESIGN's list"
		failed=1
		;;
	esac
done
[ "$files" -gt 20 ] || { echo "not ok - only $files sources were looked at" && failed=1; }
[ $failed -eq 0 ] && echo "ok 1 - $files sources keep the include order"
exit $failed
