#!/usr/bin/env python3
"""The schemas of people's files say what the readers take, key for key: compares policies/schema with the shape
tables of the program (build/schema/print_shapes). A key, a need or a word that stands on one side only fails, and so
does a key without a description, which an editor would show. Prints TAP.

    check_shapes.py SHAPES            compare
    check_shapes.py SHAPES --write    add keys that a schema lacks (their description is left for a person to write)
"""
import copy
import json
import pathlib
import sys

import jsonschema

SCHEMAS = pathlib.Path(__file__).resolve().parents[2] / "policies" / "schema"
DESCRIBED = ("agreement register authorisation log pack contracts catalogue manifest answers disclosure "
          "observations sealed-findings vocabulary never-listed".split())
TEXT = {"type": "string", "minLength": 1}
# What the reader checks beside its shape, and the schema says outright.
NARROWER = {("agreement", "kind"), ("contracts", "rule"), ("contracts", "statuses"), ("authorisation", "consent")}


def resolve(root, node):
    """The alternatives that a schema leaves, references followed."""
    if "$ref" in node:
        target = root
        for step in node["$ref"][2:].split("/"):
            target = target[step]
        return resolve(root, target)
    if "anyOf" in node:
        return [one for part in node["anyOf"] for one in resolve(root, part)]
    return [node]


def object_of(root, node):
    for one in resolve(root, node):
        if "properties" in one or one.get("type") == "object" or "object" in one.get("type", []):
            return one
    return None


def items_of(root, node):
    for one in resolve(root, node):
        if "items" in one:
            return one["items"]
    return None


def words_of(root, node):
    return {word for one in resolve(root, node) for word in one.get("enum", [])} - {None, "", "n/a"}


def takes(root, node, value):
    schema = dict(node)
    schema["$defs"] = root.get("$defs", {})
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(schema, format_checker=checker).is_valid(value)


def samples(member):
    """Values that the reader takes, and values that it refuses."""
    kind = member["type"]
    if kind == "word":
        return member["words"][:1] + member["words"][-1:], ["no-such-word", 7]
    return {
        "text": (["some words"], [7, True, {}]),
        "date": (["2026-02-28"], ["2026-02-30", "28/02/2026", 7]),
        "clock": (["08:00", "24:00"], ["25:00", "8:00", 8]),
        "whole": ([0, 7], [-1, 1.5, "7"]),
        "per-cent": ([0, 100], [101, -1, "7"]),
        "flag": ([True, False], ["true", 1]),
        "ability": (["screen-capture", "local:our-own", "screen-capture:staff"], ["Two Words", 7]),
        "object": ([], [7, "text", []]),
        "any": ([], []),
    }[kind]


def probe(root, node, member, narrower):
    """Where reader and schema differ about one value: sentences."""
    good, bad = samples(member)
    listed, needed = member["list"], member["needed"]
    for value in [] if narrower else good:
        if not takes(root, node, [value] if listed else value):
            yield "the schema refuses %s, which the reader takes" % json.dumps(value)
    for value in bad:
        if takes(root, node, [value] if listed else value):
            yield "the schema takes %s, which the reader refuses" % json.dumps(value)
    if member["type"] == "any":
        return
    if listed and good and not narrower and takes(root, node, good[0]):
        yield "the schema takes a single value for a list"
    if takes(root, node, None) == bool(needed):
        yield "null: the reader %s it" % ("refuses" if needed else "takes")
    if not listed and not narrower and member["type"] not in ("object", "flag", "whole", "per-cent"):
        empty = not needed and (member["type"] == "text" or bool(member["empty"]))
        if takes(root, node, "") != empty:
            yield "\"\": the reader %s it" % ("takes" if empty else "refuses")
    if member["na"] and not takes(root, node, "n/a"):
        yield "\"n/a\": the reader takes it"


def compare(name, root, node, shape, path, kinds):
    found = object_of(root, node)
    if found is None:
        yield "%s: the schema has no object here" % path
        return
    properties = found.get("properties", {})
    keys = {key for key in shape if key != "*"}
    if path.endswith(("/subject", "/params")):
        keys |= {key for kind in kinds.values() for key in kind[path.rsplit("/", 1)[1]]}
    has = set(properties) - {"$schema"}
    for key in sorted(keys - has):
        yield "%s/%s: the reader takes it, policies/schema/%s.schema.json does not (see CONTRIBUTING.md)" % (path, key, name)
    for key in sorted(has - keys):
        yield "%s/%s: policies/schema/%s.schema.json takes it, the reader does not" % (path, key, name)
    needed = {key for key, member in shape.items() if member["needed"]}
    for key in sorted(needed ^ set(found.get("required", []))):
        yield "%s/%s: needed by the %s alone" % (path, key, "reader" if key in needed else "schema")
    if "*" not in shape and found.get("additionalProperties") is not False:
        yield "%s: the schema takes unknown keys" % path
    for key, member in shape.items():
        if key in properties:
            yield from compare_member(name, root, properties[key], member, path + "/" + key, kinds)


def compare_member(name, root, node, member, path, kinds):
    key = path.rsplit("/", 1)[1]
    narrower = key == "format" or (name, key) in NARROWER
    for difference in probe(root, node, member, narrower):
        yield "%s: %s" % (path, difference)
    inside = items_of(root, node) if member["list"] else node
    if inside is None:
        yield "%s: the reader wants a list" % path
        return
    if member["type"] == "word" and words_of(root, inside) != set(member["words"]):
        yield "%s: these words stand on one side only: %s" % (
            path, " ".join(sorted(words_of(root, inside) ^ set(member["words"]))))
    if "inner" in member:
        yield from compare(name, root, inside, member["inner"], path, kinds)


def kinds_of(root):
    """What the schema says about subject and params of each rule kind."""
    told = {}
    for rule in root["$defs"]["rule"].get("allOf", []):
        kind = rule["if"]["properties"]["kind"]["const"]
        told[kind] = {part: rule["then"]["properties"][part]["propertyNames"]["anyOf"][0]["enum"]
                      for part in ("subject", "params")}
    return told


def undescribed(node, path):
    if isinstance(node, dict):
        for key, one in node.get("properties", {}).items() if isinstance(node.get("properties"), dict) else []:
            if isinstance(one, dict) and not one.get("description") and key != "format":
                yield path + "/" + key
        for key, one in node.items():
            if key not in ("if", "then", "oneOf", "allOf"):
                yield from undescribed(one, path + ("/" + key if key not in ("properties", "$defs") else ""))
    elif isinstance(node, list):
        for one in node:
            yield from undescribed(one, path)


def catalogue_differences(root, lists):
    for name, keys in lists.items():
        for difference in set(root["$defs"][name]["properties"]) ^ set(keys):
            yield "catalogue %s/%s: stands on one side only" % (name, difference)


ANSWER_TYPES = [["string"], ["string"], ["string"], ["integer", "string"], ["boolean", "string"], ["string"], ["string"]]


def answer_node(question):
    """Kinds in the order of enum question_kind: text, texts, date, whole, yes or no, choice, abilities."""
    types = ANSWER_TYPES[question["kind"]]
    types = types + ([] if question["needed"] else ["null"])
    told = " ".join(one for one in (question["ask"], question["why"]) if one)
    return {"description": " ".join(told.split()), "type": types[0] if len(types) == 1 else types}


def answers_differences(root, questions):
    for name, asked in questions.items():
        node = root["$defs"][name]
        for key in set(node["properties"]) - {"technologies"} ^ {one["key"] for one in asked}:
            yield "%s/%s: stands on one side only" % (name, key)
        for key in set(node.get("required", [])) ^ {one["key"] for one in asked if one["needed"]}:
            yield "%s/%s: needed on one side only" % (name, key)
        for one in asked:
            if node["properties"].get(one["key"]) != answer_node(one):
                yield "%s/%s: the question is another one now" % (name, one["key"])


def write_answers(root, questions):
    for name, asked in questions.items():
        node = root["$defs"][name]
        kept = {key: one for key, one in node["properties"].items() if key == "technologies"}
        node["properties"] = {one["key"]: answer_node(one) for one in asked}
        node["properties"].update(kept)
        node["required"] = [one["key"] for one in asked if one["needed"]]
    save("answers", root)


def node_for(member):
    """A schema for a member that has none yet."""
    plain = {
        "text": {"type": "string"} if not member["needed"] else dict(TEXT),
        "date": {"$ref": "#/$defs/date"},
        "clock": {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$"},
        "whole": {"type": "integer", "minimum": 0},
        "per-cent": {"type": "integer", "minimum": 0, "maximum": 100},
        "flag": {"type": "boolean"},
        "word": {"enum": member["words"]},
        "ability": {"$ref": "#/$defs/ability"},
        "object": {"type": "object", "properties": {}, "patternProperties": {"^x-": {}},
                   "additionalProperties": False},
        "any": {},
    }[member["type"]]
    if member["type"] == "object" and "inner" in member:
        plain["required"] = [key for key, one in member["inner"].items() if one["needed"]]
        plain["properties"] = {key: node_for(one) for key, one in member["inner"].items() if key != "*"}
    if member["list"]:
        plain = {"type": "array", "items": dict(TEXT) if member["type"] == "text" else plain}
    if member["needed"] or member["type"] == "any":
        return plain
    also = [{"type": "null"}] + ([{"const": ""}] if member["empty"] and member["type"] != "text" else [])
    also += [{"const": "n/a"}] if member["na"] else []
    return {"anyOf": [plain] + also}


def write(root, node, shape):
    found = object_of(root, node)
    needed = [key for key, member in shape.items() if member["needed"]]
    if set(needed) != set(found.get("required", [])):
        found["required"] = needed
    for key, member in shape.items():
        if key == "*":
            continue
        if key not in found.setdefault("properties", {}):
            found["properties"][key] = node_for(member)
        inside = items_of(root, found["properties"][key]) if member["list"] else found["properties"][key]
        if "inner" in member and inside is not None:
            write(root, inside, member["inner"])
        if member["type"] == "word":
            for one in resolve(root, inside):
                if "enum" in one:
                    one["enum"] = member["words"] + [word for word in one["enum"] if word in (None, "", "n/a")]


def write_kinds(root, kinds):
    for part in ("subject", "params"):
        found = root["$defs"][part]["properties"]
        for key in sorted({key for kind in kinds.values() for key in kind[part]} - set(found)):
            found[key] = {}
    root["$defs"]["rule"]["allOf"] = [
        {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
         "then": {"properties": {part: {"propertyNames": {"anyOf": [{"enum": keys[part]}, {"pattern": "^x-"}]}}
                                 for part in ("subject", "params")}}}
        for kind, keys in kinds.items()]


def read(name):
    return json.loads((SCHEMAS / ("%s.schema.json" % name)).read_text(encoding="utf-8"))


def form(node, indent=0):
    """JSON with a line for what fits on one."""
    line = json.dumps(node, ensure_ascii=False)
    if len(line) + indent <= 118 and indent or not isinstance(node, (dict, list)) or not node:
        return line
    inner = " " * (indent + 2)
    if isinstance(node, list):
        parts, ends = [form(one, indent + 2) for one in node], "[]"
    else:
        parts = ["%s: %s" % (json.dumps(key), form(one, indent + 2)) for key, one in node.items()]
        ends = "{}"
    return "%s\n%s%s\n%s%s" % (ends[0], inner, (",\n" + inner).join(parts), " " * indent, ends[1])


def save(name, root):
    (SCHEMAS / ("%s.schema.json" % name)).write_text(form(root) + "\n", encoding="utf-8")


def mounted(root, pointer):
    return items_of(root, root["properties"][pointer[1:]]) if pointer else root


class Checks:
    number = failed = 0

    def __call__(self, sentence, differences):
        differences = list(differences)
        self.number += 1
        self.failed += bool(differences)
        print("%s %d - %s" % ("not ok" if differences else "ok", self.number, sentence))
        for difference in differences[:20]:
            print("# " + difference)


def altered(shapes, change):
    other = copy.deepcopy(shapes)
    change(other)
    return other


def check_itself(checks, shapes):
    """A key more on either side, a need or a word less: each is noticed."""
    root = read("agreement")
    shape = next(one["shape"] for one in shapes["roots"] if one["schema"] == "agreement" and not one["pointer"])

    def differs(other):
        return [] if list(compare("agreement", root, root, other, "", shapes["kinds"])) else ["it is not noticed"]

    checks("a key that only the reader has is noticed",
           differs(altered(shape, lambda s: s["scope"]["inner"].update(zz=shape["format"]))))
    checks("a key that only the schema has is noticed", differs(altered(shape, lambda s: s["hours"]["inner"].pop("terms"))))
    checks("a need that only the schema has is noticed",
           differs(altered(shape, lambda s: s["agreement"]["inner"]["id"].update(needed=0))))
    checks("a word that only the reader has is noticed",
           differs(altered(shape, lambda s: s["agreement"]["inner"]["status"]["words"].append("zz"))))
    checks("another type is noticed", differs(altered(shape, lambda s: s["agreement"]["inner"]["version"].update(type="text"))))


def main():
    shapes = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    if sys.argv[2:] == ["--write"]:
        for one in shapes["roots"]:
            root = read(one["schema"])
            write(root, mounted(root, one["pointer"]), one["shape"])
            if one["pointer"] == "/rules":
                write_kinds(root, shapes["kinds"])
            save(one["schema"], root)
        write_answers(read("answers"), shapes["answers"])
        return 0
    checks = Checks()
    for one in shapes["roots"]:
        root = read(one["schema"])
        checks("%s%s: schema and reader agree" % (one["schema"], one["pointer"]),
               compare(one["schema"], root, mounted(root, one["pointer"]), one["shape"], one["pointer"], shapes["kinds"]))
    told = kinds_of(read("agreement"))
    checks("each rule kind takes the same keys in schema and reader",
           [kind for kind in set(told) | set(shapes["kinds"]) if
            {part: set(keys) for part, keys in told.get(kind, {}).items()} !=
            {part: set(keys) for part, keys in shapes["kinds"].get(kind, {}).items()}])
    checks("catalogue: schema and reader agree", catalogue_differences(read("catalogue"), shapes["catalogue"]))
    checks("answers: schema and questions agree", answers_differences(read("answers"), shapes["answers"]))
    for name in DESCRIBED:
        checks("%s: every key has a description" % name, undescribed(read(name), name))
    for path in sorted(SCHEMAS.glob("*.schema.json")):
        root = json.loads(path.read_text(encoding="utf-8"))
        checks("%s has a title and a description" % path.name,
               [key for key in ("$schema", "$id", "title", "description") if not root.get(key)])
    check_itself(checks, shapes)
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
