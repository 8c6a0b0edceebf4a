#!/usr/bin/env python3
"""Writes the seeds of the shapes and dhcp fuzzers below tests/fuzz/corpus/.

Every seed is made up here, byte by byte, from the RFCs and specifications that the decoders name. Nothing is taken from
a recording. The same bytes come out at every run. A seed that a fuzzer found is not written here: its name begins with
"found-"."""

import pathlib
import struct

CORPUS = pathlib.Path(__file__).resolve().parent / "corpus"
CLOCK = 1794816000  # 2026-11-16


def stun():
    def message(kind, attributes):
        return struct.pack("!HHI", kind, len(attributes), 0x2112A442) + bytes(range(12)) + attributes

    software = struct.pack("!HH", 0x8022, 5) + b"phone\0\0\0"
    mark = struct.pack("!HHI", 0x8028, 4, 0x12345678)
    return {
        "stun-request": message(0x0001, software + mark),
        "stun-response": message(0x0101, struct.pack("!HHHH4s", 0x0020, 8, 1, 4660, b"\xe1\xba\xa5\x26")),
        "stun-allocate": message(0x0003, struct.pack("!HHI", 0x0019, 4, 17 << 24)),
        "stun-channel": struct.pack("!HH", 0x4001, 5) + b"voice\0\0\0",
    }


def tunnels():
    session, other = b"\x01\x23\x45\x67\x89\xab\xcd\xef", b"\xfe\xdc\xba\x98\x76\x54\x32\x10"
    first = struct.pack("!II", 1, CLOCK)
    ike = bytes(range(1, 9)) + bytes(8)
    return {
        "wireguard-initiation": b"\1\0\0\0" + bytes(range(144)),
        "wireguard-response": b"\2\0\0\0" + bytes(range(88)),
        "wireguard-data": b"\4\0\0\0\x07\x06\x05\x04" + struct.pack("<Q", 3) + bytes(range(32)),
        "openvpn-client": b"\x38" + session + bytes(5),
        "openvpn-server": b"\x40" + session + b"\1" + bytes(4) + other + bytes(4),
        "openvpn-signed": b"\x38" + session + bytes(range(20)) + first + bytes(5),
        "openvpn-encrypted": b"\x38" + session + first + bytes(range(37)),
        "openvpn-with-key": b"\x50" + session + first + bytes(range(37)) + bytes(50) + struct.pack("!H", 52),
        "ike-2": ike + b"\x21\x20\x22\x08" + struct.pack("!II", 0, 32) + bytes(4),
        "ike-1-behind-translation": bytes(4) + ike + b"\x01\x10\x02\x00" + struct.pack("!II", 0, 40) + bytes(12),
        "esp": struct.pack("!II", 0xC0FFEE01, 7) + bytes(range(24)),
    }


def tlv(tag, content):
    return bytes([tag, len(content)]) + content


def watching():
    value = tlv(0x30, tlv(0x30, tlv(0x06, b"\x2b\x06\x01\x02\x01\x01\x01\x00") + tlv(0x05, b"")))
    request = tlv(2, b"\x07") + tlv(2, b"\0") + tlv(2, b"\0") + value
    header = tlv(0x30, tlv(2, b"\x12\x34") + tlv(2, b"\0\xff\xe3") + tlv(4, b"\4") + tlv(2, b"\3"))
    scoped = tlv(0x30, tlv(4, b"engine") + tlv(4, b"") + tlv(0xA0, request))
    security = tlv(4, tlv(0x30, tlv(4, b"engine") + tlv(2, b"\1") + tlv(2, b"\1") + tlv(4, b"") * 3))
    camera = ("<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
              "xmlns:d=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\"><s:Header>%s</s:Header><s:Body>"
              "<d:Types>dn:NetworkVideoTransmitter</d:Types></s:Body></s:Envelope>")
    action = "<a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/%s</a:Action>"
    nine = struct.pack("!HHIIII", 9, 1, 1000, CLOCK, 5, 1)
    return {
        "snmp-1": tlv(0x30, tlv(2, b"\0") + tlv(4, b"public") + tlv(0xA0, request)),
        "snmp-2-response": tlv(0x30, tlv(2, b"\1") + tlv(4, b"public") + tlv(0xA2, request)),
        "snmp-3": tlv(0x30, tlv(2, b"\3") + header + security + scoped),
        "syslog-1": b"<34>1 2026-11-16T08:00:00.003Z host.example app - ID47 - text",
        "syslog-old": b"<13>Nov  6 08:00:00 host app: text",
        "syslog-loose": b"<13>app: text",
        "netflow-5": struct.pack("!HHIIIIBBH", 5, 1, 1000, CLOCK, 0, 1, 0, 0, 0) + bytes(48),
        "netflow-9": nine + struct.pack("!HHHHHH", 0, 12, 256, 1, 8, 4),
        "ipfix": struct.pack("!HHIII", 10, 28, CLOCK, 1, 0) + struct.pack("!HHHHHH", 2, 12, 256, 1, 8, 4),
        "sflow": struct.pack("!IIIIIII", 5, 1, 0x0A000001, 0, 1, 1000, 1) + struct.pack("!II", 2, 8) + bytes(8),
        "camera-search": (camera % (action % "Probe")).encode(),
        "camera": (camera % (action % "ProbeMatches")).encode(),
        "camera-announced": b"NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n"
                            b"NT: urn:schemas-upnp-org:device:DigitalSecurityCamera:1\r\nNTS: ssdp:alive\r\n\r\n",
    }


def dhcp():
    def message(operation, own, given, options):
        head = struct.pack("!BBBBIHH4s4s4s4s", operation, 1, 6, 0, 7, 0, 0x8000, own, given, bytes(4), bytes(4))
        return head + b"\x02\0\0\0\0\1" + bytes(10 + 64 + 128) + b"\x63\x82\x53\x63" + options + b"\xff"

    wanted = tlv(50, b"\x0a\0\0\7")
    dotted = tlv(81, b"\0\0\0laptop-7.example.org")
    labels = b"\x08laptop-7\x07example\x03org\0"
    identity = struct.pack("!HH", 1, 10) + b"\0\3\0\1\x02\0\0\0\0\1"
    kind = b"MSFT 5.0"
    six = identity + struct.pack("!HHIH", 16, 6 + len(kind), 311, len(kind)) + kind
    six += struct.pack("!HHB", 39, 1 + len(labels), 1) + labels
    solicit = b"\1\x12\x34\x56" + six
    return {
        "discover": message(1, bytes(4), bytes(4), tlv(53, b"\1") + tlv(12, b"laptop-7") + tlv(60, b"MSFT 5.0")),
        "request": message(1, bytes(4), bytes(4), tlv(53, b"\3") + wanted + b"\0" + dotted + tlv(60, b"android-dhcp-14")),
        "request-in-labels": message(1, b"\x0a\0\0\7", bytes(4), tlv(81, b"\4\0\0" + labels)),
        "acknowledged": message(2, bytes(4), b"\x0a\0\0\7", tlv(53, b"\5") + tlv(12, b"laptop-7\0")),
        "solicit-6": solicit,
        "relayed-6": b"\x0c\0" + bytes(32) + struct.pack("!HH", 9, len(solicit)) + solicit,
    }


def write(fuzzer, seeds):
    folder = CORPUS / fuzzer
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in seeds.items():
        (folder / (name + ".bin")).write_bytes(content)


if __name__ == "__main__":
    write("shapes", stun() | tunnels() | watching())
    write("dhcp", dhcp())
