#!/usr/bin/env python3
"""The schema of sealed-findings.json says what the program writes, member for member: over some annexes that hold each
sort of record (opened, without a finding, only counted), every member of the schema is written, those that are always
written are needed, and no other type than those written is taken. Prints TAP.

    check_annex.py SEALED-FINDINGS.JSON...
"""
import copy
import json
import pathlib
import sys

import jsonschema

OTHERS = [7, -1, 1.5, True, False, "", "no such word", [], {}, None]


def read(path):
    return json.loads(pathlib.Path(path).read_text(encoding="utf-8"))


def joined():
    """One schema: its references into that of the disclosure followed."""
    root = read("policies/schema/sealed-findings.schema.json")
    root["$defs"] = dict(read("policies/schema/disclosure.schema.json")["$defs"], **root["$defs"])
    return json.loads(json.dumps(root).replace("disclosure-1.json#", "#"))


def objects(annexes):
    """(name, annex, path of that object in it), for each object that the schema describes itself."""
    for annex in annexes:
        yield "annex", annex, ()
        for i, row in enumerate(annex["findings"]):
            yield "row", annex, ("findings", i)
            yield "counted" if "counted_only" in row["record"] else "record", annex, ("findings", i, "record")


def node_of(root, name):
    return {"annex": root, "row": root["properties"]["findings"]["items"], "record": root["$defs"]["record"],
            "counted": root["$defs"]["counted"]}[name]


def at(tree, path):
    for step in path:
        tree = tree[step]
    return tree


def sort_of(value):
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "whole" if isinstance(value, int) and value >= 0 else "number"
    return type(value).__name__ + (" " + repr(value) if value in ("", [], {}) or isinstance(value, bool) else "")


def differences(root, annexes):
    validator = jsonschema.Draft202012Validator(root)
    written, always = {}, {}
    for name, annex, path in objects(annexes):
        one = at(annex, path)
        always[name] = always.get(name, set(one)) & set(one)
        for key, value in one.items():
            written.setdefault(name, {}).setdefault(key, set()).add(sort_of(value))
    for name in ("annex", "row", "record", "counted"):
        node, keys = node_of(root, name), set(written.get(name, {}))
        for key in sorted(keys ^ set(node["properties"])):
            yield "%s/%s: %s" % (name, key, "no schema has it" if key in keys else "nothing writes it")
        for key in sorted(always.get(name, set()) ^ set(node["required"])):
            yield "%s/%s: %s" % (name, key, "always written, not needed" if key not in node["required"] else "needed, not always written")
    for name, annex, path in objects(annexes):
        for key in at(annex, path):
            for value in OTHERS:
                other = copy.deepcopy(annex)
                at(other, path)[key] = value
                if sort_of(value) not in written[name][key] and value != at(annex, path)[key] and validator.is_valid(other):
                    yield "%s/%s: the schema takes %s, which is never written" % (name, key, json.dumps(value))
        other = copy.deepcopy(annex)
        at(other, path)["no_such_member"] = 1
        if validator.is_valid(other):
            yield "%s: the schema takes a member that is never written" % name


def main():
    annexes, root = [read(path) for path in sys.argv[1:]], joined()
    validator = jsonschema.Draft202012Validator(root)
    records = [row["record"] for annex in annexes for row in annex["findings"]]
    checks = [
        ("each annex keeps to the schema", [error.message[:200] for annex in annexes for error in validator.iter_errors(annex)]),
        ("each sort of record is among them", [] if {"counted_only" in one and "counted" or one["finding"] and "opened" or "bare"
                                                    for one in records} == {"counted", "opened", "bare"} else ["one is missing"]),
        ("members, needs and types are those that are written", sorted(set(differences(root, annexes)))),
    ]
    for sentence, change in (
            ("a member that nothing writes is noticed", lambda s: s["$defs"]["record"]["properties"].update(note={})),
            ("a member that no schema has is noticed", lambda s: s["$defs"]["counted"]["properties"].pop("of")),
            ("a need less is noticed", lambda s: s["$defs"]["record"]["required"].remove("salt")),
            ("a type more is noticed", lambda s: s["$defs"]["counted"]["properties"]["of"].update(type=["integer", "null"])),
            ("an open object is noticed", lambda s: s["properties"]["findings"]["items"].pop("additionalProperties"))):
        other = copy.deepcopy(root)
        change(other)
        checks.append((sentence, [] if list(differences(other, annexes)) else ["it is not noticed"]))
    failed = 0
    for number, (sentence, said) in enumerate(checks, 1):
        failed += bool(said)
        print("%s %d - the annex: %s" % ("not ok" if said else "ok", number, sentence))
        for line in said[:20]:
            print("# " + line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
