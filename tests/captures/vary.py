#!/usr/bin/env python3
"""Writes the packets of a little-endian pcap in other forms: vary.py CAPTURE FOLDER; with --rotate first, in five files,
0.pcap to 4.pcap, cut within hellos.

Big-endian, nanosecond and modified pcap, two pcaps joined, snoop, and pcapng in both byte orders with an interface each for Ethernet, raw IP,
null/loopback, Linux cooked v1 and v2: packet i comes by interface i modulo 5."""
import os
import struct
import sys

LINKS = (1, 101, 0, 113, 276)
IP = {b"\x08\x00": 2, b"\x86\xdd": 24}  # ether types, and their address families for null/loopback


def packets(data):
    at = 24
    while at < len(data):
        seconds, micros, length, wire = struct.unpack_from("<IIII", data, at)
        yield seconds, micros, wire, data[at + 16:at + 16 + length]
        at += 16 + length


def pcap(order, magic, per_micro, rows):
    out = [struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, 262144, 1)]
    for seconds, micros, wire, packet in rows:
        out.append(struct.pack(order + "IIII", seconds, micros * per_micro, len(packet), wire) + packet)
    return b"".join(out)


def joined(rows):
    half = len(rows) // 2
    return pcap("<", 0xA1B2C3D4, 1, rows[:half]) + pcap(">", 0xA1B23C4D, 1000, rows[half:])


def modified(order, rows):
    out = [struct.pack(order + "IHHiIII", 0xA1B2CD34, 2, 4, 0, 0, 262144, 1)]
    for seconds, micros, wire, packet in rows:
        out.append(struct.pack(order + "IIIIIHBB", seconds, micros, len(packet), wire, 1, 8, 0, 0) + packet)
    return b"".join(out)


def snoop(rows):
    out = [b"snoop\0\0\0" + struct.pack(">II", 2, 4)]
    for seconds, micros, wire, packet in rows:
        padding = bytes(-len(packet) % 4)
        length = 24 + len(packet) + len(padding)
        out.append(struct.pack(">IIIIII", wire, len(packet), length, 0, seconds, micros) + packet + padding)
    return b"".join(out)


def as_link(link, packet):
    kind, inner = packet[12:14], packet[14:]
    return {
        1: packet,
        101: inner,
        0: struct.pack("<I", IP[kind]) + inner,
        113: struct.pack(">HHH8s", 0, 1, 6, bytes(8)) + kind + inner,
        276: kind + struct.pack(">HIHBB8s", 0, 1, 1, 0, 6, bytes(8)) + inner,
    }[link]


def pcapng(order, rows):
    def block(kind, body):
        body += bytes(-len(body) % 4)
        return struct.pack(order + "II", kind, len(body) + 12) + body + struct.pack(order + "I", len(body) + 12)

    out = [block(0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1))]
    out += [block(1, struct.pack(order + "HHI", link, 0, 0)) for link in LINKS]
    for i, (seconds, micros, _, packet) in enumerate(rows):
        face = i % len(LINKS) if packet[12:14] in IP else 0
        data = as_link(LINKS[face], packet)
        time = seconds * 1000000 + micros
        head = struct.pack(order + "IIIII", face, time >> 32, time & 0xFFFFFFFF, len(data), len(data))
        out.append(block(6, head + data))
    return b"".join(out)


def is_half_hello(packet):
    """TCP over IPv4 whose bytes begin a TLS record that goes on in the next segment."""
    if packet[12:14] != b"\x08\x00" or packet[23] != 6:
        return False
    tcp = 14 + 4 * (packet[14] & 15)
    data = packet[tcp + 4 * (packet[tcp + 12] >> 4):]
    return data[:2] == b"\x16\x03" and 5 + int.from_bytes(data[3:5], "big") > len(data)


def rotate(rows, folder):
    """Five files, each of which ends within a hello."""
    os.mkdir(folder)
    at = 0
    for i in range(5):
        end = len(rows) * (i + 1) // 5
        while i < 4 and not is_half_hello(rows[end - 1][3]):
            end += 1
        with open(os.path.join(folder, f"{i}.pcap"), "wb") as file:
            file.write(pcap("<", 0xA1B2C3D4, 1, rows[at:end]))
        at = end


def main():
    if sys.argv[1] == "--rotate":
        with open(sys.argv[2], "rb") as file:
            rotate(list(packets(file.read())), sys.argv[3])
        return
    with open(sys.argv[1], "rb") as file:
        rows = list(packets(file.read()))
    made = {
        "big-endian.pcap": pcap(">", 0xA1B2C3D4, 1, rows),
        "nanoseconds.pcap": pcap("<", 0xA1B23C4D, 1000, rows),
        "big-endian-nanoseconds.pcap": pcap(">", 0xA1B23C4D, 1000, rows),
        "joined.pcap": joined(rows),
        "modified.pcap": modified("<", rows),
        "modified-big-endian.pcap": modified(">", rows),
        "sun.snoop": snoop(rows),
        "five-interfaces.pcapng": pcapng("<", rows),
        "five-interfaces-big-endian.pcapng": pcapng(">", rows),
    }
    for name, data in made.items():
        with open(os.path.join(sys.argv[2], name), "wb") as file:
            file.write(data)


main()
