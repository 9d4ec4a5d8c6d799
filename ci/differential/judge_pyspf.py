"""pyspf as judge of the worlds of spf_worlds.py: reads them, writes "WORLD.QUESTION verdict explanation reason" for each question."""
import sys

import spf

answers, silent = {}, set()


def lookup(name, qtype, tcpfallback=True, timeout=30):
    """What pyspf asks its DNS for: (name, type) and value; aliases are followed already."""
    if (name.lower(), qtype) in silent:
        raise spf.TempError("no answer")
    return [((name, qtype), value) for value in answers.get((name.lower(), qtype), [])]


def value(rtype, text):
    if rtype == "TXT":
        return [bytes.fromhex(string) for string in text.split(",")]
    if rtype == "MX":
        preference, host = text.split(" ")
        return int(preference), host
    return text


def judged(ip, helo, sender):
    try:
        verdict, text = spf.check2(i=ip, s=sender, h=helo, receiver="mail.receiver.example")
        return (verdict, text, "") if verdict == "fail" else (verdict, "", text)
    except Exception as e:  # an answer like any other, which no class explains
        return "crash:" + type(e).__name__, "", str(e)


def escaped(text):
    return "".join(chr(c) if 32 <= c < 127 and c != 92 else f"\\x{c:02x}" for c in text.encode("utf-8", "surrogateescape"))


spf.DNSLookup = lookup
spf.EXPLANATIONS["fail"] = "DEFAULT"
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        kind, *fields = line.rstrip("\n").split("\t")
        if kind == "W":
            world, count = fields[0], 0
            answers.clear()
            silent.clear()
        elif kind == "D":
            answers[fields[0], fields[1]] = [value(fields[1], text) for text in fields[2:]]
        elif kind == "F":
            silent.add((fields[0], fields[1]))
        elif kind == "Q":
            print(f"{world}.{count}", *map(escaped, judged(*fields)), sep="\t")
            count += 1
