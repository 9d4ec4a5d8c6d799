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
DNS_MATTER = {"AUTHENTICATION", "REVERSE_DNS", "BLOCKED", "DOMAIN_UNKNOWN", "DOMAIN_NO_MAIL"}
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


def zone(truth):
    hosts, domains = names(truth)
    first = int(ipaddress.ip_address("198.18.0.0"))
    for number, name in enumerate(sorted(hosts | domains)):
        address = ipaddress.ip_address(first + number)
        print(f"{name}. A {address}")
        print(f"{address.reverse_pointer}. PTR {name}.")
        if name in domains:
            print(f"{name}. MX 10 {name}.")
            print(f'{name}. TXT "v=spf1 a mx -all"')
            print(f'_dmarc.{name}. TXT "v=DMARC1; p=reject"')


def judge(zone_file, results):
    known = {line.split()[0].rstrip(".").lower() for line in open(zone_file, encoding="utf-8") if line.strip()}
    causes, open_by_cause, faults, mails = collections.Counter(), collections.Counter(), [], 0
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
        facts = result["facts"]
        quoted = [facts[key] for key in ("domain", "recipientDomain") if facts[key]]
        asked = [e for e in result["evidence"] if e["from"] != "bounce"]
        if result["cause"] == "cannot-tell":
            open_by_cause[result["bounceCause"]] += 1
        if result["bounceCause"] not in DNS_MATTER:
            continue
        if not asked and not result["open"] and (quoted or facts["clientAddress"]) and result["cause"] == "cannot-tell":
            faults.append(f"{where}: {result['bounceCause']} without evidence and without a word on what is missing")
        needs = {need for row in result["open"] for need in row["needs"]}
        for evidence in asked:  # the zone plays no block lists
            quoted += [entry["zone"] for entry in evidence.get("lists", [])]
        lacking = [name for name in quoted if name.lower().rstrip(".") not in known]
        if result["cause"] == "cannot-tell" and needs == {"dns"} and not lacking:
            faults.append(f"{where}: left open for want of an answer, though the zone has {', '.join(quoted)}")
    print(f"{mails} mails; causes:")
    for cause, count in causes.most_common():
        print(f"  {count:4d} {cause}")
    print("cannot tell, by what the bounce says: " + (", ".join(f"{c} {n}" for c, n in sorted(open_by_cause.items())) or "none"))
    for fault in faults:
        print("FAULT " + fault)
    return 1 if faults or mails == 0 else 0


if __name__ == "__main__":
    if sys.argv[1] == "zone":
        zone(sys.argv[2])
    else:
        sys.exit(judge(sys.argv[2], sys.argv[3]))
