#!/usr/bin/env python3
"""Every jar that the build names or that a test has on its class path is one that we have seen, with its checksum and its licence.

usage: supply-chain.py [--consumers] [--write] [--repository DIR] [--built DIR]

Reads every pom.xml of the build (dependencies, plugins, annotation processors), what plugins and processors bring along (by their own
POMs, the nearest version first, as Maven chooses), and, where tests have run, the class paths in their reports, so that what comes along
with a dependency is seen too. Each jar must stand in ci/dependencies.txt with the sha256 it has here; a jar that is new, changed, of a
licence that is not allowed, or a plugin without a version, fails the check. --write makes the file anew: read the difference before you
commit it. Known advisories on these jars are asked for by ci/advisories.py, which needs a network.

--consumers holds what the builds of ci/consumers and ci/junit-consumer fetch, and the class paths of examples/, to ci/consumers/jars.txt
in the same way, save that any licence will do: nobody is given them. There --write only adds; to lose old rows, delete the file first.
"""

import argparse
import hashlib
import os
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEEN = ROOT / "ci" / "dependencies.txt"
CONSUMERS_SEEN = ROOT / "ci" / "consumers" / "jars.txt"
MAVEN = "{http://maven.apache.org/POM/4.0.0}"
OURS = "io.github.todoku"

ALLOWED = {
    "Apache-2.0": r"apache.*2(\.0)?|^asl 2",
    "MIT": r"\bmit\b|bouncy castle|expat",
    "BSD": r"\bbsd\b|0bsd",
    "EPL": r"eclipse public|\bepl\b|eclipse distribution",
    "CC0": r"cc0|public domain|unlicense",
    "MPL-2.0": r"mpl[ -]?2|mozilla public license,? (version )?2",
    "GPL-CE": r"classpath",  # GPL with the class path exception: build tools only
}

# of what the build runs and nobody is given
ALLOWED_IN_TOOLS = {
    "BSD": r"\bedl\b",
    "CDDL": r"common development and distribution",
    "CPL": r"common public license",
    "JDOM": r"similar to apache license but with the acknowledgment clause removed",
}

# POMs that name no licence, and what their projects say
SILENT = {
    "commons-beanutils:commons-beanutils:1.7.0": "Apache-2.0",
    "dom4j:dom4j:1.1": "BSD",
    "org.codehaus.plexus:plexus-i18n:1.0-beta-10": "Apache-2.0",
    "oro:oro:2.0.8": "Apache-1.1",
}


def strip(tag):
    return tag.rsplit("}", 1)[-1]


def child(node, name):
    found = next((each for each in node if strip(each.tag) == name), None)
    return found.text.strip() if found is not None and found.text else ""


def nodes(tree, name):
    return [each for each in tree.iter() if strip(each.tag) == name]


def poms():
    listed = (ROOT / "pom.xml", *ROOT.glob("*/pom.xml"), *ROOT.glob("examples/*/pom.xml"))
    return [each for each in listed if "target" not in each.parts]


def properties():
    root = ElementTree.parse(ROOT / "pom.xml").getroot()
    values = {}
    for block in nodes(root, "properties"):
        for each in block:
            values[strip(each.tag)] = (each.text or "").strip()
    return values


def resolved(text, values):
    return re.sub(r"\$\{([^}]+)\}", lambda m: values.get(m.group(1), m.group(0)), text)


def consumers():
    """(group, artifact, version) of all that users' builds name, in each version that the scripts give a property."""
    script = (ROOT / "ci" / "checks" / "25-junit-versions").read_text(encoding="utf-8")
    junits = [{"junit.version": jupiter, "launcher.version": launcher} for jupiter, launcher in re.findall(r"^check (\S+) (\S+)$", script, re.M)]
    wanted = {
        tuple(each.split(":")[:3])
        for each in re.findall(r"[\w.]+:[\w-]+-plugin:[\w.]+", script + (ROOT / "ci" / "consumers" / "run").read_text(encoding="utf-8"))
    }
    for pom in (*ROOT.glob("ci/consumers/pom.xml"), *ROOT.glob("ci/consumers/*/pom.xml"), *ROOT.glob("ci/junit-consumer/pom.xml")):
        root = ElementTree.parse(pom).getroot()
        above = ElementTree.parse(ROOT / "ci" / "consumers" / "pom.xml").getroot()
        own = {strip(each.tag): (each.text or "").strip() for tree in (above, root) for block in nodes(tree, "properties") for each in block}
        for variant in junits if "junit.version" in own else [{}]:
            values = own | variant
            for each in nodes(root, "dependency") + nodes(root, "plugin"):
                group = resolved(child(each, "groupId") or "org.apache.maven.plugins", values)
                place = (group, child(each, "artifactId"), resolved(child(each, "version"), values))
                if all(place) and group != OURS and child(each, "type") != "pom":
                    wanted.add(place)
    return wanted


def managed(values):
    """Versions that the parent gives: of dependencies, and of plugins."""
    root = ElementTree.parse(ROOT / "pom.xml").getroot()
    versions = {}
    for name in ("dependency", "plugin"):
        for each in nodes(root, name):
            group = resolved(child(each, "groupId") or "org.apache.maven.plugins", values)
            version = resolved(child(each, "version"), values)
            if version:
                versions[(group, child(each, "artifactId"))] = version
    return versions


def named():
    """(group, artifact, version) of all that a pom names, of those the build's own tools, and the plugins that have no version."""
    values = properties()
    versions = managed(values)
    wanted, tools, unversioned = set(), set(), []
    for pom in poms():
        root = ElementTree.parse(pom).getroot()
        local = dict(values)
        for block in nodes(root, "properties"):
            for each in block:
                local.setdefault(strip(each.tag), (each.text or "").strip())
        for name in ("dependency", "plugin", "path"):
            for each in nodes(root, name):
                group = resolved(child(each, "groupId") or "org.apache.maven.plugins", local)
                artifact = child(each, "artifactId")
                if not artifact or group == OURS or group.startswith("${project"):
                    continue
                version = resolved(child(each, "version"), local) or versions.get((group, artifact), "")
                if name == "plugin" and not version:
                    unversioned.append(f"{pom.relative_to(ROOT)}: {group}:{artifact}")
                if version and child(each, "type") != "pom":
                    wanted.add((group, artifact, version))
                    if name != "dependency":
                        tools.add((group, artifact, version))
        for plugin in nodes(root, "plugin"):  # what we put on a plugin's class path
            for each in nodes(plugin, "dependency"):
                place = (resolved(child(each, "groupId"), local), child(each, "artifactId"), resolved(child(each, "version"), local))
                if all(place) and place[0] != OURS:
                    tools.add(place)
    return wanted, tools, unversioned


class Models:
    """POMs as a repository has them: with what their parents, and the lists that they import, say of properties and versions."""

    def __init__(self, repository):
        self.repository = repository
        self.known = {}

    def of(self, group, artifact, version, depth=0):
        """(properties, managed versions, dependencies); empty where there is no such POM here."""
        place = (group, artifact, version)
        if place in self.known:
            return self.known[place]
        self.known[place] = ({}, {}, [])
        pom = file_of(self.repository, group, artifact, version, "pom")
        if depth > 20 or not pom.exists():
            return self.known[place]
        root = ElementTree.parse(pom).getroot()
        values, versions, dependencies = {}, {}, []
        for parent in (each for each in root if strip(each.tag) == "parent"):
            above = self.of(child(parent, "groupId"), child(parent, "artifactId"), child(parent, "version"), depth + 1)
            values, versions, dependencies = dict(above[0]), dict(above[1]), list(above[2])
        for block in (each for each in root if strip(each.tag) == "properties"):
            values.update({strip(each.tag): (each.text or "").strip() for each in block})
        for name, value in (("groupId", group), ("artifactId", artifact), ("version", version)):
            values[f"project.{name}"] = values[f"pom.{name}"] = value
        for block in (each for each in root if strip(each.tag) == "dependencyManagement"):
            for each in nodes(block, "dependency"):
                managed_by = tuple(self.text(child(each, name), values) for name in ("groupId", "artifactId", "version"))
                if child(each, "scope") == "import":
                    for key, of_list in self.of(*managed_by, depth + 1)[1].items():
                        versions.setdefault(key, of_list)
                else:
                    versions[managed_by[:2]] = managed_by[2]
        for block in (each for each in root if strip(each.tag) == "dependencies"):
            dependencies = dependencies + [each for each in block if strip(each.tag) == "dependency"]
        self.known[place] = (values, versions, dependencies)
        return self.known[place]

    @staticmethod
    def text(text, values):
        for _ in range(5):  # a property may name another
            text = resolved(text, values)
        return text

    def brought(self, place):
        """(group, artifact, version) of what a tool runs with, of each artifact the nearest version."""
        chosen = {place[:2]: place[2]}
        level = [(place, frozenset())]
        top = self.of(*place)[1]
        while level:
            below = []
            for at, excluded in level:
                values, versions, dependencies = self.of(*at)
                for each in dependencies:
                    group, artifact = (self.text(child(each, name), values) for name in ("groupId", "artifactId"))
                    scope = child(each, "scope") or "compile"
                    if scope not in ("compile", "runtime") or child(each, "optional") == "true" or child(each, "type") == "pom":
                        continue
                    if (group, artifact) in chosen or {(group, artifact), (group, "*"), ("*", "*")} & excluded:
                        continue
                    version = top.get((group, artifact)) or self.text(child(each, "version"), values) or versions.get((group, artifact), "")
                    version = version.strip("[]()").split(",")[0]
                    chosen[(group, artifact)] = version
                    out = {(self.text(child(x, "groupId"), values), self.text(child(x, "artifactId"), values)) for x in nodes(each, "exclusion")}
                    below.append(((group, artifact, version), excluded | out))
            level = below
        return {(group, artifact, version) for (group, artifact), version in chosen.items() if version}


def on_class_paths(repository, built, where="*"):
    """(group, artifact, version) of every jar that a test had on its class path."""
    wanted = set()
    for report in built.glob(f"{where}/target/surefire-reports/TEST-*.xml"):
        text = report.read_text(encoding="utf-8", errors="replace")[:2_000_000]
        for name in ("surefire.test.class.path", "java.class.path"):
            match = re.search(r'name="' + re.escape(name) + r'" value="([^"]*)"', text)
            for jar in (match.group(1).split(os.pathsep) if match else []):
                if jar.startswith(str(repository)) and jar.endswith(".jar"):
                    parts = Path(jar).relative_to(repository).parts
                    group = ".".join(parts[:-3])
                    if group != OURS:
                        wanted.add((group, parts[-3], parts[-2]))
    return wanted


def file_of(repository, group, artifact, version, end):
    return repository.joinpath(*group.split("."), artifact, version, f"{artifact}-{version}.{end}")


def licence(repository, group, artifact, version, depth=0):
    """The licence that the POM names, or its parents."""
    pom = file_of(repository, group, artifact, version, "pom")
    if depth > 8 or not pom.exists():
        return ""
    root = ElementTree.parse(pom).getroot()
    names = [f"{child(each, 'name')} {child(each, 'url')}".strip() for each in nodes(root, "license")]
    if names:
        return " | ".join(names)
    for parent in (each for each in root if strip(each.tag) == "parent"):
        return licence(repository, child(parent, "groupId"), child(parent, "artifactId"), child(parent, "version"), depth + 1)
    return ""


def kind(name, allowed):
    words = [each for each, pattern in allowed.items() if re.search(pattern, name, re.I)]
    return words[0] if words else ""


def seen(file):
    """{place: (sha256, licence)}"""
    known = {}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else []:
        if line and not line.startswith("#"):
            digest, place, words = line.split("  ", 2)
            known[place] = (digest, words)
    return known


def written(file, option, rows):
    lines = [f"{digest}  {place}  {words}" for place, (digest, words) in sorted(rows.items(), key=lambda row: row[0])]
    file.write_text(f"# sha256, what, licence: made by ci/supply-chain.py {option}\n" + "\n".join(lines) + "\n", encoding="utf-8")


def sha256(jar):
    return hashlib.sha256(jar.read_bytes()).hexdigest()


def hold_consumers(repository, built, write):
    models = Models(repository)
    jars = set().union(*(models.brought(place) for place in sorted(consumers()))) | on_class_paths(repository, built, "examples/*")
    known, held, faults, absent = seen(SEEN), seen(CONSUMERS_SEEN), [], 0
    for group, artifact, version in sorted(jars):
        place, jar = f"{group}:{artifact}:{version}", file_of(repository, group, artifact, version, "jar")
        if not jar.exists():
            absent += 1
            continue
        was = known.get(place) or held.get(place)
        if was and was[0] != sha256(jar):
            faults.append(f"another file than was seen: {place}")
        elif not was and write:
            held[place] = (sha256(jar), kind(licence(repository, group, artifact, version), ALLOWED | ALLOWED_IN_TOOLS) or "-")
        elif not was:
            faults.append(f"not seen before: {place}")
    if write:
        written(CONSUMERS_SEEN, "--consumers --write", {place: row for place, row in held.items() if place not in known})
    for fault in faults:
        print(fault)
    print(f"{len(jars) - absent} jars of users' builds known by checksum, {absent} not here, {len(faults)} faults")
    return 1 if faults else 0


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--consumers", action="store_true", help="of users' builds")
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--repository", default=os.path.expanduser("~/.m2/repository"))
    arguments.add_argument("--built", default=str(ROOT), help="the tree whose test reports are read")
    options = arguments.parse_args()
    repository = Path(options.repository)
    if options.consumers:
        return hold_consumers(repository, Path(options.built), options.write)

    wanted, tools, unversioned = named()
    models = Models(repository)
    given = wanted | on_class_paths(repository, Path(options.built))
    run = set().union(*(models.brought(tool) for tool in sorted(tools)))
    known = seen(SEEN)

    faults = [f"a plugin without a version: {each}" for each in unversioned]
    rows, absent = {}, 0
    for group, artifact, version in sorted(given | run):
        place = f"{group}:{artifact}:{version}"
        jar = file_of(repository, group, artifact, version, "jar")
        if not jar.exists():
            absent += 1  # of a profile that was not built here
            if place in known:
                rows[place] = known[place]
            continue
        digest = sha256(jar)
        named_there = licence(repository, group, artifact, version)
        words = kind(named_there, ALLOWED)
        if not words and (group, artifact, version) not in given:
            words = kind(named_there, ALLOWED_IN_TOOLS) or SILENT.get(place, "")
        rows[place] = (digest, words)
        if not words:
            faults.append(f"no licence that is allowed: {place} ({named_there})")
        if not options.write:
            if place not in known:
                faults.append(f"not seen before: {place}")
            elif known[place][0] != digest:
                faults.append(f"another file than was seen: {place}")
    if options.write:
        written(SEEN, "--write", rows)
    for fault in faults:
        print(fault)
    print(f"{len(rows)} jars known by checksum and licence, {absent} not here, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
