#!/usr/bin/env bash
# A rep makes an agreement: the starter, the dialogue on a real terminal, and answers from a file (model A17).
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# --- starter
exits 0 "the starter writes a folder" "$D" agreement starter -o "$T/start" --at 2026-11-22
for f in agreement.json register.csv authorisation.json log.jsonl README.txt; do
	[ -e "$T/start/$f" ]
	ok "with $f" $?
done
[ "$(stat -c '%a' "$T/start" "$T/start/agreement.json" | tr '\n' ' ')" = "700 600 " ]
ok "which nobody else can read" $?
[ -z "$(find "$T/start" -name '*.part')" ]
ok "and leaves no half-written file" $?
exits 0 "as it is, it passes the check" "$D" agreement check "$T/start"
says "with eight rules" "$T/out" 'in order.*; 8 rules, 0 technologies'
exits 0 "explain tells what the rules mean" "$D" agreement explain "$T/start"
[ "$(grep -cE '^R0[1-8] +Signed' "$T/out")" -eq 8 ]
ok "of each of the eight" $?
says "the permission is a draft" "$T/start/authorisation.json" '"status": "draft"'
[ "$(head -n 1 "$T/start/register.csv" | tr -cd , | wc -c)" -eq 11 ]
ok "the list has twelve columns" $?
printf 'Planner,Example Ltd,planning,staff-performance,Screen recording,teachers,planner.example,30,01/09/2026,01/09/2026,02/09/2026,31/10/2026\n' \
	>>"$T/start/register.csv"
exits 4 "a draft judges nothing" "$D" evaluate -a "$T/start" --at 2026-11-22 -o "$T/o" -q
sed -i 's/"status": "draft"/"status": "signed"/' "$T/start/agreement.json"
exits 1 "a signed one judges" "$D" evaluate -a "$T/start" --at 2026-11-22 -o "$T/o" -q
says "a review that is late" "$T/o/disclosure.json" '"rule": *"R08"'
before=$(sha256sum "$T/start"/*)
exits 2 "a second starter in the same folder is refused" "$D" agreement starter -o "$T/start"
says "and the file named" "$T/err" 'is there already'
[ "$before" = "$(sha256sum "$T/start"/*)" ]
ok "and nothing was overwritten" $?
mkdir "$T/some"
echo mine >"$T/some/register.csv"
exits 2 "nor is a list that somebody began" "$D" agreement starter -o "$T/some"
[ "$(ls -A "$T/some")" = register.csv ] && [ "$(cat "$T/some/register.csv")" = mine ]
ok "which stays alone" $?
says "the day stands in it" "$T/start/agreement.json" '"in_force_from": "2026-11-22"'
exits 0 "the folder may be a word" "$D" agreement starter "$T/word" --at 2026-03-01T23:30:00Z
says "and the day a time" "$T/word/agreement.json" '"in_force_from": "2026-03-01"'
exits 2 "without -o it says what is missing" "$D" agreement starter
says "by name" "$T/err" '-o DIR'

# --- answers from a file
cat >"$T/answers.json" <<'JSON'
{
  "format": "daylight-answers/1",
  "answers": {
    "school": "Hill \"Top\" School",
    "unions": "NASUWT; UNISON",
    "country": "Wales",
    "start": "01/09/2026",
    "laptops": 40,
    "rule.R05": "no",
    "technologies": [
      {"name": "Veyon", "off": "Screen recording", "kept": "0", "agreed": "1/9/2026", "for": "a, b; c"},
      {"name": "Other"}
    ]
  }
}
JSON
exits 0 "a file of answers makes an agreement" "$D" agreement new -o "$T/filed" --answers "$T/answers.json"
says "and says what to do next" "$T/out" 'agreement explain'
code=$(sed -nE 's/.*check code is ([0-9A-Z-]+)\..*/\1/p' "$T/out")
exits 0 "which passes the check" "$D" agreement check "$T/filed"
says "with the same code" "$T/out" "code $code; 7 rules, 2 technologies"
says_not "a product that the catalogue names is recognised" "$T/out" 'REG-001: cannot be seen'
python3 - "$T/filed" <<'PY'
import json, sys
a = json.load(open(sys.argv[1] + "/agreement.json"))
assert a["agreement"]["title"].endswith('Hill "Top" School') and a["agreement"]["jurisdiction"] == "GB-WLS"
assert [p["name"] for p in a["parties"]] == ['Hill "Top" School', "NASUWT", "UNISON"]
assert a["scope"]["device_classes"][0]["count"] == 40 and a["agreement"]["in_force_from"] == "2026-09-01"
assert "R05" not in [r["id"] for r in a["rules"]]
PY
ok "and holds what was answered" $?
exits 0 "its answers.json makes the same again" "$D" agreement new -o "$T/again" --answers "$T/filed/answers.json"
cmp -s "$T/filed/agreement.json" "$T/again/agreement.json" && cmp -s "$T/filed/register.csv" "$T/again/register.csv" &&
	cmp -s "$T/filed/answers.json" "$T/again/answers.json"
ok "byte for byte" $?
exits 0 "the folder may be a word" "$D" agreement new "$T/worded" --answers "$T/answers.json"
cmp -s "$T/filed/agreement.json" "$T/worded/agreement.json"
ok "for the same agreement" $?
spoil() { # SENTENCE SED-EXPRESSION PATTERN
	sed "$2" "$T/answers.json" >"$T/bad.json"
	exits 2 "$1" "$D" agreement new -o "$T/bad" --answers "$T/bad.json"
	says "  is told by place and remedy" "$T/err" "$3"
	[ ! -e "$T/bad/agreement.json" ] && [ -z "$(ls -A "$T/bad" 2>/dev/null)" ]
	ok "  and nothing is written" $?
}
spoil "an answer that is missing" '/"school"/d' 'bad\.json:3:14: /answers: "school" is missing \(add it\)'
spoil "a key that is none" 's/"unions"/"union"/' 'bad\.json:5:[0-9]+: .*union.*unions'
spoil "a date that is none" 's/01.09.2026/31.02.2026/' 'bad\.json:7:14: /answers/start: .*DD/MM/YYYY'
spoil "a country that is none" 's/Wales/Whales/' 'bad\.json:6:[0-9]+: /answers/country: want one of: England'
spoil "an ability that is none" 's/Screen recording/screen-recordin/' 'technologies/0/off: .*did you mean screen-recording'
spoil "a number in words" 's/40,/"forty",/' '/answers/laptops: want a whole number'
spoil "a technology without a name" 's/"name": "Other"/"supplier": "x"/' 'technologies/1: "name" is missing'
spoil "control characters" 's/Wales/\\u001b[2J/' 'control character'
spoil "another format" 's/answers.1/answers\/2/' 'want "format": "daylight-answers/1"'
spoil "a list that is none" 's/"name": "Veyon"/"nam": "V"/' 'nam'
exits 2 "without a terminal nothing is asked" "$D" agreement new -o "$T/none"
says "and the way out is named" "$T/err" 'answers FILE'

# --- the dialogue, on a terminal
if ! python3 -c 'import pty; pty.openpty()' 2>/dev/null; then
	skip "the dialogue on a terminal" "no pseudo-terminal can be opened here (/dev/pts)"
	finish
fi
talk() { # SENTENCE STATUS SCRIPT FOLDER
	local status=0
	timeout 120 python3 tests/cli/terminal.py "$3" "$D" agreement new -o "$4" >"$T/out" 2>"$T/err" || status=$?
	[ "$status" -eq "$2" ] || echo "# wanted status $2, got $status: $(tail -n 12 "$T/out")"
	ok "$1" $((status != $2))
}
{
	printf 'name of the school\t?\n'
	printf 'contract of employment\t\n'
	printf 'Not taken: this is needed\t\\x1b[A\n'
	printf 'control character\tHill Top School\n'
	printf 'Which post signs for the employer\tback\n'
	printf 'name of the school\t\n'
	printf 'Which post signs for the employer\t\n'
	printf 'unions sign\tNASUWT\n'
	printf 'signs for the unions\t\n'
} >"$T/first"
{
	cat "$T/first"
	printf 'which country\t\\x03\n'
} >"$T/script"
talk "a dialogue that is interrupted" 5 "$T/script" "$T/spoken"
says "names what it keeps" "$T/out" 'answers\.json\.part'
[ "$(ls -A "$T/spoken")" = answers.json.part ]
ok "and keeps the answers alone" $?
{
	printf 'Going on where it ended; 4 answers\t\n' | sed 's/\t$/\tEngland/'
	printf 'which day does the agreement apply\t31/02/2026\n'
	printf 'Not taken\t03/04/2026\n'
	printf 'Read as 2026-04-03\t\n'
} >"$T/script"
{
	sed -n 1,2p "$T/script"
	printf 'Not taken\t03/04/2026\n'
	printf 'Until which day\tKILL\n'
} >"$T/killed"
talk "goes on at the first open question, and is killed" 137 "$T/killed" "$T/spoken"
says "it began where it ended" "$T/out" 'which country'
says_not "and asked nothing twice" "$T/out" 'unions sign'
says "03/04/2026 is read day first, and said so" "$T/out" 'Read as 2026-04-03'
printf '{"key":"school","ans' >>"$T/spoken/answers.json.part"
{
	printf 'Until which day\t01/01/2020\n'
	printf 'before the day\t-\n'
	printf 'time zone\tback\n'
	printf 'Until which day\t\n'
	printf 'time zone\t\n'
	printf 'groups of staff\t\n'
	printf 'laptops\t60\n'
	for _ in 1 2 3 4; do printf 'Shall this rule be\t\n'; done
	printf 'Shall this rule be\tno\n'
	for _ in 6 7 8; do printf 'Shall this rule be\tyes\n'; done
	printf 'allow a check\t\n'
	printf 'Add a technology\ty\n'
	printf 'Its name\tVeyon\n'
	printf 'Who supplies\tVeyon Community; "and" others\n'
	printf 'may it be used for\tteaching\n'
	printf 'must it not be used\tstaff-performance\n'
	printf 'must stay off\tscreen-recordin\n'
	printf 'did you mean screen-recording\tScreen recording\n'
	printf 'does it cover\tteachers\n'
	printf 'data go\tschool only\n'
	printf 'how many days\tten\n'
	printf 'whole number\t10\n'
	printf 'agreed with\t1 June 2026\n'
	printf 'staff told\t01/06/2026\n'
	printf 'been in use\t02/06/2026\n'
	printf 'reviewed\t\n'
	printf 'Add a technology\t\n'
	printf 'What to do next\t\n'
} >"$T/script"
talk "a third start goes to the end" 0 "$T/script" "$T/spoken"
exits 0 "and ends in an agreement that passes the check" "$D" agreement check "$T/spoken"
says "with the rules and technologies that were wanted" "$T/out" '; 7 rules, 1 technologies'
python3 - "$T/spoken" <<'PY'
import csv, json, sys
a = json.load(open(sys.argv[1] + "/agreement.json"))
assert a["agreement"]["title"].endswith("Hill Top School") and a["agreement"]["in_force_from"] == "2026-04-03"
assert "in_force_until" not in a["agreement"]
rows = list(csv.reader(open(sys.argv[1] + "/register.csv")))
assert rows[1][:9] == ["Veyon", 'Veyon Community; "and" others', "teaching", "staff-performance", "screen-recording", "teachers",
                       "school only", "10", "2026-06-01"], rows[1]
PY
ok "and holds what was said" $?
[ ! -e "$T/spoken/answers.json.part" ] && [ -e "$T/spoken/answers.json" ]
ok "the answers stand in answers.json" $?
talk "a finished agreement is not begun anew" 2 /dev/null "$T/spoken"

# --- leaving, typing ahead, and what is no answer
{
	printf 'name of the school\tback\n'
	printf 'This is the first question\tHill\\x00Top\n'
	printf 'Not taken\t  Low Hill School  \\nHead\\nNASUWT\n'
	printf 'signs for the unions\tRep\n'
	printf '[England] >\t\n'
	printf '[today] >\t-\n'
	printf 'Not taken: "-" is not a date\tquit\n'
} >"$T/script"
talk "quit leaves the dialogue" 5 "$T/script" "$T/left"
says "and says how to go on" "$T/out" 'Not finished\. The same command goes on where it ended'
[ "$(grep -c 'What is the name of the school' "$T/out")" -eq 1 ]
ok "a question is not repeated when its answer was not taken" $?
grep -qF '"answer":"Low Hill School"' "$T/left/answers.json.part" && grep -qF '"answer":"NASUWT"' "$T/left/answers.json.part"
ok "what was typed ahead is kept, without the spaces around it" $?
printf 'which day does the agreement apply\t\\x04\n' >"$T/script"
talk "the end of input leaves it too" 5 "$T/script" "$T/left"
says "in the same way" "$T/out" 'Not finished\. The same command goes on where it ended'

# --- what lies in the way
mkdir "$T/link"
echo precious >"$T/precious"
ln -s "$T/precious" "$T/link/answers.json.part"
talk "a link in place of the saved answers is refused" 2 /dev/null "$T/link"
[ "$(cat "$T/precious")" = precious ]
ok "and what it points to is left alone" $?
finish
