#!/usr/bin/env bash
# The published schema of the disclosure against the sample, and against what our own builder made of the example.
set -u
cd "$(dirname "$0")/../.." || exit 1
if ! python3 -c 'import jsonschema; jsonschema.Draft202012Validator' 2>/dev/null; then
	echo "ok 1 - disclosure schema # SKIP python3-jsonschema is missing"
	exit 0
fi
python3 - <<'END'
import copy
import json
import sys

import jsonschema

schema = json.load(open("policies/schema/disclosure.schema.json", encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
sample = json.load(open("tests/golden/disclosure-sample.json", encoding="utf-8"))
test = failed = 0


def check(holds, what):
    global test, failed
    test += 1
    failed += not holds
    print("%s %d - %s" % ("ok" if holds else "not ok", test, what))


def broken(change):
    other = copy.deepcopy(sample)
    change(other)
    return not validator.is_valid(other)


errors = ["%s: %s" % (e.json_path, e.message[:120]) for e in validator.iter_errors(sample)]
check(not errors, "takes the sample " + "; ".join(errors[:3]))
for name in schema["required"]:
    check(broken(lambda d: d.pop(name)), "refuses one without " + name)
check(broken(lambda d: d["verdicts"][0].update(status="guilty")), "refuses a status that is none")
check(broken(lambda d: d["findings"][0]["seen"].update(devices="<5")), "refuses a count in words")
check(broken(lambda d: d["findings"][0]["seen"].update(devices={"below": 0})), "refuses a bound of nought")
check(broken(lambda d: d["findings"][0].update(id="veyon")), "refuses an id that is no hash")
check(broken(lambda d: d["agreement"].update(check_code="ABCD")), "refuses a check code cut short")
statuses = schema["$defs"]["verdict"]["properties"]["status"]["enum"]
source = open("policies/status.c", encoding="utf-8").read()
check(len(statuses) == 14 and all('"%s"' % word in source for word in statuses), "knows the statuses of the program")
sys.exit(failed > 0)
END
