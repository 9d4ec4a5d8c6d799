"""dnspython beside our reader of zone text and our decoder of replies.

usage: wire_zones.py zones SEED COUNT FILE           texts, well made and damaged, as hexadecimal octets: Z number text
       wire_zones.py zones-judged FILE OURS          what dnspython reads in them beside what we read; a line each: number tab agree|class
       wire_zones.py replies SEED COUNT FILE         messages, with the question they answer: M number name type octets
       wire_zones.py replies-judged FILE OURS
"""
import random
import re
import struct
import sys

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import dns.tokenizer
import dns.zonefile

READ = ["A", "NS", "CNAME", "SOA", "PTR", "MX", "TXT", "AAAA", "TLSA", "SPF", "CAA"]
NAMES = ["example.com.", "EXAMPLE.com.", "www.example.com.", "a.b.c.d.example.com.", "ns.example.net.", r"x\.y.example.com.", r"\000\255.example.com.",
         "o" * 63 + ".example.com.", "com.", ".", "*.example.com.", "_dmarc.example.com.", r"a\032b.example.com.", r"\$x.example.com."]
DATA = {
    "A": ["192.0.2.1", "198.51.100.255", "0.0.0.0"],
    "AAAA": ["2001:db8::1", "::ffff:192.0.2.1", "::", "2001:DB8:0:0:0:0:0:1"],
    "NS": ["ns.example.net.", "."], "CNAME": ["www.example.com.", r"\000\255.example.com."], "PTR": ["h.example.com."],
    "MX": ["10 mail.example.com.", "0 .", "65535 mail.example.com."],
    "TXT": ['"v=spf1" " -all"', '""', r'"\000\200\255"', '"a;b" c', r'"say \"x\"" \\', "plain", '"' + "x" * 255 + '"', r'"\033\;"', r"a\;b", '"a" "b" "c"'],
    "SPF": ['"v=spf1 -all"'], "SOA": ["ns.example.net. Host\\.master.example.com. 4294967295 7200 900 1209600 300", ". . 1 2 3 4 5"],
    "CAA": ['128 issue "ca.example"', '0 iodef "mailto:a@example.com"', '0 x ""'],
    "TLSA": ["3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "255 0 2 00 ff"],
    "SRV": ["1 2 3 mail.example.com."], "HINFO": ['"a" "b c"'], "TYPE65280": [r"\# 3 C0C0C0", r"\# 0", r"\# 4 c0 00 0201"], "DNAME": ["example.net."],
    "TYPE1": [r"\# 4 c0000201"], "TYPE16": [r"\# 12 0b763d73706631202d616c6c"], "NAPTR": ['1 2 "u" "E2U+sip" "!^.*$!sip:x@example.com!" .'],
    "RP": ["a.example.com. b.example.com."], "SSHFP": ["1 1 00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff"]}


# Not all that dnspython refuses is refused with an exception of its own.
REFUSALS = (dns.exception.DNSException, ValueError, AssertionError, IndexError, KeyError, AttributeError, TypeError, NotImplementedError, UnicodeError,
            struct.error)


def refusal(e):
    return re.sub(r"[\t\n\r]", " ", re.sub(r"^zone:\d+: ", "", f"{type(e).__name__}: {e}").replace("SyntaxError: zone:1: ", ""))


def chance(r, share):
    return r.random() < share


# ---- zone text --------------------------------------------------------------------------------------------------------------------------


def relative(r, name, origin):
    if origin != "." and chance(r, 0.6):
        if name.lower() == origin.lower():
            return "@"
        if name.endswith("." + origin):
            return name[:-len(origin) - 1]
    return name


def zone(r):
    origin, out, owned = ".", [], False
    if chance(r, 0.5):
        origin = r.choice(["example.com.", "example.net.", "com."])
        out.append(f"$ORIGIN {origin}")
    if chance(r, 0.4):
        out.append("$TTL " + r.choice(["300", "1h", "1w2d3h4m5s", "0", "86400 ; a day"]))
    for _ in range(r.choice([1, 2, 3, 5])):
        rtype = r.choice(list(DATA))
        data = r.choice(DATA[rtype])
        if rtype in ("NS", "CNAME", "PTR", "MX", "SRV", "DNAME") and chance(r, 0.5):
            words = data.split(" ")
            words[-1] = relative(r, words[-1], origin)
            data = " ".join(words)
        owner = relative(r, r.choice(NAMES), origin)
        if owned and chance(r, 0.25):
            owner = r.choice([" ", "\t", "   "])
        owned = True
        rtype = rtype.lower() if chance(r, 0.1) else rtype
        before = r.choice(["IN ", "IN\t", "300 IN ", "IN " + r.choice(["", "", "300 "]), "1h ", "", "", "300 ", "in ", "2147483647 ", "1D IN "])
        line = f"{owner} {before}{rtype} "
        if chance(r, 0.15) and " " in data and '"' not in data:
            line += "( " + data.replace(" ", r.choice(["\n ", " ", " ; so\n\t"]), r.choice([1, 2])) + r.choice([" )", "\n)", ") "])
        else:
            line += data
        line += r.choice(["", "", "", " ", "\t; a comment", ";(", " ; \"quote"])
        out.append(line)
        if chance(r, 0.1):
            out.append(r.choice(["", "; all comment", "  ", "\t; x"]))
    text = "\n".join(out) + r.choice(["\n", "", "\n\n"])
    if chance(r, 0.1):
        text = text.replace("\n", "\r\n")
    if chance(r, 0.5):
        for _ in range(r.choice([1, 1, 2, 3])):
            text = damaged(r, text)
    return text


def damaged(r, text):
    at = r.randrange(len(text) + 1)
    what = r.random()
    if what < 0.35:
        return text[:at] + text[at + r.choice([1, 1, 2, 5]):]
    if what < 0.8:
        return text[:at] + r.choice(list("\"\\();@.$*#-0123456789aZ \t\n\x7f") + ["\\300", "\\", "\\1", "IN", "CH", "TYPE16", "\\# 4", "99999999999", ".."]) + text[at:]
    return text[:at] + text[r.randrange(len(text) + 1):]


def write_zones(seed, count, file):
    with open(file, "w") as out:
        for number in range(int(count)):
            text = zone(random.Random(f"{seed}/{number}"))
            print("Z", number, text.encode("latin-1").hex(), sep="\t", file=out)


class Collected:
    """What dnspython's reader of master files puts its records into: every one, without a zone's rules about SOA and CNAME."""

    def __init__(self):
        self.records = {}
        self.manager = self

    def origin_information(self):
        return dns.name.root, False, dns.name.root

    def check_put_rdataset(self, check):
        pass

    def _set_origin(self, origin):
        pass

    def add(self, name, ttl, rdata):
        least, data = self.records.get((name.canonicalize().to_wire(), int(rdata.rdtype)), (ttl, frozenset()))
        self.records[name.canonicalize().to_wire(), int(rdata.rdtype)] = min(least, ttl), data | {rdata.to_digestable()}


def from_text(rdclass, rdtype, tokens, origin=None, relativize=True, relativize_to=None, *more):
    """Of types that we keep as text and do not look into, only that they are there; else as dnspython reads it."""
    if dns.rdatatype.to_text(rdtype) in READ:
        return DNSPYTHONS(rdclass, rdtype, tokens, origin, relativize, relativize_to, *more)
    first = tokens.get()
    if first.is_eol_or_eof():
        raise dns.exception.SyntaxError("no data")
    if first.is_identifier() and first.value == r"\#":
        tokens.unget(first)
        return DNSPYTHONS(rdclass, rdtype, tokens, origin, relativize, relativize_to, *more)
    while not tokens.get().is_eol_or_eof():
        pass
    return dns.rdata.GenericRdata(rdclass, rdtype, b"")


DNSPYTHONS = dns.rdata.from_text


def records(text, strict=False):
    """(owner, type) -> least TTL and set of data, as dnspython reads it; names and data in wire form."""
    collected = Collected()
    tokens = dns.tokenizer.Tokenizer(text.replace("\r\n", "\n"), "zone")  # as a file is read
    dns.rdata.from_text = DNSPYTHONS if strict else from_text
    try:
        dns.zonefile.Reader(tokens, dns.rdataclass.IN, collected, default_ttl=3600).read()
    finally:
        dns.rdata.from_text = DNSPYTHONS
    return collected.records


# What dnspython reads otherwise than RFC 1035 §5.1 has it, written so that it reads it: a class each, and of one text all may be needed.
REWRITTEN = [
    ("dnspython takes a lone CR for a letter", lambda text: re.sub("\r(?!\n)", " ", text)),
    ("dnspython wants the TTL before the class", lambda text: re.sub(r"(?im)^(\S*[ \t]+)IN[ \t]+((?:\d+[wdhms]?)+)(?=\s)", r"\1\2 IN", text)),
    ("dnspython drops what is below an $ORIGIN without a dot",
     lambda text: re.sub(r"(?m)^(\$ORIGIN[ \t]+(?:\\.|[^\s;\\])*?(?:\\.|[^\s;.\\]))(?=[\s;]|\Z)", r"\1.", text))]


def read(text):
    """The records, or why there are none."""
    try:
        return records(text), ""
    except REFUSALS as e:
        return None, refusal(e)


def zone_difference(text, ours):
    """Why we and dnspython differ; "agree" where we do not."""
    mine = None
    if ours.startswith("ok\t"):
        written = bytes.fromhex(ours[3:]).decode("latin-1")
        mine, why = read(written)
        if mine is None:
            return f"dnspython cannot read what we write: {why}: {written!r}"
    theirs, reason = read(text)
    if mine == theirs:
        return "agree"
    rewritten = text
    for kind, rewrite in REWRITTEN:
        rewritten = rewrite(rewritten)
        if read(rewritten)[0] == mine:
            return kind
    if mine is None:
        try:
            records(text, strict=True)
        except REFUSALS:
            return "agree"  # in data of a type that is kept as text
        return "we refuse: " + re.sub(r"^\S+\t", "", ours)
    if theirs is None:
        return "dnspython refuses: " + reason
    differing = {key: (mine.get(key), theirs.get(key)) for key in mine.keys() | theirs.keys() if mine.get(key) != theirs.get(key)}
    return f"read differently: {differing}"


# ---- replies ------------------------------------------------------------------------------------------------------------------------------


def reply(r):
    name, rtype = r.choice(NAMES), r.choice(READ)
    query = dns.message.make_query(name, rtype)
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


# ---- judging --------------------------------------------------------------------------------------------------------------------------------


def judged(file, ours_file, difference, fields):
    ours = {}
    with open(ours_file) as lines:
        for line in lines:
            number, rest = line.rstrip("\n").split("\t", 1)
            ours[number] = rest
    with open(file) as lines:
        for line in lines:
            _, number, *given = line.rstrip("\n").split("\t")
            print(number, difference(*fields(given), ours[number]), sep="\t")


def main():
    what, rest = sys.argv[1], sys.argv[2:]
    if what == "zones":
        write_zones(*rest)
    elif what == "replies":
        write_replies(*rest)
    elif what == "zones-judged":
        judged(*rest, zone_difference, lambda given: [bytes.fromhex(given[0]).decode("latin-1")])
    elif what == "replies-judged":
        judged(*rest, lambda name, rtype, octets, ours: reply_difference(name, rtype, octets, ours.split("\t", 1)),
               lambda given: [given[0], given[1], bytes.fromhex(given[2])])


main()
