#!/usr/bin/env bash
# SPF checks beside JSPF 1.0.5, both on an in-memory DNS, in one run on this machine. Takes about eight minutes.
# One line a figure: NAME VALUE UNIT BAR ok|short ("-" where there is no bar). Times are JMH average times of one thread, the median
# of a fork's iterations; a ratio is of two forks that ran one right after the other, the median of FORKS such pairs (3): a
# neighbour on the machine that comes and goes moves both sides of a pair. Ten seconds of warm-up, since after five both sides
# are still being compiled.
set -eu
cd "$(dirname "$0")/.."
[ -n "${SKIP_BUILD:-}" ] || mvn -q -B -Pbenchmarks -pl benchmarks -am -DskipTests package

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for fork in $(seq "${FORKS:-3}"); do
  for scenario in S1 S2 S3 S4 S5; do
    java -jar benchmarks/target/benchmarks.jar 'spf\.CheckBenchmark' -p scenario=$scenario -f 1 -wi 10 -w 1 -i 5 -r 1 -t 1 -prof gc \
      -jvmArgsAppend -Dslf4j.internal.verbosity=ERROR -rf json -rff "$work/$fork-$scenario.json" >"$work/jmh.log" 2>&1 || { cat "$work/jmh.log"; exit 1; }
  done
done

python3 - "$work"/*-S?.json <<'PY'
import collections, json, statistics, sys
time, ratio, alloc = collections.defaultdict(list), collections.defaultdict(list), collections.defaultdict(list)
for file in sys.argv[1:]:
    pair = {}
    for run in json.load(open(file)):
        scenario, side = run["params"]["scenario"], run["benchmark"].rsplit(".", 1)[1]
        pair[side] = statistics.median(run["primaryMetric"]["rawData"][0])
        time[scenario, side].append(pair[side])
        alloc[scenario, side] += [v["score"] for k, v in run["secondaryMetrics"].items() if k.endswith("gc.alloc.rate.norm")]
    ratio[scenario].append(pair["jspf"] / pair["todoku"])
for scenario, bar in ("S1", 8), ("S2", 15), ("S3", 15), ("S4", 8), ("S5", 20):
    ours, theirs, faster = (statistics.median(v) for v in (time[scenario, "todoku"], time[scenario, "jspf"], ratio[scenario]))
    print(f"{scenario}.time {ours:.0f} ns - ok")
    print(f"{scenario}.jspf {theirs:.0f} ns - ok")
    print(f"{scenario}.ratio {faster:.1f} x {bar} {'ok' if faster >= bar else 'short'}")
bytes = statistics.median(alloc["S1", "todoku"])
print(f"S1.allocated {bytes:.0f} B 4096 {'ok' if bytes <= 4096 else 'short'}")
PY

java -Xmx256m -cp benchmarks/target/benchmarks.jar io.github.todoku.benchmarks.spf.Waiting
