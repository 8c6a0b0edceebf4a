#!/usr/bin/env python3
"""Makes the seeds of fuzz_packet: two bytes of link type, then one packet. make_packets.py FOLDER"""
import struct
import sys
from pathlib import Path

UDP = struct.pack("!HHHH", 40000, 53, 10, 0) + b"hi"
TCP = struct.pack("!HHIIBBHHH", 40000, 443, 1, 0, 0x60, 0x10, 64240, 0, 0) + b"\1\1\1\1" + b"hello"


def ipv4(protocol: int, payload: bytes, place: int = 0) -> bytes:
    def header(checksum: int) -> bytes:
        return struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 7, place, 64, protocol, checksum,
                           bytes([10, 20, 0, 21]), bytes([198, 51, 100, 7]))

    total = sum(struct.unpack("!10H", header(0)))
    return header(~(total + (total >> 16)) & 0xFFFF) + payload


def ipv6(protocol: int, payload: bytes) -> bytes:
    return struct.pack("!IHBB", 0x60000000, len(payload), protocol, 64) + bytes(15) + b"\1" + bytes(15) + b"\2" + payload


def ethernet(kind: int, payload: bytes) -> bytes:
    return b"\2\0\0\0\0\1\2\0\0\0\0\2" + struct.pack("!H", kind) + payload


def udp(port: int, payload: bytes) -> bytes:
    return struct.pack("!HHHH", 50000, port, 8 + len(payload), 0) + payload


def tunnel(port: int, header: bytes, inner: bytes) -> bytes:
    return ethernet(0x0800, ipv4(17, udp(port, header + inner)))


IP = ipv4(6, TCP)
FRAME = ethernet(0x0800, IP)
SNAP = b"\xaa\xaa\3\0\0\0\x08\0"
ADDRESSES = b"\2\0\0\0\0\1\2\0\0\0\0\2\2\0\0\0\0\3"
WIFI = b"\x08\1\0\0" + ADDRESSES + b"\x10\0" + SNAP + IP
SUBFRAME = FRAME[:12] + struct.pack("!H", len(SNAP + IP)) + SNAP + IP

SEEDS = {
    "ethernet-tcp": (1, ethernet(0x0800, ipv4(6, TCP))),
    "qinq-ipv6-extensions": (1, ethernet(0x88A8, b"\0\1\x81\0\0\2\x86\xdd" + ipv6(0, b"\x2b\0\1\4\0\0\0\0" + b"\x11\0" + bytes(6) + UDP))),
    "pppoe": (1, ethernet(0x8864, b"\x11\0\0\1\0\x20\0\x21" + ipv4(17, UDP))),
    "ipv4-fragment": (101, ipv4(17, UDP + bytes(6), 0x2000)),
    "ipv6-fragment": (229, ipv6(44, b"\x11\0\0\1\0\0\0\7" + UDP)),
    "4in6": (12, ipv6(4, ipv4(6, TCP))),
    "null-swapped": (0, b"\0\0\0\2" + ipv4(17, UDP)),
    "cooked": (113, b"\0\0\0\1\0\6\2\0\0\0\0\1\0\0\x08\0" + ipv4(17, UDP)),
    "cooked-2": (276, b"\x08\0\0\0\0\0\0\2\0\1\0\6\2\0\0\0\0\1\0\0" + IP),
    "llc": (1, SUBFRAME),
    "pbb": (1, ethernet(0x88E7, b"\0\0\0\7" + FRAME)),
    "ppp": (9, b"\xff\3\0\x21" + IP),
    "ppp-multilink": (50, b"\x7e\xff\3\0\x3d\xc0\0\0\1\0\x31\0\1" + FRAME),
    "ppp-direction": (204, b"\1\xff\3\0\x57" + ipv6(17, UDP)),
    "ppp-ether": (51, b"\x11\0\0\1\0\x33\0\x21" + IP),
    "cisco-hdlc": (104, b"\x0f\0\x08\0" + IP),
    "enc": (109, b"\2\0\0\0" + bytes(8) + IP),
    "pflog": (117, b"\x0d\2" + bytes(14) + IP),
    "nflog": (239, b"\2\0\0\1\5\0\x0a\0x\0\0\0\x35\0\x09\0" + IP),
    "wifi": (105, WIFI),
    "wifi-aggregate": (105, b"\x88\1\0\0" + ADDRESSES + b"\x10\0\x80\0" + SUBFRAME + b"\0" + SUBFRAME),
    "radiotap": (127, b"\0\0\x19\0\3\0\0\x80" + bytes(8) + bytes(8) + b"\x20" + WIFI),
    "prism": (119, b"\x44\0\0\0\x10\0\0\0" + bytes(8) + WIFI),
    "ppi": (192, b"\0\0\x0c\0\x69\0\0\0" + bytes(4) + WIFI),
    "mpls": (219, b"\0\1\0\x40\0\2\1\x40" + IP),
    "mpls-control-word": (1, ethernet(0x8847, b"\0\2\1\x40\0\0\0\1" + FRAME)),
    "nsh": (1, ethernet(0x894F, b"\x0f\xc2\1\3\0\0\1\xff" + FRAME)),
    "gre-all-fields": (101, ipv4(47, b"\xf0\0\x08\0" + bytes(12) + b"\0\2\0\4\1\2\3\4" + bytes(4) + IP)),
    "pptp": (101, ipv4(47, b"\x30\x81\x88\x0b\0\x35\0\1" + bytes(8) + b"\xff\3\0\x21" + IP)),
    "erspan-2": (101, ipv4(47, b"\x10\0\x88\xbe\0\0\0\1\x10\1\0\1" + bytes(4) + FRAME)),
    "erspan-3": (101, ipv4(47, b"\x10\0\x22\xeb\0\0\0\1\x20\1\0\1" + bytes(7) + b"\1" + bytes(8) + FRAME)),
    "etherip": (101, ipv4(97, b"\x30\0" + FRAME)),
    "l2tp-3": (101, ipv4(115, b"\0\0\0\1\1\2\3\4" + bytes(4) + FRAME)),
    "vxlan": (1, tunnel(4789, b"\x08\0\0\0\0\0\7\0", FRAME)),
    "vxlan-generic": (1, tunnel(4790, b"\x0c\0\0\1\0\0\7\0", IP)),
    "vxlan-in-vxlan": (1, tunnel(4789, b"\x08\0\0\0\0\0\7\0", tunnel(9999, b"\x08\0\0\0\0\0\7\0", FRAME))),
    "geneve-options": (1, tunnel(6081, b"\3\0\x65\x58\0\0\7\0\0\1\1\1\1\2\3\4\0\1\2\0", FRAME)),
    "gtp-extension": (1, tunnel(2152, b"\x34\xff\0\x39\0\0\0\1\0\0\0\x85\1\0\1\0", IP)),
    "tzsp": (1, tunnel(37008, b"\1\0\0\x12\x0a\1\x20\0\1", WIFI)),
    "l2tp": (1, tunnel(1701, b"\x4a\2\0\x45\0\1\0\2\0\0\0\0\0\2\1\2\xff\3\0\x21", IP)),
    "capwap": (1, tunnel(5247, b"\0\x10\3\0\0\0\0\0", b"\1\x08" + WIFI[2:])),
    "capwap-piece": (1, tunnel(5247, b"\0\x10\3\x80\0\1\0\0", WIFI[:48])),
    "teredo": (1, tunnel(3544, b"\0\1\2\2aabb" + bytes(9) + b"\0\0\1\2\3\4\5\6", ipv6(17, UDP))),
    "ayiya": (1, tunnel(5072, b"\x41\x52\x11\x29" + bytes(40), ipv6(17, UDP))),
}

for name, (link, packet) in SEEDS.items():
    (Path(sys.argv[1]) / f"{name}.bin").write_bytes(struct.pack("!H", link) + packet)
