"""Block lists by chance, served by rbldnsd, and asked by dnspython beside us.

usage: block_lists.py lists SEED COUNT DIR      the data of the lists and DIR/subjects: zone tab subject
       block_lists.py asked DIR PORT            what rbldnsd answers to each: zone tab subject tab codes tab texts
       block_lists.py judged ASKED OURS         a line each: number tab agree|difference
"""
import ipaddress
import random
import sys

import dns.message
import dns.name
import dns.query
import dns.rdatatype

CODES = ["127.0.0.2", "127.0.0.2", "127.0.0.4", "127.0.0.10", "127.0.1.2", "127.0.0.77"]
TEXTS = ["listed", "see https://bl.test/?$", "spam, \"loud\"", "a; b", "100%", "", "x" * 200]
WORDS = ["mail", "evil", "shop", "x", "a-b", "xn--bcher-kva", "long" * 10]
DATASETS = {"four": "ip4set", "trie": "ip4trie", "six": "ip6trie", "sixset": "ip6tset", "names": "dnset", "both": "combined"}


def chance(r, share):
    return r.random() < share


def address4(r):
    return f"{r.choice(['192.0.2', '198.51.100', '203.0.113', '11.0.0', '11.0.1'])}.{r.randrange(256)}"


def address6(r):
    return str(ipaddress.IPv6Address((0x20010db8 << 96) | (r.randrange(4) << 80) | (r.randrange(4) << 64) | r.choice([0, 1, 2, r.getrandbits(64)])))


def name(r):
    return ".".join(r.choice(WORDS) for _ in range(r.choice([0, 0, 1, 1, 2]))) + r.choice(["", "."]) + r.choice(["evil.example", "shop.example", "spam.test.example"])


def entry4(r):
    form = r.random()
    if form < 0.5:
        return address4(r)
    if form < 0.85:
        length = r.choice([24, 25, 28, 30, 31, 32])
        return str(ipaddress.ip_network(f"{address4(r)}/{length}", strict=False))
    a, b = sorted([r.randrange(256), r.randrange(256)])
    return f"203.0.113.{a}-203.0.113.{b}"


def lines4(r, ranges=True):
    lines = [f":{r.choice(CODES)}:{r.choice(TEXTS)}", "127.0.0.2"]
    for _ in range(r.choice([5, 20, 60])):
        if chance(r, 0.1):
            lines.append(f":{r.choice(CODES)}:{r.choice(TEXTS)}")
            continue
        entry = entry4(r)
        if not ranges and "-" in entry:
            continue
        value = f" :{r.choice(CODES)}:{r.choice(TEXTS)}" if chance(r, 0.3) else ""
        lines.append(("!" if chance(r, 0.1) else "") + entry + ("" if lines[-1].startswith("!") else value))
    return [line.split(" :")[0] if line.startswith("!") else line for line in lines]


def lines_names(r):
    lines = [f":{r.choice(CODES)}:{r.choice(TEXTS)}", "test"]
    for _ in range(30):
        each = name(r).strip(".")
        sign = r.choice(["", "", ".", "*.", "!"])
        value = f" :{r.choice(CODES)}:{r.choice(TEXTS)}" if chance(r, 0.3) and sign != "!" else ""
        lines.append(sign + each + value)
    return lines


def lists(seed, count, folder):
    r = random.Random(f"{seed}/lists")
    six = [f":{r.choice(CODES)}:{r.choice(TEXTS)}", "::ffff:7f00:2/128"]
    six += [str(ipaddress.ip_network(f"{address6(r)}/{r.choice([48, 64, 96, 128])}", strict=False)) for _ in range(12)]
    six += ["!" + address6(r) for _ in range(3)]
    sixset = [f":{r.choice(CODES)}:{r.choice(TEXTS)}"] + [f"2001:db8:{a}:{b}" for a in range(4) for b in range(4) if chance(r, 0.4)]
    sixset += ["0:0:0:0"]  # for the test point, which is in ::/64
    sixset += ["!::ffff:7f00:1"] + ["!" + address6(r) for _ in range(4)]
    both = []
    for number, make in enumerate([lines4, lines4, lines_names]):
        label = ["one", "two", "names"][number]
        both += [f"$DATASET {'dnset' if make is lines_names else 'ip4set'}:{label} @"] + make(r)
    data = {"four": lines4(r), "trie": lines4(r, ranges=False), "six": six, "sixset": sixset, "names": lines_names(r), "both": both}
    for zone, lines in data.items():
        with open(f"{folder}/{zone}.data", "w") as out:
            print(*lines, sep="\n", file=out)
    with open(f"{folder}/subjects", "w") as out:
        for _ in range(int(count)):
            zone = r.choice(list(DATASETS))
            subject = address4(r) if zone in ("four", "trie") else address6(r) if zone.startswith("six") else name(r).strip(".")
            if zone == "both" and chance(r, 0.5):
                subject = address4(r)
            print(zone + ".list.test", subject, sep="\t", file=out)


def query_name(zone, subject):
    """RFC 5782 §2.1, 2.3, 2.4."""
    try:
        address = ipaddress.ip_address(subject)
    except ValueError:
        return f"{subject}.{zone}."
    octets = reversed(str(address).split(".")) if address.version == 4 else reversed(address.exploded.replace(":", ""))
    return ".".join(octets) + f".{zone}."


def asked(folder, port):
    with open(f"{folder}/subjects") as lines:
        for line in lines:
            zone, subject = line.rstrip("\n").split("\t")
            found = []
            for rtype in ("A", "TXT"):
                reply = dns.query.udp(dns.message.make_query(query_name(zone, subject), rtype), "127.0.0.1", port=int(port), timeout=5)
                values = [r for rrset in reply.answer for r in rrset]
                found.append(sorted(v.address if rtype == "A" else b"".join(v.strings).decode("latin-1") for v in values))
            print(zone, subject, ",".join(found[0]), "|".join(found[1]), sep="\t")


def judged(asked_file, ours_file):
    with open(asked_file) as theirs, open(ours_file) as ours:
        for number, (their, mine) in enumerate(zip(theirs, ours, strict=True)):
            zone, subject, codes, texts = their.rstrip("\n").split("\t")
            same = their == mine
            print(number, "agree" if same else f"{zone} {subject}: rbldnsd [{codes}] [{texts}], we {mine.rstrip()}", sep="\t")


def main():
    what, *rest = sys.argv[1:]
    {"lists": lists, "asked": asked, "judged": judged}[what](*rest)


main()
