#!/usr/bin/env python3
"""Prints what in a folder of outputs does not keep to policies/schema or to the members that DESIGN 8 lists."""
import hashlib
import json
import os
import sys

import jsonschema

MEMBERS = {
    "": "format tool run agreement catalogue places coverage gaps findings verdicts flows register questions responses "
        "changes self",
    "tool": "name version",
    "run": "id started ended mode edition complete clock whose",
    "agreement": "id version sha256 check_code register_sha256 authorisation_sha256",
    "catalogue": "version sha256 entries",
    "findings": "id key product name vendor category level reports_to capabilities register seen first last evidence "
                "does_not_show ask",
    "findings.capabilities": "word level confidence evidence",
    "findings.seen": "devices of",
    "findings.evidence": "observation kind subject level first last count indicator specificity",
    "verdicts": "id key subject rule say clauses status group severity confidence finding register because "
                "does_not_show question",
    "verdicts.because": "id args text",
    "flows": "finding device_class organisation country role devices bytes hours",
    "self": "opens denied packets_seen names_kept bytes_written connections",
}
# at the top only where there is something to say
OPTIONAL = ("sealed", "conversations")
GROUPS = "raise chase discuss as-agreed not-seen could-not-tell list ask".split()


def at(tree, path):
    rows = [tree]
    for step in filter(None, path.split(".")):
        rows = [row[step] for row in rows if row[step] is not None]
        rows = [one for row in rows for one in (row if isinstance(row, list) else [row])]
    return rows


def members(tree):
    for path, names in MEMBERS.items():
        for row in at(tree, path):
            lacking = [name for name in names.split() if name not in row]
            if lacking:
                yield "%s lacks %s" % (path or "the top", " ".join(lacking))
    if [name for name in tree if name not in OPTIONAL] != MEMBERS[""].split():
        yield "the top level is " + " ".join(tree)


def meaning(tree):
    findings = {row["id"] for row in tree["findings"]}
    entries = {row["id"] for row in tree["register"]}
    for row in tree["verdicts"]:
        if row["finding"] not in findings | {None} or row["register"] not in entries | {None}:
            yield "%s names a finding or an entry that is not there" % row["key"]
        if row["group"] not in GROUPS or row["key"] != row["rule"] + "/" + row["subject"]:
            yield "%s: group or key" % row["key"]
        if row.get("sealed") and (row["finding"] or row["register"] or row["because"]["args"] or row["does_not_show"]):
            yield "%s says what is sealed" % row["key"]
        if row["group"] not in ("list", "ask") and (row["confidence"] is None) != (
            row["group"] in ("not-seen", "could-not-tell")
        ):
            yield "%s: confidence %s in group %s" % (row["key"], row["confidence"], row["group"])
        if not isinstance(row["because"]["args"], dict) or not row["because"]["text"]:
            yield "%s gives no reason" % row["key"]
    for row in tree["findings"]:
        for capability in row["capabilities"]:
            if any(i >= len(row["evidence"]) for i in capability["evidence"]):
                yield "%s: evidence that is not there" % row["key"]
    if tree["self"]["connections"] != 0:
        yield "it made a connection"


def schema_of(name):
    with open("policies/schema/%s.schema.json" % name, encoding="utf-8") as file:
        return json.load(file)


def errors(schema, tree, name):
    root = schema_of(schema)
    if schema == "sealed-findings":  # its rows are those of the disclosure
        root = dict(root, **{"$defs": dict(schema_of("disclosure")["$defs"], **root["$defs"])})
        root = json.loads(json.dumps(root).replace("disclosure-1.json#", "#"))
    validator = jsonschema.Draft202012Validator(root)
    for error in validator.iter_errors(tree):
        yield "%s: %s: %s" % (name, error.json_path, error.message[:200])


def annex(sealed, tree):
    yield from errors("sealed-findings", sealed, "sealed-findings.json")
    rows = [{"subject": row["subject"], "sha256": row["sha256"]} for row in sealed["findings"]]
    if rows != tree["sealed"] or sealed["run"] != tree["run"]["id"]:
        yield "sealed-findings.json is not the annex of this report"
    for row in sealed["findings"]:
        text = json.dumps(row["record"], ensure_ascii=False, separators=(",", ":"))
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            yield "%s: not the hash of its record" % row["subject"]


def check(folder):
    with open(os.path.join(folder, "disclosure.json"), encoding="utf-8") as file:
        tree = json.load(file)
    yield from errors("disclosure", tree, "disclosure.json")
    yield from members(tree)
    yield from meaning(tree)
    path = os.path.join(folder, "sealed-findings.json")
    if os.path.exists(path) != ("sealed" in tree):
        yield "sealed findings and the annex: one without the other"
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            yield from annex(json.load(file), tree)
    path = os.path.join(folder, "observations.jsonl")
    if os.path.exists(path):
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            yield from errors("observations", json.loads(line), "observations.jsonl:%d" % number)
    path = os.path.join(folder, "catalogue.json")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            yield from errors("catalogue", json.load(file), "catalogue.json")
    path = os.path.join(folder, "manifest.json")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            yield from errors("manifest", json.load(file), "manifest.json")


for found in check(sys.argv[1]):
    print(found)
