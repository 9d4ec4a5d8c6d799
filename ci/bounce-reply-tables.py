#!/usr/bin/env python3
"""Holds the rules to the tables of providers' replies: bounce-reply-tables.py TABLES RULES-FOLDER.

A row's key names alternatives ("/", ",", ";", "·"), and an alternative may leave words out (…): all its pieces must stand in one
example of one rule, and that rule's cause must be one of the row's category. Words in brackets need not stand there. Rows of
gateways (three columns) name their keys in quotation marks, and a category behind an arrow.
"""
import glob
import re
import sys

CAUSE = re.compile(r"\b[A-Z][A-Z_]{2,}[A-Z]\b")
QUOTED = re.compile(r'"([^"]{6,})"')
WORDS_IN_BRACKETS = re.compile(r"\([^)]*\)")

# What a row calls a limit by reputation, and the truth of the corpus bad reputation: the advice is SLOW_DOWN either way.
JUDGED_OTHERWISE = {
    # the row joins three refusals of a tenant; this one is told of an address (5.7.708: "traffic not accepted from this IP")
    "traffic not accepted from this ip": "BLOCKED",
    "temporarily deferred due to unexpected volume or user complaints": "BAD_REPUTATION",
    "temporarily deferred due to user complaints": "BAD_REPUTATION",
}


def normal(text):
    text = text.lower().replace("’", "'").replace("“", '"').replace("”", '"')
    return re.sub(r"\s+", " ", text).strip()


def examples(folder):
    """(cause, words) of every example of every rule."""
    for path in sorted(glob.glob(folder + "/*.rules")):
        for stanza in open(path, encoding="utf-8").read().split("\n\n"):
            cause = re.search(r"^Cause: (\w+)", stanza, re.M)
            for example in re.findall(r"^Example: (.*(?:\n\s+.*)*)", stanza, re.M):
                # the code that each line of a reply repeats is no part of its words
                lines = " ".join(line.strip() for line in example.split("\n"))
                words = re.sub(r"(?<=\s)[245]\d\d[- ]\d\.\d+\.\d+ ", "", lines)
                yield cause.group(1), normal(words)


def alternatives(key):
    """The alternatives of a key, each as the pieces of which all must stand in an example."""
    plain = WORDS_IN_BRACKETS.sub("…", key)
    for alternative in re.split(r"\s/\s|;|\s·\s|, |/(?=[A-Z])", plain):
        pieces = [normal(piece.strip(' ".')) for piece in re.split(r"…|\[(?:ip|domain|id)\]", alternative)]
        pieces = [piece for piece in pieces if len(piece) >= 3]
        choices = [pieces]
        for slash in re.findall(r"(?<![./\w])[a-z]+(?:/[a-z]+)+", " ".join(pieces)):  # not the path of a link
            choices = [[p.replace(slash, word) for p in choice] for choice in choices for word in slash.split("/")]
        if pieces:
            yield choices


def rows(path):
    """(code and key, alternatives of pieces, causes that agree; none if the row names none)"""
    section = ""
    for line in open(path, encoding="utf-8"):
        section = line if line.startswith("## ") else section
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if re.match(r"\| *[2-5]", line) and len(cells) == 5 and cells[1] and not cells[1].startswith("same text"):
            yield cells[0] + " | " + cells[1], list(alternatives(cells[1])), set(CAUSE.findall(cells[3]))
        elif line.startswith("|") and "Gateways" in section and len(cells) == 3 and cells[0] not in ("product", "---"):
            for item in cells[1].split(" · "):
                told, _, category = item.partition("Own notices")[0].partition("→")  # notices are mails, not replies
                keys = [key for quoted in QUOTED.findall(told) for key in alternatives(quoted)]
                yield cells[0] + " | " + item, keys, set(CAUSE.findall(category))


known = list(examples(sys.argv[2]))
names = {cause for cause, _ in known}
missing = []
count = 0
for told, keys, causes in rows(sys.argv[1]):
    count += 1
    causes &= names
    for choices in keys:
        found = {cause for pieces in choices for cause, words in known if all(piece in words for piece in pieces)}
        if not found:
            missing.append((told, " … ".join(choices[0]), "no example"))
        elif causes and not found & (causes | {JUDGED_OTHERWISE.get(" … ".join(choices[0]))}):
            missing.append((told, " … ".join(choices[0]), "taken for " + " ".join(sorted(found))))
for told, key, why in missing:
    print(f'{why}: {told}   ("{key}")')
print(f"provider replies: {count} rows, {len(missing)} keys without a rule that agrees; {len(known)} examples")
sys.exit(bool(missing) or count < 119)
