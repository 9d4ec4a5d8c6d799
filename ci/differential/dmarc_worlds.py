"""Writes DMARC worlds by chance, with what a model of RFC 9989 says of each: written from the text of the RFC, in its order, and from
nothing of ours.

usage: dmarc_worlds.py SEED COUNT FILE

A line is a kind and its fields, divided by tabs: W number; Z a line of zone text; Q the From domain and a domain that SPF has
authenticated (may be empty); M what the model says: the domain whose record applies, the policy, the organizational domain, whether the
other domain is aligned. "-" is none, "?" is "a DNS question did not complete" (§5.3.6), and a policy "ignored" is "no DMARC processing".
"""
import random
import re
import sys

LABELS = ["a", "b", "c", "mail", "news", "x1", "x2", "x3", "shop", "corp"]
TOPS = ["bank.example", "example", "example.com", "co.test"]
POLICIES = ["none", "quarantine", "reject"]
FAULTY = ["rejct", "", "REJECT", "Quarantine", "no ne", "reject,", "\"reject\""]
RUA = ["mailto:a@example.com", "mailto:a@example.com!10m", "https://example.com/r", "a@example.com", "mailto:", "", "mailto:a@example.com,mailto:b@example.com",
       "mailto:a @example.com", "mailto:a@example.com, b@example.com", "x", "mailto:a%40b@example.com", ":", "mailto:a@exa<mple.com", "1x:y"]


# ---- the model: §4.7, §4.8, §4.10 --------------------------------------------------------------------------------------------------


def tags_of(text):
    """The tags of a record, or None if it is none ("v" first, value "DMARC1" in this case: §4.7). DKIM's tag-lists (RFC 6376 §3.2)."""
    pieces = text.split(";")
    tags = []
    for number, piece in enumerate(pieces):
        match = re.fullmatch(r"[ \t]*([A-Za-z][A-Za-z0-9_]*)[ \t]*=[ \t]*(.*?)[ \t]*", piece, re.DOTALL)
        if number == 0 and (match is None or match.group(1) != "v" or match.group(2) != "DMARC1"):
            return None
        if match:
            tags.append((match.group(1), match.group(2)))
    return tags


def first(tags, name, values):
    """"Syntax errors in the remainder of the record MUST be discarded in favor of default values" (§4.8): None where there is none."""
    for each, value in tags:
        if each == name:
            return value.lower() if value.lower() in values else None
    return None


def psd(tags):
    return first(tags, "psd", ["y", "n", "u"]) or "u"


def bad(tags, name):
    return any(each == name and value.lower() not in POLICIES for each, value in tags)


URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(?:[A-Za-z0-9\-._~:/?#\[\]@$&'()*+;=]|%[0-9A-Fa-f]{2})*\Z")


def reports(tags):
    """"a "rua" tag is present and contains at least one syntactically valid reporting URI": a URI of RFC 3986 without "," and "!",
    and an obsolete size behind it."""
    for each, value in tags:
        if each == "rua":
            return any(valid_uri(re.sub(r"![0-9]+[kmgtKMGT]?\Z", "", uri.strip(" \t"))) for uri in value.split(","))
    return False


def valid_uri(uri):
    return URI.match(uri) is not None and uri.split(":", 1)[1] != ""


class Unanswered(Exception):
    pass


class Model:
    def __init__(self, texts, silent, hosts):
        self.texts, self.silent, self.hosts = texts, silent, hosts

    def query(self, domain):
        """Steps 1, 2, 5 and 6 of §4.10: the tags of the one record, or None."""
        if ("_dmarc." + domain, "TXT") in self.silent:
            raise Unanswered
        records = [tags for tags in map(tags_of, self.texts.get("_dmarc." + domain, [])) if tags is not None]
        return records[0] if len(records) == 1 else None

    def walk(self, start):
        """§4.10: the names asked, each with its record, from the longest to the shortest."""
        found = [(start, self.query(start))]
        labels = start.split(".")
        while not (found[-1][1] and psd(found[-1][1]) in "yn"):
            x = len(labels)
            labels = labels[1:] if x < 8 else labels[-7:]
            if not labels:
                break
            found.append((".".join(labels), self.query(".".join(labels))))
        return found

    def organization(self, start, walked):
        """§4.10.2."""
        valid = [(name, tags) for name, tags in walked if tags]
        for name, tags in valid:
            if psd(tags) == "n":
                return name
            if psd(tags) == "y" and name != start:
                return ".".join(start.split(".")[-len(name.split(".")) - 1:])
        return valid[-1][0] if valid else start

    def exists(self, domain):
        """§3.2.13: NXDOMAIN, or not."""
        if (domain, "A") in self.silent:
            raise Unanswered
        names = self.hosts | set(self.texts)
        return any(name == domain or name.endswith("." + domain) for name in names)

    def policy(self, author):
        """§4.10.1: whose record, and the policy."""
        try:
            own = self.query(author)
        except Unanswered:
            return "?", "?"
        if own:
            return author, self.asked(own, ["p"])
        try:
            walked = self.walk(author)
        except Unanswered:
            return "?", "?"
        records = dict(walked)
        at = self.organization(author, walked)
        if not records.get(at):
            at = next((name for name, tags in walked if tags and psd(tags) == "y" and name != author), None)
        if at is None:
            return "-", "-"
        tags = records[at]
        one, other = self.asked(tags, ["sp", "p"]), self.asked(tags, ["np", "sp", "p"])
        if one == other:
            return at, one
        try:
            return at, one if self.exists(author) else other
        except Unanswered:
            return at, "?"

    def asked(self, tags, names):
        if first(tags, "p", POLICIES) is None or bad(tags, "sp") or bad(tags, "np") or bad(tags, "p"):
            return "none" if reports(tags) else "ignored"
        return next(value for value in (first(tags, name, POLICIES) for name in names) if value)

    def aligned(self, author, other):
        if not other:
            return "-"
        if author == other:
            return "yes"
        at, _ = self.policy(author)
        tags = None
        if at not in ("?", "-"):
            tags = self.query(at)
        if tags and first(tags, "aspf", ["r", "s"]) == "s":
            return "no"
        if author.split(".")[-1] != other.split(".")[-1]:
            return "no"
        try:
            return "yes" if self.organization(author, self.walk(author)) == self.organization(other, self.walk(other)) else "no"
        except Unanswered:
            return "?"


# ---- worlds ---------------------------------------------------------------------------------------------------------------------------


def chance(r, share):
    return r.random() < share


def record(r):
    separator = r.choice(["; ", "; ", ";", " ; ", ";\t"])
    tags = []
    value = lambda: r.choice(POLICIES) if chance(r, 0.93) else r.choice(FAULTY)
    if chance(r, 0.92):
        tags.append("p=" + value())
    for name, share in (("sp", 0.35), ("np", 0.3)):
        if chance(r, share):
            tags.append(name + "=" + value())
    if chance(r, 0.4):
        tags.append("rua=" + (RUA[0] if chance(r, 0.6) else r.choice(RUA)))
    if chance(r, 0.3):
        tags.append("psd=" + r.choice(["y", "y", "n", "n", "u", "Y", "x", ""]))
    if chance(r, 0.2):
        tags.append("aspf=" + r.choice(["s", "s", "r", "S", "x"]))
    if chance(r, 0.15):
        tags.append(r.choice(["t=y", "pct=50", "fo=1", "x=y", "", "foo", "=", "ruf=mailto:x@example.com", "t=n", "sp", "P=reject", "psd =\tn"]))
    if chance(r, 0.25):
        r.shuffle(tags)
    if chance(r, 0.03) and tags:
        tags.append(r.choice(tags).split("=")[0] + "=" + r.choice(POLICIES + ["n", "y"]))
    version = "v=DMARC1" if chance(r, 0.92) else r.choice(["v=DMARC1.", "v=dmarc1", "V=DMARC1", "v = DMARC1", " v=DMARC1", "v=DMARC2", "DMARC1", "v=DMARC1 p=none",
                                                           "p=none; v=DMARC1", "v\t=DMARC1\t"])
    return separator.join([version] + tags) + r.choice(["", "", ";", " ;", "; "])


def world(r):
    top = r.choice(TOPS)
    depth = r.choice([0, 1, 1, 2, 2, 3, 4, 6, 7, 8, 10])
    author = ".".join([r.choice(LABELS) for _ in range(depth)] + [top])
    labels = author.split(".")
    other = "" if chance(r, 0.2) else r.choice([author, ".".join(labels[1:]) or author, "bounce." + author, "other." + ".".join(labels[-2:]),
                                                 "other.test", ".".join(labels[-1:]), "deep.er." + ".".join(labels[max(0, len(labels) - 3):])])
    names = {".".join(labels[i:]) for i in range(len(labels))}
    if other:
        names |= {".".join(other.split(".")[i:]) for i in range(other.count(".") + 1)}
    texts, silent, hosts = {}, set(), {"unrelated.test"}
    for name in sorted(names):
        if chance(r, 0.35):
            for _ in range(2 if chance(r, 0.08) else 1):
                texts.setdefault("_dmarc." + name, []).append(record(r))
        elif chance(r, 0.1):
            texts["_dmarc." + name] = ["some other text"]
        if chance(r, 0.03):
            silent.add(("_dmarc." + name, "TXT"))
        if chance(r, 0.4):
            hosts.add(name)
    if chance(r, 0.06):
        silent.add((author, "A"))
    return author, other, texts, silent, hosts


def main():
    seed, count, file = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    with open(file, "w", encoding="utf-8") as out:
        for number in range(count):
            author, other, texts, silent, hosts = world(random.Random(f"{seed}/{number}"))
            print("W", number, sep="\t", file=out)
            for name, all_texts in texts.items():
                for text in all_texts:
                    quoted = "".join(c if " " <= c <= "~" and c not in "\"\\" else f"\\{ord(c):03}" for c in text)
                    print("Z", f'{name}. 3600 IN TXT "{quoted}"', sep="\t", file=out)
            for name in sorted(hosts):
                print("Z", f"{name}. 3600 IN A 192.0.2.1", sep="\t", file=out)
            for name, rtype in sorted(silent):
                print("Z", f";! SERVFAIL {name}. {rtype}", sep="\t", file=out)
            print("Q", author, other, sep="\t", file=out)
            model = Model(texts, silent, hosts)
            at, policy = model.policy(author)
            try:
                organization = model.organization(author, model.walk(author))
            except Unanswered:
                organization = "?"
            print("M", at, policy, organization, model.aligned(author, other), sep="\t", file=out)


main()
