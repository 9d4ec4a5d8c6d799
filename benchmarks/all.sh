#!/usr/bin/env bash
# Every benchmark, ROUNDS times (3), one after the other, to benchmarks/RESULTS.md: the median and the spread of each figure, the
# machine and the versions. Takes hours: run it by hand on a machine that does nothing else, before a release.
#   benchmarks/all.sh [NAME…]        by default wire spf dnsbl message bounce feedback soak scale at-once
# Left out is page.sh: it loads a server and prints times and memory to be read, not a figure a line.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- wire spf dnsbl message bounce feedback soak scale at-once
mvn -q -B -Pbenchmarks -DskipTests package
export SKIP_BUILD=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for round in $(seq "${ROUNDS:-3}"); do
  for name in "$@"; do
    echo "$name, round $round" >&2
    load=$(cut -d' ' -f1 /proc/loadavg)
    "benchmarks/$name.sh" >"$work/$name.$round" 2>"$work/$name.$round.errors" ||
      { echo "$name failed:" >&2; tail -5 "$work/$name.$round.errors" >&2; exit 1; }
    echo "$load" >"$work/$name.$round.load"
  done
done
python3 benchmarks/results.py "$work" "$@" >"$work/RESULTS.md"
mv "$work/RESULTS.md" benchmarks/RESULTS.md
