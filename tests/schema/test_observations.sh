#!/usr/bin/env bash
# The published schema of observations against lines that our own reader takes, and lines that it refuses.
set -u
cd "$(dirname "$0")/../.." || exit 1
if ! python3 -c 'import jsonschema; jsonschema.Draft202012Validator' 2>/dev/null; then
	echo "ok 1 - observations schema # SKIP python3-jsonschema is missing"
	exit 0
fi
python3 - <<'END'
import json
import sys

import jsonschema

schema = json.load(open("policies/schema/observations.schema.json", encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
test = failed = 0


def check(holds, what):
    global test, failed
    test += 1
    failed += not holds
    print("%s %d - %s" % ("ok" if holds else "not ok", test, what))


def lines(path):
    with open(path, encoding="utf-8") as text:
        return [json.loads(line) for line in text]


good = lines("tests/schema/observations-good.jsonl")
bad = lines("tests/schema/observations-bad.jsonl")
check(len(good) == 8 and all(validator.is_valid(line) for line in good), "takes what the reader takes")
for number, line in enumerate(bad, 1):
    check(not validator.is_valid(line), "refuses line %d, as the reader does" % number)
kinds = schema["$defs"]["observation"]["properties"]["kind"]["enum"]
source = open("probes/observation_words.c", encoding="utf-8").read()
check(len(kinds) == source.count("[OBSERVED_") and all('"%s"' % kind in source for kind in kinds),
      "names the kinds of the program")
sys.exit(failed > 0)
END
