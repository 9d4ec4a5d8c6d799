#!/usr/bin/env python3
"""slow-dns.py ZONE MILLISECONDS: a name server on loopback that answers from a few lines of zone text (TXT, A, MX, PTR), each answer
late. It prints its port and runs until it is ended. For the page's check: a person must see that something goes on."""
import re
import socket
import struct
import sys
import threading

TYPES = {"A": 1, "PTR": 12, "MX": 15, "TXT": 16}


def name(text):
    return b"".join(bytes([len(label)]) + label.encode() for label in text.rstrip(".").lower().split(".")) + b"\0"


def data(kind, rest):
    if kind == "A":
        return socket.inet_aton(rest)
    if kind == "MX":
        preference, host = rest.split()
        return struct.pack(">H", int(preference)) + name(host)
    if kind == "PTR":
        return name(rest)
    return b"".join(bytes([len(each)]) + each.encode() for each in re.findall(r'"([^"]*)"', rest))


def zone(path):
    records = {}
    for line in open(path, encoding="utf-8"):
        found = re.match(r"(\S+\.)\s+(?:\d+\s+)?(?:IN\s+)?(TXT|A|MX|PTR)\s+(.+)", line)
        if found:
            owner, kind, rest = found.groups()
            records.setdefault(name(owner), []).append((TYPES[kind], data(kind, rest.strip())))
    return records


def answer(query, records):
    end = query.index(b"\0", 12) + 1
    question = query[12:end + 4]
    asked = query[12:end].lower()
    kind = struct.unpack(">H", query[end:end + 2])[0]
    known = records.get(asked)
    below = any(owner.endswith(asked) for owner in records)
    found = [rdata for each, rdata in known or [] if each == kind]
    code = 0 if known or below else 3
    head = query[:2] + struct.pack(">HHHHH", 0x8580 | code, 1, len(found), 0, 0)
    body = b"".join(b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 300, len(rdata)) + rdata for rdata in found)
    return head + question + body


records = zone(sys.argv[1])
delay = int(sys.argv[2]) / 1000
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
while True:
    asked, client = server.recvfrom(4096)
    threading.Timer(delay, lambda q=asked, c=client: server.sendto(answer(q, records), c)).start()
