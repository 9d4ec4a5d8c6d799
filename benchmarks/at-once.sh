#!/usr/bin/env bash
# 5,000 SPF checks begun at once in a JVM that has just started, with an empty cache, against NSD on loopback: on virtual threads (a
# JDK that has them, named by JAVA_VIRTUAL), on those with 200 begun at a time, on 200 platform threads, and on none. With a limit that
# is too short for all of them, what matters is how many are answered (docs/decisions/0017). One line a figure.
set -eu
cd "$(dirname "$0")/.."
command -v nsd >/dev/null || { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy nsd; } >/dev/null
[ -n "${SKIP_BUILD:-}" ] || mvn -q -B -Pbenchmarks -pl benchmarks -am -DskipTests package
virtual=${JAVA_VIRTUAL:-java}
work=$(mktemp -d)
trap 'stop_nsd; rm -rf "$work"' EXIT
. benchmarks/nsd.sh
python3 benchmarks/scale_zone.py "$work" 5000
start_nsd "$work" root.zone .

for limit in 20000 1500; do
  for kind in virtual bounded platform async; do
    java=java
    case $kind in virtual | bounded) java=$virtual ;; esac
    case $kind in virtual | bounded)
      "$java" -version 2>&1 | grep -qE 'version "(2[1-9]|[3-9][0-9])' || continue ;;
    esac
    "$java" -cp benchmarks/target/benchmarks.jar -Dslf4j.internal.verbosity=ERROR \
      io.github.todoku.benchmarks.scale.AtOnce "$nsd_port" $kind 5000 $limit |
      sed "s/^at-once\.5000\.$kind\./at-once.$kind.limit-$limit-ms./" |
      awk -v limit=$limit '/limit-20000-ms.answered/ {$4 = ">=5000"; $5 = $2 >= 5000 ? "ok" : "short"} {print}'
  done
done
