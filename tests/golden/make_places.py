#!/usr/bin/env python3
"""make_places.py FOLDER: what a check of the example school would have seen at its many places, as observations.

The school is made up, and so is all of this. The numbers are those of an ordinary small school: 54 of 60 staff laptops,
36 of 38 classroom computers, 9 of 9 of the supply pool, 40 of 42 tablets by the list of their management, one network.
"""
import hashlib
import json
import os
import sys

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DAY = "2026-11-18"
INVENTORY = ("packages", "processes", "services")


def header(kind, started=DAY, device=None, platform=None, device_class=None, network=None):
    tag = None
    if device:
        bits = int(device[:4], 16)
        tag = "D-" + "".join(ALPHABET[bits >> shift & 31] for shift in (11, 6, 1))
    return {"format": "daylight-observations/1", "tool": {"name": "daylight", "version": "0.1.0"},
            "run": {"id": None, "started": started + "T09:00:00Z", "ended": started + "T09:01:00Z", "complete": True,
                    "mode": kind, "whose": "permitted"},
            "place": {"device": device, "tag": tag, "audit": "AUD-2026-11", "device_class": device_class,
                      "network": network, "site": "main-site", "kind": kind, "platform": platform,
                      "time_zone": "Europe/London"}}


def seen(kind, probe, subject, level, **more):
    return {"observation": {"kind": kind, "probe": probe, "subject": subject, "level": level, **more}}


def looked(probe, state="complete", **more):
    return {"coverage": {"probe": probe, "state": state, **more}}


def product(name, program=None):
    rows = [seen("package", "packages", name, "present", detail="dpkg"),
            seen("service", "services", name + ".service", "active", actor=name)]
    if program:
        rows.append(seen("process", "processes", program, "active", actor=name))
    return rows


def talked(host, day, **more):
    return seen("contact", "connections", host, "communicating", detail="tls", first=day, last=day, **more)


def device(device_class, number, rows, platform="linux", kind="device", settings="complete"):
    mark = hashlib.sha256(f"{device_class} {number}".encode()).hexdigest()[:24]
    out = [header(kind, device=mark, platform=platform, device_class=device_class)]
    if platform == "linux":
        out += [looked(probe, looked_at=120) for probe in INVENTORY]
    out.append(looked("settings", settings, looked_at=40, **({} if settings == "complete" else {"reason": "denied"})))
    return out + rows


def staff_laptop(number):
    rows = product("example-fleet-agent") + product("example-shield")
    # the learners' filter: its root certificate, and a proxy that staff cannot switch off
    rows += [seen("authority", "authorities", "CN=Example SafeFilter Root CA,O=Example Filter Ltd", "present"),
             seen("proxy", "proxies", "proxy.safefilter.example:8080", "active")]
    if number <= 31:
        rows += product("example-focus-agent", "/opt/example-focus-agent/focusd")
    if number <= 29:
        rows.append(talked("ingest.focus-agent.example", DAY, actor="example-focus-agent"))
    if 40 <= number < 47:
        rows += product("example-lessonlook")
    if 40 <= number < 46:
        rows.append(talked("api.lessonlook.example", DAY, actor="example-lessonlook"))
    rows.append(looked("hiding", looked_at=120))
    if number <= 2:  # one sign, of something that no list knows: a reason to ask, and no more
        rows.append(seen("process", "hiding", "/usr/lib/example-quiet-helper/helper", "active",
                         detail="sign:deleted-executable"))
    return device("staff-laptop", number, rows, settings="complete" if number <= 52 else "partial")


def classroom_pc(number):
    extension = "abcdefghijklmnopabcdefghijklmnop"
    rows = product("example-classview") + product("example-shield")
    rows += [seen("extension", "extensions", extension, "present", detail=permission)
             for permission in ("storage", "tabs")]
    rows.append(seen("extension", "extensions", extension, "present", detail="desktopCapture", first="2026-11-03",
                     last=DAY))
    return device("classroom-pc", number, rows, settings="partial")


def supply_laptop(number):
    return device("supply-pool-laptop", number, product("example-fleet-agent") + product("example-shield"),
                  settings="partial")


def tablet(number):
    return device("staff-tablet", number, [seen("enrolment", "settings", "mdm.fleet.example", "active")],
                  platform="ios", kind="import")


def network():
    """Three of five days were recorded, and 41 of 100 connections hid whom they spoke to."""
    rows = [header("capture", network="staff-vlan"),
            looked("capture-names", "partial", looked_at=812345, connections=20000, hidden=8200, days=3, attributed=59,
                   reason="hidden-names"),
            seen("contact", "capture-names", "api.lessonmate.example", "communicating", detail="tls",
                 first="2026-11-16", last=DAY, count=64, bytes=910000, devices=12, country="SG")]
    return rows


def certificates():
    rows = [header("network", network="staff-vlan"), looked("certificate-checks", looked_at=5, targets=5)]
    return rows + [seen("certificate-check", "certificate-checks", f"check-{n}.example", "active",
                        detail="CN=Example SafeFilter Root CA,O=Example Filter Ltd", first=DAY, last=DAY)
                   for n in range(1, 6)]


def pages():
    """Visits with a test account, before and after the choice about cookies, recorded by a person."""
    rows = [header("capture", started="2026-11-19"), looked("page-recordings", looked_at=3, targets=3)]
    for page in ("portal.example/", "mis.example/login", "parents.example/staff"):
        rows.append(seen("page-request", "page-recordings", page.split("/")[0], "communicating",
                         detail=page + " before", count=4, first="2026-11-19", last="2026-11-19"))
    rows.append(seen("page-request", "page-recordings", "collect.replay.example", "communicating",
                     detail="parents.example/staff refused", count=3, first="2026-11-19", last="2026-11-19"))
    return rows


def write(folder, name, places):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
        for rows in places:
            out.writelines(json.dumps(row, separators=(",", ":")) + "\n" for row in rows)


def main():
    folder = sys.argv[1]
    write(folder, "staff-laptops.jsonl", [staff_laptop(n) for n in range(1, 55)])
    write(folder, "classroom-pcs.jsonl", [classroom_pc(n) for n in range(1, 37)])
    write(folder, "supply-pool-laptops.jsonl", [supply_laptop(n) for n in range(1, 10)])
    write(folder, "staff-tablets.jsonl", [tablet(n) for n in range(1, 41)])
    write(folder, "staff-network.jsonl", [network(), certificates()])
    write(folder, "staff-pages.jsonl", [pages()])


main()
