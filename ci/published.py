#!/usr/bin/env python3
"""Looks into a bundle for Maven Central, as the publishing plugin makes it: is all there that users and Central want, and nothing else?

usage: published.py BUNDLE.zip VERSION [--gnupg FOLDER]      --gnupg: verifies each signature with the keys there

The modules of the BOM and the BOM, no more. Each with its POM (read as ci/consumers/install.py reads it), jar, sources, Javadoc, SBOM; of
each file its signature and checksums. Each jar with its module, licence, notice and version, and no class of others. Each SBOM with what
the POM names, each at its version and with its licence, and nothing that ci/consumers/dependencies.txt does not allow.
"""

import argparse
import hashlib
import io
import json
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "ci" / "consumers"))
sys.dont_write_bytecode = True
import install
import trees

SUMS = {"md5": hashlib.md5, "sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha512": hashlib.sha512}
LICENCES = {"Apache-2.0", "MIT", "BSD-3-Clause"}  # of what users get
ENDS = (".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", "-cyclonedx.xml")


def parts(text):
    """The main parts of a jar's manifest."""
    lines = text.replace("\r\n ", "").replace("\n ", "").splitlines()
    return dict(each.split(": ", 1) for each in lines if ": " in each)


def jar_faults(octets, version):
    jar = zipfile.ZipFile(io.BytesIO(octets))
    names = set(jar.namelist())
    manifest = parts(jar.read("META-INF/MANIFEST.MF").decode())
    if "module-info.class" not in names and "Automatic-Module-Name" not in manifest:
        yield "names no module"
    if manifest.get("Implementation-Version") != version:
        yield f"its manifest says version {manifest.get('Implementation-Version')}"
    for each in ("LICENSE", "NOTICE"):
        if f"META-INF/{each}" not in names:
            yield f"no {each}"
        elif jar.read(f"META-INF/{each}") != (ROOT / each).read_bytes():
            yield f"another {each} than the repository's"
    strange = [each for each in names if not each.startswith(("META-INF/", "io/")) and each != "module-info.class"]
    strange += [each for each in names if each.endswith(".class") and not each.startswith("io/github/todoku/") and each != "module-info.class"]
    strange += [each for each in names if re.search(r"Test(s|\$.*)?\.class$", each)]
    if strange:
        yield f"has {sorted(strange)[:5]}"
    if not any(each.startswith("io/github/todoku/") and each.endswith(".class") for each in names):
        yield "has no class"


def holds(octets, end):
    """How many entries of a jar end so."""
    return sum(each.endswith(end) for each in zipfile.ZipFile(io.BytesIO(octets)).namelist())


def dependencies(pom):
    """{group:artifact: version} of what comes along with a module."""
    return {
        f"{install.text(each, 'groupId')}:{install.text(each, 'artifactId')}": install.text(each, "version")
        for each in pom.findall(f"{install.MAVEN}dependencies/{install.MAVEN}dependency")
        if install.text(each, "optional") != "true" and install.text(each, "scope") in ("", "compile", "runtime")
    }


def brought(bom):
    """The components that everybody gets: those that the module leads to, and not only through what is optional."""
    optional = {each["bom-ref"] for each in bom.get("components", []) if each.get("scope") == "optional"}
    leads = {each["ref"]: each.get("dependsOn", []) for each in bom.get("dependencies", [])}
    reached, ahead = set(), [bom["metadata"]["component"]["bom-ref"]]
    while ahead:
        at = ahead.pop()
        if at not in reached and at not in optional:
            reached.add(at)
            ahead += leads.get(at, [])
    return reached


def sbom_faults(bom, pom, version, allowed):
    own = bom["metadata"]["component"]
    if own.get("version") != version or not own.get("purl"):
        yield f"is of {own.get('purl')}"
    listed, given = {}, brought(bom)
    for each in bom.get("components", []):
        name = f"{each.get('group')}:{each['name']}"
        listed[name] = each.get("version")
        named = [of.get("license", of) for of in each.get("licenses", [])]
        licences = {of.get("id") or of.get("expression") or of.get("name", "?") for of in named}
        if not licences or each["bom-ref"] in given and not licences & LICENCES:
            yield f"{name} has the licence {sorted(licences)}"
        if not each.get("hashes") and not name.startswith(install.GROUP):
            yield f"{name} has no checksum"
        if not name.startswith(install.GROUP) and name not in allowed and each["bom-ref"] in given:
            yield f"{name} is there, which ci/consumers/dependencies.txt does not allow"
        if name.startswith(install.GROUP) and each.get("version") != version:
            yield f"{name} has version {each.get('version')}"
    for name, wanted in dependencies(pom).items():
        if listed.get(name) != wanted:
            yield f"{name} is {listed.get(name)}, the POM says {wanted}"


def signature_faults(bundle, names, gnupg):
    with tempfile.TemporaryDirectory() as folder:
        bundle.extractall(folder)
        for each in names:
            file = Path(folder, each)
            done = subprocess.run(["gpg", "--homedir", gnupg, "--batch", "--quiet", "--verify", f"{file}.asc", file], capture_output=True)
            if done.returncode:
                yield f"{file.name}: its signature does not hold"


def module_faults(bundle, artifact, version, allowed):
    """Of what an artifact's folder holds."""
    base = f"{install.GROUP.replace('.', '/')}/{artifact}/{version}/{artifact}-{version}"
    names = set(bundle.namelist())
    pom_text = bundle.read(f"{base}.pom").decode()
    pom = ElementTree.fromstring(pom_text)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "pom.xml")
        file.write_text(pom_text, encoding="utf-8")
        yield from install.faults(file, pom)
    if "SNAPSHOT" in pom_text:
        yield "its POM names a snapshot"
    if install.text(pom, "packaging") == "pom":
        return
    missing = [end for end in ENDS if base + end not in names]
    if missing:
        yield f"lacks {missing}"
        return
    yield from (f"jar: {each}" for each in jar_faults(bundle.read(f"{base}.jar"), version))
    if not holds(bundle.read(f"{base}-sources.jar"), "/package-info.java"):
        yield "no sources"
    if not holds(bundle.read(f"{base}-javadoc.jar"), "index.html"):
        yield "no Javadoc"
    yield from (f"SBOM: {each}" for each in sbom_faults(json.loads(bundle.read(f"{base}-cyclonedx.json")), pom, version, allowed))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("bundle", type=Path)
    arguments.add_argument("version")
    arguments.add_argument("--gnupg")
    options = arguments.parse_args()
    bundle = zipfile.ZipFile(options.bundle)
    files = [each for each in bundle.namelist() if not each.endswith("/")]
    rows = trees.allowed(ROOT / "ci" / "consumers" / "dependencies.txt")
    allowed = {what for each in rows.values() for what in each}
    bom = ElementTree.parse(ROOT / "bom" / "pom.xml").getroot()
    wanted = {install.text(each, "artifactId") for each in bom.iter(f"{install.MAVEN}dependency")} | {"todoku-bom"}

    folder = install.GROUP.replace(".", "/")
    found = {each.split("/")[3] for each in files if each.startswith(f"{folder}/")}
    faults = [f"{each}: is not to be published" for each in sorted(found - wanted)]
    faults += [f"{each}: is not there" for each in sorted(wanted - found)]
    for artifact in sorted(found & wanted):
        faults += [f"{artifact}: {each}" for each in module_faults(bundle, artifact, options.version, allowed)]
    first = [each for each in files if each.rsplit(".", 1)[-1] not in SUMS and not each.endswith(".asc")]
    for each in first:
        name, octets = each.rsplit("/", 1)[-1], bundle.read(each)
        if not re.fullmatch(rf"{folder}/([^/]+)/{re.escape(options.version)}/\1-{re.escape(options.version)}[-.][^/]+", each):
            faults.append(f"{each}: does not belong there")
        if f"{each}.asc" not in files:
            faults.append(f"{name}: is not signed")
        for end, of in SUMS.items():
            if f"{each}.{end}" not in files or bundle.read(f"{each}.{end}").decode().split()[:1] != [of(octets).hexdigest()]:
                faults.append(f"{name}: no {end}, or another's")
    if options.gnupg:
        faults += signature_faults(bundle, first, options.gnupg)
    for each in faults:
        print(each)
    print(f"{len(found)} artifacts, {len(first)} files{', each signature verified' if options.gnupg else ''}, {len(faults)} faults")
    return 1 if faults or len(found) < 15 else 0


if __name__ == "__main__":
    sys.exit(main())
