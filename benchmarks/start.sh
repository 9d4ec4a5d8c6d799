#!/usr/bin/env bash
# The start of the installed program beside that of an empty JVM, in turns: CPU (user and system) and wall, minimum and median.
# Build first: mvn -q -DskipTests package. benchmarks/start.sh [ROUNDS]
set -eu
cd "$(dirname "$0")/.."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
sh install.sh "$work/prefix" >/dev/null
mkdir "$work/empty"
printf 'class Empty { public static void main(String[] args) {} }\n' >"$work/empty/Empty.java"
javac -d "$work/empty" "$work/empty/Empty.java"
printf 'example.com. TXT "v=spf1 ip4:192.0.2.0/24 -all"\n' >"$work/zone"
python3 - "${1:-20}" "$work" <<'PY'
import resource, statistics, subprocess, sys, time

rounds, work = int(sys.argv[1]), sys.argv[2]
program = f"{work}/prefix/bin/todoku"
check = ["spf", "check", "192.0.2.1", "bob@example.com", "--dns", f"world:{work}/zone"]
commands = {
    "an empty JVM": ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", f"{work}/empty", "Empty"],
    "an empty JVM, no flags": ["java", "-cp", f"{work}/empty", "Empty"],
    "spf check": [program, *check],
    "spf check, by picocli": [program, *check, "--json=true"],
    "--version": [program, "--version"],
    "spf check, no archive": ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", f"{work}/prefix/lib/todoku/todoku.jar", *check],
    "demo": [program, "demo"],
}
figures = {each: [] for each in commands}
for _ in range(rounds):
    for name, command in commands.items():
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        figures[name].append((cpu, time.monotonic() - began))
for name, each in figures.items():
    cpu, wall = zip(*each)
    print(f"{name:22} CPU min {min(cpu):.3f} s, median {statistics.median(cpu):.3f} s; wall min {min(wall):.3f} s, median {statistics.median(wall):.3f} s")
PY
