#!/usr/bin/env python3
"""The copies of a mail with other line ends give the same answer: bounce-line-ends.py LF.jsonl OTHER.jsonl ..."""
import json
import sys


def reports(path):
    found = {}
    for line in open(path, encoding="utf-8"):
        report = json.loads(line)
        name = report.pop("file").split("/")[-1]
        found[(name, report.get("index"))] = report
    return found


original = reports(sys.argv[1])
failed = False
for path in sys.argv[2:]:
    copies = reports(path)
    same = sorted(set(copies) & set(original))
    different = [key for key in same if copies[key] != original[key]]
    print(f"{path.split('/')[-1]}: {len(same)} copies, {len(different)} different")
    for name, index in different:
        print("  ", name, index or "")
    failed |= bool(different) or not same
sys.exit(failed)
