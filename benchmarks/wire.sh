#!/usr/bin/env bash
# The DNS client beside dnsperf and dnsjava, all in one run on this machine, against NSD on loopback.
# One line a figure: NAME VALUE UNIT BAR ok|short ("-" where there is no bar). Takes about six minutes.
# Absolute rates swing with the neighbours; CPU per query, and ratios within the run, are what to read.
set -eu
cd "$(dirname "$0")/.."

for program in nsd dnsperf; do
  if ! command -v "$program" >/dev/null; then
    apt-get update -q >/dev/null && apt-get install -qy nsd dnsperf >/dev/null
  fi
done
[ -n "${SKIP_BUILD:-}" ] || mvn -q -B -Pbenchmarks -pl benchmarks -am -DskipTests package

work=$(mktemp -d)
pids=""
trap 'for pid in $pids; do kill "$pid" 2>/dev/null || true; done; wait 2>/dev/null; rm -rf "$work"' EXIT
java=(java -cp benchmarks/target/benchmarks.jar -Dslf4j.internal.verbosity=ERROR)
main=io.github.todoku.benchmarks.wire.Wire
ulimit -n 20000 2>/dev/null || true

port() { python3 -c 'import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# --- NSD: 50,000 names with A, MX and TXT
nsd_port=$(port)
python3 - "$work" <<'PY'
import random, sys
work = sys.argv[1]
with open(work + "/bench.example", "w") as zone:
    zone.write("$ORIGIN bench.example.\n$TTL 3600\n@ SOA ns1 hostmaster 1 3600 600 86400 300\n@ NS ns1\nns1 A 127.0.0.1\n")
    for i in range(50000):
        zone.write(f"n{i} A 192.0.2.{i % 256}\nn{i} MX 10 mx{i % 100}\n")
        zone.write(f'n{i} TXT "v=spf1 ip4:192.0.2.0/24 include:n{(i + 1) % 50000}.bench.example -all"\n')
rnd = random.Random(1)
with open(work + "/queries", "w") as queries:
    for _ in range(200000):
        queries.write(f"n{rnd.randrange(50000)}.bench.example {rnd.choice(['A', 'MX', 'TXT'])}\n")
PY
cat >"$work/nsd.conf" <<CONF
server:
  ip-address: 127.0.0.1
  port: $nsd_port
  server-count: 1
  username: ""
  chroot: ""
  zonesdir: "$work"
  pidfile: "$work/nsd.pid"
  database: ""
  zonelistfile: "$work/zone.list"
  xfrdfile: "$work/xfrd.state"
  xfrdir: "$work"
  logfile: "$work/nsd.log"
  rrl-ratelimit: 0
remote-control:
  control-enable: no
zone:
  name: bench.example
  zonefile: bench.example
CONF
nsd -d -c "$work/nsd.conf" & pids="$pids $!"
for _ in $(seq 100); do
  dnsperf -s 127.0.0.1 -p "$nsd_port" -d "$work/queries" -n 1 -Q 10 -l 1 2>/dev/null | grep -q 'completed: *[1-9]' && break
  sleep 0.2
done

figure() { printf '%s %s %s %s %s\n' "$1" "$2" "$3" "$4" "$5"; } # NAME VALUE UNIT BAR VERDICT
most() { if awk "BEGIN{exit !($2 <= $4)}"; then figure "$1" "$2" "$3" "<=$4" ok; else figure "$1" "$2" "$3" "<=$4" short; fi; }
least() { if awk "BEGIN{exit !($2 >= $4)}"; then figure "$1" "$2" "$3" ">=$4" ok; else figure "$1" "$2" "$3" ">=$4" short; fi; }
value() { awk -v name="$2" '$1 == name {print $2}' "$1"; }
ratio() { awk "BEGIN{printf \"%.3f\", $1 / $2}"; }

# --- dnsperf: CPU microseconds per query (user and system time of the process)
dnsperf_cpu() { # IN_FLIGHT
  local times
  TIMEFORMAT='%U %S'
  times=$({ time dnsperf -s 127.0.0.1 -p "$nsd_port" -d "$work/queries" -q "$1" -c 16 -l 6 >"$work/dnsperf.out" 2>&1; } 2>&1)
  local done
  done=$(awk '/Queries completed/ {print $3}' "$work/dnsperf.out")
  awk -v t="$times" -v n="$done" 'BEGIN{split(t, c, " "); printf "%.3f", (c[1] + c[2]) * 1e6 / n}'
}

# --- B1, B8: the same queries through each client; dnsperf before and after, the lower figure counts
run() { # OUT JVM_FLAGS WHICH IN_FLIGHT TOTAL
  "${java[@]}" $2 $main load "$3" "$nsd_port" "$4" "$5" >"$1"
}
before=$(dnsperf_cpu 1000)
run "$work/b1" "" todoku 1000 300000
after=$(dnsperf_cpu 1000)
dnsperf=$(awk "BEGIN{print ($before < $after) ? $before : $after}")
figure dnsperf.1000.cpu "$dnsperf" us/query - -
most todoku.1000.cpu-over-dnsperf "$(ratio "$(value "$work/b1" todoku.1000.cpu)" "$dnsperf")" x 1.8
most todoku.1000.alloc "$(value "$work/b1" todoku.1000.alloc)" B/query 1500
most todoku.1000.fds "$(value "$work/b1" todoku.1000.fds)" more 64
most todoku.1000.threads "$(value "$work/b1" todoku.1000.threads)" more 4
most todoku.1000.failed "$(value "$work/b1" todoku.1000.failed)" queries 0
figure todoku.1000.cpu "$(value "$work/b1" todoku.1000.cpu)" us/query - -
figure todoku.1000.rate "$(value "$work/b1" todoku.1000.rate)" queries/s - -

for in_flight in 1 100 10000 100000; do
  total=300000 # as many as at 1,000: a rate of less is that of its beginning and its end
  [ "$in_flight" = 1 ] && total=5000
  run "$work/row" "" todoku "$in_flight" "$total"
  most "todoku.$in_flight.failed" "$(value "$work/row" "todoku.$in_flight.failed")" queries 0
  for what in cpu rate alloc fds threads; do
    figure "todoku.$in_flight.$what" $(awk -v name="todoku.$in_flight.$what" '$1 == name {print $2, $3}' "$work/row") - -
  done
  if [ "$in_flight" -ge 10000 ]; then
    least "todoku.$in_flight.rate-over-1000" \
      "$(ratio "$(value "$work/row" "todoku.$in_flight.rate")" "$(value "$work/b1" todoku.1000.rate)")" x 0.9
  fi
done
for peer in dnsjava-direct dnsjava-default; do
  for in_flight in 100 1000; do
    total=20000
    [ "$peer" = dnsjava-default ] && total=3000
    run "$work/row" "" "$peer" "$in_flight" "$total"
    for what in cpu rate alloc fds threads failed; do
      figure "$peer.$in_flight.$what" $(awk -v name="$peer.$in_flight.$what" '$1 == name {print $2, $3}' "$work/row") - -
    done
  done
done

for cpus in 1 2 4; do
  run "$work/cpus$cpus" "-XX:ActiveProcessorCount=$cpus" todoku 1000 150000
  figure "todoku.1000.cpu.processors-$cpus" "$(value "$work/cpus$cpus" todoku.1000.cpu)" us/query - -
done
most todoku.1000.cpu.processors-spread "$(for c in 1 2 4; do value "$work/cpus$c" todoku.1000.cpu; done | sort -n | awk 'NR==1{l=$1} {m=$1} END{printf "%.3f", m/l}')" x 1.3

# --- B2: floor, with a server that takes 20 ms
slow() { # DELAY_MS LOSS; sets slow_port
  slow_port=$(port)
  "${java[@]}" $main slow-server "$slow_port" "$1" "$2" >"$work/slow.$slow_port" & pids="$pids $!"
  until grep -q ready "$work/slow.$slow_port" 2>/dev/null; do sleep 0.1; done
}
slow 20 0
"${java[@]}" $main floor "$slow_port" >"$work/floor"
figure floor.one "$(value "$work/floor" floor.one)" ms - -
most floor.5-in-sequence "$(value "$work/floor" floor.5-in-sequence)" x5rtt 1.25
most floor.20-parallel "$(value "$work/floor" floor.20-parallel)" xrtt 1.25
most floor.200-parallel "$(value "$work/floor" floor.200-parallel)" xrtt 1.7

# --- B3, B4: a server that never answers
slow -1 0
dead_port=$slow_port
"${java[@]}" $main dead "$nsd_port" "$dead_port" >"$work/dead"
least dead.stuck "$(value "$work/dead" dead.stuck)" queries 14000
figure dead.without "$(value "$work/dead" dead.without)" us/query - -
figure dead.with "$(value "$work/dead" dead.with)" us/query - -
most dead.ratio "$(value "$work/dead" dead.ratio)" x 1.15
"${java[@]}" $main timeout "$nsd_port" "$dead_port" >"$work/timeout"
for when in idle busy; do
  least "timeout.$when.least" "$(value "$work/timeout" "timeout.$when.least")" ms 200
  most "timeout.$when.median" "$(value "$work/timeout" "timeout.$when.median")" ms 230
  most "timeout.$when.most" "$(value "$work/timeout" "timeout.$when.most")" ms 230
done

# --- B6: 2 of 100 exchanges lost
slow 0 0.02
"${java[@]}" $main loss "$slow_port" >"$work/loss"
least loss.answered "$(value "$work/loss" loss.answered)" % 99.9

# --- B7: the cache
"${java[@]}" $main cache >"$work/cache"
most cache.queries-for-1000-callers "$(value "$work/cache" cache.queries-for-1000-callers)" queries 1
most cache.hit "$(value "$work/cache" cache.hit)" us 1
most cache.hit-alloc "$(value "$work/cache" cache.hit-alloc)" B 100
