"""Holds the judges' verdicts against what was promised.

usage: compare.py CASES BEFORE_PORT AFTER_PORT --questions              what to judge in the world after
       compare.py CASES BEFORE_PORT AFTER_PORT --before NAME=FILE ...   what else: who was kept and does not pass there
       compare.py CASES BEFORE_PORT AFTER_PORT NAME=FILE ...            the judgement; exit 1 if a promise is broken
"""
import sys
from collections import Counter

cases_file, before, after = sys.argv[1:4]
cases = []
with open(cases_file) as lines:
    for line in lines:
        domain, group, kind, ips = line.rstrip("\n").split("\t")
        cases.append((domain, group, kind, ips.split(" ")))


def verdicts_of(file):
    verdicts = {}
    with open(file) as lines:
        for line in lines:
            port, domain, ip, verdict = line.split()
            verdicts[port, domain, ip] = verdict
    return verdicts


if sys.argv[4] == "--questions":
    for domain, _, _, ips in cases:
        for ip in ips:
            print(after, domain, ip)
    sys.exit(0)

if sys.argv[4] == "--before":
    judged = [verdicts_of(each.split("=", 1)[1]) for each in sys.argv[5:]]
    for domain, _, kind, ips in cases:
        for ip in ips:
            if kind == "kept" and any(each[after, domain, ip] != "pass" for each in judged):
                print(before, domain, ip)
    sys.exit(0)

broken = 0
for judge in sys.argv[4:]:
    name, file = judge.split("=", 1)
    verdicts = verdicts_of(file)
    counts = Counter()
    for domain, group, kind, ips in cases:
        for ip in ips:
            was, now = verdicts.get((before, domain, ip), "?"), verdicts[after, domain, ip]
            if kind == "wanted":
                good = now == "pass"
            elif kind == "kept":
                if now != "pass" and was != "pass":
                    continue
                good = now == "pass"
            else:
                continue
            counts[f"{group} {kind}", good] += 1
            if not good:
                # records that break two voids before, or that a judge cannot read, may leave a new sender out; nobody who passed
                # may be lost for that
                if group == "plain" or kind == "kept":
                    broken += 1
                print(f"{name}: {group}: {kind} {ip} for {domain}: {was} -> {now}")
    for what in sorted({key for key, _ in counts}):
        print(f"{name}: {what}: {counts[what, True]} pass, {counts[what, False]} do not")
    if not counts["plain wanted", True] or not counts["plain kept", True]:
        sys.exit(f"{name}: judged nothing")
sys.exit(1 if broken else 0)
