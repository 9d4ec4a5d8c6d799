"""Writes small worlds by chance, and the real records as one more: what each judge of SPF is asked, and the DNS it sees.

usage: spf_worlds.py SEED COUNT FILE [ZONE]

A line is a kind and its fields, divided by tabs:
  W number                     a world begins
  Z line                       a line of its zone text, with aliases and failures (todoku reads these)
  D name type values           an answer, aliases followed: TXT as hexadecimal octets, strings joined by commas (the others read these)
  N name                       a name that exists; any other does not
  F name type                  a question that is never answered
  Q ip helo sender             a question to all judges; an empty sender is the null reverse-path
Names are in lower case in D, N and F. Every record is in the world, so that every judge sees the same.
"""
import random
import sys

from spf_terms import DOMAINS, FOUR, HOSTS, LETTERS, MACRO_ENDS, MALFORMED, MAPPED, SENDERS, SIX


def chance(r, share):
    return r.random() < share


class World:
    def __init__(self, r):
        self.r = r
        self.records = {}  # (name, type) -> values; names as they are written
        self.aliases = {}
        self.silent = set()

    def add(self, name, rtype, value):
        self.records.setdefault((name.lower(), rtype), []).append(value)

    # ---- the hosts that records point to ------------------------------------------------------------------------------------------

    def hosts(self, client):
        r = self.r
        others = FOUR + ["192.0.2.2", "198.51.100.8"]
        for name in ["h1.example.com", "h2.example.com", "MX.Example.NET", "both.test", "a.b.example.com", "example.com", "host.test"]:
            for _ in range(r.choice([1, 1, 2])):
                self.add(name, "A", r.choice(others))
        for name in ["v6.test", "both.test", "h2.example.com"]:
            self.add(name, "AAAA", r.choice(SIX))
        for each in r.sample(range(1, 255), r.choice([1, 3, 15])):
            self.add("many.test", "A", f"203.0.113.{each}")
        if chance(r, 0.3):
            self.add("many.test", "A" if ":" not in client else "AAAA", client)
        self.add("nothing.example.com", "TXT", [b"nothing of interest"])
        self.aliases["alias.test"] = r.choice(["h1.example.com", "both.test", "alias2.test"])
        self.aliases["alias2.test"] = r.choice(["h2.example.com", "example.net"])
        self.aliases["gone-alias.test"] = "void1.test"
        for name in ("slow.test", "broken.test"):
            for rtype in ("A", "AAAA", "MX", "TXT"):
                self.silent.add((name, rtype))
        for domain in r.sample(DOMAINS + ["mx.test"], 4):
            for preference in range(r.choice([0, 1, 1, 2, 2, 2, 3, 3, 9, 10, 11])):
                host = r.choice(HOSTS[:7]) if chance(r, 0.93) else r.choice(HOSTS)
                self.add(domain, "MX", (preference, host))
            if chance(r, 0.05):
                self.add(domain, "MX", (0, "."))
        self.reverse(client)

    def reverse(self, client):
        r = self.r
        name = reverse_name(client)
        if chance(r, 0.15):
            if chance(r, 0.3):
                self.silent.add((name, "PTR"))
            return
        for _ in range(r.choice([1, 1, 1, 2, 3, 11])):
            host = r.choice(["h1.example.com", "both.test", "v6.test", "void1.test", "mail.example.com", "Client.Example.COM", "slow.test", "alias.test"])
            if (name, "PTR") not in self.records or host not in self.records[name, "PTR"]:
                self.add(name, "PTR", host)
            if host.lower() not in self.aliases and (host, "A") not in self.silent and chance(r, 0.6):
                self.add(host, "AAAA" if ":" in client else "A", client)

    # ---- records ----------------------------------------------------------------------------------------------------------------

    def domain_spec(self, targets):
        r = self.r
        if chance(r, 0.75):
            name = r.choice(targets)
            return name if chance(r, 0.93) else r.choice([name.upper(), name + ".", "%{d}", "%{o}", "%{d2}", "%{h}"])
        macro = lambda: "%{" + r.choice(LETTERS + LETTERS.upper() if chance(r, 0.1) else LETTERS) + r.choice(MACRO_ENDS) + "}"
        return r.choice([macro() + "." + r.choice(targets), "x." + macro() + ".test", macro() + "." + macro() + ".example.com", macro()])

    def prefix(self):
        r = self.r
        return "/0" if chance(r, 0.01) else r.choice(["", "", "", "/24", "/32", "/30", "//64", "/24//64", "//128", "/16//32"])

    def term(self, client, mail_domains):
        r = self.r
        sign = r.choice(["", "", "", "+", "-", "~", "?"])
        kind = r.choice(["ip4", "ip4", "ip6", "a", "a", "mx", "mx", "include", "include", "include", "exists", "ptr"])
        if kind == "include" and mail_domains is HOSTS and chance(r, 0.9):
            kind = "ip4"
        if chance(r, 0.04):
            kind = kind.upper()
        low = kind.lower()
        if low == "ip4":
            address = r.choice(FOUR + ["192.0.2.0", "198.51.100.0", "10.0.0.0"])
            return sign + kind + ":" + address + ("/0" if chance(r, 0.01) else r.choice(["", "", "/24", "/32", "/31", "/8"]))
        if low == "ip6":
            return sign + kind + ":" + r.choice(SIX + ["2001:db8::", "::ffff:192.0.2.1", "::1"]) + r.choice(["", "", "/128", "/64", "/32", "/127", "/96"])
        if low == "include":
            return sign + kind + ":" + self.domain_spec(mail_domains if chance(r, 0.95) else HOSTS)
        if low == "exists":
            return sign + kind + ":" + self.domain_spec(HOSTS)
        if low == "ptr":
            return sign + kind + (":" + self.domain_spec(["example.com", "example.com", "h1.example.com", "both.test"]) if chance(r, 0.5) else "")
        spec = "" if chance(r, 0.35) else ":" + self.domain_spec(HOSTS[:8] if chance(r, 0.85) else HOSTS + ["mx.test"])
        return sign + kind + spec + self.prefix()

    def record(self, client, mail_domains, fault_share):
        r = self.r
        terms = [self.term(client, mail_domains) for _ in range(r.choice([0, 1, 1, 2, 2, 3, 4, 6]))]
        if chance(r, 0.7):
            terms.append(r.choice(["-all", "-all", "~all", "?all", "all", "+all"]))
        elif chance(r, 0.5):
            terms.append("redirect=" + self.domain_spec(mail_domains))
        if chance(r, 0.35):
            terms.insert(r.randrange(len(terms) + 1), "exp=" + r.choice(["exp.test", "exp.test", "exp2.test", "void1.test", "slow.test", "%{d}"]))
        if chance(r, fault_share):
            for _ in range(r.choice([1, 1, 2])):
                terms.insert(r.randrange(len(terms) + 1), r.choice(MALFORMED))
        if chance(r, 0.02):
            terms.append(r.choice(["redirect=host.test", "exp=exp2.test", "exp=exp.test redirect=example.net redirect=host.test"]))
        version = "v=spf1" if chance(r, 0.97) else r.choice(["V=SPF1", "v=SPF1", "v=spf1.", "v=spf10", "v=spf", " v=spf1", "v=spf2", "v=spf1\t", "v=spf1,"])
        space = " " if chance(r, 0.95) else r.choice(["  ", "\t", "   "])
        return space.join([version] + terms) + (r.choice([" ", "  ", "\t", "\n"]) if chance(r, 0.03) else "")

    def publish(self, name, text):
        r = self.r
        octets = text.encode("latin-1")
        strings = []
        if chance(r, 0.1):
            at = sorted(r.randrange(len(octets) + 1) for _ in range(r.choice([1, 2])))
            strings = [octets[a:b] for a, b in zip([0] + at, at + [len(octets)])]
        else:
            strings = [octets]
        self.add(name, "TXT", [piece for whole in strings for piece in (whole[i:i + 255] for i in range(0, max(1, len(whole)), 255))])

    def explanations(self):
        r = self.r
        texts = ["%{s} is not one of %{d}", "See http://%{d2}/why.html?s=%{S};i=%{I};h=%{h}", "%{l}|%{o}|%{d}|%{ir}|%{v}|%{h}|%{c}|%{r}", "%{p}", "plain",
                 "%%%_%-", "%{x}", "100%", "%{i}", "%{l1r-}.%{d2r}.%{hr}", "%{L}%{O1}%{dr-}", "caf\xe9", "", "%{o10r+-}", "%{lr}%{l-}%{l1}"]
        self.publish("exp.test", r.choice(texts))
        self.publish("exp2.test", r.choice(texts))
        if chance(r, 0.1):
            self.publish("exp2.test", "a second text")

    # ---- what is written ----------------------------------------------------------------------------------------------------------

    def ask(self, name, rtype):
        """The values; None if there is no answer."""
        for _ in range(8):
            if (name, rtype) in self.silent:
                return None
            if name not in self.aliases:
                break
            name = self.aliases[name].lower()
        return self.records.get((name, rtype), [])

    def write(self, out, number, questions):
        print("W", number, sep="\t", file=out)
        names = set()
        # An alias has no other data (RFC 1034 §3.6.2).
        self.records = {key: values for key, values in self.records.items() if key[0] not in self.aliases}
        for (name, rtype), values in self.records.items():
            names.add(name)
            for value in values:
                print("Z", f"{name}. 3600 IN {rtype} {zone_text(rtype, value)}", sep="\t", file=out)
            if (name, rtype) not in self.silent:
                print("D", name, rtype, *[answer_text(rtype, value) for value in values], sep="\t", file=out)
        for name, target in self.aliases.items():
            names.add(name)
            print("Z", f"{name}. 3600 IN CNAME {target}.", sep="\t", file=out)
            for rtype in ("A", "AAAA", "MX", "TXT", "PTR"):
                values = self.ask(name, rtype)
                if values is None:
                    print("F", name, rtype, sep="\t", file=out)
                elif values:
                    print("D", name, rtype, *[answer_text(rtype, value) for value in values], sep="\t", file=out)
        for name, rtype in sorted(self.silent):
            print("Z", f";! {'TIMEOUT' if self.r.random() < 0.5 else 'SERVFAIL'} {name}. {rtype}", sep="\t", file=out)
            print("F", name, rtype, sep="\t", file=out)
        ends = {".".join(name.split(".")[i:]) for name in names for i in range(name.count(".") + 1) if not name.endswith(".arpa")}
        for name in sorted(ends):
            if name not in self.aliases or self.exists(name):
                print("N", name, sep="\t", file=out)
        for question in questions:
            print("Q", *question, sep="\t", file=out)

    def exists(self, name):
        for _ in range(8):
            if name not in self.aliases:
                break
            name = self.aliases[name].lower()
        return any(owner == name or owner.endswith("." + name) for owner, _ in self.records)


def reverse_name(ip):
    import ipaddress
    address = ipaddress.ip_address(ip)
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).reverse_pointer


def zone_text(rtype, value):
    if rtype == "TXT":
        return " ".join('"' + "".join(chr(c) if 32 <= c < 127 and c not in b'"\\' else f"\\{c:03}" for c in string) + '"' for string in value)
    if rtype == "MX":
        return f"{value[0]} {value[1].rstrip('.')}."
    return value + "." if rtype == "PTR" else value


def answer_text(rtype, value):
    if rtype == "TXT":
        return ",".join(string.hex() for string in value)
    return f"{value[0]} {value[1]}" if rtype == "MX" else value


# ---- worlds ---------------------------------------------------------------------------------------------------------------------------


def ordinary(r, fault_share):
    world = World(r)
    client = r.choice(FOUR + FOUR + SIX[:3] + MAPPED)
    world.hosts(client)
    world.explanations()
    mail = r.sample(DOMAINS, r.choice([2, 3, 4]))
    for i, domain in enumerate(mail):
        if chance(r, 0.93):
            world.publish(domain, world.record(client, (mail[i + 1:] if chance(r, 0.95) else mail) or HOSTS, fault_share))
        if chance(r, 0.03):
            world.publish(domain, world.record(client, mail, 0))
        if chance(r, 0.1):
            world.publish(domain, "some other text")
    return world, questions(r, client, mail[0])


def questions(r, client, domain):
    clients = [client] if chance(r, 0.5) else [client, r.choice(FOUR + SIX + MAPPED)]
    helos = ["mx.example.org", "h1.example.com", domain, "HELO.Example.NET", "[192.0.2.1]", "localhost", ""]
    helo = r.choice(helos[:4] if chance(r, 0.9) else helos)
    sender = r.choice(SENDERS).replace("{d}", domain).replace("{D}", domain.upper())
    if chance(r, 0.02):
        sender = "bob@" + r.choice([domain + ".","b\xfccher.example", "exam ple.com", "a..b", "localhost", "[192.0.2.1]", "example.com/x", "l" * 64 + ".test",
                                     ".".join(["l" * 60] * 5), "-x.example.com", "*.example.com", "e\u0301.example"])
    if sender == "" and chance(r, 0.8):
        helo = domain
    if sender == "" and helo == "":
        helo = "h1.example.com"
    return [(ip, helo, sender) for ip in clients]


def at_the_limit(r):
    """Terms, void lookups, mail hosts and reverse names at, below and above what RFC 7208 §4.6.4 lets be."""
    world = World(r)
    client = r.choice(FOUR + SIX[:2])
    host_type = "AAAA" if ":" in client else "A"
    other = "2001:db8:9::9" if ":" in client else "192.0.2.200"
    kind = r.choice(["terms", "chain", "redirects", "voids", "mx", "ptr", "mixed", "loop", "void-hosts", "void-includes"])
    terms = []
    if kind in ("terms", "mixed"):
        for i in range(r.choice([8, 9, 10, 11, 12])):
            world.add(f"n{i}.test", host_type, other)
            world.add(f"n{i}.test", "MX", (1, f"n{i}.test"))
            world.publish(f"n{i}.test", "v=spf1 ?all")
            terms.append(r.choice(["a", "a", "mx", "exists", "include"]) + f":n{i}.test")
        if host_type == "AAAA":
            terms = [term.replace("exists", "a") for term in terms]
    elif kind in ("chain", "redirects"):
        length = r.choice([8, 9, 10, 11, 12])
        for i in range(length):
            follow = f"{'include:' if kind == 'chain' else 'redirect='}n{i + 1}.test"
            world.publish(f"n{i}.test", f"v=spf1 {follow}" + (" ?all" if kind == "chain" else ""))
        world.publish(f"n{length}.test", "v=spf1 " + r.choice(["+all", "-all", "ip4:0.0.0.0/0"]))
        terms.append("include:n0.test" if kind == "chain" else "redirect=n0.test")
    elif kind == "voids":
        for i in range(r.choice([1, 2, 2, 3, 3, 4])):
            terms.append(r.choice(["a", "exists", "mx", "a"]) + f":gone{i}.test")
    elif kind == "void-includes":
        for i in range(r.choice([1, 2, 3])):
            world.publish(f"n{i}.test", f"v=spf1 a:gone{i}.test ?all")
            terms.append(f"include:n{i}.test")
    elif kind in ("mx", "void-hosts"):
        for i in range(r.choice([1, 2, 3, 9, 10, 11, 12])):
            world.add("mx.test", "MX", (i, f"n{i}.test"))
            if kind == "mx":
                world.add(f"n{i}.test", host_type, client if i in (1, 10) and chance(r, 0.5) else other)
            elif chance(r, 0.3):
                world.add(f"n{i}.test", host_type, other)
        terms.append("mx:mx.test")
    elif kind == "ptr":
        for i in range(r.choice([1, 2, 9, 10, 11, 12])):
            world.add(reverse_name(client), "PTR", f"n{i}.{r.choice(['test', 'example.com'])}")
            if chance(r, 0.7):
                for top in ("test", "example.com"):
                    world.add(f"n{i}.{top}", host_type, client if chance(r, 0.3) else other)
        terms.append(r.choice(["ptr:test", "ptr", "ptr:example.com", "exists:%{p}.x.test"]))
    else:
        terms.append("include:example.com")
    if kind != "redirects":
        terms.append(r.choice(["-all", "~all", "+all"]))
    world.publish("example.com", "v=spf1 " + " ".join(terms))
    return world, [(client, "mx.example.org", "bob@example.com")]


def nothing_there(r):
    """No record, a silent record, a name that is not there, an alias."""
    world = World(r)
    client = r.choice(FOUR)
    world.hosts(client)
    kind = r.choice(["nodata", "silent", "missing", "alias", "gone-alias", "two", "split", "empty"])
    domain = "example.com"
    if kind == "silent":
        world.silent.add((domain, "TXT"))
    elif kind == "missing":
        domain = "missing.example.com"
    elif kind == "alias":
        domain = "alias3.test"
        world.aliases[domain] = "example.com"
        world.publish("example.com", world.record(client, ["example.com", "host.test"], 0))
    elif kind == "gone-alias":
        domain = "gone-alias.test"
    elif kind == "two":
        world.publish(domain, "v=spf1 -all")
        world.publish(domain, r.choice(["v=spf1 -all", "v=spf1 +all", "V=SPF1", "v=spf1x -all"]))
    elif kind == "split":
        text = world.record(client, [domain, "host.test"], 0).encode("latin-1")
        world.add(domain, "TXT", [bytes([c]) for c in text[:200]])
    elif kind == "empty":
        world.add(domain, "TXT", [b""])
        world.add(domain, "TXT", [b"v=spf1"])
    return world, questions(r, client, domain)


def real(zone_file):
    """The real records as one world: a stranger of each family at each domain, and the first address of some of its networks."""
    import dns.name
    import dns.zonefile
    import dns.rdatatype
    r = random.Random(1)
    world = World(r)
    with open(zone_file) as text:
        lines = text.read()
    asked = []
    for rrset in dns.zonefile.read_rrsets(lines, origin=dns.name.root, rdclass=None, relativize=False):
        name = rrset.name.to_text(omit_final_dot=True).lower()
        rtype = dns.rdatatype.to_text(rrset.rdtype)
        for record in rrset:
            if rtype == "TXT":
                world.add(name, "TXT", list(record.strings))
                text = b"".join(record.strings).decode("latin-1")
                if text.lower().startswith("v=spf1"):
                    ips = ["192.0.2.1", "2001:db8::1"]
                    for term in text.split():
                        network = term.lstrip("+?~-").split(":", 1)
                        if network[0].lower() in ("ip4", "ip6") and len(network) == 2 and chance(r, 0.3):
                            address = network[1].split("/")[0]
                            try:
                                __import__("ipaddress").ip_address(address)
                            except ValueError:
                                continue
                            ips.append(address)
                    asked += [(ip, "mx.example.org", "postmaster@" + name) for ip in ips[:6]]
            elif rtype == "MX":
                world.add(name, "MX", (record.preference, record.exchange.to_text(omit_final_dot=True)))
            elif rtype in ("A", "AAAA"):
                world.add(name, rtype, record.address)
            elif rtype == "CNAME":
                world.aliases[name] = record.target.to_text(omit_final_dot=True)
    return world, sorted(set(asked))


def main():
    seed, count, file = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    with open(file, "w", encoding="utf-8") as out:
        for number in range(count):
            r = random.Random(f"{seed}/{number}")
            kind = r.random()
            world, asked = at_the_limit(r) if kind < 0.15 else nothing_there(r) if kind < 0.2 else ordinary(r, 0.04 if kind < 0.75 else 0.7)
            world.write(out, number, asked)
        for zone_file in sys.argv[4:]:
            world, asked = real(zone_file)
            world.write(out, count, asked)


main()
