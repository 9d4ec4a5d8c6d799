"""Holds the judges' verdicts against what was promised.

usage: compare.py CASES BEFORE_PORT AFTER_PORT --questions      the lines to judge
       compare.py CASES BEFORE_PORT AFTER_PORT NAME=FILE ...    the judgement; exit 1 if a promise is broken
"""
import sys
from collections import Counter

cases_file, before, after = sys.argv[1:4]
cases = []
with open(cases_file) as lines:
    for line in lines:
        domain, group, kind, ips = line.rstrip("\n").split("\t")
        cases.append((domain, group, kind, ips.split(" ")))

if sys.argv[4] == "--questions":
    for domain, _, _, ips in cases:
        for ip in ips:
            print(before, domain, ip)
            print(after, domain, ip)
    sys.exit(0)

broken = 0
for judge in sys.argv[4:]:
    name, file = judge.split("=", 1)
    verdicts = {}
    with open(file) as lines:
        for line in lines:
            port, domain, ip, verdict = line.split()
            verdicts[port, domain, ip] = verdict
    counts = Counter()
    for domain, group, kind, ips in cases:
        for ip in ips:
            was, now = verdicts[before, domain, ip], verdicts[after, domain, ip]
            if kind == "wanted":
                good = now == "pass"
            elif kind == "kept":
                if was != "pass":
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
