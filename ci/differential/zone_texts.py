"""dnspython beside our reader of zone text.

usage: zone_texts.py write SEED COUNT FILE   texts, well made and damaged, as hexadecimal octets: Z number text
       zone_texts.py judged FILE OURS        what dnspython reads in them beside what we read; a line each: number tab agree|difference
"""
import random
import re
import sys

import dns.exception
import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.tokenizer
import dns.zonefile

from records import DATA, NAMES, READ, REFUSALS, chance, judged, refusal


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


def main():
    what, *rest = sys.argv[1:]
    if what == "write":
        write_zones(*rest)
    else:
        judged(*rest, zone_difference, lambda given: [bytes.fromhex(given[0]).decode("latin-1")])


main()
