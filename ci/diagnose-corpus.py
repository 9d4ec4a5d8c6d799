#!/usr/bin/env python3
"""Makes a zone from the hosts and domains of a truth file, and judges what todoku diagnose --json made of the mails.

diagnose-corpus.py zone TRUTH            prints the zone
diagnose-corpus.py judge ZONE RESULTS    prints the counts; exit 1 if a cause that is a matter of DNS has neither evidence
                                         nor an open question, or is left open though the zone has all names the mail quotes
"""
import collections
import ipaddress
import json
import re
import sys

# Causes that the DNS can speak to.
DNS_MATTER = {"AUTHENTICATION", "REVERSE_DNS", "BLOCKED", "DOMAIN_UNKNOWN", "DOMAIN_NO_MAIL", "SENDER_REJECTED",
              "RELAY_DENIED", "BAD_REPUTATION", "RATE_LIMITED", "RECEIVER_MISCONFIGURED"}
MODULE = "src/main/resources/io/github/todoku/"
# Which evidence a row's condition looks at.
EVIDENCE = {"Spf": "spf", "Spf-Problem": "spf", "Spf-Record": "spf", "Spf-Silent": "spf", "Mail-From-Domain": "mail-from-domain",
            "Reverse": "reverse-name", "Recipient-Domain": "recipient-domain", "Dmarc": "dmarc"}
# What a mail must quote for anything to be asked; without it nothing is owed.
NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(\.(?!-)[a-z0-9_-]{1,63})+$")


def is_name(text):
    return bool(NAME.match(text)) and not text.replace(".", "").isdigit() and len(text) < 250


def names(truth):
    hosts, domains = set(), set()
    for line in open(truth, encoding="utf-8"):
        for bounce in json.loads(line)["bounces"]:
            for key in ("rhost", "lhost"):
                host = (bounce.get(key) or "").lower().strip(".")
                if is_name(host):
                    hosts.add(host)
                    domains.add(".".join(host.split(".")[-2:]))
                    domains.add(".".join(host.split(".")[1:]) if host.count(".") > 1 else host)
            for address in [bounce.get("recipient", "")] + re.findall(r"[\w.+-]+@[\w.-]+", bounce.get("diagnosticcode") or ""):
                domain = address.rpartition("@")[2].lower().strip(".")
                if is_name(domain):
                    domains.add(domain)
            for domain in re.findall(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", (bounce.get("diagnosticcode") or "").lower()):
                if is_name(domain) and not domain[-1].isdigit():
                    domains.add(domain)
    return hosts, domains


def stanzas(file):
    """The stanzas of a data file, each a list of (field, value)."""
    for block in re.split(r"\n\s*\n", open(file, encoding="utf-8").read()):
        fields = [line.split(": ", 1) for line in block.split("\n") if ": " in line and not line.startswith("#")]
        if fields:
            yield fields


def lists():
    """The names and answers by which the shipped lists show that they work (RFC 5782 section 5)."""
    for stanza in stanzas("dnsbl/" + MODULE + "dnsbl/dnsbl-catalog.txt"):
        fields = dict(reversed(stanza))
        zone_name = fields.get("Zone", "")
        code = re.match(r"(127\.[0-9]+\.[0-9]+\.[0-9]+)", fields.get("Code", ""))
        if not zone_name or "<key>" in zone_name or fields.get("Status", "").startswith("dead"):
            continue
        for field, value in stanza:
            words = value.split(" ")
            if field == "Test" and words[0] == "listed":
                answer = words[2] if len(words) > 2 else code.group(1) if code else "127.0.0.2"
                try:
                    subject = ipaddress.ip_address(words[1]).reverse_pointer.rsplit(".", 2)[0]
                except ValueError:
                    subject = words[1]
                yield f"{subject}.{zone_name}. A {answer}"


def zone(truth):
    hosts, domains = names(truth)
    print(". SOA . . 0 0 0 0 0")  # the whole world: a name that is not here does not exist
    first = int(ipaddress.ip_address("198.18.0.0"))
    for number, name in enumerate(sorted(hosts | domains)):
        address = ipaddress.ip_address(first + number)
        print(f"{name}. A {address}")
        print(f"{address.reverse_pointer}. PTR {name}.")
        if name in domains:
            print(f"{name}. MX 10 {name}.")
            print(f'{name}. TXT "v=spf1 a mx -all"')
            print(f'_dmarc.{name}. TXT "v=DMARC1; p=reject"')
    for line in lists():
        print(line)


def excuses(result, known):
    """For each need: what of it is missing in the mail or the zone, so that it may stand; nothing where it may not."""
    facts = result["facts"]
    signers = [s["domain"] for s in facts["signatures"] or []]
    quoted = [name for name in [facts["domain"], facts["recipientDomain"], facts["fromDomain"]] + signers if name]
    lacking = [name for name in quoted if name.lower().rstrip(".") not in known]
    unheard = [entry["zone"] for e in result["evidence"] for entry in e.get("lists", [])
               if entry["verdict"] in ("REFUSED", "UNRELIABLE", "FAILED", "SKIPPED")]
    return {
        "client-address": not facts["clientAddress"],
        "domain": not facts["domain"],
        "mail-from": not facts["domain"] or facts["domainFrom"] == "FROM_FIELD",
        "from": not facts["fromDomain"],
        "recipient": not facts["recipientDomain"],
        "sending-host": not facts["sendingHost"],
        "receiving-host": not facts["receivingHost"],
        "signatures": facts["signatures"] is None,
        "selector": not facts["signatures"],
        "dns": lacking,
        "list": [name for name in unheard if name not in known],
        "servers": True,  # a zone file has none to ask
        "words": True,
        "person": True,
    }


def rows():
    """Of each row of the decision table the kinds of evidence that its conditions look at."""
    table = {}
    for stanza in stanzas("diagnosis/" + MODULE + "diagnosis/decision-table.txt"):
        fields = dict(stanza)
        if "Row" in fields:
            table[fields["Row"]] = {EVIDENCE[field] for field in fields if field in EVIDENCE}
    return table


def faults_of(result, known, table):
    facts = result["facts"]
    asked = [e for e in result["evidence"] if e["from"] != "bounce"]
    kinds = {e["from"] for e in asked}
    if result["cause"] != "cannot-tell":
        for kind in sorted(table[result["cause"]] - kinds):
            yield f"{result['cause']} rests on {kind}, which is not among the evidence"
    if result["bounceCause"] not in DNS_MATTER:
        return
    known_fact = facts["domain"] or facts["recipientDomain"] or facts["clientAddress"]
    if result["cause"] == "cannot-tell" and not asked and not result["open"] and known_fact:
        yield f"{result['bounceCause']} without evidence and without a word on what is missing"
    excused = excuses(result, known)
    for row in result["open"]:
        for need in row["needs"]:
            if not excused[need]:
                yield f"{row['cause']} is left open for {need}, which is there: {facts['domain']} {facts['clientAddress']}"


def judge(zone_file, results):
    known = {line.split()[0].rstrip(".").lower() for line in open(zone_file, encoding="utf-8") if line.strip()}
    known |= {fields["Zone"] for fields in map(dict, stanzas("dnsbl/" + MODULE + "dnsbl/dnsbl-catalog.txt"))
              if any(name.endswith("." + fields.get("Zone", "-")) for name in known)}
    table = rows()
    causes, open_by_cause, needs, faults, mails = collections.Counter(), collections.Counter(), collections.Counter(), [], 0
    for line in open(results, encoding="utf-8"):
        result = json.loads(line)
        if "file" not in result:
            continue
        mails += 1
        where = result["file"].rsplit("/", 1)[-1] + (f"#{result['index']}" if result["index"] is not None else "")
        if result["cause"] is None:
            causes["(no bounce)"] += 1
            continue
        causes[result["cause"]] += 1
        if result["cause"] == "cannot-tell":
            open_by_cause[result["bounceCause"]] += 1
            needs.update({need for row in result["open"] for need in row["needs"]})
        faults += [f"{where}: {fault}" for fault in faults_of(result, known, table)]
    print(f"{mails} mails; causes:")
    for cause, count in causes.most_common():
        print(f"  {count:4d} {cause}")
    print("cannot tell, by what the bounce says: " + (", ".join(f"{c} {n}" for c, n in sorted(open_by_cause.items())) or "none"))
    print("what would settle those: " + (", ".join(f"{n} {c}" for n, c in needs.most_common()) or "nothing"))
    for fault in faults:
        print("FAULT " + fault)
    return 1 if faults or mails == 0 else 0


if __name__ == "__main__":
    if sys.argv[1] == "zone":
        zone(sys.argv[2])
    else:
        sys.exit(judge(sys.argv[2], sys.argv[3]))
