#!/usr/bin/env bash
# The language of all that is said to people: templates, catalogue, and what the golden cases and the example print.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
cases=tests/golden/cases
mkdir "$T/html" "$T/text" "$T/summary" "$T/disclosure"

printed() { # NAME DISCLOSURE : as page and as text
	cp "$2" "$T/disclosure/$1"
	"$D" report "$2" >"$T/html/$1"
	"$D" report "$2" --format text >"$T/text/$1"
	"$D" report "$2" --format answers >"$T/html/$1-answers"
}

# Each golden case, as page, as text and as the sentences of disclosure.json; with answers on record in the log.
copy_school
"$D" respond -a "$T/school" --to Q01 --party union-a --position asked --date 2026-10-19 -q
"$D" respond -a "$T/school" --to REG-002 --party employer --position disputes --date 2026-10-20 -q \
	--text "This is never a breach, and the list is clean."
while IFS='|' read -r name observations _ at _; do
	name=${name// /} at=${at// /} files=()
	[[ -z $name || $name == \#* ]] && continue
	for file in $observations; do
		files+=("$cases/$file")
	done
	"$D" evaluate "${files[@]}" -a "$T/school" --at "$at" -o "$T/$name" >"$T/summary/$name-summary" 2>/dev/null
	printed "$name" "$T/$name/disclosure.json"
done <tests/golden/CASES
"$D" evaluate "$cases/laptop.jsonl" --at 2026-11-22 -o "$T/list" >"$T/summary/list-summary" 2>/dev/null
printed list "$T/list/disclosure.json"
[ "$(find "$T/html" "$T/text" "$T/summary" -size 0 | wc -l)" -eq 0 ] && [ "$(find "$T/text" -type f | wc -l)" -ge 10 ]
ok "every case was printed" $?

counted() { # KIND FILE... : the checks of lint.py become ours
	local line
	while IFS= read -r line; do
		case $line in
		ok*) ok "${line#*- }" 0 ;;
		not\ ok*) ok "${line#*- }" 1 ;;
		*) echo "$line" ;;
		esac
	done < <(python3 tests/lint/lint.py "$@")
}
counted itself
counted templates reports/messages_en_*.c
counted catalogue policies/catalogue/*.json
counted literals agent/interview_questions.c
counted html "$T"/html/*
counted text "$T"/text/*
counted summary "$T"/summary/*
counted disclosure "$T"/disclosure/*
# What is written from an agreement: explained, as a schedule, as papers.
"$D" agreement explain "$school" >"$T/explain"
counted explain "$T/explain"
"$D" papers -a "$school" -o "$T/papers" -q
"$D" agreement explain "$school" --format html -o "$T/papers/schedule.html"
signed=("theirs=$school/agreement.json" "theirs=$school/register.json" "theirs=$school/authorisation.json")
counted html "$T"/papers/*.html "${signed[@]}"
sed -i 's/"2026-10-31"/"2026-12-31"/; s/"in-use"/"pilot"/' "$T/school/register.json"
sed -i '0,/"severity": *"high"/s//"severity": "low"/' "$T/school/agreement.json"
"$D" agreement diff "$school" "$T/school" >"$T/diff"
"$D" agreement draft "$T/list/disclosure.json" -o - 2>/dev/null | sed -n 's|^ *// ||p' >"$T/draft"
counted text "$T/diff" "$T/draft" "${signed[@]}"
"$D" papers -o "$T/empty" -q
counted html "$T"/empty/*.html "${signed[0]}"
finish
