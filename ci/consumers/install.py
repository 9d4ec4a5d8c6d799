#!/usr/bin/env python3
"""Lays the artifacts of a built tree into a local repository, as maven-install does: the jar and the flattened POM of each module.

usage: install.py [--some] TREE REPOSITORY      --some: not all modules were built

Each POM is looked at on the way: what Central asks for, no parent, no property left, no scope or version that only this build knows.
"""

import re
import shutil
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

MAVEN = "{http://maven.apache.org/POM/4.0.0}"
GROUP = "io.github.todoku"
WANTED = ("modelVersion", "groupId", "artifactId", "version", "name", "description", "url", "licenses", "developers", "scm")


def text(node, name):
    found = node.find(MAVEN + name)
    return found.text.strip() if found is not None and found.text else ""


def faults(pom, root):
    words = pom.read_text(encoding="utf-8")
    for own in ("groupId", "version"):  # its own, which every reader of a POM knows
        words = words.replace("${project.%s}" % own, text(root, own))
    root = ElementTree.fromstring(words)
    for name in WANTED:
        if root.find(MAVEN + name) is None:
            yield f"no <{name}>"
    for name in ("parent", "build", "profiles", "properties", "repositories"):
        if root.find(MAVEN + name) is not None:
            yield f"<{name}> is published"
    if "${" in words:
        yield "a property is left: " + re.search(r"\$\{[^}]*\}", words).group()
    for each in root.iter(MAVEN + "dependency"):
        name = f"{text(each, 'groupId')}:{text(each, 'artifactId')}"
        scope = text(each, "scope")
        if not text(each, "version"):
            yield f"{name} has no version"
        if scope not in ("", "compile", "runtime") and not (scope == "provided" and text(root, "artifactId") == "todoku-core"):
            yield f"{name} has scope {scope}"
        if text(each, "groupId") == GROUP and text(each, "version") != text(root, "version"):
            yield f"{name} has another version"


def unpublished(tree):
    """Artifacts that say maven.deploy.skip, and those whose parent does."""
    roots = {}
    for pom in [*tree.glob("*/pom.xml"), *tree.glob("examples/*/pom.xml")]:
        roots[pom] = ElementTree.parse(pom).getroot()
    skipping = {text(each, "artifactId") for pom, each in roots.items() if "<maven.deploy.skip>true" in pom.read_text(encoding="utf-8")}
    for each in roots.values():
        parent = each.find(MAVEN + "parent")
        if text(each, "artifactId") in skipping or parent is not None and text(parent, "artifactId") in skipping:
            yield text(each, "artifactId")


def main():
    some = "--some" in sys.argv
    tree, repository = (Path(each) for each in sys.argv[-2:])
    count, wrong, published = 0, [], set()
    for flattened in sorted(tree.glob("*/.flattened-pom.xml")):
        folder = flattened.parent
        source = (folder / "pom.xml").read_text(encoding="utf-8")
        if "<maven.install.skip>true" in source:
            continue
        root = ElementTree.parse(flattened).getroot()
        artifact, version = text(root, "artifactId"), text(root, "version")
        wrong += [f"{artifact}: {each}" for each in faults(flattened, root)]
        target = repository.joinpath(*GROUP.split("."), artifact, version)
        target.mkdir(parents=True)
        shutil.copy(flattened, target / f"{artifact}-{version}.pom")
        if text(root, "packaging") != "pom":
            jar = folder / "target" / f"{artifact}-{version}.jar"
            if not jar.exists():
                wrong.append(f"{artifact}: {jar} is not there")
                continue
            shutil.copy(jar, target)
            published.add(artifact)
        count += 1
    if some:
        print(f"{count} artifacts, {len(wrong)} faults")
        return 1 if wrong or not count else 0
    bom = ElementTree.parse(tree / "bom" / ".flattened-pom.xml").getroot()
    listed = {text(each, "artifactId") for each in bom.iter(MAVEN + "dependency")}
    if listed != published:
        wrong.append(f"the BOM and what is published differ: {sorted(listed ^ published)}")
    hidden = set(unpublished(tree)) | {"todoku-parent"}  # published POMs have no parent
    excluded = set(re.findall(r"<excludeArtifact>([^<]+)</excludeArtifact>", (tree / "pom.xml").read_text(encoding="utf-8")))
    if hidden != excluded:
        wrong.append(f"what is not deployed and what the publishing plugin leaves out differ: {sorted(hidden ^ excluded)}")
    for each in wrong:
        print(each)
    print(f"{count} artifacts, {len(wrong)} faults")
    return 1 if wrong or count < 15 else 0


if __name__ == "__main__":
    sys.exit(main())
