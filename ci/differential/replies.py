"""dnspython beside our decoder of replies.

usage: replies.py write SEED COUNT FILE   messages, well made and damaged, with the question they answer: M number name type octets
       replies.py judged FILE OURS        what dnspython reads in them beside what we read; a line each: number tab agree|difference
"""
import random
import struct
import sys

import dns.flags
import dns.message
import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset

from records import DATA, NAMES, READ, REFUSALS, chance, judged, refusal


def reply(r):
    name, rtype = r.choice(NAMES), r.choice(READ)
    query = dns.message.make_query(name, rtype, id=r.randrange(1 << 16))
    message = dns.message.make_response(query, recursion_available=True)
    at = name
    for _ in range(r.choice([0, 0, 0, 1, 2, 3, 9])):
        target = r.choice(NAMES) if chance(r, 0.6) else f"alias{r.randrange(99)}.example.com."
        message.answer.append(dns.rrset.from_text(at, ttl(r), "IN", "CNAME", target))
        at = target
    if chance(r, 0.7):
        message.answer.append(dns.rrset.from_text(at, ttl(r), "IN", rtype, *r.sample(DATA[rtype], r.randint(1, len(DATA[rtype])))))
    if chance(r, 0.2):
        other = r.choice(list(DATA))
        message.answer.append(dns.rrset.from_text(r.choice(NAMES), ttl(r), "IN", other, r.choice(DATA[other])))
    if chance(r, 0.4):
        message.authority.append(dns.rrset.from_text(r.choice(["example.com.", "com.", ".", "example.net."]), ttl(r), "IN", "SOA", DATA["SOA"][0]))
    if chance(r, 0.3):
        message.authority.append(dns.rrset.from_text("example.com.", ttl(r), "IN", "NS", "ns.example.net."))
        message.additional.append(dns.rrset.from_text("ns.example.net.", 300, "IN", "A", "192.0.2.53"))
    message.set_rcode(r.choice([0, 0, 0, 0, 0, 3, 3, 2, 5, 9]))
    if chance(r, 0.3):
        message.use_edns(0, payload=1232)
    if chance(r, 0.05):
        message.flags |= dns.flags.TC
    if chance(r, 0.3):
        message.flags |= dns.flags.AA
    octets = bytearray(message.to_wire(max_size=65535))
    if chance(r, 0.6):
        for _ in range(r.choice([1, 1, 2, 4])):
            what = r.random()
            if what < 0.7:
                octets[r.randrange(2, len(octets))] = r.choice([0, 1, 2, 63, 64, 0xC0, 0xC0, 255, 12, r.randrange(256)])
            elif what < 0.85:
                del octets[r.randrange(12, len(octets)):]
            else:
                at = r.randrange(12, len(octets))
                octets[at:at] = bytes(r.randrange(256) for _ in range(r.choice([1, 2, 8])))
            if len(octets) < 13:
                break
    return name, rtype, bytes(octets)


def ttl(r):
    return r.choice([0, 1, 300, 86400, 0x7FFFFFFF])


def write_replies(seed, count, file):
    with open(file, "w") as out:
        for number in range(int(count)):
            random.seed(f"{seed}/{number}")  # dnspython shuffles the records of a set as it writes them
            name, rtype, octets = reply(random.Random(f"{seed}/{number}"))
            print("M", number, name, rtype, octets.hex(), sep="\t", file=out)


def theirs_of(name, rtype, octets):
    """What the message says to the question, read with dnspython and followed by hand (RFC 1034 §5.3.3, RFC 2308)."""
    try:
        message = dns.message.from_wire(octets, question_only=False, ignore_trailing=True, one_rr_per_rrset=True)
    except REFUSALS as e:
        return "malformed", refusal(e)
    for section in (message.answer, message.authority):
        if any(rrset.rdclass != dns.rdataclass.IN for rrset in section):
            return "malformed", "class"
    if message.flags & dns.flags.TC:
        return "malformed", "cut"
    rcode = int(message.rcode())
    if rcode not in (0, 3):
        return "failed", str(rcode) if rcode in (2, 5) else "other"
    wanted = dns.rdatatype.from_text(rtype)
    at, seen, least = dns.name.from_text(name), [], 0x7FFFFFFF
    while True:
        found = [rrset for rrset in message.answer if rrset.name == at and rrset.rdtype == wanted]
        if found:
            if rcode == 3:
                return "malformed", "NXDOMAIN with records"
            least = min([least] + [rrset.ttl for rrset in found])
            data = [rdata.to_digestable() for rrset in found for rdata in rrset]
            return "found", f"{least} {len(seen)} {sorted(x.hex() for x in data)}"
        alias = [rrset for rrset in message.answer if rrset.name == at and rrset.rdtype == dns.rdatatype.CNAME]
        if not alias:
            break
        least = min([least] + [rrset.ttl for rrset in alias])
        at = alias[0][0].target
        if len(seen) == 8 or at == dns.name.from_text(name) or at in seen:
            return "loop", ""
        seen.append(at)
    soa = next((rrset for rrset in message.authority if rrset.rdtype == dns.rdatatype.SOA and at.is_subdomain(rrset.name)), None)
    servers = [rrset for rrset in message.authority if rrset.rdtype == dns.rdatatype.NS and at.is_subdomain(rrset.name)]
    if rcode == 0 and not seen and soa is None and servers and not message.flags & dns.flags.AA:
        return "failed", "5"  # a referral: no recursion
    minimum = 0 if soa is None else min(least, soa.ttl, soa[0].minimum if soa[0].minimum < 0x80000000 else 0)
    return "nxdomain" if rcode == 3 else "nodata", f"{minimum} {len(seen)}"


class Walk:
    """A message from front to back, as plain as can be: what is odd in it, and the same message without what we do not look into."""

    def __init__(self, octets):
        self.octets = octets
        self.into_header = self.unsound_class = self.opt_with_name = False
        self.tamed = bytearray(octets)
        self.tamed[2] &= 0x87  # the opcode of a query
        try:
            self.walk()
        except (IndexError, struct.error):
            pass

    def walk(self):
        octets = self.octets
        questions, *counts = struct.unpack("!HHHH", octets[4:12])
        at = 12
        for _ in range(questions):
            at = self.behind(at) + 4
        for section, count in enumerate(counts):
            for _ in range(count):
                owner, at = at, self.behind(at)
                rtype, rclass, _, length = struct.unpack("!HHIH", octets[at:at + 10])
                text = dns.rdatatype.to_text(rtype)
                if text == "OPT" and section == 2:
                    self.opt_with_name |= octets[owner] != 0
                elif text not in READ:
                    self.tamed[at:at + 2] = b"\xff\x00"
                self.unsound_class |= section == 2 and text in READ and rclass != 1
                data = at + 10
                at = data + length
                for name in {"NS": [data], "CNAME": [data], "PTR": [data], "MX": [data + 2], "SOA": [data]}.get(text, []):
                    end = self.behind(name)
                    if text == "SOA":
                        self.behind(end)

    def behind(self, at):
        end = None
        for _ in range(300):
            octet = self.octets[at]
            if octet == 0:
                return at + 1 if end is None else end
            if octet >= 0xC0:
                end = at + 2 if end is None else end
                at = struct.unpack("!H", self.octets[at:at + 2])[0] & 0x3FFF
                self.into_header |= at < 12
            else:
                at += 1 + octet
        raise IndexError


def ours_of(kind, rest, rtype):
    if kind != "found":
        return kind, rest
    least, aliases, *data = rest.split("\x1f")
    wanted = dns.rdatatype.from_text(rtype)
    wires = [text.split(" ")[2] if text.startswith("\\# ")
             else dns.rdata.from_text(dns.rdataclass.IN, wanted, text, origin=dns.name.root, relativize=False).to_digestable().hex() for text in data]
    return kind, f"{least} {aliases} {sorted(wires)}"


def reply_difference(name, rtype, octets, ours):
    theirs = theirs_of(name, rtype, octets)
    mine = ours_of(*ours, rtype)
    if mine == theirs or mine[0] == theirs[0] == "malformed":
        return "agree"
    walk = Walk(octets)
    if theirs[0] == "malformed":
        tamed = theirs_of(name, rtype, bytes(walk.tamed))
        if mine == tamed:
            return "dnspython refuses an opcode, or data of a type that is not read"
        if walk.opt_with_name and theirs[1].startswith("BadEDNS"):
            return "dnspython refuses an OPT with a name"
        return f"dnspython refuses: {(tamed if tamed[0] == 'malformed' else theirs)[1]}"
    if mine[0] == "malformed":
        if walk.into_header:
            return "we refuse a pointer into the header"
        if walk.unsound_class:
            return "we refuse unsound data of another class"
        return f"we refuse: {theirs[0]}"
    return f"read differently: {mine} / {theirs}"


def main():
    what, *rest = sys.argv[1:]
    if what == "write":
        write_replies(*rest)
    else:
        judged(*rest, lambda name, rtype, octets, ours: reply_difference(name, rtype, octets, ours.split("\t", 1)),
               lambda given: [given[0], given[1], bytes.fromhex(given[2])])


main()
