"""The page of benchmarks/all.sh on standard output: FOLDER NAME…"""
import collections
import datetime
import glob
import os
import re
import statistics
import subprocess
import sys

folder, names = sys.argv[1], sys.argv[2:]


def said(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return (done.stdout + done.stderr).strip().splitlines()
    except FileNotFoundError:
        return []


def first(lines, pattern=".*"):
    return next((line.strip() for line in lines if re.search(pattern, line)), "unknown")


def number(value):
    return f"{float(value):.4g}"


cpu = first(open("/proc/cpuinfo"), "^model name").split(":")[-1].strip()
memory = int(first(open("/proc/meminfo"), "^MemTotal").split()[1]) // (1 << 20)
print("# Results\n")
print("Written by `benchmarks/all.sh`. The median of the rounds, and from the least to the most. A bar that is missed says `short`.\n")
print(f"- {datetime.date.today()}, commit {first(said('git', 'rev-parse', '--short', 'HEAD'))}")
print(f"- {cpu}, {os.cpu_count()} cores, {memory} GB, {first(said('uname', '-sr'))}")
print(f"- {first(said('java', '-version'), 'Runtime|build')}; NSD {first(said('nsd', '-v'), 'version').split()[-1]}; dnsperf "
      f"{first(said('dnsperf', '-h'), 'ersion').split()[-1]}")
for name in names:
    rounds = sorted(glob.glob(f"{folder}/{name}.[0-9]*"))
    loads = [open(each).read().strip() for each in rounds if each.endswith(".load")]
    figures = collections.OrderedDict()
    for each in rounds:
        if each.endswith((".load", ".errors")):
            continue
        for line in open(each):
            fields = line.split()
            if len(fields) == 5 and re.fullmatch(r"-?[0-9.]+(e[-+]?[0-9]+)?", fields[1]):
                figures.setdefault((fields[0], fields[2], fields[3]), []).append((float(fields[1]), fields[4]))
    print(f"\n## {name}\n\nLoad before each round: {', '.join(loads) or 'not noted'}.\n")
    print("| figure | median | spread | unit | bar | |\n| --- | --- | --- | --- | --- | --- |")
    for (figure, unit, bar), values in figures.items():
        measured = [value for value, _ in values]
        verdicts = {verdict for _, verdict in values}
        verdict = "short" if "short" in verdicts else "ok" if "ok" in verdicts else ""
        print(f"| {figure} | {number(statistics.median(measured))} | {number(min(measured))} to {number(max(measured))} | {unit} | "
              f"{'' if bar == '-' else bar} | {verdict} |")
