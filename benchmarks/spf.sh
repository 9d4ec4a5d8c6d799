#!/usr/bin/env bash
# SPF checks beside JSPF 1.0.5, both on an in-memory DNS, in one run on this machine. Takes about eight minutes.
# One line a figure: NAME VALUE UNIT BAR ok|short ("-" where there is no bar). Ratios are of JMH average times of one thread, each
# the median of its iterations in all forks: a neighbour on the machine, or a compiler that comes late, would move a mean.
# Ten seconds of warm-up, since JSPF and we are both still being compiled after five.
set -eu
cd "$(dirname "$0")/.."
[ -n "${SKIP_BUILD:-}" ] || mvn -q -B -Pbenchmarks -pl benchmarks -am -DskipTests package

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java -jar benchmarks/target/benchmarks.jar 'spf\.CheckBenchmark' -f "${FORKS:-3}" -wi 10 -w 1 -i 5 -r 1 -t 1 -prof gc \
  -jvmArgsAppend -Dslf4j.internal.verbosity=ERROR -rf json -rff "$work/jmh.json" >"$work/jmh.log" 2>&1 || { cat "$work/jmh.log"; exit 1; }

python3 - "$work/jmh.json" <<'PY'
import json, statistics, sys
time, alloc = {}, {}
for run in json.load(open(sys.argv[1])):
    key = run["params"]["scenario"], run["benchmark"].rsplit(".", 1)[1]
    time[key] = statistics.median(score for fork in run["primaryMetric"]["rawData"] for score in fork)
    secondary = run["secondaryMetrics"]
    alloc[key] = next(v["score"] for k, v in secondary.items() if k.endswith("gc.alloc.rate.norm"))
for scenario, bar in ("S1", 8), ("S2", 15), ("S3", 15), ("S4", 8), ("S5", 20):
    ours, theirs = time[scenario, "todoku"], time[scenario, "jspf"]
    print(f"{scenario}.time {ours:.0f} ns - ok")
    print(f"{scenario}.jspf {theirs:.0f} ns - ok")
    print(f"{scenario}.ratio {theirs / ours:.1f} x {bar} {'ok' if theirs / ours >= bar else 'short'}")
bytes = alloc["S1", "todoku"]
print(f"S1.allocated {bytes:.0f} B 4096 {'ok' if bytes <= 4096 else 'short'}")
PY

java -Xmx256m -cp benchmarks/target/benchmarks.jar io.github.todoku.benchmarks.spf.Waiting
