#!/usr/bin/env python3
"""Applies the corrections in a decision's table to a truth file: bounce-truth.py DECISION TRUTH, the result on standard output.

A correction is a table row `| file | field | value | why |`, its value in JSON; it goes to every bounce of that file, in every group.
"""
import json
import sys

corrections = {}
for line in open(sys.argv[1], encoding="utf-8"):
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if len(cells) == 4 and cells[0].endswith(".eml"):
        corrections.setdefault(cells[0], []).append((cells[1], json.loads(cells[2])))
used = set()
for line in open(sys.argv[2], encoding="utf-8"):
    truth = json.loads(line)
    name = truth["file"].split("/")[-1]
    for field, value in corrections.get(name, []):
        used.add(name)
        for bounce in truth["bounces"]:
            bounce[field] = value
    print(json.dumps(truth, ensure_ascii=False))
unknown = set(corrections) - used
if unknown:
    sys.exit("corrections of files that are not in the truth file: " + ", ".join(sorted(unknown)))
