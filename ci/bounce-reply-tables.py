#!/usr/bin/env python3
"""Prints the rows of the tables of providers' replies whose key is in no rule's example: bounce-reply-tables.py TABLES RULES-FOLDER.

A key may leave words out (…) and name alternatives (/): each piece must stand in an example, words in brackets need not.
"""
import glob
import re
import sys


def normal(text):
    text = text.lower().replace("’", "'").replace("“", '"').replace("”", '"')
    return re.sub(r"\s+", " ", text).strip()


examples = []
for path in sorted(glob.glob(sys.argv[2] + "/*.rules")):
    current = None
    for line in open(path, encoding="utf-8"):
        if line.startswith("Example:"):
            current = [line[8:].strip()]
            examples.append(current)
        elif line[:1].isspace() and line.strip() and current is not None:
            current.append(line.strip())
        else:
            current = None
# the code that each line of a reply repeats is no part of its words
words = [normal(re.sub(r"(?<=\s)[245]\d\d[- ]\d\.\d+\.\d+ ", "", " ".join(lines))) for lines in examples]


def pieces(key):
    """The pieces of a key, each as the texts of which one must stand in an example."""
    plain = re.sub(r"\([^)]*\)", "…", key)
    for piece in re.split(r"…|\s/\s|;|\s·\s|, |\[(?:ip|domain|id)\]|/(?=[A-Z])", plain):
        piece = normal(piece.strip(' ".'))
        choices = [piece]
        for slash in re.findall(r"[a-z]+(?:/[a-z]+)+", piece):
            choices = [choice.replace(slash, word) for choice in choices for word in slash.split("/")]
        if len(piece) >= 3:
            yield choices


missing = []
rows = 0
for line in open(sys.argv[1], encoding="utf-8"):
    if not re.match(r"\| *[2-5]", line):
        continue
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if len(cells) != 5 or not cells[1] or cells[1].startswith("same text"):
        continue
    rows += 1
    for choices in pieces(cells[1]):
        if not any(choice in example for choice in choices for example in words):
            missing.append((cells[0], cells[1], choices[0]))
for code, key, piece in missing:
    print(f'no example for: {code} | {key}   ("{piece}")')
print(f"provider replies: {rows} rows, {len(missing)} pieces without an example; {len(examples)} examples")
sys.exit(bool(missing) or rows < 90)
