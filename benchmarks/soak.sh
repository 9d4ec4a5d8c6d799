#!/usr/bin/env bash
# A million queries, 2 of 100 exchanges lost (the query or the answer), two tries each; then the client is closed and must have
# given back descriptors, threads and heap. One line a figure: NAME VALUE UNIT BAR ok|short.
set -eu
cd "$(dirname "$0")/.."
[ -n "${SKIP_BUILD:-}" ] || mvn -q -B -Pbenchmarks -pl benchmarks -am -DskipTests package

queries=${1:-1000000}
work=$(mktemp -d)
server=""
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
java=(java -cp benchmarks/target/benchmarks.jar -Dslf4j.internal.verbosity=ERROR)
port=$(python3 -c 'import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"${java[@]}" io.github.todoku.benchmarks.wire.Wire slow-server "$port" 0 0.02 >"$work/server" &
server=$!
until grep -q ready "$work/server" 2>/dev/null; do sleep 0.1; done

"${java[@]}" io.github.todoku.benchmarks.wire.Soak "$port" "$queries" >"$work/soak"
while read -r name value unit; do
  case $name in
    soak.answered) bar=">=99.9"; good="$value >= 99.9" ;;
    soak.descriptors-most) bar="<=64"; good="$value <= 64" ;;
    soak.threads-most) bar="<=4"; good="$value <= 4" ;;
    soak.descriptors-after | soak.threads-after) bar="<=0"; good="$value <= 0" ;;
    soak.heap-after) bar="<=512"; good="$value <= 512" ;; # what the JVM itself keeps of a longer life
    *) bar="-"; good="" ;;
  esac
  if [ -z "$good" ]; then verdict="-"; elif awk "BEGIN{exit !($good)}"; then verdict=ok; else verdict=short; fi
  echo "$name $value $unit $bar $verdict"
done <"$work/soak"
