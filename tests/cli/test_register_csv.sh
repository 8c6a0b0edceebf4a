#!/usr/bin/env bash
# A technology list kept in a spreadsheet is judged as one in JSON (model A1, A17).
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

copy_school
rm "$T/school/register.json"
columns='name,supplier,for,never for,must stay off,who,where data goes,kept,agreed,told,in use,review'
list() { # NOTICE REVIEW
	printf '%s,dates.notice_given\r\n' "$columns" >"$T/school/register.csv"
	printf '"Planner, the first",Example Ltd,planning,staff-performance,,teachers,planner.example,30,' \
		>>"$T/school/register.csv"
	printf '2026-09-01,2026-10-02,2026-10-01,%s,%s\r\n' "$2" "$1" >>"$T/school/register.csv"
}
row() { # RULE : status and arguments
	python3 -c 'import json, sys
for v in json.load(open(sys.argv[1]))["verdicts"]:
    if v["rule"] == sys.argv[2] and v["register"]:
        print(v["status"], json.dumps(v["because"]["args"]))' "$T/o/disclosure.json" "$1" >"$T/row"
}

list 2026-09-04 2026-11-21
exits 1 "a list as CSV" "$D" evaluate -a "$T/school" --at 2026-11-22 -o "$T/o" -q
row R15
says "short notice is seen" "$T/row" '^breach .*"days": 27, "agreed": 28'
row R16
says "a passed review is seen" "$T/row" '^overdue .*"next_review": 1'
row R18
says "fields without a column are not recorded" "$T/row" '^incomplete-record .*"refs\.dpia"'
row R19
says "telling staff late is seen" "$T/row" '^breach .*"dates\.communicated_to_staff"'
says "the name keeps its comma" "$T/o/disclosure.json" '"Planner, the first"'
list 2026-09-31 2026-11-21
exits 2 "a day that does not exist" "$D" evaluate -a "$T/school" --at 2026-11-22 -o "$T/o" -q
says "is named by line and column" "$T/err" 'register\.csv:2:[0-9]+: .*2026-09-31'
list 2026-09-04 2026-11-21
sed -i 's/supplier/suplier/' "$T/school/register.csv"
exits 2 "a column that is none" "$D" agreement check "$T/school"
says "is named with those that there are" "$T/err" 'register\.csv:1:2: unknown column \(want name, supplier'

# A list that LibreOffice wrote itself: its quoting, its separators, its dates
list 2026-09-04 03/04/2026
exits 1 "a date that reads in two ways is judged" "$D" evaluate -a "$T/school" --at 2026-11-22 -o "$T/o" -q
says "and said" "$T/err" 'register\.csv:2:12: "03/04/2026" is read day first, as 2026-04-03'
list 2026-09-04 2026-11-21
cp "$T/school/register.csv" "$T/list.csv"
"$D" evaluate -a "$T/school" --at 2026-11-22 -o "$T/o" -q </dev/null
verdicts() {
	python3 -c 'import json, sys
for v in json.load(open(sys.argv[1]))["verdicts"]:
    print(json.dumps(v, sort_keys=True))' "$T/o/disclosure.json"
}
verdicts >"$T/plain"
# The same dates as a school in Britain types them; the program shows them its own way.
sed -i -E 's/2026-([0-9]{2})-([0-9]{2})/\2\/\1\/2026/g' "$T/list.csv"
office() { # FILTER-OPTIONS LOCALE : the list through LibreOffice's own format and back
	rm -rf "$T/office"
	LC_ALL=$2 timeout 120 soffice --headless "-env:UserInstallation=file://$T/profile-$2" --infilter='Text - txt - csv (StarCalc):44,34,76,1,,2057' \
		--convert-to ods --outdir "$T/office" "$T/list.csv" >"$T/soffice" 2>&1 &&
		LC_ALL=$2 timeout 120 soffice --headless "-env:UserInstallation=file://$T/profile-$2" \
			--convert-to "csv:Text - txt - csv (StarCalc):$1" --outdir "$T/office" "$T/office/list.ods" \
			>>"$T/soffice" 2>&1 && [ -s "$T/office/list.csv" ]
}
if ! command -v soffice >/dev/null; then
	skip "a list that LibreOffice wrote is judged as before" "soffice is not installed"
elif ! office 44,34,76,1 en_GB.UTF-8; then
	skip "a list that LibreOffice wrote is judged as before" "soffice reads no CSV here (without Calc?): $(grep -m 1 Error "$T/soffice")"
else
	for form in 44,34,76,1 59,34,76,1 9,34,76,1,,2057,true,true; do
		office "$form" en_GB.UTF-8
		rm -rf "$T/o"
		ok "LibreOffice writes the list with the options $form" $?
		cp "$T/office/list.csv" "$T/school/register.csv"
		"$D" evaluate -a "$T/school" --at 2026-11-22 -o "$T/o" -q </dev/null 2>"$T/err"
		[ "$(wc -l <"$T/plain")" -gt 5 ] && cmp -s "$T/plain" <(verdicts)
		ok "and it is judged as before" $?
	done
	says "though its dates are day first" "$T/school/register.csv" '04/09/(20)?26'
	office 44,34,76,1 en_US.UTF-8
	cp "$T/office/list.csv" "$T/school/register.csv"
	exits 2 "dates that an American LibreOffice turned round" "$D" agreement check "$T/school"
	says "are refused, not read as others" "$T/err" 'register\.csv:2:12: .*"11/21/(20)?26" is not a date: the day comes first'
fi

# long lists: what is said stays short
copy_school
rm "$T/school/register.json"
: >"$T/school/log.jsonl"
python3 - "$T/school" <<'PY'
import json, sys
path = sys.argv[1] + "/agreement.json"
agreement = json.load(open(path))
agreement["rules"] = [r for r in agreement["rules"] if r["id"] == "R01"]
agreement["processes"] = {}
json.dump(agreement, open(path, "w"))
with open(sys.argv[1] + "/register.csv", "w") as out:
    out.write("name,in use,match.products\n")
    for row in range(2000):
        out.write(f"Name {row},03/04/2026,veyon\n")
PY
exits 0 "a list of 2,000 rows of one product" "$D" agreement check "$T/school" --at 2026-11-22
[ "$(grep -c 'is read day first' "$T/err")" -eq 5 ]
ok "names the first five dates that could be read in two ways" $?
says "and how many more there are" "$T/err" 'and 1995 more dates'
[ "$(grep -c 'it matches "veyon"' "$T/out")" -eq 3 ]
ok "names the first three rows of one product" $?
says "and how many more there are" "$T/out" 'and 1996 more rows like REG-001: "veyon"'
finish
