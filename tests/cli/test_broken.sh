#!/usr/bin/env bash
# tests/broken/CASES: each broken agreement is refused with exit 2, by the file, line and column of its mistake and with a
# remedy; no two of them say the same. tests/broken/WARNINGS: what loads is warned of, and judged all the same.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# A copy of the example with one file changed; the line form of its rules for redlines.txt.
break_it() { # FILE SED-EXPRESSION
	local file=$1
	copy_school
	case $file in
	redlines.txt)
		rm -rf "$T/lines"
		"$D" agreement convert --to lines "$T/school" -o "$T/lines" >/dev/null 2>&1 </dev/null
		rm -rf "$T/school"
		mv "$T/lines" "$T/school"
		;;
	register.csv)
		rm "$T/school/register.json"
		printf 'id,name,agreed,in use,kept,must stay off\nREG-001,A,2026-06-01,2026-09-01,30,screen-recording\n%s' \
			'REG-002,B,,,,
REG-003,C,,,,
REG-004,D,,,,
REG-005,E,,,,
REG-006,F,,,,
REG-007,G,,,,
' >"$T/school/register.csv"
		;;
	esac
	[ -e "$T/school/$file" ] || : >"$T/school/$file"
	cp "$T/school/$file" "$T/before"
	sed -i -E "$2" "$T/school/$file"
	! cmp -s "$T/before" "$T/school/$file"
}

: >"$T/said"
count=0
while IFS='|' read -r sentence file change place remedy; do
	case $sentence in '' | '#'*) continue ;; esac
	count=$((count + 1))
	if ! break_it "$file" "$change"; then
		echo "# changes nothing: $change"
		ok "$sentence" 1
		continue
	fi
	status=0
	"$D" agreement check "$T/school" >"$T/out" 2>"$T/err" </dev/null || status=$?
	grep -qE "^daylight agreement check: $place" "$T/err" && grep -qE -- "$remedy" "$T/err" && [ "$status" -eq 2 ]
	result=$?
	[ "$result" -eq 0 ] || echo "# status $status, said: $(head -c 500 "$T/err")"
	ok "$sentence is refused where it stands, with a remedy" "$result"
	sed -E 's/^daylight agreement check: [^ ]+ //' "$T/err" | head -n 1 >>"$T/said"
done <tests/broken/CASES
[ "$count" -ge 60 ]
ok "there are at least 60 broken agreements ($count)" $?
[ "$(sort -u "$T/said" | wc -l)" -eq "$count" ]
ok "and no two say the same" $?
sort "$T/said" | uniq -d | sed 's/^/# twice: /'

while IFS='|' read -r sentence file change warning; do
	case $sentence in '' | '#'*) continue ;; esac
	break_it "$file" "$change" || echo "# changes nothing: $change"
	exits 0 "$sentence passes the check" "$D" agreement check "$T/school" --at 2026-11-22
	says "  with a warning" "$T/out" "$warning"
	status=0
	"$D" evaluate -q -a "$T/school" --at 2026-11-22 -o "$T/o" </dev/null >/dev/null 2>"$T/err" || status=$?
	[ "$status" -ne 2 ] && [ "$status" -ne 5 ]
	ok "  and is judged all the same" $?
done <tests/broken/WARNINGS

for folder in policies/examples/*/; do
	exits 0 "the shipped example $folder is in order" "$D" agreement check "$folder" --at 2026-11-22
done
finish
