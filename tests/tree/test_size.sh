#!/usr/bin/env bash
# The hard limits of the house, over agent, probes, policies and reports: lines of a file and of a function, calls that
# may not stand anywhere, and state at file scope, which only the signal flag of agent/interrupt.c may be.
# The code is formatted (make lint): a function's braces stand in the first column.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${DAYLIGHT_BUILD:-build}
file_max=500 function_max=100
allowed='agent/interrupt.o asked_to_stop'
failed=0 tests=0

mapfile -t files < <(find agent probes policies reports -name '*.[ch]' | sort)

# verdict NAME FAULTS: one line for the test, and one for each fault.
verdict() {
	tests=$((tests + 1))
	if [ -z "$2" ]; then
		echo "ok $tests - $1"
		return
	fi
	echo "not ok $tests - $1"
	printf '# %s\n' "${2//$'\n'/$'\n# '}"
	failed=1
}

# "FILE LINE-NUMBER LINE" of all files, without what stands in comments, strings and character constants.
code_of() {
	awk '
	FNR == 1 { comment = 0 }
	{
		line = $0; code = ""
		while (line != "") {
			if (comment) {
				end = index(line, "*/")
				if (!end)
					break
				comment = 0; line = substr(line, end + 2)
			} else if (match(line, /^"([^"\\]|\\.)*"/) || match(line, /^\047([^\047\\]|\\.)*\047/)) {
				code = code "0"; line = substr(line, RLENGTH + 1)
			} else if (substr(line, 1, 2) == "/*") {
				comment = 1; code = code " "; line = substr(line, 3)
			} else if (substr(line, 1, 2) == "//") {
				break
			} else {
				code = code substr(line, 1, 1); line = substr(line, 2)
			}
		}
		print FILENAME, FNR, code
	}' "$@"
}

# "LINES FILE HEAD" of each function.
functions_of() {
	awk '
	FNR == 1 { start = 0; head = "" }
	/^[A-Za-z_].*\(/ { head = $0 }
	/^[{]/ || /^[A-Za-z_].*\).*[{]$/ { start = FNR }
	/^}/ {
		if (start)
			print FNR - start + 1, FILENAME, head
		start = 0
	}' "$@"
}

# "FILE LINE-NUMBER LINE" where a word that may not stand in code stands as a whole word.
banned_in() {
	awk '{
		line = " " $0 " "
		call = "[^A-Za-z0-9_](strcpy|strcat|sprintf|vsprintf|gets|atoi|strtok|alloca)[ \t]*[(]"
		if (line ~ call || line ~ /[^A-Za-z0-9_]goto[^A-Za-z0-9_]/ ||
		    line ~ /[^A-Za-z0-9_]typedef[ \t]+(const[ \t]+)?(struct|union)[^A-Za-z0-9_]/)
			print
	}'
}

# "OBJECT SYMBOL" of what can be written to while the program runs. Tables of pointers, which the loader fills in once
# and then protects, stand in .data.rel.ro.
state_in() {
	nm -A --format=sysv "$@" | awk -F: '{
		count = split($2, field, "|")
		gsub(/[ \t]/, "", field[1]); gsub(/[ \t]/, "", field[count]); gsub(/[ \t]/, "", field[4])
		section = field[count]
		if ((field[4] == "OBJECT" || field[4] == "TLS") && section ~ /^([.]t?bss|[.]t?data|[*]COM[*]|COMMON)/ &&
		    section !~ /^[.]data[.]rel[.]ro/)
			print $1, field[1]
	}'
}

[ "${#files[@]}" -gt 100 ] || { echo "not ok - only ${#files[@]} files were looked at" && exit 1; }

verdict "none of ${#files[@]} files is longer than $file_max lines" "$(wc -l "${files[@]}" |
	awk -v max=$file_max '$2 != "total" && $1 > max { print $2 ": " $1 " lines" }')"

functions=$(functions_of "${files[@]}")
count=$(wc -l <<<"$functions")
[ "$count" -gt 500 ] || { echo "not ok - only $count functions were found" && exit 1; }
verdict "none of $count functions is longer than $function_max lines" "$(awk -v max=$function_max '$1 > max' <<<"$functions")"

verdict "no goto, unbounded copy, atoi, strtok, alloca or typedef of a structure" "$(code_of "${files[@]}" | banned_in)"

verdict "nothing is left to do later" "$(grep -nwE 'TODO|FIXME|XXX' "${files[@]}")"

mapfile -t objects < <(printf '%s\n' "${files[@]}" | sed -n "/\.bpf\.c$/d; s|^\(.*\)\.c$|$build/\1.o|p")
case $build in
*san-*)
	tests=$((tests + 1))
	echo "ok $tests - no state at file scope # SKIP a sanitizer adds its own"
	;;
*)
	verdict "no state at file scope but a signal's flag" "$(state_in "${objects[@]}" 2>&1 |
		sed "s|^$build/||" | grep -vxF "$allowed")"
	;;
esac
exit $failed
