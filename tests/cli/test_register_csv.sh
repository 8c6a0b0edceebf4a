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
finish
