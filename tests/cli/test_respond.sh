#!/usr/bin/env bash
# respond: one row more in log.jsonl and not a byte else; refused is what names people or nothing; no verdict changes.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
copy_school
log=$T/school/log.jsonl
judge() { "$D" evaluate tests/golden/cases/laptop.jsonl -a "$T/school" --at 2026-11-22 -o "$1" -q; }
judge "$T/before"
cp "$log" "$T/old"

exits 0 "an answer to a row is recorded" "$D" respond -a "$T/school" --to REG-002 --party Employer --position explains \
	--text "The review is planned." --date 2026-11-20
says "and says that it cannot be taken back" "$T/out" 'cannot be taken back'
cmp -s -n "$(stat -c %s "$T/old")" "$T/old" "$log"
ok "the old bytes stay exactly as they were" $?
[ "$(wc -l <"$log")" -eq "$(($(wc -l <"$T/old") + 1))" ]
ok "one row is added" $?
says "with the party as the agreement spells it" "$log" '"party": "employer"'
truncate -s -1 "$log"
exits 0 "a last line without its end" "$D" respond -a "$T/school" --to Q01 --party union-a --position asked --date 2026-10-19
[ "$(wc -l <"$log")" -eq "$(($(wc -l <"$T/old") + 2))" ]
ok "gets one before the next row" $?
exits 0 "a dispute of a finding by its key" "$D" respond "$T/before/disclosure.json" -a "$T/school" --to veyon \
	--party "Workplace representative" --position disputes --text "It is on <b>our</b> list." --date 2026-11-21 -q
[ ! -s "$T/out" ]
ok "can be recorded quietly" $?
exits 0 "a whole report is handed over" "$D" respond "$T/before/disclosure.json" -a "$T/school" --to questions \
	--party union-b --position asked --date 2026-11-21
[ "$(grep -c 'union-b' "$log")" -eq "$(python3 -c 'import json, sys; print(len(json.load(open(sys.argv[1]))["questions"]))' \
	"$T/before/disclosure.json")" ]
ok "and each of its questions is asked" $?
exits 0 "the log is in order" "$D" agreement check "$T/school"

judge "$T/after"
python3 - "$T/before/disclosure.json" "$T/after/disclosure.json" <<'END'
import json, sys
before, after = (json.load(open(name)) for name in sys.argv[1:])
assert len(after["responses"]) > 3 and before["responses"] == []
for key in "findings", "verdicts", "register", "coverage":
    assert before[key] == after[key], key
END
ok "no verdict changes, and no finding" $?
"$D" report "$T/after/disclosure.json" >"$T/page.html"
"$D" report "$T/after/disclosure.json" --format text >"$T/page.txt"
says "the dispute stands in the page, escaped" "$T/page.html" 'Disputes: Workplace representative, 21 November 2026. .*&lt;b&gt;our'
says "the question waits in the page" "$T/page.html" 'Asked 34 days ago, no answer recorded'
says "the dispute stands in the text" "$T/page.txt" '> Disputes: Workplace representative, 21 November 2026'
says "the question waits in the text" "$T/page.txt" '> Asked 34 days ago, no answer recorded'

"$D" evaluate tests/golden/cases/laptop.jsonl -a "$T/school" --at 2028-12-01 -o "$T/over" -q
"$D" report "$T/over/disclosure.json" >"$T/over.html"
says "also in a list, when the agreement is over" "$T/over.html" 'Disputes: Workplace representative, 21 November 2026'
printf '%s\n' '{"format": "daylight-log/1", "hold": {"reason": "the dispute", "by_post": "Branch officer", "until": "2027-03-01"}}' \
	>>"$log"
judge "$T/held"
"$D" report "$T/held/disclosure.json" >"$T/held.html"
says "a hold is printed in the page" "$T/held.html" 'Until 1 March 2027 nothing is thrown away: the dispute \(Branch officer\)'
"$D" report "$T/held/disclosure.json" --format text >"$T/held.txt"
says "and in the text" "$T/held.txt" 'Until 1 March 2027 nothing is thrown away'

cp "$log" "$T/full"
refused() { # SENTENCE PATTERN OPTION...
	local sentence=$1 pattern=$2
	shift 2
	exits 2 "$sentence is refused" "$D" respond -a "$T/school" "$@"
	says "$sentence: it says why" "$T/err" "$pattern"
}
refused "a row that is none" 'no question and no row' --to REG-999 --party employer --position accepts
refused "the name of a person" 'no party and no post' --to REG-001 --party "Jo Bloggs" --position accepts
refused "an e-mail address" 'e-mail address' --to REG-001 --party employer --position explains --text "jo@school.example"
refused "a telephone number" 'telephone number' --to REG-001 --party employer --position explains --text "Ring 020 7946 0958"
refused "a home folder" 'home folder' --to REG-001 --party employer --position explains --text 'See C:\Users\jo\agent.log'
refused "a home folder as the document" 'home folder' --to REG-001 --party employer --position accepts --document /home/jo/x.odt
refused "a position that is none" 'did you mean disputes' --to REG-001 --party employer --position dispute
refused "a day to come" 'still to come' --to REG-001 --party employer --position accepts --date 2999-01-01
refused "a day that is none" 'is not a date' --to REG-001 --party employer --position accepts --date 2026-02-30
refused "a report by too few" 'at least 5' --to REG-001 --party staff --position staff-report --text x --count 4
refused "a number that is none" 'not a number' --to REG-001 --party staff --position staff-report --text x --count five
refused "an answer to all questions at once" 'asked only' --to questions --party employer --position accepts
refused "nobody" '--party is missing' --to REG-001 --position accepts
exits 0 "dates, amounts and ids are no telephone numbers" "$D" respond -a "$T/school" --to REG-001 --party employer \
	--position explains --text 'Off from 01-09-2026 12.30; 12 500 000 000 bytes, REG-0012345678' --date 2026-11-01
cp "$T/full" "$log"
exits 2 "a finding that the report does not hold is refused" "$D" respond "$T/before/disclosure.json" -a "$T/school" \
	--to nothing --party employer --position accepts
cmp -s "$T/full" "$log"
ok "what was refused left no byte" $?

mv "$log" "$T/elsewhere"
exits 0 "a folder without a log" "$D" respond -a "$T/school" --to REG-001 --party union-a --position accepts
[ "$(stat -c %a "$log")" = 600 ] && [ "$(wc -l <"$log")" -eq 1 ]
ok "gets one, for its owner alone" $?
rm "$log"
exits 2 "a refusal" "$D" respond -a "$T/school" --to REG-999 --party union-a --position accepts
[ ! -e "$log" ]
ok "leaves no empty log behind" $?
ln -s "$T/elsewhere" "$log"
exits 2 "a link in its place" "$D" respond -a "$T/school" --to REG-001 --party union-a --position accepts
cmp -s "$T/full" "$T/elsewhere"
ok "is not written through" $?
rm "$log"
cp "$T/full" "$log"
if command -v flock >/dev/null; then
	exits 2 "a log that another one is writing" flock "$log" "$D" respond -a "$T/school" --to REG-001 --party union-a --position accepts
	says "is left alone" "$T/err" 'try again'
else
	skip "a log that another one is writing" "flock is missing"
fi
finish
