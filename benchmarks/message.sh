#!/usr/bin/env bash
# What verifying and signing a message costs (RSA-2048, relaxed/relaxed): 4 KB, and 1 MB of text and of base64 lines, beside the
# JDK's own primitives (signature check and SHA-256 of the octets) and jDKIM, in turns.
# One line a figure: NAME VALUE UNIT BAR ok|short ("-" where there is no bar). Takes some three minutes of CPU.
# benchmarks/message.sh [NAME...], as verify-4k: only these.
set -eu
cd "$(dirname "$0")/.."

[ -n "${SKIP_BUILD:-}" ] || mvn -q -B -Pbenchmarks -pl benchmarks -am -DskipTests package

java -XX:+UseSerialGC -Xmx256m -cp benchmarks/target/benchmarks.jar io.github.todoku.benchmarks.message.MessageCost "$@"
