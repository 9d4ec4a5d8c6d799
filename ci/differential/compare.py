"""Holds other judges' answers beside ours. Every difference belongs to a class that docs/decisions/differences.md explains under a heading
of its name; one of no class is shown with its world, and the exit code is 1.

usage: compare.py spf WORLDS OURS NAME=FILE...
       compare.py dmarc WORLDS OURS
       compare.py lines WHAT FILE...        lines of "number tab agree|difference", from zone_texts.py, replies.py and block_lists.py
"""
import os
import re
import sys
from collections import Counter
from functools import cached_property
from pathlib import Path

from classes import DMARC, EXPLANATIONS, LINES, SPF

PAGE = Path(__file__).parent.parent.parent / "docs" / "decisions" / "differences.md"
MOST_SHOWN = int(os.environ.get("SHOWN", "12"))


class Tally:
    """How many agree, how many differ by which class, and what has no class."""

    def __init__(self, title):
        self.title, self.agreed, self.classes, self.examples, self.unknown = title, 0, Counter(), {}, []

    def differ(self, kind, key, shown):
        if kind is None:
            self.unknown.append((key, shown))
        else:
            self.classes[kind] += 1
            self.examples.setdefault(kind, key)

    def report(self):
        """Prints, and says whether all is explained."""
        total = self.agreed + sum(self.classes.values()) + len(self.unknown)
        if not total:
            sys.exit(f"{self.title}: nothing was judged")
        print(f"{self.title}: {total} judged, {self.agreed} agree ({100 * self.agreed / total:.2f} %)")
        for kind, count in self.classes.most_common():
            print(f"  {count:6} {kind}, the first at {self.examples[kind]}")
        for key, shown in self.unknown[:MOST_SHOWN]:
            print(f"  NOT EXPLAINED {key}: {shown()}")
        if self.unknown:
            print(f"  {len(self.unknown)} NOT EXPLAINED")
        headings = set(re.findall(r"^### `([^`]+)`", PAGE.read_text(), re.MULTILINE))
        missing = [kind for kind in self.classes if kind not in headings]
        if missing:
            print(f"  without a heading in {PAGE.name}: {', '.join(missing)}")
        return not self.unknown and not missing


def worlds(file):
    """Each world: its number, its TXT records by name, all of its zone text, and its questions."""
    number, zone, questions = None, [], []
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            kind, *fields = line.rstrip("\n").split("\t")
            if kind == "W":
                if number is not None:
                    yield number, zone, questions
                number, zone, questions = fields[0], [], []
            elif kind == "Z":
                zone.append(fields[0])
            elif kind in ("Q", "M"):
                questions.append(fields)
    yield number, zone, questions


def table(file):
    with open(file, encoding="utf-8") as lines:
        return {key: fields for key, *fields in (line.rstrip("\n").split("\t") for line in lines)}


def joined(line):
    """The strings of a line of zone text."""
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', line))


class SpfCase:
    """One question as we and another judge answered it."""

    OTHERS = ["voids by query", "no void limit", "no host limit", "neither void nor host limit", "no limit"]

    def __init__(self, zone, question, ours, judge, answers):
        self.zone, (self.ip, self.helo, self.sender), self.judge = zone, question, judge
        self.ours, self.explanation, self.reason, *others = ours
        self.others = dict(zip(self.OTHERS, others))
        self.theirs, self.their_explanation, self.their_reason = answers[judge]
        self.answers = answers
        self.backing = {answer[0] for name, answer in answers.items() if name != judge}

    @property
    def records(self):
        return [line for line in self.zone if " IN TXT " in line and joined(line).lower().startswith("v=spf")]

    @cached_property
    def texts(self):
        """The texts of the SPF records, the strings of each joined."""
        return "\n".join(map(joined, self.records))

    @property
    def zone_text(self):
        return "\n".join(map(joined, self.zone))

    def __str__(self):
        return (f"{self.judge}: {self.theirs} [{self.their_reason}] {self.their_explanation}\n    we: {self.ours} [{self.reason}] {self.explanation}"
                f"\n    {self.others}\n    {self.ip} {self.helo} {self.sender}\n    " + "\n    ".join(self.records[:8]))


def alone_by(alone):
    """How often each combination of classes stands, and where first."""
    found = {}
    for key, kinds in alone:
        count, first = found.get(kinds, (0, key))
        found[kinds] = count + 1, first
    return found


def spf(worlds_file, ours_file, judges):
    ours = table(ours_file)
    theirs = {name: table(file) for name, file in (judge.split("=", 1) for judge in judges)}
    verdicts = {name: Tally(f"spf, {name}: verdicts") for name in theirs}
    # libspf2's texts are not compared: it writes % for each blank of a text that has macros
    texts = {name: Tally(f"spf, {name}: explanations of a fail") for name in theirs if name != "libspf2"}
    alone = Counter()
    for number, zone, questions in worlds(worlds_file):
        for i, question in enumerate(questions):
            key = f"{number}.{i}"
            answers = {name: theirs[name][key] for name in theirs}
            kinds = []
            for name in theirs:
                case = SpfCase(zone, question, ours[key], name, answers)
                if case.ours != case.theirs:
                    kinds.append(next((each.name for each in SPF if each.holds(case)), None))
                    verdicts[name].differ(kinds[-1], key, case.__str__)
                    continue
                verdicts[name].agreed += 1
                if case.ours == "fail" and name in texts:
                    if case.explanation == ("" if case.their_explanation == "DEFAULT" else case.their_explanation):
                        texts[name].agreed += 1
                    else:
                        texts[name].differ(next((each.name for each in EXPLANATIONS if each.holds(case)), None), key, case.__str__)
            if len(kinds) == len(theirs):
                alone[key, tuple(kinds)] += 1
    good = [tally.report() for tally in [*verdicts.values(), *texts.values()]]
    print(f"spf: {sum(alone.values())} questions in which none of them agrees with us, each for a reason of its own")
    if "SHOWN" in os.environ:
        for kinds, (count, key) in sorted(alone_by(alone).items(), key=lambda item: -item[1][0]):
            print(f"  {count:6} {key} {', '.join(map(str, kinds))}")
    return all(good)


def dmarc(worlds_file, ours_file):
    ours = table(ours_file)
    tally = Tally("dmarc, the model of RFC 9989")
    for number, zone, ((author, other), model) in worlds(worlds_file):
        mine = ours[number]
        if mine == model:
            tally.agreed += 1
        else:
            kind = next((each.name for each in DMARC if each.holds((zone, author, other, mine, model))), None)
            shown = f"we {mine}, the model {model}, of {author} and {other}\n    " + "\n    ".join(zone)
            tally.differ(kind, number, shown.__str__)
    return tally.report()


def lines(what, files):
    tally = Tally(what)
    for file in files:
        for key, (difference,) in table(file).items():
            if difference == "agree":
                tally.agreed += 1
            else:
                kind = next((each.name for each in LINES if each.holds(difference)), None)
                tally.differ(kind, key, difference.__str__)
    return tally.report()


def main():
    what, *rest = sys.argv[1:]
    good = spf(rest[0], rest[1], rest[2:]) if what == "spf" else dmarc(*rest) if what == "dmarc" else lines(rest[0], rest[1:])
    sys.exit(0 if good else 1)


main()
