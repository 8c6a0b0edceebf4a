#!/usr/bin/env python3
"""Prints what evaluate makes of the shipped example with the changes of tests/golden/REGISTERS, one row a verdict.

Usage: registers.py DAYLIGHT    Rows: case, rule, subject, status, confidence, sentence, its arguments; tab-separated.
Only rows of the five rules that judge dates and records, of the entries that the case changes or names, and that are
not as in the example as shipped on 2026-11-22."""
import json
import os
import re
import subprocess
import sys
import tempfile

SCHOOL = "policies/examples/school/"
RULES = ("R15", "R16", "R18", "R19", "R20b")


def value_of(text):
    try:
        return json.loads(text)
    except ValueError:
        return text


def put(tree, path, value):
    """a.b.c=value; a member whose name is an id is looked up in a list."""
    *way, last = path.split(".")
    for step in way:
        tree = tree[step] if isinstance(tree, dict) else next(row for row in tree if row["id"] == step)
    if isinstance(tree, list):
        tree[:] = [row for row in tree if row["id"] != last]
    elif value is DROP:
        tree.pop(last)
    else:
        tree[last] = value


DROP = object()


class Case:
    def __init__(self, line):
        self.name, self.at, changes = (part.strip() for part in line.split("|", 2))
        self.files = {n: json.load(open(SCHOOL + n, encoding="utf-8")) for n in ("agreement.json", "register.json")}
        self.log = open(SCHOOL + "log.jsonl", encoding="utf-8").read()
        self.text = {}
        self.shown = set()
        for change in filter(None, (c.strip() for c in changes.split(";"))):
            self.change(change)

    def change(self, change):
        if change.startswith("show "):
            self.shown.update(change.split()[1:])
        elif change == "no log":
            self.log = ""
        elif change.startswith("log "):
            self.log += change[4:] + "\n"
        elif change.startswith("published "):
            row = {"format": "daylight-log/1", "publication": {"what": "list", "published_on": change.split()[1]}}
            self.log += json.dumps(row) + "\n"
        elif change.startswith("text "):
            name, old, new = change.split(" ", 3)[1:]
            self.text[name] = (old, new)
        else:
            self.put(change)

    def put(self, change):
        path, _, value = change.partition("=")
        value = DROP if value == "(gone)" else value_of(value)
        if path.startswith("REG-"):
            self.shown.add(path.split(".")[0])
            put(self.files["register.json"]["register"], path, value)
        elif path.count(".") == 1 and path.startswith("rules.") and isinstance(value, dict):
            self.files["agreement.json"]["rules"].append(value)
        elif path.startswith("DOC-"):
            put(self.files["register.json"]["documents"], path, value)
        else:
            put(self.files["agreement.json"], path, value)

    def write(self, folder):
        for name, tree in self.files.items():
            text = json.dumps(tree, indent=1)
            if name in self.text:
                text = text.replace(*self.text[name])
            with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
                out.write(text)
        with open(os.path.join(folder, "log.jsonl"), "w", encoding="utf-8") as out:
            out.write(self.log)

    def rows(self, daylight, folder):
        self.write(folder)
        out = os.path.join(folder, "out")
        command = [daylight, "evaluate", "-a", folder, "--at", self.at, "-o", out, "-q"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        try:
            tree = json.load(open(os.path.join(out, "disclosure.json"), encoding="utf-8"))
        except FileNotFoundError:
            yield "exit %d" % run.returncode, re.sub(r"^.*%s/" % re.escape(folder), "", run.stderr.strip())
            return
        if not tree["agreement"]["in_force"]:
            yield "exit %d" % run.returncode, "the agreement is not in force", "%d verdicts" % len(tree["verdicts"])
        for row in tree["coverage"]:
            if row.get("rule") in self.shown:
                yield row["rule"], row["state"], row["reason"]
        for row in tree["verdicts"]:
            if row["rule"] in RULES and row["subject"] in self.shown:
                args = json.dumps(row["because"]["args"], separators=(",", ":"))
                yield (row["rule"], row["subject"], row["status"], row["confidence"] or "-",
                       row["because"]["id"], args)


def differences(rows, shipped, shown):
    for row in rows:
        if row not in shipped:
            yield row
    if any(row[0].startswith("exit") for row in rows):
        return
    said = {row[:2] for row in rows}
    for row in shipped:
        if row[1] in shown and row[:2] not in said:
            yield row[:2] + ("no row",)


def judged(line, daylight):
    case = Case(line)
    with tempfile.TemporaryDirectory() as folder:
        return case, list(case.rows(daylight, folder))


def main():
    everything = "show register REG-001 REG-002 REG-003 REG-004 REG-005 REG-006 REG-007"
    shipped = judged("shipped | 2026-11-22T12:00:00Z | " + everything, sys.argv[1])[1]
    for line in open("tests/golden/REGISTERS", encoding="utf-8"):
        if not line.strip() or line.startswith("#"):
            continue
        case, rows = judged(line, sys.argv[1])
        found = list(differences(rows, shipped, case.shown)) or [("as shipped",)]
        for row in found:
            print("\t".join((case.name,) + row))


main()
