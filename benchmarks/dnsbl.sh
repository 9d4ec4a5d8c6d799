#!/usr/bin/env bash
# How fast lists are asked, a line a figure: NAME VALUE UNIT BAR ok|short. Everything on loopback, everything in one run:
# rbldnsd with 200,000 entries is asked by dnsperf and by us in turns (dnsperf, we, dnsperf, ...), and the ratio is that of
# the medians, so that a busy machine is busy for both.
set -eu
cd "$(dirname "$0")/.."

need() {
  command -v "$1" >/dev/null && return
  apt-get -qq update >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y "$1" >/dev/null 2>&1
}
need rbldnsd
need dnsperf

jar=benchmarks/target/benchmarks.jar
if [ "${1:-}" != --no-build ] || [ ! -f "$jar" ]; then
  mvn -q -B -Pbenchmarks -pl benchmarks -am -DskipTests package
fi

work=$(mktemp -d)
chmod 755 "$work"
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

# 200,000 entries, 20,000 addresses to ask: the first half listed, the other half not
python3 - "$work" <<'PY'
import random, sys
random.seed(5782)
octets = lambda n: f"{11 + (n >> 24) % 100}.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"
numbers = random.sample(range(100 << 24), 210_000)
entries, others = [octets(n) for n in numbers[:200_000]], [octets(n) for n in numbers[200_000:]]
asked = entries[:10_000] + others
with open(sys.argv[1] + "/zone", "w") as zone:
    zone.write(":127.0.0.2:listed, see https://bl.test/?$\n127.0.0.2\n" + "\n".join(entries) + "\n")
with open(sys.argv[1] + "/addresses", "w") as file:
    file.write("\n".join(asked) + "\n")
with open(sys.argv[1] + "/queries", "w") as file:
    for address in asked:
        file.write(".".join(reversed(address.split("."))) + ".bl.test A\n")
PY
chmod 644 "$work"/*
port=$(python3 -c 'import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
rbldnsd -n -q -b "127.0.0.1/$port" -w "$work" bl.test:ip4set:zone >"$work/log" 2>&1 &
server=$!
for _ in $(seq 30); do
  grep -q "rbldnsd version" "$work/log" 2>/dev/null && break
  sleep 0.3
done
kill -0 "$server" || { cat "$work/log"; exit 1; }

dnsperf_once() {
  dnsperf -s 127.0.0.1 -p "$port" -d "$work/queries" -q 100 -n 2 2>/dev/null |
    awk '/Queries per second/ { print $4 }' >>"$work/dnsperf"
}

passes=40
for _ in 1 2; do
  dnsperf_once
  java -cp "$jar" io.github.todoku.benchmarks.dnsbl.DnsblFigures bulk "$port" "$work/addresses" 10000 $passes 2>/dev/null >"$work/bulk"
  # the passes before the last ten warm up
  tail -n 10 "$work/bulk" >>"$work/ours"
  dnsperf_once
done
java -cp "$jar" io.github.todoku.benchmarks.dnsbl.DnsblFigures latency 2>/dev/null >"$work/latency"

python3 - "$work" <<'PY'
import statistics, sys
work = sys.argv[1] + "/"
def line(name, value, unit, bar, ok): print(f"{name} {value} {unit} {bar} {'ok' if ok else 'short'}")
dnsperf = [float(x) for x in open(work + "dnsperf")]
ours = [x.split() for x in open(work + "ours")]
speed = statistics.median(float(x[1]) for x in ours)
peer = statistics.median(dnsperf)
cpu = statistics.median(float(x[3]) for x in ours)
failed = sum(int(x[7]) for x in ours)
print(f"# questions a second, median: dnsperf {peer:.0f} (from {min(dnsperf):.0f} to {max(dnsperf):.0f}), we {speed:.0f}")
line("bulk-to-dnsperf", f"{speed / peer:.2f}", "ratio", ">=0.7", speed / peer >= 0.7)
line("bulk-cpu", f"{cpu:.1f}", "us/question", "<=30", cpu <= 30)
line("bulk-1000-in-flight-failed", failed, "verdicts", "<=0", failed == 0)
bars = {"fifty-lists-none": 1.5, "fifty-lists-all": 2.5, "one-list-silent": 1.05}
for each in open(work + "latency"):
    name, value, unit = each.split()
    if name in bars:
        line(name, value, unit, f"<={bars[name]}", float(value) <= bars[name])
    else:
        print(f"# {name} {value} {unit}")
PY
