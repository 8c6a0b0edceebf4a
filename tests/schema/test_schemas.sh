#!/usr/bin/env bash
# The schemas of the file formats, against themselves, the shipped files and slips; then against what the readers take.
cd "$(dirname "$0")/../.." || exit 1
python3 tests/schema/check_schemas.py
status=$?
python3 -c 'import jsonschema; jsonschema.Draft202012Validator' 2>/dev/null || exit $status
shapes=$(mktemp)
trap 'rm -f "$shapes"' EXIT
"${DAYLIGHT_BUILD:-build}/schema/print_shapes" >"$shapes" || exit 1
python3 tests/schema/check_shapes.py "$shapes" || status=1
exit $status
