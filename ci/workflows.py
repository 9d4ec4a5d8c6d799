#!/usr/bin/env python3
"""Each workflow can be read, asks for no right that it does not name, and runs scripts that are here and actions of a named version.

usage: workflows.py      needs PyYAML
"""

import os
import re
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = {"mvn", "gh"}
STRANGERS = re.compile(r"\$\{\{((?!\}\}).)*\b(github\.(head_ref|event)|inputs)\b", re.S)
AROUND = re.compile(r"^sudo -HE env (\"[^\"]*\" )*")


def faults(file, workflow):
    if workflow.get("permissions", {}).get("contents") not in ("read", "write"):
        yield "names no permissions"
    for name, job in workflow["jobs"].items():
        if "timeout-minutes" not in job:
            yield f"{name}: has no time limit"
        for step in job["steps"]:
            uses, run = step.get("uses"), step.get("run")
            if uses and not re.fullmatch(r"[\w./-]+@(v\d+(\.\d+)*|[0-9a-f]{40})", uses):
                yield f"{name}: {uses} names no version"
            if uses and uses.startswith("actions/checkout@") and step.get("with", {}).get("persist-credentials") is not False:
                yield f"{name}: the checkout keeps a token"
            if run and STRANGERS.search(run):  # in a comment, too: they may hold a line's end
                yield f"{name}: a stranger's words in a command"
            for line in run.splitlines() if run else []:
                words = AROUND.sub("", line.strip()).split()
                if not words or words[0].startswith("#"):
                    continue
                if words[0] not in PROGRAMS and not os.access(ROOT / words[0], os.X_OK):
                    yield f"{name}: there is no {words[0]}"
        steps = job.get("strategy", {}).get("matrix", {}).get("step", [])
        known = set(re.findall(r"^([\w-]+)\(\) ?\{", (ROOT / "ci" / "nightly").read_text(encoding="utf-8"), re.M))
        if steps and set(steps) != known:
            yield f"{name}: its steps and those of ci/nightly differ: {sorted(set(steps) ^ known)}"


def main():
    files = sorted((ROOT / ".github").rglob("*.yml"))
    found, count = [], 0
    for file in files:
        try:
            read = yaml.safe_load(file.read_text(encoding="utf-8"))
        except yaml.YAMLError as trouble:
            found.append(f"{file.name}: {' '.join(str(trouble).split())}")
            continue
        if file.parent.name == "workflows":
            count += 1
            found += [f"{file.name}: {each}" for each in faults(file, read)]
    for each in found:
        print(each)
    print(f"{count} workflows, {len(found)} faults")
    return 1 if found or not count else 0


if __name__ == "__main__":
    sys.exit(main())
