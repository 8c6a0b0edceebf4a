#!/usr/bin/env python3
"""The catalogue's schema says what its reader takes: one entry with every member is taken by both; each member is then
left out, and given values of other types, and both must say the same; closed words are those of the program's tables
(build/schema/print_shapes). Prints TAP.

    check_catalogue.py SHAPES PROGRAM
"""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

SCHEMA = json.loads(pathlib.Path("policies/schema/catalogue.schema.json").read_text(encoding="utf-8"))
SOURCE = "https://watch.example/about"
ENTRY = {
    "id": "quietwatch", "name": "Quietwatch", "vendor": "Made Up Ltd", "category": "made-up", "about": "Made up.",
    "also_used_for": "Made up.", "manager_sees": "What is typed.", "reports_to": "organisation", "single_purpose": True,
    "capabilities": [{"word": "keystroke-logging", "source": SOURCE, "seen_on": "2026-11-22", "availability": "default"}],
    "indicators": [
        {"type": "domain", "value": "up.quietwatch-made-up.com", "specificity": "exclusive", "source": SOURCE,
         "purpose": "collection", "organisation": "Made Up Ltd", "country": "GB", "turns_on": "keystroke-logging"},
        {"type": "setting", "value": "QuietWatchHidden=1", "specificity": "exclusive", "source": SOURCE, "hides": True},
        {"type": "setting", "value": "QuietWatchKeys=0", "specificity": "exclusive", "source": SOURCE,
         "turns_off": "keystroke-logging"},
    ],
    "questions": ["Who put it there?"], "formerly": ["Watchquiet"], "reviewed": "2026-11-22", "disputed_by_supplier": False,
}
FILE = {"$schema": "catalogue.schema.json", "format": "daylight-catalogue/1", "about": "Made up.", "version": "2026-11-22",
        "products": [ENTRY]}
# Where each object of the schema stands in the file.
PLACES = {"": [()], "product": [("products", 0)], "capability": [("products", 0, "capabilities", 0)],
          "indicator": [("products", 0, "indicators", i) for i in range(3)]}
OTHERS = [7, True, "", "No Such Word", [], {}, [7], None, "2026-02-30"]
# What the reader checks beside the type of a member, and no schema can say: said in the schema's description.
BESIDE = {("indicator", "value"), ("capability", "word"), ("indicator", "turns_on"), ("indicator", "turns_off"),
          ("indicator", "type"), ("indicator", "hides")}

IGNORED = {("", "$schema")}


def at(tree, place):
    for step in place:
        tree = tree[step]
    return tree


def node_of(name):
    return SCHEMA["$defs"][name] if name else SCHEMA


def is_left_out(name, key, value):
    """A member that need not be there may be null or empty for the reader; the schema wants it left out."""
    return (value is None or value == "") and key not in node_of(name)["required"]


def variants():
    """(object, key, what was done, file)"""
    for name, places in PLACES.items():
        for key in sorted(node_of(name)["properties"]):
            place = next((one for one in places if key in at(FILE, one)), None)
            if place is None:
                yield name, key, None, None
                continue
            for value in [...] + OTHERS:
                tree = copy.deepcopy(FILE)
                if value is ...:
                    del at(tree, place)[key]
                else:
                    at(tree, place)[key] = value
                yield name, key, value, tree
        for place in places[:1]:
            tree = copy.deepcopy(FILE)
            at(tree, place)["no_such_key"] = 1
            yield name, "no_such_key", 1, tree


class Reader:
    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        for name in ("vocabulary.json", "never-listed.json"):
            (self.folder / name).write_bytes((pathlib.Path("policies/catalogue") / name).read_bytes())

    def takes(self, tree):
        (self.folder / "made-up.json").write_text(json.dumps(tree), encoding="utf-8")
        done = subprocess.run([self.program, "catalogue", "check", str(self.folder)], capture_output=True, text=True)
        if done.returncode not in (0, 2):
            raise SystemExit("the program broke: " + done.stderr)
        return done.returncode == 0, done.stderr.strip()


def differences(schema, reader):
    """Where schema and reader differ about a file."""
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    validator = jsonschema.Draft202012Validator(schema, format_checker=checker)
    for name, key, value, tree in variants():
        if tree is None:
            yield "%s/%s: no entry here shows it (add it to ENTRY)" % (name, key)
            continue
        wanted = validator.is_valid(tree)
        taken, said = reader(tree)
        if wanted == taken or (name, key) in IGNORED or (wanted and (name, key) in BESIDE):
            continue
        if taken and is_left_out(name, key, value):
            continue
        done = "without it" if value is ... else "with " + json.dumps(value)
        yield "%s/%s %s: the schema %s it, the reader %s it%s" % (
            name, key, done, "takes" if wanted else "refuses", "takes" if taken else "refuses", said and " (%s)" % said)


def word_differences(schema, words):
    closed = {"%s/%s" % (name, key): set(node["enum"]) for name in ("product", "capability", "indicator")
              for key, node in schema["$defs"][name]["properties"].items() if "enum" in node}
    for place in sorted(set(closed) | set(words)):
        for word in sorted(closed.get(place, set()) ^ set(words.get(place, {}).get("words", []))):
            yield "%s: \"%s\" stands on one side only" % (place, word)


def main():
    words = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))["catalogue_words"]
    checks, failed = [], 0
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(sys.argv[2], folder)
        answers = {}

        def asked(tree):
            text = json.dumps(tree)
            answers.setdefault(text, None)
            answers[text] = answers[text] or reader.takes(tree)
            return answers[text]

        taken, said = asked(FILE)
        checks.append(("schema and reader take an entry with every member", [] if taken else [said]))
        checks.append(("they agree about each member: needed, and of what type", list(differences(SCHEMA, asked))))
        checks.append(("they know the same words", list(word_differences(SCHEMA, words))))
        for sentence, change in (
                ("a need that only the schema has is noticed", lambda s: s["$defs"]["product"]["required"].append("questions")),
                ("a need that only the reader has is noticed", lambda s: s["$defs"]["indicator"]["required"].remove("source")),
                ("another type is noticed", lambda s: s["$defs"]["product"]["properties"]["single_purpose"].update(type="string")),
                ("a list that may be empty in the schema alone is noticed",
                 lambda s: s["$defs"]["product"]["properties"]["indicators"].pop("minItems"))):
            other = copy.deepcopy(SCHEMA)
            change(other)
            checks.append((sentence, [] if list(differences(other, asked)) else ["it is not noticed"]))
    other = copy.deepcopy(SCHEMA)
    other["$defs"]["capability"]["properties"]["availability"]["enum"].append("zz")
    checks.append(("a word that only the schema has is noticed",
                   [] if list(word_differences(other, words)) else ["it is not noticed"]))
    for number, (sentence, said) in enumerate(checks, 1):
        failed += bool(said)
        print("%s %d - catalogue: %s" % ("not ok" if said else "ok", number, sentence))
        for line in said[:20]:
            print("# " + line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
