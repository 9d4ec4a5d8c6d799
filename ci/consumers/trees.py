#!/usr/bin/env python3
"""What each module brings onto a user's run-time class path, held to a list with reasons.

usage: trees.py REPOSITORY FOLDER      writes a POM for each published module that needs it and nothing else
       trees.py --check FOLDER LIST    reads what dependency:list wrote beside each, and compares
"""

import re
import sys
from pathlib import Path

GROUP = "io.github.todoku"
HEAD = '<project xmlns="http://maven.apache.org/POM/4.0.0">\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>com.example</groupId>\n'


def write(repository, folder):
    modules = []
    for jar in sorted(repository.joinpath(*GROUP.split(".")).glob("*/*/*.jar")):
        artifact, version = jar.parts[-3], jar.parts[-2]
        target = folder / artifact
        target.mkdir(parents=True)
        (target / "pom.xml").write_text(
            HEAD
            + f"  <artifactId>needs-{artifact}</artifactId>\n  <version>1</version>\n  <dependencies>\n    <dependency>"
            + f"<groupId>{GROUP}</groupId><artifactId>{artifact}</artifactId><version>{version}</version></dependency>\n"
            + "  </dependencies>\n</project>\n"
        )
        modules.append(artifact)
    (folder / "pom.xml").write_text(
        HEAD
        + "  <artifactId>trees</artifactId>\n  <version>1</version>\n  <packaging>pom</packaging>\n  <modules>\n"
        + "".join(f"    <module>{each}</module>\n" for each in modules)
        + "  </modules>\n</project>\n"
    )
    print("\n".join(modules))


def allowed(file):
    """{module: {what}}; each line says why, and a module may bring what the modules that it brings may."""
    rows = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = re.split(r"\s{2,}", line.strip())
        if len(parts) != 3:
            sys.exit(f"{file}:{number}: not MODULE  WHAT  WHY")
        rows.setdefault(parts[0], set()).add(parts[1])
    return rows


def check(folder, file):
    rows, faults, used = allowed(file), [], set()
    lists = sorted(folder.glob("*/list"))
    for path in lists:
        module = path.parent.name
        found = set(re.findall(r"^\s+([\w.-]+:[\w.-]+):jar:", path.read_text(encoding="utf-8"), re.M))
        ours = {each.split(":")[1] for each in found if each.startswith(GROUP + ":")}
        may = {what for each in ours for what in rows.get(each, set())} | rows.get("all", set())
        for what in sorted(each for each in found if not each.startswith(GROUP + ":")):
            if what not in may:
                faults.append(f"{module} brings {what}, which no line of {file.name} allows")
            used.add(what)
        listed = {each for each in rows.get(module, set()) if each.startswith("todoku-")}
        if listed and ours - {module} != listed:
            faults.append(f"{module} brings {sorted(ours - {module})}, the list says {sorted(listed)}")
    known = {what for each in rows.values() for what in each if not what.startswith("todoku-")}
    faults += [f"{what} stands in {file.name}, and nobody brings it" for what in sorted(known - used)]
    for each in faults:
        print(each)
    print(f"{len(lists)} modules, {len(used)} libraries of others, {len(faults)} faults")
    return 1 if faults or len(lists) < 15 else 0


if __name__ == "__main__":
    if sys.argv[1] == "--check":
        sys.exit(check(Path(sys.argv[2]), Path(sys.argv[3])))
    write(Path(sys.argv[1]), Path(sys.argv[2]))
