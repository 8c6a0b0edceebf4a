#!/usr/bin/env python3
"""Makes the seeds of fuzz_packet: two bytes of link type, then one packet. make_packets.py FOLDER"""
import struct
import sys
from pathlib import Path

UDP = struct.pack("!HHHH", 40000, 53, 10, 0) + b"hi"
TCP = struct.pack("!HHIIBBHHH", 40000, 443, 1, 0, 0x60, 0x10, 64240, 0, 0) + b"\1\1\1\1" + b"hello"


def ipv4(protocol: int, payload: bytes, place: int = 0) -> bytes:
    return struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 7, place, 64, protocol, 0,
                       bytes([10, 20, 0, 21]), bytes([198, 51, 100, 7])) + payload


def ipv6(protocol: int, payload: bytes) -> bytes:
    return struct.pack("!IHBB", 0x60000000, len(payload), protocol, 64) + bytes(15) + b"\1" + bytes(15) + b"\2" + payload


def ethernet(kind: int, payload: bytes) -> bytes:
    return b"\2\0\0\0\0\1\2\0\0\0\0\2" + struct.pack("!H", kind) + payload


SEEDS = {
    "ethernet-tcp": (1, ethernet(0x0800, ipv4(6, TCP))),
    "qinq-ipv6-extensions": (1, ethernet(0x88A8, b"\0\1\x81\0\0\2\x86\xdd" + ipv6(0, b"\x2b\0\1\4\0\0\0\0" + b"\x11\0" + bytes(6) + UDP))),
    "pppoe": (1, ethernet(0x8864, b"\x11\0\0\1\0\x20\0\x21" + ipv4(17, UDP))),
    "ipv4-fragment": (101, ipv4(17, UDP + bytes(6), 0x2000)),
    "ipv6-fragment": (229, ipv6(44, b"\x11\0\0\1\0\0\0\7" + UDP)),
    "4in6": (12, ipv6(4, ipv4(6, TCP))),
    "null-swapped": (0, b"\0\0\0\2" + ipv4(17, UDP)),
    "cooked": (113, b"\0\0\0\1\0\6\2\0\0\0\0\1\0\0\x08\0" + ipv4(17, UDP)),
}

for name, (link, packet) in SEEDS.items():
    (Path(sys.argv[1]) / f"{name}.bin").write_bytes(struct.pack("!H", link) + packet)
