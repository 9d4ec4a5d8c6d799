#!/usr/bin/env python3
"""Holds what `todoku bounce --json` read against what is true by construction.

usage: score.py TRUTH.jsonl RESULTS.jsonl [--misses N] [--strict]

A status is right if it is the one that was sent, and is not asked about where none was; so is a code. The cause is that of the row's rule; of a 4xx
that ran out EXPIRED is right too. Where a server keeps a 4xx to itself and only tells that time is over, as OpenSMTPD does, there is no code to
read: that is counted as "words lost", and a DELAY is right. FALSE REMOVE: REMOVE_ADDRESS where the row gives up nobody. Where a mail's bounce never came,
the server is at fault and it is counted apart. With --strict the exit code is 1 where a bar of the project is missed.
"""
import collections
import json
import pathlib
import sys

BARS = {"kind": 99.5, "recipients": 100, "status": 99.5, "reply code": 99.5, "cause": 92}


def option(name, default):
    return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else default


def load(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def main(truth_file, results_file):
    got = collections.defaultdict(list)
    for report in load(results_file):
        got[report["file"].replace("\\", "/").split("/")[-1].split("-")[0]].append(report)
    right, all_of, misses, silent = collections.Counter(), collections.Counter(), collections.defaultdict(list), []
    removes = []

    def count(what, good, where):
        all_of[what] += 1
        right[what] += bool(good)
        if not good:
            misses[what].append(where)

    for mail in load(truth_file):
        reports = got.get(mail["mail"])
        if not reports:
            silent.append(mail["mail"] + " " + mail["bounces"][0].get("rule", ""))
            continue
        bounces = {}
        for report in reports:
            for bounce in report["bounces"]:
                bounces.setdefault((bounce["recipient"] or "").lower(), []).append(bounce)
        wanted = {each["recipient"].lower(): each for each in mail["bounces"] if not each.get("arrives")}
        text = " ".join(pathlib.Path(report["file"]).read_text(encoding="utf-8", errors="replace") for report in reports)
        lost = {each["recipient"] for each in mail["bounces"] if (each.get("code") or "5")[0] == "4" and each["code"] + " " not in text
                and each["code"] + "-" not in text}
        kinds = {"FAILURE", "DELAY"} if lost else {"FAILURE"}
        all_of["words lost"] += len(lost)
        count("kind", any(report["kind"] in kinds for report in reports), f"{mail['mail']} {[r['kind'] for r in reports]}")
        count("recipients", set(bounces) == set(wanted), f"{mail['mail']} {sorted(bounces)} want {sorted(wanted)}")
        for recipient, want in wanted.items():
            for bounce in bounces.get(recipient, [])[-1:]:
                where = f"{mail['mail']} {want['rule']} {want['stage']} want {want['code']} {want['status']} {'/'.join(want['causes'])}"
                if want["status"] and want["recipient"] not in lost:
                    count("status", bounce["status"] == want["status"], f"{where}: {bounce['status']}")
                if want["code"] and want["recipient"] not in lost:
                    count("reply code", str(bounce["replyCode"]) == want["code"], f"{where}: {bounce['replyCode']}")
                count("cause", bounce["cause"] in want["causes"], f"{where}: {bounce['cause']} | {bounce['reply']}")
                all_of["UNKNOWN"] += 1
                right["UNKNOWN"] += bounce["cause"] == "UNKNOWN"
                if bounce["advice"] == "REMOVE_ADDRESS" and not want["removes"]:
                    removes.append(f"{where}: {bounce['cause']} | {bounce['reply']}")
    short = bool(removes)
    for what in ("kind", "recipients", "status", "reply code", "cause", "UNKNOWN"):
        share = 100 * right[what] / max(1, all_of[what])
        bar = BARS.get(what)
        short |= bar is not None and share < bar
        print(f"{what:12} {share:6.2f} %  {right[what]} of {all_of[what]}" + (f"  (bar {bar})" if bar else ""))
    print(f"FALSE REMOVE {len(removes)}\nno bounce    {len(silent)}\nwords lost   {all_of['words lost']}")
    most = option("--misses", 0)
    for what, where in [("FALSE REMOVE", removes), ("no bounce", silent), *misses.items()]:
        for each in where[:most]:
            print(f"  {what}: {each}")
    return 1 if short and "--strict" in sys.argv else 0


sys.exit(main(sys.argv[1], sys.argv[2]))
