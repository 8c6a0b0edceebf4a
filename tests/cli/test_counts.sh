#!/usr/bin/env bash
# Among several devices no number below k is written, and none is left over when numbers are taken from each other.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
if ! python3 -c '' 2>/dev/null; then
	skip "counts" "there is no python3"
	finish
fi
cat >"$T/counts.py" <<'P'
import json, os, random, subprocess, sys

daylight, school, top = sys.argv[1:]
CLASSES = {"staff-laptop": 60, "supply-pool-laptop": 9, "classroom-pc": 38}
K = 5


def places(numbers):
    """numbers: of each class, how many were looked at, and how many of these run Veyon."""
    for name, (looked, running) in numbers.items():
        for i in range(looked):
            device = "%024x" % (hash_of(name) * 1000 + i)
            yield {"format": "daylight-observations/1", "tool": {}, "run": {"complete": True},
                   "place": {"device": device, "audit": "AUD-1", "device_class": name, "kind": "device"}}
            yield {"coverage": {"probe": "packages", "state": "complete", "looked_at": 9, "seen": int(i < running)}}
            yield {"gap": {"probe": "packages", "reason": "denied", "what": "/opt/common", "errno": 13, "count": 1}}
            if i < running:
                yield {"observation": {"kind": "package", "probe": "packages", "subject": "veyon-service",
                                       "level": "present", "detail": "dpkg"}}
                yield {"gap": {"probe": "packages", "reason": "denied", "what": "/opt/rare", "errno": 13, "count": 1}}


def hash_of(name):
    return sorted(CLASSES).index(name) + 1


def judge(numbers, folder):
    path = os.path.join(top, "places.jsonl")
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(line) + "\n" for line in places(numbers))
    subprocess.run([daylight, "evaluate", path, "-a", school, "--at", "2026-11-22", "-o", folder, "-q"], check=False)
    with open(os.path.join(folder, "disclosure.json"), encoding="utf-8") as file:
        return json.load(file)


def check(numbers, folder):
    tree = judge(numbers, folder)
    finding = [f for f in tree["findings"] if f["key"] == "veyon"][0]
    whole = sum(running for _, running in numbers.values())
    of = sum(looked for looked, _ in numbers.values())
    rows = finding["seen_by_class"]
    assert finding["seen"] == {"devices": {"n": whole} if whole >= K else {"below": K}, "of": of}, finding["seen"]
    assert all(row["devices"].get("n", 0) >= K for row in rows), rows
    assert not rows or sum(row["devices"]["n"] for row in rows) == whole, rows
    assert len([row for row in rows if row["device_class"] is None]) <= 1, rows
    for row in rows:
        if row["device_class"] and numbers[row["device_class"]][1] < K:
            raise AssertionError("%s is told apart: %s" % (row, numbers))
    assert len(finding["evidence"]) == 1 and finding["evidence_total"] == 1, "the evidence counts devices"
    assert "place" not in finding["evidence"][0]
    devices = [row for row in tree["coverage"] if "probe" in row]
    assert all("place" not in row and "seen" not in row for row in devices), "a row for one device"
    for gap in tree["gaps"]:
        assert gap.get("place") is None, gap
        n = {"/opt/common": 0, "/opt/rare": 1}.get(gap["what"])
        assert n is None or numbers[gap["device_class"]][n] >= K, gap
    return tree


random.seed(2026)
for case in range(60):
    numbers = {name: (looked, random.randint(0, min(looked, random.choice((2, 6, 12)))))
               for name, looked in (("staff-laptop", random.randint(3, 14)), ("supply-pool-laptop", random.randint(2, 9)),
                                    ("classroom-pc", random.randint(2, 12)))}
    if sum(running for _, running in numbers.values()):
        check(numbers, os.path.join(top, "judged"))

tree = check({"staff-laptop": (54, 31), "supply-pool-laptop": (9, 3), "classroom-pc": (10, 2)}, os.path.join(top, "judged"))
rows = [f for f in tree["findings"] if f["key"] == "veyon"][0]["seen_by_class"]
assert rows == [{"device_class": "staff-laptop", "devices": {"n": 31}, "of": 54},
                {"device_class": None, "device_classes": ["classroom-pc", "supply-pool-laptop"], "devices": {"n": 5},
                 "of": 19}], rows
classes = {row["device_class"]: row for row in tree["coverage"] if "in_scope" in row}
assert (classes["staff-laptop"]["in_scope"], classes["staff-laptop"]["inspected"]) == (60, 54), classes
assert classes["learner-laptop"]["reason"] == "class-not-inspected", classes
P
exits 0 "sixty distributions of one product over three classes leave no small number" \
	python3 "$T/counts.py" "$D" "$school" "$T"
"$D" report "$T/judged/disclosure.json" -o "$T/page.html"
says "the page names small classes together" "$T/page.html" 'classroom computer \+ supply pool laptop: 5 of 19'
says "and the others by themselves" "$T/page.html" 'staff laptop: 31 of 54'
says "above it says how many of each class were looked at" "$T/page.html" '<span>54 of 60 looked at</span>'
"$D" report "$T/judged/disclosure.json" --format text -o "$T/page.txt"
says "as the text does" "$T/page.txt" 'staff laptop \(54 of 60 looked at\)'

# Another k, of the permission.
copy_school
sed -i 's/"k_min": 5/"k_min": 3/' "$T/school/authorisation.json"
"$D" evaluate "$T/places.jsonl" -a "$T/school" --at 2026-11-22 -o "$T/three" -q
python3 - "$T/three/disclosure.json" <<'P'
import json, sys
rows = [f for f in json.load(open(sys.argv[1]))["findings"] if f["key"] == "veyon"][0]["seen_by_class"]
assert {"device_class": None, "device_classes": ["classroom-pc", "supply-pool-laptop"], "devices": {"n": 5}, "of": 19} in rows, rows
P
ok "where the permission says three, two are not told either" $?
"$D" evaluate "$T/places.jsonl" --at 2026-11-22 -o "$T/none" -q
[ "$(grep -c '"below": 3' "$T/three/disclosure.json")" -eq 0 ] && grep -q seen_by_class "$T/none/disclosure.json"
ok "without an agreement it is five" $?

# A person's own device shows in full to that person (model A19).
"$D" evaluate tests/golden/cases/laptop.jsonl -a "$school" --at 2026-11-22 -o "$T/own" -q
says_not "one device alone hides nothing" "$T/own/disclosure.json" '"below"'
says "and names its place" "$T/own/disclosure.json" '"place": 0'
finish
