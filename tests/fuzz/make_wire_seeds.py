#!/usr/bin/env python3
"""Writes the seeds of the dns, tls, http and blocks fuzzers below tests/fuzz/corpus/.

Every seed is made up here, byte by byte, from the RFCs and drafts that the decoders name; names are of the domains
reserved for examples (RFC 2606). Nothing is taken from a recording. The same bytes come out at every run.
A seed that a fuzzer found (a crash that was mended) is not written here: its name begins with "found-"."""

import gzip
import pathlib
import struct

CORPUS = pathlib.Path(__file__).resolve().parent / "corpus"


def write(fuzzer, name, content):
    folder = CORPUS / fuzzer
    folder.mkdir(parents=True, exist_ok=True)
    (folder / (name + ".bin")).write_bytes(content)


def dns_name(text):
    return b"".join(bytes([len(label)]) + label.encode() for label in text.split(".") if label) + b"\0"


def dns(questions, flags=0x0100, answers=b"", counts=(0, 0, 0)):
    head = struct.pack("!6H", 0x1234, flags, len(questions), *counts)
    return head + b"".join(name + struct.pack("!HH", 1, 1) for name in questions) + answers


def record_of(owner, kind, data, ttl=60):
    return owner + struct.pack("!HHIH", kind, 1, ttl, len(data)) + data


def dns_seeds():
    www = dns_name("WWW.Example.com")
    query = dns([www])
    record = b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 60, 4) + b"\xc0\x00\x02\x01"
    response = dns([www], 0x8180, record, (1, 0, 0))
    edns = dns([dns_name("a.b.example.net")], 0x0120, b"\0" + struct.pack("!HHIH", 41, 4096, 0, 0), (0, 0, 1))
    write("dns", "query", query)
    write("dns", "response", response)
    write("dns", "edns", edns)
    write("dns", "many-questions", dns([www, b"\0", b"\x04mail\xc0\x10", b"\xc0\x26"]))
    write("dns", "pointer-loop", dns([b"\x01a\xc0\x0c"]))
    write("dns", "dot-and-nul-in-a-label", dns([b"\x05a.b\0c\x03net\0"]))
    write("dns", "tcp-two-messages", b"".join(struct.pack("!H", len(m)) + m for m in (query, response)))
    alias = record_of(b"\xc0\x0c", 5, b"\x03cdn\xc0\x10") + record_of(b"\xc0\x2d", 1, b"\xc6\x33\x64\x07")
    alias += record_of(b"\xc0\x2d", 28, bytes.fromhex("20010db8000000000000000000000007"))
    write("dns", "answers-behind-an-alias", dns([www], 0x8180, alias, (3, 0, 0)))
    hints = b"\0\4\0\4\xc6\x33\x64\x07" + b"\0\5\0\2\xfe\x0d" + b"\0\6\0\x10" + bytes(15) + b"\7"
    service = record_of(b"\xc0\x0c", 65, b"\0\1\0" + hints)
    asked = www + struct.pack("!HH", 65, 1)
    write("dns", "answers-of-a-service", struct.pack("!6H", 7, 0x8180, 1, 1, 0, 0) + asked + service)
    write("dns", "longest-name", dns([b"\x01x" * 127 + b"\0"]))


def extension(number, content):
    return struct.pack("!HH", number, len(content)) + content


def server_name(name):
    return extension(0, struct.pack("!HBH", len(name) + 3, 0, len(name)) + name)


def hello_body(extensions, cookie=None):
    body = (b"\x03\x03" if cookie is None else b"\xfe\xfd") + bytes(range(32)) + b"\x02\xaa\xbb"
    if cookie is not None:
        body += bytes([len(cookie)]) + cookie
    body += b"\x00\x04\x0a\x0a\x13\x01" + b"\x01\x00"
    return body + struct.pack("!H", len(extensions)) + extensions


def records(body, piece):
    message = b"\x01" + struct.pack("!I", len(body))[1:] + body
    parts = [message[at:at + piece] for at in range(0, len(message), piece)]
    return b"".join(b"\x16\x03\x01" + struct.pack("!H", len(part)) + part for part in parts)


def tls_seeds():
    grease = extension(0x1A1A, b"")
    alpn = extension(16, b"\x00\x03\x02h2")
    plain = hello_body(grease + alpn + server_name(b"www.example.com") + extension(43, b"\x02\x03\x04"))
    large = hello_body(extension(51, bytes(1216)) + server_name(b"post-quantum.example.org"))
    write("tls", "hello", records(plain, 16384))
    write("tls", "hello-in-many-records", records(plain, 7))
    write("tls", "hello-post-quantum", records(large, 900))
    write("tls", "hello-ech", records(hello_body(extension(0xFE0D, bytes(40)) + server_name(b"outer.example")), 16384))
    write("tls", "hello-without-name", records(hello_body(alpn), 16384))
    write("tls", "body", plain)
    write("tls", "body-with-cookie", hello_body(server_name(b"dtls.example"), b"\1\2\3"))
    write("tls", "hello-ssl2", b"\x80\x1f\x01\x03\x01\x00\x06\x00\x00\x00\x10\x01\x00\x80\x00\x00\x04" + bytes(16))


def http_seeds():
    write("http", "get", b"GET /path?q HTTP/1.1\r\nHost: www.example.com:8080\r\nCookie: a=b\r\n\r\n")
    write("http", "two-requests", b"GET / HTTP/1.1\r\nHost: one.example\r\n\r\nHEAD / HTTP/1.1\nhost: two.example\n\n")
    write("http", "connect", b"CONNECT example.org:443 HTTP/1.1\r\n\r\n\x16\x03\x01")
    write("http", "absolute", b"GET http://user@target.example/x HTTP/1.0\r\n\r\n")
    write("http", "ipv6", b"POST / HTTP/1.1\r\nHost: [2001:db8::1]:80\r\nContent-Length: 4\r\n\r\nbody")
    write("http", "folded", b"GET / HTTP/1.1\r\nHost:\r\n\tfolded.example\r\nX: y\r\n z\r\n\r\n")


def pcap(order, magic, packets):
    head = struct.pack(order + "IHHIIII", magic, 2, 4, 0, 0, 65535, 1)
    return head + b"".join(struct.pack(order + "IIII", 1700000000, 5, len(p), len(p)) + p for p in packets)


def block(order, number, body):
    body += b"\0" * (-len(body) % 4)
    length = struct.pack(order + "I", len(body) + 12)
    return struct.pack(order + "I", number) + length + body + length


def pcapng(order, packet):
    section = block(order, 0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1))
    options = struct.pack(order + "HHI", 9, 1, 0) + struct.pack(order + "HHq", 14, 8, 100) + bytes(4)
    first = block(order, 1, struct.pack(order + "HHI", 1, 0, 64))
    second = block(order, 1, struct.pack(order + "HHI", 113, 0, 0) + options)
    enhanced = block(order, 6, struct.pack(order + "IIIII", 1, 0, 1700000000, len(packet), len(packet)) + packet)
    old = block(order, 2, struct.pack(order + "HHIIII", 0, 0, 0, 9, len(packet), len(packet)) + packet)
    simple = block(order, 3, struct.pack(order + "I", len(packet)) + packet)
    return section + first + second + enhanced + old + block(order, 10, b"secrets") + simple


def blocks_seeds():
    packets = [bytes(range(60)), b"", bytes(77)]
    write("blocks", "pcap", pcap("<", 0xA1B2C3D4, packets))
    write("blocks", "pcap-big-endian-nanoseconds", pcap(">", 0xA1B23C4D, packets))
    write("blocks", "pcapng", pcapng("<", bytes(range(42))))
    write("blocks", "pcapng-two-sections", pcapng("<", b"little") + pcapng(">", b"big"))
    packed = [gzip.compress(part, mtime=0) for part in (pcap("<", 0xA1B2C3D4, packets)[:30],
                                                       pcap("<", 0xA1B2C3D4, packets)[30:])]
    write("blocks", "pcap-gzip-members", packed[0] + packed[1] + bytes(16))
    write("blocks", "pcapng-gzip-cut", gzip.compress(pcapng(">", b"cut"), mtime=0)[:-9])
    write("blocks", "zstd", b"\x28\xb5\x2f\xfd" + bytes(12))


if __name__ == "__main__":
    dns_seeds()
    tls_seeds()
    http_seeds()
    blocks_seeds()
