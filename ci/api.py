#!/usr/bin/env python3
"""What the published modules promise (ci/api, a file each), held against what was built: nothing of it may be gone or other than it was.

usage: api.py [--write | --exact] [--built TREE] [--lists FOLDER]

The lists are those of the last release, and before the first one of what stands: docs/versions.md says when they may be written anew.
What is new since then is nobody's promise yet and only counted; --exact asks that the lists have it too, as a release does.
Needs the classes of all modules (mvn compile) and javap, which every JDK has. ci/api-check compares by japicmp, with any commit.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = "io.github.todoku."
AT_ONCE = 400  # class files that one javap is given


def modules(tree):
    """Those that users get: with sources, and not marked as never deployed."""
    for pom in sorted(tree.glob("*/pom.xml")):
        if "<maven.deploy.skip>true" not in pom.read_text(encoding="utf-8") and (pom.parent / "src" / "main" / "java").is_dir():
            yield pom.parent


def module_info(module):
    """(packages that are open to all, or None where every one is; what a module that reads it reads too)"""
    source = module / "src" / "main" / "java" / "module-info.java"
    if not source.exists():
        return None, []
    text = source.read_text(encoding="utf-8")
    requires = re.findall(r"requires((?:\s+static)?\s+transitive(?:\s+static)?)\s+([\w.]+)\s*;", text)
    return set(re.findall(r"exports\s+([\w.]+)\s*;", text)), [f"requires {' '.join(how.split())} {what}" for how, what in requires]


def short(text):
    return re.sub(r"\bjava\.lang\.(?=[A-Z]\w*\b(?!\.))", "", text).replace(OURS, "")


def classes(module, exported):
    folder = module / "target" / "classes"
    for each in sorted(folder.rglob("*.class")):
        package = ".".join(each.relative_to(folder).parent.parts)
        if each.stem not in ("package-info", "module-info") and (exported is None or package in exported):
            yield each


def printed(files):
    text = ""
    for at in range(0, len(files), AT_ONCE):
        named = [str(each) for each in files[at : at + AT_ONCE]]
        text += subprocess.run(["javap", "-protected", *named], check=True, capture_output=True, text=True).stdout
    return text


def read(text):
    """{type: (its head, {its members})} of what javap printed."""
    found, name = {}, None
    for line in text.splitlines():
        if line.startswith("  ") and name:
            found[name][1].add(short(line.strip().rstrip(";")))
        elif line.endswith("{"):
            name = re.search(r"(?:class|interface)\s+([\w.$]+)", line).group(1)
            found[name] = (short(line[:-1].strip()), set())
        else:
            name = None
    return found


def is_open(name, found):
    """Whether a user may name it: it and all around it are public."""
    while name in found:
        if not found[name][0].startswith("public"):
            return False
        if "$" not in name:
            return True
        name = name.rsplit("$", 1)[0]
    return False


def promised(tree):
    """{module: {type: {its head and members}}}"""
    files, of, sealed, told = [], {}, set(), {}
    for module in modules(tree):
        exported, requires = module_info(module)
        own = list(classes(module, exported))
        if not own:
            sys.exit(f"api: {module.name} is not compiled")
        told[module.name] = {"module": set(requires)} if requires else {}
        for each in own:
            name = ".".join(each.relative_to(module / "target" / "classes").with_suffix("").parts)
            of[name] = module.name
            if b"PermittedSubclasses" in each.read_bytes():
                sealed.add(name)
        files += own
    found = read(printed(files))
    for name, (head, members) in found.items():
        if is_open(name, found):
            head = ("sealed " if name in sealed else "") + head
            told[of[name]][short(name)] = {head} | members
    return told


def write(file, types):
    lines = []
    for name in sorted(types):
        head = next((each for each in types[name] if is_head(each)), None)
        lines.append(head or name)
        lines += [f"  {each}" for each in sorted(types[name]) if each != head]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def is_head(line):
    return re.match(r"(?:(?:sealed|public|static|final|abstract) )*(?:class|interface) ", line) is not None


def listed(file):
    types, name = {}, None
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            types[name].add(line.strip())
        elif line:
            name = re.search(r"(?:class|interface) ([\w.$]+)", line).group(1) if is_head(line) else line
            types[name] = {line} if is_head(line) else set()
    return types


def must_be_implemented(name, types):
    """Whose new abstract methods others would lack: an open interface or class; not a sealed one, and not an annotation."""
    head = next((each for each in types[name] if is_head(each)), "")
    return bool(head) and not head.startswith("sealed") and "java.lang.annotation.Annotation" not in head


def compare(module, before, now):
    """(what an old class or source would miss, how much is new)"""
    faults, new = [], 0
    for name in sorted(before):
        if name not in now:
            faults.append(f"{module}: {name} is gone")
            continue
        for line in sorted(before[name] - now[name]):
            called = re.search(r"([\w$]+)\(|(\w+)$", line)
            alike = [each for each in now[name] - before[name] if called and re.search(rf"\b{re.escape(called.group(1) or called.group(2))}\b", each)]
            faults.append(f"{module}: {name}: gone or changed: {line}" + "".join(f"\n    there is: {each}" for each in sorted(alike)))
        for line in sorted(now[name] - before[name]):
            new += 1
            if " abstract " in line and not is_head(line) and must_be_implemented(name, now):
                faults.append(f"{module}: {name}: who implements it does not have: {line}")
    new += sum(len(now[name]) for name in now if name not in before)
    return faults, new


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--exact", action="store_true")
    arguments.add_argument("--built", type=Path, default=ROOT)
    arguments.add_argument("--lists", type=Path, default=ROOT / "ci" / "api")
    options = arguments.parse_args()
    told = promised(options.built)
    if options.write:
        options.lists.mkdir(exist_ok=True)
        for each in options.lists.glob("*.txt"):
            each.unlink()
        for module, types in told.items():
            write(options.lists / f"{module}.txt", types)
    before = {each.stem: listed(each) for each in options.lists.glob("*.txt")}
    faults, new = [f"{each}: no such module any more" for each in sorted(before.keys() - told.keys())], 0
    for module, types in sorted(told.items()):
        missing, added = compare(module, before.get(module, {}), types)
        faults += missing
        new += added
    if options.exact and new:
        faults.append(f"{new} lines of the API are in no list: ci/api.py --write")
    for each in faults:
        print(each)
    if faults:
        print("docs/versions.md says when what is promised may change; ci/api.py --write writes the lists anew")
    count = sum(len(types) for types in told.values())
    print(f"{len(told)} modules, {count} types, {sum(len(m) for t in told.values() for m in t.values())} lines, {new} new, {len(faults)} faults")
    return 1 if faults or len(told) < 15 else 0


if __name__ == "__main__":
    sys.exit(main())
