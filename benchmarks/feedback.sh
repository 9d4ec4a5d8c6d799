#!/usr/bin/env bash
# What reading and summing up reports costs, against a bare StAX loop of the JDK: 1,000 packed reports of 50 rows, and one of a
# million rows in a heap of 64 MB. One line a figure: NAME VALUE UNIT BAR ok|short ("-" where there is no bar). About a minute.
set -eu
cd "$(dirname "$0")/.."

[ -n "${SKIP_BUILD:-}" ] || mvn -q -B -Pbenchmarks -pl benchmarks -am -DskipTests package

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java -Xmx64m -cp benchmarks/target/benchmarks.jar io.github.todoku.benchmarks.feedback.FeedbackCost "$work"
