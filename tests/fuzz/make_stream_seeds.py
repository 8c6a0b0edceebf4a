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


if __name__ == "__main__":
    preamble_seeds()
    stream_seeds()
    h2_seeds()
