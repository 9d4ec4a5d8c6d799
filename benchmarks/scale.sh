#!/usr/bin/env bash
# The program on many domains: `todoku preflight --batch` against NSD on loopback, with a journal, in 256 MB of heap. Domains
# share a hundred providers by Zipf's law; each has SPF, MX and DMARC of its own. One line a figure: NAME VALUE UNIT BAR ok|short.
#   benchmarks/scale.sh [SIZE…]      by default 1000 10000 100000; 1000000 takes about an hour and 3 GB for NSD
# Rates swing with the neighbours; CPU per domain, and that it is the same for every size, are what to read.
set -eu
cd "$(dirname "$0")/.."
command -v nsd >/dev/null || { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy nsd; } >/dev/null
[ -n "${SKIP_BUILD:-}" ] || mvn -q -B -DskipTests -pl cli -am package
[ $# -gt 0 ] || set -- 1000 10000 100000

work=$(mktemp -d)
trap 'stop_nsd; rm -rf "$work"' EXIT
. benchmarks/nsd.sh
python3 benchmarks/scale_zone.py "$work" "$(printf '%s\n' "$@" | sort -n | tail -1)"
start_nsd "$work" root.zone .
python3 benchmarks/scale_run.py "$work" "$nsd_port" "$@"
