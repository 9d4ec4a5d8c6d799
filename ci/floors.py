"""The floors of every package: which files of a package use each other, read from the compiled classes with jdeps.

A package must not hold more than MAX_FILES files, and the files that use each other in a circle must be groups of at most
MAX_RING. What is larger stands in ci/floors.txt, a line each with its reason, and is held to the size given there:

  ring PACKAGE N: Name Name ...: reason      a ring of exactly these files
  package PACKAGE N: reason                  a package of at most N files

usage: floors.py [--draw PACKAGE] [MODULE ...]; build first. Without modules, all that have target/classes.
"""

import collections
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

MAX_FILES = 45
MAX_RING = 3
ROOT = "io.github.todoku."


def edges(classes):
    """file -> the files that it names, as package.Name, nested types folded into their file."""
    with tempfile.TemporaryDirectory() as copy:  # without module-info, so that jdeps does not look for the modules it names
        shutil.copytree(classes, copy, dirs_exist_ok=True, ignore=shutil.ignore_patterns("module-info.class", "META-INF"))
        run = subprocess.run(
            ["jdeps", "-verbose:class", "-filter:none", copy], capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(run.stdout + run.stderr)
    graph = collections.defaultdict(set)
    for line in run.stdout.splitlines():
        edge = re.match(r"^   (\S+)\s+-> (\S+)", line)
        if edge:
            source, target = (name.split("$")[0] for name in edge.groups())
            graph[source]
            if target.startswith(ROOT):
                graph[source].add(target)
    return graph


def rings(graph):
    """Strongly connected components of more than one node (Tarjan, without recursion)."""
    index, low, on, stack, found = {}, {}, set(), [], []
    for start in sorted(graph):
        if start in index:
            continue
        work = [(start, iter(sorted(graph[start])))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on.add(start)
        while work:
            node, rest = work[-1]
            for each in rest:
                if each not in graph:
                    continue
                if each not in index:
                    index[each] = low[each] = len(index)
                    stack.append(each)
                    on.add(each)
                    work.append((each, iter(sorted(graph[each]))))
                    break
                if each in on:
                    low[node] = min(low[node], index[each])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    ring = []
                    while True:
                        each = stack.pop()
                        on.discard(each)
                        ring.append(each)
                        if each == node:
                            break
                    if len(ring) > 1:
                        found.append(sorted(ring))
    return found


def excused(path):
    allowed_rings, allowed_sizes = {}, {}
    if os.path.exists(path):
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            ring = re.match(r"^ring (\S+) (\d+): ([\w ]+): \S.*$", line)
            package = re.match(r"^package (\S+) (\d+): \S.*$", line)
            if ring and len(ring.group(3).split()) == int(ring.group(2)):
                allowed_rings[(ring.group(1), tuple(sorted(ring.group(3).split())))] = number
            elif package:
                allowed_sizes[package.group(1)] = int(package.group(2))
            else:
                sys.exit(f"{path}:{number}: neither a ring nor a package with its size and reason")
    return allowed_rings, allowed_sizes


def main():
    arguments = sys.argv[1:]
    draw = None
    if arguments[:1] == ["--draw"]:
        draw, arguments = arguments[1], arguments[2:]
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    modules = arguments or sorted(
        os.path.relpath(os.path.dirname(os.path.dirname(path)), root)
        for path in glob.glob(root + "/**/target/classes", recursive=True) if "/benchmarks/" not in path)
    if not modules:
        sys.exit("no module has target/classes; build first")
    allowed_rings, allowed_sizes = excused(root + "/ci/floors.txt")
    used, wrong, packages = set(), [], 0
    for module in modules:
        graph = edges(os.path.join(root, module, "target/classes"))
        by_package = collections.defaultdict(dict)
        for node, uses in graph.items():
            package, name = node.rsplit(".", 1)
            if name in ("package-info", "module-info") or node == "module-info":
                continue
            by_package[package][name] = {
                use.rsplit(".", 1)[1] for use in uses if use.rsplit(".", 1)[0] == package and use != node}
        for package, files in sorted(by_package.items()):
            packages += 1
            if package == draw:
                for name in sorted(files):
                    print(f"{name}: {' '.join(sorted(files[name]))}")
            limit = allowed_sizes.get(package, MAX_FILES)
            if len(files) > limit:
                wrong.append(f"{package}: {len(files)} files, at most {limit}")
            for ring in rings(files):
                key = (package, tuple(ring))
                if len(ring) > MAX_RING and key not in allowed_rings:
                    wrong.append(f"{package}: a ring of {len(ring)}: {' '.join(ring)}")
                used.add(key)
    if not arguments:
        for package, ring in sorted(set(allowed_rings) - used):
            wrong.append(f"ci/floors.txt:{allowed_rings[(package, ring)]}: that ring is no more")
    print("\n".join(wrong))
    if wrong:
        sys.exit(1)
    print(f"floors: {packages} packages, no ring over {MAX_RING} files but {len(allowed_rings)} that are excused")


main()
