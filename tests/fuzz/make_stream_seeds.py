#!/usr/bin/env python3
"""Writes the seeds of the fuzzers of streams below tests/fuzz/corpus/, as make_wire_seeds.py does for the others:
made up byte by byte, the same bytes at every run."""

import struct

from make_wire_seeds import hello_body, records, server_name, write

HELLO = records(hello_body(server_name(b"classview.example")), 16384)
START_TLS = b"1.3.6.1.4.1.1466.20037"

PREAMBLES = {
    "smtp": b"EHLO laptop.example\r\nSTARTTLS\r\n",
    "imap": b"a1 CAPABILITY\r\na2 STARTTLS\r\n",
    "xmpp": b"<?xml version='1.0'?><stream:stream to='example.org'>\n<starttls xmlns='urn:x'/>",
    "postgresql": b"\0\0\0\x08\x04\xd2\x16\x30\0\0\0\x08\x04\xd2\x16\x2f",
    "mysql": b"\x20\0\0\1\x05\xae\xff\x19\0\0\0\1\xff" + bytes(23),
    "ldap": b"\x30\x84\0\0\0\x21\x02\x01\x01\x77\x84\0\0\0\x18\x80\x16" + START_TLS,
    "tds": b"\x12\x01\0\x0f\0\0\1\0\0\0\6\0\1\xff\0\x12\x01" + struct.pack("!H", len(HELLO) + 8) + bytes(4),
    "socks-4a": b"\x04\x01\x01\xbb\0\0\0\1\0class.example\0",
    "socks-5": b"\x05\x02\0\2\x01\2me\3key\x05\x01\0\x03\x0dclass.example\x01\xbb",
    "proxy-1": b"PROXY TCP4 10.0.0.1 10.0.0.2 1 2\r\n",
    "connect": b"CONNECT a.example:443 HTTP/1.1\r\nHost: a.example\r\n\r\n",
}


def preamble_seeds():
    for name, preamble in PREAMBLES.items():
        write("preamble", name, preamble)


def stream_seeds():
    """The first byte says how the stream is cut (fuzz_stream.c)."""
    for i, (name, preamble) in enumerate(PREAMBLES.items()):
        write("stream", name, bytes([1 | i % 2 << 1 | i << 2]) + preamble + HELLO)
    write("stream", "requests", b"\x0d" + b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n" * 2)


PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
STANDARD = [  # RFC 7541, appendix C.4
    bytes.fromhex("828684418cf1e3c2e5f23a6ba0ab90f4ff"),
    bytes.fromhex("828684be5886a8eb10649cbf"),
    bytes.fromhex("828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf"),
]


def frame(number, flags, content, stream=1):
    return struct.pack("!I", len(content))[1:] + bytes([number, flags]) + struct.pack("!I", stream) + content


def h2_seeds():
    opening = PREFACE + frame(4, 0, b"\0\3\0\0\0\x64", 0)
    plain = b"\x41\x0bclass.test\0\x00\x09:protocol\x0bconnect-udp\x00\x04host\x06b.test"
    padded = frame(1, 40, b"\2\0\0\0\0\x10" + plain[:20] + bytes(2)) + frame(9, 4, plain[20:])
    requests = opening + b"".join(frame(1, 4, block) for block in STANDARD)
    write("h2", "standard", requests)
    write("h2", "padded-and-continued", opening + padded)
    write("h2", "block", b"\0" + b"".join(STANDARD))
    write("h2", "block-sizes", b"\0\x3f\x39" + plain + b"\x20\x3f\xe1\x1f" + plain + b"\xbe\xbf")
    write("stream", "http2", b"\x0d" + requests)


def der(tag, *content):
    content = b"".join(content)
    return bytes([tag, 0x82]) + struct.pack("!H", len(content)) + content


def der_name(common, organisation, tag=0x0C):
    def attribute(last, text):
        return der(0x31, der(0x30, b"\x06\x03\x55\x04" + bytes([last]), der(tag, text)))

    return der(0x30, attribute(10, organisation), attribute(3, common))


def certificate(issuer, subject, names=(), authority=False):
    basic = der(0x30, b"\x06\x03\x55\x1d\x13\x01\x01\xff", der(4, der(0x30, b"\x01\x01\xff" * authority)))
    other = der(0x30, b"\x06\x03\x55\x1d\x11", der(4, der(0x30, *(der(0x82, name) for name in names))))
    body = der(0x30, b"\xa0\x03\x02\x01\x02\x02\x01\x07\x30\x03\x06\x01\x2a", issuer, b"\x30\0", subject, b"\x30\0",
               der(0xA3, der(0x30, other if names else b"", basic)))
    return der(0x30, body, b"\x30\0\x03\x01\0")


def handshake(number, content):
    return bytes([number]) + struct.pack("!I", len(content))[1:] + content


def flight(chain, extensions=b"", piece=16384):
    hello = b"\x03\x03" + bytes(32) + b"\x02\xaa\xbb\xc0\x2f\0" + extensions
    listed = b"".join(struct.pack("!I", len(one))[1:] + one for one in chain)
    messages = handshake(2, hello) + handshake(11, struct.pack("!I", len(listed))[1:] + listed) + handshake(14, b"")
    parts = [messages[at:at + piece] for at in range(0, len(messages), piece)]
    return b"".join(b"\x16\x03\x03" + struct.pack("!H", len(part)) + part for part in parts)


def certificate_seeds():
    root, issuing = der_name(b"Example Root CA", b"Example"), der_name(b"Issuing CA", b"Example", 0x13)
    wide = der_name(b"\0W\0i\0d\0e\x20\xac", b"\0O", 0x1E)
    leaf = certificate(issuing, der_name(b"www.example.com", b"Example"), [b"www.example.com", b"*.example.com"])
    chain = [leaf, certificate(root, issuing, (), True)]
    write("certificate", "leaf", leaf)
    write("certificate", "two-byte-letters", certificate(wide, wide))
    write("certificate", "chain", flight(chain))
    write("certificate", "chain-in-many-records", flight(chain, piece=60))
    write("certificate", "newer", flight([leaf], b"\0\x06\0\x2b\0\x02\x03\x04"))


def talk_seeds():
    write("talk", "rfb", b"RFB 003.008\n")
    write("talk", "rdp", b"\3\0\0\x25\x20\xe0\0\0\0\0\0Cookie: mstshash=someone\r\n")
    write("talk", "rtsp", b"DESCRIBE rtsp://192.0.2.1/stream RTSP/1.0\r\n")
    write("talk", "syslog", b"55 <34>1 2026-11-16T08:00:00Z host.example app - - - text")
    write("talk", "openvpn", b"\0\x0e\x38\1\2\3\4\5\6\7\x08\0\0\0\0\0")


if __name__ == "__main__":
    preamble_seeds()
    stream_seeds()
    h2_seeds()
    certificate_seeds()
    talk_seeds()
