#!/usr/bin/env python3
"""Applies the corrections in a decision's table to a truth file: bounce-truth.py DECISION TRUTH, the result on standard output.

A correction is a table row `| file | field | value | why |`, its value in JSON; it goes to every bounce of that file, in every group;
to one of them where its number stands behind the file: `name.eml#2`.
"""
import json
import sys

corrections = {}
for line in open(sys.argv[1], encoding="utf-8"):
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    name, _, number = cells[0].partition("#")
    if len(cells) == 4 and name.endswith(".eml"):
        corrections.setdefault(name, []).append((number, cells[1], json.loads(cells[2])))
used = set()
for line in open(sys.argv[2], encoding="utf-8"):
    truth = json.loads(line)
    name = truth["file"].split("/")[-1]
    for number, field, value in corrections.get(name, []):
        used.add(name)
        for bounce in truth["bounces"] if not number else [truth["bounces"][int(number) - 1]]:
            bounce[field] = value
    print(json.dumps(truth, ensure_ascii=False))
unknown = set(corrections) - used
if unknown:
    sys.exit("corrections of files that are not in the truth file: " + ", ".join(sorted(unknown)))
