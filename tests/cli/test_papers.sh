#!/usr/bin/env bash
# The papers around a check, and the schedule that is signed: as pages and as files for LibreOffice.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
kinds="permission dpia notice terms it-sheet"

exits 0 "papers writes all of them" "$D" papers -a "$school" -o "$T/html"
for kind in $kinds; do
	says "the page of $kind says that it is not legal advice" "$T/html/$kind.html" 'It is not legal advice'
	says_not "and asks for nothing from anywhere" "$T/html/$kind.html" '<script|<img|<link|url\(|src='
done
exits 0 "the same for LibreOffice" "$D" papers -a "$school" -o "$T/odt" --format odt -q
exits 0 "and without an agreement" "$D" papers -o "$T/blank" --format odt -q
exits 0 "the schedule as a page" "$D" agreement explain "$school" --format html -o "$T/schedule.html"
exits 0 "the schedule for LibreOffice" "$D" agreement explain "$school" --format odt -o "$T/schedule.odt"
python3 tests/cli/check_odt.py "$T"/odt/*.odt "$T"/blank/*.odt "$T/schedule.odt"
ok "each is a sound OpenDocument package" $?
if command -v unzip >/dev/null; then
	for file in "$T"/odt/*.odt "$T/schedule.odt"; do unzip -tq "$file" >/dev/null || echo "# $file"; done | (! grep .)
	ok "unzip finds nothing damaged" $?
else
	skip "unzip finds nothing damaged" "unzip is missing"
fi
if command -v soffice >/dev/null; then
	HOME=$T soffice --headless --convert-to pdf --outdir "$T/pdf" "$T"/odt/*.odt "$T/schedule.odt" >/dev/null 2>&1
	[ "$(find "$T/pdf" -name '*.pdf' | wc -l)" -eq 6 ]
	ok "LibreOffice opens each" $?
	if command -v pdftotext >/dev/null; then
		pages=$(pdftotext "$T/pdf/schedule.pdf" - | grep -c $'\f')
		codes=$(pdftotext "$T/pdf/schedule.pdf" - | grep -c '^Check code [0-9A-Z-]*$\|Check code ....-....-....-....')
		[ "$codes" -ge "$pages" ]
		ok "and the check code stands on every page of the schedule" $?
		[ "$(pdftotext "$T/pdf/it-sheet.pdf" - | grep -c $'\f')" -le 3 ]
		ok "and the sheet for IT keeps to its pages" $?
	fi
else
	skip "LibreOffice opens each" "LibreOffice is missing"
fi

exits 0 "a second time" "$D" papers -a "$school" -o "$T/again" --format odt -q
for kind in $kinds; do cmp "$T/odt/$kind.odt" "$T/again/$kind.odt"; done
ok "the same input gives the same bytes" $?
exits 0 "one alone" "$D" papers -a "$school" -o "$T/one" --kind notice -q
[ "$(ls "$T/one")" = notice.html ]
ok "is the only file" $?
[ "$(stat -c %a "$T/one/notice.html")" = 600 ]
ok "which only its owner may read" $?

# paper is compared with paper: the schedule's code is the one that check prints
code=$("$D" agreement check "$school" | sed -nE 's/.*code ([0-9A-Z-]{19}).*/\1/p')
says "the schedule holds the code that check prints" "$T/schedule.html" "Check code $code"
exits 0 "explain in words, into a file" "$D" agreement explain "$school" -o "$T/words.txt"
says "holds the signed sentences" "$T/words.txt" 'R05  Signed    Keystroke logging must not run'
exits 0 "explain in words" "$D" agreement explain "$school"
cmp -s "$T/out" "$T/words.txt"
ok "prints the same" $?

exits 2 "a paper that is none" "$D" papers -o "$T/x" --kind permision
says "is named with the nearest" "$T/err" 'want permission'
exits 2 "a format that is none" "$D" papers -o "$T/x" --format pdf
says "is named with those that are" "$T/err" 'want html or odt'
exits 2 "papers without -o" "$D" papers -a "$school"
says "says what is missing" "$T/err" 'o DIR is missing'
exits 2 "a schedule of two agreements" "$D" agreement explain "$school" "$school" --format html
copy_school
sed -i 's/"valid_until": *"2027-07-31"/"valid_until": "31-07-2027"/' "$T/school/authorisation.json"
exits 2 "a permission with a date that is none" "$D" papers -a "$T/school" -o "$T/x"
says "is named with its place" "$T/err" 'authorisation\.json:[0-9]+:[0-9]+: /valid_until'
rm "$T/school/authorisation.json"
exits 0 "an agreement without a permission" "$D" papers -a "$T/school" -o "$T/bare" -q
says "has blanks in its permission form" "$T/bare/permission.html" 'class="blank">what the check is for; one purpose'
says "and the agreement's name all the same" "$T/bare/permission.html" 'Example Academy'

# words from outside are words
copy_school
sed -i 's/"title": "EXAMPLE/"title": "<img src=x onerror=alert(1)>\\u202e/' "$T/school/agreement.json"
exits 0 "a title of mark-up" "$D" agreement explain "$T/school" --format html -o "$T/evil.html"
says_not "stays text" "$T/evil.html" '<img'
exits 0 "for LibreOffice too" "$D" agreement explain "$T/school" --format odt -o "$T/evil.odt"
python3 tests/cli/check_odt.py "$T/evil.odt"
ok "in a sound package" $?
exits 0 "a folder with a control character in its name" "$D" papers --kind notice -o "$T/$(printf 'red\033[31m')"
says_not "is not obeyed by the terminal" "$T/out" "$(printf '\033')"
finish
