#!/usr/bin/env python3
"""The part of a disclosure that golden cases hold: what was found and judged, without versions, hashes and wording."""
import json
import sys


def finding(row):
    return {
        "key": row["key"],
        "level": row["level"],
        "register": row.get("register"),
        "capabilities": [[c["word"], c["level"], c["confidence"]] for c in row["capabilities"]],
        "seen": row["seen"],
        "first": row.get("first"),
        "last": row.get("last"),
        "evidence": [[e["kind"], e["subject"], e["level"], e["specificity"]] for e in row["evidence"]],
    }


def verdict(row):
    because = row["because"]
    return [row["key"], row["status"], row["group"], row["confidence"], because["id"], because["args"]]


def main():
    tree = json.load(sys.stdin)
    out = {
        "exit": int(sys.argv[1]),
        "findings": [finding(row) for row in tree["findings"]],
        "verdicts": [verdict(row) for row in tree["verdicts"]],
        "rules not looked at": [[c["rule"], c["reason"]] for c in tree["coverage"] if "rule" in c],
    }
    print("{")
    members = []
    for key, value in out.items():
        if isinstance(value, list):
            rows = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in value)
            members.append(f' "{key}": [\n{rows}\n ]' if value else f' "{key}": []')
        else:
            members.append(f' "{key}": {value}')
    print(",\n".join(members))
    print("}")


main()
