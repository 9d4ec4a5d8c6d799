#!/usr/bin/env bash
# What reading a bounce costs: benchmarks/bounce.sh [FOLDER with mails to read], by default the parser's own examples of forms.
# One line a figure: NAME VALUE UNIT BAR ok|short ("-" where there is no bar). Takes about two minutes.
set -eu
cd "$(dirname "$0")/.."
mails=${1:-bounce-parser/src/test/resources/io/github/todoku/bounce/forms}

[ -n "${SKIP_BUILD:-}" ] || mvn -q -B -Pbenchmarks -pl benchmarks -am -DskipTests package

hostile=$(mktemp -d)
trap 'rm -rf "$hostile"' EXIT
java -cp benchmarks/target/benchmarks.jar:bounce-parser/target/test-classes io.github.todoku.bounce.HostileInputs "$hostile"
java -Xmx256m -cp benchmarks/target/benchmarks.jar io.github.todoku.benchmarks.bounce.BounceCost "$mails" "$hostile"
