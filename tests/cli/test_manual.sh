#!/usr/bin/env bash
# The manual page is sound, and knows every command and option that --help knows, and no other.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
page=packaging/man/daylight.1

"$D" --help | sed -nE "s/^  ([a-z]+) +[a-z].*/\1/p" | sort >"$T/commands"
sed -i "/^daylight\$/d" "$T/commands"
[ "$(wc -l <"$T/commands")" -ge 8 ]
ok "--help lists the commands" $?
while read -r command; do
	"$D" "$command" --help >"$T/help"
	verbs=
	grep -q '^Usage: .* VERB ' "$T/help" && verbs=$(sed -nE 's/^  ([a-z]+) +[a-z].*/\1/p' "$T/help" | grep -vx daylight)
	for verb in $verbs; do
		"$D" "$command" "$verb" --help >"$T/verb"
		[ "$(wc -l <"$T/verb")" -le 40 ] && grep -q '^Example:' "$T/verb"
		ok "the help of $command $verb fits a screen and shows an example" $? >&3
		cat "$T/verb" >>"$T/help"
		grep -qE "^\.(It |Ss )?Cm $command $verb( |$)" "$page"
		ok "the manual tells of $command $verb" $? >&3
	done
	sed -nE 's/^  (-[a-z],|   ) --([a-z-]+).*/\2/p' "$T/help"
	awk 'length > 120 { exit 1 }' "$T/help"
	ok "the help of $command is no wider than a screen" $? >&3
	grep -qE "^\.(It )?Cm $command( |$)" "$page"
	ok "the manual tells of $command" $? >&3
done <"$T/commands" 3>&1 >"$T/options"
sort -u -o "$T/options" "$T/options"
sed -nE '/^\.Sh OPTIONS/,/^\.Sh FILES/ s/^\.It (.*)/\1/p' "$page" | grep -oE -- '-[a-z]+(-[a-z]+)*' |
	sed -nE 's/^-([a-z]{2,}(-[a-z]+)*)$/\1/p' | sort -u >"$T/manual"
comm -23 "$T/options" "$T/manual" | sed 's/^/# not in the manual: --/'
[ -z "$(comm -23 "$T/options" "$T/manual")" ]
ok "every option of a help text stands in the manual" $?
comm -13 "$T/options" "$T/manual" | sed 's/^/# no command has it: --/'
[ -z "$(comm -13 "$T/options" "$T/manual")" ]
ok "every option of the manual belongs to a command" $?
if command -v mandoc >/dev/null; then
	mandoc -Tlint -Wwarning "$page" >"$T/lint"
	sed 's/^/# /' "$T/lint"
	ok "mandoc finds nothing to warn of" "$([ -s "$T/lint" ] && echo 1 || echo 0)"
else
	skip "mandoc finds nothing to warn of" "mandoc is missing"
fi
for field in status valid_from valid_until given_by capacity consent notice_to_users dpia_ref network_metadata may_read \
	host_inventory; do
	grep -q "^\.Va $field" "$page" && grep -q "\"$field\"" "$school/authorisation.json"
	ok "the manual tells of $field, which a permission holds" $?
done
for status in 0 1 2 3 4 5; do
	grep -q "^\.It $status\$" "$page"
	ok "the manual tells of exit status $status" $?
done
# The page about the files of an agreement: every verb and word of the line form, every column, and examples that work.
files=packaging/man/daylight-agreement.5
if command -v mandoc >/dev/null; then
	mandoc -Tlint -Wwarning "$files" >"$T/lint"
	sed 's/^/# /' "$T/lint"
	ok "mandoc finds nothing to warn of in the page about the files" "$([ -s "$T/lint" ] && echo 1 || echo 0)"
fi
grep -oE '^	\{ "[a-z-]+", "' policies/redlines_words.c | cut -d'"' -f2 | sort -u >"$T/words"
[ "$(wc -l <"$T/words")" -ge 17 ]
ok "the line form has its words" $?
while read -r word; do
	grep -qE "(Ic|_pct) ?$word( |$)|Va $word|Ql .*$word" "$files" || echo "$word"
done <"$T/words" | grep -vE '_pct$|^days$|^targets$' >"$T/untold"
sed 's/^/# not told of: /' "$T/untold"
ok "the page tells of each word of the line form" "$([ -s "$T/untold" ] && echo 1 || echo 0)"
head -n 1 policies/starter/register.csv | tr , '\n' | sed -E 's/ \(.*//' | while read -r title; do
	grep -qiE "^\.It $title\$" "$files" || echo "# no column: $title"
done >"$T/columns"
cat "$T/columns"
ok "and of each column of the spreadsheet" "$([ -s "$T/columns" ] && echo 1 || echo 0)"
copy_school
python3 - "$T/school/agreement.json" <<'PY'
import json, sys
agreement = json.load(open(sys.argv[1]))
del agreement["rules"], agreement["processes"]  # which names rules
json.dump(agreement, open(sys.argv[1], "w"))
PY
: >"$T/school/log.jsonl"
sed -n '/^rule R05/,/^\.Ed/p' "$files" | grep -v '^\.Ed' >"$T/school/redlines.txt"
exits 0 "its rule is one" "$D" agreement check "$T/school"
says "that counts" "$T/out" '; 1 rules'
sed -n '/^{"format": "daylight-answers/,/^\.Ed/p' "$files" | grep -v '^\.Ed' >"$T/answers.json"
exits 0 "its answers make an agreement" "$D" agreement new -o "$T/made" --answers "$T/answers.json"
finish
