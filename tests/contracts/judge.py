#!/usr/bin/env python3
"""tests/contracts/judge.py DAYLIGHT : each evidence contract both ways, by the program itself. Prints TAP.

CHKnn.json: "rule" (the one rule, R), "entries" (rows of the technology list, each laid over base.json's), "leads_to"
(the statuses that evidence which counts gives), "closing" (a subject that closes a list whatever is on it) and "cases":
"counts" says whether this is evidence, "facts" are what was seen ({"on": class or network, "devices": n, "see":
[observations]}), "expect" is the status by subject (null: no verdict); "rule", "entries", "documents", "log" and
"agreement" are laid over the file's. Each class and network is looked at in full besides, unless "elsewhere" is
false."""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
AT = "2026-11-22T12:00:00Z"
PROBES = {"package": "packages", "process": "processes", "service": "services", "setting": "settings", "contact": "capture-names",
          "page-request": "page-recordings", "certificate-check": "certificate-checks", "extension": "extensions"}
LEVELS = {"package": "present", "process": "active", "service": "active", "setting": "function-on", "contact": "communicating",
          "page-request": "communicating", "file": "present", "authority": "present"}
results = []


def ok(held, name, why=""):
    results.append(held)
    print("%s %d - %s%s" % ("ok" if held else "not ok", len(results), name, "" if held else "\n# " + why.replace("\n", "\n# ")))


def laid_over(below, above):
    if not isinstance(below, dict) or not isinstance(above, dict):
        return copy.deepcopy(above)
    return {key: laid_over(below.get(key), above[key]) if key in above else copy.deepcopy(below[key])
            for key in {**below, **above}}


def observation(fact):
    whole = {"probe": PROBES.get(fact["kind"], "files"), "level": LEVELS.get(fact["kind"], "present"), **fact}
    return {"observation": whole}


def header(base, device, where):
    network = where in {row["id"] for row in base["agreement"]["scope"]["networks"]}
    return {"format": "daylight-observations/1", "tool": {"name": "daylight", "version": "0.1.0"},
            "run": {"id": "RUN-1", "started": "2026-11-20T10:00:00Z", "ended": "2026-11-20T10:01:00Z", "complete": True},
            "place": {"device": None if network else device, "audit": "AUD-1", "device_class": None if network else where,
                      "network": where if network else None, "kind": "capture" if network else "device",
                      "time_zone": "Europe/London"}}


def coverage(probe, more):
    return {"coverage": {"probe": probe, "state": "complete", "looked_at": 100, "seen": 1, "days": 10, "attributed": 100,
                         "targets": 10, **more}}


def lines(base, case):
    place = 0
    seen = [row["on"] for row in case.get("facts", [])]
    rest = [{"on": where} for where in base["places"] if where not in seen] if case.get("elsewhere", True) else []
    for row in case.get("facts", []) + rest:
        for _ in range(row.get("devices", 1)):
            place += 1
            yield header(base, "%016x" % place, row["on"])
            yield from map(observation, row.get("see", []))
            probes = row.get("looked", base["places"].get(row["on"], []) + row.get("also_looked", []))
            for probe in dict.fromkeys(probes):
                yield coverage(probe, row.get("coverage", {}))


def write(folder, base, contract, case):
    agreement = copy.deepcopy(base["agreement"])
    rule = {"id": "R", "say": "Signed.", "adopted": True, **laid_over(contract["rule"], case.get("rule", {}))}
    agreement["rules"] = [rule]
    for key, value in laid_over(contract.get("agreement", {}), case.get("agreement", {})).items():
        agreement[key] = laid_over(agreement.get(key), value)
    own, over = contract.get("entries", [{}]), case.get("entries", [])
    over = over + [{}] * (len(own) - len(over))
    rows = [laid_over(base["entry"], laid_over(row, above)) for row, above in zip(own, over)]
    if case.get("no_entries"):
        rows = []
    register = {"format": "daylight-register/1", "register": rows,
                "documents": contract.get("documents", []) + case.get("documents", [])}
    log = contract.get("log", []) + case.get("log", [])
    (folder / "agreement.json").write_text(json.dumps(agreement))
    (folder / "register.json").write_text(json.dumps(register))
    (folder / "log.jsonl").write_text("".join(json.dumps({"format": "daylight-log/1", **row}) + "\n" for row in log))
    (folder / "seen.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines(base, case)))


def evaluate(daylight, catalogue, base, contract, case):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write(folder, base, contract, case)
        done = subprocess.run([daylight, "evaluate", folder / "seen.jsonl", "-a", folder, "-c", catalogue, "-o", folder / "out",
                               "--at", case.get("at", AT), "--quiet"], capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1, 4):
            return None, done.stderr
        return json.loads((folder / "out" / "disclosure.json").read_text(encoding="utf-8")), done.stderr


def judged(contract, case, tree):
    """What is wrong, or nothing."""
    found = {row["subject"]: row["status"] for row in tree["verdicts"]}
    for subject, status in case["expect"].items():
        if found.get(subject) != status:
            return "%s: want %s\n%s" % (subject, status, json.dumps(
                [[row["subject"], row["status"], row["because"]["text"]] for row in tree["verdicts"]], indent=1))
    for row in tree["verdicts"]:
        if contract["contract"] not in row["contracts"]:
            return "%s rests on %s" % (row["key"], row["contracts"])
        if not case["counts"] and row["status"] in contract["leads_to"] and row["subject"] != contract.get("closing"):
            return "%s leads to %s" % (row["subject"], row["status"])
    return None


def shape(contract, data):
    """The case file itself: both ways, and no status that the contract does not know."""
    if not contract["leads_to"] or not set(contract["leads_to"]) <= set(data["statuses"]):
        return "leads_to"
    if contract["rule"]["kind"] != data["rule"] and contract["contract"] not in ("CHK03",):
        return "kind of rule"
    for counts in (True, False):
        if not any(case["counts"] is counts for case in contract["cases"]):
            return "no case that %s" % ("counts" if counts else "does not count")
    for case in contract["cases"]:
        if case["counts"] and not set(case["expect"].values()) & set(contract["leads_to"]):
            return "%s: evidence that counts leads nowhere" % case["name"]
        weak = {status for subject, status in case["expect"].items() if subject != contract.get("closing")}
        if not case["counts"] and weak & set(contract["leads_to"]):
            return "%s: evidence that does not count leads there" % case["name"]
    return None


def main(daylight):
    base = json.loads((HERE / "base.json").read_text(encoding="utf-8"))
    known = json.loads((ROOT / "policies/packs/checks/contracts.json").read_text(encoding="utf-8"))["contracts"]
    with tempfile.TemporaryDirectory() as catalogue:
        for name in ("policies/catalogue/vocabulary.json", "policies/catalogue/never-listed.json", "tests/contracts/products.json"):
            path = ROOT / name
            (pathlib.Path(catalogue) / path.name).write_bytes(path.read_bytes())
        for data in known:
            path = HERE / (data["id"] + ".json")
            if not path.exists():
                ok(False, "%s has cases" % data["id"], "there is no %s" % path.name)
                continue
            contract = json.loads(path.read_text(encoding="utf-8"))
            wrong = shape(contract, data)
            ok(not wrong, "%s %s: both ways" % (data["id"], data["name"]), wrong or "")
            for case in contract["cases"]:
                tree, said = evaluate(daylight, catalogue, base, contract, case)
                wrong = judged(contract, case, tree) if tree else said
                name = "%s %s: %s" % (data["id"], "counts" if case["counts"] else "does not count", case["name"])
                ok(not wrong, name, wrong or "")
    return 0 if all(results) else 1


sys.exit(main(sys.argv[1]))
