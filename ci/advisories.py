#!/usr/bin/env python3
"""Known advisories on the jars of ci/dependencies.txt, as https://osv.dev knows them. Needs a network: for the nightly run.

usage: advisories.py [--url URL] [--jars FILE] [--accepted FILE]

Exit 0: no advisory that is not accepted in ci/advisories.txt. 1: there is one, or one that is accepted and no longer told. 2: the
service was not reached or did not answer in full: nothing was checked, which is not "no advisory".
"""

import argparse
import json
import sys
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEEN = ROOT / "ci" / "dependencies.txt"
ACCEPTED = ROOT / "ci" / "advisories.txt"
OSV = "https://api.osv.dev/v1/querybatch"
AT_ONCE = 500
MAX_OCTETS = 16 << 20


def lines(file):
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return [each for each in text.splitlines() if each and not each.startswith("#")]


def ask(url, places):
    """Each place with the ids of its advisories; an error for anything but a whole answer."""
    queries = []
    for place in places:
        group, artifact, version = place.split(":")
        queries.append({"package": {"ecosystem": "Maven", "name": f"{group}:{artifact}"}, "version": version})
    request = urllib.request.Request(
        url, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json", "User-Agent": "todoku-ci"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        results = json.loads(answer.read(MAX_OCTETS))["results"]
    if len(results) != len(places):
        raise ValueError(f"{len(results)} answers to {len(places)} questions")
    if any("next_page_token" in each for each in results):
        raise ValueError("an answer of several pages")
    return {place: [each["id"] for each in told.get("vulns", [])] for place, told in zip(places, results)}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--url", default=OSV)
    arguments.add_argument("--jars", type=Path, default=SEEN)
    arguments.add_argument("--accepted", type=Path, default=ACCEPTED)
    options = arguments.parse_args()
    url = options.url
    places = [each.split("  ", 2)[1] for each in lines(options.jars)]
    accepted = {tuple(each.split("  ", 2)[:2]) for each in lines(options.accepted)}
    told = {}
    try:
        for at in range(0, len(places), AT_ONCE):
            told.update(ask(url, places[at : at + AT_ONCE]))
    except (urllib.error.URLError, OSError, ValueError, KeyError, TypeError, AttributeError) as trouble:
        print(f"NOT CHECKED: {url}: {trouble}")
        return 2
    known = {(name, place) for place, names in told.items() for name in names}
    for name, place in sorted(known - accepted):
        print(f"{name}  {place}  https://osv.dev/vulnerability/{name}")
    for name, place in sorted(accepted - known):
        print(f"accepted and no longer told, take it out of ci/advisories.txt: {name}  {place}")
    print(f"{len(places)} jars, {len(known)} advisories, {len(known & accepted)} of them accepted")
    return 1 if known != accepted else 0


if __name__ == "__main__":
    sys.exit(main())
