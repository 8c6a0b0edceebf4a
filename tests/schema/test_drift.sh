#!/usr/bin/env bash
# Schemas of files that no table of shapes describes: the catalogue, held against its reader; the annex of sealed findings,
# held against what is written.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
if ! python3 -c 'import jsonschema; jsonschema.Draft202012Validator' 2>/dev/null; then
	skip "the catalogue's and the annex's schema" "python3-jsonschema is missing"
	finish
fi
export PYTHONDONTWRITEBYTECODE=1
"$BUILD/schema/print_shapes" >"$T/shapes.json"
python3 tests/schema/check_catalogue.py "$T/shapes.json" "$D"
catalogue=$?

# An annex of each sort: a finding and its verdicts, a verdict about a row of the list alone, a number alone.
copy_school
python3 - "$T/school/agreement.json" "$T/extra.json" "$T/seen.jsonl" <<'PY'
import json, sys
sys.path.insert(0, "tests/schema")
from check_catalogue import FILE
tree = json.load(open(sys.argv[1]))
tree["processes"]["sensitive_findings"]["applies_to"].append("R18")
json.dump(tree, open(sys.argv[1], "w"))
FILE["products"][0].update(id="quietwatch", category="stalkerware")
FILE["products"][0]["indicators"].append({"type": "package", "value": "example-quietwatch", "specificity": "exclusive",
                                          "source": "https://watch.example/"})
json.dump(FILE, open(sys.argv[2], "w"))
lines = open("tests/golden/cases/laptop.jsonl").read().splitlines()
row = {"observation": {"kind": "package", "probe": "packages", "subject": "example-quietwatch", "level": "present"}}
open(sys.argv[3], "w").write("\n".join([lines[0], json.dumps(row)] + lines[1:]) + "\n")
PY
mkdir "$T/extra" && mv "$T/extra.json" "$T/extra/made-up.json"
"$D" evaluate tests/golden/cases/hidden.jsonl -a "$T/school" --at 2026-11-22 -o "$T/opened" -q
"$D" evaluate "$T/seen.jsonl" -c "$T/extra" -a "$school" --at 2026-11-22 -o "$T/counted" -q
python3 tests/schema/check_annex.py "$T/opened/sealed-findings.json" "$T/counted/sealed-findings.json"
annex=$?
exit $((catalogue || annex))
