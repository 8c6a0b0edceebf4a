#!/usr/bin/env python3
"""Every schema is valid JSON Schema 2020-12; every shipped file satisfies its schema; slips do not. Prints TAP and a sum."""
import copy
import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    print("ok 1 - schemas # SKIP python3-jsonschema is not installed")
    sys.exit(0)

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "policies" / "schema"
SCHOOL = ROOT / "policies" / "examples" / "school"
passed = failed = 0


def report(name, errors):
    global passed, failed
    failed += bool(errors)
    passed += not errors
    print(f"{'not ok' if errors else 'ok'} {passed + failed} - {name}{': ' + errors[0] if errors else ''}")


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def errors_of(schema, document):
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    validator = jsonschema.Draft202012Validator(schema, format_checker=checker)
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)]


def schema_of(kind):
    return read(SCHEMAS / f"{kind}.schema.json")


def check_schemas():
    for path in sorted(SCHEMAS.glob("*.schema.json")):
        try:
            jsonschema.Draft202012Validator.check_schema(read(path))
            report(path.name, [])
        except jsonschema.SchemaError as error:
            report(path.name, [error.message])


def check_shipped():
    for kind in ("agreement", "register", "authorisation"):
        report(f"school/{kind}.json", errors_of(schema_of(kind), read(SCHOOL / f"{kind}.json")))
    for number, line in enumerate((SCHOOL / "log.jsonl").read_text(encoding="utf-8").splitlines(), 1):
        report(f"school/log.jsonl:{number}", errors_of(schema_of("log"), json.loads(line)))
    for path in sorted((ROOT / "policies" / "packs").glob("*.json")):
        report(f"packs/{path.name}", errors_of(schema_of("pack"), read(path)))
    for path in sorted((ROOT / "policies" / "packs" / "checks").glob("*.json")):
        report(f"packs/checks/{path.name}", errors_of(schema_of("contracts"), read(path)))
    for path in sorted((ROOT / "policies" / "catalogue").glob("*.json")):
        kind = path.stem if path.stem in ("vocabulary", "never-listed") else "catalogue"
        report(f"catalogue/{path.name}", errors_of(schema_of(kind), read(path)))


def change(document, path, value):
    """A copy with the member at `path` set to `value`, or removed where that is ..."""
    document = copy.deepcopy(document)
    at = document
    for step in path[:-1]:
        at = at[step]
    if value is ...:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return document


SLIPS = [
    ("agreement", ("redlines",), []),
    ("agreement", ("format",), "daylight-agreement/2"),
    ("agreement", ("agreement", "in_force_from"), ...),
    ("agreement", ("agreement", "signed_on"), "2026-02-30"),
    ("agreement", ("agreement", "version"), "3"),
    ("agreement", ("rules", 0, "kind"), "twelfth"),
    ("agreement", ("rules", 0, "says"), "x"),
    ("agreement", ("rules", 0, "result"), "illegal"),
    ("agreement", ("rules", 0, "subject", "capabilty_any"), []),
    ("agreement", ("hours", "working", 0, "from"), "25:00"),
    ("agreement", ("integrity",), {}),
    ("register", ("register", 0, "dates", "notice_given"), "31-02-2026"),
    ("register", ("register", 0, "dates", "notice_givn"), "2026-02-01"),
    ("register", ("register", 0, "status"), "used"),
    ("register", ("register", 0, "status"), ...),
    ("register", ("register", 0, "functions_off"), ["Two Words"]),
    ("register", ("register", 0, "retention_days"), -1),
    ("register", ("register", 0, "match", "custom"), [{"type": "package", "value": "x"}]),
    ("register", ("register", 0, "observability"), "x"),
    ("authorisation", ("host_inventory", "may_read"), ["everything"]),
    ("authorisation", ("id",), ...),
    ("authorisation", ("legal_basis_notes",), {}),
]


def check_slips():
    for kind, path, value in SLIPS:
        document = change(read(SCHOOL / f"{kind}.json"), path, value)
        accepted = not errors_of(schema_of(kind), document)
        report(f"slip in {kind}: {path} = {value}", ["accepted"] if accepted else [])
    log = json.loads((SCHOOL / "log.jsonl").read_text(encoding="utf-8").splitlines()[0])
    two = dict(log, hold={"reason": "r", "by_post": "p", "until": "2027-01-01"})
    report("log row with two kinds", [] if errors_of(schema_of("log"), two) else ["accepted"])
    report("log row with none", [] if errors_of(schema_of("log"), {"format": "daylight-log/1"}) else ["accepted"])


check_schemas()
check_shipped()
check_slips()
print(f"# {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
